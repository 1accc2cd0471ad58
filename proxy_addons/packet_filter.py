"""The program by which the kernel cuts packets short of which only the headers matter: what TLS servers send, in bulk.

Classic BPF, with loads relative to the network header, so that it holds for every kind of link. Whatever is out of the
ordinary is taken whole. Op codes: linux/filter.h.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

WHOLE: Final = 1 << 18  # bytes
HEADERS: Final = 192  # bytes: link, IPv6 and TCP with all options
_NETWORK: Final = -0x100000  # SKF_NET_OFF
_PROTOCOL: Final = -0x1000  # SKF_AD_OFF + SKF_AD_PROTOCOL: the EtherType, whatever the link
_LOAD_BYTE, _LOAD_HALF = 0x30, 0x28
_EQUAL, _ANY_BIT, _RETURN = 0x15, 0x45, 0x06


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
    _Step(_EQUAL, 443, yes="headers", no="whole"),
    _Step(_LOAD_BYTE, _NETWORK + 6, label="six"),
    _Step(_EQUAL, 6, no="whole"),
    _Step(_LOAD_HALF, _NETWORK + 40),
    _Step(_EQUAL, 443, yes="headers", no="whole"),
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
