"""What the ledger says of one device's day: what it measured, and who refused our certificate on it."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.queries import TIMES, Day, Scope, Viewer, fetch, times
from analysis.query_records import Reading, Refusal
from analysis.records import HOME_CORPUS, Measures

_MEASURED: Final = ("sensor", "health", "fitness")
READING_LIMIT: Final = 20_000  # measured values of a device's day that are read, at most


def refusals(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Refusal]:
    """Hosts that refused our certificate on a device that day, most connections first."""
    sql = f"""
        SELECT host, company, count(*) AS flows, min(opened_at) AS first, max(opened_at) AS last FROM flows
        WHERE {TIMES.format("opened_at")} AND visibility = 'refused' AND device IN :members
        GROUP BY host, company ORDER BY flows DESC, host"""
    members = Scope(connection, viewer).members(device)
    return [Refusal(**row) for row in fetch(connection, sql, members=members, **times(day))]


def readings(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Reading]:
    """The measured sensor, health and fitness values of a device's day, in order of time."""
    members = Scope(connection, viewer).members(device)
    sql = """
        SELECT DISTINCT category FROM finding_rollup
        WHERE grain = 'd' AND corpus = :corpus AND start = :day AND device IN :members"""
    rows = fetch(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat(), members=members)
    measured = [row["category"] for row in rows if row["category"].partition(".")[0] in _MEASURED]
    # + keeps SQLite from the index of all devices' times
    sql = f"""
        SELECT seen_at, category, property, company, host, measures FROM findings
        WHERE device IN :members AND category IN :measured AND seen_at >= :start AND seen_at < :end
              AND +corpus = :corpus AND measures IS NOT NULL
        ORDER BY seen_at, id LIMIT {READING_LIMIT}"""
    found = []
    for row in fetch(connection, sql, members=members, measured=measured, **times(day)):
        measures = msgspec.json.decode(row["measures"], type=Measures)
        if measures.median is not None or measures.max is not None:
            found.append(Reading(**{**row, "measures": measures}))
    return found
