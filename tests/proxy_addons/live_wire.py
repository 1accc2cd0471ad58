"""A wire for tests of the live side: frames go in as the kernel would hand them over, records come out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from analysis.devices import Decision, Device, DeviceDirectory
from analysis.journal_format import Entry
from analysis.records import Address, DeviceHint, Flow, Transmission
from proxy_addons.enrolled_packets import EnrolledPackets
from proxy_addons.interfaces import Interfaces
from proxy_addons.live_traffic import LiveTraffic
from proxy_addons.never_intercept import load
from proxy_addons.packet_socket import HOST, OTHERS, OUTGOING, Received
from proxy_addons.this_machine import Ends

PHONE, GUEST, BOX, SERVER, OTHER = "192.168.1.7", "192.168.1.8", "192.168.1.1", "198.51.100.9", "203.0.113.5"
PHONE_6, SERVER_6 = "2001:db8:1::7", "2001:db8:2::9"
PHONE_MAC, GUEST_MAC, BOX_MAC = "02:00:00:00:00:07", "02:00:00:00:00:08", "02:00:00:00:00:01"
START = 1_700_000_000.0
INSIDE, OUTSIDE = 2, 3  # interfaces
KINDS: dict[str, Any] = {"flow": Flow, "transmission": Transmission, "hint": DeviceHint}


def directory(*devices: tuple[str, str, tuple[tuple[str, str], ...]]) -> DeviceDirectory:
    """Name, mode and addresses (kind, value) of devices, enrolled long ago."""
    at = datetime(2020, 1, 1, tzinfo=UTC)
    return DeviceDirectory(
        Decision(
            at=at,
            device=Device(
                id=name,
                name=name,
                mode=mode,  # type: ignore[arg-type]
                addresses=tuple(Address(kind=kind, value=value) for kind, value in addresses),
            ),
        )
        for name, mode, addresses in devices
    )


def ethernet(packet: bytes, *, source: str = PHONE_MAC, target: str = BOX_MAC) -> bytes:
    """An IP packet as a frame."""
    kind = b"\x08\0" if packet[0] >> 4 == 4 else b"\x86\xdd"
    return bytes.fromhex(target.replace(":", "") + source.replace(":", "")) + kind + packet


class Wire:
    """``decided`` is what the owner decided; ``own`` are this machine's addresses, ``sockets`` those of its programs."""

    def __init__(
        self,
        decided: DeviceDirectory,
        *,
        everywhere: bool = False,
        own: tuple[str, ...] = (BOX,),
        keep: bool = False,
    ) -> None:
        self.decided = decided
        self.own = own
        self.sockets: set[Ends] = set()
        self.strangers = [0, 0]
        self.at = START
        self.enrolled = EnrolledPackets(
            lambda: self.decided, self._packed, self.sockets.__contains__, self._stranger, everywhere
        )
        self.enrolled.refresh(self.now(), Interfaces())
        self.traffic = LiveTraffic(
            self.enrolled,
            lambda found, at: self.decided.resolve(found, at),
            load(),
            ZoneInfo("UTC"),
            keep=keep,
        )
        self.entries: list[Entry] = []
        self.told: list[float] = []  # when each record of a flow was made

    def now(self) -> datetime:
        """The time on the wire."""
        return datetime.fromtimestamp(self.at, UTC)

    def up(self, *packets: bytes, source: str = PHONE_MAC, kind: int = HOST) -> None:
        """IP packets that come in from a device."""
        self.frames([ethernet(packet, source=source) for packet in packets], kind)

    def down(self, *packets: bytes, target: str = PHONE_MAC, kind: int = OUTGOING) -> None:
        """IP packets that go out to a device."""
        self.frames([ethernet(packet, source=BOX_MAC, target=target) for packet in packets], kind)

    def mirrored(self, *packets: bytes) -> None:
        """IP packets that are neither from nor to this machine."""
        self.frames([ethernet(packet) for packet in packets], OTHERS)

    def frames(
        self, frames: Iterable[bytes], kind: int, *, interface: int = INSIDE, segment: int = 0
    ) -> None:
        """Frames, a hundredth of a second apart."""
        received: list[Received] = []
        for frame in frames:
            self.at += 0.01
            received.append((frame, self.at, 1, len(frame), interface, kind, segment))
        self.entries += self.traffic.take(received)

    def tick(self, seconds: float = 2.0) -> None:
        """Time goes on."""
        self.at += seconds
        if self.enrolled.refresh(self.now()):
            self.entries += self.traffic.decided(self.at)
        told = self.traffic.tick(self.at)
        self.told += [self.at] * sum(entry.kind == "flow" for entry in told)
        self.entries += told

    def stop(self) -> None:
        """The end."""
        self.entries += self.traffic.stop(self.at)

    def records(self, kind: str) -> list[Any]:
        """What was journalled of a kind."""
        return [
            msgspec.json.decode(entry.content, type=KINDS[kind])
            for entry in self.entries
            if entry.kind == kind
        ]

    def flows(self) -> list[Flow]:
        """The last record of every flow."""
        return list({flow.flow_id: flow for flow in self.records("flow")}.values())

    def everything(self) -> bytes:
        """All bytes that were journalled."""
        return b"".join(entry.content + (entry.body or b"") for entry in self.entries)

    def _packed(self) -> frozenset[bytes]:
        import ipaddress

        return frozenset(ipaddress.ip_address(address).packed for address in self.own)

    def _stranger(self, out: int, into: int) -> None:
        self.strangers[0] += out
        self.strangers[1] += into
