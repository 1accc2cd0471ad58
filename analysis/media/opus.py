"""Opus packets without a container: what the first byte of each says, and whether a row of them is sound at all.

RFC 6716, section 3: every byte is a valid first byte, so that one packet proves nothing. A row is told by what all of it
has in common: one frame length, sizes that fit the code, a first coded byte of few values that moves in small steps (the
range coder begins with flags and the level, which change slowly), and bytes behind it that are spread evenly, as those of
any good coder are. What is encrypted has no such byte; where a type stands before it, that jumps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

FRAME_MS: Final = (10, 20, 40, 60) * 3 + (10, 20) * 2 + (2.5, 5, 10, 20) * 4  # by configuration
LARGEST: Final = 1275  # bytes of a frame
LONGEST_MS: Final = 120  # of a packet
TOLD_FROM: Final = 5  # packets, where the message says that they are Opus
UNTOLD_FROM: Final = 20
UNTOLD_SECONDS: Final = 0.4
_BANDS: Final = (
    ("narrowband",) * 4 + ("medium-band",) * 4 + ("wideband",) * 4 + ("super-wideband",) * 2 + ("fullband",) * 2
    + ("narrowband",) * 4 + ("wideband",) * 4 + ("super-wideband",) * 4 + ("fullband",) * 4
)  # fmt: skip
_ORDER: Final = ("narrowband", "medium-band", "wideband", "super-wideband", "fullband")
_MOST_CONFIGS: Final = 4  # of one stream: an encoder changes the bandwidth, seldom the mode, while it runs
RARE: Final = frozenset(
    {0}
)  # configurations that no encoder was seen to choose, and that version bytes and zeros give
_LOOKED_AT: Final = 2_000  # packets
_MINIMUM: Final = 9  # bytes of a frame that are compared; shorter ones are silence
_SPREAD: Final = 7  # positions behind the first byte of which none may be a field of few values
_EVEN: Final = 1.25  # collisions among the bytes behind, by those of bytes without any structure
_STEPS_FROM: Final = 12
_SLOW: Final = 0.7  # of the mean difference of any two values; steps in any order would be near 1
_SURE: Final = 2.9  # so far below 1 for few steps that chance gives it in one of 100,000
_POOL: Final = 240  # bytes


class Packet(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One packet: its configuration (0..31), whether it is stereo, its frames without padding, and its length in ms."""

    config: int
    stereo: bool
    frames: tuple[bytes, ...]
    ms: float


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """``count`` packets, ``seconds`` long, of 1 or 2 ``channels``; ``frame_ms`` of one packet, the widest ``band`` in it."""

    count: int
    seconds: float
    channels: int
    frame_ms: float
    band: str


def packet(data: bytes) -> Packet | None:
    """A packet, or None where the bytes cannot be one (RFC 6716, section 3.4, the requirements R1 to R7)."""
    if not data:
        return None
    config, code, rest = data[0] >> 3, data[0] & 3, data[1:]
    if code == 0:
        frames: tuple[bytes, ...] | None = (rest,)
    elif code == 1:
        half = len(rest) // 2
        frames = (rest[:half], rest[half:]) if len(rest) % 2 == 0 else None
    elif code == 2:
        size, at = _length(rest, 0)
        frames = (rest[at : at + size], rest[at + size :]) if 0 <= size <= len(rest) - at else None
    else:
        frames = _several(rest)
    if frames is None or any(len(frame) > LARGEST for frame in frames):
        return None
    ms = FRAME_MS[config] * len(frames)
    return Packet(config=config, stereo=bool(data[0] & 4), frames=frames, ms=ms) if ms <= LONGEST_MS else None


def _length(data: bytes, at: int) -> tuple[int, int]:
    """A frame's length in one byte or two, and where the next thing begins; -1 where it is cut off."""
    if at >= len(data):
        return -1, at
    if data[at] < 252:
        return data[at], at + 1
    return (4 * data[at + 1] + data[at], at + 2) if at + 1 < len(data) else (-1, at)


