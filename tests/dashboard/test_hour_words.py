"""An hour's recipients: with their bytes and what could be read of them; nothing is called read that was not."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.coverage_queries import Destination, Share, Whole
from analysis.records import Visibility
from dashboard.hour_words import read_words, to_whom

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


def test_the_loudest_are_named_and_the_rest_is_counted() -> None:
    given = [
        Destination(company="", host=f"{name}.example", whole=whole((kind, size, 1)))
        for name, kind, size in (
            ("a", READ, 81_000),
            ("b", REFUSED, 20_000),
            ("c", READ, 5_000),
            ("d", READ, 1_000),
        )
    ]
    assert text(to_whom(given, 2, lambda one: one.host)) == (
        "a.example 81 kB · read, b.example 20 kB · not read and 2 more 6.0 kB · read"
        "c.example 5.0 kB · readd.example 1.0 kB · read"
    )
    assert text(to_whom(given[:1], 2, lambda one: one.host)) == "a.example 81 kB · read"
    assert to_whom([], 2, lambda one: one.host) == []


def test_a_name_of_the_network_stays_text() -> None:
    (piece,) = to_whom(
        [Destination(company="", host="<b>x</b>", whole=whole((READ, 1, 1)))], 3, lambda one: one.host
    )
    assert "<b>x</b>" in text(piece)
