"""Takes the password out of the CONNECT with which an MQTT connection begins, before anything is journalled.

Source: OASIS, "MQTT Version 3.1.1" and "MQTT Version 5.0", section 3.1. The packet keeps its length.
"""

from __future__ import annotations

from typing import Final

_MASK: Final = b"*"
_MOST: Final = 1 << 17  # bytes of a CONNECT; a longer one is none that a device sends


class PasswordMask:
    """Give it what is read, piece by piece; it gives back as many bytes, those of the password as asterisks.

    Where a CONNECT does not come in one piece, what cannot be told to be harmless is masked as well.
    """

    def __init__(self) -> None:
        self._to_come = -1  # bytes of CONNECT in the next pieces; -1: nothing was read yet

    def __call__(self, data: bytes) -> bytes:
        if self._to_come == 0:
            return data
        if self._to_come > 0:
            masked = min(self._to_come, len(data))
            self._to_come -= masked
            return _MASK * masked + data[masked:]
        size, start = _length(data)
        self._to_come = max(0, start + size - len(data))
        end = min(start + size, len(data))
        if start == 0:  # not even its length is there
            self._to_come = _MOST
            return data[:1] + _MASK * (len(data) - 1)
        place = _password(data[start:end])
        if place is None:
            return data
        begin, stop = start + place[0], min(start + place[1], end)
        return data[:begin] + _MASK * (stop - begin) + data[stop:]


def _length(data: bytes) -> tuple[int, int]:
    """The remaining length and where the rest begins; a place of 0 where it cannot be read."""
    value = 0
    for count, byte in enumerate(data[1:5]):
        value |= (byte & 127) << 7 * count
        if byte < 128:
            return value, 2 + count
    return 0, 0


def _password(body: bytes) -> tuple[int, int] | None:
    """Where the password stands in a CONNECT after its length; to the end of it, where it is not all there.

    None where the packet says that there is none.
    """
    at = 2 + int.from_bytes(body[:2], "big")
    version, flags = body[at : at + 1], body[at + 1 : at + 2]
    if not flags:
        return min(at, len(body)), _MOST
    if not flags[0] & 0x40:
        return None
    at += 4
    if version == b"\x05":
        at = _behind_properties(body, at)
    at = _behind_text(body, at)
    if flags[0] & 0x04:  # the will: its topic and what it says
        if version == b"\x05":
            at = _behind_properties(body, at)
        at = _behind_text(body, _behind_text(body, at))
    if flags[0] & 0x80:
        at = _behind_text(body, at)
    if at + 2 > len(body):
        return min(at, len(body)), _MOST
    return at + 2, at + 2 + int.from_bytes(body[at : at + 2], "big")


def _behind_text(body: bytes, at: int) -> int:
    return at + 2 + int.from_bytes(body[at : at + 2], "big")


def _behind_properties(body: bytes, at: int) -> int:
    size, start = _length(b"\0" + body[at : at + 4])
    return at + start - 1 + size
