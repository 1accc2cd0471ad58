"""STUN messages, with which calls and games find out how they are reached: the attributes that can be read.

Source: RFC 8489, sections 5 (header, magic cookie), 14 (attributes; XOR-MAPPED-ADDRESS is masked with the cookie).
"""

from __future__ import annotations

import ipaddress
from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_COOKIE: Final = b"\x21\x12\xa4\x42"
_HEADER: Final = 20  # bytes
_TEXTS: Final = {0x0006: "username", 0x0014: "realm", 0x8022: "software"}
_MAPPED: Final = 0x0020
_IPV4: Final = 8  # bytes of an address with its family and port


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not _HEADER <= len(data) <= limit or part.path != "body":
        return None
    size = int.from_bytes(data[2:4])
    if data[4:8] != _COOKIE or data[0] & 0xC0 or size != len(data) - _HEADER or size % 4:
        return None
    said: dict[str, Tree] = {"method": int.from_bytes(data[:2])}
    at = _HEADER
    while at + 4 <= len(data):
        kind, length = int.from_bytes(data[at : at + 2]), int.from_bytes(data[at + 2 : at + 4])
        value = data[at + 4 : at + 4 + length]
        if len(value) != length:
            return None
        if kind in _TEXTS:
            said[_TEXTS[kind]] = value.decode("utf-8", "replace")
        elif kind == _MAPPED and length == _IPV4:
            masked = int.from_bytes(value[4:]) ^ int.from_bytes(_COOKIE)
            said["mapped_address"] = str(ipaddress.IPv4Address(masked))
        at += 4 + (length + 3) // 4 * 4
    return Opened(label="stun", tree=said)


DECODER = Decoder(name="stun", order=25, open=_open, takes="bytes")
