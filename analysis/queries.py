"""What the ledger says of a day. Each read takes a Viewer: who is looking decides what is shown in full."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, TextClause, bindparam, text

from analysis.ledger_reader import once
from analysis.query_records import Company, Kind, Mark, Totals, Traffic
from analysis.records import HOME_CORPUS, Visibility
from analysis.rollup_reading import EACH_QUARTER, each_quarter, micros_of, summed
from analysis.rollup_reading import QUARTER as QUARTER

QUARTERS: Final = "grain = 'q' AND corpus = :corpus AND start >= :start AND start < :end"
STRANGERS: Final = "device = '' AND company = '' AND host = ''"
TIMES: Final = "corpus = :corpus AND {0} >= :start AND {0} < :end"


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is looking. An owner sees every device in full, a person their own in full and the others' as a total."""

    person: str | None = None
    owner: bool = False


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the home's zone: ``start`` and ``end`` in µs UTC (23 to 25 hours apart)."""

    date: date
    zone: ZoneInfo
    start: int
    end: int


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One device that the viewer may see in full. ``mode`` is open, observe or off."""

    id: str
    name: str
    kind: str = "unknown"
    person: str = ""
    mode: str = ""


class Scope:
    """Which devices a viewer sees in full, and which device a merged one is read as."""

    def __init__(self, connection: Connection, viewer: Viewer) -> None:
        sql = "SELECT id, name, kind, person, mode, alias_of FROM devices ORDER BY name, id"
        rows = once(connection, "devices", lambda: fetch(connection, sql))  # most reads of a page ask for it
        self.viewer = viewer
        self._alias = {row["id"]: row["alias_of"] for row in rows if row["alias_of"]}
        mine = {
            row["id"] for row in rows if viewer.owner or (viewer.person and row["person"] == viewer.person)
        }
        self.devices = tuple(
            DeviceRow(**{name: row[name] for name in DeviceRow.__struct_fields__})
            for row in rows
            if row["id"] in mine and row["id"] not in self._alias
        )
        self._visible = sorted(row["id"] for row in rows if self.canonical(row["id"]) in mine)

    def canonical(self, device: str) -> str:
        """The device that this one was merged into, else itself."""
        for _ in range(8):
            if device not in self._alias:
                break
            device = self._alias[device]
        return device

    def sees(self, device: str) -> bool:
        """True where the viewer may see what this id recorded in full."""
        return self.viewer.owner or device in self._visible

    def where(self, column: str = "device") -> str:
        """The condition that keeps to what the viewer may see in full."""
        return "1 = 1" if self.viewer.owner else f"{column} IN :visible"

    def others(self, column: str = "device") -> str:
        """The condition for the rest."""
        return "1 = 0" if self.viewer.owner else f"{column} NOT IN :visible"

    def members(self, device: str) -> list[str]:
        """All ids that are read as this device; none where the viewer may not see it."""
        ids = {device, *(alias for alias in self._alias if self.canonical(alias) == device)}
        return sorted(ids if self.viewer.owner else ids.intersection(self._visible))

    @property
    def fingerprint(self) -> tuple[object, ...]:
        """Equal where the same is seen of the same devices."""
        return (self.viewer.owner, self.devices, tuple(self._alias.items()), tuple(self._visible))

    @property
    def parameters(self) -> dict[str, Any]:
        """What ``where`` and ``others`` need to be bound."""
        return {} if self.viewer.owner else {"visible": self._visible}


def fetch(connection: Connection, sql: str, **parameters: Any) -> Sequence[Mapping[str, Any]]:
    """The rows of a statement; a parameter that is a list is expanded for IN."""
    result = connection.execute(_statement(sql, parameters), parameters)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result.all()]


def tuples(connection: Connection, sql: str, **parameters: Any) -> list[Any]:
    """The same as tuples, where there may be thousands: the driver's own, SQLAlchemy's take half as long again."""
    with connection.execute(_statement(sql, parameters), parameters) as result:
        return list(result.cursor.fetchall())


def _statement(sql: str, parameters: Mapping[str, Any]) -> TextClause:
    return _prepared(sql, tuple(name for name, value in parameters.items() if isinstance(value, list)))


@lru_cache(512)
def _prepared(sql: str, lists: tuple[str, ...]) -> TextClause:
    """A statement that SQLAlchemy has to look through once only."""
    return text(sql).bindparams(*(bindparam(name, expanding=True) for name in lists))


def day_of(day: date, zone: ZoneInfo) -> Day:
    """That day of the zone, with its true length."""
    start, end = (datetime.combine(at, time(), zone) for at in (day, day + timedelta(days=1)))
    return Day(
        date=day, zone=zone, start=int(start.timestamp()) * 1_000_000, end=int(end.timestamp()) * 1_000_000
    )


def devices(connection: Connection, viewer: Viewer) -> tuple[DeviceRow, ...]:
    """The devices that the viewer sees in full, by name; merged ones are left out."""
    return Scope(connection, viewer).devices


def days_recorded(connection: Connection) -> tuple[date, date] | None:
    """The first and last day of the home's own rows; None where nothing was recorded yet. Says nothing of whose."""
    found = []
    for order in ("ASC", "DESC"):  # each ends at the first row that it finds
        sql = f"""
            SELECT start FROM flow_rollup WHERE grain = 'd' AND corpus = :corpus AND NOT ({STRANGERS})
            ORDER BY start {order} LIMIT 1"""
        found += [date.fromisoformat(row["start"]) for row in fetch(connection, sql, corpus=HOME_CORPUS)]
    return (found[0], found[1]) if found else None


