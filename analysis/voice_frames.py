"""Takes apart what voice services wrap around their sound: Amazon's event stream, Microsoft's speech messages, ESP32's.

Sources, read 2026-11-26: docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html; MicrosoftDocs/azure-docs,
articles/cognitive-services/Speech/API-Reference-REST/websocketprotocol.md; 78/xiaozhi-esp32, docs/websocket_en.md;
rhasspy/wyoming, README.md.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern

_PRELUDE: Final = 12  # bytes: both lengths and their checksum
_LEAST_EVENT: Final = 16
_MOST_HEADERS: Final = 64
_VALUE_SIZES: Final = {
    0: 0,
    1: 0,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    8: 8,
    9: 16,
}  # bytes of a header's value by its type
_HEADER_LINE: Final = lazy_pattern(r"([A-Za-z][A-Za-z0-9-]{0,60}) ?: ?([^\r\n]{0,2000})")
_LONGEST_HEAD: Final = 8_192  # bytes
_LONGEST_LINE: Final = 4_096  # bytes of a Wyoming event's header


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One message of an event stream, or one speech message: its headers (names in lower case) and what it carries."""

    headers: dict[str, str]
    payload: bytes


def amazon_events(data: bytes) -> Iterator[Event]:
    """The messages at the beginning of ``data`` whose lengths and both checksums are right."""
    at = 0
    while at + _LEAST_EVENT <= len(data):
        size, head, checksum = struct.unpack_from(">III", data, at)
        end = at + size
        if size < _LEAST_EVENT + head or end > len(data) or zlib.crc32(data[at : at + 8]) != checksum:
            return
        if zlib.crc32(data[at : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return
        headers = _amazon_headers(data[at + _PRELUDE : at + _PRELUDE + head])
        if headers is None:
            return
        yield Event(headers=headers, payload=data[at + _PRELUDE + head : end - 4])
        at = end


def is_amazon_event(data: bytes) -> bool:
    """Whether an event stream may begin here: the first checksum is right."""
    return len(data) >= _LEAST_EVENT and zlib.crc32(data[:8]) == int.from_bytes(data[8:_PRELUDE], "big")


def _amazon_headers(data: bytes) -> dict[str, str] | None:
    """Headers of text as they are; of the others (times, signatures) only that they are there."""
    found: dict[str, str] = {}
    at = 0
    while at < len(data):
        name_end = at + 1 + data[at]
        if name_end >= len(data) or len(found) >= _MOST_HEADERS:
            return None
        name, kind = data[at + 1 : name_end].decode("utf-8", "replace").lower(), data[name_end]
        start, size = name_end + 1, _VALUE_SIZES.get(kind, -1)
        if kind in (6, 7):
            start, size = start + 2, int.from_bytes(data[start : start + 2], "big")
        if size < 0 or start + size > len(data):
            return None
        found[name] = data[start : start + size].decode("utf-8", "replace") if kind == 7 else ""
        at = start + size
    return found


def speech_message(data: bytes) -> Event | None:
    """A message of Microsoft's speech service; a text one begins with its headers, a binary one with their length."""
    if data[:2].isalpha():
        head, separator, payload = data[: _LONGEST_HEAD + 4].partition(b"\r\n\r\n")
        headers = _lines(head) if separator else None
        payload = data[len(head) + 4 :]
    else:
        size = int.from_bytes(data[:2], "big")
        if len(data) < 2 or not 20 <= size <= min(_LONGEST_HEAD, len(data) - 2):
            return None
        headers, payload = _lines(data[2 : 2 + size]), data[2 + size :]
    if headers is None or "path" not in headers or "x-requestid" not in headers:
        return None
    return Event(headers=headers, payload=payload)


def _lines(head: bytes) -> dict[str, str] | None:
    """Headers of lines, as in HTTP; None where a line is none."""
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").rstrip("\r\n").split("\r\n", _MOST_HEADERS):
        header = _HEADER_LINE.fullmatch(line)
        if header is None:
            return None
        found[header[1].lower()] = header[2].strip()
    return found


def esp_packet(data: bytes) -> bytes | None:
    """The packet of a binary message of version 2 or 3 of the ESP32 assistants' protocol; None for any other bytes."""
    if len(data) > 16 and data[:4] == b"\0\2\0\0" and int.from_bytes(data[12:16], "big") == len(data) - 16:
        return data[16:]
    if len(data) > 4 and data[:2] == b"\0\0" and int.from_bytes(data[2:4], "big") == len(data) - 4:
        return data[4:]
    return None


def numbered_packet(data: bytes) -> bytes | None:
    """The packet behind the type 1, a stream's and a packet's number of Zello's channels; None for any other bytes.

    Source: zelloptt/zello-channel-api, API.md, "Stream data" (read 2026-11-26). Clients may leave the packet's number at 0.
    """
    return data[9:] if len(data) > 9 and data[0] == 1 and data[5:7] == b"\0\0" else None


def wyoming_events(data: bytes) -> Iterator[tuple[dict[str, object], bytes]]:
    """Header (with the further data merged in) and payload of each Wyoming event at the beginning of ``data``."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at, at + _LONGEST_LINE)
        header = _object(data[at:end]) if end > 0 else None
        if header is None or not isinstance(header.get("type"), str):
            return
        more, size = header.get("data_length") or 0, header.get("payload_length") or 0
        if not (isinstance(more, int) and isinstance(size, int) and more >= 0 and size >= 0):
            return
        at = end + 1 + more + size
        if at > len(data):
            return
        further = _object(data[end + 1 : end + 1 + more]) if more else {}
        if further is None:
            return
        told = header.get("data")
        merged = {**(told if isinstance(told, dict) else {}), **further}
        yield {**header, "data": merged}, data[end + 1 + more : at]


def _object(text: bytes) -> dict[str, object] | None:
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
