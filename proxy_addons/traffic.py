"""Reads packets, live or from a file: counts every one, and looks into those that say who is contacted or what is sent.

Most packets take the short way in ``read``: one look-up, three additions. Names, requests and hellos are read in
``tcp_content`` and ``udp_content``. Everything that is held is bounded.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from proxy_addons.capture_file import Captured
from proxy_addons.ip_fragments import Fragments
from proxy_addons.ip_headers import Header, read_ipv4, read_ipv6
from proxy_addons.known_names import KnownNames
from proxy_addons.link_layers import ARP, ETHERNET, IPV4, IPV6, is_known, network
from proxy_addons.neighbours import Neighbours, is_local
from proxy_addons.segments import Segments
from proxy_addons.stream_bodies import Said
from proxy_addons.talks import GONE, MAX_NAMES, Half, Talk, Talks
from proxy_addons.tcp_streams import Decrypted, Streams
from proxy_addons.udp_content import UdpContent

SWEEP: Final = 1 << 15  # packets between two looks for talks that have ended
_TCP, _UDP, _ICMP_6 = 6, 17, 58
_FIN, _SYN, _RST, _ACK = 1, 2, 4, 16
_SYN_TIME: Final = 180.0  # seconds for which a SYN may be repeated
_COMMON: Final = struct.Struct(
    "!12xHBxH2xHxB2x12s"
)  # EtherType, and of IPv4: version, length, fragment, protocol, ends
_PORTLESS: Final = {1: "icmp", 2: "igmp", 47: "gre", 50: "esp", 51: "ah", 58: "icmpv6", 132: "sctp"}

Item = Talk | tuple[Talk, Said]
"""A talk that has ended, or what was said in one; ``Traffic.number`` is then the packet at hand."""


class Traffic:
    """One pass over packets. ``number`` counts them from 0; ``unread`` says what could not be read, by kind."""

    def __init__(self, decrypted: Decrypted | None = None) -> None:
        self.number = -1
        self.unread: Counter[str] = Counter()
        self.talks = Talks()
        self.names = KnownNames()
        self.neighbours = Neighbours()
        self.fragments = Fragments()
        self._found: list[Item] = []
        self._decrypted = decrypted or {}
        self._datagrams = UdpContent(self.names, self.neighbours)
        self._streams = Streams(self._found, self._datagrams.learn, self._decrypted, self.unread)
        self._sweep_at = SWEEP

    def read(self, packets: Iterable[Captured]) -> Iterator[Item]:
        """Every talk as it ends, and what was said as it is complete."""
        tcp, udp, found, talks = self.talks.tcp, self.talks.udp, self._found, self.talks
        number, at, unpack = self.number, 0.0, _COMMON.unpack_from
        for at, link, data, size in packets:
            number += 1
            plain = False
            if link == ETHERNET and len(data) >= _COMMON.size:
                kind, first, total, fragment, protocol, key = unpack(data)
                if kind == IPV4 and first == 0x45 and not fragment & 0x3FFF:
                    plain, segment, end = True, 34, 14 + total if total else len(data)
                elif kind == IPV6 and len(data) >= 62:
                    plain, protocol, key, segment = True, data[20], data[22:58], 54
                    end = 54 + (data[18] << 8 | data[19])
            if plain and protocol == _TCP and len(data) >= segment + 20:
                half = tcp.get(key)
                if half is not None:
                    half.packets += 1
                    half.size += size
                    half.last = at
                    if not data[segment + 13] & 7 and (
                        not half.wants or segment + (data[segment + 12] >> 4) * 4 >= end
                    ):
                        continue
                self.number = number
                self._tcp(at, link, data, size, 1, key, segment, end, half)
            elif plain and protocol == _UDP and len(data) >= segment + 8:
                half = udp.get(key)
                if half is not None:
                    half.packets += 1
                    half.size += size
                    half.last = at
                    if not half.wants:
                        continue
                self.number = number
                self._udp(at, link, data, size, 1, key, segment, end, half)
            else:
                self.number = number
                self._odd(at, link, data, size)
            if found:
                yield from found
                found.clear()
            if number >= self._sweep_at or talks.crowded:
                self._sweep_at = number + SWEEP
                self._sweep(at)
                yield from found
                found.clear()
        self.number = number
        yield from self._end()

    def counts(self) -> Counter[str]:
        """What could not be read, by kind."""
        counted = self.unread + self._datagrams.unread
        counted["fragmented datagrams"] += self.fragments.unread
        counted["bodies without room"] += self._streams.room.refused
        return +counted

    def _odd(self, at: float, link: int, data: bytes, size: int) -> None:
        """Not the usual TCP or UDP in Ethernet: other links, fragments, options, other protocols, what is broken."""
        start, kind, _ = network(link, data)
        if kind == IPV4:
            header = read_ipv4(data, start)
        elif kind == IPV6:
            header = read_ipv6(data, start)
        else:
            self._no_ip(link, data, kind, start)
            return
        if header is None:
            self.unread["broken IP packets"] += 1
            return
        packets = 1
        if header.fragment is not None:
            whole = self.fragments.add(*header.fragment, at, size)
            if whole is None:
                return
            data, packets, size = whole
            header, link = header.whole(len(data)), -1
        if header.protocol in (_TCP, _UDP):
            key = header.ends + data[header.start : header.start + 4]
            table, take = (
                (self.talks.tcp, self._tcp) if header.protocol == _TCP else (self.talks.udp, self._udp)
            )
            if len(data) < header.start + 8:
                self.unread["broken IP packets"] += 1
                return
            half = table.get(key)
            if half is not None:
                half.packets += packets
                half.size += size
                half.last = at
            take(at, link, data, size, packets, key, header.start, header.end, half)
        else:
            self._portless(at, link, data, size, packets, header)

    def _tcp(
        self, at: float, link: int, data: bytes, size: int, packets: int, key: bytes, start: int, end: int,
        half: Half | None,
    ) -> None:  # fmt: skip
        """A segment that begins a talk, carries what is to be read, or ends one. ``half``: counted already."""
        if len(data) < start + 20 or end < start + 20 or data[start + 12] < 0x50:
            self.unread["broken TCP segments"] += 1
            return
        flags = data[start + 13]
        seq = data[start + 4] << 24 | data[start + 5] << 16 | data[start + 6] << 8 | data[start + 7]
        opens = flags & (_SYN | _ACK) == _SYN
        if half is not None and opens and half.talk.syn != -1 and self._is_anew(half, seq, at):
            self.talks.drop(self.talks.tcp, key, half)  # the same ports again
            half.packets -= packets
            half.size -= size
            self._finish(half.talk)
            half = None
        if half is None:
            asks = None if not flags & _SYN else opens
            half = self.talks.begin("tcp", key, self.number, at, asks=asks)
            self._met(half, link, data, at)
            self._streams.listen(half.talk, whole=asks is not None)
            half.packets, half.size, half.last = packets, size, at
        if opens:
            half.talk.syn = seq
        place = start + (data[start + 12] >> 4) * 4
        if flags & _SYN:
            seq += 1
            if half.wants and half.segments is None:
                half.segments = Segments(seq, self._streams.room)
        payload = data[place:end]
        missing = max(0, end - max(len(data), place)) if end > place else 0
        if payload or missing:
            half.talk.spoke = True
            if half.wants:
                self._streams.add(half, seq, payload, missing, at)
        if self._decrypted and self.number in self._decrypted:
            self._streams.decrypted(half, self.number, at)
        if flags & (_FIN | _RST):
            half.ended = True
            if flags & _RST:
                half.talk.out.ended = half.talk.into.ended = True

    def _is_anew(self, half: Half, seq: int, at: float) -> bool:
        """Whether a SYN between the same ends begins another connection, and is no repetition."""
        return half.talk.syn != seq or half.ended or abs(at - half.talk.first) > _SYN_TIME

    def _udp(
        self, at: float, link: int, data: bytes, size: int, packets: int, key: bytes, start: int, end: int,
        half: Half | None,
    ) -> None:  # fmt: skip
        """A datagram that begins a talk or is to be read. ``half``: counted already."""
        length = data[start + 4] << 8 | data[start + 5]
        payload = data[start + 8 : min(end, start + length) if length >= 8 else end]
        if half is None:
            half = self.talks.begin("udp", key, self.number, at)
            self._datagrams.begin(half, payload)
            self._met(half, link, data, at)
            half.packets, half.size, half.last = packets, size, at
        half.talk.spoke = True
        if half.wants and payload:
            self._found += [(half.talk, said) for said in self._datagrams.read(half, payload, at)]
            if len(half.talk.names) >= MAX_NAMES:
                self.talks.drop(self.talks.udp, key, half)
                self._finish(half.talk)

    def _portless(self, at: float, link: int, data: bytes, size: int, packets: int, header: Header) -> None:
        key = header.ends + b"\0\0\0\0"
        half = self.talks.portless.get(bytes([header.protocol]) + key)
        if half is None:
            transport = _PORTLESS.get(header.protocol, f"ip/{header.protocol}")
            half = self.talks.begin(transport, key, self.number, at, asks=True, protocol=header.protocol)
            half.talk.protocol = "ipsec" if transport in ("esp", "ah") else transport
            half.talk.spoke = True
            self._met(half, link, data, at)
        half.packets += packets
        half.size += size
        half.last = at

    def _met(self, half: Half, link: int, data: bytes, at: float) -> None:
        """Who began a talk: the sender's MAC, and the names under which the other end was asked for."""
        talk = half.talk
        if half is talk.out:
            mac = data[6:12] if link == ETHERNET else network(link, data)[2]
            if is_local(talk.device):
                self.neighbours.met(talk.device, mac)
            elif not any(talk.device):
                talk.mac = mac
        talk.asked = self.names.names(talk.device, talk.remote, at)

    def _no_ip(self, link: int, data: bytes, kind: int, start: int) -> None:
        if kind == ARP and len(data) >= start + 28 and data[start + 4 : start + 6] == b"\x06\x04":
            if data[start + 6 : start + 8] in (b"\0\1", b"\0\2"):
                self.neighbours.met(data[start + 14 : start + 18], data[start + 8 : start + 14])
        elif not is_known(link):
            self.unread[f"packets of link type {link}, which is not read"] += 1
        elif kind != ARP:
            self.unread["packets that are no IP"] += 1

    def _sweep(self, at: float) -> None:
        for talk in self.talks.over(at):
            self._finish(talk)

    def _finish(self, talk: Talk) -> None:
        """The last word on a talk: what was begun in it, then the talk itself."""
        if talk.transport == "tcp":
            self._streams.finish(talk)
        talk.state = None
        talk.out.talk = talk.into.talk = GONE  # without a circle it is freed at once, not by the collector
        self._found.append(talk)

    def _end(self) -> Iterator[Item]:
        for talk in self.talks.rest():
            self._finish(talk)
            yield from self._found
            self._found.clear()
