"""The program by which the kernel cuts packets short of which only the headers matter: what TLS servers send, in bulk.

Classic BPF, with loads relative to the network header, so that it holds for every kind of link. Whatever is out of the
ordinary is taken whole. So is, on Ethernet, a packet that begins with a handshake record, for a certificate may be in it.
(On Ethernet alone: what a card has not put next to the headers can only be loaded by its place in the frame, and a load that
fails drops the packet.) Op codes: linux/filter.h.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

WHOLE: Final = 1 << 18  # bytes
HEADERS: Final = 192  # bytes: link, IPv6 and TCP with all options
_NETWORK: Final = -0x100000  # SKF_NET_OFF
_PROTOCOL: Final = -0x1000  # SKF_AD_OFF + SKF_AD_PROTOCOL: the EtherType, whatever the link
_HARDWARE: Final = _PROTOCOL + 28  # SKF_AD_HATYPE: ARPHRD_…
_ETHERNET, _LOOPBACK, _LINK = 1, 772, 14  # both with a header of 14 bytes
_RECORD: Final = 0x1603  # a handshake record of SSL 3 or TLS
_LOAD_BYTE, _LOAD_HALF, _LOAD_LENGTH, _LOAD_AT_X = 0x30, 0x28, 0x80, 0x48
_EQUAL, _ANY_BIT, _ABOVE, _ABOVE_X, _RETURN = 0x15, 0x45, 0x25, 0x2D, 0x06
_SHIFT_RIGHT, _AND, _ADD, _SUBTRACT, _TO_X = 0x74, 0x54, 0x04, 0x14, 0x07


class _Step(NamedTuple):
    """One instruction; ``yes`` and ``no`` are labels, "" is the next instruction."""

    code: int
    k: int = 0
    yes: str = ""
    no: str = ""
    label: str = ""


_STEPS: Final = (
    _Step(_LOAD_HALF, _PROTOCOL),
    _Step(_EQUAL, 0x86DD, yes="six"),
    _Step(_EQUAL, 0x0800, no="whole"),
    _Step(_LOAD_BYTE, _NETWORK),
    _Step(_EQUAL, 0x45, no="whole"),  # with options
    _Step(_LOAD_HALF, _NETWORK + 6),
    _Step(_ANY_BIT, 0x3FFF, yes="whole"),  # a fragment
    _Step(_LOAD_BYTE, _NETWORK + 9),
    _Step(_EQUAL, 6, no="whole"),
    _Step(_LOAD_HALF, _NETWORK + 20),
    _Step(_EQUAL, 443, no="whole"),
    _Step(_LOAD_HALF, _HARDWARE),
    _Step(_EQUAL, _ETHERNET, yes="four behind"),
    _Step(_EQUAL, _LOOPBACK, no="headers"),
    _Step(_LOAD_LENGTH, label="four behind"),
    _Step(_ABOVE, _LINK + 20 + 12, no="headers"),
    _Step(_LOAD_BYTE, _LINK + 20 + 12),
    _Step(_SHIFT_RIGHT, 2),
    _Step(_AND, 0x3C),  # bytes of the TCP header
    _Step(_ADD, _LINK + 20),
    _Step(_TO_X),
    _Step(_LOAD_LENGTH),
    _Step(_SUBTRACT, 1),
    _Step(_ABOVE_X, yes="four payload", no="headers"),  # two bytes of payload, at least
    _Step(_LOAD_AT_X, 0, label="four payload"),
    _Step(_EQUAL, _RECORD, yes="whole", no="headers"),
    _Step(_LOAD_BYTE, _NETWORK + 6, label="six"),
    _Step(_EQUAL, 6, no="whole"),
    _Step(_LOAD_HALF, _NETWORK + 40),
    _Step(_EQUAL, 443, no="whole"),
    _Step(_LOAD_HALF, _HARDWARE),
    _Step(_EQUAL, _ETHERNET, yes="six behind"),
    _Step(_EQUAL, _LOOPBACK, no="headers"),
    _Step(_LOAD_LENGTH, label="six behind"),
    _Step(_ABOVE, _LINK + 40 + 12, no="headers"),
    _Step(_LOAD_BYTE, _LINK + 40 + 12),
    _Step(_SHIFT_RIGHT, 2),
    _Step(_AND, 0x3C),
    _Step(_ADD, _LINK + 40),
    _Step(_TO_X),
    _Step(_LOAD_LENGTH),
    _Step(_SUBTRACT, 1),
    _Step(_ABOVE_X, yes="six payload", no="headers"),
    _Step(_LOAD_AT_X, 0, label="six payload"),
    _Step(_EQUAL, _RECORD, yes="whole", no="headers"),
    _Step(_RETURN, WHOLE, label="whole"),
    _Step(_RETURN, HEADERS, label="headers"),
)


def program() -> bytes:
    """The instructions as the kernel takes them (``struct sock_filter``, 8 bytes each)."""
    places = {step.label: place for place, step in enumerate(_STEPS) if step.label}

    def distance(label: str, place: int) -> int:
        return places[label] - place - 1 if label else 0

    return b"".join(
        struct.pack(
            "=HBBI", step.code, distance(step.yes, place), distance(step.no, place), step.k & 0xFFFFFFFF
        )
        for place, step in enumerate(_STEPS)
    )
