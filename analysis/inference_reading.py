"""Reads from the ledger what inferences need: the findings of a day or month, and the quarter hours with traffic.

The roll-ups say in which quarter hours there is anything of a category; only these are read, by the index of the device.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from analysis.full_values import Reveal
from analysis.inferences import Contact, Datum
from analysis.queries import Day, Scope, fetch, tuples
from analysis.query_records import Company
from analysis.records import HOME_CORPUS, Confidence, Measures
from analysis.rollup_reading import EACH_QUARTER, each_quarter, micros_of

QUARTER: Final = 900_000_000  # µs
EVENING: Final = 4 * 4 * QUARTER  # µs before a day that are read with it: the night belongs to it
MOST: Final = 1_000  # findings of one device, recipient and category of a day
MOST_IN_A_QUARTER: Final = 4  # findings of one device, recipient and property in a quarter hour of the past
MOST_PLACES: Final = 8_000  # findings of one device in the past
_DEEPEST: Final = 16  # owners of owners
_CONFIDENCES: Final = {one.value: one for one in Confidence}
_MEASURES: Final = msgspec.json.Decoder(Measures)

_COLUMNS: Final = """
    f.id, f.event_id, f.position, f.seen_at, f.device, f.company, f.host, f.category, f.property, f.path, f.value,
    f.value_digest, f.rules, f.confidence, f.measures"""
# + keeps SQLite from the index of all devices' times, which would read those of every other device as well; CROSS
# keeps it from reading all that a device ever sent of a category before it looks at the quarter hours
_QUARTERS: Final = """
    FROM json_each(:starts) q CROSS JOIN findings f
      ON f.device IN :members AND f.seen_at >= q.value AND f.seen_at < q.value + 900000000
    WHERE +f.corpus = :corpus AND f.category IN :categories AND f.confidence <> 'possible'"""


class Found(msgspec.Struct, kw_only=True):
    """What was read of one device; ``cut`` says that there was more than the limits allow."""

    data: list[Datum]
    cut: bool = False


def owners(known: Mapping[str, Company]) -> dict[str, str]:
    """Company to the one at the end of its owners' chain: whose brands are one recipient."""
    found = {}
    for company in known:
        last = company
        for _ in range(_DEEPEST):
            parent = known[last].parent if last in known else ""
            if not parent or parent == company:
                break
            last = parent
        found[company] = last
    return found


def contacts(
    connection: Connection, scope: Scope, day: Day, members: list[str], owner: Mapping[str, str]
) -> list[Contact]:
    """The quarter hours with traffic from the evening before to the end of a day, by device and recipient."""
    sql = f"""
        SELECT DISTINCT start, device, company, host FROM flow_rollup
        WHERE {EACH_QUARTER} AND device IN :members AND (flows > 0 OR messages > 0)
        ORDER BY start, device, company, host"""
    rows = fetch(connection, sql, members=members, **each_quarter(day.start - EVENING, day.end))
    return [
        Contact(
            start=micros_of(row["start"]),
            device=scope.canonical(row["device"]),
            recipient=owner.get(row["company"], row["company"]) or row["host"],
        )
        for row in rows
    ]


def recorded(connection: Connection, day: Day) -> frozenset[int]:
    """The quarter hours from the evening before to the end of a day in which this box recorded anything of anybody.

    The sniffer's counts say so also where nothing was sent; without it, only that something was.
    """
    first = day.start - EVENING
    sql = f"SELECT DISTINCT start FROM flow_totals WHERE {EACH_QUARTER} AND (flows > 0 OR messages > 0)"
    found = {micros_of(start) for (start,) in tuples(connection, sql, **each_quarter(first, day.end))}
    # one that is longer is of a machine that slept meanwhile
    sql = f"""
        SELECT since, until FROM capture_counts
        WHERE until >= :first AND since < :last AND until - since <= {QUARTER}"""
    for since, until in tuples(connection, sql, first=first, last=day.end):
        found.update(range(since - since % QUARTER, min(until, day.end), QUARTER))
    return frozenset(found)


