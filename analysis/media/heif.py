"""HEIC, HEIF and AVIF: size in pixels and the EXIF block, from the meta box (ISO/IEC 23008-12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.media.integers import Truncated, number
from analysis.media.isobmff import Box, boxes, brands, child
from analysis.media.records import Picture

_AVIF: Final = frozenset({"avif", "avis"})
_HEIC: Final = frozenset({"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"})
_HEIF: Final = frozenset({"mif1", "mif2", "msf1"})
_ITEM_LIMIT: Final = 4096
_EXIF_LIMIT: Final = 1 << 20


def heif_picture(data: bytes) -> Picture | None:
    """The picture of an ISO-BMFF file with an image brand; None for every other file. Never raises."""
    named = brands(data)
    if not named or named[0] not in _AVIF | _HEIC | _HEIF:
        return None
    kinds = set(named)
    name = "AVIF" if kinds & _AVIF else "HEIC" if kinds & _HEIC else "HEIF"
    meta = next((box for box in boxes(data, 0, len(data)) if box.kind in (b"meta", b"moov")), None)
    if meta is None:
        followed = len(list(boxes(data, 0, len(data)))) > 1
        return Picture(format=name, media_type=f"image/{name.lower()}", sure=False) if followed else None
    width, height = _dimensions(data, meta) if meta.kind == b"meta" else _track_dimensions(data, meta)
    return Picture(
        format=name,
        media_type=f"image/{name.lower()}",
        width=width,
        height=height,
        exif=_exif(data, meta) if meta.kind == b"meta" else b"",
    )


def _inside(meta: Box) -> Box:
    """The meta box without its version and flags."""
    return Box(kind=meta.kind, start=meta.start + 4, end=meta.end, whole=meta.whole)


def _dimensions(data: bytes, meta: Box) -> tuple[int | None, int | None]:
    """Of the largest item: tiles and thumbnails are smaller than the picture that they make up. None where cut off."""
    properties = child(data, _inside(meta), b"iprp", b"ipco")
    if properties is None or not properties.whole:
        return None, None
    sizes: list[tuple[int, int]] = []
    for box in boxes(data, properties.start, properties.end):
        if box.kind == b"ispe" and box.end - box.start >= 12:
            sizes.append((number(data, box.start + 4, 4), number(data, box.start + 8, 4)))
    plausible = [size for size in sizes if 0 < size[0] <= 1 << 16 and 0 < size[1] <= 1 << 16]
    return max(plausible, key=lambda size: size[0] * size[1], default=(None, None))


def _track_dimensions(data: bytes, moov: Box) -> tuple[int | None, int | None]:
    """Of an image sequence: the track header ends with width and height, in 16.16 fixed point."""
    header = child(data, moov, b"trak", b"tkhd")
    if header is None or not header.whole or header.end - header.start < 84:
        return None, None
    return number(data, header.end - 8, 2) or None, number(data, header.end - 4, 2) or None


def _exif(data: bytes, meta: Box) -> bytes:
    """The TIFF block of the item of type Exif; b"" where there is none or it lies past the bytes at hand."""
    try:
        item = _exif_item(data, meta)
        if item is None:
            return b""
        for number_of_item, inside, extents in _locations(data, meta):
            if number_of_item == item:
                return _tiff(b"".join(_extent(data, meta, inside, *extent) for extent in extents))
    except Truncated:
        return b""
    return b""


def _exif_item(data: bytes, meta: Box) -> int | None:
    information = child(data, _inside(meta), b"iinf")
    if information is None:
        return None
    header = 6 if number(data, information.start, 1) == 0 else 8
    for box in boxes(data, information.start + header, information.end):
        if box.kind != b"infe" or box.end - box.start < 12:
            continue
        version = number(data, box.start, 1)
        width = 4 if version == 3 else 2
        if version in (2, 3) and data[box.start + 6 + width : box.start + 10 + width] == b"Exif":
            return number(data, box.start + 4, width)
    return None


def _locations(data: bytes, meta: Box) -> Iterator[tuple[int, bool, list[tuple[int, int]]]]:
    """(item, whether inside idat, [(offset, length)]) of every item in the iloc box."""
    box = child(data, _inside(meta), b"iloc")
    if box is None:
        return
    version, sizes, at = number(data, box.start, 1), number(data, box.start + 4, 2), box.start + 6
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version >= 2 else 2
    count, at = number(data, at, wide), at + wide
    for _ in range(min(count, _ITEM_LIMIT)):
        item, at = number(data, at, wide), at + wide
        method = number(data, at, 2) & 15 if version >= 1 else 0
        at += (2 if version >= 1 else 0) + 2
        base, at = number(data, at, base_size), at + base_size
        extent_count, at = min(number(data, at, 2), 16), at + 2
        extents: list[tuple[int, int]] = []
        for _ in range(extent_count):
            at += index_size if version >= 1 else 0
            offset, length = number(data, at, offset_size), number(data, at + offset_size, length_size)
            at += offset_size + length_size
            extents.append((base + offset, length))
        yield item, method == 1, extents


def _extent(data: bytes, meta: Box, inside: bool, offset: int, length: int) -> bytes:
    store = child(data, _inside(meta), b"idat") if inside else None
    start = offset + (store.start if store is not None else 0)
    return data[start : start + min(length, _EXIF_LIMIT)]


def _tiff(item: bytes) -> bytes:
    """The item without the offset that stands before the TIFF header, and without an ``Exif\\0\\0``."""
    skip = 4 + number(item, 0, 4)
    for start in (skip, 10, 4, 0):
        if item[start : start + 4] in (b"II*\0", b"MM\0*"):
            return item[start:]
    return b""
