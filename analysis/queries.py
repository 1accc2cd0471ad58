"""What the ledger says of a day. Each read takes a Viewer: who is looking decides what is shown in full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, bindparam, text

from analysis.query_records import Company, First, Kind, Mark, Reading, Refusal, Totals, Traffic
from analysis.records import HOME_CORPUS, Measures, Visibility

READING_LIMIT: Final = 20_000  # measured values of a device's day that are read, at most
_QUARTERS: Final = "grain = 'q' AND corpus = :corpus AND start >= :start AND start < :end"
_STRANGERS: Final = "device = '' AND company = '' AND host = ''"
_TIMES: Final = "corpus = :corpus AND {0} >= :start AND {0} < :end"


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
        rows = fetch(
            connection, "SELECT id, name, kind, person, mode, alias_of FROM devices ORDER BY name, id"
        )
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
    def parameters(self) -> dict[str, Any]:
        """What ``where`` and ``others`` need to be bound."""
        return {} if self.viewer.owner else {"visible": self._visible}


def fetch(connection: Connection, sql: str, **parameters: Any) -> Sequence[Mapping[str, Any]]:
    """The rows of a statement; a parameter that is a list is expanded for IN."""
    lists = [name for name, value in parameters.items() if isinstance(value, list)]
    statement = text(sql).bindparams(*(bindparam(name, expanding=True) for name in lists))
    rows = connection.execute(statement, parameters).mappings().all()
    return cast("Sequence[Mapping[str, Any]]", rows)


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
    sql = f"""
        SELECT min(start) AS first, max(start) AS last FROM flow_rollup
        WHERE grain = 'd' AND corpus = :corpus AND NOT ({_STRANGERS})"""
    row = fetch(connection, sql, corpus=HOME_CORPUS)[0]
    return (date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) if row["first"] else None


def traffic(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Traffic]:
    """A day's traffic by quarter hour, device, recipient and visibility."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT start, device, company, host, visibility, bytes_out, bytes_unknown AS unknown, flows, messages
        FROM flow_rollup WHERE {_QUARTERS} AND {scope.where()}
             AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0)"""
    found = []
    for row in fetch(connection, sql, **_quarters(day), **scope.parameters):
        seen = {"start": _micros(row["start"]), "device": scope.canonical(row["device"])}
        found.append(Traffic(**{**row, **seen, "visibility": Visibility(row["visibility"])}))
    return [row for row in found if not device or row.device == device]


def marks(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Mark]:
    """A day's findings by quarter hour, device and category."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT start, device, category, sum(count) AS count FROM finding_rollup
        WHERE {_QUARTERS} AND {scope.where()} GROUP BY 1, 2, 3"""
    found = []
    for row in fetch(connection, sql, **_quarters(day), **scope.parameters):
        found.append(
            Mark(**{**row, "start": _micros(row["start"]), "device": scope.canonical(row["device"])})
        )
    return [row for row in found if not device or row.device == device]


def kinds(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Kind]:
    """A day's findings by device, recipient, category and confidence."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, company, host, category, confidence, sum(count) AS count FROM finding_rollup
        WHERE grain = 'd' AND corpus = :corpus AND start = :day AND {scope.where()} GROUP BY 1, 2, 3, 4, 5"""
    rows = fetch(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat(), **scope.parameters)
    found = [Kind(**{**row, "device": scope.canonical(row["device"])}) for row in rows]
    return [row for row in found if not device or row.device == device]


def companies(connection: Connection) -> dict[str, Company]:
    """The catalogue's companies, by id; the same for every viewer."""
    rows = fetch(connection, "SELECT id, name, country, parent FROM companies")
    return {row["id"]: Company(**{name: value or "" for name, value in row.items()}) for row in rows}


def purposes(connection: Connection, viewer: Viewer, day: Day) -> dict[str, tuple[str, ...]]:
    """Company id to the purposes of those of its trackers that were contacted that day."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT company, purposes FROM trackers WHERE id IN
            (SELECT DISTINCT tracker FROM flows WHERE {_TIMES.format("opened_at")} AND {scope.where()})
        ORDER BY id"""
    found: dict[str, dict[str, None]] = {}
    for row in fetch(connection, sql, **times(day), **scope.parameters):
        found.setdefault(row["company"], {}).update(dict.fromkeys(json.loads(row["purposes"])))
    return {company: tuple(names) for company, names in found.items()}


def others_total(connection: Connection, viewer: Viewer, day: Day) -> Totals:
    """What everybody else's devices sent that day, in one number."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, sum(bytes_out) AS bytes_out, sum(bytes_unknown) AS unknown FROM flow_rollup
        WHERE {_QUARTERS} AND {scope.others()} GROUP BY device"""
    rows = fetch(connection, sql, **_quarters(day), **scope.parameters)
    return Totals(
        devices=len({scope.canonical(row["device"]) for row in rows}),
        bytes_out=sum(row["bytes_out"] for row in rows),
        unknown=sum(row["unknown"] for row in rows),
    )


