"""Reads packets, live or from a file: counts every one, and looks into those that say who is contacted or what is sent.

Most packets take the short way in ``read``: one look-up, three additions. Names, requests and hellos are read in
``tcp_content`` and ``udp_content``. Everything that is held is bounded.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from proxy_addons.capture_file import Captured
from proxy_addons.ip_fragments import Fragments
from proxy_addons.ip_headers import Header, read_ipv4, read_ipv6
from proxy_addons.known_names import KnownNames
from proxy_addons.link_layers import ARP, ETHERNET, IPV4, IPV6, network, not_read, sender, tunnelled
from proxy_addons.neighbours import Neighbours
from proxy_addons.segments import Segments
from proxy_addons.stream_bodies import Said
from proxy_addons.talk_senders import Senders
from proxy_addons.talks import GONE, MAX_NAMES, Half, Talk, Talks
from proxy_addons.tcp_streams import Decrypted, Streams
from proxy_addons.udp_content import Listener, UdpContent

SWEEP: Final = 1 << 15  # packets between two looks for talks that have ended
_TCP, _UDP, _ICMP_6 = 6, 17, 58
_FIN, _SYN, _RST, _ACK = 1, 2, 4, 16
# EtherType, and of IPv4: version, length, fragment, protocol, ends
_COMMON: Final = struct.Struct("!12xHBxH2xHxB2x12s")
_GTP, _INNER = b"\x08\x68", -2  # the port of GTP-U; the link of what is in it
_PORTLESS: Final = {1: "icmp", 2: "igmp", 47: "gre", 50: "esp", 51: "ah", 58: "icmpv6", 132: "sctp"}

Item = Talk | tuple[Talk, Said]
"""A talk that has ended, or what was said in one; ``Traffic.number`` is then the packet at hand."""


class Traffic:
    """One pass over packets. ``number`` counts them from 0; ``unread`` says what could not be read, by kind.

    ``is_device`` knows the house's devices, where they are known; ``listener`` is told what these say of themselves.
    """

    def __init__(
        self,
        decrypted: Decrypted | None = None,
        *,
        is_device: Callable[[bytes], bool] | None = None,
        listener: Listener | None = None,
    ) -> None:
        self.number = -1
        self.unread: Counter[str] = Counter()
        self.talks = Talks(is_device, strict=listener is not None)
        self.names, self.neighbours, self.fragments = KnownNames(), Neighbours(), Fragments()
        self._senders = Senders(self.names, self.neighbours, by_mac=listener is None)
        self._found: list[Item] = []
        self._decrypted = decrypted or {}
        self._listener = listener
        self._datagrams = UdpContent(self.names, self.neighbours, listener)
        self._streams = Streams(self._found, self._datagrams.learn, self._decrypted, self.unread)
        self._sweep_at = SWEEP

    def read(self, packets: Iterable[Captured]) -> Iterator[Item]:
        """Every talk as it ends, and what was said as it is complete, to the end of the capture."""
        yield from self.take(packets)
        yield from self.end()

    def take(self, packets: Iterable[Captured]) -> Iterator[Item]:
        """As ``read``, but more packets may follow."""
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
                yield from self._swept(at)
        self.number = number

    def tick(self, at: float) -> Iterator[Item]:
        """The talks that are over at a time, for when no packet comes."""
        for talk in self.talks.over(at):
            self._finish(talk)
        yield from self._found
        self._found.clear()

    def _swept(self, at: float) -> Iterator[Item]:
        """The talks that are over by the packet at hand."""
        self._sweep_at = self.number + SWEEP
        return self.tick(at)

    def forget(self, talk: Talk) -> None:
        """A talk is not to be followed any more, nor what its device was told."""
        self.talks.take_out(talk)
        self._finish(talk)
        self._found.clear()
        self.names.forget(talk.device)

    def counts(self) -> Counter[str]:
        """What could not be read, by kind."""
        counted = self.unread + self._datagrams.unread
        counted["fragmented datagrams"] += self.fragments.unread
        counted["bodies without room"] += self._streams.room.refused
        return +counted

    def _odd(self, at: float, link: int, data: bytes, size: int) -> None:
        """Not the usual TCP or UDP in Ethernet: other links, fragments, options, other protocols, what is broken."""
        start, kind, _ = network(link, data)
        take = self._network if kind in (IPV4, IPV6) else self._no_ip
        take(at, link, data, size, kind, start)

    def _network(self, at: float, link: int, data: bytes, size: int, kind: int, start: int) -> None:
        header = read_ipv4(data, start) if kind == IPV4 else read_ipv6(data, start)
        if header is None:
            self.unread["broken IP packets"] += 1
            return
        packets = 1
        if header.fragment is not None:
            whole = self.fragments.add(*header.fragment, at, size)
            if whole is None:
                return
            data, packets, size = whole
            header, link = header.whole(len(data)), min(link, -1)
        if header.protocol in (_TCP, _UDP):
            key, is_tcp = header.ends + data[header.start : header.start + 4], header.protocol == _TCP
            if len(data) < header.start + 8:
                self.unread["broken IP packets"] += 1
                return
            half = (self.talks.tcp if is_tcp else self.talks.udp).get(key)
            if half is not None:
                half.packets += packets
                half.size += size
                half.last = at
            take = self._tcp if is_tcp else self._udp
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
        if half is not None and opens and half.talk.syn != -1 and half.is_anew(seq, at):
            half = self._renounce(self.talks.tcp, key, half, packets, size)
        if half is None:
            asks = None if not flags & _SYN else opens
            half = self.talks.begin("tcp", key, self.number, at, asks=asks)
            self._met(half, link, data, at)
            if not half.talk.shut:
                self._streams.listen(half.talk, whole=asks is not None)
            half.packets, half.size, half.last = packets, size, at
        if opens:
            half.talk.syn = seq
        place = start + (data[start + 12] >> 4) * 4
        if flags & _SYN:
            seq += 1
            if half.wants and half.segments is None:
                half.segments = Segments(seq, self._streams.room)
        inside = end > place
        payload, missing = (data[place:end], max(0, end - max(len(data), place))) if inside else (b"", 0)
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

    def _udp(
        self, at: float, link: int, data: bytes, size: int, packets: int, key: bytes, start: int, end: int,
        half: Half | None,
    ) -> None:  # fmt: skip
        """A datagram that begins a talk or is to be read. ``half``: counted already."""
        length = data[start + 4] << 8 | data[start + 5]
        last = min(end, start + length) if length >= 8 else end
        payload = data[start + 8 : last] if start + 8 < last else b""
        if half is not None and half.talk.mac and sender(link, data) != half.talk.mac:
            half = self._renounce(self.talks.udp, key, half, packets, size)
        if half is None and data[start + 2 : start + 4] == _GTP and self._listener is None and link != _INNER:
            inner, kind, _ = tunnelled(payload)
            if kind:  # what a phone sends is not the tunnel's
                self._network(at, _INNER, payload[inner:], size, kind, 0)
                return
        if half is None:
            half = self.talks.begin("udp", key, self.number, at)
            self._datagrams.begin(half, payload)
            self._met(half, link, data, at)
            half.packets, half.size, half.last = packets, size, at
        self._read(key, half, payload, at)

    def _read(self, key: bytes, half: Half, payload: bytes, at: float) -> None:
        """What a datagram carries, where its direction is to be read."""
        half.talk.spoke = True
        if half.talk.shut:
            half.wants = False
        if half.wants and payload:
            self._found += [(half.talk, said) for said in self._datagrams.read(half, payload, at)]
            if len(half.talk.names) >= MAX_NAMES:
                self.talks.drop(self.talks.udp, key, half)
                self._finish(half.talk)

    def _renounce(
        self, table: dict[bytes, Half], key: bytes, half: Half, packets: int, size: int
    ) -> Half | None:
        """A packet was counted for a talk but begins another: the same ports again, or a device without an address."""
        self.talks.drop(table, key, half)
        half.packets -= packets
        half.size -= size
        self._finish(half.talk)
        return None

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
        if self._listener is not None and header.protocol == _ICMP_6:
            self._listener.odd(half.talk, half, data[header.start : header.end], at)

    def _met(self, half: Half, link: int, data: bytes, at: float) -> None:
        """Who began a talk, and the names under which the other end was asked for."""
        self._senders.begins(half.talk, link, data, at, by_device=half is half.talk.out)
        if self._listener is not None:
            self._listener.begins(half.talk)

    def _no_ip(self, _at: float, link: int, data: bytes, _size: int, kind: int, start: int) -> None:
        if kind == ARP:
            self.neighbours.resolved(data[start : start + 28])
        else:
            self.unread[not_read(link)] += 1

    def _finish(self, talk: Talk) -> None:
        """The last word on a talk: what was begun in it, then the talk itself."""
        if talk.transport == "tcp":
            self._streams.finish(talk)
        talk.state = None
        talk.out.talk = talk.into.talk = GONE  # without a circle it is freed at once, not by the collector
        self._found.append(talk)

    def end(self) -> Iterator[Item]:
        """What is left: every talk that is under way, as if it ended now."""
        self.fragments.end()
        for talk in self.talks.rest():
            self._finish(talk)
            yield from self._found
            self._found.clear()
