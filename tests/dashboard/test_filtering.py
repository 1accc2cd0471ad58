"""Between addresses and filters, both ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from analysis.queries import day_of
from analysis.settings import Home
from dashboard.filtering import NAMES, from_address, order_of, to_query
from dashboard.site import Site
from tests.ledger_book import DAY, ZONE

HOUR = 3_600_000_000


@pytest.fixture
def site(make_home: Callable[..., Home]) -> Site:
    return Site(make_home())


def test_an_address_becomes_filters(site: Site) -> None:
    filters = from_address(
        {"device": "phone", "kind": "photo", "day": DAY.isoformat(), "hour": "8", "strange": "x"}, site
    )
    start = day_of(DAY, ZONE).start
    assert (filters.device, filters.kind, filters.corpus) == ("phone", "photo", "home")
    assert (filters.start, filters.end) == (start + 8 * HOUR, start + 9 * HOUR)


@pytest.mark.parametrize(
    ("kind", "without"),
    [
        ("location", "location.coarse"),  # as the pages count it: a time zone is told apart from places
        ("location.coarse", ""),
        ("location.precise", ""),
        ("loc", ""),
        ("photo", ""),
        ("", ""),
    ],
)
def test_of_the_kind_location_a_time_zone_is_left_out(site: Site, kind: str, without: str) -> None:
    filters = from_address({"kind": kind}, site)
    assert (filters.kind, filters.without) == (kind, without)


def test_the_last_hour_of_a_day_of_25_hours_is_its_own(site: Site) -> None:
    day = day_of(DAY.replace(month=10, day=25), ZONE)
    filters = from_address({"day": day.date.isoformat(), "hour": "24"}, site)
    assert (filters.start, filters.end) == (day.start + 24 * HOUR, day.end)


@pytest.mark.parametrize(
    "given", [{"day": "x"}, {"day": "0001-01-01"}, {"day": "9999-12-31"}, {"hour": "8"}, {}, {"day": None}]
)
def test_what_is_no_day_filters_nothing(site: Site, given: dict[str, str | None]) -> None:
    filters = from_address(given, site)
    assert (filters.start, filters.end) == (None, None)


@pytest.mark.parametrize("hour", ["-1", "99", "x", "٣x", ""])
def test_what_is_no_hour_is_the_whole_day(site: Site, hour: str) -> None:
    filters = from_address({"day": DAY.isoformat(), "hour": hour}, site)
    assert (filters.start, filters.end) == (day_of(DAY, ZONE).start, day_of(DAY, ZONE).end)


def test_days_from_and_to_are_whole_days_and_either_may_be_missing(site: Site) -> None:
    first, last = day_of(DAY, ZONE), day_of(DAY + timedelta(days=2), ZONE)
    given = {"from": first.date.isoformat(), "to": last.date.isoformat()}
    found = from_address(given, site)
    assert (found.start, found.end) == (first.start, last.end)
    assert from_address({"from": given["from"]}, site).end is None
    assert from_address({"to": given["to"]}, site).start is None
    assert from_address({"from": "x", "to": "9999-12-31"}, site).start is None
    one = from_address({**given, "day": DAY.isoformat()}, site)
    assert (one.start, one.end) == (first.start, first.end)


def test_an_order_that_there_is_none_of_is_the_newest_first() -> None:
    assert order_of({"order": "recipient"}) == "recipient"
    for order in ("", "x", "newest", None):
        assert order_of({"order": order}) == "newest"


def test_a_text_is_cut(site: Site) -> None:
    assert len(from_address({"text": "a" * 10_000}, site).text) == 200


def test_filters_become_an_address() -> None:
    assert to_query({}) == ""
    assert to_query({"device": "a b", "kind": "", "strange": "x"}) == "?device=a+b"
    assert to_query({"device": "a", "host": "h"}, host="", at="a1.2.3.") == "?device=a&at=a1.2.3."
    assert "at" not in NAMES
