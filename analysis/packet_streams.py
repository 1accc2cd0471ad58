"""Notices packets of a speech coder in a socket of which nothing is said: one to a message, alike in length and kind.

What begins here is only joined; whether it is sound is for the detector to say, of the whole row. Every message alone may
be anything, so it takes several in a row, and none that a decoder can read.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from analysis.decoding import open_message
from analysis.media import opus
from analysis.media.raw_sound import is_text
from analysis.media.sound_frames import AMR_SIZES
from analysis.media.sounds import is_known_format
from analysis.records import Transmission
from analysis.voice_frames import esp_packet

ALIKE: Final = 8  # messages in a row, the last of which is the first to be joined
_READ_FROM: Final = 4  # messages in a row, from which each is tried to be read
PAUSE: Final = timedelta(seconds=5)  # after which it was no stream of sound
_LEAST, _MOST = 1, 4_000  # bytes of a packet


def kinds_of(body: bytes) -> frozenset[str]:
    """What a message may be as one packet: ``amr_nb``, ``amr_wb``, Opus of some length and channels; often several."""
    data = esp_packet(body) or body
    if not _LEAST <= len(data) <= _MOST or (len(data) > 16 and is_text(data[:256])) or is_known_format(data):
        return frozenset()
    found = {
        codec
        for codec, sizes in AMR_SIZES.items()
        if not data[0] & 0x83 and sizes.get(data[0] >> 3) == len(data)
    }
    packet = opus.packet(data)
    if packet is not None and packet.config not in opus.RARE:
        found.add(f"opus, {packet.ms:g} ms{', stereo' if packet.stereo else ''}")
    return frozenset(found)


class Watch:
    """The messages of one socket so far that are alike: what all of them may be, and how many they are."""

    def __init__(self, at: datetime) -> None:
        self.kinds: frozenset[str] = frozenset()
        self.count = 0
        self.at = at

    def seen(self, sent: Transmission, at: datetime) -> None:
        """Count a message; one that is not like those before, or that a decoder can read, begins the row anew."""
        kinds = kinds_of(sent.body or b"")
        both = self.kinds & kinds
        self.count = self.count + 1 if both else 1 if kinds else 0
        self.kinds, self.at = both or kinds, at
        if self.count >= _READ_FROM and all(blob.path != "body" for blob in open_message(sent).blobs):
            self.count = 0

    @property
    def ready(self) -> bool:
        """The next message of the kind is to be joined."""
        return self.count >= ALIKE - 1

    def completed_by(self, body: bytes) -> bool:
        """Whether this message makes the row long enough."""
        return self.ready and not self.kinds.isdisjoint(kinds_of(body))
