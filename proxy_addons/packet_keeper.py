"""Keeps packets in the ring beside the sniffer's loop: writes in a thread of its own, journals what was finished or went.

A segment gets its name, or goes, only once the record that says so is committed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from analysis.errors import UserFault
from analysis.journal_format import Entry
from analysis.packet_segments import FOLDER, PacketSegment, encode_segment, recorded, remove
from analysis.settings import Home
from proxy_addons.packet_ring import Kept, PacketRing

MOST_QUEUED: Final = 32 << 20  # bytes that wait for the disk; beyond, packets are not kept
AGAIN: Final = 10.0  # seconds until it is tried again where it cannot be written
OLD_LAST: Final = timedelta(days=1)  # what is there though packets are not kept any more
PRUNE: Final = timedelta(seconds=20)

_Done = tuple[list[PacketSegment], str]


def keeper_of(home: Home, keep: timedelta | None) -> PacketKeeper | None:
    """What keeps packets for that long; without, what lets go what is left of an earlier time. Raises ``UserFault``."""
    if keep is None and not (home.root / FOLDER).is_dir():
        return None
    try:
        return PacketKeeper(home.journal_dir, keep or OLD_LAST, home.settings.keep_pcap_mb << 20)
    except (OSError, sqlite3.Error) as error:
        raise UserFault(f"{home.root / FOLDER}: packets cannot be kept there: {error}") from error


class PacketKeeper:
    """For one thread. ``journal`` is the folder of the journal; ``lasts`` and ``most`` bound the ring.

    ``lost`` packets could not be written; ``trouble`` says why, "" while they can. Raises ``OSError``.
    """

    def __init__(self, journal: Path, lasts: timedelta, most: int) -> None:
        self._journal = journal
        self._ring = PacketRing(journal.parent / FOLDER, lasts, most)
        found = recorded(journal)
        for one in found.values():
            if one.gone:  # we may have been stopped before the file went
                remove(journal, one)
        self._known = {name: one for name, one in found.items() if not one.gone}
        self._thread = ThreadPoolExecutor(1, "packets")
        self._writing: Future[_Done] | None = None
        self._queue: list[Kept] = []
        self._queued = 0
        self._told: list[PacketSegment] = []  # whose records are on their way to the journal
        self._pruned_at: datetime | None = None
        self._rest_until: datetime | None = None
        self._forgotten: frozenset[str] | None = None
        self._drop = False
        self._left = self._ring.salvage()
        self.written = self.lost = 0
        self.trouble = ""

    @property
    def size(self) -> int:
        """Bytes of the finished segments."""
        return sum(one.size for one in self._known.values())

    def counters(self) -> dict[str, int]:
        """For the heartbeat."""
        return {"pcap_packets": self.written, "pcap_lost": self.lost, "pcap_bytes": self.size}

    def offer(self, packets: Iterable[Kept]) -> None:
        """Packets that are to be kept."""
        for packet in packets:
            if self._queued > MOST_QUEUED:
                self.lost += 1
                continue
            self._queue.append(packet)
            self._queued += len(packet.data)

    def forgotten(self, devices: frozenset[str]) -> None:
        """Which devices (ids) the owner has had forgotten: where one is new, what is being written goes."""
        if self._forgotten is not None and devices - self._forgotten:
            self._drop = True
            self._queue, self._queued = [], 0
        self._forgotten = devices

    def tick(self, now: datetime, *, committed: bool) -> list[Entry]:
        """To be called about once a second; what is to be journalled. ``committed``: all that was given before is."""
        if self._writing is not None and not self._writing.done():
            return []
        if committed:
            self._carry_out()
        found = self._settled(now)
        if self._rest_until is None or now >= self._rest_until:
            self._submit(now)
        if self._pruned_at is None or not timedelta(0) <= now - self._pruned_at < PRUNE:
            self._pruned_at = now
            found += self._ring.too_much(self._known.values(), now)
        for one in found:
            if one.gone:
                self._known.pop(one.name, None)
            else:
                self._known[one.name] = one
        self._told += found
        return [encode_segment(one) for one in found]

    def finish(self, now: datetime) -> list[Entry]:
        """Write and close what is left; the records of it."""
        found = self._settled(now, wait=True)
        self._submit(now)
        found += self._settled(now, wait=True)
        self._writing = self._thread.submit(self._close)
        found += self._settled(now, wait=True)
        self._told += found
        return [encode_segment(one) for one in found]

    def close(self, *, committed: bool) -> None:
        """The last call. What is not committed is found at the next start."""
        if committed:
            self._carry_out()
        self._thread.shutdown()

    def _submit(self, now: datetime) -> None:
        packets, self._queue, self._queued = self._queue, [], 0
        drop, self._drop = self._drop, False
        self._writing = self._thread.submit(self._write, packets, now, drop)

    def _write(self, packets: list[Kept], now: datetime, drop: bool) -> _Done:
        """In the thread."""
        if drop:
            self._ring.drop()
        try:
            finished = self._ring.write(packets, now)
        except OSError as error:
            self.lost += len(packets)
            return self._rescued(), f"packets cannot be kept: {error.strerror or error}"
        self.written += len(packets)
        return finished, ""

    def _close(self) -> _Done:
        try:
            return self._ring.finish(), ""
        except OSError as error:
            return self._rescued(), f"packets cannot be kept: {error.strerror or error}"

    def _rescued(self) -> list[PacketSegment]:
        try:
            return self._ring.rescue()
        except OSError:
            return []  # it is closed at the next start

    def _settled(self, now: datetime, *, wait: bool = False) -> list[PacketSegment]:
        """What the thread has finished."""
        found, self._left = self._left, []
        if self._writing is not None and (wait or self._writing.done()):
            finished, trouble = self._writing.result()
            self._writing = None
            found += finished
            if trouble:
                self._rest_until = now + timedelta(seconds=AGAIN)
            self.trouble = trouble
        return found

    def _carry_out(self) -> None:
        """What the journal holds by now is done with the files."""
        for one in self._told:
            if one.gone:
                remove(self._journal, one)
            else:
                self._ring.named(one)
        self._told = []
