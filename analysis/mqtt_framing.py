"""Says where in a stream of MQTT packets a piece ends: at the end of a packet, or how many bytes of the last are to come."""

from __future__ import annotations

from typing import Final

_FLAGS: Final = {
    1: 0,
    4: 0,
    5: 0,
    6: 2,
    7: 0,
    8: 2,
    10: 2,
    12: 0,
    14: 0,
    15: 0,
}  # packet type to its fixed flags
_MAX_TOPIC: Final = 1_024  # bytes
_MAX_PACKETS: Final = 20_000


def bytes_to_come(data: bytes) -> int | None:
    """0 where the data end with a packet, else what the last one lacks (1 where not even its length is there).

    The data begin with a packet. None where they do not hold packets of a client.
    """
    at = 0
    for _ in range(_MAX_PACKETS):
        if at == len(data):
            return 0
        kind, flags = data[at] >> 4, data[at] & 15
        if (flags & 6 == 6) if kind == 3 else flags != _FLAGS.get(kind, -1):
            return None
        size, start = _length(data, at + 1)
        if start == 0:
            return 1
        if start < 0 or not _is_plausible(kind, size, data[start : start + 2]):
            return None
        at = start + size
        if at > len(data):
            return at - len(data)
    return None


def _length(data: bytes, at: int) -> tuple[int, int]:
    """The length and the place after it; a place of 0 where it is not all there, of -1 where it is none."""
    value = 0
    for count in range(4):
        if at + count >= len(data):
            return 0, 0
        byte = data[at + count]
        value |= (byte & 127) << 7 * count
        if byte < 128:
            return value, at + count + 1
    return 0, -1


def _is_plausible(kind: int, size: int, head: bytes) -> bool:
    if kind == 3:
        return size >= 3 and (len(head) < 2 or 2 + int.from_bytes(head, "big") <= min(size, _MAX_TOPIC + 2))
    if kind == 1:
        return 12 <= size <= 1 << 17 and (len(head) < 2 or int.from_bytes(head, "big") in (4, 6))
    if kind in (12, 14, 15):
        return size <= (0 if kind == 12 else 1_024)
    return size >= 2
