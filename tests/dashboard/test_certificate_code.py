"""The code leads to the certificate, where a phone can reach it, and says what to do where none can."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import segno
from flask import Flask
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from analysis.settings import Home
from dashboard import certificate_code

Switch = Callable[[Home], FlaskClient]


def shown(served: Flask, at_home: Switch, home: Home, host: str = "127.0.0.1:8050") -> tuple[list[str], str]:
    at_home(home)
    with served.test_request_context("/", headers={"Host": host}):
        content = json.dumps(certificate_code.code(), cls=PlotlyJSONEncoder)
        return certificate_code.addresses(), content


def test_where_only_this_machine_is_served_there_is_no_code(
    served: tuple[Flask, str], at_home: Switch, make_home: Callable[..., Home]
) -> None:
    found, content = shown(served[0], at_home, make_home())
    assert found == []
    assert "data:image" not in content
    assert "--listen" in content


def test_the_code_is_that_of_the_address_in_the_house(
    served: tuple[Flask, str], at_home: Switch, tmp_path: Path
) -> None:
    Home.open(tmp_path / "home")
    (tmp_path / "home" / "settings.json").write_text('{"dashboard_listen": "192.0.2.5"}')
    found, content = shown(served[0], at_home, Home.open(tmp_path / "home"), "192.0.2.5:9000")
    assert found == ["http://192.0.2.5:9000/ca.pem"]
    assert "http://192.0.2.5:9000/ca.pem" in content
    drawn = unquote(content.partition("data:image/svg+xml")[2])
    other = segno.make("http://192.0.2.6:9000/ca.pem", error="m").svg_data_uri(
        scale=5, border=3, dark="#000", light="#fff"
    )
    assert drawn
    assert unquote(other).partition("data:image/svg+xml")[2][:-8] not in drawn
