"""The connections of a device's day that could not be read: read once for all that a page says of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection

from analysis.queries import Day, Scope, Viewer, times, tuples
from analysis.query_records import Refusal
from analysis.records import READABLE, Visibility

FLOWS: Final = 20_000  # connections of a device's day that are looked at


class Unread(NamedTuple):
    """One connection: times in µs UTC; ``bytes_out`` and ``bytes_in`` are None where nobody counted them."""

    flow_id: str
    opened_at: int
    closed_at: int | None
    counted_at: int | None
    company: str
    host: str
    sni: str | None
    visibility: str
    bytes_out: int | None
    bytes_in: int | None
    reason: str


def unread(connection: Connection, viewer: Viewer, day: Day, device: str) -> list[Unread]:
    """The first ``FLOWS`` of the day, in order of time, and one more where there are more."""
    # + keeps SQLite from the index of all devices' times
    sql = f"""
        SELECT {", ".join(Unread._fields)} FROM flows
        WHERE device IN :members AND opened_at >= :start AND opened_at < :end AND +corpus = :corpus
              AND visibility NOT IN :readable ORDER BY opened_at LIMIT {FLOWS + 1}"""
    members = Scope(connection, viewer).members(device)
    rows = tuples(connection, sql, members=members, readable=sorted(READABLE), **times(day))
    return [Unread._make(row) for row in rows]


def refused(flows: Iterable[Unread]) -> list[Refusal]:
    """The hosts among them that refused our certificate, most connections first; ``flows`` in order of time. Pure."""
    found: dict[tuple[str, str], list[int]] = {}
    for flow in flows:
        if flow.visibility == Visibility.REFUSED:
            found.setdefault((flow.host, flow.company), []).append(flow.opened_at)
    told = [
        Refusal(host=host, company=company, flows=len(opened), first=opened[0], last=opened[-1])
        for (host, company), opened in found.items()
    ]
    return sorted(told, key=lambda one: (-one.flows, one.host, one.company))
