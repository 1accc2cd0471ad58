"""Devices of the house: what the owner decided (journalled), and which device an address belongs to."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import msgspec

from analysis.errors import UserFault
from analysis.journal import Entry, JournalBusy, JournalWriter, tail
from analysis.journal_format import from_micros, to_micros
from analysis.records import Address, Record, new_id, utc_now
from analysis.settings import Home

OWNER: Final = "owner"  # the writer of decisions
Mode = Literal["open", "observe", "paused", "off"]
KINDS: Final = ("phone", "tablet", "watch", "computer", "tv", "speaker", "camera", "appliance", "unknown")
# WireGuard key and proxy user name a device; a MAC or an IP address only for as long as the owner's word holds
_STRENGTH: Final = {"wireguard_key": 0, "proxy_user": 1, "mac": 2, "ip": 3, "name": 4}
_DEEPEST: Final = 8  # merges of merges
_PATIENCE: Final = 3.0  # seconds for which another decision may hold the owner's journal
_ENROLLED: Final = ("open", "observe")


class UnknownDevice(UserFault):
    """No enrolled device has that name or id; the text lists those there are."""


class Device(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One device that was enrolled, and what was decided of it.

    ``mode``: open (read what can be read), observe (who and how much), paused (treated as if it were not enrolled, until
    it is resumed as ``before``), off (no longer enrolled). ``alias_of``: the device that it was merged into; it keeps its
    own id, addresses and records, and is read as that one. ``forgotten``: off, and what was recorded of it goes.
    """

    id: str
    name: str
    kind: str = "unknown"
    person: str = ""
    mode: Mode = "open"
    addresses: tuple[Address, ...] = ()
    alias_of: str = ""
    before: Literal["", "open", "observe"] = ""
    forgotten: bool = False


