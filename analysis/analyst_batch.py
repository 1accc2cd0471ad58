"""What the analyst makes of one batch of journal records, before it is journalled and applied to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analysis.counted_once import holds_media
from analysis.device_hints import HintRow
from analysis.event_journal import AnalysedEvent, JournalledAssembly
from analysis.flow_rows import FlowRow
from analysis.journal_format import Position
from analysis.ledger import EventRow
from analysis.open_whole import Whole
from analysis.pipeline import Analysis, is_secret_of_body
from analysis.records import CaptureCount, Event, Transmission


class Made:
    """An event: recovered from the journal (``event``, ``journalled``), or an ``analysis`` that is to be journalled.

    ``earlier`` is what the journal holds of it, also where it is made anew.
    """

    def __init__(self, source: Position) -> None:
        self.source = source
        self.earlier: AnalysedEvent | None = None
        self.event: Event | None = None
        self.journalled: Position | None = None
        self.analysis: Analysis | None = None
        self.part_of = ""
        self.parts_go = False

    def made(self) -> Analysis:
        """The analysis that is to be journalled."""
        assert self.analysis is not None
        return self.analysis

    def journalled_as(self, position: Position) -> None:
        """It is in the journal now."""
        self.event, self.journalled = self.made().event, position

    @property
    def has_secret(self) -> bool:
        """A secret in the body."""
        if self.event is None:
            return self.made().has_secret
        return any(map(is_secret_of_body, self.event.findings))

    @property
    def has_media(self) -> bool:
        """A picture, a film or a sound."""
        event = self.event or self.made().event
        return holds_media(event.findings)

    def row(self, device: Callable[[Transmission], str]) -> EventRow:
        """Once it is journalled."""
        assert self.event is not None
        assert self.journalled is not None
        return EventRow(self.source, self.journalled, self.event, device(self.event.transmission))


class Closing:
    """A joined message that is complete: ``known`` from the journal, or a ``whole`` that is new, after the record ``at``."""

    def __init__(
        self,
        *,
        known: JournalledAssembly | None = None,
        whole: Whole | None = None,
        at: Position | None = None,
    ) -> None:
        self.whole, self._at = whole, at
        self._position = known.position if known is not None else None
        self.made: Made | None = None

    @classmethod
    def new(cls, whole: Whole, at: Position) -> Closing:
        """One that is not in the journal yet."""
        return cls(whole=whole, at=at)

    def opened(self) -> tuple[Whole, Position]:
        """Of a new one."""
        assert self.whole is not None
        assert self._at is not None
        return self.whole, self._at

    @property
    def position(self) -> Position:
        """Where it stands in the analyst's journal."""
        assert self._position is not None
        return self._position

    @position.setter
    def position(self, position: Position) -> None:
        self._position = position


class Batch:
    """The items in the order in which they go into the ledger."""

    def __init__(self) -> None:
        self.items: list[FlowRow | HintRow | CaptureCount | Made | Closing] = []
        self.closings: list[Closing] = []
        self.to_erase: dict[str, list[Position]] = {}

    def close(self, closings: Iterable[Closing]) -> None:
        """Note what is complete after the last item."""
        found = list(closings)
        self.items += found
        self.closings += found

    def fresh(self) -> list[Made]:
        """Events of messages that are to be journalled."""
        return [item for item in self.items if isinstance(item, Made) and item.event is None]

    def erase(self, reason: str, positions: Iterable[Position]) -> None:
        """Note bodies that are to be erased once everything is journalled."""
        found = list(positions)
        if found:
            self.to_erase.setdefault(reason, []).extend(found)

    def rows(
        self, device: Callable[[Transmission], str]
    ) -> list[EventRow | FlowRow | HintRow | CaptureCount]:
        """For the ledger."""
        found: list[EventRow | FlowRow | HintRow | CaptureCount] = []
        for item in self.items:
            if isinstance(item, FlowRow | HintRow | CaptureCount):
                found.append(item)
                continue
            made = item.made if isinstance(item, Closing) else item
            if made is not None:
                found.append(made.row(device))
        return found
