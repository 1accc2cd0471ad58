"""Boxes of the ISO base media file format (ISO/IEC 14496-12): what HEIC, AVIF, MP4, MOV, M4A and 3GP are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.media.integers import number

BOX_LIMIT: Final = 4096  # boxes read at one level
_BRAND_LIMIT: Final = 32


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One box: ``start``/``end`` of its content, ``end`` clipped to the bytes at hand (then ``whole`` is False)."""

    kind: bytes
    start: int
    end: int
    whole: bool


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie side by side in ``data[start:end]``; stops at the first that is malformed."""
    end = min(end, len(data))
    for _ in range(BOX_LIMIT):
        if start + 8 > end:
            return
        size, kind, header = number(data, start, 4), data[start + 4 : start + 8], 8
        if size == 1 and start + 16 <= end:
            size, header = number(data, start + 8, 8), 16
        elif size == 0:
            size = end - start
        if size < header:
            return
        after = start + size
        yield Box(kind=kind, start=start + header, end=min(after, end), whole=after <= end)
        start = after


def child(data: bytes, box: Box, *kinds: bytes) -> Box | None:
    """The first box down the path ``kinds`` inside ``box``; None where it is missing."""
    current: Box | None = box
    for kind in kinds:
        if current is None:
            return None
        current = next(
            (found for found in boxes(data, current.start, current.end) if found.kind == kind), None
        )
    return current


def brands(data: bytes) -> tuple[str, ...]:
    """Major brand, then compatible brands, of a file that starts with a whole ``ftyp``; () otherwise."""
    first = next(boxes(data, 0, len(data)), None)
    if first is None or first.kind != b"ftyp" or not first.whole or first.end - first.start < 8:
        return ()
    offsets = [first.start, *range(first.start + 8, first.end - 3, 4)][:_BRAND_LIMIT]
    return tuple(data[at : at + 4].replace(b"\0", b" ").decode("latin-1") for at in offsets)
