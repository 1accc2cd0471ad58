"""The program by which the kernel picks the packets that matter: DNS, and what opens or ends a TLS connection.

Classic BPF over a packet that begins at its network header (a cooked packet socket gives it so, whatever the link): IPv4
and IPv6, UDP and TCP port 53, and TCP to port 443 with SYN, FIN or RST or with a payload. Later fragments and packets
with IPv6 extension headers are left out.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

SNAP: Final = 17_408  # bytes taken of a packet: a whole TLS record and all headers

# op codes, from linux/filter.h
_LOAD_BYTE, _LOAD_HALF = 0x30, 0x28
_LOAD_BYTE_X, _LOAD_HALF_X = 0x50, 0x48
_LOAD_MEMORY, _STORE, _TO_X = 0x60, 0x02, 0x07
_X_FROM_IP_HEADER, _X_IMMEDIATE = 0xB1, 0x01
_AND, _RIGHT, _ADD, _ADD_X = 0x54, 0x74, 0x04, 0x0C
_JUMP, _EQUAL, _ANY_BIT, _GREATER_X, _RETURN = 0x05, 0x15, 0x45, 0x2D, 0x06
_CONDITIONAL: Final = (_EQUAL, _ANY_BIT, _GREATER_X)


class _Step(NamedTuple):
    """One instruction; ``yes`` and ``no`` are labels, "" is the next instruction."""

    code: int
    k: int = 0
    yes: str = ""
    no: str = ""
    label: str = ""


_STEPS: Final = (
    _Step(_LOAD_BYTE, 0),
    _Step(_RIGHT, 4),
    _Step(_EQUAL, 4, no="six"),
    _Step(_LOAD_HALF, 6),
    _Step(_ANY_BIT, 0x1FFF, yes="drop"),  # not the first fragment
    _Step(_LOAD_HALF, 2),
    _Step(_STORE, 0),  # memory 0: length of the whole packet
    _Step(_X_FROM_IP_HEADER, 0),
    _Step(_LOAD_BYTE, 9),
    _Step(_JUMP, yes="transport"),
    _Step(_EQUAL, 6, no="drop", label="six"),
    _Step(_LOAD_HALF, 4),
    _Step(_ADD, 40),
    _Step(_STORE, 0),
    _Step(_X_IMMEDIATE, 40),
    _Step(_LOAD_BYTE, 6),
    _Step(_EQUAL, 17, yes="udp", label="transport"),
    _Step(_EQUAL, 6, no="drop"),
    _Step(_LOAD_HALF_X, 2),
    _Step(_EQUAL, 443, yes="tls"),
    _Step(_EQUAL, 53, yes="take"),
    _Step(_LOAD_HALF_X, 0),
    _Step(_EQUAL, 53, yes="take", no="drop"),
    _Step(_LOAD_HALF_X, 0, label="udp"),
    _Step(_EQUAL, 53, yes="take"),
    _Step(_LOAD_HALF_X, 2),
    _Step(_EQUAL, 53, yes="take", no="drop"),
    _Step(_LOAD_BYTE_X, 13, label="tls"),
    _Step(_ANY_BIT, 0x07, yes="take"),  # FIN, SYN, RST
    _Step(_LOAD_BYTE_X, 12),
    _Step(_AND, 0xF0),
    _Step(_RIGHT, 2),  # the TCP header's length
    _Step(_ADD_X),
    _Step(_TO_X),  # X: length of all headers
    _Step(_LOAD_MEMORY, 0),
    _Step(_GREATER_X, yes="take", no="drop"),
    _Step(_RETURN, SNAP, label="take"),
    _Step(_RETURN, 0, label="drop"),
)


def program() -> bytes:
    """The instructions as the kernel takes them (``struct sock_filter``, 8 bytes each)."""
    places = {step.label: place for place, step in enumerate(_STEPS) if step.label}

    def distance(label: str, place: int) -> int:
        return places[label] - place - 1 if label else 0

    assembled = b""
    for place, step in enumerate(_STEPS):
        if step.code == _JUMP:
            assembled += struct.pack("=HBBI", step.code, 0, 0, distance(step.yes, place))
        elif step.code in _CONDITIONAL:
            yes, no = distance(step.yes, place), distance(step.no, place)
            assembled += struct.pack("=HBBI", step.code, yes, no, step.k)
        else:
            assembled += struct.pack("=HBBI", step.code, 0, 0, step.k)
    return assembled
