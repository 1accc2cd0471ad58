"""Compares what left in two periods. Pure: what was not recorded or could not be read is not known, and never a zero."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from analysis.company_queries import Period
from analysis.coverage import Readable, readability
from analysis.day_rows import OTHERS, DayRow, days_of
from analysis.records import READABLE, Visibility


class Change(StrEnum):
    """What became of something from the first period to the second. ``unknown``: they cannot be compared."""

    NEW = "new"
    GONE = "gone"
    MORE = "more"
    LESS = "less"
    SAME = "same"
    UNKNOWN = "unknown"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two periods and how well it is known.

    ``recorded`` of its days were; it is ``whole`` where that is each of them and the last is over. It ``goes_on`` where
    today is one of them and each until today was. ``device_days``: on how many of them anything of a device was seen.
    ``connections``: of a device those whose content could be looked at, and all.
    """

    period: Period
    recorded: int
    whole: bool
    goes_on: bool = False
    device_days: Mapping[str, int] = {}
    connections: Mapping[str, tuple[int, int]] = {}


class Amounts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is added up of one thing in one period; fields as in ``DayRow``. None where it is not told."""

    findings: int = 0
    certain: int | None = 0
    bytes_out: int = 0
    unknown: int = 0
    connections: int | None = 0
    messages: int | None = 0


class Compared(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One device, recipient and category (``kind`` "": the traffic) in two periods.

    ``before`` and ``after`` are None where nothing is known: no day was recorded, the device was not seen at all, or nothing
    that went to the recipient could be read. ``readable_…`` says how it could be read; None where nothing went there.
    """

    device: str
    company: str
    host: str
    kind: str
    category: str
    change: Change
    before: Amounts | None
    after: Amounts | None
    readable_before: Readable | None = None
    readable_after: Readable | None = None

    @property
    def difference(self) -> int | None:
        """Findings, or of traffic bytes, more than before; None where the two cannot be compared."""
        if self.change is Change.UNKNOWN or self.before is None or self.after is None:
            return None
        if self.kind:
            return self.after.findings - self.before.findings
        if self.before.unknown or self.after.unknown:
            return None
        return self.after.bytes_out - self.before.bytes_out


_Key = tuple[str, str, str, str, str]  # device, company, host, kind, category
_Recipient = tuple[str, str, str]


class _Summed:
    """The rows of one period by what they are of."""

    def __init__(self, rows: Iterable[DayRow], side: Side) -> None:
        self.side = side
        self.amounts: dict[_Key, Amounts] = {}
        self._seen: dict[_Recipient, set[Visibility]] = {}
        for row in rows:
            key = (row.device, row.company, row.host, row.kind, row.category)
            self.amounts[key] = _added(self.amounts.get(key, _NOTHING), row)
            self._seen.setdefault(key[:3], set()).update(row.seen)

    def readable(self, of: _Recipient) -> Readable | None:
        """How what went to a recipient could be read; None where nothing went there, or it is not told."""
        seen = self._seen.get(of)
        return readability(seen) if seen else None

    def known(self, key: _Key) -> Amounts | None:
        """What is known of something: a zero only where it would have been seen."""
        device, _, _, kind, _ = key
        if not self.side.recorded:
            return None
        if key in self.amounts:
            return self.amounts[key]
        if device == OTHERS or not self.side.device_days.get(device):
            return None
        seen = self._seen.get(key[:3])
        if kind and seen and not seen & READABLE:
            return None
        return _NOTHING


_NOTHING: Final = Amounts()


def _added(sums: Amounts, row: DayRow) -> Amounts:
    return Amounts(
        findings=sums.findings + row.findings,
        certain=_plus(sums.certain, row.certain),
        bytes_out=sums.bytes_out + row.bytes_out,
        unknown=sums.unknown + row.unknown,
        connections=_plus(sums.connections, row.connections),
        messages=_plus(sums.messages, row.messages),
    )


def _plus(sums: int | None, more: int | None) -> int | None:
    return None if sums is None or more is None else sums + more


def side_of(rows: Iterable[DayRow], period: Period, recorded: Collection[str], today: date) -> Side:
    """How well a period is known, by its rows and the days of it that were recorded; ``today`` in the home's zone."""
    days: dict[str, set[str]] = {}
    connections: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.device == OTHERS:
            continue
        days.setdefault(row.device, set()).add(row.day)
        read, every = connections.get(row.device, (0, 0))
        connections[row.device] = (read + (row.connections_read or 0), every + (row.connections or 0))
    passed = [day.isoformat() for day in days_of(period) if day <= today]
    all_recorded = bool(passed) and all(day in recorded for day in passed)
    return Side(
        period=period,
        recorded=len(recorded),
        whole=all_recorded and period.last < today,
        goes_on=all_recorded and period.last >= today,
        device_days={device: len(of) for device, of in days.items()},
        connections=connections,
    )


def compared(before: Iterable[DayRow], after: Iterable[DayRow], first: Side, second: Side) -> list[Compared]:
    """Everything that was seen in either period, in the order of device, recipient, kind and category."""
    one, other = _Summed(before, first), _Summed(after, second)
    found = []
    for key in sorted({*one.amounts, *other.amounts}):
        device, company, host, kind, category = key
        was, is_now = one.known(key), other.known(key)
        found.append(
            Compared(
                device=device, company=company, host=host, kind=kind, category=category, before=was, after=is_now,
                change=_change(was, is_now, bool(kind), first, second),
                readable_before=one.readable(key[:3]), readable_after=other.readable(key[:3]),
            )
        )  # fmt: skip
    return found


def _change(
    before: Amounts | None, after: Amounts | None, counted: bool, first: Side, second: Side
) -> Change:
    if before is None or after is None or not (first.whole and (second.whole or second.goes_on)):
        return Change.UNKNOWN
    change = _between(before, after, counted)
    if second.goes_on and change not in (Change.NEW, Change.MORE):
        return Change.UNKNOWN  # what is less by now may still come
    return change


def _between(before: Amounts, after: Amounts, counted: bool) -> Change:
    if before is _NOTHING or after is _NOTHING:
        return Change.NEW if before is _NOTHING else Change.GONE
    if not counted and (before.unknown or after.unknown):
        return Change.UNKNOWN  # two sums that are "at least" so much
    was, is_now = (before.findings, after.findings) if counted else (before.bytes_out, after.bytes_out)
    return Change.SAME if was == is_now else Change.MORE if is_now > was else Change.LESS
