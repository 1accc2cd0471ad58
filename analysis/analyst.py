"""Tails the journals, analyses what is new, journals the events, keeps the ledger; resumes where it stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from analysis import erasure
from analysis.catalogue import Catalogue
from analysis.devices import OWNER, DeviceDirectory, DeviceState
from analysis.indicator_store import HomeIndicators
from analysis.journal import Entry, JournalWriter
from analysis.journal_ends import ends
from analysis.journal_format import JournalRecord, Position, decode_flow, decode_transmission, seal
from analysis.journal_reading import content_at, tail, writers
from analysis.ledger import EventRow, FlowRow, Ledger
from analysis.pipeline import Analyser, Analysis, is_secret_of_body
from analysis.records import HOME_CORPUS, Event, Flow, Record, Transmission
from analysis.retention import purge
from analysis.settings import Home
from analysis.status import Heartbeat

ANALYST: Final = "analyst"
EVENT: Final = "event"
BATCH: Final = 200  # journal records a step takes from one writer
IDLE: Final = 0.25  # seconds between looks at the journals while nothing comes in
_MEDIA: Final = ("audio.", "photo.")


Journalled = dict[Position, tuple[Position, Event]]  # transmission's position -> event's position, event


class AnalysedEvent(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An event as it is journalled, with the position of the transmission that it was made from."""

    source: Position
    event: Event


class _Cited(msgspec.Struct):
    """The one field of an ``AnalysedEvent`` that a restart needs; decoding the rest would cost memory for nothing."""

    source: Position


class Analyst:
    """Reads every capture writer's journal from the ledger's cursors on. One analyst a home at a time."""

    def __init__(
        self, home: Home, catalogue: Catalogue, rebuild_into: Callable[[], Ledger] | None = None
    ) -> None:
        self._home = home
        self._rebuilding = rebuild_into is not None
        self._root = home.journal_dir
        self._catalogue = catalogue
        self._known_values = HomeIndicators(home)
        self._analyser = Analyser(catalogue, home.key(), self._known_values.current)
        self._journal = JournalWriter(home.journal_dir, ANALYST)
        # opened under the journal's lock, for a rebuild begins by emptying its draft
        self.ledger = rebuild_into() if rebuild_into else Ledger(home.ledger_path, home.timezone)
        self._devices = DeviceState(home)
        self._described: DeviceDirectory | None = None
        self._device_of_flow: dict[str, str] = {}
        self._cursors = self.ledger.cursors()
        erasure.complete(self._root, self._cursors)
        found = journalled_positions(self._root, self._cursors.get(ANALYST, 0))
        self._journalled_to = max((position.seq for position in found.values()), default=0)
        # those that are not in the ledger yet; their number falls to none as their writers are read
        self._journalled = {
            source: position
            for source, position in found.items()
            if source.seq > self._cursors.get(source.writer, 0)
        }
        self._purged_at = 0.0
        self.analysed = 0
        self.kept = 0  # events taken from the journal as they are
        self.failed = 0

    def step(self) -> int:
        """Take one batch from every writer; the number of records taken. 0 means that all is done."""
        self._describe()
        if self._known_values.refresh():
            self._analyser = Analyser(self._catalogue, self._home.key(), self._known_values.current)
        return sum(self._take(writer) for writer in writers(self._root) if writer not in (ANALYST, OWNER))

    def run(self, stop: threading.Event, heartbeat: Heartbeat | None = None) -> None:
        """Work until ``stop`` is set."""
        while not stop.is_set():
            taken = self.step()
            if heartbeat is not None:
                lag = self.lag() if taken else 0
                heartbeat.update(analysed=self.analysed, failed=self.failed, lag=lag)
            if not taken:
                self._purge_hourly()
                stop.wait(IDLE)

    def _purge_hourly(self) -> None:
        if time.monotonic() - self._purged_at >= 3600 or not self._purged_at:
            purge(self._home, self._cursors, self._journal)
            self._purged_at = time.monotonic()

    def lag(self) -> int:
        """Journal records that are not in the ledger yet."""
        return sum(
            max(0, end.seq - self._cursors.get(writer, 0))
            for writer, end in ends(self._root).items()
            if writer not in (ANALYST, OWNER)
        )

    def close(self) -> None:
        """Free the journal and close the files."""
        self._journal.close()
        self._devices.close()
        self.ledger.close()

    def _take(self, writer: str) -> int:
        records = tail(self._root, writer, self._cursors.get(writer, 0), BATCH)
        if not records:
            return 0
        flows = {record.position: _read(record, decode_flow) for record in records if record.kind == "flow"}
        sent = {
            record.position: _read(record, decode_transmission)
            for record in records
            if record.kind == "transmission"
        }
        for flow in flows.values():
            if isinstance(flow, Flow):
                self._remember(flow.flow_id, self._device(flow))
        events, read_to = self._events(sent)
        rows: list[EventRow | FlowRow] = []
        for record in records:
            flow = flows.get(record.position)
            if isinstance(flow, Flow):
                tracker = self._catalogue.tracker_for(flow.host or flow.sni or "")
                company = tracker.company if tracker else None
                rows.append(FlowRow(flow, self._device(flow), tracker.id if tracker else None, company))
            elif record.position in events:
                journalled, event = events[record.position]
                rows.append(EventRow(record.position, journalled, event, self._owner_of(event.transmission)))
            elif record.kind in ("flow", "transmission"):
                self.failed += 1  # an unreadable record stays in the journal; verify names it
        read_to[writer] = records[-1].position.seq
        self.ledger.apply(rows, read_to)
        self._cursors |= read_to
        return len(records)

    def _events(self, sent: dict[Position, Transmission | None]) -> tuple[Journalled, dict[str, int]]:
        """The events of transmissions: recovered from the journal, else analysed and journalled now."""
        events: Journalled = {}
        fresh: list[tuple[Position, Analysis]] = []
        for position, transmission in sent.items():
            known = self._known(position, transmission)
            if known is not None:
                events[position] = known
            elif transmission is not None:
                fresh.append((position, self._analyser.analyse(transmission)))
        written = self._journal.append([entry_for(position, analysis) for position, analysis in fresh])
        for (position, analysis), journalled in zip(fresh, written, strict=True):
            events[position] = (journalled, analysis.event)
        self.analysed += len(fresh)
        for reason, positions in _to_erase(events, sent).items():
            erasure.erase(self._root, positions, "body", reason, self._journal)
        if written:
            self._journalled_to = written[-1].seq
        # while events of another writer wait to be recovered, a restart must find them again
        return events, {} if self._journalled or not self._journalled_to else {ANALYST: self._journalled_to}

    def _known(self, position: Position, transmission: Transmission | None) -> tuple[Position, Event] | None:
        """The event that is journalled already, unless it can be, and is to be, made anew."""
        journalled = self._journalled.pop(position, None)
        content = content_at(self._root, journalled) if journalled is not None else None
        if journalled is None or content is None:
            return None
        event = msgspec.json.decode(content, type=AnalysedEvent).event
        current = (self._analyser.rules_version, self._analyser.catalogue_version)
        whole = transmission is not None and (transmission.body is not None or not transmission.body_size)
        if self._rebuilding and whole and (event.rules_version, event.catalogue_version) != current:
            return None
        self.kept += 1
        return journalled, event

    def _describe(self) -> None:
        directory = self._devices.directory()
        if directory is not self._described:
            self.ledger.describe(self._catalogue, directory.devices())
            self._described = directory

    def _device(self, flow: Flow) -> str:
        device = self._devices.directory().resolve(flow.addresses, flow.opened_at)
        if device is not None and flow.corpus == HOME_CORPUS:
            return device.id
        return next((address.value for address in flow.addresses if address.kind == "name"), "")

    def _owner_of(self, transmission: Transmission) -> str:
        known = self._device_of_flow.get(transmission.flow_id)
        if known is None:
            known = self.ledger.device_of(transmission.flow_id) or ""
            self._remember(transmission.flow_id, known)
        return known

    def _remember(self, flow_id: str, device: str) -> None:
        if len(self._device_of_flow) >= 50_000:
            self._device_of_flow.clear()
        self._device_of_flow[flow_id] = device


