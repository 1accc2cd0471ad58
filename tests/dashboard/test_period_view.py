"""What was read of days that are over is kept, and is nobody's once it may not be seen or is not there any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.company_queries import Period
from analysis.devices import Decision, Device, DeviceDirectory
from analysis.forgetting import forget_devices
from analysis.journal import JournalWriter
from analysis.queries import Viewer
from analysis.settings import Home
from dashboard.period_view import PeriodView, load
from dashboard.site import Site
from tests.company_book import describe, rich_catalogue
from tests.ledger_book import DEVICES, PHONE, TABLET, WATCH, ZONE, Book, found

OWNER, ADA, BEN = Viewer(owner=True), Viewer(person="Ada"), Viewer(person="Ben")


GROUP = "group"  # owns Avatar App and Social Network


def days(book: Book) -> None:
    """Five days ago and today; of three devices, of which Ada has one and Ben another."""
    today = datetime.now(ZONE).date()
    for day in (today - timedelta(days=5), today):
        at = book.at("00:00", day)
        book.send(at, PHONE, "avatar", found("photo.image"))
        book.send(at, WATCH, "avatar", found("health.heart_rate"))
        book.send(at, TABLET, "social", found("location.precise"))
        book.send(at, PHONE, "watchmaker", found("health.heart_rate"))


@pytest.fixture
def site(make_home: Callable[..., Home]) -> Iterator[Site]:
    made = Site(make_home(days))
    describe(made.home)
    yield made
    made.reader.close()


def seen(view: PeriodView) -> dict[str, int]:
    """Findings by device."""
    counts: dict[str, int] = {}
    for path in view.paths:
        counts[path.device] = counts.get(path.device, 0) + path.count
    return counts


def reopened(site: Site) -> Book:
    return Book(site.home)


def test_a_person_never_gets_what_was_kept_for_another(site: Site) -> None:
    for _ in range(2):
        assert seen(load(site, OWNER, 30, GROUP)) == {PHONE: 2, WATCH: 2, TABLET: 2}
        assert seen(load(site, ADA, 30, GROUP)) == {PHONE: 2}
        assert seen(load(site, BEN, 30, GROUP)) == {WATCH: 2}
        assert seen(load(site, Viewer(), 30, GROUP)) == {}


def test_a_device_that_becomes_anothers_is_seen_by_them_alone_at_once(site: Site) -> None:
    assert seen(load(site, ADA, 30, GROUP)) == {PHONE: 2}
    book = reopened(site)
    book.ledger.describe(rich_catalogue(), [msgspec.structs.replace(DEVICES[0], person="Ben"), *DEVICES[1:]])
    book.ledger.close()
    assert seen(load(site, ADA, 30, GROUP)) == {}
    assert seen(load(site, BEN, 30, GROUP)) == {PHONE: 2, WATCH: 2}


def test_what_is_forgotten_is_gone_at_once(site: Site, tmp_path: Path) -> None:
    assert seen(load(site, OWNER, 30, GROUP)) == {PHONE: 2, WATCH: 2, TABLET: 2}
    book, journal = reopened(site), JournalWriter(tmp_path / "journal", "analyst")
    gone = Decision(at=datetime.now(UTC), device=Device(id=WATCH, name="Watch", forgotten=True))
    forget_devices(tmp_path / "journal", book.ledger.engine, DeviceDirectory((gone,)), journal)
    assert seen(load(site, OWNER, 30, GROUP)) == {PHONE: 2, TABLET: 2}
    assert seen(load(site, BEN, 30, GROUP)) == {}
    book.ledger.close()
    journal.close()


def test_a_day_that_is_over_is_read_again_once_something_is_written_to_it(site: Site) -> None:
    before = load(site, OWNER, 30, GROUP)
    book = reopened(site)
    book._number = 50
    day = datetime.now(ZONE).date() - timedelta(days=5)
    book.send(book.at("12:00", day), PHONE, "avatar", found("photo.image"))
    book.close()
    describe(site.home)
    assert seen(load(site, OWNER, 30, GROUP))[PHONE] == seen(before)[PHONE] + 1


@pytest.mark.parametrize("span", [1, 7, 30, 365])
def test_it_is_of_the_company_and_its_brands_alone(site: Site, span: int) -> None:
    counts = {PHONE: 1, WATCH: 1, TABLET: 1} if span == 1 else {PHONE: 2, WATCH: 2, TABLET: 2}
    for _ in range(2):
        view = load(site, OWNER, span, GROUP)
        assert seen(view) == counts
        assert {one.company for one in (*view.traffic, *view.contacts)} == {"avatar", "social"}
        assert view.coverage.total == 2
        alone = load(site, OWNER, span, "watchmaker")
        assert seen(alone) == {PHONE: counts[PHONE]}
        assert alone.coverage.total == 1


@pytest.mark.parametrize("company", ["bank", "nobody", ""])
def test_of_one_that_got_nothing_or_is_not_there_it_is_empty(site: Site, company: str) -> None:
    view = load(site, OWNER, 30, company)
    assert (view.paths, view.traffic, view.contacts, view.coverage.total) == ([], [], [], 0)


def test_an_address_of_evidence_is_written_as_addresses_are() -> None:
    period = Period(first=date(2026, 11, 1), last=date(2026, 11, 2))
    view = PeriodView(
        days=2,
        period=period,
        catalogue=rich_catalogue(),
        paths=[],
        firsts={},
        traffic=[],
        contacts=[],
        names={},
    )
    assert view.evidence(device="a device&", kind="", company="ä") == (
        "/evidence?device=a+device%26&company=%C3%A4&from=2026-11-01&to=2026-11-02"
    )