def quarters(
    connection: Connection, scope: Scope, members: list[str], first: int, last: int, categories: Iterable[str]
) -> dict[str, list[int]]:
    """Device to the quarter hours (µs UTC) that hold something of these categories, in order."""
    sql = f"""
        SELECT DISTINCT start, device FROM finding_rollup
        WHERE {EACH_QUARTER} AND device IN :members
              AND category IN :categories AND confidence <> 'possible' AND count > 0
        ORDER BY start"""
    spoken = {"categories": sorted(categories), **each_quarter(first, last)}
    found: dict[str, list[int]] = {}
    for row in fetch(connection, sql, members=members, **spoken):
        found.setdefault(scope.canonical(row["device"]), []).append(micros_of(row["start"]))
    return found


def quarters_by_hour(
    connection: Connection,
    scope: Scope,
    members: list[str],
    first: int,
    last: int,
    categories: Iterable[str],
    zone: ZoneInfo,
) -> dict[str, list[int]]:
    """Device to a quarter hour (µs UTC) of every local hour in which a recipient got something of these categories.

    Enough for where a device stays, however often it says so. Where one quarter hour does not hold all recipients of its
    hour, further ones are taken until each is met: what one got late in the hour, another got early.
    """
    sql = f"""
        SELECT DISTINCT start, device, company, host FROM finding_rollup
        WHERE {EACH_QUARTER} AND device IN :members
              AND category IN :categories AND confidence <> 'possible' AND count > 0
        ORDER BY start"""
    spoken = {"categories": sorted(categories), **each_quarter(first, last)}
    met: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for start, device, company, host in tuples(connection, sql, members=members, **spoken):
        of_device = met.setdefault(scope.canonical(device), {})
        of_device.setdefault(start, set()).add((company, host))
    return {device: spread(of_device, zone) for device, of_device in met.items()}


def findings(
    connection: Connection, members: list[str], starts: Sequence[int], categories: Iterable[str]
) -> list[Mapping[str, Any]]:
    """Up to ``MOST`` + 1 findings of each recipient and category in these quarter hours, in order of time."""
    sql = f"""
        SELECT * FROM (SELECT {_COLUMNS}, row_number() OVER
            (PARTITION BY f.company, f.host, f.category, f.property ORDER BY f.seen_at, f.id) AS nth {_QUARTERS})
        WHERE nth <= {MOST + 1} ORDER BY seen_at, id"""
    return _rows(connection, sql, members, starts, categories)


def places(
    connection: Connection, members: list[str], starts: Sequence[int], categories: Iterable[str]
) -> list[Mapping[str, Any]]:
    """The first findings of each recipient in each of these quarter hours, with where their full values stand."""
    first = firsts(connection, members, starts, categories, MOST_IN_A_QUARTER)
    return in_full(connection, [number for _, number in first[: MOST_PLACES + 1]])


def firsts(
    connection: Connection,
    members: list[str],
    starts: Sequence[int],
    categories: Iterable[str],
    each: int,
    properties: Sequence[str] = (),
) -> list[tuple[int, int]]:
    """The first findings (``each`` of a property, or of these ``properties`` alone) of each recipient in each of these
    quarter hours, in order of time: quarter hour (µs UTC) and id."""
    # only what tells them apart: SQLite would carry whole rows through the sorting, which takes twice the time
    sql = f"""
        SELECT q.value, f.company, f.host, f.property, f.id, f.seen_at {_QUARTERS}
            {"AND f.property IN :properties" if properties else ""} ORDER BY f.seen_at, f.id"""
    chosen = {"starts": json.dumps(list(starts)), "members": members, "categories": sorted(categories)}
    if properties:
        chosen["properties"] = list(properties)
    met: dict[tuple[int, str, str, str], int] = {}
    first: list[tuple[int, int]] = []
    for quarter, company, host, prop, number, _ in tuples(connection, sql, corpus=HOME_CORPUS, **chosen):
        key = (quarter, company, host, prop)
        met[key] = times = met.get(key, 0) + 1
        if times <= each:
            first.append((quarter, number))
    return first


