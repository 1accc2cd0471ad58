"""What the ledger says of one device's day: what it measured, and who refused our certificate on it."""

from __future__ import annotations

from typing import Final, cast

import msgspec
from sqlalchemy import Connection

from analysis.queries import Day, Scope, Viewer, fetch, quarters_of, times, tuples
from analysis.query_records import Quarter, Reading, Refusal
from analysis.records import HOME_CORPUS, Measures

_MEASURES: Final = msgspec.json.Decoder(Measures)
_MEASURED: Final = ("sensor", "health", "fitness")
READING_LIMIT: Final = 20_000  # measured values of a device's day that are read, at most


def quarters(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Quarter]:
    """What a device sent, by quarter hour, recipient and visibility; one of these may be told in several rows."""
    where, parameters = quarters_of(Scope(connection, viewer), day, device)
    sql = f"""
        SELECT start, company, host, visibility, bytes_out, bytes_unknown, flows, messages FROM flow_rollup
        WHERE {where} AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0)"""
    return cast("list[Quarter]", tuples(connection, sql, **parameters))


def refusals(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Refusal]:
    """Hosts that refused our certificate on a device that day, most connections first."""
    # + keeps SQLite from the index of all devices' times
    sql = """
        SELECT host, company, count(*) AS flows, min(opened_at) AS first, max(opened_at) AS last FROM flows
        WHERE device IN :members AND opened_at >= :start AND opened_at < :end AND +corpus = :corpus
              AND visibility = 'refused' GROUP BY host, company ORDER BY flows DESC, host, company"""
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
    for at, category, name, company, host, held in tuples(
        connection, sql, members=members, measured=measured, **times(day)
    ):
        measures = _MEASURES.decode(held)
        if measures.median is not None or measures.max is not None:
            found.append(
                Reading(
                    seen_at=at,
                    category=category,
                    property=name,
                    company=company,
                    host=host,
                    measures=measures,
                )
            )
    return found