def traffic(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Traffic]:
    """A day's traffic by quarter hour, device, recipient and visibility."""
    scope = Scope(connection, viewer)
    where, parameters = quarters_of(scope, day, device)
    sql = f"""
        SELECT start, device, company, host, visibility, bytes_out, bytes_unknown, flows, messages
        FROM flow_rollup WHERE {where}"""
    at, canonical, visible = cache(micros_of), cache(scope.canonical), cache(Visibility)
    return [
        Traffic(
            start=at(start), device=canonical(name), company=company, host=host, visibility=visible(seen),
            bytes_out=sent, unknown=unknown, flows=flows, messages=messages,
        )
        for (start, name, company, host, seen), (sent, unknown, flows, messages) in summed(
            tuples(connection, sql, **parameters), 5
        )
    ]  # fmt: skip


def received(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Traffic]:
    """The same of the whole day (``start`` is 0), without the bytes of strangers: a fraction of the rows."""
    scope = Scope(connection, viewer)
    where, parameters = of_device(scope, device)
    sql = f"""
        SELECT device, company, host, visibility, bytes_out, bytes_unknown, flows, messages
        FROM flow_rollup WHERE grain = 'd' AND corpus = :corpus AND start = :day AND {where}
            AND NOT ({STRANGERS})"""
    rows = tuples(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat(), **parameters)
    canonical, visible = cache(scope.canonical), cache(Visibility)
    return [
        Traffic(
            start=0, device=canonical(name), company=company, host=host, visibility=visible(seen), bytes_out=sent,
            unknown=unknown, flows=flows, messages=messages,
        )
        for (name, company, host, seen), (sent, unknown, flows, messages) in summed(rows, 4)
    ]  # fmt: skip


def marks(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Mark]:
    """A day's findings by quarter hour, device and category."""
    scope = Scope(connection, viewer)
    where, parameters = of_device(scope, device)
    sql = f"""
        SELECT start, device, category, sum(count) AS count FROM finding_rollup
        WHERE {QUARTERS} AND {where} GROUP BY 1, 2, 3"""
    at, canonical = cache(micros_of), cache(scope.canonical)
    return [
        Mark(start=at(start), device=canonical(name), category=category, count=count)
        for start, name, category, count in tuples(connection, sql, **quarters(day), **parameters)
    ]