def in_full(connection: Connection, ids: Sequence[int]) -> list[Mapping[str, Any]]:
    """These findings in order of time, with where their full values stand."""
    sql = f"""
        SELECT {_COLUMNS}, e.analyst_day, e.analyst_seq
        FROM json_each(:ids) n CROSS JOIN findings f ON f.id = n.value JOIN events e ON e.id = f.event_id
        ORDER BY f.seen_at, f.id"""
    return list(fetch(connection, sql, ids=json.dumps(list(ids))))


def _rows(
    connection: Connection, sql: str, members: list[str], starts: Sequence[int], categories: Iterable[str]
) -> list[Mapping[str, Any]]:
    chosen = {"starts": json.dumps(list(starts)), "members": members, "categories": sorted(categories)}
    return list(fetch(connection, sql, corpus=HOME_CORPUS, **chosen))


def of_a_day(rows: Sequence[Mapping[str, Any]], device: str, owner: Mapping[str, str]) -> Found:
    """The rows of ``findings`` as data."""
    kept = [row for row in rows if row["nth"] <= MOST]
    return Found(data=[_datum(row, device, owner) for row in kept], cut=len(kept) < len(rows))


def of_the_past(
    rows: Sequence[Mapping[str, Any]], device: str, owner: Mapping[str, str], reveal: Reveal | None
) -> Found:
    """The rows of ``places`` as data, with their full values where ``reveal`` opens them."""
    kept = rows[:MOST_PLACES]
    where = {(row["analyst_day"], row["analyst_seq"]) for row in kept}
    values = reveal(where) if reveal is not None else {}
    data = []
    for row in kept:
        told = values.get((row["analyst_day"], row["analyst_seq"]), ())
        full = told[row["position"]] if row["position"] < len(told) else None
        data.append(_datum(row, device, owner, full))
    return Found(data=data, cut=len(kept) < len(rows))


def spread(recipients: Mapping[str, set[tuple[str, str]]], zone: ZoneInfo) -> list[int]:
    """Of quarter hours (as roll-ups write them, in order) and who got something then: those (µs UTC) in which a recipient
    is met for the first time in its local hour."""
    chosen: list[int] = []
    hour: tuple[date, int] | None = None
    known: set[tuple[str, str]] = set()
    for quarter, who in recipients.items():
        start = micros_of(quarter)
        at = datetime.fromtimestamp(start / 1_000_000, zone)
        if (at.date(), at.hour) != hour:
            hour, known = (at.date(), at.hour), set()
        if not who <= known:
            chosen.append(start)
            known |= who
    return chosen


def days_before(day: Day, days: int) -> int:
    """The start (µs UTC) of the local day from which ``days`` days are counted, the day itself among them."""
    at = datetime.combine(day.date - timedelta(days=days - 1), datetime.min.time(), day.zone)
    return int(at.timestamp()) * 1_000_000


def _datum(row: Mapping[str, Any], device: str, owner: Mapping[str, str], full: str | None = None) -> Datum:
    return Datum(
        id=row["id"],
        event_id=row["event_id"],
        seen_at=row["seen_at"],
        device=device,
        recipient=owner.get(row["company"], row["company"]) or row["host"],
        category=row["category"],
        property=row["property"],
        path=row["path"],
        value=row["value"] if full is None else full,
        digest=row["value_digest"],
        exact=full is not None,
        confidence=_CONFIDENCES[row["confidence"]],
        rules=_rules(row["rules"]),
        measures=_MEASURES.decode(row["measures"]) if row["measures"] else None,
    )


@lru_cache(4096)  # tens of thousands of findings of a day have the same few
def _rules(written: str) -> tuple[str, ...]:
    return msgspec.json.decode(written, type=tuple[str, ...])
