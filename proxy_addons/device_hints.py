"""What enrolled devices say of themselves on the network, each thing once a day."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Final

import msgspec

from analysis.journal_format import HINT
from analysis.journal_reading import contents_since
from analysis.records import Address, DeviceHint

logger = logging.getLogger("leakledger.capture")

MAX_HINTS: Final = 4096  # of a day
MAX_OF_A_KIND: Final = 64  # of one device and kind: programs have many user agents, a device has few names
MAX_VALUE: Final = 200  # letters


Key = tuple[str, str, str]
Before = Callable[[datetime], Iterable[DeviceHint]]
"""The hints that were journalled since a time."""


class DeviceHints:
    """``tell`` gives the hint where it is news of the home's day; ``before`` what is none, though this was started since."""

    def __init__(self, writer: str, zone: tzinfo, before: Before = lambda _: ()) -> None:
        self._writer, self._zone, self._before = writer, zone, before
        self._day: date | None = None
        self._told: set[tuple[str, str, str]] = set()
        self._count: dict[tuple[str, str], int] = {}

    def tell(self, addresses: tuple[Address, ...], kind: str, value: str, now: datetime) -> DeviceHint | None:
        """A device that is known by addresses said something; None where that was told today, or is nothing."""
        self._begin(now.astimezone(self._zone))
        text = "".join(letter if letter.isprintable() else "?" for letter in value[:MAX_VALUE]).strip()
        key = _key(addresses, kind, text)
        if not text or key is None or not self._is_news(key):
            return None
        return DeviceHint(at=now, writer=self._writer, addresses=addresses, kind=kind, value=text)

    def _begin(self, now: datetime) -> None:
        """Where another day has begun, with what was told of it by those who ran before."""
        if now.date() == self._day:
            return
        self._day, self._told, self._count = now.date(), set(), {}
        for hint in self._before(now.replace(hour=0, minute=0, second=0, microsecond=0)):
            key = _key(hint.addresses, hint.kind, hint.value)
            if key is not None and hint.at.astimezone(self._zone).date() == self._day:
                self._is_news(key)

    def _is_news(self, key: Key) -> bool:
        counted = self._count.get(key[:2], 0)
        if key in self._told or len(self._told) >= MAX_HINTS or counted >= MAX_OF_A_KIND:
            return False
        self._told.add(key)
        self._count[key[:2]] = counted + 1
        return True


def journalled(root: Path, writer: str) -> Before:
    """What a writer has journalled since a time; nothing, and a line that says so, where the journal cannot be read."""

    def since(moment: datetime) -> list[DeviceHint]:
        found: list[DeviceHint] = []
        try:
            for content in contents_since(root, writer, HINT, moment, limit=2 * MAX_HINTS):
                try:
                    found.append(msgspec.json.decode(content, type=DeviceHint))
                except msgspec.DecodeError:
                    continue  # verify names it
        except (OSError, sqlite3.Error) as error:
            logger.warning("hints of today may be recorded again, for the journal cannot be read: %s", error)
        return found

    return since


def _key(addresses: tuple[Address, ...], kind: str, text: str) -> Key | None:
    """A device is known by its MAC where that is known."""
    lasting = next((each for each in addresses if each.kind == "mac"), addresses[0] if addresses else None)
    return None if lasting is None else (lasting.value, kind, text)
