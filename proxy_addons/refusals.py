"""Remembers, across restarts, who did not accept which certificate, and when it is worth another try."""

from __future__ import annotations

from collections.abc import Set
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from analysis.records import Record

FILE_NAME: Final = "refused.json"
# A device without our certificate refuses everything at first; an app that pins refuses for ever. So: soon, then rarely.
RETRY_AFTER: Final = (
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
MAX_ENTRIES: Final = 10_000


class Refusal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One device and host. ``reason`` is what was observed; ``by_server`` where the server, not the client, objected."""

    device: str
    host: str
    since: datetime
    until: datetime
    times: int
    reason: str
    by_server: bool = False


class _Memory(msgspec.Struct, frozen=True, kw_only=True):
    refusals: tuple[Refusal, ...] = ()
    accepted: tuple[str, ...] = ()


class Refusals:
    """The table; ``path`` is where it is kept. From an unreadable file an empty one is begun (``unreadable`` says why)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[tuple[str, str], Refusal] = {}
        self._accepted: set[str] = set()
        self._proven: set[tuple[str, str]] = set()
        self.dirty = False
        self.unreadable = ""
        try:
            memory = msgspec.json.decode(path.read_bytes(), type=_Memory)
        except FileNotFoundError:
            return
        except (OSError, msgspec.DecodeError) as error:
            self.unreadable = f"{path}: {error}"
            return
        self._entries = {(entry.device, entry.host): entry for entry in memory.refusals[-MAX_ENTRIES:]}
        self._accepted = set(memory.accepted)

    def active(self, device: str, host: str, now: datetime) -> Refusal | None:
        """The refusal that still holds, None where there is none or a new try is due."""
        entry = self._entries.get((device, host))
        return entry if entry is not None and now < entry.until else None

    def add(self, device: str, host: str, reason: str, now: datetime, *, by_server: bool = False) -> Refusal:
        """Note a refusal; each one more is waited for longer."""
        earlier = self._entries.pop((device, host), None)
        times = 1 if earlier is None else earlier.times + 1
        entry = Refusal(
            device=device,
            host=host,
            since=now if earlier is None else earlier.since,
            until=now + RETRY_AFTER[min(times, len(RETRY_AFTER)) - 1],
            times=times,
            reason=reason,
            by_server=by_server,
        )
        self._entries[device, host] = entry
        while len(self._entries) > MAX_ENTRIES:
            del self._entries[next(iter(self._entries))]
        self.dirty = True
        return entry

    def accept(self, device: str, host: str) -> None:
        """A request came over an opened connection: the certificate is accepted there.

        The first such request of a device means that our certificate was installed since: all its earlier refusals (not
        those of servers) are worth another try at once.
        """
        if len(self._proven) < MAX_ENTRIES:
            self._proven.add((device, host))
        if device not in self._accepted:
            self._accepted.add(device)
            self._entries = {
                key: entry for key, entry in self._entries.items() if key[0] != device or entry.by_server
            }
            self.dirty = True

    def forget(self, devices: Set[str]) -> None:
        """Nothing is remembered of devices (ids) that were forgotten."""
        kept = {key: entry for key, entry in self._entries.items() if key[0] not in devices}
        accepted = self._accepted - devices
        if (len(kept), len(accepted)) != (len(self._entries), len(self._accepted)):
            self._entries, self._accepted, self.dirty = kept, accepted, True
        self._proven = {pair for pair in self._proven if pair[0] not in devices}

    def is_proven(self, device: str, host: str) -> bool:
        """True where a request of the device was read at that host since the start."""
        return (device, host) in self._proven

    def serialise(self) -> str:
        """The file's text; clears ``dirty``."""
        self.dirty = False
        memory = _Memory(refusals=tuple(self._entries.values()), accepted=tuple(sorted(self._accepted)))
        return msgspec.json.encode(memory).decode()

    @property
    def path(self) -> Path:
        """Where the table is kept."""
        return self._path

    def __len__(self) -> int:
        return len(self._entries)


def since_text(entry: Refusal) -> str:
    """For a flow's ``reason``: what was observed, and since when connections pass through."""
    at = entry.since.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{entry.reason}; passed through since {at}"