def strangers_bytes(connection: Connection, _viewer: Viewer, day: Day) -> int:
    """Bytes that devices sent which are not enrolled: one total a day, the same for every viewer, and all that is kept."""
    sql = f"""
        SELECT coalesce(sum(bytes_out), 0) AS bytes_out FROM flow_rollup
        WHERE grain = 'd' AND corpus = :corpus AND start = :day AND {_STRANGERS}"""
    row = fetch(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat())[0]
    return int(row["bytes_out"])


def first_seen(connection: Connection, viewer: Viewer, day: Day) -> list[First]:
    """Companies never contacted before that day, and categories that a device never sent before (certain ones only)."""
    scope = Scope(connection, viewer)
    found = [*_first_companies(connection, scope, day), *_first_categories(connection, scope, day)]
    return sorted(found, key=lambda first: (first.seen_at, first.company, first.category))


def _first_companies(connection: Connection, scope: Scope, day: Day) -> Iterator[First]:
    sql = f"""
        SELECT company, min(opened_at) AS seen_at, device, '' AS host FROM flows
        WHERE {_TIMES.format("opened_at")} AND {scope.where()} AND company IN
            (SELECT company FROM flow_rollup WHERE grain = 'd' AND corpus = :corpus AND company <> ''
             AND {scope.where()} GROUP BY company HAVING min(start) = :day)
        GROUP BY company"""
    for row in fetch(connection, sql, day=day.date.isoformat(), **times(day), **scope.parameters):
        yield First(**{**row, "device": scope.canonical(row["device"])})


def _first_categories(connection: Connection, scope: Scope, day: Day) -> Iterator[First]:
    sql = f"""
        SELECT device, category, min(start) AS first FROM finding_rollup
        WHERE grain = 'd' AND corpus = :corpus AND confidence = 'certain' AND {scope.where()} GROUP BY 1, 2"""
    first: dict[tuple[str, str], str] = {}
    for row in fetch(connection, sql, corpus=HOME_CORPUS, **scope.parameters):
        key = (scope.canonical(row["device"]), row["category"])
        first[key] = min(row["first"], first.get(key, row["first"]))
    sql = f"""
        SELECT seen_at, company, host, category FROM findings
        WHERE device IN :members AND category = :category AND confidence = 'certain'
              AND {_TIMES.format("seen_at")} ORDER BY seen_at LIMIT 1"""
    for (device, category), start in first.items():
        if start == day.date.isoformat():
            members = scope.members(device)
            for row in fetch(connection, sql, members=members, category=category, **times(day)):
                yield First(device=device, **row)


def refusals(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Refusal]:
    """Hosts that refused our certificate on a device that day, most connections first."""
    sql = f"""
        SELECT host, company, count(*) AS flows, min(opened_at) AS first, max(opened_at) AS last FROM flows
        WHERE {_TIMES.format("opened_at")} AND visibility = 'refused' AND device IN :members
        GROUP BY host, company ORDER BY flows DESC, host"""
    members = Scope(connection, viewer).members(device)
    return [Refusal(**row) for row in fetch(connection, sql, members=members, **times(day))]


def readings(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Reading]:
    """The measured sensor, health and fitness values of a device's day, in order of time."""
    sql = f"""
        SELECT seen_at, category, property, company, host, measures FROM findings
        WHERE {_TIMES.format("seen_at")} AND device IN :members AND measures IS NOT NULL
              AND kind IN ('sensor', 'health', 'fitness')
        ORDER BY seen_at LIMIT {READING_LIMIT}"""
    members = Scope(connection, viewer).members(device)
    found = []
    for row in fetch(connection, sql, members=members, **times(day)):
        measures = msgspec.json.decode(row["measures"], type=Measures)
        if measures.median is not None or measures.max is not None:
            found.append(Reading(**{**row, "measures": measures}))
    return found


def times(day: Day) -> dict[str, Any]:
    """The parameters of a condition on a time in µs."""
    return {"corpus": HOME_CORPUS, "start": day.start, "end": day.end}


def _quarters(day: Day) -> dict[str, Any]:
    start, end = (datetime.fromtimestamp(at // 1_000_000, UTC) for at in (day.start, day.end))
    return {"corpus": HOME_CORPUS, "start": f"{start:%Y-%m-%dT%H:%M}", "end": f"{end:%Y-%m-%dT%H:%M}"}


def _micros(quarter: str) -> int:
    return int(datetime.fromisoformat(quarter).replace(tzinfo=UTC).timestamp()) * 1_000_000
