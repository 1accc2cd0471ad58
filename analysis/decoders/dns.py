"""DNS messages: what was asked for and answered, also by multicast in the home and over HTTPS.

Sources: RFC 1035, section 4 (format, compression), RFC 3596 (AAAA), RFC 2782 (SRV), RFC 6762 (multicast: the
first bit of the class).
"""

from __future__ import annotations

import ipaddress
import struct
from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_TYPES: Final = {
    1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA", 33: "SRV", 41: "OPT", 43: "DS",
    46: "RRSIG", 47: "NSEC", 48: "DNSKEY", 64: "SVCB", 65: "HTTPS", 255: "ANY", 257: "CAA",
}  # fmt: skip
_CLASSES: Final = frozenset({1, 255})
_DECLARED: Final = "application/dns-message"
_MOST: Final = 128  # questions and records
_LONGEST: Final = 9_000  # bytes
_JUMPS: Final = 16

Read = tuple[str, int]


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 17 <= len(data) <= min(limit, _LONGEST):
        return None
    if part.media_type != _DECLARED and (part.path != "body" or part.media_type):
        return None
    flags, *counts = struct.unpack(">5H", data[2:12])
    if flags & 0x7870 or not 1 <= sum(counts) <= _MOST:
        return None
    questions: list[Tree] = []
    answers: list[Tree] = []
    at = 12
    for index in range(sum(counts)):
        read = _question(data, at) if index < counts[0] else _record(data, at)
        if read is None:
            return None
        said, at = read
        (questions if index < counts[0] else answers).append(said)
    if at != len(data):
        return None
    tree: dict[str, Tree] = {"questions": questions}
    if answers:
        tree["answers"] = answers
    return Opened(label="dns", tree=tree)


def _question(data: bytes, at: int) -> tuple[Tree, int] | None:
    named = _name(data, at)
    if named is None or named[1] + 4 > len(data):
        return None
    name, at = named
    kind, group = struct.unpack_from(">2H", data, at)
    if kind not in _TYPES or group & 0x7FFF not in _CLASSES:
        return None
    return {"qname": name, "qtype": _TYPES[kind]}, at + 4


def _record(data: bytes, at: int) -> tuple[Tree, int] | None:
    named = _name(data, at)
    if named is None or named[1] + 10 > len(data):
        return None
    name, at = named
    kind, group, _, size = struct.unpack_from(">2HIH", data, at)
    value = data[at + 10 : at + 10 + size]
    if kind not in _TYPES or len(value) != size or (_TYPES[kind] != "OPT" and group & 0x7FFF not in _CLASSES):
        return None
    said: dict[str, Tree] = {"rname": name, "rtype": _TYPES[kind]}
    if kind in (1, 28):
        if size != (4 if kind == 1 else 16):
            return None
        said["address"] = str(ipaddress.ip_address(value))
    elif kind in (2, 5, 12, 33):
        target = _name(data, at + 10 + (6 if kind == 33 else 0))
        if target is None:
            return None
        said["target"] = target[0]
    elif kind == 16:
        said["text"] = _texts(value)
    return said, at + 10 + size


def _texts(value: bytes) -> list[Tree]:
    found: list[Tree] = []
    at = 0
    while at < len(value):
        found.append(value[at + 1 : at + 1 + value[at]].decode("utf-8", "replace"))
        at += 1 + value[at]
    return found


def _name(data: bytes, at: int) -> Read | None:
    """A name with its dots, and where the bytes go on; pointers lead backwards only."""
    labels: list[str] = []
    behind = 0
    for _ in range(_JUMPS * 8):
        size = data[at] if at < len(data) else 64
        if size >= 0xC0 and at + 1 < len(data):
            behind = behind or at + 2
            target = int.from_bytes(data[at : at + 2]) & 0x3FFF
            if target >= at:
                return None
            at = target
        elif size > 63:
            return None
        elif size == 0:
            return (".".join(labels), behind or at + 1) if sum(map(len, labels)) < 255 else None
        else:
            label = data[at + 1 : at + 1 + size]
            if len(label) != size or any(byte < 32 for byte in label):
                return None
            labels.append(label.decode("utf-8", "replace"))
            at += 1 + size
    return None


DECODER = Decoder(name="dns", order=26, open=_open, takes="bytes")
