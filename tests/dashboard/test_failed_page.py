"""A page that could not be made: it says so, whatever failed, and what to do; the others go on."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import dash
import pytest
from flask import g
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from analysis.queries import Viewer
from analysis.settings import Home
from analysis.wording import use
from dashboard.failed_page import NAME, guarded
from tests.ledger_book import PHONE, Book, found

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
SECRET = "name-of-somebody.example"


@pytest.fixture(autouse=True)
def _english() -> None:
    use("")


def shown(layout: Any, **query: str) -> str:
    return json.dumps(layout(**query), cls=PlotlyJSONEncoder)


def test_a_page_that_can_be_made_is_as_it_was() -> None:
    assert guarded(lambda **_query: "made")(day="2026-11-20") == "made"
    assert guarded("text") == "text"


def test_a_fault_of_ours_is_said_logged_and_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    def layout(**_query: str) -> str:
        raise ValueError(SECRET)

    with caplog.at_level(logging.ERROR):
        page = shown(guarded(layout))
    assert NAME in page
    assert "This page could not be made." in page
    assert "leakledger run" in page
    assert SECRET not in page
    assert SECRET in caplog.text  # on this machine alone


def damaged(make_home: Make) -> Home:
    def fill(book: Book) -> None:
        for number in range(200):
            book.send(book.at("08:00"), PHONE, "", found("location.precise"), host=f"host{number}.example")

    home = make_home(fill)
    with home.ledger_path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (home.ledger_path.stat().st_size - 4096))
    return home


def test_of_a_damaged_ledger_every_page_says_so_and_the_frame_stands(
    make_home: Make, at_home: Switch, caplog: pytest.LogCaptureFixture
) -> None:
    client = at_home(damaged(make_home))
    with caplog.at_level(logging.CRITICAL):
        frame = client.get("/_dash-layout")
    assert frame.status_code == 200
    assert "the ledger" in frame.get_data(as_text=True)
    server: Any = client.application
    with server.test_request_context("/"):
        g.viewer = Viewer(owner=True)
        for entry in dash.page_registry.values():
            page = shown(entry["layout"])
            assert (NAME in page) == (entry["path"] not in ("/404", "/health")), entry["path"]
            if entry["path"] != "/404":
                assert "leakledger doctor" in page
            if entry["path"] == "/health":
                assert "What runs" in page