def entry_for(position: Position, analysis: Analysis) -> Entry:
    """An event as a journal entry; its body holds the full values, which are erased earlier than the event."""
    content = msgspec.json.encode(AnalysedEvent(source=position, event=analysis.event), order="deterministic")
    values = msgspec.json.encode(analysis.revealed) if analysis.revealed else None
    return Entry(kind=EVENT, content=content, body=seal(values) if values else None)


def journalled_positions(root: Path, after: int) -> dict[Position, Position]:
    """Where events stand in the analyst's journal after a number, by their transmission's position; the latest wins."""
    found: dict[Position, Position] = {}
    while records := tail(root, ANALYST, after, limit=1000, bodies=False):
        after = records[-1].position.seq
        for record in records:
            if record.kind == EVENT and record.content is not None:
                found[msgspec.json.decode(record.content, type=_Cited).source] = record.position
    return found


def _read[T](record: JournalRecord, decode: Callable[[JournalRecord], T]) -> T | None:
    try:
        return decode(record)
    except (msgspec.DecodeError, ValueError):
        return None


def _to_erase(events: Journalled, sent: dict[Position, Transmission | None]) -> dict[str, list[Position]]:
    """Bodies that are not kept once they are analysed, by reason; also those that a crash kept from being erased."""
    found: dict[str, list[Position]] = {}
    for position, (_, event) in events.items():
        transmission = sent[position]
        if transmission is None or transmission.body is None:
            continue
        if any(map(is_secret_of_body, event.findings)):
            found.setdefault("a secret was found in it", []).append(position)
        elif any(finding.category.startswith(_MEDIA) for finding in event.findings):
            found.setdefault("media is kept only until it is analysed", []).append(position)
    return found
