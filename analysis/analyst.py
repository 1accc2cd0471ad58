"""Tails the journals, analyses what is new, journals the events, keeps the ledger; resumes where it stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

import msgspec

from analysis import erasure
from analysis.catalogue import Catalogue
from analysis.devices import OWNER, DeviceDirectory, DeviceState
from analysis.journal import Entry, JournalWriter
from analysis.journal_format import JournalRecord, Position, decode_flow, decode_transmission, seal
from analysis.journal_reading import tail, writers
from analysis.ledger import EventRow, FlowRow, Ledger
from analysis.pipeline import Analyser, Analysis
from analysis.records import HOME_CORPUS, Event, Flow, Record, Transmission
from analysis.settings import Home
from analysis.status import Heartbeat

ANALYST: Final = "analyst"
EVENT: Final = "event"
BATCH: Final = 200  # journal records a step takes from one writer
IDLE: Final = 0.25  # seconds between looks at the journals while nothing comes in
_MEDIA: Final = ("audio.", "photo.")


class AnalysedEvent(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An event as it is journalled, with the position of the transmission that it was made from."""

    source: Position
    event: Event


class Analyst:
    """Reads every capture writer's journal from the ledger's cursors on. One analyst a home at a time."""

    def __init__(self, home: Home, catalogue: Catalogue, ledger: Ledger | None = None) -> None:
        self._root = home.journal_dir
        self._catalogue = catalogue
        self._analyser = Analyser(catalogue, home.key())
        self._journal = JournalWriter(home.journal_dir, ANALYST)
        self.ledger = ledger or Ledger(home.ledger_path, home.timezone)
        self._devices = DeviceState(home)
        self._described: DeviceDirectory | None = None
        self._device_of_flow: dict[str, str] = {}
        self._cursors = self.ledger.cursors()
        erasure.complete(self._root)
        self._recovered = journalled_events(home, self._cursors.get(ANALYST, 0))
        self.analysed = 0
        self.failed = 0

    def step(self) -> int:
        """Take one batch from every writer; the number of records taken. 0 means that all is done."""
        self._describe()
        return sum(self._take(writer) for writer in writers(self._root) if writer not in (ANALYST, OWNER))

    def run(self, stop: threading.Event, heartbeat: Heartbeat | None = None) -> None:
        """Work until ``stop`` is set."""
        while not stop.is_set():
            taken = self.step()
            if heartbeat is not None:
                lag = self.lag() if taken else 0
                heartbeat.update(analysed=self.analysed, failed=self.failed, lag=lag)
            if not taken:
                stop.wait(IDLE)

    def lag(self) -> int:
        """Journal records that are not in the ledger yet."""
        waiting = 0
        for writer in writers(self._root):
            if writer not in (ANALYST, OWNER):
                waiting += len(
                    tail(self._root, writer, self._cursors.get(writer, 0), limit=10_000, bodies=False)
                )
        return waiting

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
                event = events[record.position]
                rows.append(EventRow(record.position, event, self._owner_of(event.transmission)))
            elif record.kind in ("flow", "transmission"):
                self.failed += 1  # an unreadable record stays in the journal; verify names it
        read_to[writer] = records[-1].position.seq
        self.ledger.apply(rows, read_to)
        self._cursors |= read_to
        return len(records)

    def _events(
        self, sent: dict[Position, Transmission | None]
    ) -> tuple[dict[Position, Event], dict[str, int]]:
        """The events of transmissions: recovered from the journal, else analysed and journalled now."""
        events: dict[Position, Event] = {}
        fresh: list[tuple[Position, Analysis]] = []
        for position, transmission in sent.items():
            recovered = self._recovered.pop(position, None)
            if recovered is not None:
                events[position] = recovered
            elif transmission is not None:
                analysis = self._analyser.analyse(transmission)
                events[position] = analysis.event
                fresh.append((position, analysis))
        entries = [entry_for(position, analysis) for position, analysis in fresh]
        written = self._journal.append(entries)
        self.analysed += len(fresh)
        for reason, positions in _to_erase(fresh, sent).items():
            erasure.erase(self._root, positions, "body", reason, self._journal)
        return events, {ANALYST: written[-1].seq} if written else {}

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


def journalled_events(home: Home, after: int) -> dict[Position, Event]:
    """The analyst's journalled events after a sequence number, by the position of their transmission; the latest wins."""
    found: dict[Position, Event] = {}
    while records := tail(home.journal_dir, ANALYST, after, limit=1000, bodies=False):
        after = records[-1].position.seq
        for record in records:
            if record.kind == EVENT and record.content is not None:
                analysed = msgspec.json.decode(record.content, type=AnalysedEvent)
                found[analysed.source] = analysed.event
    return found


def _read[T](record: JournalRecord, decode: Callable[[JournalRecord], T]) -> T | None:
    try:
        return decode(record)
    except (msgspec.DecodeError, ValueError):
        return None


def _to_erase(
    fresh: list[tuple[Position, Analysis]], sent: dict[Position, Transmission | None]
) -> dict[str, list[Position]]:
    """Bodies that are not kept once they are analysed, by reason."""
    found: dict[str, list[Position]] = {}
    for position, analysis in fresh:
        transmission = sent[position]
        if transmission is None or transmission.body is None:
            continue
        if analysis.has_secret:
            found.setdefault("a secret was found in it", []).append(position)
        elif any(finding.category.startswith(_MEDIA) for finding in analysis.event.findings):
            found.setdefault("media is kept only until it is analysed", []).append(position)
    return found
