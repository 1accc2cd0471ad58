"""Tells bytes that a sender meant from bytes that chance made: what base64, hex and percent-encoding give back."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec

from analysis.cbor_values import read_named_map
from analysis.lazy_patterns import lazy_pattern
from analysis.protobuf_wire import WireReader
from analysis.senml_records import read_records

_MAGIC: Final = (
    b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"OggS", b"fLaC", b"ID3\x02", b"ID3\x03",
    b"ID3\x04", b"#!AMR", b"\x1aE\xdf\xa3", b"caff\x00\x01", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18",
    b"\xff\x06\x00\x00sNaPpY", b"bplist00", b"PK\x03\x04", b"%PDF-", b"II*\x00", b"MM\x00*", b"SQLite format 3\x00",
    b"\xac\xed\x00\x05", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh91AY&SY",
)  # fmt: skip
_JPEG: Final = b"\xff\xd8\xff"
# The marker of the first segment: tables, frames, an application's data, a comment (ITU-T T.81, table B.1).
_JPEG_MARKERS: Final = frozenset(
    bytes([marker]) for marker in (0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xFE, *range(0xE0, 0xF0))
)
_RIFF_FORMS: Final = frozenset({b"WAVE", b"WEBP", b"AVI ", b"QLCM", b"RMID", b"AMV ", b"ACON"})
_MAPS: Final = frozenset(
    [*range(0x81, 0x90), 0xDE, 0xDF]
)  # first bytes of a MessagePack map that is not empty
_TEXTS: Final = frozenset([*range(0xA1, 0xC0), 0xD9, 0xDA])
_KEY: Final = lazy_pattern(r"[A-Za-z_$@][\w $@.:/-]{0,63}")
_TOKEN: Final = lazy_pattern(rb"\s{0,8}(?:[Bb]earer\s)?ey[A-Za-z0-9_-]{8,100000}\.[A-Za-z0-9_-]{2}")
_ZLIB: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_INFLATED: Final = 1 << 16  # bytes that a zlib stream is inflated to before it counts
_WHITE: Final = str.maketrans("", "", "\r\n\t")
_HEAD: Final = 64  # bytes that are looked at before all are
_MIN_FOREIGN: Final = 16  # bytes of a text that may hold letters beyond ASCII
_MIN_LETTERS: Final = 4  # in the names of a map
_MIN_MESSAGE: Final = 8  # bytes
_MAX_MESSAGE: Final = 1 << 16
_FIRST_TAGS: Final = frozenset(tag for tag in range(8, 256) if tag & 7 in (0, 1, 2, 5))
_CBOR_MAPS: Final = frozenset([*range(0xA1, 0xBB), 0xBF])
_MIN_DEFLATED: Final = 20  # bytes
_MIN_INFLATED: Final = 24  # characters of text that chance does not make
_FRAME: Final = 5  # bytes before a message of gRPC: a flag, and the length
_MESSAGE_BITS: Final = 14.0  # of evidence: one in 16,000 random texts at most has as much, measured far fewer


def media_type_of(data: bytes) -> str:
    """What bytes out of a text may be taken for: ``""`` where they say it themselves, otherwise that they are bytes.

    Formats without a magic number ask for less evidence behind the second than behind nothing.
    """
    return "" if is_container(data) or is_readable(data) else "application/octet-stream"


def was_meant(data: bytes) -> bool:
    """Whether it is a known container, printable text, that text deflated, a map with names, or a protobuf message.

    Of random bytes, twelve or more, fewer than one in 20,000 pass.
    """
    if is_container(data) or is_readable(data) or is_map(data) or is_cbor_map(data):
        return True
    if read_records(data) is not None:
        return True
    return is_message(data) or is_framed(data) or inflated_whole(data) != b""


def is_container(data: bytes) -> bool:
    """A file or stream that names itself in its first bytes; zlib, whose two bytes prove little, must inflate too."""
    if data.startswith(_MAGIC) or data[4:8] == b"ftyp":
        return True
    if data[8:12] == b".FIT" and len(data) >= 14:
        return True
    if data.startswith(_JPEG) or data.startswith(b"RIFF"):
        return data[8:12] in _RIFF_FORMS if data[:1] == b"R" else data[3:4] in _JPEG_MARKERS
    return data.startswith(_ZLIB) and len(data) >= 12 and _inflates(data)


def _inflates(data: bytes) -> bool:
    stream = zlib.decompressobj()
    try:
        output = stream.decompress(data, _INFLATED)
    except zlib.error:
        return False
    return stream.eof or len(output) == _INFLATED


def is_token(data: bytes) -> bool:
    """A JSON Web Token, whose signature must not stand in a value: neither plain nor as what it was decoded from."""
    return _TOKEN.match(data) is not None


def is_readable(data: bytes) -> bool:
    """Printable UTF-8 of which most is plain ASCII: chance would not make it."""
    head = data[:_HEAD].decode("utf-8", "ignore")
    if len(head) * 2 < len(data[:_HEAD]) or not head.translate(_WHITE).isprintable():
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if len(text) < len(data) and not _is_mostly_ascii(text, len(data)):
        return False
    return text.translate(_WHITE).isprintable()


def _is_mostly_ascii(text: str, size: int) -> bool:
    """Three letters of four; of few bytes chance makes a foreign letter too easily."""
    return size >= _MIN_FOREIGN and sum(letter.isascii() for letter in text) * 4 >= len(text) * 3


def is_map(data: bytes) -> bool:
    """A MessagePack map that fills the bytes, all of whose keys are names (msgpack/msgpack, spec.md)."""
    if len(data) < _MIN_MESSAGE or data[0] not in _MAPS:
        return False
    first = data[{0xDE: 3, 0xDF: 5}.get(data[0], 1) :][:1]
    if not first or first[0] not in _TEXTS:
        return False
    try:
        found = msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError, OverflowError):
        return False
    if not isinstance(found, dict) or not all(isinstance(key, str) and _KEY.fullmatch(key) for key in found):
        return False
    return sum(map(len, found)) >= _MIN_LETTERS


def is_cbor_map(data: bytes) -> bool:
    """A CBOR map that fills the bytes, all of whose keys are names (RFC 8949)."""
    if len(data) < _MIN_MESSAGE or data[0] not in _CBOR_MAPS:
        return False
    found = read_named_map(data)
    if found is None or not isinstance(found[0], dict) or not all(map(_KEY.fullmatch, found[0])):
        return False
    return sum(map(len, found[0])) >= _MIN_LETTERS


def inflated_whole(data: bytes, limit: int = _INFLATED) -> bytes:
    """The text that raw deflate (RFC 1951) was made of, at most ``limit`` bytes; empty where it is anything else.

    It has no magic number: what is not one stream to the last byte, or gives no readable text, counts as something else.
    """
    if len(data) < _MIN_DEFLATED:
        return b""
    stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        output = stream.decompress(data, max(1, limit))
    except zlib.error:
        return b""
    whole = stream.eof and not stream.unused_data
    cut = not stream.eof and len(output) == limit
    return output if (whole or cut) and len(output) >= _MIN_INFLATED and is_readable(output) else b""


def is_framed(data: bytes) -> bool:
    """One protobuf message in the frame of gRPC (grpc/grpc, doc/PROTOCOL-WEB.md), which fills the bytes."""
    return (
        data[:1] == b"\x00"
        and int.from_bytes(data[1:_FRAME], "big") == len(data) - _FRAME
        and is_message(data[_FRAME:])
    )


def is_message(data: bytes) -> bool:
    """A protobuf message by the weight of its tags and values."""
    if not _MIN_MESSAGE <= len(data) <= _MAX_MESSAGE or data[0] not in _FIRST_TAGS:
        return False
    message = WireReader().read(data)
    return message is not None and message.bits >= _MESSAGE_BITS
