"""What enrolled devices say of themselves on the network, each thing once a day."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Final

from analysis.records import Address, DeviceHint

MAX_HINTS: Final = 4096  # of a day
MAX_OF_A_KIND: Final = 64  # of one device and kind: programs have many user agents, a device has few names
MAX_VALUE: Final = 200  # letters


class DeviceHints:
    """``tell`` gives the hint where it is news of the home's day."""

    def __init__(self, writer: str, zone: tzinfo) -> None:
        self._writer, self._zone = writer, zone
        self._day: date | None = None
        self._told: set[tuple[str, str, str]] = set()
        self._count: dict[tuple[str, str], int] = {}

    def tell(self, addresses: tuple[Address, ...], kind: str, value: str, now: datetime) -> DeviceHint | None:
        """A device that is known by addresses said something; None where that was told today, or is nothing."""
        day = now.astimezone(self._zone).date()
        if day != self._day:
            self._day, self._told, self._count = day, set(), {}
        text = "".join(letter if letter.isprintable() else "?" for letter in value[:MAX_VALUE]).strip()
        lasting = next(
            (each for each in addresses if each.kind == "mac"), addresses[0] if addresses else None
        )
        if not text or lasting is None:
            return None
        key = (lasting.value, kind, text)
        counted = self._count.get(key[:2], 0)
        if key in self._told or len(self._told) >= MAX_HINTS or counted >= MAX_OF_A_KIND:
            return None
        self._told.add(key)
        self._count[key[:2]] = counted + 1
        return DeviceHint(at=now, writer=self._writer, addresses=addresses, kind=kind, value=text)
