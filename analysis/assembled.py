"""The records of a capture file with the messages that are joined from them, each behind the part that completed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from analysis.assembler import Assembler
from analysis.counted_once import Analyse, of_part, of_whole
from analysis.open_whole import Whole
from analysis.pipeline import Analysis
from analysis.records import Flow, Transmission

_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Assembled:
    """Adds to the records of files what is joined from them; ``settled`` then takes each analysis, in the same order."""

    def __init__(self) -> None:
        self._part_of: dict[str, str] = {}
        self._wholes: dict[str, Whole] = {}

    def of(self, records: Iterable[Transmission | Flow]) -> Iterator[Transmission | Flow]:
        """The records of one file and what is joined from them. Raises what reading them raises, after all of that."""
        assembler, now = Assembler(), _EARLIEST
        try:
            for record in records:
                now = max(now, record.seen_at if isinstance(record, Transmission) else now)
                taken = assembler.take(record, now)
                if taken.part_of and isinstance(record, Transmission):
                    self._part_of[record.id] = taken.part_of
                yield record
                yield from self._derived(taken.done)
        except Exception:
            yield from self._derived(assembler.finish())
            raise
        yield from self._derived(assembler.finish())

    def is_part(self, record: Transmission) -> bool:
        """Whether a record that was given out, and is not settled, is a part of a whole; that comes later."""
        return record.id in self._part_of

    def _derived(self, wholes: Iterable[Whole]) -> Iterator[Transmission]:
        for whole in wholes:
            self._wholes[whole.transmission.id] = whole
            yield whole.transmission

    def settled(self, analysis: Analysis, analyse: Analyse) -> Analysis:
        """What of an analysis counts; ``analyse`` is asked for parts where a whole shows more than sound and pictures."""
        name = analysis.event.transmission.id
        whole = self._wholes.pop(name, None)
        if whole is not None:
            return of_whole(analysis, whole, analyse)
        return of_part(analysis) if self._part_of.pop(name, "") else analysis
