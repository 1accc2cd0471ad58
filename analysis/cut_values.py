"""Marks values whose end is missing, so that whoever opens them does not ask for it."""

from __future__ import annotations

from typing import Final

LONG: Final = 1_000  # bytes or characters of a value that is worth having without its end: a picture, a sound


class CutText(str):
    """A text whose end is missing."""

    __slots__ = ()


class CutBytes(bytes):
    """Bytes whose end is missing."""

    __slots__ = ()
