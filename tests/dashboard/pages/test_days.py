"""The page of several days: which they are, what left on each, and never more than is on record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from analysis.queries import Viewer
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book, found

Page = Callable[..., str]
Make = Callable[..., Home]


def days_of(shown: str) -> list[str]:
    return re.findall(r'"/\?day=([-0-9]+)"', shown)


def fortnight(book: Book) -> None:
    for back in range(14):
        day = DAY - timedelta(days=back)
        if back != 2:
            book.send(book.at("08:00", day), PHONE, "social", found("location.precise"), sent=1_000)
        if back == 5:
            book.send(book.at("09:00", day), TABLET, "bank", visibility=Visibility.REFUSED, sent=60)
        if back == 9:
            book.send(book.at("09:00", day), WATCH, "watchmaker", sent=500_000)


def test_an_empty_home_says_how_to_begin(make_home: Make, page: Page) -> None:
    assert "Nothing has been recorded yet" in page(make_home(), "/days")


def test_a_week_is_told_with_its_coverage_and_the_week_before(make_home: Make, page: Page) -> None:
    first = DAY - timedelta(days=6)
    shown = page(make_home(fortnight), "/days", **{"first": str(first), "last": str(DAY)})
    assert "From 14 November 2026 to 20 November 2026" in shown
    assert "6.1 kB" in shown  # six days of 1,000 bytes, and 60
    assert "We could read what went to 1 of the 2." in shown
    assert days_of(shown) == [str(DAY - timedelta(days=back)) for back in range(7)]
    assert shown.count("nothing was recorded") == 1
    assert f'"/days?first={DAY - timedelta(days=13)}&last={DAY - timedelta(days=7)}"' in shown
    assert "507 kB from 2 devices to 2 companies." in shown
    assert f'"/evidence?company=social&from={first}&to={DAY}&kind=location"' in shown


@pytest.mark.parametrize(
    ("first", "is_cut"), [("2020-01-01", True), (f"{DAY - timedelta(days=365)}", False), ("", False)]
)
def test_that_a_longer_time_is_cut_is_said(make_home: Make, page: Page, first: str, is_cut: bool) -> None:
    home = make_home(fortnight)
    for given in ({"first": first, "last": str(DAY)}, {"first": str(DAY), "last": first}):
        assert ("the last 366 days are shown" in page(home, "/days", **given)) is is_cut


def test_before_the_first_day_on_record_there_is_no_day_and_nothing_to_compare(
    make_home: Make, page: Page
) -> None:
    shown = page(make_home(fortnight), "/days", **{"first": str(DAY - timedelta(days=30)), "last": str(DAY)})
    assert len(days_of(shown)) == 14
    assert "As long before" not in shown


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        (
            {"first": "2026-11-20", "last": "2026-11-18"},
            "From 18 November 2026 to 20 November 2026",
        ),  # the other way round
        ({"first": "2026-11-20", "last": "2026-11-20"}, "On Friday, 20 November 2026"),
        ({"first": "x", "last": "2026-11-20"}, "From 14 November 2026 to 20 November 2026"),
        (
            {"first": "1999-01-01", "last": "2026-11-20"},
            "From 20 November 2025 to 20 November 2026",
        ),  # a year at most
    ],
)
def test_any_two_days(make_home: Make, page: Page, asked: dict[str, str], spoken: str) -> None:
    assert spoken in page(make_home(fortnight), "/days", **asked)


def test_without_days_it_is_the_last_seven(make_home: Make, page: Page) -> None:
    today = datetime.now(ZONE).date()
    shown = page(make_home(lambda book: book.send(book.at("00:00", today), PHONE, "social")), "/days")
    assert days_of(shown) == [str(today)]
    assert f'"value": "{today - timedelta(days=6)}"' in shown


def test_a_person_is_shown_their_own(make_home: Make, page: Page) -> None:
    asked = {"first": str(DAY - timedelta(days=13)), "last": str(DAY)}
    shown = page(make_home(fortnight), "/days", Viewer(person="Ben"), **asked)
    assert "Watch Maker" in shown
    assert "Social Network" not in shown
    assert "1.0 kB" not in shown
