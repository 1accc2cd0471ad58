"""What is kept beyond its days, for whoever looks: the messages, with who wished it since when, and the room they take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from analysis.journal_reading import body_sizes
from analysis.pin_journal import KeepMedia, Pin, Pins
from analysis.queries import Scope, Viewer, fetch
from analysis.settings import Home

_AT_ONCE: Final = 500  # values that one statement names


class PinnedMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message that is kept: ``seen_at`` in µs UTC, ``size`` the bytes that are kept of its body, 0 where it is gone.

    ``has_findings``: the Evidence page shows it.
    """

    pin: Pin
    device: str
    device_name: str
    host: str
    seen_at: int
    size: int
    has_findings: bool


def pinned_messages(home: Home, connection: Connection, viewer: Viewer) -> list[PinnedMessage]:
    """Those of the devices that the viewer sees in full, the latest pinned first; none of a device that was forgotten."""
    pins = Pins(home.journal_dir).refresh()
    rows = {row["id"]: row for some in batched(pins.now, _AT_ONCE) for row in _rows(connection, viewer, some)}
    shown = [pin for pin in pins.now.values() if pin.event in rows]
    sizes = body_sizes(home.journal_dir, {place for pin in shown for place in pin.bodies})
    return [
        PinnedMessage(
            pin=pin,
            device=rows[pin.event]["device"],
            device_name=rows[pin.event]["device_name"],
            host=rows[pin.event]["host"],
            seen_at=rows[pin.event]["seen_at"],
            has_findings=bool(rows[pin.event]["has_findings"]),
            size=sum(sizes.get(place, 0) for place in pin.bodies),
        )
        for pin in reversed(shown)
    ]


def _rows(connection: Connection, viewer: Viewer, some: Iterable[str]) -> list[dict[str, Any]]:
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT e.id, e.device, e.host, e.seen_at, coalesce(d.name, e.device, '') AS device_name,
               EXISTS (SELECT 1 FROM findings f WHERE f.event_id = e.id) AS has_findings
        FROM events e LEFT JOIN devices d ON d.id = e.device WHERE e.id IN :some AND {scope.where("e.device")}"""
    found = fetch(connection, sql, some=list(some), **scope.parameters)
    names = {device.id: device.name for device in scope.devices}
    return [
        {
            **row,
            "device": (id := scope.canonical(row["device"])),
            "device_name": names.get(id, row["device_name"]),
        }
        for row in found
    ]


def media_kept_now(home: Home, devices: Iterable[str], now: datetime) -> dict[str, KeepMedia]:
    """Of which of some devices (ids) photos and sound are kept as messages are at the moment, by whose word."""
    pins = Pins(home.journal_dir).refresh()
    found = {device: pins.media_of(device, now) for device in devices}
    return {device: word for device, word in found.items() if word is not None and now < word.until}
