"""A day of the whole house, added up in the ledger as the page Today tells it: who got how much, and what matters of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from analysis.coverage import Place, Recipient, Sums, best_kinds
from analysis.lane_queries import some_of
from analysis.queries import QUARTERS, STRANGERS, Day, Scope, Viewer, quarters, tuples
from analysis.query_records import Kind
from analysis.records import HOME_CORPUS, Confidence, Visibility
from analysis.rollup_reading import micros_of

_OF_DAY: Final = "grain = 'd' AND corpus = :corpus AND start = :day"
_NAMED: Final = """(company IN (SELECT value FROM json_each(:companies))
                    OR (company = '' AND host IN (SELECT value FROM json_each(:hosts))))"""


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What left in a day: to whom, and to how many recipients each device that sent something did."""

    to: dict[Place, Sums]
    recipients: dict[str, int]


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """Where the certain findings of one category went: from which devices, and to how many recipients."""

    devices: tuple[str, ...]
    recipients: int


def went_of(kinds: Iterable[Kind]) -> dict[str, Went]:
    """Where the certain ones of these went, by category. Pure."""
    devices: dict[str, dict[str, None]] = {}
    recipients: dict[str, set[str]] = {}
    for row in kinds:
        if row.confidence == Confidence.CERTAIN:
            devices.setdefault(row.category, {})[row.device] = None
            recipients.setdefault(row.category, set()).add(row.company or row.host)
    return {
        category: Went(devices=tuple(of), recipients=len(recipients[category]))
        for category, of in devices.items()
    }


def sent(connection: Connection, viewer: Viewer, day: Day) -> Sent:
    """What left the devices that the viewer may see in full, without the bytes of strangers."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, company, host, visibility, bytes_out, bytes_unknown FROM flow_rollup
        WHERE {_OF_DAY} AND {scope.where()} AND NOT ({STRANGERS})
            AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0)"""
    canonical, visible = cache(scope.canonical), cache(Visibility)
    to: dict[Place, Sums] = {}
    for name, company, host, seen, size, unknown in tuples(connection, sql, **_of(day), **scope.parameters):
        place = (company, host)
        sums = to.get(place)
        if sums is None:
            sums = to[place] = Sums()
        sums.bytes_out += size
        sums.unknown += unknown
        sums.visibilities.add(visible(seen))
        sums.devices.add(canonical(name))
    return Sent(to=to, recipients=Counter(chain.from_iterable(sums.devices for sums in to.values())))


def seen_of(connection: Connection, viewer: Viewer, day: Day) -> dict[Place, frozenset[Visibility]]:
    """How each recipient's part could be read, as ``sent`` tells it, of a day that begins or ends at other quarter hours."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT company, host, visibility FROM flow_rollup
        WHERE {QUARTERS} AND {scope.where()} AND NOT ({STRANGERS})
            AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0) GROUP BY 1, 2, 3"""
    found: dict[Place, set[Visibility]] = {}
    for company, host, seen in tuples(connection, sql, **quarters(day), **scope.parameters):
        found.setdefault((company, host), set()).add(Visibility(seen))
    return {place: frozenset(of) for place, of in found.items()}


def went(connection: Connection, viewer: Viewer, day: Day, kinds: Collection[str]) -> dict[str, Went]:
    """The categories of these kinds of which something left for certain."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, category FROM finding_totals
        WHERE {_OF_DAY} AND confidence = 'certain' AND {scope.where()}"""
    devices: dict[str, dict[str, None]] = {}
    found: dict[str, None] = {}
    for device, category in tuples(connection, sql, **_of(day), **scope.parameters):
        if category.partition(".")[0] in kinds:
            found[device] = None
            devices.setdefault(category, {})[scope.canonical(device)] = None
    # by device and category the few rows are looked up that are told of
    sql = f"""
        SELECT category, count(DISTINCT CASE company WHEN '' THEN host ELSE company END) FROM finding_rollup
        WHERE {_OF_DAY} AND device IN (SELECT value FROM json_each(:devices))
            AND category IN (SELECT value FROM json_each(:categories)) AND confidence = 'certain'
        GROUP BY category"""
    named = {"devices": json.dumps([*found]), "categories": json.dumps([*devices])}
    return {
        category: Went(devices=tuple(devices[category]), recipients=count)
        for category, count in tuples(connection, sql, **_of(day), **named)
    }


def kinds_of(
    connection: Connection, viewer: Viewer, day: Day, receivers: Iterable[Recipient]
) -> dict[Place, dict[str, str]]:
    """What these recipients got: kind of data to the best confidence."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT company, host, category, confidence FROM finding_rollup
        WHERE {_OF_DAY} AND {scope.where()} AND {_NAMED}"""
    return best_kinds(tuples(connection, sql, **_of(day), **_names(receivers), **scope.parameters))


def contacted(
    connection: Connection,
    viewer: Viewer,
    day: Day,
    receivers: Iterable[Recipient],
    only: Sequence[str] | None = None,
) -> dict[Place, dict[int, int]]:
    """Connections and messages of these recipients by quarter hour (µs UTC); with ``only`` of some, by their starts."""
    scope = Scope(connection, viewer)
    where, parameters = some_of(scope, day, "", only)
    # added up here: SQLite would sort the rows for it
    sql = f"SELECT start, company, host, flows + messages FROM flow_rollup WHERE {where} AND {_NAMED}"
    found: dict[Place, dict[int, int]] = {}
    at = cache(micros_of)
    for quarter, company, host, count in tuples(connection, sql, **parameters, **_names(receivers)):
        counts = found.setdefault((company, host), {})
        start = at(quarter)
        counts[start] = counts.get(start, 0) + count
    return found


def bars(counts: Mapping[int, int], day: Day, number: int) -> tuple[int, ...]:
    """The same of one recipient by slots of equal length, of which a day has this number. Pure."""
    found = [0] * number
    for start, count in counts.items():
        slot = (start - day.start) * number // (day.end - day.start)
        found[min(max(slot, 0), number - 1)] += count
    return tuple(found)


def _of(day: Day) -> dict[str, Any]:
    return {"corpus": HOME_CORPUS, "day": day.date.isoformat()}


def _names(receivers: Iterable[Recipient]) -> dict[str, str]:
    chosen = list(receivers)
    return {
        "companies": json.dumps([item.id for item in chosen if item.known]),
        "hosts": json.dumps([item.id for item in chosen if not item.known]),
    }
