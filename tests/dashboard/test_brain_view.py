"""The receivers of some days: what is kept of days that are over is nobody else's, and is what would be read anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.company_queries import Period, contacts, traffic_of
from analysis.coverage import coverage, recipients
from analysis.devices import Decision, Device, DeviceDirectory
from analysis.forgetting import forget_devices
from analysis.journal import JournalWriter
from analysis.queries import Viewer, companies, day_of
from analysis.settings import Home
from dashboard.brain_view import BrainView, load
from dashboard.site import Site
from tests.company_book import describe, rich_catalogue, this_morning
from tests.ledger_book import DEVICES, PHONE, TABLET, WATCH, ZONE, Book, found

OWNER, ADA, BEN = Viewer(owner=True), Viewer(person="Ada"), Viewer(person="Ben")


def days(book: Book) -> None:
    """Five days ago and today; of three devices, of which Ada has one and Ben another."""
    today = datetime.now(ZONE).date()
    for day in (today - timedelta(days=5), today):
        at = book.at("00:00", day)
        book.send(at, PHONE, "avatar", found("photo.image"))
        book.send(at, WATCH, "watchmaker", found("health.heart_rate"))
        book.send(at, TABLET, "social", found("location.precise"))
        book.send(at, TABLET, "", found("location.precise"), host=f"d{day.day}.example")


@pytest.fixture
def site(make_home: Callable[..., Home]) -> Iterator[Site]:
    made = Site(make_home(days))
    describe(made.home)
    yield made
    made.reader.close()


def seen(view: BrainView) -> dict[str, int]:
    """Findings by device."""
    counts: dict[str, int] = {}
    for one in view.house.receivers.values():
        for (device, _), count in one.stream.counts.items():
            counts[device] = counts.get(device, 0) + count
    return counts


def told(view: BrainView) -> object:
    return view.house.receivers, view.coverage, view.met, view.names


def anew(site: Site, viewer: Viewer, span: int) -> object:
    """The same by a site that has kept nothing."""
    other = Site(site.home)
    try:
        return told(load(other, viewer, span))
    finally:
        other.reader.close()


def test_what_is_kept_is_what_would_be_read_anew(site: Site) -> None:
    for span in (1, 7, 30):
        for viewer in (OWNER, ADA, BEN, Viewer()):
            assert (
                told(load(site, viewer, span)) == told(load(site, viewer, span)) == anew(site, viewer, span)
            )
    book = Book(site.home)
    book._number = 50
    for back in (0, 5):
        day = datetime.now(ZONE).date() - timedelta(days=back)
        book.send(book.at("12:00", day), PHONE, "bank", found("photo.image"))
    book.close()
    for viewer in (OWNER, ADA, BEN):
        assert told(load(site, viewer, 30)) == anew(site, viewer, 30)
    assert seen(load(site, OWNER, 30))[PHONE] == 4


def test_a_person_never_gets_what_was_kept_for_another(site: Site) -> None:
    for _ in range(2):
        assert seen(load(site, OWNER, 30)) == {PHONE: 2, WATCH: 2, TABLET: 4}
        assert seen(load(site, ADA, 30)) == {PHONE: 2}
        assert seen(load(site, BEN, 30)) == {WATCH: 2}
        assert seen(load(site, Viewer(), 30)) == {}
        assert set(load(site, BEN, 30).met) == {"watchmaker"}
        assert load(site, Viewer(), 30).coverage.total == 0


def test_a_device_that_becomes_anothers_is_seen_by_them_alone_at_once(site: Site) -> None:
    assert seen(load(site, ADA, 30)) == {PHONE: 2}
    book = Book(site.home)
    book.ledger.describe(rich_catalogue(), [msgspec.structs.replace(DEVICES[0], person="Ben"), *DEVICES[1:]])
    book.ledger.close()
    assert seen(load(site, ADA, 30)) == {}
    assert seen(load(site, BEN, 30)) == {PHONE: 2, WATCH: 2}


def test_what_is_forgotten_is_gone_at_once(site: Site, tmp_path: Path) -> None:
    assert WATCH in seen(load(site, OWNER, 30))
    book, journal = Book(site.home), JournalWriter(tmp_path / "journal", "analyst")
    gone = Decision(at=datetime.now(UTC), device=Device(id=WATCH, name="Watch", forgotten=True))
    forget_devices(tmp_path / "journal", book.ledger.engine, DeviceDirectory((gone,)), journal)
    assert seen(load(site, OWNER, 30)) == {PHONE: 2, TABLET: 4}
    assert seen(load(site, BEN, 30)) == {}
    book.ledger.close()
    journal.close()


def test_the_coverage_is_that_of_all_recipients(make_home: Callable[..., Home]) -> None:
    site = Site(make_home(days, this_morning))
    describe(site.home)
    today = datetime.now(ZONE).date()
    for viewer in (OWNER, ADA, BEN):
        with site.reader.read() as connection:
            rows = traffic_of(connection, viewer, Period(first=today - timedelta(days=29), last=today))
            wanted = coverage(recipients(rows, (), companies(connection), {}, {}))
        assert load(site, viewer, 30).coverage == wanted
        assert wanted.total > 0
    site.reader.close()


def test_services_stand_with_who_is_at_the_top(make_home: Callable[..., Home]) -> None:
    site = Site(make_home(days, this_morning))
    describe(site.home)
    view, day = load(site, OWNER, 1), day_of(datetime.now(ZONE).date(), ZONE)
    with site.reader.read() as connection:
        rows = contacts(connection, OWNER, day.start, day.end)
    owners = {view.catalogue.owner_chain(row.company)[-1].id for row in rows}
    by_owner = view.met_by_owner(owners)
    assert set(by_owner) == owners
    for owner, met in by_owner.items():
        brands = {brand.id for brand in view.catalogue.brands(owner)}
        assert met.trackers == {row.tracker for row in rows if row.company in brands}
        assert met.devices == {row.device for row in rows if row.company in brands}
    assert set(view.met_by_owner(["group", "nobody"])) == {"group"}
    site.reader.close()
