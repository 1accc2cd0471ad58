"""The apps of a device, in words; what they call themselves stays text."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from analysis.settings import Home
from dashboard.app_list import SHOWN
from tests.ledger_book import DAY, PHONE, Book, found

Page = Callable[..., str]
Make = Callable[..., Home]
PATH = "/device/<device>"
TITLE = "Apps that named themselves"


def test_where_no_app_said_which_it_is_there_is_no_section(make_home: Make, page: Page) -> None:
    home = make_home(lambda book: book.send(book.at("08:00"), PHONE, "social", found("location.precise")))
    assert TITLE not in page(home, PATH, device=PHONE, day=DAY.isoformat())


def test_an_app_its_id_and_who_got_it(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        for number in range(SHOWN + 2):
            id, name = (
                msgspec.structs.replace(found("usage.app", value), property=which)
                for which, value in (("appId", f"org.app{number:02}"), ("appName", f"<b>App {number:02}"))
            )
            book.send(book.at("08:00"), PHONE, "social", id, name)

    shown = page(make_home(fill), PATH, device=PHONE, day=DAY.isoformat())
    section = shown[shown.index(TITLE) :]
    assert "<b>App 00" in section
    assert '"org.app00"' in section
    assert "Social Network" in section
    assert "and 2 more" in section
