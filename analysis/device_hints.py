"""What devices say of themselves, kept by device: hints that propose who a device is and decide nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from analysis.devices import DeviceDirectory
from analysis.journal_format import JournalRecord, to_micros
from analysis.ledger_tables import device_hints
from analysis.queries import Scope, Viewer, fetch
from analysis.records import HOME_CORPUS, Address, DeviceHint, Event, Flow
from analysis.user_agents import platform_of
from analysis.wearables import app_named

KINDS: Final = frozenset({
    "dhcp_hostname", "dhcp_fingerprint", "dhcp_vendor_class", "dhcp_client_id", "mdns_name", "mdns_service", "ssdp_server",
    "user_agent", "mac", "watch_app",
})  # fmt: skip
MOST_VALUES: Final = (
    48  # of one kind that are kept of one device; a device may call itself anything, as often as it likes
)
LONGEST: Final = 200  # characters of a value
_AGENT: Final = 1000  # characters of a User-Agent that are looked at


class HintRow(NamedTuple):
    """A hint of the network to be applied, with the device that it is of."""

    hint: DeviceHint
    device: str


def hint_row(record: JournalRecord, directory: DeviceDirectory) -> HintRow | None:
    """A journalled hint, with the device that it was of at the time; None where that is nobody's or cannot be read."""
    if record.content is None:
        return None  # erased
    try:
        hint = msgspec.json.decode(record.content, type=DeviceHint)
    except msgspec.DecodeError:
        return None  # stays in the journal; verify names it
    device = directory.resolve(hint.addresses, hint.at)
    return HintRow(hint, device.id) if device is not None else None


class Hint(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a device said of itself, first and last at (µs UTC)."""

    device: str
    kind: str
    value: str
    first_at: int
    last_at: int


class Hints:
    """Collects what one transaction says of devices, and writes it once; the same again changes nothing."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], tuple[int, int]] = {}

    def of_network(self, row: HintRow) -> None:
        """A hint of DHCP, mDNS, SSDP or a User-Agent, and the hardware address that it came from."""
        kind, value = row.hint.kind, row.hint.value
        if kind == "user_agent":
            value = _read(value[:_AGENT])[0]
        if kind in KINDS:
            self._note(row.device, kind, value, row.hint.at)
        self._addresses(row.device, row.hint.addresses, row.hint.at)

    def of_flow(self, flow: Flow, device: str) -> None:
        """The hardware address of a connection."""
        if flow.corpus == HOME_CORPUS:
            self._addresses(device, flow.addresses, flow.opened_at)

    def of_event(self, event: Event, device: str) -> None:
        """What a message's User-Agent says: the platform, and the app of a wearable."""
        sent = event.transmission
        if not device or sent.corpus != HOME_CORPUS:
            return
        agent = sent.header("user-agent")
        if agent:
            platform, app = _read(agent[:_AGENT])
            if platform:
                self._note(device, "user_agent", platform, sent.seen_at)
            if app:
                self._note(device, "watch_app", f"{app} {sent.host}", sent.seen_at)

    def write(self, connection: Connection) -> None:
        """UPSERT everything that was collected; of a kind that is full, nothing new."""
        for (device, kind, value), (first, last) in self._seen.items():
            key = {"device": device, "kind": kind, "value": value}
            if not _is_there(connection, key) and _number_of(connection, device, kind) >= MOST_VALUES:
                continue
            statement = insert(device_hints).values(**key, first_at=first, last_at=last)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["device", "kind", "value"],
                    set_={
                        "first_at": sa.func.min(device_hints.c.first_at, first),
                        "last_at": sa.func.max(device_hints.c.last_at, last),
                    },
                )
            )
        self._seen.clear()

    def _addresses(self, device: str, addresses: Iterable[Address], at: datetime) -> None:
        for address in addresses:
            if address.kind == "mac":
                self._note(device, "mac", address.value.lower(), at)

    def _note(self, device: str, kind: str, value: str, at: datetime) -> None:
        clean = "".join(letter if letter.isprintable() else "�" for letter in value[:LONGEST]).strip()
        if not device or not clean:
            return
        micros = to_micros(at)
        first, last = self._seen.get((device, kind, clean), (micros, micros))
        self._seen[device, kind, clean] = min(first, micros), max(last, micros)


def hints(connection: Connection, viewer: Viewer) -> list[Hint]:
    """All hints of the devices that the viewer sees in full, under the device that each is read as."""
    if not _has_table(connection):
        return []
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, kind, value, first_at, last_at FROM device_hints
        WHERE {scope.where()} ORDER BY device, kind, last_at DESC, value"""
    rows = fetch(connection, sql, **scope.parameters)
    return [Hint(**{**row, "device": scope.canonical(row["device"])}) for row in rows]


def _has_table(connection: Connection) -> bool:
    """False for a ledger that an earlier version began and that nothing has written to since."""
    sql = "SELECT count(*) AS n FROM sqlite_master WHERE name = 'device_hints'"
    return bool(fetch(connection, sql)[0]["n"])


@lru_cache(maxsize=2048)
def _read(agent: str) -> tuple[str, str]:
    return platform_of(agent), app_named(agent)


def _is_there(connection: Connection, key: dict[str, str]) -> bool:
    wanted = sa.select(device_hints.c.device).where(
        *(device_hints.c[name] == value for name, value in key.items())
    )
    return connection.execute(wanted).first() is not None


def _number_of(connection: Connection, device: str, kind: str) -> int:
    counted = sa.select(sa.func.count()).where(device_hints.c.device == device, device_hints.c.kind == kind)
    return int(connection.execute(counted).scalar_one())
