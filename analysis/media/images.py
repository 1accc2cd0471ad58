"""Still images by their content: JPEG, PNG, GIF, WebP, BMP, TIFF/DNG here; HEIC and AVIF in heif.py. Nothing is decoded."""

from __future__ import annotations

import zlib
from typing import Final

from analysis.media.exif import read_exif
from analysis.media.heif import heif_picture
from analysis.media.integers import Truncated, number
from analysis.media.records import Picture

_SEGMENT_LIMIT: Final = 512
_CHUNK_LIMIT: Final = 8192
_START_OF_FRAME: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_APPLICATION_MARKS: Final = (
    b"JFIF\0",
    b"Exif\0\0",
    b"ICC_PROFILE\0",
    b"http://ns.adobe.com/",
    b"Adobe",
    b"Photoshop 3.0",
)


def recognise_image(data: bytes) -> Picture | None:
    """The still image that ``data`` is or is the beginning of; None where its structure is that of no known one."""
    for reader in (_jpeg, _png, _gif, _webp, heif_picture, _tiff, _bmp):
        try:
            found = reader(data)
        except Truncated:
            continue
        if found is not None:
            return found
    return None


def _jpeg(data: bytes) -> Picture | None:
    """A chain of marker segments (ITU-T T.81, annex B) up to the frame header, or to the end of the bytes at hand."""
    if data[:3] != b"\xff\xd8\xff":
        return None
    at, exif, marked, cut = 2, b"", False, False
    for _ in range(_SEGMENT_LIMIT):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 4 > len(data):
            cut = True
            break
        marker, length = data[at + 1], number(data, at + 2, 2)
        if (
            data[at] != 0xFF
            or (length < 2 and marker not in _STANDALONE)
            or marker in (0x00, 0xD8, 0xD9, 0xDA)
        ):
            break
        if marker in _STANDALONE:
            at += 2
            continue
        segment = data[at + 4 : at + 2 + length]
        if marker in _START_OF_FRAME:
            return _jpeg_frame(segment, exif)
        if 0xE0 <= marker <= 0xEF and segment.startswith(_APPLICATION_MARKS):
            marked = True
            exif = segment[6:] if not exif and segment.startswith(b"Exif\0\0") else exif
        at += 2 + length
    return Picture(format="JPEG", media_type="image/jpeg", exif=exif) if marked and cut else None


def _jpeg_frame(segment: bytes, exif: bytes) -> Picture | None:
    height, width, components = number(segment, 1, 2), number(segment, 3, 2), number(segment, 5, 1)
    if segment[0] not in (8, 12, 16) or width == 0 or not 1 <= components <= 4:
        return None
    return Picture(format="JPEG", media_type="image/jpeg", width=width, height=height or None, exif=exif)


def _png(data: bytes) -> Picture | None:
    """The signature and an IHDR chunk whose checksum is right; EXIF from an eXIf chunk."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[8:16] != b"\0\0\0\rIHDR":
        return None
    if zlib.crc32(data[12:29]) != number(data, 29, 4):
        return None
    exif, at = b"", 33
    for _ in range(_CHUNK_LIMIT):
        if at + 8 > len(data):
            break
        length = number(data, at, 4)
        if data[at + 4 : at + 8] == b"eXIf":
            exif = data[at + 8 : at + 8 + length]
            break
        at += 12 + length
    width, height = number(data, 16, 4), number(data, 20, 4)
    indexed = data[25] == 3
    return Picture(
        format="PNG", media_type="image/png", width=width, height=height, exif=exif, palette=indexed
    )


def _gif(data: bytes) -> Picture | None:
    """The screen descriptor, and behind its colour table the introducer of a block that exists (GIF89a)."""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    width, height = number(data, 6, 2, "little"), number(data, 8, 2, "little")
    flags = number(data, 10, 1)
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    kind, label = number(data, at, 1), number(data, at + 1, 1)
    extension = kind == 0x21 and label in (0x01, 0xF9, 0xFE, 0xFF)
    image = kind == 0x2C and number(data, at + 5, 2, "little") <= width and len(data) > at + 9
    if width == 0 or height == 0 or not (extension or image):
        return None
    return Picture(format="GIF", media_type="image/gif", width=width, height=height, palette=True)


def _webp(data: bytes) -> Picture | None:
    """A RIFF file of type WEBP whose first chunk is a VP8, VP8L or VP8X with its own marks."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = number(data, 26, 2, "little") & 0x3FFF, number(data, 28, 2, "little") & 0x3FFF
    elif kind == b"VP8L" and data[20:21] == b"\x2f":
        bits = number(data, 21, 4, "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8X" and number(data, 16, 4, "little") == 10:
        width, height = number(data, 24, 3, "little") + 1, number(data, 27, 3, "little") + 1
    else:
        return None
    return Picture(format="WebP", media_type="image/webp", width=width, height=height, exif=_webp_exif(data))


def _webp_exif(data: bytes) -> bytes:
    at = 12
    for _ in range(_CHUNK_LIMIT):
        if at + 8 > len(data):
            return b""
        length = number(data, at + 4, 4, "little")
        if data[at : at + 4] == b"EXIF":
            return data[at + 8 : at + 8 + length].removeprefix(b"Exif\0\0")
        at += 8 + length + (length & 1)
    return b""


def _bmp(data: bytes) -> Picture | None:
    """A Windows bitmap: its file header, and an information header whose size, planes and depth exist."""
    if data[:2] != b"BM" or number(data, 6, 4) or number(data, 14, 4, "little") not in (40, 52, 56, 108, 124):
        return None
    width, height = number(data, 18, 4, "little"), number(data, 22, 4, "little")
    height = min(height, (1 << 32) - height)  # negative: from the top
    depth, start = number(data, 28, 2, "little"), number(data, 10, 4, "little")
    if number(data, 26, 2, "little") != 1 or depth not in (1, 4, 8, 16, 24, 32) or not 54 <= start <= 2_048:
        return None
    if not 0 < width <= 1 << 16 or not 0 < height <= 1 << 16:
        return None
    return Picture(format="BMP", media_type="image/bmp", width=width, height=height, palette=depth <= 8)


def _tiff(data: bytes) -> Picture | None:
    """A TIFF whose first directory gives a size in pixels, as TIFF 6.0 demands."""
    if data[:4] not in (b"II*\0", b"MM\0*"):
        return None
    exif = read_exif(data)
    if exif is None or not exif.width or not exif.height or max(exif.width, exif.height) > 1 << 20:
        return None
    name, kind = ("DNG", "image/x-adobe-dng") if exif.is_dng else ("TIFF", "image/tiff")
    return Picture(format=name, media_type=kind, width=exif.width, height=exif.height, exif=data)