def _several(data: bytes) -> tuple[bytes, ...] | None:
    """The frames of a packet of code 3: a count, perhaps padding, of equal length or each behind its own."""
    if not data or not 1 <= (count := data[0] & 63) <= 48:
        return None
    at, padding = 1, 0
    while data[0] & 64:
        if at >= len(data):
            return None
        byte, at = data[at], at + 1
        padding += 254 if byte == 255 else byte
        if byte != 255:
            break
    end = len(data) - padding
    sizes: list[int] = []
    if data[0] & 128:
        for _ in range(count - 1):
            size, at = _length(data, at)
            if size < 0:
                return None
            sizes.append(size)
        sizes.append(end - at - sum(sizes))
    elif end >= at and (end - at) % count == 0:
        sizes = [(end - at) // count] * count
    if not sizes or sizes[-1] < 0:
        return None
    starts = [at + sum(sizes[:index]) for index in range(count)]
    return tuple(data[start : start + size] for start, size in zip(starts, sizes, strict=True))


def row_of(packets: Sequence[bytes], *, told: bool) -> Row | None:
    """What a row of packets is; None where it is no Opus. ``told``: the message says that it is, so that less is asked."""
    read = [found for found in map(packet, packets[:_LOOKED_AT]) if found is not None]
    if len(read) < min(len(packets), _LOOKED_AT) or len(read) < (TOLD_FROM if told else UNTOLD_FROM):
        return None
    lengths = Counter(item.ms for item in read)
    configs = Counter(item.config for item in read)
    ms, often = lengths.most_common(1)[0]
    if len(configs) > _MOST_CONFIGS or often < 0.9 * len(read) or max(map(len, packets)) < 4:
        return None
    seconds = sum(item.ms for item in read) / 1000 * len(packets) / len(read)
    if not told and (seconds <= UNTOLD_SECONDS or not RARE.isdisjoint(configs) or not _is_coded(read)):
        return None
    return Row(
        count=len(packets),
        seconds=seconds,
        channels=2 if any(item.stereo for item in read) else 1,
        frame_ms=ms,
        band=max((_BANDS[config] for config in configs), key=_ORDER.index),
    )


def _is_coded(read: Sequence[Packet]) -> bool:
    """Whether the frames behave as a speech or music coder's do, and not as records, or as what is encrypted."""
    if len({item.stereo for item in read}) > 1 or any(
        not frame for item in read[:50] for frame in item.frames[1:]
    ):
        return False
    heads = [item.frames[0] for item in read if len(item.frames[0]) >= _MINIMUM]
    if len(heads) < UNTOLD_FROM:
        return False
    first = Counter(head[0] for head in heads)
    pairs = len(heads) * (len(heads) - 1) / 2 / 256  # that bytes without structure would have in common
    alike = sum(count * (count - 1) // 2 for count in first.values())
    if alike < pairs + 4.5 * pairs**0.5 + 3 or len(first) < 3 or max(first.values()) > 0.95 * len(heads):
        return False
    if not _moves_slowly([head[0] for head in heads]):
        return False
    for place in range(1, _SPREAD + 1):
        if Counter(head[place] for head in heads).most_common(1)[0][1] > 0.5 * len(heads):
            return False
    pool = Counter(b"".join(head[3:] for head in heads))
    total = pool.total()
    evenness = sum(count * (count - 1) for count in pool.values()) / (total * (total - 1)) * 256
    return total >= _POOL and evenness <= _EVEN


def _moves_slowly(values: Sequence[int]) -> bool:
    """Whether the steps from one value to the next, where it changes, are small beside those between any two of them."""
    steps = [abs(after - before) for before, after in pairwise(values) if after != before]
    counts = sorted(Counter(values).items())
    seen = total = weighted = 0
    for value, count in counts:  # the sum of all differences, by way of how many lie below each value
        weighted += count * (value * seen - total)
        seen, total = seen + count, total + count * value
    pairs = (seen * seen - sum(count * count for _, count in counts)) // 2
    if len(steps) < _STEPS_FROM or not pairs:
        return False
    limit: float = min(_SLOW, 1 - _SURE / len(steps) ** 0.5)
    return sum(steps) / len(steps) <= limit * weighted / pairs
