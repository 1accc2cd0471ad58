"""Tells whether what was once read of some days still holds, without reading them again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from analysis.queries import Scope, fetch
from analysis.records import HOME_CORPUS

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
