"""What is still kept of a message that was analysed: its event, the full values, the body, and why a body is gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from analysis.assembly_journal import decode_whole, rejoined
from analysis.erasure import KIND, Erasure
from analysis.event_journal import ANALYST, AnalysedEvent
from analysis.journal_format import JournalRecord, Position, decode_transmission, from_micros
from analysis.journal_reading import bodies_at, content_at, is_begun, open_readonly, segments
from analysis.ledger_tables import events
from analysis.pin_journal import Pins
from analysis.records import Event, Transmission
from analysis.settings import Home

_SEARCHED: Final = 6  # segments of one writer that are searched for an erasure


class KeptMessage(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it was journalled. ``values`` are the full ones of its findings, () where they are no longer kept.

    ``sent`` is the message with its body, None where either is gone; ``gone`` is then the reason that the journal holds for
    it, "" where it holds none.
    """

    event: Event
    values: tuple[str, ...]
    sent: Transmission | None
    gone: str = ""


def place_of(connection: Connection, event_id: str) -> tuple[Position, Position] | None:
    """Where an event's message and the event itself stand in the journal; None where the ledger has no such event."""
    row = connection.execute(sa.select(events).where(events.c.id == event_id)).one_or_none()
    if row is None:
        return None
    source = Position(row.journal_writer, row.journal_day, row.journal_seq)
    return source, Position(ANALYST, row.analyst_day, row.analyst_seq)


def kept_message(home: Home, source: Position, journalled: Position) -> KeptMessage | None:
    """What is kept; None where the event itself was erased or its segment is not there."""
    root = home.journal_dir
    content = _content(root, journalled)
    if content is None:
        return None
    body = bodies_at(root, ANALYST, journalled.day, [journalled.seq]).get(journalled.seq)
    values = msgspec.json.decode(body, type=tuple[str, ...]) if body else ()
    event = msgspec.json.decode(content, type=AnalysedEvent).event
    sent, body_of = _sent(root, source)
    gone = ""
    if sent is None and event.transmission.body_size:
        gone = why_erased(home, body_of, journalled.day)
    return KeptMessage(event=event, values=values, sent=sent, gone=gone)


def _sent(root: Path, source: Position) -> tuple[Transmission | None, Position]:
    """The message with its body, and where that body stands or stood."""
    content = _content(root, source)
    if content is None:
        return None, source
    if source.writer == ANALYST:  # joined from parts, whose bodies stand elsewhere
        journalled = decode_whole(content)
        sent = rejoined(root, journalled).transmission
        source = journalled.pieces[0] if journalled.pieces else source
    else:
        body = bodies_at(root, source.writer, source.day, [source.seq]).get(source.seq)
        record = JournalRecord(
            position=source, recorded_at=from_micros(0), kind="transmission", content=content, body=body
        )
        sent = decode_transmission(record)
    return (None if sent.body is None and sent.body_size else sent), source


def _content(root: Path, position: Position) -> bytes | None:
    try:
        return content_at(root, position)
    except sqlite3.OperationalError:  # the segment is not there, or a writer died before its tables
        return None


def why_erased(home: Home, position: Position, analysed: str) -> str:
    """The reason that an erasure of this body gives; "" where none is found near the days on which one is due.

    ``analysed`` is the day of the analyst's segment: secrets and media go then, everything else after the kept days, and
    what was pinned when it is let go.
    """
    due = date.fromisoformat(position.day) + timedelta(days=home.settings.body_days)
    for first in (date.fromisoformat(analysed), due, *_let_go(home, position)):
        for writer in (ANALYST, "owner"):
            later = (
                path for path in segments(home.journal_dir, writer) if path.name[:10] >= first.isoformat()
            )
            for segment in islice(later, _SEARCHED):
                for erasure in _erasures(segment):
                    where = (erasure.writer, erasure.day)
                    if where == (position.writer, position.day) and position.seq in erasure.seqs:
                        return erasure.why
    return ""


def _let_go(home: Home, position: Position) -> Iterator[date]:
    for pin in Pins(home.journal_dir).refresh().let_go:
        if position in pin.bodies:
            yield (pin.at - timedelta(minutes=1)).date()  # it was erased just before


def _erasures(segment: Path) -> list[Erasure]:
    connection = open_readonly(segment)
    try:
        if not is_begun(connection):
            return []
        sql = "SELECT c.content FROM records r JOIN contents c USING (seq) WHERE r.kind = ?"
        return [msgspec.json.decode(content, type=Erasure) for (content,) in connection.execute(sql, (KIND,))]
    finally:
        connection.close()
