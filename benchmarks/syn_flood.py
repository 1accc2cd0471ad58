"""Ten million SYNs from random sources: that every one is counted, in tables that do not grow, with a row for all others.

    .venv/bin/python benchmarks/syn_flood.py [--packets 10000000] [--seed 1]

Each SYN comes from another address and port to one device, which answers none: once as a capture file is read, once as the
live sniffer does it. In between, an ordinary connection is to be read as ever. Prints what was counted, how many rows that
takes, packets a second, and the peak of memory at a tenth of the way and at its end; exits with 1 where a packet is missing,
or memory grew.
"""

from __future__ import annotations

import argparse
import random
import resource
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from proxy_addons.capture_file import Captured  # noqa: E402
from proxy_addons.talks import MAX_OTHERS, MAX_ROWS, MAX_TALKS, Half, Talk  # noqa: E402
from proxy_addons.traffic import Traffic  # noqa: E402
from tests.proxy_addons.frames import ACK, SYN, tcp  # noqa: E402

START: Final = 1_700_000_000.0
DEVICE: Final = "192.168.1.7"
ETHERNET: Final = b"\x02\0\0\0\0\2\x02\0\0\0\0\1\x08\0"
GET: Final = b"GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n"
REAL: Final = 3  # packets of the ordinary connection
GROWTH: Final = 16  # MB between a tenth of the way and its end


class Silent:
    """Listens as the live sniffer does, and wants nothing."""

    def begins(self, talk: Talk) -> None:
        """A talk has begun."""

    def hint(self, talk: Talk, kind: str, value: str) -> None:
        """A device said something of itself."""

    def odd(self, talk: Talk, half: Half, data: bytes, at: float) -> None:
        """A datagram that may hold more."""


def memory() -> float:
    """The most memory that this process has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def flood(packets: int, seed: int, marks: list[float]) -> Iterator[Captured]:
    """The packets; ``marks`` is given the memory at a tenth of the way."""
    chance = random.Random(seed)
    syn = bytearray(ETHERNET + tcp(("203.0.113.1", 1), (DEVICE, 443), flags=SYN))
    for number in range(packets):
        if number == packets // 10:
            marks.append(memory())
        if number == packets // 2:
            for flags, data in ((SYN, b""), (ACK, b""), (ACK, GET)):
                frame = ETHERNET + tcp(
                    (DEVICE, 4000), ("198.51.100.9", 80), data, flags=flags, seq=flags != SYN
                )
                yield START + number / 1e5, 1, frame, len(frame)
        struct.pack_into(
            "!IxxxxH", syn, 26, chance.randrange(0x10000000, 0x7F000000), chance.randrange(1, 65536)
        )
        yield START + number / 1e5, 1, bytes(syn), len(syn)


def run(kind: str, packets: int, seed: int) -> bool:
    """One pass; whether something was missing or grew."""
    traffic = Traffic() if kind == "file" else Traffic(listener=Silent(), is_device=_is_device)
    marks: list[float] = []
    began = time.process_time()
    counted = rows = said = most = 0
    for item in traffic.read(flood(packets, seed, marks)):
        if isinstance(item, Talk):
            counted += item.out.packets + item.into.packets
            rows += 1
            most = max(most, item.together)
        else:
            said += 1
    seconds, grown = time.process_time() - began, memory() - marks[0]
    bound = MAX_TALKS + MAX_ROWS + MAX_OTHERS + 1
    print(
        f"as a {kind}: {counted:,} of {packets + REAL:,} packets counted, in {rows:,} rows (at most {bound:,}), one of them"
        f" for {most:,} connections; {said} request read; {(packets + REAL) / seconds:,.0f} packets a second;"
        f" {memory():.0f} MB, {grown:.1f} of them after a tenth of the way"
    )
    return counted != packets + REAL or rows > bound or said != 1 or grown > GROWTH


def _is_device(address: bytes) -> bool:
    return address == bytes(map(int, DEVICE.split(".")))


def main() -> int:
    """Both ways, one after the other; 1 where one of them fails."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--packets", type=int, default=10_000_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    failed = [run(kind, chosen.packets, chosen.seed) for kind in ("file", "stream")]
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
