"""The app as a whole: headers, downloads, and that it asks nothing of anybody else."""

from __future__ import annotations

import base64
import csv
import gc
import gzip
import hashlib
import io
import re
import sqlite3
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Response
from flask.testing import FlaskClient

import dashboard
from analysis.settings import Home
from dashboard import app as app_module
from tests.ledger_book import DAY, WATCH, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]


@pytest.fixture
def client(make_home: Make, at_home: Switch) -> FlaskClient:
    return at_home(make_home(morning))


def test_every_answer_has_the_headers_that_keep_others_out(client: FlaskClient) -> None:
    for path in ("/", "/login", "/evidence", "/_dash-layout", "/assets/style.css", "/no/such/page"):
        headers = client.get(path).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert client.get("/_dash-layout").headers["Cache-Control"] == "no-store"


def test_what_works_behind_the_pages_knows_when_a_request_is_at_work(
    make_home: Make, at_home: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = at_home(make_home(morning))
    background = client.application.extensions["leakledger"].background
    seen: list[bool] = []

    def finish(answer: Response, _: Any) -> Response:
        seen.append(background.waits_for_a_request())
        return answer

    monkeypatch.setattr(app_module, "_finish", finish)
    for path in ("/", "/evidence", "/no/such/page", "/download/findings.csv?day=none", "/assets/style.css"):
        client.get(path)
        client.post(path)
        assert not background.waits_for_a_request(), path
    assert seen == [True] * 10


def test_of_a_ledger_of_another_version_no_page_is_shown(make_home: Make, at_home: Switch) -> None:
    home = make_home(morning)
    connection = sqlite3.connect(home.ledger_path)
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    answer = at_home(home).get("/")
    assert answer.status_code == 503
    assert "made by another version" in answer.text
    assert answer.headers["Refresh"] == "10"
    german = at_home(home).get("/", headers={"Accept-Language": "de"})
    assert "einer anderen Version" in german.text


@pytest.mark.parametrize("path", ["/", "/login", "/health", "/evidence"])
def test_a_ledger_that_is_no_database_any_more_is_told_and_comes_back(
    make_home: Make, at_home: Switch, path: str
) -> None:
    home = make_home(morning)
    whole = home.ledger_path.read_bytes()
    home.ledger_path.unlink()
    home.ledger_path.write_bytes(b"\0" * 4096 + whole[4096:])
    client = at_home(home)
    answer = client.get(path)
    assert answer.status_code == 503
    assert "The ledger cannot be read" in answer.text
    assert "leakledger doctor" in answer.text
    assert answer.headers["Refresh"] == "10"
    home.ledger_path.unlink()
    home.ledger_path.write_bytes(whole)
    assert client.get("/health").status_code == 200


def test_the_policy_lists_every_script_of_the_page_by_its_hash(client: FlaskClient) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    page = re.sub(r"<!--.*?-->", "", answer.text, flags=re.S)
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>(.*?)</script>", page, re.S)
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_page_names_no_other_host(client: FlaskClient) -> None:
    text = client.get("/").text
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", text) == []
    style = client.get("/assets/style.css").text + client.get("/assets/login.css").text
    assert "url(" not in style
    assert "@import" not in style


def test_our_own_small_plotly_is_served_and_only_when_asked_for(client: FlaskClient) -> None:
    assert "plotly-basic" not in client.get("/").text
    answer = client.get("/_dash-component-suites/plotly/package_data/plotly.min.js")
    assert "plotly.js (basic" in answer.text[:200]
    assert (
        (Path(dashboard.__file__).parent / "assets" / "plotly-basic.LICENSE.txt")
        .read_text()
        .startswith("MIT License")
    )


def test_scripts_are_compressed_for_those_who_can_read_that(client: FlaskClient) -> None:
    plain = client.get("/assets/style.css").data
    packed = client.get("/assets/style.css", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain
    assert (
        "Content-Encoding"
        not in client.get("/assets/style.css", headers={"Accept-Encoding": "gzip;q=0"}).headers
    )


def test_the_certificate_can_be_downloaded_once_there_is_one(make_home: Make, at_home: Switch) -> None:
    home = make_home()
    client = at_home(home)
    assert client.get("/ca.pem").status_code == 404
    home.ca_certificate.write_text("-----BEGIN CERTIFICATE-----\n")
    answer = client.get("/ca.pem")
    assert answer.status_code == 200
    assert "leakledger-ca.pem" in answer.headers["Content-Disposition"]


def test_findings_can_be_downloaded_as_filtered(client: FlaskClient) -> None:
    answer = client.get(f"/download/findings.csv?device={WATCH}&day={DAY.isoformat()}&kind=health")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) > 5
    assert {row["category"] for row in rows} == {"health.heart_rate"}
    assert all(row["path"] and row["reasoning"] for row in rows)
    empty = client.get("/download/findings.csv?day=2020-01-01")
    assert len(empty.text.splitlines()) == 1


def test_a_demo_is_labelled_on_every_page(make_home: Make, at_home: Switch) -> None:
    demo = at_home(make_home(morning, kind="demo"))
    assert "A demo: everything here is made up." in demo.get("/_dash-layout").text
    assert "A demo" not in at_home(make_home(morning)).get("/_dash-layout").text


def test_cycles_are_searched_less_often_and_still_found() -> None:
    before = gc.get_threshold()

    class Ring:
        """Holds itself."""

        def __init__(self) -> None:
            self.itself = self

    try:
        app_module._look_for_cycles_less_often()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] > before[0]
        lost = weakref.ref(Ring())
        gc.collect()
        assert lost() is None
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
