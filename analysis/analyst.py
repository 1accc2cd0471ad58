"""Tails the journals, joins and analyses what is new, journals the events, keeps the ledger; resumes where it stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

import msgspec

from analysis import erasure
from analysis.analyst_batch import Batch, Closing, Made
from analysis.assembly_journal import decode_whole, entry_of, rejoined, still_kept
from analysis.catalogue import Catalogue
from analysis.counted_once import of_part, of_whole, parts_hold_media
from analysis.devices import OWNER, DeviceDirectory, DeviceState
from analysis.event_journal import ANALYST, EVENT, AnalysedEvent, by_writer, entry_for, read_journalled
from analysis.flow_rows import row_of
from analysis.forgetting import forget_devices
from analysis.indicator_store import HomeIndicators
from analysis.journal import JournalWriter
from analysis.journal_ends import ends
from analysis.journal_format import JournalRecord, Position, decode_flow, decode_transmission, read_or_none
from analysis.journal_reading import content_at, tail, writers
from analysis.ledger import Ledger
from analysis.letting_go import LettingGo
from analysis.network_rows import network_row
from analysis.pipeline import Analyser
from analysis.records import HOME_CORPUS, Flow, Transmission, utc_now
from analysis.retention import purge
from analysis.settings import Home
from analysis.status import Heartbeat
from analysis.unread_bodies import of_unread, was_unread
from analysis.writer_assembly import WriterAssembly

__all__ = ("ANALYST", "EVENT", "AnalysedEvent", "Analyst")

BATCH: Final = 200  # journal records a step takes from one writer
IDLE: Final = 0.25  # seconds between looks at the journals while nothing comes in


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
        self._letting_go = LettingGo(home, self._owner_of)
        self._described: DeviceDirectory | None = None
        self._device_of_flow: dict[str, str] = {}
        self._cursors = self.ledger.cursors()
        erasure.complete(self._root, self._cursors)
        found = read_journalled(self._root, self._cursors.get(ANALYST, 0))
        self._journalled_to = found.read_to
        # those that are not in the ledger yet; their number falls to none as their writers are read
        self._journalled = {
            source: position
            for source, position in found.events.items()
            if source.seq > self._cursors.get(source.writer, 0)
        }
        self._unread = by_writer(found.assemblies)
        self._assemblies: dict[str, WriterAssembly] = {}
        self._purged_at = 0.0
        self.analysed = 0
        self.kept = 0  # events taken from the journal as they are
        self.failed = 0
        self.unread = 0  # messages whose body stands in a damaged file

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
                heartbeat.update("running", "", **self.counters(), lag=self.lag() if taken else 0)
            if not taken:
                self._purge_hourly()
                stop.wait(IDLE)

    def _purge_hourly(self) -> None:
        if time.monotonic() - self._purged_at >= 3600 or not self._purged_at:
            purge(self._home, self._cursors, self._journal)
            self._described = None  # looks again for what belongs to a device that was forgotten
            self._purged_at = time.monotonic()

    def counters(self) -> dict[str, int]:
        """What it did since the start, and what it could not read."""
        return {"analysed": self.analysed, "failed": self.failed, "not_readable_bodies": self.unread}

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

    # -- one batch ------------------------------------------------------------------------------------------------

    def _take(self, writer: str) -> int:
        cursor = self._cursors.get(writer, 0)
        records = tail(self._root, writer, cursor, BATCH)
        batch = Batch()
        assembly = self._assembly(writer, cursor, batch)
        if not records:
            if (last := assembly.last) is not None:
                batch.close(Closing.new(whole, last) for whole in assembly.overdue(utc_now()))
            if not batch.closings:
                return 0
        for record in records:
            if record.kind == "flow" and (flow := read_or_none(record, decode_flow)) is not None:
                self._remember(flow.flow_id, self._device(flow))
        for record in records:
            self._one(record, assembly, batch)
        read_to = self._journal_events(batch, assembly)
        if records:
            read_to[writer] = records[-1].position.seq
        assembly.before_applying(cursor)
        self.ledger.apply(batch.rows(self._owner_of), read_to)
        self._cursors |= read_to
        assembly.after_applying()
        return len(records) or len(batch.closings)

    def _assembly(self, writer: str, cursor: int, batch: Batch) -> WriterAssembly:
        assembly = self._assemblies.get(writer)
        if assembly is None:
            known = self._unread.pop(writer, [])
            assembly = WriterAssembly(self._root, writer, self.ledger.engine, cursor, known)
            self._assemblies[writer] = assembly
            batch.close(Closing(known=item) for item in assembly.late(cursor))
        return assembly

    def _one(self, record: JournalRecord, assembly: WriterAssembly, batch: Batch) -> None:
        """Take a record: a flow is a row, a message is analysed, or recovered; and what it completes is noted."""
        content: Flow | Transmission | None = None
        made: Made | None = None
        if (row := network_row(record, self._devices.directory())) is not None:
            batch.items.append(row)
        if record.kind == "flow":
            content = read_or_none(record, decode_flow)
            if content is not None:
                batch.items.append(
                    row_of(content, self._device(content), self._catalogue, record.recorded_at)
                )
        elif record.kind == "transmission":
            content = read_or_none(record, decode_transmission)
            made = self._message(record, content)
        if content is None and made is None and record.content and record.kind in ("flow", "transmission"):
            self.failed += 1  # an unreadable record stays in the journal; verify names it
        part_of, known, new = assembly.take(
            record,
            content if made is None or not record.unreadable else None,  # it stands alone
            made.earlier if made is not None else None,
            made_anew=made is not None and made.analysis is not None,
            has_secret=made is not None and made.has_secret,
            erasable=made is not None and made.has_media,
        )
        if made is not None:
            if part_of and made.analysis is not None:
                made.analysis = of_part(made.analysis)
            made.part_of = part_of
            batch.items.append(made)
            if record.body is not None:  # a part leaves media to its whole
                self._letting_go.note(batch, made, [record.position])
        batch.close(Closing(known=item) for item in known)
        batch.close(Closing.new(whole, record.position) for whole in new)

    def _message(self, record: JournalRecord, content: Transmission | None) -> Made | None:
        """An event from the journal, else one made now; None for a message that can be neither recovered nor read."""
        whole = content is not None and (content.body is not None or not content.body_size)
        made = self._recalled(record.position, whole)
        if made.event is None and content is not None:
            made.analysis = self._analyser.analyse(content)
            if record.unreadable and not whole:
                made.analysis, self.unread = of_unread(made.analysis), self.unread + 1
        return made if made.event is not None or made.analysis is not None else None

    def _recalled(self, position: Position, whole: bool) -> Made:
        """The event that is journalled already, unless it can be, and is to be, made anew."""
        made = Made(position)
        journalled = self._journalled.pop(position, None)
        content = content_at(self._root, journalled) if journalled is not None else None
        if journalled is None or content is None:
            return made
        made.earlier = msgspec.json.decode(content, type=AnalysedEvent)
        event = made.earlier.event
        current = (self._analyser.rules_version, self._analyser.catalogue_version)
        outdated = (event.rules_version, event.catalogue_version) != current
        if self._rebuilding and whole and (outdated or was_unread(event)):
            return made
        self.kept += 1
        made.event, made.journalled = event, journalled
        return made

    def _journal_events(self, batch: Batch, assembly: WriterAssembly) -> dict[str, int]:
        """Journal the events of messages, then joined messages, then the events of those; then erase. The new cursor."""
        fresh = batch.fresh()
        new = [closing for closing in batch.closings if closing.whole is not None]
        written = self._journal.append(
            [
                *(entry_for(made.source, made.made(), part_of=made.part_of) for made in fresh),
                *(entry_of(whole, at, assembly.pieces(whole)) for whole, at in map(Closing.opened, new)),
            ]
        )
        for made, position in zip(fresh, written, strict=False):
            made.journalled_as(position)
        for closing, position in zip(new, written[len(fresh) :], strict=True):
            closing.position = position
        self.analysed += len(fresh)
        wholes = [self._joined(closing, batch) for closing in batch.closings]
        fresh = [made for made in wholes if made is not None and made.analysis is not None]
        again = self._journal.append(
            [entry_for(made.source, made.made(), parts_go=made.parts_go) for made in fresh]
        )
        for made, position in zip(fresh, again, strict=True):
            made.journalled_as(position)
        self.analysed += len(fresh)
        self._letting_go.carry_out(batch, self._journal)
        if written or again:
            self._journalled_to = (again or written)[-1].seq
        # while events of another writer wait to be recovered, a restart must find them again
        waits = self._journalled or self._unread or any(item.waits for item in self._assemblies.values())
        return {} if waits or not self._journalled_to else {ANALYST: self._journalled_to}

    def _joined(self, closing: Closing, batch: Batch) -> Made | None:
        """The event of a joined message, recovered or made now; then the bodies of its parts may go."""
        position = closing.position
        content = content_at(self._root, position)
        if content is None:
            return None  # erased since
        journalled = decode_whole(content)
        whole = closing.whole or rejoined(self._root, journalled)
        sent = whole.transmission
        made = self._recalled(position, sent.body is not None or not sent.body_size)
        if made.event is None:
            made.analysis = of_whole(self._analyser.analyse(sent), whole, self._analyser.analyse)
            made.parts_go = made.has_secret or made.has_media
            if not made.parts_go:
                made.parts_go = parts_hold_media(whole, self._analyser.analyse)
        elif made.earlier is not None:
            made.parts_go = made.earlier.parts_go
        if made.parts_go:
            self._letting_go.note(batch, made, still_kept(self._root, journalled.pieces))
        closing.made = made
        return made

    # -- flows and devices ----------------------------------------------------------------------------------------

    def _describe(self) -> None:
        directory = self._devices.directory()
        if directory is not self._described:
            self.ledger.describe(self._catalogue, directory.everyone())
            forget_devices(self._root, self.ledger.engine, directory, self._journal)
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
