"""Turns packets of enrolled devices into flows: who was contacted over TLS, by the name that was sent or asked for.

Of a device that is not enrolled nothing is kept, in memory neither. Nothing here touches a socket, a clock or a file, so
that recorded packets take the same way as live ones.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from analysis.devices import Device
from analysis.enrolment import LOOPBACK
from analysis.records import Address, Flow, SocketPair, Visibility, new_id
from proxy_addons.client_hello import ClientHello, NotClientHello
from proxy_addons.dns_names import PORT, DnsNames
from proxy_addons.hello_streams import Ends, HelloStreams
from proxy_addons.never_intercept import NeverIntercept
from proxy_addons.packets import FIN, RST, SYN, TCP, Packet, parse

WRITER: Final = "sniffer"
TLS_PORT: Final = 443
MAX_OPEN: Final = 4096  # connections whose end is waited for
MAX_OPEN_TIME: Final = timedelta(hours=12)
MAX_DEVICES: Final = 1024
MAX_OWN: Final = 1024
# the outer names under which real ECH is offered; any other name beside an ECH extension is most often a browser's GREASE
ECH_FRONTS: Final = frozenset({"cloudflare-ech.com"})
UNSEEN_END: Final = "its end was not seen"

DeviceOf = Callable[[Iterable[Address], datetime], Device | None]


class TlsContacts:
    """What is known of the connections that are open, bounded.

    ``device_of`` resolves addresses at a time; ``is_local`` knows this machine's addresses; ``opened_here`` says whether a
    program of this machine other than the proxy has opened a connection.
    """

    def __init__(
        self,
        device_of: DeviceOf,
        is_local: Callable[[str], bool],
        opened_here: Callable[[Packet], bool],
        never_intercept: NeverIntercept,
    ) -> None:
        self._device_of, self._is_local, self._opened_here = device_of, is_local, opened_here
        self._never_intercept = never_intercept
        self._macs: OrderedDict[str, str] = OrderedDict()  # of enrolled devices, by IP address
        self._ours: OrderedDict[Ends, None] = (
            OrderedDict()
        )  # connections of this machine, where it is enrolled
        self._hellos = HelloStreams()
        self._open: OrderedDict[Ends, Flow] = OrderedDict()
        self._names = DnsNames(self._reduce)
        self._counts = {"packets_unread": 0, "connections": 0, "not_tls": 0, "hellos_partial": 0}

    def take(self, data: bytes, at: float, mac: str = "", outgoing: bool = False) -> list[Flow]:
        """A packet from its network header on; the flows to be journalled, opened or closed. Never raises.

        ``at`` is in Unix seconds, ``mac`` the sender's; ``outgoing`` says that this machine put it on the wire.
        """
        packet = parse(data)
        if packet is None:
            self._counts["packets_unread"] += 1
            return []
        if packet.protocol == TCP and packet.target_port == TLS_PORT:
            return self._tls(packet, at, mac, outgoing)
        if packet.target_port == PORT:
            # this machine's own questions are left out: the proxy asks on behalf of others
            if not self._is_local(packet.source) and self._addresses(packet, at, mac, outgoing) is not None:
                self._names.asked(packet, at)
        elif packet.source_port == PORT and self._is_enrolled(packet.target, at):
            self._names.answered(packet, at)
        return []

    def tick(self, at: float) -> list[Flow]:
        """To be called about once a second: hellos that stayed cut off, connections whose end never came."""
        found = [flow for ends in self._hellos.overdue(at) for flow in self._partial(ends, at)]
        now = _moment(at)
        while self._open:
            ends, flow = next(iter(self._open.items()))
            if now - flow.opened_at < MAX_OPEN_TIME:
                break
            found.append(self._close(ends, at, UNSEEN_END))
        return found

    def stop(self, at: float) -> list[Flow]:
        """The last word on every connection that is still open."""
        return [self._close(ends, at, UNSEEN_END) for ends in list(self._open)]

    def counters(self) -> dict[str, int]:
        """What was seen and what could not be read, since the start."""
        names, hellos = self._names, self._hellos
        return self._counts | {
            "dns_answers": names.answers, "dns_unread": names.unread, "dns_skipped": names.skipped,
            "hellos_crowded_out": hellos.crowded_out,
        }  # fmt: skip

    def _tls(self, packet: Packet, at: float, mac: str, outgoing: bool) -> list[Flow]:
        addresses = self._addresses(packet, at, mac, outgoing)
        if addresses is None or self._is_local(
            packet.target
        ):  # to this machine: the proxy's, or no one's business
            return []
        ends, found = packet.ends, []
        start = packet.seq + 1 if packet.flags & SYN else packet.seq
        if packet.flags & SYN:
            self._hellos.begin(ends, start, at)
            if ends in self._open:  # the same ports again
                found.append(self._close(ends, at, UNSEEN_END))
        if packet.payload and ends not in self._open:
            try:
                hello = self._hellos.feed(ends, start, packet.payload, at)
            except NotClientHello:
                self._counts["not_tls"] += 1
            else:
                found += self._begin(ends, at, addresses, hello) if hello is not None else []
        if packet.flags & (FIN | RST):
            if self._hellos.forget(ends):
                found += self._partial(ends, at)
            if ends in self._open:
                found.append(self._close(ends, at))
        return found

    def _addresses(self, packet: Packet, at: float, mac: str, outgoing: bool) -> tuple[Address, ...] | None:
        """The sender's addresses where it is an enrolled device, or this machine enrolled by this very address."""
        if packet.source in LOOPBACK or packet.source == packet.target:
            return None  # never leaves this machine
        local = self._is_local(packet.source)
        if outgoing and not local:
            return None  # forwarded for a device: seen where it came in
        addresses = (Address(kind="ip", value=packet.source), *_mac(mac))
        if self._device_of(addresses, _moment(at)) is None:
            return None
        if local and not self._is_ours(packet):
            return None
        if mac and not local:
            self._macs[packet.source] = mac
            self._macs.move_to_end(packet.source)
            while len(self._macs) > MAX_DEVICES:
                self._macs.popitem(last=False)
        return addresses

    def _is_ours(self, packet: Packet) -> bool:
        """Whether this machine opened a connection itself: asked at its SYN, for a short one is gone by its hello."""
        ends = packet.ends
        if packet.flags & SYN or ends not in self._ours:
            self._ours.pop(ends, None)
            if not self._opened_here(packet):
                return False
            self._ours[ends] = None
            if len(self._ours) > MAX_OWN:
                self._ours.popitem(last=False)
        return True

    def _is_enrolled(self, address: str, at: float) -> bool:
        addresses = (Address(kind="ip", value=address), *_mac(self._macs.get(address, "")))
        return self._device_of(addresses, _moment(at)) is not None

    def _partial(self, ends: Ends, at: float) -> list[Flow]:
        """A connection that began as TLS but whose hello did not come whole: a contact all the same."""
        addresses = (Address(kind="ip", value=ends[0]), *_mac(self._macs.get(ends[0], "")))
        if self._device_of(addresses, _moment(at)) is None:
            return []
        self._counts["hellos_partial"] += 1
        return self._begin(ends, at, addresses, None)

    def _begin(
        self, ends: Ends, at: float, addresses: tuple[Address, ...], hello: ClientHello | None
    ) -> list[Flow]:
        flow = self._as_flow(ends, at, addresses, hello)
        self._counts["connections"] += 1
        self._open[ends] = flow
        found = [flow]
        if len(self._open) > MAX_OPEN:
            found.append(self._close(next(iter(self._open)), at, UNSEEN_END))
        return found

    def _close(self, ends: Ends, at: float, reason: str = "") -> Flow:
        flow = self._open.pop(ends)
        text = "; ".join(part for part in (flow.reason, reason) if part)
        return msgspec.structs.replace(flow, closed_at=_moment(at), reason=text)

    def _as_flow(
        self, ends: Ends, at: float, addresses: tuple[Address, ...], hello: ClientHello | None
    ) -> Flow:
        seen = hello or ClientHello()
        asked = self._names.names(ends[0], ends[2], at)
        host, reason = _name(seen, asked, ends[2])
        if hello is None:
            reason = f"the ClientHello was not seen whole; {reason}"
        hidden = seen.ech and (seen.sni is None or seen.sni in ECH_FRONTS)
        flow = Flow(
            flow_id=new_id(_moment(at)),
            opened_at=_moment(at),
            writer=WRITER,
            addresses=addresses,
            host=host,
            port=TLS_PORT,
            visibility=Visibility.ECH if hidden else Visibility.METADATA_ONLY,
            reason=reason,
        )
        category = self._category(host, seen.sni, *(asked if hidden or seen.sni is None else ()))
        if category:
            reason = "of this kind only the category is kept"
            return msgspec.structs.replace(flow, host=category, port=0, reason=reason)
        pair = SocketPair(local_ip=ends[0], local_port=ends[1], remote_ip=ends[2], remote_port=ends[3])
        return msgspec.structs.replace(
            flow,
            client=pair,
            upstream=pair,
            sni=seen.sni,
            alpn=",".join(seen.alpn) or None,
            ja4=seen.ja4,
            ech=None if hello is None else seen.ech,
        )

    def _category(self, *names: str | None) -> str:
        """The category where one of the names is sensitive, "" otherwise."""
        known = [name for name in names if name]
        already = next((name for name in known if name.startswith("category:")), "")
        match = self._never_intercept.match_any(known)
        return already or (match.alias if match is not None else "")

    def _reduce(self, names: tuple[str, ...]) -> str:
        return self._category(*names) or names[0]


def _name(hello: ClientHello, asked: tuple[str, ...], address: str) -> tuple[str, str]:
    """What to call the other end, and how that is known where the connection did not say it."""
    if hello.sni is not None and not (hello.ech and hello.sni in ECH_FRONTS and len(asked) == 1):
        return hello.sni, ""
    if len(asked) == 1:
        return asked[0], "named by the DNS answer that led to this address"
    if asked:
        return address, "no name was sent; DNS answers gave several for this address"
    return address, "no name was sent"


def _mac(mac: str) -> tuple[Address, ...]:
    return (Address(kind="mac", value=mac),) if mac else ()


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
