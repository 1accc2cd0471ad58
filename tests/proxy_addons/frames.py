"""Packets for the sniffer's tests: headers by hand, ClientHellos by OpenSSL, recordings from the network header on."""

from __future__ import annotations

import contextlib
import ipaddress
import ssl
import struct
from collections.abc import Iterator
from pathlib import Path

FIN, SYN, RST, ACK = 1, 2, 4, 16


def tcp(
    source: tuple[str, int], target: tuple[str, int], payload: bytes = b"", *, flags: int = ACK, seq: int = 1
) -> bytes:
    """An IPv4 or IPv6 packet with one TCP segment."""
    header = struct.pack("!HHIIBBHHH", source[1], target[1], seq % (1 << 32), 0, 5 << 4, flags, 0, 0, 0)
    return _ip(source[0], target[0], 6, header + payload)


def udp(source: tuple[str, int], target: tuple[str, int], payload: bytes = b"") -> bytes:
    """An IPv4 or IPv6 packet with one UDP datagram."""
    header = struct.pack("!HHHH", source[1], target[1], 8 + len(payload), 0)
    return _ip(source[0], target[0], 17, header + payload)


def _ip(source: str, target: str, protocol: int, content: bytes) -> bytes:
    ends = ipaddress.ip_address(source).packed + ipaddress.ip_address(target).packed
    if len(ends) == 8:
        return struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(content), 0, 0, 64, protocol, 0) + ends + content
    return struct.pack("!IHBB", 6 << 28, len(content), protocol, 64) + ends + content


def client_hello(name: str | None, *, alpn: tuple[str, ...] = (), extension: bytes = b"") -> bytes:
    """What OpenSSL sends first, with a further extension added where one is given (type, length and content)."""
    context = ssl.create_default_context()
    context.check_hostname = False
    if alpn:
        context.set_alpn_protocols(list(alpn))
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname=name).do_handshake()
    return with_extension(outgoing.read(), extension) if extension else outgoing.read()


def with_extension(hello: bytes, extension: bytes) -> bytes:
    """A hello of one record with one more extension at its end."""
    message = hello[9:]
    place = 34
    for width in (1, 2, 1):
        place += width + int.from_bytes(message[place : place + width], "big")
    length = int.from_bytes(message[place : place + 2], "big") + len(extension)
    message = message[:place] + length.to_bytes(2, "big") + message[place + 2 :] + extension
    handshake = b"\x01" + len(message).to_bytes(3, "big") + message
    return hello[:3] + len(handshake).to_bytes(2, "big") + handshake


def question(name: str, number: int) -> bytes:
    """A DNS question for an address."""
    return struct.pack("!HHHHHH", number, 0x0100, 1, 0, 0, 0) + _name(name) + struct.pack("!HH", 1, 1)


def answer(name: str, number: int, addresses: tuple[str, ...], aliases: tuple[str, ...] = ()) -> bytes:
    """A DNS answer: the name leads along the aliases to the addresses."""
    records, owner = b"", name
    for alias in aliases:
        data = _name(alias)
        records += _name(owner) + struct.pack("!HHIH", 5, 1, 60, len(data)) + data
        owner = alias
    for address in addresses:
        packed = ipaddress.ip_address(address).packed
        kind = 1 if len(packed) == 4 else 28
        records += _name(owner) + struct.pack("!HHIH", kind, 1, 60, len(packed)) + packed
    count = len(aliases) + len(addresses)
    head = struct.pack("!HHHHHH", number, 0x8180, 1, count, 0, 0)
    return head + _name(name) + struct.pack("!HH", 1, 1) + records


def _name(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def recorded(path: Path) -> Iterator[tuple[bytes, float]]:
    """The IP packets of a pcap or pcapng file with their times, without their link headers."""
    from scapy.utils import RawPcapReader

    with RawPcapReader(str(path)) as reader:
        for data, details in reader:
            link = getattr(details, "linktype", None)
            packet = _network(reader.linktype if link is None else link, data)
            if packet is None:
                continue
            if hasattr(details, "tshigh"):
                yield packet, ((details.tshigh << 32) | details.tslow) / details.tsresol
            else:
                yield packet, details.sec + details.usec / 1e6


def _network(link: int, data: bytes) -> bytes | None:
    if link == 1:  # Ethernet
        place = 12
        while data[place : place + 2] in (b"\x81\x00", b"\x88\xa8"):
            place += 4
        return data[place + 2 :] if data[place : place + 2] in (b"\x08\x00", b"\x86\xdd") else None
    start = {0: 4, 12: 0, 101: 0, 113: 16, 228: 0, 229: 0}.get(link)  # null, raw, raw, cooked, IPv4, IPv6
    return None if start is None else data[start:]
