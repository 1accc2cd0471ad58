"""A short stretch of a day in fine steps, where quarter hours would show next to nothing."""

from __future__ import annotations

from sqlalchemy import Connection

from analysis.queries import Day, Scope, Viewer, fetch, times
from analysis.query_records import Mark, Traffic
from analysis.records import Visibility


def stretch(connection: Connection, viewer: Viewer, day: Day) -> tuple[int, int] | None:
    """When the first connection of a day opened and the last one closed (µs UTC); None where there was none."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT min(opened_at) AS first, max(coalesce(closed_at, opened_at)) AS last FROM flows
        WHERE corpus = :corpus AND opened_at >= :start AND opened_at < :end AND {scope.where()}"""
    row = fetch(connection, sql, **times(day), **scope.parameters)[0]
    return None if row["first"] is None else (row["first"], row["last"])


def fine_marks(connection: Connection, viewer: Viewer, day: Day, step: int, device: str = "") -> list[Mark]:
    """A day's findings by device, category and step (µs) since its start."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT seen_at - (seen_at - :start) % :step AS start, device, category, count(*) AS count FROM findings
        WHERE corpus = :corpus AND seen_at >= :start AND seen_at < :end AND {scope.where()} GROUP BY 1, 2, 3"""
    rows = fetch(connection, sql, step=step, **times(day), **scope.parameters)
    found = [Mark(**{**row, "device": scope.canonical(row["device"])}) for row in rows]
    return [row for row in found if not device or row.device == device]


def fine_traffic(
    connection: Connection, viewer: Viewer, day: Day, step: int, device: str = ""
) -> list[Traffic]:
    """A day's connections by device, recipient, visibility and step (µs) since its start."""
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT opened_at - (opened_at - :start) % :step AS start, device, company,
               CASE WHEN company = '' THEN coalesce(nullif(host, ''), sni, '') ELSE '' END AS host, visibility,
               sum(coalesce(bytes_out, 0)) AS bytes_out, sum(closed_at IS NOT NULL AND bytes_out IS NULL) AS unknown,
               count(*) AS flows, sum(messages) AS messages FROM flows
        WHERE corpus = :corpus AND opened_at >= :start AND opened_at < :end AND {scope.where()} GROUP BY 1, 2, 3, 4, 5"""
    rows = fetch(connection, sql, step=step, **times(day), **scope.parameters)
    found = [
        Traffic(
            **{**row, "device": scope.canonical(row["device"]), "visibility": Visibility(row["visibility"])}
        )
        for row in rows
    ]
    return [row for row in found if not device or row.device == device]
