"""All that is known of the devices of the house in one look: what each is, how it is recognised, which may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.device_addresses import is_mac, is_randomised, vendors
from analysis.device_decisions import kept_apart
from analysis.device_hints import Hint, hints
from analysis.device_kinds import Guess, guess
from analysis.device_matching import QUARTER, Profile, Proposal, candidates, proposals
from analysis.devices import Device, DeviceDirectory, decisions
from analysis.queries import Viewer, fetch
from analysis.records import Address, utc_now
from analysis.settings import Home
from analysis.wording import Words, tr

WINDOW: Final = 14 * 24 * 4 * QUARTER  # µs back that are looked at for "never at the same time"
_RECOGNISED: Final = Words({
    "wireguard_key": "its own WireGuard key",
    "proxy_user": "the proxy user “{value}”",
    "mac": "the hardware address {value}",
    "ip": "the address {value}, for as long as it keeps it",
    "name": "the name “{value}”",
})  # fmt: skip


class Mac(msgspec.Struct, frozen=True, kw_only=True):
    """A hardware address that a device showed. ``confirmed`` by the owner; ``maker`` of the chip, "" where not known."""

    value: str
    randomised: bool
    confirmed: bool
    maker: str = ""

    @property
    def words(self) -> str:
        """What the address tells."""
        if self.randomised:
            return tr("randomised: the device made it up and may change it")
        return self.maker or tr("maker not listed")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One device. ``merged`` are read as it; ``last_seen`` in µs UTC, None where it never sent anything."""

    device: Device
    guess: Guess
    merged: tuple[Device, ...]
    macs: tuple[Mac, ...]
    hints: tuple[Hint, ...]
    last_seen: int | None

    @property
    def kind(self) -> str:
        """What it is: the owner's word, else the guess."""
        return self.device.kind if self.device.kind != "unknown" else self.guess.kind

    @property
    def kind_words(self) -> str:
        """What it is, and why we say so."""
        if self.device.kind != "unknown":
            return f"A {self.device.kind}, by your word."
        return self.guess.words

    @property
    def recognised(self) -> tuple[str, ...]:
        """How it is recognised, the strongest first."""
        order = [*_RECOGNISED]
        own = [item for member in (self.device, *self.merged) for item in member.addresses]
        known = sorted(own, key=lambda item: order.index(item.kind) if item.kind in order else len(order))
        return tuple(dict.fromkeys(recognised_by(item) for item in known))


def recognised_by(item: Address) -> str:
    """How a device is recognised by an address, in words."""
    return _RECOGNISED.filled(item.kind, value=item.value) if item.kind in _RECOGNISED else item.value


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """The devices that the viewer sees in full, by name, and the pairs among them that may be the same."""

    devices: tuple[Known, ...]
    proposals: tuple[Proposal, ...]

    def name(self, device: str) -> str:
        """The name of a device."""
        return next((known.device.name for known in self.devices if known.device.id == device), device)


def survey(home: Home, connection: Connection | None, viewer: Viewer, now: int | None = None) -> Survey:
    """Read it; without a ledger only what was decided. Devices that are off are left out. ``now`` in µs UTC.

    What the owner decided comes from the journal, so that a change is seen before the analyst has read it.
    """
    directory = DeviceDirectory(decisions(home))
    mine = [
        item
        for item in directory.devices()
        if viewer.owner or (viewer.person and item.person == viewer.person)
    ]
    at = int(utc_now().timestamp() * 1_000_000) if now is None else now
    told: dict[str, list[Hint]] = {item.id: [] for item in mine}
    everyone = {item.id: item for item in directory.everyone()}
    for hint in hints(connection, viewer) if connection is not None else ():
        device = everyone.get(hint.device)
        main = directory.main(device).id if device is not None else ""
        if main in told:
            told[main].append(hint)
    makers = vendors({hint.value for found in told.values() for hint in found if hint.kind == "mac"})
    known = [_known(directory, connection, item, told[item.id], makers) for item in mine]
    return Survey(devices=tuple(known), proposals=tuple(_proposals(home, connection, known, at)))


def _known(
    directory: DeviceDirectory,
    connection: Connection | None,
    device: Device,
    told: Sequence[Hint],
    makers: dict[str, str],
) -> Known:
    merged = [item for item in directory.members(device)[1:] if item.mode != "off"]
    confirmed = {
        address.value for item in (device, *merged) for address in item.addresses if address.kind == "mac"
    }
    seen = {*confirmed, *(hint.value for hint in told if hint.kind == "mac")}
    macs = [
        Mac(value=mac, randomised=is_randomised(mac), confirmed=mac in confirmed, maker=makers.get(mac, ""))
        for mac in sorted(filter(is_mac, seen))
    ]
    members = [item.id for item in directory.members(device)]
    return Known(
        device=device,
        guess=guess(((hint.kind, hint.value) for hint in told), {mac.value: mac.maker for mac in macs if mac.maker}),
        merged=tuple(merged),
        macs=tuple(macs),
        hints=tuple(told),
        last_seen=max((at for member in members if (at := _last(connection, member)) is not None), default=None),
    )  # fmt: skip


def _last(connection: Connection | None, device: str) -> int | None:
    if connection is None:
        return None
    rows = fetch(connection, "SELECT max(opened_at) AS at FROM flows WHERE device = :device", device=device)
    at: int | None = rows[0]["at"]
    return at


def _proposals(home: Home, connection: Connection | None, known: Sequence[Known], now: int) -> list[Proposal]:
    profiles = {one.device.id: _profile(one) for one in known}
    apart = kept_apart(home)
    wanted = {id for pair in candidates(profiles.values(), apart) for id in pair}
    members = {one.device.id: [one.device.id, *(item.id for item in one.merged)] for one in known}
    compared = [
        msgspec.structs.replace(profiles[id], seen=_seen(connection, members[id], now) if connection else frozenset())
        for id in sorted(wanted)
    ]  # fmt: skip
    return proposals(compared, apart)


def _profile(known: Known) -> Profile:
    by_kind: dict[str, set[str]] = {}
    for hint in known.hints:
        by_kind.setdefault(hint.kind, set()).add(hint.value)
    by_kind.setdefault("mac", set()).update(mac.value for mac in known.macs)
    strong = {
        f"{item.kind} {item.value}"
        for member in (known.device, *known.merged)
        for item in member.addresses
        if item.kind in ("wireguard_key", "proxy_user")
    }
    return Profile(
        id=known.device.id,
        name=known.device.name,
        person=known.device.person,
        kind=known.device.kind,
        strong=frozenset(strong),
        hints={kind: frozenset(values) for kind, values in by_kind.items()},
    )


def _seen(connection: Connection, members: Iterable[str], now: int) -> frozenset[int]:
    """The quarter hours in which a device opened a connection."""
    # the index of device and time alone answers it; an import never has the id of an enrolled device
    sql = f"""
        SELECT DISTINCT opened_at / {QUARTER} AS quarter FROM flows
        WHERE device IN :members AND opened_at >= :since"""
    rows = fetch(connection, sql, members=list(members), since=now - WINDOW)
    return frozenset(row["quarter"] * QUARTER for row in rows)
