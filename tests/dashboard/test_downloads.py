"""What is written of the findings that were chosen: only what is named, only what its viewer may see."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from analysis.queries import Viewer
from analysis.settings import Home
from dashboard import downloads
from tests.dashboard.kept_home import EVIL
from tests.ledger_book import WATCH, morning

HOSTILE = (
    EVIL, "' OR 1=1 --", "%", "_", "*", "-0", "-", "%00", "%ED%A0%80", "nobody-0", "../../etc/passwd", "x" * 5_000,
    "=HYPERLINK(1)",
)  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def home(make_home: Callable[..., Home]) -> Home:
    return make_home(morning)


@pytest.fixture
def client(home: Home, at_home: Callable[[Home], FlaskClient]) -> FlaskClient:
    return at_home(home)


def test_hostile_names_find_nothing_and_hide_nothing(client: FlaskClient) -> None:
    real = rows(client.get("/download/findings.csv?kind=photo").text)[0]
    named = "&".join(f"finding={name if name.startswith('%') else quote(name)}" for name in HOSTILE)
    without = client.get(f"/download/findings.csv?selected=1&{named}")
    assert without.status_code == 200
    assert rows(without.text) == []
    beside = client.get(f"/download/findings.csv?selected=1&{named}&finding={real['finding_id']}")
    assert rows(beside.text) == [real]
    for changed in (f"{real['finding_id']}0", f"{real['finding_id']}%20", real["finding_id"].upper()):
        assert rows(client.get(f"/download/findings.csv?selected=1&finding={changed}").text) == []


def test_a_name_that_is_sent_twice_is_written_once(client: FlaskClient) -> None:
    name = rows(client.get("/download/findings.csv?kind=photo").text)[0]["finding_id"]
    twice = client.get(f"/download/findings.csv?selected=1&finding={name}&finding={name}")
    assert [row["finding_id"] for row in rows(twice.text)] == [name]


def test_the_most_that_can_be_chosen_is_taken_whole(client: FlaskClient) -> None:
    every = [row["finding_id"] for row in rows(client.get("/download/findings.csv").text)]
    filling = [f"01KAH000000000000000000000-{number}" for number in range(1_000 - len(every))]
    query = "&".join(f"finding={name}" for name in (*filling, *every))
    answer = client.get(f"/download/findings.csv?selected=1&{query}")
    assert [row["finding_id"] for row in rows(answer.text)] == every


def test_a_person_gets_of_what_they_name_only_their_own(
    client: FlaskClient, served: tuple[Flask, str]
) -> None:
    every = rows(client.get("/download/findings.csv").text)
    theirs = next(row for row in every if row["device"] == WATCH)
    others = next(row for row in every if row["device"] != WATCH)
    query: dict[str, Any] = {"selected": "1", "finding": [theirs["finding_id"], others["finding_id"]]}
    with served[0].test_request_context("/download/findings.csv", query_string=query):
        g.viewer = Viewer(person="Ben")
        written = downloads.findings().get_data(as_text=True)
    assert [row["finding_id"] for row in rows(written)] == [theirs["finding_id"]]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_ever_read(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/download/findings.csv?selected=1").status_code in (403, 405)
