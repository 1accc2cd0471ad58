"""What a demo's ledger holds, as the story and the summary need it: findings, and connections that could not be read."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from analysis import evidence_queries, queries
from analysis.ledger_reader import LedgerReader
from analysis.ledger_tables import companies, devices, events, flows
from analysis.records import HOME_CORPUS, READABLE, Visibility

OWNER = queries.Viewer(owner=True)


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """The closed connections of one device to one recipient that were not read. ``bytes_out`` are those known."""

    device: str
    recipient: str
    visibility: Visibility
    reason: str
    connections: int
    bytes_out: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """All findings, oldest first; what could not be read; and how many messages of each device could be."""

    rows: tuple[evidence_queries.EvidenceRow, ...]
    unreadable: tuple[Unreadable, ...]
    read: dict[str, int]

    def of(self, device: str, category: str, prop: str = "") -> tuple[evidence_queries.EvidenceRow, ...]:
        """A device's certain findings of a category (and property)."""
        return tuple(
            row
            for row in self.rows
            if row.device_name == device
            and row.category == category
            and row.confidence == "certain"
            and prop in ("", row.property)
        )

    def unread(self, device: str, visibility: Visibility | None = None) -> tuple[Unreadable, ...]:
        """A device's connections that were not read, for any reason or one."""
        return tuple(
            item
            for item in self.unreadable
            if item.device == device and visibility in (None, item.visibility)
        )


def look(reader: LedgerReader) -> Found:
    """Everything of the home's own corpus."""
    with reader.read() as connection:
        rows = tuple(evidence_queries.every_row(connection, OWNER, evidence_queries.Filters()))
        return Found(rows=rows, unreadable=_unreadable(connection), read=_read(connection))


def _unreadable(connection: sa.Connection) -> tuple[Unreadable, ...]:
    recipient = sa.func.coalesce(companies.c.name, flows.c.host)
    first_words = sa.func.min(flows.c.reason)
    chosen = (
        sa.select(
            devices.c.name.label("device"), recipient.label("recipient"), flows.c.visibility,
            first_words.label("reason"), sa.func.count().label("connections"),
            sa.func.coalesce(sa.func.sum(flows.c.bytes_out), 0).label("bytes_out"),
        )
        .join(devices, devices.c.id == flows.c.device)
        .outerjoin(companies, companies.c.id == flows.c.company)
        .where(flows.c.corpus == HOME_CORPUS, flows.c.visibility.not_in([str(name) for name in READABLE]))
        .group_by(devices.c.name, recipient, flows.c.visibility)
        .order_by(devices.c.name, recipient)
    )  # fmt: skip
    rows = connection.execute(chosen).mappings()
    return tuple(Unreadable(**{**row, "visibility": Visibility(row["visibility"])}) for row in rows)


def _read(connection: sa.Connection) -> dict[str, int]:
    chosen = (
        sa.select(devices.c.name, sa.func.count())
        .join(devices, devices.c.id == events.c.device)
        .where(events.c.corpus == HOME_CORPUS, events.c.visibility.in_([str(name) for name in READABLE]))
        .group_by(devices.c.name)
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}
