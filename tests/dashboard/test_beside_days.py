"""The days beside a day: whole ones, with the way there, and none from before there was a ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from analysis.queries import Viewer, day_of
from analysis.settings import Home
from dashboard.beside_days import beside
from dashboard.site import Site
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book

OWNER, ADA = Viewer(owner=True), Viewer(person="Ada")
Page = Callable[..., str]
Make = Callable[..., Home]


def test_of_the_first_day_there_is_none_before(make_home: Make, page: Page) -> None:
    shown = page(
        make_home(lambda book: book.send(book.at("08:00"), PHONE, "social")), "/", day=DAY.isoformat()
    )
    assert "The day before" not in shown
    assert "A week before" not in shown


def test_the_day_before_and_a_week_before_stand_beside_it(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("23:00", DAY - timedelta(days=7)), PHONE, "social", sent=3_000)
        book.send(book.at("23:00", DAY - timedelta(days=7)), TABLET, "", host="x.example", sent=1_000)
        book.send(book.at("08:00"), PHONE, "social")

    shown = page(make_home(fill), "/", day=DAY.isoformat())
    before, week = (DAY - timedelta(days=days) for days in (1, 7))
    assert f'"/?day={before}"' in shown
    assert ", all day: nothing was recorded." in shown
    assert f'"/?day={week}"' in shown
    assert ", all day: 4.0 kB from 2 devices to 2 recipients." in shown


def test_of_today_it_is_yesterday(make_home: Make, page: Page) -> None:
    today = datetime.now(ZONE).date()

    def fill(book: Book) -> None:
        book.send(book.at("08:00", today - timedelta(days=1)), PHONE, "social", sent=900)
        book.send(book.at("00:00", today), PHONE, "social")

    shown = page(make_home(fill), "/")
    assert "Yesterday" in shown
    assert ", all day: 900 bytes from 1 device to 1 company." in shown
    assert "A week before" not in shown


def test_what_is_kept_of_a_day_is_nobody_elses_and_holds_until_something_is_written_to_it(
    make_home: Make,
) -> None:
    before = DAY - timedelta(days=1)

    def fill(book: Book) -> None:
        book.send(book.at("08:00", before), PHONE, "social", sent=3_000)
        book.send(book.at("09:00", before), TABLET, "avatar", sent=4_000)

    site = Site(make_home(fill))

    def told(viewer: Viewer) -> str:
        return str(beside(site, viewer, day_of(DAY, ZONE), before))

    for _ in range(2):
        assert "7.0 kB from 2 devices to 2 companies" in told(OWNER)
        assert "3.0 kB from 1 device to 1 company" in told(ADA)
        assert "nothing was recorded" in told(Viewer())
    book = Book(site.home)
    book._number = 50
    book.send(book.at("10:00", before), PHONE, "bank", sent=5_000)
    book.close()
    assert "12 kB from 2 devices to 3 companies" in told(OWNER)
    assert "8.0 kB from 1 device to 2 companies" in told(ADA)
    site.reader.close()
