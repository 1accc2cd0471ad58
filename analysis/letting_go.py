"""Which bodies go as soon as they are analysed: with a secret in any case, with media unless somebody keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from analysis import erasure
from analysis.analyst_batch import Batch, Made
from analysis.journal import JournalWriter
from analysis.journal_format import Position
from analysis.pin_journal import Pins, settled, spared
from analysis.records import Transmission
from analysis.settings import Home

OF_SECRETS: Final = "a secret was found in it"
OF_MEDIA: Final = "media is kept only until it is analysed"


class LettingGo:
    """Notes what is to go with a batch, and erases it. ``device`` gives the id of the device that sent a message."""

    def __init__(self, home: Home, device: Callable[[Transmission], str]) -> None:
        self._home, self._device = home, device
        self._pins = Pins(home.journal_dir)

    def note(self, batch: Batch, made: Made, positions: Iterable[Position]) -> None:
        """Note the bodies of a message, or of the parts of a joined one, if they are to go."""
        if made.has_secret:
            batch.erase(OF_SECRETS, positions)
        elif made.has_media or made.parts_go:
            sent = (made.event or made.made().event).transmission
            if not self._pins.refresh().keeps_media(self._device(sent), sent.seen_at):
                batch.erase(OF_MEDIA, positions)

    def carry_out(self, batch: Batch, journal: JournalWriter) -> None:
        """Erase what was noted, once everything is journalled; what is pinned stays, unless it holds a secret."""
        for reason, positions in batch.to_erase.items():
            if reason == OF_SECRETS:
                erasure.erase(self._home.journal_dir, positions, "body", reason, journal)
                continue
            with settled(self._home, self._pins) as pins:
                if due := spared(positions, pins):
                    erasure.erase(self._home.journal_dir, due, "body", reason, journal)
