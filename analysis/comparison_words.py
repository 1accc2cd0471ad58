"""Says a comparison in lines: first what is new and gone, each number beside how much could be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.category_words import category_words, kind_words
from analysis.comparing import Amounts, Change, Compared, Side
from analysis.comparison import Comparison
from analysis.counting import amount, counted
from analysis.coverage import Readable
from analysis.day_rows import OTHERS
from analysis.frame_cells import Names
from analysis.scan_output import printable

_SHOWN: Final = 25  # lines of data, and of traffic, under one heading
_HEADINGS: Final = {
    Change.NEW: "Only in the second",
    Change.GONE: "Only in the first",
    Change.MORE: "More in the second",
    Change.LESS: "Less in the second",
    Change.UNKNOWN: "Cannot be compared",
}
_READABLE: Final = {
    Readable.PART: "read in part",
    Readable.REFUSED: "not read: our certificate was refused",
    Readable.PASSED: "not read: passed by choice",
    Readable.NOT_OPENED: "not read: not opened",
    Readable.NAME_ONLY: "not read: only the name was seen",
}


def lines(found: Comparison, names: Names) -> Iterator[str]:
    """The comparison without what stayed the same, which is only counted."""
    yield f"{_days(found.first)} → {_days(found.second)}"
    for change, heading in _HEADINGS.items():
        rows = sorted((row for row in found.rows if row.change is change), key=_rank)
        if not rows:
            continue
        yield f"\n{heading}:"
        for part in ([row for row in rows if row.kind], [row for row in rows if not row.kind]):
            yield from (f"  {printable(_line(row, found, names))}" for row in part[:_SHOWN])
            if len(part) > _SHOWN:
                yield f"  and {len(part) - _SHOWN:,} more, which --format csv has"
    same = sum(row.change is Change.SAME for row in found.rows)
    if same:
        yield f"\n{counted(same, 'row')} the same in both."
    if not found.rows:
        yield "Nothing is on record for either."


def _days(side: Side) -> str:
    first, last = side.period.first, side.period.last
    days = (last - first).days + 1
    text = f"{first}" if days == 1 else f"{first} to {last}"
    if side.recorded < days and not side.goes_on:
        told = "not recorded" if not side.recorded else f"{side.recorded} of {counted(days, 'day')} recorded"
        return f"{text} ({told})"
    return f"{text} (not over yet)" if side.goes_on else text


def _rank(row: Compared) -> tuple[int, str, str, str]:
    """The greatest difference first; of what cannot be compared the most."""
    size = row.difference or max(_size(row, row.before), _size(row, row.after))
    return (-abs(size), row.device, row.company or row.host, row.category)


def _size(row: Compared, amounts: Amounts | None) -> int:
    if amounts is None:
        return 0
    return amounts.findings if row.kind else amounts.bytes_out


def _line(row: Compared, found: Comparison, names: Names) -> str:
    device = names.devices.get(row.device, row.device) or "no known device"
    to = names.companies.get(row.company, row.company) or row.host or "recipients without a known company"
    what = (
        category_words(row.category)
        if row.category
        else kind_words(row.kind)
        if row.kind
        else "all that was sent"
    )
    sides = (
        (row, found.first, row.before, row.readable_before),
        (row, found.second, row.after, row.readable_after),
    )
    before, after = (_told(*side) for side in sides)
    return f"{device} to {to}, {what}: {before} → {after}"


def _told(row: Compared, side: Side, amounts: Amounts | None, readable: Readable | None) -> str:
    """One side of a line; never a bare zero."""
    if amounts is None:
        return _why_not(row, side, readable)
    if row.kind:
        number = counted(amounts.findings, "finding") if amounts.findings else "none seen"
    else:
        number = amount(amounts.bytes_out, amounts.unknown > 0) if _is_there(amounts) else "none seen"
    reason = _READABLE.get(readable) if readable else None
    return f"{number} ({reason})" if reason else number


def _why_not(row: Compared, side: Side, readable: Readable | None) -> str:
    if not side.recorded:
        return "not recorded"
    if row.device == OTHERS:
        return "not told"
    if not side.device_days.get(row.device):
        return "the device was not seen"
    return _READABLE.get(readable, "not known") if readable else "not known"


def _is_there(amounts: Amounts) -> bool:
    return bool(amounts.bytes_out or amounts.unknown or amounts.connections or amounts.messages)
