"""What left while the house was quiet, in words."""

from __future__ import annotations

from collections.abc import Callable

from analysis.queries import Viewer, day_of
from analysis.settings import Home
from dashboard.quiet_house import quiet_house
from dashboard.site import Site
from tests.ledger_book import DAY, PHONE, WATCH, ZONE, Book

OWNER, ADA = Viewer(owner=True), Viewer(person="Ada")
Page = Callable[..., str]
Make = Callable[..., Home]


def test_a_day_whose_night_says_nothing_has_no_such_section(make_home: Make, page: Page) -> None:
    shown = page(
        make_home(lambda book: book.send(book.at("12:00"), PHONE, "social")), "/", day=DAY.isoformat()
    )
    assert "While the house was quiet" not in shown


def test_it_says_when_who_and_how_much_and_what_else(make_home: Make, page: Page) -> None:
    evil = "<img src=x>"

    def fill(book: Book) -> None:
        book.send(book.at("02:00"), PHONE, "avatar", sent=500_000)
        for number in range(6):
            book.send(
                book.at(f"03:{10 * number:02}"),
                PHONE,
                "",
                host=f"{evil}{number}.example",
                sent=1_000 * (6 - number),
            )

    shown = page(make_home(fill), "/", day=DAY.isoformat())
    section = shown[shown.index("While the house was quiet") : shown.index('"Who got it"')]
    assert "00:00 to 07:00, at most 2 connections in a quarter hour" in section
    assert section.index("500 kB") < section.index("6.0 kB") < section.index("3.0 kB")
    assert " went from the phone to " in section
    assert "Avatar App" in section
    assert f"{evil}0.example" in section
    assert "and 2 more, " in section
    assert "3.0 kB" in section  # the two that are not listed: 2 kB and 1 kB
    assert f"{evil}4.example" not in section


def test_what_is_kept_of_a_night_is_nobody_elses_and_holds_until_something_is_written_to_it(
    make_home: Make,
) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("02:00"), PHONE, "avatar", sent=500_000)
        book.send(book.at("02:10"), WATCH, "watchmaker", sent=300_000)

    site = Site(make_home(fill))

    def told(viewer: Viewer) -> str:
        return str(quiet_house(site, viewer, day_of(DAY, ZONE), {}, {}))

    for _ in range(2):
        assert "500 kB" in told(OWNER)
        assert "300 kB" in told(OWNER)
        assert "500 kB" in told(ADA)
        assert "300 kB" not in told(ADA)
        assert told(Viewer()) == "[]"
    first = told(OWNER)
    for number, clock, changed in ((50, "12:00", False), (60, "03:00", True)):
        book = Book(site.home)
        book._number = number
        book.send(book.at(clock), PHONE, "bank", sent=700_000)
        book.close()
        assert ("700 kB" in told(OWNER)) is changed
        assert (told(OWNER) != first) is changed
    site.reader.close()
