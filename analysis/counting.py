"""Writes a number with its noun as a person would: ``1 message``, ``2,000 messages``."""

from __future__ import annotations


def counted(number: int, singular: str, plural: str = "") -> str:
    """The number with thousands separated, and its noun; ``plural`` where it is not ``singular`` + s."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
