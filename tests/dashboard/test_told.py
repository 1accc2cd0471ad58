"""What a day could tell: the same at once or behind the page, and never a stale answer once the day has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from analysis.queries import Viewer, day_of
from analysis.settings import Home
from dashboard import told
from dashboard.background import Answer
from dashboard.site import Site
from tests.ledger_book import DAY, PHONE, ZONE, Book, found, morning

OWNER, TODAY = Viewer(owner=True), day_of(DAY, ZONE)
Make = Callable[..., Home]


def settled(site: Site, viewer: Viewer = OWNER, device: str = "") -> Answer:
    """The answer once nothing is on its way any more."""
    until = time.monotonic() + 30
    while (answer := told.ask(site, viewer, TODAY, device)).pending and time.monotonic() < until:
        time.sleep(0.02)
    return answer


def test_a_small_day_is_told_at_once(make_home: Make) -> None:
    answer = told.ask(Site(make_home(morning)), OWNER, TODAY, "")
    assert not answer.pending
    assert answer.value.conclusions


@pytest.mark.parametrize("device", ["", PHONE])
def test_behind_the_page_the_same_is_told(
    make_home: Make, monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    site = Site(make_home(morning))
    at_once = told.ask(site, OWNER, TODAY, device).value
    monkeypatch.setattr(told, "AT_ONCE", 0)
    assert settled(site, device=device).value == at_once


def test_a_person_is_told_nothing_of_others_behind_the_page(
    make_home: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(make_home(morning))
    monkeypatch.setattr(told, "AT_ONCE", 0)
    assert settled(site).value.conclusions
    mine = settled(site, Viewer(person="Ada")).value
    assert {name for one in mine.conclusions for name in one.devices} == {PHONE}
    assert settled(site, Viewer()).value.conclusions == ()


def test_what_was_written_since_is_told(make_home: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    home = make_home(morning)
    site = Site(home)
    monkeypatch.setattr(told, "AT_ONCE", 0)
    monkeypatch.setattr(told, "EVERY", 0.0)
    before = settled(site).value
    book = Book(home)
    book._number = 10_000
    book.send(book.at("08:00") + timedelta(seconds=1), PHONE, "bank", found("sensor.ambient_light", "3.0"))
    book.close()
    after = settled(site).value
    assert after != before
    assert any("bank" in one.recipients for one in after.conclusions)
