"""Reports bytes that nothing could read, so that what was not looked into is never silent."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from analysis.entropy import entropy_of
from analysis.file_digests import is_file_digest
from analysis.media.images import recognise_image
from analysis.media.one_colour import is_of_one_colour
from analysis.media.pure_tone import is_of_a_program
from analysis.needs import Needs
from analysis.payload import Blob, Payload
from analysis.published_pictures import is_published_picture
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "opaque.bytes"
_LEAST: Final = 16  # bytes; fewer are a number or a key
_ICON: Final = 64  # points, as ``photo`` leaves them out
_LARGEST_ICON: Final = 4096  # bytes
_SAMPLED: Final = 4096  # bytes whose entropy is counted
_MOST: Final = 200  # blobs of one message
_RANDOM: Final = 7.5  # bits a byte, of 1,024 bytes and more: encrypted, compressed or random

# Signatures at the start of the bytes. Sources: RFC 9580 (OpenPGP armour), the Java Object Serialization protocol, and the
# file signatures that each format's own specification gives.
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"-----BEGIN PGP", "OpenPGP armour"),
    (b"-----BEGIN ", "PEM text"),
    (b"age-encryption.org/v1", "age encrypted file"),
    (b"Salted__", "OpenSSL encrypted data"),
    (b"\xac\xed\x00\x05", "Java serialised objects"),
    (b"%PDF-", "PDF document"),
    (b"0Y0\x13\x06\x07*\x86H\xce=\x02\x01", "public key"),  # RFC 5480
    (b'0\x82\x01"0\r\x06\t*\x86H\x86\xf7\r\x01\x01\x01', "public key"),  # RFC 8017, of 2,048 bits
    (b"PK\x03\x04", "ZIP archive"),
    (b"PK\x05\x06", "ZIP archive, empty"),
    (b"\x1f\x8b\x08", "gzip data"),
    *((b"BZh%d1AY&SY" % level, "bzip2 data") for level in range(1, 10)),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\x04\x22\x4d\x18", "LZ4 frame"),
    (b"\xff\x06\x00\x00sNaPpY", "Snappy frames"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"bplist00", "binary property list"),
    (b":)\n", "Smile data"),
    (b"\xe0\x01\x00\xea", "Amazon Ion data"),
    (b"Obj\x01", "Avro container"),
    (b"PAR1", "Parquet file"),
    (b"ARROW1", "Arrow file"),
    (b"\x89HDF\r\n\x1a\n", "HDF5 file"),
    (b"\x7fELF", "ELF program or core dump"),
    (b"MDMP", "Windows minidump"),
    (b"\xca\xfe\xba\xbe", "Java class or Mach-O program"),
    (b"dex\n", "Android program code"),
    (b"JAVA PROFILE", "Java heap dump"),
    (b"\x00asm", "WebAssembly"),
    (b"perfetto", "Perfetto trace"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF container"),
    (b"OggS", "Ogg container"),
    (b"fLaC", "FLAC audio"),
    (b"ID3", "MP3 audio"),
    (b"\x1a\x45\xdf\xa3", "Matroska container"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"wOF2", "web font"),
    (b"wOFF", "web font"),
    (b"\xd4\xc3\xb2\xa1", "packet capture"),
    (b"\x0a\x0d\x0d\x0a", "packet capture"),
    (b"\x16\x03\x01", "TLS records"),
    (b"\x16\x03\x03", "TLS records"),
)
_STARTS: Final = frozenset(signature[0] for signature, _ in _SIGNATURES)


def _detect(payload: Payload) -> Iterator[Observation]:
    sent = payload.transmission.path
    for blob in payload.blobs[:_MOST]:
        data = blob.data
        if len(data) < _LEAST or _is_icon(data) or is_of_one_colour(data) or _is_a_pattern(data):
            continue
        if is_file_digest(blob, surroundings(payload)):
            continue
        published = is_published_picture(payload.transmission) and recognise_image(data) is not None
        if not published and not is_of_a_program(data, sent, blob.filename):
            yield _observation(blob)


def _is_icon(data: bytes) -> bool:
    """A PNG, GIF or JPEG of at most 64 points a side: a part of a page, of which nothing is left to be read."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        sides = struct.unpack(">II", data[16:24])
    elif data.startswith(b"GIF8") and len(data) >= 10:
        sides = struct.unpack("<HH", data[6:10])
    elif (
        data.startswith(b"\xff\xd8\xff") and len(data) <= _LARGEST_ICON and (picture := recognise_image(data))
    ):
        sides = (picture.width or _ICON + 1, picture.height or _ICON + 1)
    else:
        return False
    return len(data) <= _LARGEST_ICON and max(sides) <= _ICON


def _is_a_pattern(data: bytes) -> bool:
    """Bytes that are all the same, or count on from one to the next: what fills a space, or tests a line."""
    step = data[1] - data[0]
    run = bytes((data[0] + step * at) % 256 for at in range(256))
    return data == (run * (len(data) // len(run) + 1))[: len(data)]


def _observation(blob: Blob) -> Observation:
    entropy = entropy_of(blob.data[:_SAMPLED])
    known = _format_of(blob.data)
    size = f"{blob.size:,} byte{'' if blob.size == 1 else 's'}"
    return Observation(
        category=_CATEGORY,
        property="x_opaque",
        path=blob.path,
        value=f"{size}, entropy {entropy:.1f} bits/byte, {known or _kind(blob.data, entropy)}",
        reasoning=_reasoning(blob, known),
        rule="opaque.known" if known else "opaque.unknown",
        confidence=Confidence.CERTAIN,
        measures=Measures(size=blob.size, media_type=blob.media_type or None),
    )


def _format_of(data: bytes) -> str:
    if data[0] in _STARTS:
        for signature, name in _SIGNATURES:
            if data.startswith(signature):
                return name
    return "ISO media file" if data[4:8] == b"ftyp" else ""


def _kind(data: bytes, entropy: float) -> str:
    if len(data) >= 1024 and entropy >= _RANDOM:
        return "encrypted, compressed or random"
    return "unknown format"


def _reasoning(blob: Blob, known: str) -> str:
    why = (
        "the format is known by its first bytes, but nothing was read from it"
        if known
        else "no decoder knows the format"
    )
    declared = f"; sent as {blob.media_type[:60]}" if blob.media_type else ""
    head = "" if blob.complete else f"; only the first {len(blob.data):,} bytes were kept"
    return f"{why}{declared}{head}"


DETECTOR: Final = Detector(
    name="opaque",
    version=4,
    categories={_CATEGORY: Mapped()},
    rules={
        "opaque.known": "Sixteen or more bytes of a format that is known by its signature, but that nothing read.",
        "opaque.unknown": "Sixteen or more bytes that no decoder opened and no signature names; digests of files, "
        "beside their name or version and their size, are left out.",
    },
    detect=_detect,
    needs=Needs(blobs=True),
)
