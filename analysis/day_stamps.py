"""Tells whether what was once read of some days still holds, without reading them again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from analysis.queries import Day, Scope, fetch, quarters
from analysis.records import HOME_CORPUS
from analysis.rollup_reading import micros_of

Stamp = tuple[object, ...]


def stamp_of(connection: Connection, scope: Scope, first: date, last: date) -> Stamp:
    """Equal to an earlier one of the same ledger file and days only where nothing of the home's was written to these days,
    and the viewer's devices, how they are merged, and the home's zone are the same."""
    sql = """
        SELECT count(*) AS days, coalesce(sum(changes), 0) AS changes,
               (SELECT value FROM meta WHERE key = 'zone') AS zone
        FROM day_changes WHERE corpus = :corpus AND day >= :first AND day <= :last"""
    span = {"first": first.isoformat(), "last": last.isoformat()}
    row = fetch(connection, sql, corpus=HOME_CORPUS, **span)[0]
    return (row["days"], row["changes"], row["zone"], scope.fingerprint)


def stamp_within(connection: Connection, scope: Scope, day: Day, start: int, end: int) -> Stamp | None:
    """``stamp_of`` some quarter hours of a day, those from ``start`` until ``end`` (µs UTC); None where nothing tells."""
    stamps = quarter_stamps(connection, day)
    if stamps is None:
        return None
    held = [(at, changes) for at, changes in stamps.items() if not at or start <= micros_of(at) < end]
    return (tuple(sorted(held)), scope.fingerprint)


def quarter_stamps(connection: Connection, day: Day) -> dict[str, int] | None:
    """How often each quarter hour of a day was written to, by its start as the roll-ups write it; of others 0.

    What was read of one holds while this is the same, and the one of "", which stands for all of them; by the same ledger
    file and the same ``Scope.fingerprint``. None for a ledger that does not tell: no analyst of this version has opened it.
    """
    if not fetch(connection, "SELECT 1 FROM sqlite_master WHERE name = 'quarter_changes'"):
        return None
    sql = """
        SELECT start, changes FROM quarter_changes
        WHERE corpus = :corpus AND start >= :start AND start < :end OR corpus = '' AND start = ''"""
    return {row["start"]: row["changes"] for row in fetch(connection, sql, **quarters(day))}
