"""How a device stands: whose yes is on record and to what, every change of its state, how it is known and how it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis.consent import digest_for
from analysis.devices import Decision, Device, DeviceDirectory
from analysis.queries import Scope, Viewer, tuples
from analysis.records import Address

LATEST: Final = 50  # connections that are looked at to say how a device came
SOMEBODY: Final = "?"  # a person whose name the viewer is not told
PROXY_WRITER: Final = "proxy"  # how the names of what writes flows begin
SNIFFER_WRITER: Final = "sniffer"
_ENROLLED: Final = ("open", "observe")


class Yes(msgspec.Struct, frozen=True, kw_only=True):
    """A yes that is on record. ``to`` is the mode that it was to, "" where the text that was shown has changed since.

    ``by`` is who entered it, "" for the owner.
    """

    at: datetime
    person: str
    to: str
    by: str = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the state, or a yes to it. ``mode`` is "" where it stayed; ``by`` is "" for the owner."""

    at: datetime
    mode: str
    by: str
    agreed: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided of a device. ``since`` is when its mode began; ``known_by`` its addresses, each with since when."""

    mode: str
    person: str
    since: datetime
    yes: Yes | None
    steps: tuple[Step, ...]
    known_by: tuple[tuple[Address, datetime], ...]

    @property
    def holds(self) -> bool:
        """Whether the yes is to the state that the device is in."""
        return self.yes is not None and self.yes.to == self.mode


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """How the latest connections (``LATEST`` at most) came; ``last`` in µs UTC, None where there never was one.

    Of the ``sniffed`` ones only packets were seen. ``other`` came neither way. ``interface`` is where packets were ever
    counted, "" where nowhere or at several: of one connection it is not kept.
    """

    last: int | None
    proxied: int = 0
    sniffed: int = 0
    other: int = 0
    interface: str = ""

    @property
    def total(self) -> int:
        """How many were looked at."""
        return self.proxied + self.sniffed + self.other


def standing(decided: Sequence[Decision], device: str, viewer: Viewer) -> Standing | None:
    """What was decided of a device, in order of time; None where nothing was, or the viewer may not see it.

    Who is not the owner is told no name from when the device was another's or nobody's, but their own.
    """
    own = [item for item in decided if item.device.id == device]
    if not own:
        return None
    now = own[-1].device
    if not viewer.owner and (not viewer.person or now.person != viewer.person):
        return None
    steps = tuple(_steps(own, viewer))
    return Standing(
        mode=now.mode,
        person=now.person,
        since=[step.at for step in steps if step.mode][-1],
        yes=_yes(own, viewer),
        steps=steps,
        known_by=tuple(_known_by(decided, now)),
    )


def _steps(own: Iterable[Decision], viewer: Viewer) -> Iterable[Step]:
    before = ""
    for item in own:
        mode = item.device.mode if item.device.mode != before else ""
        before = item.device.mode
        if mode or item.agreed:
            yield Step(
                at=item.at,
                mode=mode,
                by=_told(item.by, item, viewer),
                agreed=_told(item.agreed, item, viewer),
            )


def _yes(own: Iterable[Decision], viewer: Viewer) -> Yes | None:
    said = [item for item in own if item.agreed]
    if not said:
        return None
    last = said[-1]
    to = next((mode for mode in _ENROLLED if last.agreed_to == digest_for(mode)), "")
    person, by = (_told(name, last, viewer) for name in (last.agreed, last.by))
    return Yes(at=last.at, person=person, to=to, by=by)


def _told(name: str, item: Decision, viewer: Viewer) -> str:
    if not name or viewer.owner or viewer.person in (name, item.device.person):
        return name
    return SOMEBODY


def _known_by(decided: Sequence[Decision], device: Device) -> Iterable[tuple[Address, datetime]]:
    """The addresses of a device and of what is merged into it; of none that is no longer enrolled."""
    for member in DeviceDirectory(decided).members(device):
        if member.mode == "off":
            continue
        since: dict[Address, datetime] = {}
        for item in decided:
            if item.device.id == member.id:
                since = {address: since.get(address, item.at) for address in item.device.addresses}
        yield from since.items()


def came(connection: Connection, viewer: Viewer, device: str) -> Came:
    """How the latest connections of a device came; each of its members' are read from the index of device and time."""
    sql = "SELECT opened_at, writer FROM flows WHERE device = :device ORDER BY opened_at DESC LIMIT :most"
    rows = [
        row
        for member in Scope(connection, viewer).members(device)
        for row in tuples(connection, sql, device=member, most=LATEST)
    ]
    latest = sorted(rows, reverse=True)[:LATEST]
    if not latest:
        return Came(last=None)
    sniffed = sum(writer.startswith(SNIFFER_WRITER) for _, writer in latest)
    proxied = sum(writer.startswith(PROXY_WRITER) for _, writer in latest)
    return Came(
        last=latest[0][0],
        proxied=proxied,
        sniffed=sniffed,
        other=len(latest) - sniffed - proxied,
        interface=_interface(connection) if sniffed else "",
    )


def _interface(connection: Connection) -> str:
    """The one interface at which packets were ever counted; both ends of the key, so that no count is read."""
    sql = """
        SELECT (SELECT min(interface) FROM capture_counts WHERE writer = :writer),
               (SELECT max(interface) FROM capture_counts WHERE writer = :writer)"""
    ((first, last),) = tuples(connection, sql, writer=SNIFFER_WRITER)
    return first if first and first == last else ""
