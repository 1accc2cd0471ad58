"""Carries out that a device is forgotten: its records' content goes from the journal, its rows from the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import batched
from pathlib import Path
from typing import Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from analysis.assembly_journal import ASSEMBLY
from analysis.devices import OWNER, DeviceDirectory
from analysis.erasure import erase
from analysis.event_journal import ANALYST, EVENT
from analysis.journal import JournalWriter
from analysis.journal_format import HINT, JournalRecord, Position
from analysis.journal_reading import tail, writers
from analysis.ledger_tables import events, findings, metadata
from analysis.ledger_totals import everything_changed
from analysis.packet_segments import encode_segment, removable, remove
from analysis.records import DeviceHint

_TABLES: Final = metadata.sorted_tables[::-1]  # what refers to another table goes first
_OF_DEVICES: Final = [table for table in _TABLES if "device" in table.c]
_OF_FLOWS: Final = [table for table in _TABLES if "flow_id" in table.c and "device" not in table.c]
_AT_ONCE: Final = 500  # values that one statement names
WHY: Final = "the device was forgotten"


class _OfFlow(msgspec.Struct):
    """Of a flow or a transmission what says whose it is."""

    flow_id: str = ""


class _OfMessage(msgspec.Struct):
    """Of an event what it was made from."""

    source: Position


class _OfParts(msgspec.Struct):
    """Of a joined message where its parts stand."""

    pieces: tuple[Position, ...] = ()


def forget_devices(root: Path, engine: Engine, directory: DeviceDirectory, by: JournalWriter) -> int:
    """Erase what is recorded of devices that were forgotten; the number of records. Safe to repeat.

    The chain of the journal still verifies: that something was erased, and why, is itself a record. What an export took
    out before is out.
    """
    gone = {device.id for device in directory.everyone() if device.forgotten}
    if not gone:
        return 0
    with engine.connect() as connection:
        if not any(_has_rows(connection, table, gone) for table in _OF_DEVICES):
            return 0
        flow_ids = _flow_ids(connection, gone)
        positions = set(_of_events(connection, gone))
    positions.update(_in_journal(root, flow_ids, directory, gone))
    _add_what_was_made(root, positions)
    erased = erase(root, sorted(positions), "content", WHY, by)
    _forget_packets(root, gone, by)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        _delete(connection, gone, flow_ids)
        connection.commit()
        # the write-ahead log still holds the old pages; where a page of the dashboard is being read it goes later
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")
    return erased


def _forget_packets(root: Path, gone: Set[str], by: JournalWriter) -> None:
    """The kept packets go: the record first."""
    packets = removable(root, gone)
    by.append([encode_segment(segment) for segment in packets])
    for segment in packets:
        remove(root, segment)


def _has_rows(connection: Connection, table: sa.Table, gone: Set[str]) -> bool:
    return (
        connection.execute(sa.select(table.c.device).where(table.c.device.in_(gone)).limit(1)).first()
        is not None
    )


def _flow_ids(connection: Connection, gone: Set[str]) -> set[str]:
    """Of every account of a connection of theirs."""
    return {
        row.flow_id
        for table in _OF_DEVICES
        if "flow_id" in table.c
        for row in connection.execute(sa.select(table.c.flow_id).where(table.c.device.in_(gone)))
    }


def _delete(connection: Connection, gone: Set[str], flow_ids: Set[str]) -> None:
    held = sa.select(events.c.id).where(events.c.device.in_(gone))
    connection.execute(sa.delete(findings).where(findings.c.event_id.in_(held)))
    for table in _OF_FLOWS:
        for some in batched(sorted(flow_ids), _AT_ONCE):
            connection.execute(sa.delete(table).where(table.c.flow_id.in_(some)))
    for table in _OF_DEVICES:
        connection.execute(sa.delete(table).where(table.c.device.in_(gone)))
    everything_changed(connection)


def _of_events(connection: Connection, gone: Set[str]) -> Iterator[Position]:
    """The messages of the devices, and the events that the analyst made of them."""
    wanted = sa.select(
        events.c.journal_writer, events.c.journal_day, events.c.journal_seq, events.c.analyst_day, events.c.analyst_seq
    ).where(events.c.device.in_(gone))  # fmt: skip
    for row in connection.execute(wanted):
        yield Position(row.journal_writer, row.journal_day, row.journal_seq)
        yield Position(ANALYST, row.analyst_day, row.analyst_seq)


def _in_journal(
    root: Path, flow_ids: Set[str], directory: DeviceDirectory, gone: Set[str]
) -> Iterator[Position]:
    """The connections, messages and hints of the devices, also those that no row of the ledger names."""
    for writer in writers(root):
        if writer in (ANALYST, OWNER):
            continue
        after = 0
        while records := tail(root, writer, after, limit=2000, bodies=False):
            after = records[-1].position.seq
            yield from (item.position for item in records if _is_theirs(item, flow_ids, directory, gone))


def _add_what_was_made(root: Path, positions: set[Position]) -> None:
    """Of each message every event and joined message: the ledger names the latest alone, a rebuild may have made more."""
    after = 0
    while records := tail(root, ANALYST, after, limit=2000, bodies=False):
        after = records[-1].position.seq
        for record in records:  # a joined message stands before its event
            if record.content is not None and not positions.isdisjoint(_made_from(record, record.content)):
                positions.add(record.position)


def _made_from(record: JournalRecord, content: bytes) -> tuple[Position, ...]:
    try:
        if record.kind == EVENT:
            return (msgspec.json.decode(content, type=_OfMessage).source,)
        return msgspec.json.decode(content, type=_OfParts).pieces if record.kind == ASSEMBLY else ()
    except msgspec.DecodeError:
        return ()  # unreadable: verify names it


def _is_theirs(record: JournalRecord, flow_ids: Set[str], directory: DeviceDirectory, gone: Set[str]) -> bool:
    if record.content is None:
        return False
    try:
        if record.kind in ("flow", "transmission"):
            return msgspec.json.decode(record.content, type=_OfFlow).flow_id in flow_ids
        if record.kind == HINT:
            hint = msgspec.json.decode(record.content, type=DeviceHint)
            device = directory.resolve(hint.addresses, hint.at)
            return device is not None and device.id in gone
    except msgspec.DecodeError:
        return False  # unreadable: verify names it
    return False
