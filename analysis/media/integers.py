"""Integers out of the bytes at hand; what lies past their end is an error, never a guess."""

from __future__ import annotations

import struct
from typing import Literal


class Truncated(Exception):
    """The bytes end, or contradict themselves, before the value is told."""


def number(data: bytes, at: int, width: int, order: Literal["big", "little"] = "big") -> int:
    """The unsigned integer of ``width`` bytes at offset ``at``; raises ``Truncated``."""
    if at < 0 or at + width > len(data):
        raise Truncated
    return int.from_bytes(data[at : at + width], order)


def floating(data: bytes, at: int, width: int) -> float:
    """The big-endian IEEE 754 number of 4 or 8 bytes at offset ``at``; raises ``Truncated``."""
    if at < 0 or at + width > len(data) or width not in (4, 8):
        raise Truncated
    value: float = struct.unpack_from(">f" if width == 4 else ">d", data, at)[0]
    return value
