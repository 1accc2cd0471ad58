"""Counts how often streams that are no sound are taken for packets of a speech coder; prints the false ones by kind."""

from __future__ import annotations

import argparse
import json
import random
import struct
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.media.sound_frames import untold_frames  # noqa: E402

Stream = list[bytes]


def random_bytes(source: random.Random) -> Stream:
    """Messages of random bytes, of one size or of several."""
    least = source.randint(1, 200)
    most = least + source.choice((0, 10, 100))
    return [source.randbytes(source.randint(least, most)) for _ in range(_count(source))]


def encrypted(source: random.Random) -> Stream:
    """A first byte that is always the same, then what is encrypted."""
    first, least = bytes([source.randrange(256)]), source.randint(12, 120)
    return [first + source.randbytes(source.randint(least, least + 40)) for _ in range(_count(source))]


def counted(source: random.Random) -> Stream:
    """A constant header, a counter, then what is encrypted."""
    head, size = source.randbytes(source.randint(1, 3)), source.choice((1, 2, 4))
    start, least = source.randrange(1 << 8 * size), source.randint(12, 120)
    order = source.choice(("big", "little"))
    return [
        head + ((start + n) % (1 << 8 * size)).to_bytes(size, order) + source.randbytes(source.randint(least, least + 30))
        for n in range(_count(source))
    ]  # fmt: skip


def typed(source: random.Random) -> Stream:
    """A constant byte, one of a few types, then what is encrypted: the likest of all."""
    first, kinds = bytes([source.randrange(256)]), source.randbytes(source.randint(1, 12))
    least = source.randint(12, 120)
    return [
        first + bytes([source.choice(kinds)]) + source.randbytes(source.randint(least, least + 40))
        for _ in range(_count(source))
    ]


def telemetry(source: random.Random) -> Stream:
    """Protobuf: a small number, a time, floats that wander."""
    tag, level = (
        source.choice((0x08, 0x10, 0x18, 0x20, 0x48, 0x78)),
        [source.uniform(-50, 50) for _ in range(6)],
    )
    found = []
    for n in range(_count(source)):
        level = [value + source.gauss(0, 0.5) for value in level]
        found.append(
            bytes([tag, source.randrange(4)])
            + b"\x15"
            + struct.pack("<I", 1_700_000_000 + n)
            + b"".join(bytes([(5 + i) << 3 | 5]) + struct.pack("<f", value) for i, value in enumerate(level))
        )
    return found


def game(source: random.Random) -> Stream:
    """A kind, a tick, positions in 16 bits, a few buttons."""
    kind, x, y = source.randrange(256), source.randrange(4000), source.randrange(4000)
    found = []
    for n in range(_count(source)):
        x, y = x + source.randint(-9, 9), y + source.randint(-9, 9)
        others = b"".join(
            struct.pack("<HHB", x & 0xFFFF, y & 0xFFFF, source.randrange(8))
            for _ in range(source.randint(1, 6))
        )
        found.append(bytes([kind]) + struct.pack("<H", n) + others)
    return found


def packed(source: random.Random) -> Stream:
    """JSON in zlib, one to a message."""
    return [
        zlib.compress(
            json.dumps({"id": n, "v": source.random(), "w": [source.random() for _ in range(5)]}).encode(), 9
        )
        for n in range(_count(source))
    ]


def pieces(source: random.Random) -> Stream:
    """Something compressed that was cut, with a header of kind and number before each piece."""
    kind, size = source.randrange(256), source.randint(60, 900)
    return [bytes([kind, n & 255]) + source.randbytes(size) for n in range(_count(source))]


def records(source: random.Random) -> Stream:
    """Records of one size, as of a sensor: 12 or 16 bits a reading."""
    kind, size = source.randrange(256), source.randint(4, 20)
    level = [source.randint(-3000, 3000) for _ in range(size)]
    found = []
    for _ in range(_count(source)):
        level = [value + source.randint(-40, 40) for value in level]
        found.append(
            bytes([kind]) + struct.pack(f"<{size}h", *(max(-32768, min(32767, value)) for value in level))
        )
    return found


KINDS: Final[tuple[Callable[[random.Random], Stream], ...]] = (
    random_bytes, encrypted, counted, typed, telemetry, game, packed, pieces, records,
)  # fmt: skip


def _count(source: random.Random) -> int:
    return source.choice((20, 25, 40, 60, 120))


def measure(trials: int, seed: int = 1) -> dict[str, int]:
    """False ones by kind, of ``trials`` streams of each."""
    found = {}
    for kind in KINDS:
        source = random.Random(f"{seed} {kind.__name__}")
        found[kind.__name__] = sum(untold_frames(kind(source)) is not None for _ in range(trials))
    return found


def main() -> int:
    """Prints the table; 0 when done."""
    parser = argparse.ArgumentParser(description="Streams that are no sound, and how many are taken for it.")
    parser.add_argument("--trials", type=int, default=20_000, help="streams of each kind")
    chosen = parser.parse_args()
    began = time.monotonic()
    found = measure(chosen.trials)
    for name, false in found.items():
        print(f"{name:14} {false:6} of {chosen.trials:,}")
    total = chosen.trials * len(found)
    print(f"{'all':14} {sum(found.values()):6} of {total:,} ({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
