"""Length of a fragmented MP4: what a phone's browser records has its durations in the fragments, not in the header."""

from __future__ import annotations

from typing import Final

from analysis.media.integers import Truncated, number
from analysis.media.isobmff import Box, boxes, child

_SAMPLE_LIMIT: Final = 1 << 16  # samples read over all fragments
_FRAGMENT_LIMIT: Final = 2048  # track fragments; the body of a message holds a few dozen


def fragment_ticks(data: bytes, moov: Box, trak: Box) -> int | None:
    """Sum of the sample durations of one track over all moof boxes, in the track's time scale; None where cut off."""
    try:
        header = child(data, trak, b"tkhd")
        if header is None:
            return None
        track = number(data, header.start + (20 if number(data, header.start, 1) == 1 else 12), 4)
        default = _default(data, moov, track)
        total, budget, fragments = 0, _SAMPLE_LIMIT, 0
        for box in boxes(data, 0, len(data)):
            if not box.whole:
                return None
            inside = boxes(data, box.start, box.end) if box.kind == b"moof" else ()
            for traf in (part for part in inside if part.kind == b"traf"):
                fragments += 1
                if fragments > _FRAGMENT_LIMIT:
                    return None
                ticks, used = _traf(data, traf, track, default, budget)
                total, budget = total + ticks, budget - used
    except Truncated:
        return None
    return total or None


def _default(data: bytes, moov: Box, track: int) -> int:
    """The default sample duration of a track in mvex/trex; 0 where none is told."""
    extends = child(data, moov, b"mvex")
    for box in boxes(data, extends.start, extends.end) if extends else ():
        if box.kind == b"trex" and number(data, box.start + 4, 4) == track:
            return number(data, box.start + 12, 4)
    return 0


def _traf(data: bytes, traf: Box, track: int, default: int, budget: int) -> tuple[int, int]:
    """(ticks, samples) of one track fragment; (0, 0) where it belongs to another track."""
    header = child(data, traf, b"tfhd")
    if header is None or number(data, header.start + 4, 4) != track:
        return 0, 0
    flags = number(data, header.start + 1, 3)
    at = header.start + 8 + (8 if flags & 1 else 0) + (4 if flags & 2 else 0)
    default = number(data, at, 4) if flags & 8 else default
    ticks = samples = 0
    for run in (box for box in boxes(data, traf.start, traf.end) if box.kind == b"trun"):
        flags, count = number(data, run.start + 1, 3), number(data, run.start + 4, 4)
        if count > budget - samples:
            raise Truncated
        samples += count
        if not flags & 0x100:
            ticks += count * default
            continue
        at = run.start + 8 + (4 if flags & 1 else 0) + (4 if flags & 4 else 0)
        row = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
        ticks += sum(number(data, at + row * index, 4) for index in range(count))
    return ticks, samples