class Decision(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A decision as it is journalled: the device as it is from ``at`` on.

    ``by`` is who decided ("" the owner, else a person's name). ``agreed`` is the person who said yes to what is then
    recorded, ``agreed_to`` the SHA-256 (hex) of the text that they were shown (``consent.text_for``).
    """

    at: datetime
    device: Device
    by: str = ""
    agreed: str = ""
    agreed_to: str = ""


class DeviceDirectory:
    """Looks devices up by address, as decided at a time. Later decisions win; an address belongs to one device at a time."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._decisions = sorted(decisions, key=lambda decision: decision.at)
        self._by_address: dict[tuple[str, str], list[Decision]] = {}
        for decision in self._decisions:
            for address in decision.device.addresses:
                self._by_address.setdefault((address.kind, address.value), []).append(decision)

    def resolve(self, addresses: Iterable[Address], at: datetime) -> Device | None:
        """The enrolled device that has one of the addresses at that time, the strongest kind of address first."""
        for address in sorted(addresses, key=lambda item: _STRENGTH.get(item.kind, 9)):
            claims = self._by_address.get((address.kind, address.value), ())
            for decision in reversed(claims):
                if decision.at <= at:
                    device = self._as_of(decision.device.id, at)
                    if device is not None and device.mode in _ENROLLED and address in device.addresses:
                        return device
                    break
        return None

    def devices(self) -> list[Device]:
        """All devices as they are now, by name; those that are off, and those merged into another, are left out."""
        return [device for device in self.everyone() if device.mode != "off" and not device.alias_of]

    def everyone(self) -> list[Device]:
        """All devices that ever were, as they are now, by name: also those that are off or merged."""
        latest = {decision.device.id: decision.device for decision in self._decisions}
        return sorted(latest.values(), key=lambda item: (item.name, item.id))

    def main(self, device: Device) -> Device:
        """The device that this one is read as: itself, or what it was merged into."""
        known = {item.id: item for item in self.everyone()}
        for _ in range(_DEEPEST):
            if device.alias_of not in known:
                break
            device = known[device.alias_of]
        return device

    def members(self, device: Device) -> list[Device]:
        """The device and those merged into it, itself first."""
        others = [item for item in self.everyone() if item.id != device.id]
        return [device, *(item for item in others if self.main(item).id == device.id)]

    def named(self, name: str) -> Device:
        """The device of that name or id, whatever the case; merged ones last. Raises ``UnknownDevice``."""
        merged = [device for device in self.everyone() if device.alias_of and device.mode != "off"]
        for device in (*self.devices(), *merged):
            if name.lower() in (device.name.lower(), device.id.lower()):
                return device
        known = ", ".join(device.name for device in self.devices()) or "none is enrolled yet"
        raise UnknownDevice(f"no device is called {name!r}; there are: {known}")

    def _as_of(self, device_id: str, at: datetime) -> Device | None:
        found = [item.device for item in self._decisions if item.device.id == device_id and item.at <= at]
        return found[-1] if found else None


def decide(
    home: Home,
    device: Device,
    at: datetime | None = None,
    *,
    by: str = "",
    agreed: str = "",
    agreed_to: str = "",
) -> Device:
    """Journal a decision about a device and bring the projection up to date. ``device.id`` "" makes a new one."""
    moment = at or utc_now()
    if not device.id:
        device = msgspec.structs.replace(device, id=new_id(moment))
    record(home, [Decision(at=moment, device=device, by=by, agreed=agreed, agreed_to=agreed_to)])
    return device


def record(home: Home, made: Sequence[Decision]) -> None:
    """Journal decisions about devices in one commit, and bring the projection up to date."""
    append(home, [Entry(kind="device", content=_encode(item)) for item in made])
    project(home)


def append(home: Home, entries: Sequence[Entry]) -> None:
    """Append to the owner's journal; waits a little for a decision that is just being written elsewhere."""
    with writing(home) as writer:
        writer.append(entries)


@contextmanager
def writing(home: Home) -> Iterator[JournalWriter]:
    """The owner's journal, which nobody else writes to meanwhile. Raises ``JournalBusy`` after a little waiting."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            writer = JournalWriter(home.journal_dir, OWNER)
            break
        except JournalBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    try:
        yield writer
    finally:
        writer.close()


def _encode(decision: Decision) -> bytes:
    return msgspec.json.encode(decision, order="deterministic")


def decisions(home: Home) -> list[Decision]:
    """All decisions about devices in the owner's journal, in order."""
    found: list[Decision] = []
    after = 0
    while records := tail(home.journal_dir, OWNER, after, limit=1000, bodies=False):
        after = records[-1].position.seq
        found += [
            msgspec.json.decode(record.content, type=Decision)
            for record in records
            if record.kind == "device" and record.content is not None
        ]
    return found


def project(home: Home) -> None:
    """Rewrite ``state.sqlite``, the projection that the proxy reads, from the journal."""
    try:
        connection = _open_state(home.state_path)
    except sqlite3.OperationalError:
        raise  # locked, or the disk is full: the file itself may be sound
    except sqlite3.DatabaseError:  # damaged: the journal has it all
        for suffix in ("-wal", "-shm", ""):
            home.state_path.with_name(home.state_path.name + suffix).unlink(missing_ok=True)
        connection = _open_state(home.state_path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        # read under the lock: who reads before it may overwrite a later decision with what it knew
        rows = [
            (number, to_micros(item.at), msgspec.json.encode(item.device))
            for number, item in enumerate(decisions(home))
        ]
        connection.execute("DELETE FROM decisions")
        connection.executemany("INSERT INTO decisions VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
    finally:
        connection.close()


class DeviceState:
    """The directory as the projection has it, read again only when somebody has changed it."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._directory = DeviceDirectory(())
        self._open()

    def _open(self) -> None:
        project(self._home)  # it may have been thrown away, or a crash have come between a decision and it
        file = _identity(self._home.state_path)  # before it is opened: it may be replaced meanwhile
        self._connection = _open_state(self._home.state_path)
        self._file, self._version = file, -1

    def directory(self) -> DeviceDirectory:
        """The current directory; costs one pragma, and a look at the file, while nothing has changed."""
        if _identity(self._home.state_path) not in (self._file, None):
            self._connection.close()  # it was damaged, and is made anew: what is decided now stands in another file
            self._open()
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            rows = self._connection.execute("SELECT at, device FROM decisions ORDER BY number").fetchall()
            self._directory = DeviceDirectory(
                Decision(at=from_micros(at), device=msgspec.json.decode(text, type=Device))
                for at, text in rows
            )
            self._version = version
        return self._directory

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a path leads to; None where it leads to none, as while one is being made anew."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _open_state(path: Path) -> sqlite3.Connection:
    new = not path.exists()
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    if new:
        path.chmod(0o600)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS decisions (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, device BLOB NOT NULL)"
        )
    except sqlite3.Error:
        connection.close()
        raise
    return connection
