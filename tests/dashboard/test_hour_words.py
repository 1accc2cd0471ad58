"""An hour's recipients: with their bytes and what could be read of them; nothing is called read that was not."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.coverage_queries import Destination, Hour, Share, Whole
from analysis.query_records import Company
from analysis.records import Visibility
from dashboard.hour_words import listed, read_words, recipient_name, to_whom

READ, REFUSED, CLEAR = Visibility.OPENED, Visibility.REFUSED, Visibility.CLEARTEXT


def whole(*shares: tuple[Visibility, int, int]) -> Whole:
    """Visibility, bytes and connections; connections without bytes are unknown ones."""
    return Whole(
        shares=tuple(
            Share(
                visibility=kind,
                bytes_out=size,
                unknown=count if not size else 0,
                connections=count,
                recipients=1,
            )
            for kind, size, count in shares
        ),
        recipients=1,
    )


def text(piece: Any) -> str:
    """What a piece of a page says."""
    if isinstance(piece, str):
        return piece
    children = piece if isinstance(piece, list) else piece.children
    return "".join(map(text, children)) if isinstance(children, list) else text(children)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (whole((READ, 900, 1)), "read"),
        (whole((READ, 900, 1), (CLEAR, 10, 1)), "read"),
        (whole((REFUSED, 900, 1)), "not read"),
        (whole((READ, 7, 1), (REFUSED, 93, 1)), "7 % read"),
        (whole((READ, 1, 1), (REFUSED, 1_000_000, 1)), "1 % read"),
        (whole((READ, 1_000_000, 1), (REFUSED, 1, 1)), "99 % read"),
        (whole((READ, 0, 1), (REFUSED, 0, 1)), "50 % read"),
        (whole((REFUSED, 0, 2)), "not read"),
        (whole(), "not read"),
    ],
)
def test_how_much_could_be_read(found: Whole, words: str) -> None:
    assert read_words(found) == words


def destination(name: str, kind: Visibility = READ, size: int = 1) -> Destination:
    return Destination(company="", host=name, whole=whole((kind, size, 1)))


def hour(loudest: tuple[Destination, ...] = (), others: Whole | None = None) -> Hour:
    none = Whole(shares=(), recipients=0)
    return Hour(start=0, whole=none, loudest=loudest, others=others or none)


def test_the_loudest_are_named_and_the_rest_is_counted_and_comes_when_it_is_opened() -> None:
    first = (destination("a.example", READ, 81_000), destination("b.example", REFUSED, 20_000))
    rest = Whole(shares=whole((READ, 6_000, 2)).shares, recipients=2)
    *named, _, opens = to_whom(hour(first, rest), lambda one: one.host, "/part/hour?x=1")
    assert text(named) == "a.example 81 kB · read, b.example 20 kB · not read"
    assert (text(opens.summary), opens.source) == ("and 2 more 6.0 kB · read", "/part/hour?x=1")
    assert opens.waiting
    assert opens.failed
    assert text(to_whom(hour(first[:1]), lambda one: one.host, "")) == "a.example 81 kB · read"
    assert to_whom(hour(), lambda one: one.host, "") == []


def test_the_others_are_a_line_each() -> None:
    told = listed(
        [destination("c.example", READ, 5_000), destination("d.example", REFUSED, 1_000)],
        lambda one: one.host,
    )
    assert [text(line) for line in told.children] == [
        "c.example 5.0 kB · read",
        "d.example 1.0 kB · not read",
    ]


@pytest.mark.parametrize(
    ("company", "host", "name"),
    [
        ("social", "", "Social Network"),
        ("unknown", "", "unknown"),
        ("", "a.example", "a.example"),
        ("", "", "no name seen"),
    ],
)
def test_what_a_recipient_is_called(company: str, host: str, name: str) -> None:
    known = {"social": Company(id="social", name="Social Network")}
    assert recipient_name(company, host, known) == name


def test_a_name_of_the_network_stays_text() -> None:
    hostile = destination("<b>x</b>")
    (piece,) = to_whom(hour((hostile,)), lambda one: one.host, "")
    assert "<b>x</b>" in text(piece)
    assert listed([hostile], lambda one: one.host).children[0].children.startswith("<b>x</b>")
