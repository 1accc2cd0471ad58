"""What is written of the findings that were chosen: only what is named, only what its viewer may see, only to our pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from analysis.evidence_queries import MAX_CHOSEN
from analysis.queries import Viewer
from analysis.settings import Home
from dashboard import downloads
from dashboard.downloads import PATH
from tests.dashboard.kept_home import EVIL
from tests.ledger_book import WATCH, morning

OURS = {"Origin": "http://localhost"}
HOSTILE = (
    EVIL, "' OR 1=1 --", "%", "_", "*", "-0", "-", "\0", "\ud800", "nobody-0", "../../etc/passwd", "x" * 5_000,
    "=HYPERLINK(1)", '"],"', "[]",
)  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def asked(client: FlaskClient, names: Iterable[str], **more: str) -> TestResponse:
    """As the page's form asks for the findings of these names."""
    sent = " ".join(names).encode("utf-8", "surrogatepass")
    return client.post(PATH, data={"findings": sent, **more}, headers=OURS)


@pytest.fixture
def home(make_home: Callable[..., Home]) -> Home:
    return make_home(morning)


@pytest.fixture
def client(home: Home, at_home: Callable[[Home], FlaskClient]) -> FlaskClient:
    return at_home(home)


def test_hostile_names_find_nothing_and_hide_nothing(client: FlaskClient) -> None:
    real = rows(client.get(f"{PATH}?kind=photo").text)[0]
    for name in HOSTILE:
        without = asked(client, [name])
        assert without.status_code == 200
        assert rows(without.text) == []
    beside = asked(client, [*HOSTILE, real["finding_id"]])
    assert rows(beside.text) == [real]
    for changed in (f"{real['finding_id']}0", f"{real['finding_id']}.", real["finding_id"].upper()):
        assert rows(asked(client, [changed]).text) == []


def test_a_name_that_is_sent_twice_is_written_once(client: FlaskClient) -> None:
    name = rows(client.get(f"{PATH}?kind=photo").text)[0]["finding_id"]
    twice = asked(client, [name, name])
    assert [row["finding_id"] for row in rows(twice.text)] == [name]


def test_of_another_corpus_nothing_is_written(client: FlaskClient) -> None:
    name = rows(client.get(f"{PATH}?kind=photo").text)[0]["finding_id"]
    assert rows(asked(client, [name], corpus="an-import").text) == []
    assert len(rows(asked(client, [name], corpus="home").text)) == 1


def test_the_most_that_can_be_chosen_is_taken_whole_and_one_more_is_refused(client: FlaskClient) -> None:
    every = [row["finding_id"] for row in rows(client.get(PATH).text)]
    filling = [f"01kah00000000000000000{number:04}-0" for number in range(MAX_CHOSEN - len(every))]
    answer = asked(client, (*filling, *every))
    assert [row["finding_id"] for row in rows(answer.text)] == every
    assert "attachment" in answer.headers["Content-Disposition"]
    refused = asked(client, (*filling, *every, "one-0"))
    assert (refused.status_code, refused.mimetype) == (413, "text/plain")
    assert refused.text == "Choose 1 to 10,000 findings, or download all that fit the filters.\n"


@pytest.mark.parametrize(
    ("size", "status"),
    [
        (900_000, 200),  # one name that nothing has: it is no longer than the dashboard takes
        (1 << 20, 413),
        (5 << 20, 413),
    ],
)
def test_what_is_larger_than_the_dashboard_takes_is_refused_in_one_line(
    client: FlaskClient, size: int, status: int
) -> None:
    refused = asked(client, ["x" * size])
    assert refused.status_code == status
    if status == 413:
        assert refused.text == "Choose 1 to 10,000 findings, or download all that fit the filters.\n"


@pytest.mark.parametrize("names", [[], [""], [" ", "  "]])
def test_of_nothing_there_is_no_file(client: FlaskClient, names: list[str]) -> None:
    refused = asked(client, names)
    assert (refused.status_code, refused.text.count("\n")) == (400, 1)
    assert client.post(PATH, headers=OURS).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_no_other_site_gets_it_written(client: FlaskClient, headers: dict[str, str]) -> None:
    name = rows(client.get(f"{PATH}?kind=photo").text)[0]["finding_id"]
    refused = client.post(PATH, data={"findings": name}, headers=headers)
    assert refused.status_code == 403
    assert name not in refused.text


def test_nobody_who_is_not_logged_in_gets_anything(
    served: tuple[Flask, str], at_home: Callable[[Home], FlaskClient], home: Home
) -> None:
    name = rows(at_home(home).get(f"{PATH}?kind=photo").text)[0]["finding_id"]
    stranger = served[0].test_client()
    for answer in (asked(stranger, [name]), stranger.get(PATH)):
        assert answer.status_code == 401
        assert name not in answer.text


@pytest.mark.parametrize("query", ["selected=1&finding=x-0", "finding=x-0", "selected=1"])
def test_what_was_chosen_is_never_asked_for_by_address(client: FlaskClient, query: str) -> None:
    refused = client.get(f"{PATH}?{query}")
    assert (refused.status_code, refused.text.count("\n")) == (400, 1)


def test_a_person_gets_of_what_they_name_only_their_own(
    client: FlaskClient, served: tuple[Flask, str]
) -> None:
    every = rows(client.get(PATH).text)
    theirs = next(row for row in every if row["device"] == WATCH)
    others = next(row for row in every if row["device"] != WATCH)
    names = f"{theirs['finding_id']} {others['finding_id']}"
    with served[0].test_request_context(PATH, method="POST", data={"findings": names}):
        g.viewer = Viewer(person="Ben")
        written = downloads.chosen().get_data(as_text=True)
    assert [row["finding_id"] for row in rows(written)] == [theirs["finding_id"]]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_is_only_ever_read(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)(PATH, headers=OURS).status_code == 405
