"""The Device page says what a phone sent for a watch, as an inference, and nothing where nothing tells of one."""

from __future__ import annotations

from collections.abc import Callable

from analysis.queries import Viewer
from analysis.settings import Home
from analysis.wearables import SAID
from tests.ledger_book import DAY, PHONE, WATCH, Book, found, morning

Page = Callable[..., str]
Make = Callable[..., Home]


def relaying(book: Book) -> None:
    for device in (PHONE, WATCH):
        book.send(
            book.at("08:00"), device, "", found("health.heart_rate"), host="connectapi.garmin.com", sent=4_100
        )


def test_what_went_for_a_watch_is_told_with_what_it_rests_on(make_home: Make, page: Page) -> None:
    shown = page(make_home(relaying), "/device/<device>", device=PHONE, day=DAY.isoformat())
    assert "For its watch, by way of Garmin Connect (by its hosts)." in shown
    assert "4.1 kB in 1 connection, to connectapi.garmin.com." in shown
    assert SAID in shown


def test_where_nothing_tells_of_one_there_is_no_section(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    assert "For its watch" not in page(home, "/device/<device>", device=PHONE, day=DAY.isoformat())
    watch = page(make_home(relaying), "/device/<device>", device=WATCH, day=DAY.isoformat())
    assert "For its watch" not in watch


def test_another_person_does_not_see_it(make_home: Make, page: Page) -> None:
    shown = page(
        make_home(relaying),
        "/device/<device>",
        viewer=Viewer(person="Ben"),
        device=PHONE,
        day=DAY.isoformat(),
    )
    assert "garmin" not in shown.lower()
