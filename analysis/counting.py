"""Writes numbers as a person would, in the language of now: ``1 message``, ``2,000 messages``, ``9.8 MB``."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.wording import number as number
from analysis.wording import tr, trn, written


def counted(number: int, singular: str, plural: str = "") -> str:
    """The number with thousands separated, and its noun; ``plural`` where it is not ``singular`` + s. English only."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def amount(size: int, at_least: bool = False) -> str:
    """Bytes in decimal units with two or three digits that matter: ``640 bytes``, ``9.8 MB``, ``at least 212 kB``."""
    if at_least and not size:
        return tr("not known")
    if size < 999.5:
        text = trn("{n} byte", "{n} bytes", size)
    else:
        value, units = size / 1000, iter(("kB", "MB", "GB"))
        unit = next(units)
        while value >= 999.5 and unit != "TB":
            value, unit = value / 1000, next(units, "TB")
        text = f"{written(f'{value:.1f}' if value < 9.95 else f'{value:,.0f}')} {unit}"
    return tr("at least {amount}", amount=text) if at_least else text


def several(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; "" of nothing."""
    *most, last = [*words] or [""]
    if not most:
        return last
    return tr("{most} and {last}", most=commas(most), last=last)


def commas(words: Iterable[str]) -> str:
    """``a, b, c``."""
    return tr(", ", context="between the words of a list").join(words)


def and_more(words: Iterable[str], more: int) -> str:
    """``a, b and 3 more``; without a rest only the words, with commas."""
    listed = commas(words)
    return trn("{listed} and {n} more", "{listed} and {n} more", more, listed=listed) if more > 0 else listed
