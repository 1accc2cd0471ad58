"""Feeds every reader of packets with damaged ones: nothing may raise, hang, or hold more than its bounds.

    .venv/bin/python benchmarks/fuzz_packets.py [--inputs 1000000] [--seed 1] [--data ../shared/data/pcap]

Recorded packets (from the captures below ``--data``, where they are) and made ones are changed, cut, doubled and spliced.
One input is: a payload to one reader (DNS, DHCP, hellos, HTTP, HTTP/2, MQTT, WebSocket, QUIC …); or a packet of any link
type to a ``Traffic`` that goes on for 50,000 packets; or a capture file, plain or packed. An Initial of QUIC is damaged
before it is sealed. Each input has a time limit, the process one of memory. Prints how many ran, what of them could not be
read, the slowest, and the peak of memory; exits with 1 where anything escaped. The same seed gives the same inputs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import zstandard

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.analyser_pool import limit_memory  # noqa: E402
from analysis.units import UnreadableFile  # noqa: E402
from benchmarks.fuzz import MEMORY, Tally, guarded, stop  # noqa: E402
from proxy_addons.capture_file import Captured, CaptureFile  # noqa: E402
from proxy_addons.capture_traffic import CaptureTraffic  # noqa: E402
from proxy_addons.quic_initials import HelloInInitials  # noqa: E402
from proxy_addons.stream_bodies import MAX_HELD  # noqa: E402
from proxy_addons.traffic import Traffic  # noqa: E402
from proxy_addons.wrapped_links import WRAPPED, unwrapped  # noqa: E402
from tests.proxy_addons.capture_files import START, pcap, pcapng  # noqa: E402
from tests.proxy_addons.quic_packets import crypto, initial  # noqa: E402
from tests.proxy_addons.test_passive_fuzz import FRAMES, HELLO, READERS, damaged  # noqa: E402

ETHERNET: Final = b"\x02\0\0\0\0\2\x02\0\0\0\0\1\x08\0"
LINKS: Final = (
    0,
    1,
    1,
    1,
    1,
    9,
    12,
    50,
    51,
    101,
    105,
    108,
    113,
    119,
    127,
    192,
    204,
    228,
    229,
    276,
    9999,
    *WRAPPED,
)
GOES_ON: Final = 50_000  # packets of one Traffic
SAMPLE: Final = 8_000  # recorded packets to begin with
REPORTED: Final = 12  # kinds of what could not be read


class Share(msgspec.Struct):
    """What one process has to say: of the inputs, and of what could not be read."""

    tally: Tally
    unread: dict[str, int]
    packets: int = 0
    files: int = 0
    memory: float = 0.0


def recorded(folder: Path) -> list[tuple[int, bytes]]:
    """Link type and bytes of every so many-th packet below a folder; none where it is not there."""
    found: list[tuple[int, bytes]] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".pcap", ".pcapng", ".gz", ".cap"):
            try:
                found += [(link, data) for _, link, data, _ in CaptureFile(path).packets()]
            except UnreadableFile as error:
                print(f"{path}: {error}", file=sys.stderr)
    return found[:: max(1, len(found) // SAMPLE)]


class Worker:
    """One process's share of the inputs."""

    def __init__(self, number: int, seed: int, packets: list[tuple[int, bytes]], folder: Path) -> None:
        self._chance = random.Random(seed * 1_000 + number)
        self._packets = packets + [(1, ETHERNET + frame) for frame in FRAMES] * (1 + len(packets) // 100)
        self._readers = sorted(READERS.items())
        self._path = folder / f"{number}.pcap"
        self._traffic, self._taken, self._at = Traffic(), 0, START
        self.share = Share(tally=Tally(), unread={})

    def run(self, inputs: int, seconds: float) -> Share:
        """So many inputs, each with its time limit."""
        chance, tally = self._chance, self.share.tally
        while tally.inputs < inputs:
            kind = chance.random()
            if kind < 0.45:
                name, (reader, whole) = chance.choice(self._readers)
                data = damaged(
                    chance, whole if chance.random() < 0.7 else chance.choice(self._packets)[1][42:]
                )
                guarded(tally, seconds, data, name, partial(reader, data))
            elif kind < 0.95:
                link, data = chance.choice(self._packets)
                data = damaged(chance, data)
                link = link if chance.random() < 0.8 else chance.choice(LINKS)
                guarded(
                    tally, seconds, data, f"packet of link type {link}", partial(self._packet, link, data)
                )
            elif kind < 0.97:
                data = initial(damaged(chance, crypto(0, HELLO[5:400]))[:1100], b"conn-id1")
                guarded(tally, seconds, data, "quic", partial(_quic, data))
            else:
                data = self._file()
                guarded(tally, seconds, data, "file", partial(self._read, data))
        self._finish()
        self.share.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return self.share

    def _packet(self, link: int, data: bytes) -> None:
        self._at += self._chance.choice((0.0, 0.001, 0.1, 5.0, 40.0, -3.0))
        one: Captured = (self._at, *unwrapped(link, data, len(data)))
        self.share.packets += 1
        for _ in self._traffic.take((one,)):
            self.share.tally.opened += 1
        self._taken += 1
        if self._taken >= GOES_ON:
            self._finish()

    def _finish(self) -> None:
        for _ in self._traffic.end():
            self.share.tally.opened += 1
        self._count(self._traffic)
        if self._traffic._streams.room.left != MAX_HELD:
            self.share.tally.faults.append(
                f"{MAX_HELD - self._traffic._streams.room.left} bytes are held at the end"
            )
        self._traffic, self._taken = Traffic(), 0

    def _count(self, traffic: Traffic) -> None:
        self.share.unread = dict(Counter(self.share.unread) + traffic.counts())

    def _file(self) -> bytes:
        chance = self._chance
        link, _ = chance.choice(self._packets)
        same = [packet for packet in (chance.choice(self._packets) for _ in range(12)) if packet[0] == link]
        timed = [(START + number, data) for number, (_, data) in enumerate(same)]
        order = chance.choice("<>")
        data = (
            pcapng(timed, link=link, order=order)
            if chance.random() < 0.5
            else pcap(timed, link=link, order=order, nano=chance.random() < 0.5)
        )
        packed = chance.random()
        data = damaged(chance, data) if packed > 0.1 else data
        if packed < 0.2:
            data = gzip.compress(data, 1, mtime=0) if packed < 0.1 else zstandard.compress(data, 1)
        return damaged(chance, data) if packed < 0.15 else data

    def _read(self, data: bytes) -> None:
        self._path.write_bytes(data)
        traffic, capture = CaptureTraffic(), CaptureFile(self._path)
        self.share.files += 1
        try:
            for _ in traffic.read_file(capture):
                self.share.tally.opened += 1
        except UnreadableFile:
            self.share.unread["files"] = self.share.unread.get("files", 0) + 1
        self._count(traffic)


def _quic(data: bytes) -> None:
    HelloInInitials().feed(data)


def run(number: int, inputs: int, seed: int, seconds: float, folder: str, data: Path) -> Share:
    """One process's share."""
    limit_memory(MEMORY)
    signal.signal(signal.SIGALRM, stop)
    return Worker(number, seed, recorded(data), Path(folder)).run(inputs, seconds)


def main() -> int:
    """Run on all cores, print, and exit with 1 where anything escaped."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data" / "pcap")
    asked = parser.parse_args()
    share = -(-asked.inputs // asked.workers)
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool(asked.workers) as pool:
        jobs = [
            (number, share, asked.seed, asked.seconds, folder, asked.data) for number in range(asked.workers)
        ]
        shares = pool.starmap(run, jobs)
    tallies = [each.tally for each in shares]
    faults = [fault for tally in tallies for fault in tally.faults]
    slowest = max(tallies, key=lambda tally: tally.slowest)
    print(
        f"{sum(tally.inputs for tally in tallies):,} inputs to {len(READERS) + 2} readers, of them"
        f" {sum(each.packets for each in shares):,} packets and {sum(each.files for each in shares):,} files;"
        f" {sum(tally.opened for tally in tallies):,} connections and messages came of it; slowest"
        f" {slowest.slowest * 1e3:.0f} ms ({slowest.slowest_of}), peak {max(each.memory for each in shares):.0f} MB"
    )
    unread = sum((Counter(each.unread) for each in shares), Counter())
    print(f"not read: {sum(unread.values()):,}: {dict(unread.most_common(REPORTED))}")
    for fault in faults[:20]:
        print(f"  {fault}")
    print(json.dumps({"faults": len(faults)}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
