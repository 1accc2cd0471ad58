"""Says how much of a device's traffic in a period could be read: no number of findings stands without it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from analysis.evidence_queries import Filters
from analysis.ledger_tables import events, flows
from analysis.records import READABLE, Visibility

_WORDS = {
    Visibility.REFUSED: "the client did not accept our certificate",
    Visibility.PASSED_BY_CHOICE: "never opened by choice",
    Visibility.NOT_OPENED: "not opened, the device is only observed or not enrolled",
    Visibility.QUIC: "QUIC",
    Visibility.ECH: "encrypted client hello",
    Visibility.METADATA_ONLY: "only the name or address was seen",
}


def sentence(connection: Connection, filters: Filters) -> str:
    """One or two sentences for people, about the corpus, device and period of the filters."""
    messages = _counts(connection, events, events.c.seen_at, filters)
    readable = sum(count for name, count in messages.items() if name in READABLE)
    absent = messages.get(Visibility.BODY_ABSENT, 0)
    connections = _counts(connection, flows, flows.c.opened_at, filters)
    closed = {name: connections[name] for name in _WORDS if connections.get(name)}
    words = [f"{readable} messages could be read"]
    if absent:
        words.append(f"of {absent} more the content was not at hand")
    text = "In that time " + " and ".join(words)
    if closed:
        listed = ", ".join(f"{count} {_WORDS[name]}" for name, count in closed.items())
        text += f"; {sum(closed.values())} connections could not be read ({listed})"
    return text + ". What could not be read may hold more."


def _counts(
    connection: Connection, table: sa.Table, at: sa.ColumnElement[int], filters: Filters
) -> dict[Visibility, int]:
    chosen = sa.select(table.c.visibility, sa.func.count()).where(table.c.corpus == filters.corpus)
    if filters.device:
        chosen = chosen.where(table.c.device == filters.device)
    if filters.start is not None:
        chosen = chosen.where(at >= filters.start)
    if filters.end is not None:
        chosen = chosen.where(at < filters.end)
    return {
        Visibility(name): count for name, count in connection.execute(chosen.group_by(table.c.visibility))
    }
