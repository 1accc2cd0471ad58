"""How a joined message stands in the analyst's journal: without a body, with the places of its parts, to be joined again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from analysis.joining import How, join
from analysis.journal import Entry
from analysis.journal_format import JournalRecord, Position, decode_transmission, from_micros
from analysis.journal_reading import bodies_at, content_at
from analysis.open_whole import Whole
from analysis.records import Transmission

ASSEMBLY: Final = "assembly"


class JournalledWhole(Transmission, frozen=True, kw_only=True, omit_defaults=True):
    """A derived transmission as it is journalled. ``pieces`` are the records of its parts, in the order of ``parts``.

    ``closed_by`` is the record after which it was complete: there it comes in every replay. ``without`` are the parts,
    counted from 0, that it was joined without the bytes of.
    """

    how: How
    closed_by: Position
    pieces: tuple[Position, ...]
    notes: tuple[str, ...] = ()
    without: tuple[int, ...] = ()


def entry_of(whole: Whole, closed_by: Position, pieces: tuple[Position, ...]) -> Entry:
    """A whole as an entry; its body stays with the parts."""
    sent = msgspec.structs.replace(whole.transmission, body=None)
    fields = {name: getattr(sent, name) for name in sent.__struct_fields__}
    content = JournalledWhole(
        **fields,
        how=whole.how,
        closed_by=closed_by,
        pieces=pieces,
        notes=whole.notes,
        without=tuple(index for index, part in enumerate(whole.parts) if _lacks_body(part)),
    )
    return Entry(kind=ASSEMBLY, content=msgspec.json.encode(content, order="deterministic"))


def decode_whole(content: bytes) -> JournalledWhole:
    """Raises ``msgspec.DecodeError``."""
    return msgspec.json.decode(content, type=JournalledWhole)


def rejoined(root: Path, journalled: JournalledWhole) -> Whole:
    """The whole with its body, joined again from its parts; without it where not all of them are kept any more."""
    bodies = still_kept(root, journalled.pieces)
    found = [_part(root, position, bodies.get(position)) for position in journalled.pieces]
    parts = tuple(part for part in found if part is not None)
    fields = {name: getattr(journalled, name) for name in Transmission.__struct_fields__}
    body = None
    if len(parts) == len(found):
        used = [
            msgspec.structs.replace(part, body=None) if index in journalled.without else part
            for index, part in enumerate(parts)
        ]
        lacking = {index for index, part in enumerate(used) if _lacks_body(part)}
        body = join(journalled.how, used).body or None if lacking == set(journalled.without) else None
    return Whole(
        transmission=Transmission(**{**fields, "body": body}),
        parts=parts,
        how=journalled.how,
        notes=journalled.notes,
    )


def still_kept(root: Path, positions: Iterable[Position]) -> dict[Position, bytes]:
    """The bodies of those records that still have one."""
    by_segment: dict[tuple[str, str], list[Position]] = {}
    for position in positions:
        by_segment.setdefault((position.writer, position.day), []).append(position)
    found: dict[Position, bytes] = {}
    for (writer, day), members in by_segment.items():
        bodies = bodies_at(root, writer, day, [position.seq for position in members])
        found |= {position: bodies[position.seq] for position in members if position.seq in bodies}
    return found


def _lacks_body(part: Transmission) -> bool:
    return part.body is None and bool(part.body_size)


def _part(root: Path, position: Position, body: bytes | None) -> Transmission | None:
    content = content_at(root, position)
    if content is None:
        return None
    record = JournalRecord(
        position=position, recorded_at=from_micros(0), kind="transmission", content=content, body=body
    )
    return decode_transmission(record)
