"""What an hour's "and 41 more" opens to: the recipients that the page did not name, and nothing of another's device."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from dashboard import hour_part
from dashboard.hour_words import NAMED
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
Page = Callable[..., str]
TODAY = day_of(DAY, ZONE)
HOUR = 3_600_000_000
SHOWN = 12
HOSTILE = '<img src=x onerror="alert(1)">'


def crowd(book: Book) -> None:
    """At ten o'clock h0.example gets most and h11.example least; at eleven nobody is left to be opened."""
    for number in range(SHOWN):
        seen = Visibility.OPENED if number % 2 else Visibility.REFUSED
        book.send(
            book.at("10:05"), PHONE, "", host=f"h{number}.example", visibility=seen, sent=9_000 - number
        )
    book.send(book.at("11:00"), PHONE, "", host="last.example")
    book.send(book.at("10:05"), TABLET, "", host="tablet.example")


def at(hour: int, device: str = PHONE) -> str:
    return hour_part.source(device, TODAY, TODAY.start + hour * HOUR)


def lines(shown: str) -> list[str]:
    return [one["props"]["children"] for one in json.loads(shown)["props"]["children"]]


def test_it_lists_those_that_the_page_counts(make_home: Make, at_home: Switch, page: Page) -> None:
    home = make_home(crowd)
    shown = page(home, "/device/<device>", device=PHONE, day=DAY.isoformat())
    (source,) = {unescape(one) for one in re.findall(r'"source": "([^"]+)"', shown)}
    assert source == at(10)
    assert f"and {SHOWN - NAMED} more" in shown
    answer = at_home(home).get(source)
    assert answer.mimetype == "application/json"
    told = lines(answer.text)
    assert [line.partition(" ")[0] for line in told] == [
        f"h{number}.example" for number in range(NAMED, SHOWN)
    ]
    assert told[0] == "h3.example 9.0 kB · read"
    assert told[1] == "h4.example 9.0 kB · not read"


@pytest.mark.parametrize(
    "query",
    [
        "", f"device={PHONE}", f"device={PHONE}&day={DAY}", f"day={DAY}&hour=10", f"device={PHONE}&day={DAY}&hour=x",
        f"device={PHONE}&day={DAY}&hour=-1", f"device={PHONE}&day={DAY}&hour=99", f"device={PHONE}&day=soon&hour=10",
        f"device={PHONE}&from={DAY}&to={DAY}&hour=10",
    ],
)  # fmt: skip
def test_what_is_no_hour_of_a_device_is_not_found(make_home: Make, at_home: Switch, query: str) -> None:
    assert at_home(make_home(crowd)).get(f"{hour_part.PATH}?{query}").status_code == 404


@pytest.mark.parametrize("hour", [9, 11])
def test_an_hour_may_have_no_others(make_home: Make, at_home: Switch, hour: int) -> None:
    assert lines(at_home(make_home(crowd)).get(at(hour)).text) == []


def test_another_persons_device_is_not_shown(
    make_home: Make, at_home: Switch, served: tuple[Flask, str]
) -> None:
    at_home(make_home(crowd))
    seen: dict[str, Any] = {}
    for person in ("Ada", "Ben", ""):
        with served[0].test_request_context(at(10)):
            g.viewer = Viewer(person=person or None)
            seen[person] = lines(hour_part.answer().get_data(as_text=True))
    assert len(seen["Ada"]) == SHOWN - NAMED
    assert seen["Ben"] == seen[""] == []


def test_who_is_not_logged_in_gets_nothing(
    make_home: Make, at_home: Switch, served: tuple[Flask, str]
) -> None:
    at_home(make_home(crowd))
    answer = served[0].test_client().get(at(10))
    assert answer.status_code == 401
    assert "example" not in answer.text


def test_it_speaks_the_language_of_who_asks(make_home: Make, at_home: Switch) -> None:
    client = at_home(make_home(crowd))
    assert (
        lines(client.get(at(10), headers={"Accept-Language": "de"}).text)[0] == "h3.example 9,0 kB · lesbar"
    )


def test_what_the_network_said_stays_text(make_home: Make, at_home: Switch) -> None:
    def fill(book: Book) -> None:
        for number in range(NAMED + 1):
            book.send(book.at("10:00"), PHONE, "", host=f"{HOSTILE}{number}")

    answer = at_home(make_home(fill)).get(at(10))
    assert lines(answer.text)[0].startswith(HOSTILE)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
