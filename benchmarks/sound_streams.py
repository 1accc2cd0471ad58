"""Counts how often streams that are no sound are taken for packets of a speech coder, or for samples of 16 bits, by kind."""

from __future__ import annotations

import argparse
import json
import math
import random
import struct
import sys
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.assembler import Assembler  # noqa: E402
from analysis.decoding import open_message  # noqa: E402
from analysis.detectors.audio import DETECTOR  # noqa: E402
from analysis.media.sound_frames import untold_frames  # noqa: E402
from analysis.records import Transmission  # noqa: E402
from analysis.sample_rows import begun_by_samples  # noqa: E402

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


def sensor(source: random.Random) -> tuple[Stream, float]:
    """Readings of 16 bits of one to eight channels, 10 to 1,000 a second, which wander or swing; and ms between messages."""
    channels, rate = (
        source.choice((1, 1, 2, 3, 6, 8)),
        source.choice((10, 50, 100, 125, 200, 250, 360, 500, 1_000)),
    )
    swing, wander, noise = source.uniform(0, 9_000), source.uniform(0, 200), source.uniform(1, 300)
    turns = [source.uniform(0.1, rate / 8) for _ in range(channels)]
    means = [source.choice((0, 0, source.uniform(-16_000, 16_000))) for _ in range(channels)]
    size, count = source.randint(-(-200 // channels), 400), source.choice((10, 20, 40))
    values = []
    for at in range(size * count):
        for channel in range(channels):
            means[channel] += source.gauss(0, wander)
            value = (
                means[channel]
                + swing * math.sin(math.tau * turns[channel] * at / rate)
                + source.gauss(0, noise)
            )
            values.append(max(-32768, min(32767, round(value))))
    each = size * channels
    messages = [struct.pack(f"<{each}h", *values[at : at + each]) for at in range(0, len(values), each)]
    return messages, size / rate * 1000


def bulk(kind: Callable[[random.Random], Stream]) -> Callable[[random.Random], tuple[Stream, float]]:
    """The messages of a kind, many in one, and ms between these."""

    def of(source: random.Random) -> tuple[Stream, float]:
        several = source.choice((8, 16, 32))
        every = b"".join(b"".join(kind(source)) for _ in range(4))
        size = several * 40
        return [every[at : at + size] for at in range(0, len(every) - size + 1, size)], source.choice(
            (0, 20, 50, 100)
        )

    of.__name__ = kind.__name__
    return of


def is_taken_for_samples(stream: Stream, ms: float) -> bool:
    """Whether the messages, sent so many ms apart, are joined and called sound."""
    begun = datetime(2026, 11, 22, 12, tzinfo=UTC)
    records = [
        Transmission(
            id=f"{number:06}", flow_id="s", seen_at=begun + timedelta(milliseconds=ms * number), writer="w",
            protocol="websocket", scheme="wss", host="h.example", port=443, path="/", body=body, body_size=len(body),
        )
        for number, body in enumerate(stream)
    ]  # fmt: skip
    if all(begun_by_samples(record) is None for record in records):
        return False
    assembler = Assembler()
    wholes = [whole for record in records for whole in assembler.take(record, record.seen_at).done]
    wholes += assembler.finish()
    return any(
        found.rule == "audio.sample_shape"
        for whole in wholes
        for found in DETECTOR.detect(open_message(whole.transmission))
    )


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


def measure_samples(trials: int, seed: int = 1) -> dict[str, int]:
    """False ones by kind, of ``trials`` streams of each, where samples of 16 bits are looked for."""
    found = {}
    for kind in (*map(bulk, KINDS), sensor):
        source = random.Random(f"{seed} {kind.__name__}")
        found[kind.__name__] = sum(is_taken_for_samples(*kind(source)) for _ in range(trials))
    return found


def main() -> int:
    """Prints the table; 0 when done."""
    parser = argparse.ArgumentParser(description="Streams that are no sound, and how many are taken for it.")
    parser.add_argument("--trials", type=int, default=20_000, help="streams of each kind")
    parser.add_argument("--samples", action="store_true", help="look for samples of 16 bits, not for packets")
    chosen = parser.parse_args()
    began = time.monotonic()
    found = measure_samples(chosen.trials) if chosen.samples else measure(chosen.trials)
    for name, false in found.items():
        print(f"{name:14} {false:6} of {chosen.trials:,}")
    total = chosen.trials * len(found)
    print(f"{'all':14} {sum(found.values()):6} of {total:,} ({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