def kinds(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Kind]:
    """A day's findings by device, recipient, category and confidence."""
    scope = Scope(connection, viewer)
    where, parameters = of_device(scope, device)
    # summed here: SQLite would sort them all for it, and a row of most is the only one of its key
    sql = f"""
        SELECT device, company, host, category, confidence, count FROM finding_rollup
        WHERE grain = 'd' AND corpus = :corpus AND start = :day AND {where}"""
    canonical = cache(scope.canonical)
    summed: dict[tuple[str, str, str, str, str], int] = {}
    for name, *what, count in tuples(
        connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat(), **parameters
    ):
        key = (canonical(name), *what)
        summed[key] = summed.get(key, 0) + count
    return [
        Kind(device=device, company=company, host=host, category=category, confidence=sure, count=count)
        for (device, company, host, category, sure), count in summed.items()
    ]


def companies(connection: Connection) -> dict[str, Company]:
    """The catalogue's companies, by id; the same for every viewer."""
    rows = fetch(connection, "SELECT id, name, country, parent FROM companies")
    return {row["id"]: Company(**{name: value or "" for name, value in row.items()}) for row in rows}


def purposes(
    connection: Connection, viewer: Viewer, day: Day, of: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Company id to the purposes of those of its trackers that were contacted that day; ``of`` these companies."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT company, purposes FROM trackers WHERE company IN :companies AND id IN
            (SELECT DISTINCT tracker FROM flow_rollup WHERE grain = 'd' AND corpus = :corpus AND start = :day
             AND flows > 0 AND company IN :companies AND {scope.where()})
        ORDER BY id"""
    found: dict[str, dict[str, None]] = {}
    named = {"companies": list(of), "day": day.date.isoformat(), **scope.parameters}
    for row in fetch(connection, sql, corpus=HOME_CORPUS, **named):
        found.setdefault(row["company"], {}).update(dict.fromkeys(json.loads(row["purposes"])))
    return {company: tuple(names) for company, names in found.items()}


def others_total(connection: Connection, viewer: Viewer, day: Day) -> Totals:
    """What everybody else's devices sent that day, in one number."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, sum(bytes_out) AS bytes_out, sum(bytes_unknown) AS unknown FROM flow_rollup
        WHERE {QUARTERS} AND {scope.others()} GROUP BY device"""
    rows = fetch(connection, sql, **quarters(day), **scope.parameters)
    return Totals(
        devices=len({scope.canonical(row["device"]) for row in rows}),
        bytes_out=sum(row["bytes_out"] for row in rows),
        unknown=sum(row["unknown"] for row in rows),
    )


def strangers_bytes(connection: Connection, _viewer: Viewer, day: Day) -> int:
    """Bytes that devices sent which are not enrolled: one total a day, the same for every viewer, and all that is kept."""
    sql = f"""
        SELECT coalesce(sum(bytes_out), 0) AS bytes_out FROM flow_rollup
        WHERE grain = 'd' AND corpus = :corpus AND start = :day AND {STRANGERS}"""
    row = fetch(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat())[0]
    return int(row["bytes_out"])


def times(day: Day) -> dict[str, Any]:
    """The parameters of a condition on a time in µs."""
    return {"corpus": HOME_CORPUS, "start": day.start, "end": day.end}


def of_device(scope: Scope, device: str) -> tuple[str, dict[str, Any]]:
    """The condition that keeps to what the viewer may see of one device, or of all, with its parameters."""
    if not device:
        return scope.where(), scope.parameters
    return f"{scope.where()} AND device IN :members", {**scope.parameters, "members": scope.members(device)}


def quarters_of(scope: Scope, day: Day, device: str) -> tuple[str, dict[str, Any]]:
    """``of_device`` within the quarter hours of a day, with its parameters.

    Of one device each quarter hour is looked up: the roll-ups stand in the order of time, and every device's rows would be
    read else.
    """
    where, parameters = of_device(scope, device)
    if not device:
        return f"{QUARTERS} AND {where}", {**quarters(day), **parameters}
    return f"{EACH_QUARTER} AND {where}", {**each_quarter(day.start, day.end), **parameters}


def quarters(day: Day) -> dict[str, Any]:
    """The parameters of a condition on quarter hours (``QUARTERS``)."""
    start, end = (datetime.fromtimestamp(at // 1_000_000, UTC) for at in (day.start, day.end))
    return {"corpus": HOME_CORPUS, "start": f"{start:%Y-%m-%dT%H:%M}", "end": f"{end:%Y-%m-%dT%H:%M}"}
