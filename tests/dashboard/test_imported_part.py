"""The way to imported recordings: only of what the viewer may see, and only where there are any."""

from __future__ import annotations

from collections.abc import Callable

from analysis.queries import Viewer
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, Book, found, morning

Page = Callable[..., str]
Make = Callable[..., Home]
WAY = "/evidence?corpus=a-trip+%26+back"


def a_trip(book: Book) -> None:
    book.send(book.at("09:00"), PHONE, "avatar", found("photo.image"), corpus="a-trip & back")


def test_a_home_with_imports_only_leads_to_them(make_home: Make, page: Page) -> None:
    home = make_home(a_trip)
    for path in ("/", "/evidence"):
        shown = page(home, path)
        assert WAY in shown, path
        assert "a-trip & back" in shown
    assert "1 finding" in page(home, "/evidence", corpus="a-trip & back")


def test_it_stands_nowhere_else(make_home: Make, page: Page) -> None:
    assert WAY not in page(make_home(a_trip, morning), "/evidence", day=DAY.isoformat())
    assert "counted nowhere else" not in page(make_home(morning), "/evidence", text="nothing like it")
    assert "counted nowhere else" not in page(make_home(), "/")
    shown = page(make_home(a_trip), "/evidence", Viewer(person="Ben"))
    assert "a-trip" not in shown
