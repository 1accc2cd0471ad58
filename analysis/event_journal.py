"""How events stand in the analyst's journal, and what of it a restart has to know."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from analysis.assembly_journal import ASSEMBLY
from analysis.journal import Entry
from analysis.journal_format import Position, seal
from analysis.journal_reading import tail
from analysis.pipeline import Analysis
from analysis.records import Event, Record

ANALYST: Final = "analyst"
EVENT: Final = "event"


class AnalysedEvent(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An event as it is journalled, with the position of the transmission that it was made from.

    ``part_of`` is the id of the joined message that the transmission is a part of. ``parts_go``: the bodies of the parts of
    this joined message are to be erased, because there is a picture, a sound or a secret in them.
    """

    source: Position
    event: Event
    part_of: str = ""
    parts_go: bool = False


class JournalledAssembly(msgspec.Struct, frozen=True, kw_only=True):
    """Where a joined message stands in the analyst's journal, and after which record it comes."""

    id: str
    closed_by: Position
    position: Position


class Found(msgspec.Struct, kw_only=True):
    """Of a stretch of the analyst's journal: events by what they were made from, joined messages, the last number."""

    events: dict[Position, Position]
    assemblies: list[JournalledAssembly]
    read_to: int


class _Cited(msgspec.Struct):
    """The one field of an ``AnalysedEvent`` that a restart needs; decoding the rest would cost memory for nothing."""

    source: Position


class _Closed(msgspec.Struct):
    id: str
    closed_by: Position


def entry_for(position: Position, analysis: Analysis, *, part_of: str = "", parts_go: bool = False) -> Entry:
    """An event as a journal entry; its body holds the full values, which are erased earlier than the event."""
    event = AnalysedEvent(source=position, event=analysis.event, part_of=part_of, parts_go=parts_go)
    values = msgspec.json.encode(analysis.revealed) if analysis.revealed else None
    return Entry(
        kind=EVENT,
        content=msgspec.json.encode(event, order="deterministic"),
        body=seal(values) if values else None,
    )


def read_journalled(root: Path, after: int) -> Found:
    """What the analyst has journalled after a number; of two events of one transmission the latest."""
    found = Found(events={}, assemblies=[], read_to=after)
    while records := tail(root, ANALYST, found.read_to, limit=1000, bodies=False):
        found.read_to = records[-1].position.seq
        for record in records:
            if record.content is None:
                continue
            if record.kind == EVENT:
                found.events[msgspec.json.decode(record.content, type=_Cited).source] = record.position
            elif record.kind == ASSEMBLY:
                closed = msgspec.json.decode(record.content, type=_Closed)
                found.assemblies.append(
                    JournalledAssembly(id=closed.id, closed_by=closed.closed_by, position=record.position)
                )
    return found


def by_writer(assemblies: list[JournalledAssembly]) -> dict[str, list[JournalledAssembly]]:
    """Joined messages by whose records they are made of."""
    found: dict[str, list[JournalledAssembly]] = {}
    for item in assemblies:
        found.setdefault(item.closed_by.writer, []).append(item)
    return found
