"""Socket.IO and Engine.IO packets: ``42["event",{…}]``, ``42/ns,12["ev",…]``, several in one poll, and a cut head of them.

Source: the protocol documents of socketio/socket.io (socket.io-protocol v4, v5) and the change log of engine.io-parser.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from analysis.cut_values import CutBytes
from analysis.json_text import parse_cut_json, parse_json
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_MAX_PACKETS: Final = 5_000
_SEPARATOR: Final = "\x1e"  # between packets since revision 4 of Engine.IO
_JSON_FOLLOWS: Final = r"(?:\d{1,3}-)?(?:/[^,\x1e]{0,200},)?\d{0,9}[{\[]"
_EMPTY: Final = r"(?:[0-6](?:probe|[01](?:/[^,\x1e]{0,200},)?)?\x1e){0,8}"
_HINT: Final = (
    rf"\A(?:{_EMPTY}(?:4[02356]{_JSON_FOLLOWS}|[04]\{{|b[A-Za-z0-9+/]{{4,4000}}={{0,2}}\x1e)"
    rf"|\d{{1,9}}:(?:b4|[0-6][\d:]{{0,16}}{_JSON_FOLLOWS}))"
)
_START: Final = lazy_pattern(_HINT)
_LENGTH: Final = lazy_pattern(r"(\d{1,9}):")
_PACKET: Final = lazy_pattern(r"4([02356])(?:(\d{1,3})-)?(?:(/[^,]{0,200}),)?(\d{0,9})(?=[{\[]|\Z)")
_KINDS: Final = {"0": "connect", "2": "event", "3": "ack", "5": "event", "6": "ack"}
_BINARY_HEAD: Final = lazy_pattern(rb"[\x00\x01]([\x00-\x09]{1,9})\xff")
_FIRST: Final = frozenset(b"0123456b\x00\x01789")

Packet = dict[str, Tree]


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not 3 <= len(data) <= limit:
        return None
    if isinstance(data, str):
        text = data
    elif data[0] not in _FIRST:
        return None
    elif data[0] < 2:
        return _opened(_binary_payload(data, complete=part.complete), complete=part.complete)
    else:
        text = data[:4096].decode("utf-8", "replace")
        if not _START.match(text):
            return None
        text = data.decode("utf-8", "replace" if part.complete else "ignore")
    if not _START.match(text):
        return None
    pieces = _pieces(text, complete=part.complete)
    return _opened(pieces, complete=part.complete) if pieces else None


def _opened(pieces: list[str | bytes], *, complete: bool) -> Opened | None:
    """None unless each piece is a packet, the last of a head that is cut aside, and one of them holds data."""
    packets: list[Tree] = []
    for number, piece in enumerate(pieces, start=1):
        cut = not complete and number == len(pieces)
        packet: Packet | None = {"binary": piece} if isinstance(piece, bytes) else _packet(piece, cut=cut)
        if packet is None and cut:
            break
        if packet is None:
            return None
        if packet:
            packets.append(packet)
    if not any(isinstance(packet, dict) and ("data" in packet or "event" in packet) for packet in packets):
        return None
    return Opened(label="socketio", tree=packets if len(pieces) > 1 else packets[0])


def _pieces(text: str, *, complete: bool) -> list[str | bytes]:
    if _SEPARATOR in text:
        return list(text.split(_SEPARATOR, _MAX_PACKETS)[:_MAX_PACKETS])
    if not _LENGTH.match(text):
        return [text]
    pieces: list[str | bytes] = []
    position = 0
    while position < len(text) and len(pieces) < _MAX_PACKETS:
        found = _LENGTH.match(text, position)
        if found is None:
            return [] if complete else pieces
        position = found.end() + int(found[1])
        pieces.append(text[found.end() : position])
    return pieces if position == len(text) or not complete else []


def _binary_payload(data: bytes, *, complete: bool) -> list[str | bytes]:
    """Revision 3 of Engine.IO with binary: 0 or 1 (text or bytes), the length in decimal digits, 255, the packet."""
    pieces: list[str | bytes] = []
    position = 0
    while position < len(data) and len(pieces) < _MAX_PACKETS:
        found = _BINARY_HEAD.match(data, position)
        if found is None:
            return [] if complete else pieces
        end = found.end() + int("".join(str(digit) for digit in found[1]))
        content = data[found.end() : end]
        if not content or (end > len(data) and complete):
            return []
        if data[position]:
            pieces.append(content[1:] if end <= len(data) else CutBytes(content[1:]))
        else:
            pieces.append(content.decode("utf-8", "replace"))
        position = end
    return pieces


def _packet(text: str, *, cut: bool) -> Packet | None:
    """A packet; empty where it holds nothing (ping, upgrade); None where it is none."""
    if text[:1] == "b":
        return _attachment(text[2:] if text[1:2] == "4" and len(text) % 4 == 2 else text[1:], cut=cut)
    if text[:1] in ("1", "2", "3", "5", "6"):
        return {} if len(text) == 1 or text[1:] == "probe" else None
    if text[:2] in ("0{", "4{"):
        found = _json(text[1:], cut=cut)
        return {"data": found} if isinstance(found, dict) and found else None
    return _message(text, cut=cut)


def _message(text: str, *, cut: bool) -> Packet | None:
    head = _PACKET.match(text)
    if head is None:
        return {} if text in ("40", "41") else None
    kind, namespace, number = _KINDS[head[1]], head[3], head[4]
    packet: Packet = {"namespace": namespace} if namespace else {}
    if head.end() == len(text):
        return packet if kind == "connect" and not number else None
    data = _json(text[head.end() :], cut=cut)
    if kind == "connect":
        return {**packet, "data": data} if isinstance(data, dict) and not number else None
    if not isinstance(data, list):
        return None
    if kind == "ack":
        return {**packet, "data": data} if number else None
    if not data or not isinstance(data[0], str):
        return None
    return {**packet, "event": data[0], "data": _arguments(data[1:])}


def _arguments(data: list[Tree]) -> Tree:
    """What was sent with an event; where it is one thing, that thing."""
    return data[0] if len(data) == 1 else data


def _attachment(text: str, *, cut: bool) -> Packet | None:
    try:
        data = base64.b64decode(text[: len(text) & ~3] if cut else text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return {"binary": CutBytes(data) if cut else data}


def _json(text: str, *, cut: bool) -> Tree:
    found, tree = parse_json(text)
    if not found and cut:
        _, tree = parse_cut_json(text)
    return tree


DECODER = Decoder(name="socketio", order=35, open=_open, hint=_HINT)
