"""Pages of findings by keyset: the roll-ups tell where to look, so that a page costs the same however much is recorded."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from analysis.evidence_queries import EvidenceRow, Filters, conditions, read_rows, rolled_up
from analysis.lazy_patterns import lazy_pattern
from analysis.queries import Scope, Viewer, companies, day_of, fetch

PAGE_SIZE: Final = 100
BUDGET: Final = 1.2  # seconds that a search may take before it shows what it has and how far it came
BATCH: Final = 20_000  # findings that one statement looks at, unless one quarter hour holds more
QUARTER: Final = 900_000_000  # µs
Order = Literal["newest", "oldest", "device", "recipient", "category", "confidence"]
# what the findings are grouped by in an order; within a group the newest come first
GROUPED: Final = {
    "device": "device",
    "recipient": "company",
    "category": "category",
    "confidence": "confidence",
}
ORDERS: Final[tuple[Order, ...]] = ("newest", "oldest", "device", "recipient", "category", "confidence")
_CONFIDENCES: Final = ("certain", "likely", "possible")
_LAST: Final = 10**15 - 1  # no finding has this number
_CURSOR: Final = lazy_pattern(r"([ab])(\d{1,17})\.(-?\d{1,15})\.(\d{1,12})\.(.{0,300})", re.DOTALL)


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """A place in an order: after (or, going back, before) the finding ``id`` of that time (µs UTC) and group.

    ``shown`` findings stand before the place.
    """

    seen_at: int
    id: int
    shown: int
    back: bool = False
    group: str = ""

    def __str__(self) -> str:
        return f"{'b' if self.back else 'a'}{self.seen_at}.{self.id}.{self.shown}.{self.group}"


def cursor_of(text: str) -> Cursor | None:
    """The cursor that an address holds; None where it is none."""
    found = _CURSOR.fullmatch(text)
    if found is None or not text.isascii():
        return None
    way, seen_at, id, shown, group = found.groups()
    return Cursor(seen_at=int(seen_at), id=int(id), shown=int(shown), back=way == "b", group=group)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page. ``first`` is the number of its first row, from 1. ``total`` is None where only looking could tell.

    ``stopped_at``: the search took its time and has looked at findings down (or up) to then; ``after`` goes on from there.
    """

    rows: tuple[EvidenceRow, ...]
    total: int | None
    first: int
    before: Cursor | None
    after: Cursor | None
    stopped_at: int | None = None


def find(
    connection: Connection,
    viewer: Viewer,
    filters: Filters,
    order: Order = "newest",
    cursor: Cursor | None = None,
    seconds: float = BUDGET,
) -> Page:
    """The page at a cursor, or the first."""
    walk = _Walk(connection, viewer, filters, order, cursor, time.monotonic() + seconds)
    found = list(islice(walk.rows(), PAGE_SIZE + 1))
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    back = cursor is not None and cursor.back
    if back:
        found.reverse()
    shown = cursor.shown if cursor is not None else 0
    first = max(0, shown - len(found)) if back else shown
    rows = tuple(row for _, row in found)
    before = after = None
    if found:
        if first > 0 and (more if back else True):
            before = _cursor(found[0], first, back=True)
        if back or more:
            after = _cursor(found[-1], first + len(found), back=False)
    stopped = walk.stopped if not more else None
    if stopped is not None and not back:
        at = stopped[1]
        place = (at, 0) if walk.descending else (at - 1, _LAST)
        after = Cursor(seen_at=place[0], id=place[1], shown=first + len(rows), group=stopped[0])
    total = walk.total
    if total is None and cursor is None and not more and stopped is None:
        total = len(rows)
    return Page(
        rows=rows,
        total=total,
        first=first + 1,
        before=before,
        after=after,
        stopped_at=stopped[1] if stopped is not None else None,
    )


def _cursor(found: tuple[str, EvidenceRow], shown: int, back: bool) -> Cursor:
    group, row = found
    return Cursor(seen_at=row.seen_at, id=row.id, shown=shown, back=back, group=group)


