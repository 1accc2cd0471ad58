"""Reads what datagrams say: DNS and multicast DNS, DHCP, SSDP, the hello in QUIC's Initials; recognises calls."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections import Counter
from typing import Final, Protocol

from analysis.import_records import body_of
from analysis.records import Visibility
from proxy_addons import dhcp_messages, dns_messages
from proxy_addons.datagrams import RtpProbe, is_rtcp, kind_of
from proxy_addons.dhcp_messages import NotDhcp
from proxy_addons.dns_records import AAAA, A, NotDns
from proxy_addons.http_stream import read_repeated_head
from proxy_addons.known_names import KnownNames
from proxy_addons.neighbours import Neighbours
from proxy_addons.quic_initials import HelloInInitials, is_initial
from proxy_addons.stream_bodies import Said
from proxy_addons.talks import Half, Talk

PROBES: Final = 8  # datagrams of an unknown conversation that are looked at
_READ: Final = frozenset({"dns", "mdns", "llmnr", "dhcp", "dhcpv6", "ssdp", "quic", ""})
_DNS: Final = frozenset({"dns", "mdns", "llmnr"})
_HTTPS_RECORD: Final = b"\0\x41\0\1"  # a question or record of type HTTPS, class IN (RFC 9460)
_SERVER: Final = re.compile(rb"\nserver:[ \t]{0,8}([^\r\n]{1,200})", re.IGNORECASE)
_NO_BODY: Final = body_of(b"", Visibility.CLEARTEXT)
_FINGERPRINT: Final = 64  # parameters of a DHCP request that are told


class Listener(Protocol):
    """Who wants to know more than what is kept of a talk."""

    def begins(self, talk: Talk) -> None:
        """A talk has begun; its content is left alone where ``shut`` is set."""

    def hint(self, talk: Talk, kind: str, value: str) -> None:
        """What the device of a talk says of itself; ``kind`` as ``DeviceHint`` has it."""

    def odd(self, talk: Talk, half: Half, data: bytes, at: float) -> None:
        """A datagram that may hold more than is read here: multicast DNS, answers about services, ICMPv6."""


class UdpContent:
    """What is learnt is set on the talk; messages are returned. ``unread`` counts what is malformed, by protocol."""

    def __init__(self, names: KnownNames, neighbours: Neighbours, listener: Listener | None = None) -> None:
        self._names, self._neighbours, self._listener = names, neighbours, listener
        self.unread: Counter[str] = Counter()

    def begin(self, half: Half, data: bytes) -> None:
        """The first datagram of a talk: what it is, and which direction is to be read on."""
        talk = half.talk
        talk.protocol = kind_of(data, talk.device_port, talk.remote_port)
        wanted = talk.protocol in _READ
        talk.out.wants = talk.into.wants = wanted

    def read(self, half: Half, data: bytes, at: float) -> list[Said]:
        """A datagram of a talk whose direction is to be read. Never raises."""
        talk = half.talk
        if talk.protocol in _DNS:
            self._dns(half, data, at)
            return []
        match talk.protocol:
            case "quic":
                _quic(half, data)
            case "dhcp":
                self._dhcp(talk, data)
            case "dhcpv6":
                self._dhcp_6(talk, data)
            case "ssdp":
                return self._ssdp(half, data, at)
            case _:
                _probe(half, data)
        return []

    def _dns(self, half: Half, data: bytes, at: float) -> None:
        talk = half.talk
        try:
            message = dns_messages.read_repeated(data) if talk.protocol == "mdns" else dns_messages.read(data)
        except NotDns:
            self.unread[talk.protocol] += 1
            return
        self.learn(talk, half, message, at)
        if self._listener is not None and (talk.protocol == "mdns" or _HTTPS_RECORD in data):
            self._listener.odd(talk, half, data, at)

    def learn(self, talk: Talk, half: Half, message: dns_messages.Message, at: float) -> None:
        """A DNS message of a talk: the names in it, and the addresses that an answer gives."""
        if (
            self._listener is not None
            and message.answer
            and talk.protocol != "mdns"
            and (half is talk.out or not set(message.questions) & set(talk.names))
        ):
            self.unread["dns answers that nobody asked for"] += 1
            return
        for name in message.questions:
            talk.name(name)
        if not message.whole:
            self.unread[f"part of {talk.protocol or 'dns'}"] += 1
        if talk.protocol == "mdns":
            for record in message.records:  # what it offers is not what it asks for
                if record.kind in (A, AAAA) and record.value and record.name.endswith(".local"):
                    self._neighbours.called(record.name.removesuffix(".local"), _packed(record.value))
        elif message.answer:
            receiver = talk.remote if half is talk.out else talk.device
            self._names.learn(receiver, message, at)

    def _dhcp(self, talk: Talk, data: bytes) -> None:
        try:
            said = dhcp_messages.read(data)
        except NotDhcp:
            self.unread["dhcp"] += 1
            return
        mac = bytes.fromhex(said.mac.replace(":", ""))
        if said.request:
            if said.name:
                self._neighbours.named(said.name, mac)
                talk.name(said.name)
            talk.evidence = talk.evidence or _described(said)
            if talk.mac != mac and talk.out.packets <= 1:
                talk.mac = mac
            self._tell(talk, said)
        elif said.address and mac:
            self._neighbours.met(_packed(said.address), mac)

    def _dhcp_6(self, talk: Talk, data: bytes) -> None:
        try:
            said = dhcp_messages.read_6(data)
        except NotDhcp:
            self.unread["dhcpv6"] += 1
            return
        if said.request:
            if said.name:
                mac = bytes.fromhex(said.mac.replace(":", "")) or talk.mac
                self._neighbours.named(said.name.partition(".")[0], mac, talk.device)
                talk.name(said.name)
            talk.evidence = talk.evidence or _described(said)
            self._tell(talk, said, version_6=True)

    def _tell(self, talk: Talk, said: dhcp_messages.Dhcp, *, version_6: bool = False) -> None:
        if self._listener is None:
            return
        asks_for = "" if version_6 else ",".join(map(str, said.parameters[:_FINGERPRINT]))
        for kind, value in (
            ("dhcp_hostname", said.name), ("dhcp_fingerprint", asks_for), ("dhcp_vendor_class", said.vendor),
            ("dhcp_client_id", said.client_id),
        ):  # fmt: skip
            if value:
                self._listener.hint(talk, kind, value)

    def _ssdp(self, half: Half, data: bytes, at: float) -> list[Said]:
        if half is half.talk.out and self._listener is not None and (server := _SERVER.search(data[:8192])):
            self._listener.hint(half.talk, "ssdp_server", server[1].decode("utf-8", "replace"))
        if half is not half.talk.out or data.startswith(b"HTTP/1."):
            return []
        head = read_repeated_head(data[:8192])
        if head is None:
            self.unread["ssdp"] += 1
            return []
        host, port, target = head.place()
        return [
            Said(protocol="http/1.1", at=at, body=_NO_BODY, method=head.method, host=host, port=port, target=target,
                 headers=head.headers)
        ]  # fmt: skip


def _quic(half: Half, data: bytes) -> None:
    """Only a client's Initials can be opened with what is in them; whoever sent them is the client.

    They need not come first: early data may overtake them, or a version that the server does not know go before.
    """
    talk = half.talk
    state = talk.state
    if not isinstance(state, dict):
        state = talk.state = {}
    initials: HelloInInitials = state.setdefault(half, HelloInInitials())
    hello = None
    if is_initial(data):
        hello = initials.feed(data)
    else:
        initials.pass_over()
    if hello is not None:
        talk.hello = hello
        if not talk.sure:
            talk.sure, talk.client = True, half
            talk.port = talk.remote_port if half is talk.out else talk.device_port
        talk.out.wants = talk.into.wants = False
    elif initials.spent:
        half.wants = False
    if not (talk.out.wants or talk.into.wants):
        talk.state = None


def _probe(half: Half, data: bytes) -> None:
    """Whether an unknown conversation is a call."""
    talk = half.talk
    state = talk.state
    if not isinstance(state, dict):
        state = talk.state = {}
    probe: RtpProbe = state.setdefault(half, RtpProbe())
    later = kind_of(data, 0, 0) if probe.tries < 3 else ""
    if probe.feed(data) or (is_rtcp(data) and probe.tries > 1):
        talk.protocol = "rtp"
    elif later:
        talk.protocol = later
    if talk.protocol or probe.tries >= PROBES:
        half.wants = False
    if talk.protocol:
        talk.out.wants = talk.into.wants = False
        if talk.protocol == "quic":
            talk.out.wants = talk.into.wants = True
        talk.state = None


def _described(said: dhcp_messages.Dhcp) -> str:
    """What a request tells of the system that sent it."""
    parts = []
    if said.vendor:
        parts.append(f"vendor class {_shown(said.vendor)}")
    if said.parameters:
        parts.append(f"asks for {' '.join(map(str, said.parameters[:_FINGERPRINT]))}")
    if said.client_id:
        parts.append(f"client id {said.client_id[:80]}")
    return ", ".join(parts)


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() and letter != ":" else "?" for letter in text[:80])


def _packed(address: str) -> bytes:
    try:
        return socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)
    except OSError:
        return ipaddress.IPv4Address(0).packed
