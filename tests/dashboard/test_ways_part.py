"""The Device page names the ways round the audit, says what cannot be seen, and nothing where none was taken."""

from __future__ import annotations

from collections.abc import Callable

from analysis.queries import Viewer
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, WATCH, Book, morning

Page = Callable[..., str]
Make = Callable[..., Home]
UNSEEN = "what goes through the tunnel, and to whom, cannot be seen"


def around(book: Book) -> None:
    for clock, host, reason, sent in (
        ("08:00", "203.0.113.5", f"WireGuard; {UNSEEN}", 4_100_000),
        ("08:10", "203.0.113.6", f"WireGuard; {UNSEEN}", 100_000),
        (
            "08:05",
            "9.9.9.9",
            "DNS over HTTPS; probably, by the address of a resolver: it cannot be seen",
            2_000,
        ),
    ):
        book.send(
            book.at(clock),
            PHONE,
            "",
            host=host,
            sent=sent,
            visibility=Visibility.METADATA_ONLY,
            reason=reason,
        )


def test_a_tunnel_is_named_with_what_cannot_be_seen(make_home: Make, page: Page) -> None:
    shown = page(make_home(around), "/device/<device>", device=PHONE, day=DAY.isoformat())
    assert "Ways round this audit" in shown
    for said in ("WireGuard", "203.0.113.5, 203.0.113.6", "Probably DNS over HTTPS", "9.9.9.9"):
        assert f'"{said}"' in shown
    for said in (": 4.2 MB up in 2 connections.", "What went through it, and to whom, we cannot see."):
        assert said in shown
    for said in (": 2.0 kB up in 1 connection.", "Which names were asked for, we cannot see."):
        assert said in shown


def test_where_none_was_seen_there_is_no_section(make_home: Make, page: Page) -> None:
    assert "Ways round" not in page(make_home(morning), "/device/<device>", device=PHONE, day=DAY.isoformat())
    assert "Ways round" not in page(make_home(around), "/device/<device>", device=WATCH, day=DAY.isoformat())


def test_another_person_does_not_see_it(make_home: Make, page: Page) -> None:
    shown = page(
        make_home(around), "/device/<device>", viewer=Viewer(person="Ben"), device=PHONE, day=DAY.isoformat()
    )
    assert "WireGuard" not in shown