class _Walk:
    """Goes through the findings in an order, day by day and quarter hour by quarter hour, where the roll-ups name some."""

    def __init__(
        self,
        connection: Connection,
        viewer: Viewer,
        filters: Filters,
        order: Order,
        cursor: Cursor | None,
        until: float,
    ) -> None:
        self._connection, self._filters, self._order = connection, filters, order
        self._cursor, self._until = cursor, until
        self._scope = Scope(connection, viewer)
        self._back = cursor is not None and cursor.back
        self.descending = (order != "oldest") != self._back
        self._column = GROUPED.get(order, "")
        zone = fetch(connection, "SELECT value FROM meta WHERE key = 'zone'")
        self._zone = ZoneInfo(zone[0]["value"]) if zone else UTC
        self._where, self._parameters = rolled_up(self._scope, filters)
        self._days = self._counted()
        self.stopped: tuple[str, int] | None = None

    @property
    def total(self) -> int | None:
        """How many findings fit, where the roll-ups can tell."""
        ends = (self._filters.start, self._filters.end)
        if not self._filters.countable or any(at is not None and at % QUARTER for at in ends):
            return None
        return sum(count for days in self._days.values() for count in days.values())

    def rows(self) -> Iterator[tuple[str, EvidenceRow]]:
        """Each finding with its group, from the cursor on."""
        groups = self._groups()
        start = self._cursor
        if start is not None and start.group in groups:
            groups = groups[groups.index(start.group) :]
        came_to: tuple[str, int] | None = None
        for group in groups:
            for low, high in self._spans(group):
                if came_to is not None and time.monotonic() > self._until:
                    self.stopped = came_to
                    return
                for row in self._between(group, low, high):
                    yield group, row
                came_to = (group, low if self.descending else high)

    def _groups(self) -> list[str]:
        names: dict[str, str] = {}
        if self._order == "recipient":
            names = {id: one.name.casefold() for id, one in companies(self._connection).items()}
        elif self._order == "device":
            names = {device.id: device.name.casefold() for device in self._scope.devices}
        elif self._order == "confidence":
            names = {name: str(rank) for rank, name in enumerate(_CONFIDENCES)}
        found = sorted(self._days, key=lambda group: (not group, names.get(group, group), group))
        return found[::-1] if self._back else found

    def _counted(self) -> dict[str, dict[date, int]]:
        """How many findings the roll-ups count by group and day of the home's zone."""
        ends = {"low": self._filters.start, "high": self._filters.end}
        times = {name: at for name, at in ends.items() if at is not None}
        whole = all(at == self._day(self._local(at)) for at in times.values())
        grain = "d" if whole else "q"
        where, parameters = self._where, dict(self._parameters)
        for name, at in times.items():
            where += f" AND start {'>=' if name == 'low' else '<'} :{name}"
            begun = at if name == "low" else at + QUARTER - 1
            parameters[name] = self._local(at).isoformat() if whole else _quarter(begun)
        group = self._column or "''"
        by_receiver = self._filters.company or self._filters.visibility or self._column == "company"
        rollup = f"finding_rollup WHERE grain = '{grain}' AND"
        source = rollup if by_receiver or not whole else "finding_totals WHERE grain = 'd' AND"
        grouped = "1, 2" if self._column else "2"
        sql = f"SELECT {group} AS g, start, sum(count) AS n FROM {source} {where} GROUP BY {grouped}"
        found: dict[str, dict[date, int]] = {}
        for row in fetch(self._connection, sql, **parameters):
            day = date.fromisoformat(row["start"]) if whole else self._local(_micros(row["start"]))
            of_group = found.setdefault(self._canonical(row["g"]), {})
            of_group[day] = of_group.get(day, 0) + row["n"]
        return found

    def _spans(self, group: str) -> Iterator[tuple[int, int]]:
        """Times (µs UTC) within which there are findings, in the order of the walk; they do not overlap."""
        where, parameters = self._narrowed(self._where, self._parameters, group, "")
        direction = "DESC" if self.descending else "ASC"
        sql = f"""SELECT start, sum(count) AS n FROM finding_rollup WHERE grain = 'q' AND {where}
            AND start >= :low AND start < :high GROUP BY 1 ORDER BY 1 {direction}"""
        for day in sorted(self._days[group], reverse=self.descending):
            low, high = self._bounds(group, self._day(day), self._day(day + timedelta(days=1)))
            if low >= high:
                continue
            run: tuple[int, int] | None = None
            held = 0
            for row in fetch(
                self._connection, sql, low=_quarter(low), high=_quarter(high + QUARTER - 1), **parameters
            ):
                start = _micros(row["start"])
                touches = run is not None and start in (run[0] - QUARTER, run[1])
                if run is not None and touches and held + row["n"] <= BATCH:
                    run, held = (min(run[0], start), max(run[1], start + QUARTER)), held + row["n"]
                    continue
                if run is not None:
                    yield max(run[0], low), min(run[1], high)
                run, held = (start, start + QUARTER), row["n"]
            if run is not None:
                yield max(run[0], low), min(run[1], high)

    def _bounds(self, group: str, low: int, high: int) -> tuple[int, int]:
        """A day's times without what the filters or the cursor leave out."""
        low = max(low, self._filters.start) if self._filters.start is not None else low
        high = min(high, self._filters.end) if self._filters.end is not None else high
        at = self._cursor
        if at is not None and at.group == group:
            if self.descending:
                high = min(high, at.seen_at + (at.id > 0))
            else:
                low = max(low, at.seen_at + (at.id == _LAST))
        return low, high

    def _between(self, group: str, low: int, high: int) -> list[EvidenceRow]:
        where, parameters = conditions(
            self._scope, msgspec.structs.replace(self._filters, start=low, end=high)
        )
        where, parameters = self._narrowed(where, parameters, group, "f.")
        at = self._cursor
        if at is not None and at.group == group:
            where += f" AND (f.seen_at, f.id) {'<' if self.descending else '>'} (:at, :id)"
            parameters |= {"at": at.seen_at, "id": at.id}
        direction = "DESC" if self.descending else "ASC"
        rest = f"ORDER BY f.seen_at {direction}, f.id {direction} LIMIT {PAGE_SIZE + 1}"
        return read_rows(self._connection, self._scope, where, parameters, rest)

    def _narrowed(
        self, where: str, parameters: dict[str, Any], group: str, of: str
    ) -> tuple[str, dict[str, Any]]:
        if not self._column:
            return where, dict(parameters)
        values = self._scope.members(group) if self._column == "device" else [group]
        return f"{where} AND {of}{self._column} IN :group", {**parameters, "group": values}

    def _canonical(self, group: str) -> str:
        return self._scope.canonical(group) if self._column == "device" else group

    def _local(self, micros: int) -> date:
        return datetime.fromtimestamp(micros / 1_000_000, self._zone).date()

    def _day(self, day: date) -> int:
        zone = self._zone if isinstance(self._zone, ZoneInfo) else ZoneInfo("UTC")
        return day_of(day, zone).start


def _quarter(micros: int) -> str:
    """The quarter hour of a time, as the roll-up writes it."""
    return f"{datetime.fromtimestamp(micros // QUARTER * 900, UTC):%Y-%m-%dT%H:%M}"


def _micros(quarter: str) -> int:
    return int(datetime.fromisoformat(quarter).replace(tzinfo=UTC).timestamp()) * 1_000_000
