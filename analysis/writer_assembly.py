"""The assembler of one writer's journal, brought back after a restart to the state in which it was.

The ledger keeps for each writer the number of a record after which nothing was under way. From there the journal is read
again up to the cursor: the same records give the same state. What the journal of the analyst already holds counts more
than what the assembler would say: a joined message that stands there is not joined anew, and a message whose event stands
there is the part of it that the event says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Engine

from analysis.assembler import Assembler
from analysis.event_journal import AnalysedEvent, JournalledAssembly
from analysis.journal_format import JournalRecord, Position, decode_flow, decode_transmission
from analysis.journal_reading import tail
from analysis.ledger_tables import events, meta
from analysis.open_whole import Whole
from analysis.records import Flow, Transmission

IMPORTED: Final = "imported"  # the kind of the record that ends a file
_IMPORTS: Final = "import-"
_BATCH: Final = 500
_STRIDE: Final = 1_000  # records by which the remembered number may lag
_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)


class WriterAssembly:
    """``known``: the joined messages of this writer that are in the analyst's journal and not yet in the ledger."""

    def __init__(
        self, root: Path, writer: str, engine: Engine, cursor: int, known: Iterable[JournalledAssembly]
    ) -> None:
        self._writer, self._engine = writer, engine
        self._assembler = Assembler()
        self._places: dict[str, Position] = {}
        self._known_ids: set[str] = set()
        self._closed_by: dict[Position, list[JournalledAssembly]] = {}
        for item in known:
            self._known_ids.add(item.id)
            self._closed_by.setdefault(item.closed_by, []).append(item)
        self._clean_at = cursor
        self._now = _EARLIEST
        self.last: Position | None = None
        self._stored = _stored(engine, writer)
        if self._stored is not None and self._stored < cursor:
            self._clean_at = self._stored
            self._replay(root, cursor)

    def _replay(self, root: Path, cursor: int) -> None:
        after = self._clean_at
        while after < cursor and (records := tail(root, self._writer, after, _BATCH)):
            after = records[-1].position.seq
            for record in records:
                if record.position.seq <= cursor:
                    self._feed(record.position, _read(record), record, None, whole_body=True, erasable=False)
        for whole_id in _in_ledger(self._engine, self._assembler.under_way()):
            self._assembler.settle(whole_id)  # given up for its age, which is no record

    @property
    def waits(self) -> bool:
        """Joined messages of the journal are still to come into the ledger."""
        return bool(self._closed_by)

    def late(self, cursor: int) -> list[JournalledAssembly]:
        """Joined messages that come after records that the ledger already has."""
        found = [
            item for position, items in self._closed_by.items() if position.seq <= cursor for item in items
        ]
        for item in found:
            self._closed_by.pop(item.closed_by, None)
            self._assembler.settle(item.id)
        return found

    def take(
        self,
        record: JournalRecord,
        content: Transmission | Flow | None,
        earlier: AnalysedEvent | None = None,
        *,
        made_anew: bool = False,
        has_secret: bool = False,
        erasable: bool = False,
    ) -> tuple[str, list[JournalledAssembly], list[Whole]]:
        """Feed a record; whose part it is, and what is complete after it: what is journalled already, and what is new.

        ``earlier`` is the event that the journal holds of it, ``made_anew`` that it is not kept. ``erasable``: its body goes
        at once if it is no part. ``has_secret``: it goes in any case, and is in no joined message.
        """
        known = self._closed_by.pop(record.position, [])
        for item in known:
            self._assembler.settle(item.id)
        if made_anew and earlier is not None and not earlier.part_of:
            earlier = None
        part_of, done = self._feed(
            record.position, content, record, earlier, whole_body=not has_secret, erasable=erasable
        )
        return part_of, known, [whole for whole in done if whole.transmission.id not in self._known_ids]

    def _feed(
        self,
        position: Position,
        content: Transmission | Flow | None,
        record: JournalRecord,
        earlier: AnalysedEvent | None,
        *,
        whole_body: bool,
        erasable: bool,
    ) -> tuple[str, list[Whole]]:
        part_of, done = "", []
        if content is not None:
            may_join = earlier is None or bool(earlier.part_of and earlier.part_of not in self._known_ids)
            settled = earlier is not None and earlier.part_of in self._known_ids
            if isinstance(content, Transmission) and not whole_body:
                content = msgspec.structs.replace(content, body=None)
            taken = self._assembler.take(
                content, self._time(record, content), may_join=may_join, may_start=not (erasable or settled)
            )
            part_of = earlier.part_of if earlier is not None else taken.part_of
            if isinstance(content, Transmission) and taken.part_of:
                self._places[content.id] = position
            done = list(taken.done)
        elif record.kind == IMPORTED:
            done = list(self._assembler.finish())
        self.last = position
        if self._assembler.is_clean:
            self._clean_at = position.seq
        return part_of, done

    def overdue(self, now: datetime) -> list[Whole]:
        """What is given up because nothing has come for long; a file that is being imported is waited for."""
        if self._assembler.is_clean or self._writer.startswith(_IMPORTS):
            return []
        done = list(self._assembler.expire(now))
        if self._assembler.is_clean and self.last is not None:
            self._clean_at = self.last.seq
        return [whole for whole in done if whole.transmission.id not in self._known_ids]

    def pieces(self, whole: Whole) -> tuple[Position, ...]:
        """Where the parts of a whole stand in the journal."""
        return tuple(self._places.pop(part.id) for part in whole.parts)

    def before_applying(self, cursor: int) -> None:
        """Remember a clean number, if something is under way and none is remembered; ``cursor``: the ledger's so far."""
        if self._stored is None and not self._assembler.is_clean:
            self._store(cursor)  # nothing was under way at the end of any batch so far

    def after_applying(self) -> None:
        """Let the remembered number follow."""
        if self._assembler.is_clean:
            self._places.clear()
        if self._stored is not None and self._clean_at - self._stored >= _STRIDE:
            self._store(self._clean_at)

    def _store(self, seq: int) -> None:
        statement = insert(meta).values(key=f"clean:{self._writer}", value=str(seq))
        with self._engine.begin() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["key"], set_={"value": str(seq)})
            )
        self._stored = seq

    def _time(self, record: JournalRecord, content: Transmission | Flow) -> datetime:
        """When it was recorded; in an imported file when it was sent, so that an import that was stopped goes on alike."""
        if not self._writer.startswith(_IMPORTS):
            return record.recorded_at
        if isinstance(content, Transmission):
            self._now = max(self._now, content.seen_at)
        return self._now


def _stored(engine: Engine, writer: str) -> int | None:
    with engine.connect() as connection:
        value = connection.execute(sa.select(meta.c.value).where(meta.c.key == f"clean:{writer}")).scalar()
    return int(value) if value is not None else None


def _in_ledger(engine: Engine, ids: list[str]) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(events.c.id).where(events.c.id.in_(ids))).scalars())


def _read(record: JournalRecord) -> Transmission | Flow | None:
    try:
        if record.kind == "transmission":
            return None if record.unreadable else decode_transmission(record)  # it stood alone before
        return decode_flow(record) if record.kind == "flow" else None
    except (msgspec.DecodeError, ValueError):
        return None
