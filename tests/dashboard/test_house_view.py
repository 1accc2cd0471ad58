"""A day of the house as it is read once: what is kept of it is nobody else's, and holds until something is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import msgspec
import pytest

from analysis.queries import Viewer, day_of
from analysis.records import Visibility
from analysis.settings import Home
from dashboard.house_view import HouseView, load
from dashboard.site import Site
from tests.ledger_book import CATALOGUE, DAY, DEVICES, PHONE, TABLET, WATCH, ZONE, Book, crowd, found, morning

OWNER, ADA, BEN = Viewer(owner=True), Viewer(person="Ada"), Viewer(person="Ben")
TODAY = day_of(DAY, ZONE)


def days(book: Book) -> None:
    book.send(book.at("12:00", DAY - timedelta(days=1)), PHONE, "adnetwork", found("identifier.advertising"))
    morning(book)
    crowd(book, number=40)


@pytest.fixture
def site(make_home: Callable[..., Home]) -> Iterator[Site]:
    made = Site(make_home(days))
    yield made
    made.reader.close()


def write(site: Site, number: int, *sent: tuple[str, str, str], day: int = 0, **more: Visibility) -> None:
    book = Book(site.home)
    book._number = number
    for clock, device, company in sent:
        at = book.at(clock, DAY + timedelta(days=day))
        book.send(at, device, company, found("photo.image"), **more)  # type: ignore[arg-type]
    book.close()


def anew(site: Site, viewer: Viewer) -> HouseView:
    """The same by a site that has kept nothing."""
    other = Site(site.home)
    try:
        return load(other, viewer, TODAY)
    finally:
        other.reader.close()


def test_what_is_kept_is_what_would_be_read_anew(site: Site) -> None:
    for viewer in (OWNER, ADA, BEN, Viewer()):
        assert load(site, viewer, TODAY) == load(site, viewer, TODAY) == anew(site, viewer)
    write(site, 1_000, ("08:01", PHONE, "bank"), ("23:59", WATCH, "social"), visibility=Visibility.SAMPLED)
    write(site, 2_000, ("09:00", TABLET, "crash"), day=-1)
    for viewer in (OWNER, ADA, BEN, Viewer()):
        assert load(site, viewer, TODAY) == anew(site, viewer)


def test_a_person_never_gets_what_was_kept_for_another(site: Site) -> None:
    for _ in range(2):
        for viewer, own in (
            (OWNER, {PHONE, TABLET, WATCH}),
            (ADA, {PHONE}),
            (BEN, {WATCH}),
            (Viewer(), set()),
        ):
            view = load(site, viewer, TODAY)
            assert set(view.cells) | set(view.ribbons) | set(view.met) == own
            assert {device for one in view.recipients for device in one.devices} == own
            assert {one.device for one in view.firsts} <= own


def test_a_device_that_becomes_anothers_is_seen_by_them_alone_at_once(site: Site) -> None:
    assert set(load(site, ADA, TODAY).cells) == {PHONE}
    book = Book(site.home)
    book.ledger.describe(CATALOGUE, [msgspec.structs.replace(DEVICES[0], person="Ben"), *DEVICES[1:]])
    book.ledger.close()
    assert not load(site, ADA, TODAY).cells
    assert set(load(site, BEN, TODAY).cells) == {PHONE, WATCH}


def test_a_device_that_was_merged_is_shown_as_the_other_at_once(site: Site) -> None:
    before = load(site, OWNER, TODAY)
    book = Book(site.home)
    book.ledger.describe(
        CATALOGUE, [DEVICES[0], msgspec.structs.replace(DEVICES[1], alias_of=PHONE), DEVICES[2]]
    )
    book.ledger.close()
    view = load(site, OWNER, TODAY)
    assert set(view.cells) == {PHONE, WATCH}
    assert sum(view.cells[PHONE]["sensor"].values()) == sum(before.cells[TABLET]["sensor"].values()) > 0


def test_what_becomes_known_of_a_day_before_is_not_new_any_more(site: Site) -> None:
    def new() -> set[str]:
        return {one.company for one in load(site, OWNER, TODAY).firsts if not one.category}

    assert "social" in new()
    write(site, 1_000, ("09:00", TABLET, "social"), day=-1)
    assert "social" not in new()
    assert "avatar" in new()


def test_one_who_becomes_the_loudest_is_shown_with_when(site: Site) -> None:
    load(site, OWNER, TODAY)
    book = Book(site.home)
    book._number = 1_000
    book.send(book.at("15:00"), PHONE, "bank", found("photo.image"), sent=900_000_000)
    book.close()
    loudest = load(site, OWNER, TODAY).recipients[0]
    assert (loudest.id, loudest.kinds) == ("bank", {"photo": "certain"})
    assert (loudest.activity[10], loudest.activity[15], sum(loudest.activity)) == (1, 2, 3)


def test_everybody_is_told_of_when_all_are_asked_for(site: Site) -> None:
    few, every = load(site, OWNER, TODAY), load(site, OWNER, TODAY, everybody=True)
    assert len(few.recipients) == len(every.recipients) > 40
    assert [bool(one.activity) for one in few.recipients].count(True) == 15
    assert all(one.activity for one in every.recipients)
    assert every.recipients[:15] == few.recipients[:15]
    assert load(site, OWNER, TODAY) == few
