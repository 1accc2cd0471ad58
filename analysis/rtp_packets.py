"""Tells packets of RTP that carry sound whose coding their own number fixes, one to a datagram.

Source: RFC 3550, section 5.1 (head) and RFC 3551, table 4 (payload types). One datagram that begins so may be anything: it
takes ``LEAST`` in a row, of one source, whose numbers follow one another, for the row to be called sound.
"""

from __future__ import annotations

from typing import Final

import msgspec

LEAST: Final = 5  # packets
_HEAD: Final = 12  # bytes
_TYPES: Final = {0: "audio/pcmu;rate=8000", 8: "audio/pcma;rate=8000", 10: "audio/l16;rate=44100;channels=2",
                 11: "audio/l16;rate=44100;channels=1"}  # fmt: skip
_SOUND: Final = range(40, 1461)  # bytes in a datagram: 5 ms and more, and no fragment
_LOST: Final = 50  # packets at most between two that belong together


class Packet(msgspec.Struct, frozen=True, kw_only=True):
    """The head of one packet, and its sound."""

    kind: int
    number: int
    source: bytes
    sound: bytes

    @property
    def media_type(self) -> str:
        """``audio/pcmu;rate=8000``: what the payload type stands for."""
        return _TYPES[self.kind]

    def follows(self, before: Packet | None) -> bool:
        """Whether this is a later packet of the same stream, or one that has come a little late."""
        if before is None:
            return False
        ahead = (self.number - before.number + _LOST) & 0xFFFF
        return self.kind == before.kind and self.source == before.source and 0 <= ahead <= 2 * _LOST


def rtp_packet(data: bytes | None) -> Packet | None:
    """The packet that a datagram is; None for other bytes, and for sound in a coding that only its session tells."""
    if not data or len(data) < _HEAD + _SOUND.start or data[0] >> 6 != 2 or data[1] & 127 not in _TYPES:
        return None
    start, end = _HEAD + 4 * (data[0] & 15), len(data)
    if data[0] & 0x10:  # an extension, its length in words
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4])
    if data[0] & 0x20:  # padding, its length in the last byte
        end -= data[-1]
    if end - start not in _SOUND:
        return None
    return Packet(
        kind=data[1] & 127, number=int.from_bytes(data[2:4]), source=data[8:12], sound=data[start:end]
    )


def sound_of(packets: list[Packet]) -> tuple[bytes, str]:
    """The sound of packets in the order of their numbers, each once, and its type; no type where they are too few."""
    if not packets:
        return b"", ""
    first = packets[0].number
    ordered = {((packet.number - first + 0x8000) & 0xFFFF): packet.sound for packet in packets}
    data = b"".join(ordered[number] for number in sorted(ordered))
    return data, packets[0].media_type if len(ordered) >= LEAST else ""
