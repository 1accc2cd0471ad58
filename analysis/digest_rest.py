"""What came to a day after its digest was made: the next digest tells it, and nothing twice."""

from __future__ import annotations

import msgspec

from analysis.query_records import First


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """What a digest said of a day, and when (µs UTC): figures, and what it told as new (``key``)."""

    date: str
    at: int
    bytes_out: int = 0
    kinds: dict[str, int] = {}
    firsts: tuple[str, ...] = ()


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be told of the day in addition: further bytes, recipients by kind, and what was new."""

    date: str
    at: int
    bytes_out: int
    kinds: dict[str, int]
    firsts: tuple[First, ...]


def key(first: First) -> str:
    """What is told once and not again."""
    return f"{first.device}|{first.category or first.company or first.host}"


def device_of(told: str) -> str:
    """The id of the device of which a ``key`` tells."""
    return told.partition("|")[0]


def rest_of(
    spoken: Spoken, bytes_out: int, kinds: dict[str, int], firsts: tuple[First, ...], first_day: bool
) -> Rest | None:
    """The figures of a day as they are now, without what a digest said of it; None where nothing came. Pure.

    By what was said and not by when: what was analysed only after the digest is told as well, whenever it was sent.
    """
    more = {name: n - spoken.kinds.get(name, 0) for name, n in kinds.items()}
    new = () if first_day else tuple(first for first in firsts if key(first) not in spoken.firsts)
    rest = Rest(
        date=spoken.date,
        at=spoken.at,
        bytes_out=max(0, bytes_out - spoken.bytes_out),
        kinds={name: n for name, n in more.items() if n > 0},
        firsts=new,
    )
    return rest if rest.bytes_out or rest.kinds or rest.firsts else None
