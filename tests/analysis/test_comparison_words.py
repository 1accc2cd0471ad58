"""A comparison in lines: a number beside its coverage, and in words what is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from analysis.company_queries import Period
from analysis.comparison import comparison
from analysis.comparison_words import lines
from analysis.frame_cells import Names
from analysis.queries import Viewer
from analysis.records import Visibility
from tests.ledger_book import DAY, PHONE, TABLET, Book, found, read_of

BEFORE = DAY - timedelta(days=1)


def told(
    folder: Path,
    fill: Callable[[Book], None],
    today: date = DAY + timedelta(days=9),
    viewer: Viewer | None = None,
) -> list[str]:
    viewer = viewer or Viewer(owner=True)
    before, after = (Period(first=day, last=day) for day in (BEFORE, DAY))
    with read_of(folder, fill) as connection:
        found_ = comparison(connection, viewer, before, after, today)
        return "\n".join(lines(found_, Names(connection, viewer))).splitlines()


def one_more(book: Book) -> None:
    book.send(book.at("09:00", BEFORE), PHONE, "social", found("identifier.advertising"), sent=1_000)
    book.send(
        book.at("09:00"), PHONE, "social", found("identifier.advertising"), found("photo.image"), sent=3_000
    )
    book.send(book.at("09:00"), PHONE, "bank", visibility=Visibility.PASSED_BY_CHOICE, sent=500)


def test_what_is_new_and_what_is_more_is_told_and_the_rest_counted(tmp_path: Path) -> None:
    assert told(tmp_path, one_more) == [
        "2026-11-19 → 2026-11-20",
        "",
        "Only in the second:",
        "  Phone to Social Network, photos: none seen → 1 finding",
        "  Phone to Bank, all that was sent: none seen → 500 bytes (not read: passed by choice)",
        "",
        "More in the second:",
        "  Phone to Social Network, all that was sent: 1.0 kB → 3.0 kB",
        "",
        "1 row the same in both.",
    ]


def test_a_day_that_is_not_over_or_was_not_recorded_says_so(tmp_path: Path) -> None:
    assert told(tmp_path / "a", one_more, today=DAY)[0] == "2026-11-19 → 2026-11-20 (not over yet)"

    def only_today(book: Book) -> None:
        book.send(book.at("09:00"), PHONE, "social", found("photo.image"), sent=10)

    assert told(tmp_path / "b", only_today) == [
        "2026-11-19 (not recorded) → 2026-11-20",
        "",
        "Cannot be compared:",
        "  Phone to Social Network, photos: not recorded → 1 finding",
        "  Phone to Social Network, all that was sent: not recorded → 10 bytes",
    ]


def test_what_could_not_be_read_is_no_zero(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("09:00", BEFORE), PHONE, "social", found("photo.image"), sent=10)
        book.send(book.at("09:00"), PHONE, "social", visibility=Visibility.REFUSED, sent=10)
        book.send(book.at("09:00", BEFORE), TABLET, "avatar", sent=None)

    shown = told(tmp_path, fill)
    assert "  Phone to Social Network, photos: 1 finding → not read: our certificate was refused" in shown
    assert "  Tablet to Avatar App, all that was sent: not known → the device was not seen" in shown
    assert not [line for line in shown if " 0 " in line]


def test_nothing_at_all_is_said_in_a_sentence(tmp_path: Path) -> None:
    shown = told(tmp_path, lambda book: None)
    assert shown == [
        "2026-11-19 (not recorded) → 2026-11-20 (not recorded)",
        "Nothing is on record for either.",
    ]


def test_the_others_devices_are_told_as_a_sum_without_a_zero(tmp_path: Path) -> None:
    shown = told(tmp_path, one_more, viewer=Viewer(person="Ben"))
    assert "  everybody else's devices to Bank, all that was sent: not told → 500 bytes" in shown
    assert not [line for line in shown if "Phone" in line]


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00", BEFORE), PHONE, "social")
        for number in range(60):
            book.send(book.at("09:00"), PHONE, "", host=f"h{number}.example", sent=number + 1)

    shown = told(tmp_path, fill)
    assert "  and 35 more, which --format csv has" in shown
    assert shown.index("  Phone to h59.example, all that was sent: none seen → 60 bytes") == 3


def test_a_hostile_name_steers_no_terminal(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00", BEFORE), PHONE, "social")
        book.send(book.at("09:00"), PHONE, "", host="\x1b[2J\u202eevil\nnew line", sent=1)

    shown = told(tmp_path, fill)
    assert r"  Phone to \u001b[2J\u202eevil\u000anew line, all that was sent: none seen → 1 byte" in shown
