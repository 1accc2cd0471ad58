"""Damaged recordings and made-up bytes through every reader of packets; ``LEAKLEDGER_FUZZ`` sets how many inputs.

LEAKLEDGER_FUZZ=1000000 pytest tests/proxy_addons/test_passive_fuzz.py --timeout 0
"""

from __future__ import annotations

import os
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from random import Random

import pytest

from analysis.import_records import body_of
from analysis.records import Visibility
from proxy_addons import certificate_names, dhcp_messages, dns_messages, ip_headers
from proxy_addons.capture_file import Captured
from proxy_addons.certificate_names import NotCertificate
from proxy_addons.client_hello import NotClientHello, read, read_crypto
from proxy_addons.datagrams import kind_of
from proxy_addons.dhcp_messages import NotDhcp
from proxy_addons.dns_records import NotDns
from proxy_addons.http2_stream import Http2Stream
from proxy_addons.http_stream import HttpStream
from proxy_addons.link_layers import network
from proxy_addons.mqtt_stream import MqttStream
from proxy_addons.quic_initials import HelloInInitials
from proxy_addons.server_handshake import ServerHandshake
from proxy_addons.stream_bodies import Reader, Room, Said
from proxy_addons.talks import Talk
from proxy_addons.tcp_content import TcpContent
from proxy_addons.traffic import Traffic
from proxy_addons.websocket_stream import WebSocketStream
from tests.proxy_addons.capture_files import START
from tests.proxy_addons.frames import SYN, answer, client_hello, question, tcp, udp
from tests.proxy_addons.quic_packets import crypto, initial

INPUTS = int(os.environ.get("LEAKLEDGER_FUZZ", "20000"))
PHONE, SERVER = ("192.168.1.7", 4000), ("198.51.100.9", 80)
HELLO = client_hello("tracker.example", alpn=("h2", "http/1.1"))
QUIC = initial(crypto(0, HELLO[5:]), b"conn-id1")
DHCP = (b"\1\1\6\0" + bytes(24) + b"\2\0\0\0\0\xaa" + bytes(202) + b"\x63\x82\x53\x63"
        + b"\x35\1\1\x0c\6my-tv\0\x3c\6andr-9\x37\3\1\3\6\x3d\7\1\2\0\0\0\0\xaa\xff")  # fmt: skip
DNS = answer("api.example", 7, ("198.51.100.1", "2001:db8::1"), ("edge.example",))
HTTP = (b"POST /a?b=c HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
        b"GET /ws HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\n\r\n\x81\x83\1\2\3\4abc")  # fmt: skip
H2 = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\0\0\x06\1\5\0\0\0\1\x82\x86\x84\x41\1a"
MQTT = b"\x10\x0f\0\4MQTT\4\2\0\x3c\0\3abc\x30\x06\0\1ahey\x82\6\0\1\0\1b\0"
LEAF = b64decode(
    "MIIBajCCARGgAwIBAgIBBzAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdiZXR3ZWVuMB4XDTIzMTExMzIyMTMyMFoXDTIzMTExNTIyMTMyMFowDz"
    "ENMAsGA1UECgwEQWNtZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHktnndWOOBElEs8STj9B0oLsZpYBQ/VM5NosrFWCFy4LY7MigTT4Le2"
    "MVm/kNnea4NPkrnlo7hlpL4nOx9m6hCjWzBZMB8GA1UdIwQYMBaAFILYg7H9zt39mwTIGXwdA8SNOcmlMBMGA1UdJQQMMAoGCCsGAQUFBwMBMC"
    "EGA1UdEQQaMBiCCyouYS5leGFtcGxlgglhLmV4YW1wbGUwCgYIKoZIzj0EAwIDRwAwRAIgETnC0B0+ZizQrHoqLFFJb+bCP267W/90azCgD4Ib"
    "Y2ICIGrXYqmM0gpB/PALuD6j++SeL6nPDug/do/W6jbwx+0s"
)
CHAIN = len(LEAF).to_bytes(3, "big") + LEAF
CHAIN = b"\x0b" + (len(CHAIN) + 3).to_bytes(3, "big") + len(CHAIN).to_bytes(3, "big") + CHAIN
CHOSEN = b"\x02\0\0\x28\3\3" + bytes(32) + b"\0\xc0\x2b\0\0\0"
FLIGHT = b"\x16\3\3" + (len(CHOSEN + CHAIN)).to_bytes(2, "big") + CHOSEN + CHAIN
FRAMES = [
    tcp(PHONE, SERVER, HTTP), tcp(PHONE, SERVER, HELLO), tcp(PHONE, SERVER, b"", flags=SYN), tcp(PHONE, SERVER, H2),
    udp(PHONE, ("192.168.1.1", 53), question("a.example", 1)), udp(("192.168.1.1", 53), PHONE, DNS),
    udp(("0.0.0.0", 68), ("255.255.255.255", 67), DHCP), udp(PHONE, ("198.51.100.9", 443), QUIC),
    udp(PHONE, ("224.0.0.251", 5353), DNS), tcp(("2001:db8::7", 1), ("2001:db8::1", 80), HTTP),
    udp(PHONE, ("239.255.255.250", 1900), b"M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n"),
    tcp(PHONE, SERVER, client_hello(None)), tcp(SERVER, PHONE, FLIGHT),
]  # fmt: skip


def damaged(chance: Random, data: bytes) -> bytes:
    """A few bytes changed, cut out, doubled or put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randint(0, len(found))
        match chance.randint(0, 5):
            case 0 | 1:
                found[place : place + 1] = bytes(
                    [chance.choice((0, 1, 0x7F, 0x80, 0xC0, 0xFF, chance.randint(0, 255)))]
                )
            case 2:
                del found[place : place + chance.randint(1, 40)]
            case 3:
                found[place:place] = found[place : place + chance.randint(1, 40)]
            case 4:
                found[place:place] = chance.randbytes(chance.randint(1, 20))
            case _:
                del found[place:]
    return bytes(found)


def stream(
    make: Callable[[Room], Reader],
) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        room = Room(4096)
        reader = make(room)
        half = len(data) // 2
        reader.feed(data[:half], 1.0)
        reader.feed(data[half:], 1.0)
        reader.close()
        assert room.left == 4096

    return run


def tolerant(reader: Callable[[bytes], object], *errors: type[Exception]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            reader(data)
        except errors:
            return

    return run


DHCP_6 = b"\1\0\0\7\0\1\0\x0e\0\1\0\1\x25\xe5\x14\x8e\2\0\0\0\0\xaa\0\x27\0\x08\1\6tablet"
WEBSOCKET = b"\x81\x83\1\2\3\4abc\x02\x81\1\2\3\4a\x80\x80\1\2\3\4"
WIFI = b"\0\0\x08\0\0\0\0\0\x08\1\0\0" + bytes(20) + b"\xaa\xaa\x03\0\0\0\x08\0"
SAID = Said(protocol="http/1.1", at=0.0, body=body_of(b"", Visibility.CLEARTEXT))
CLEAR = Visibility.CLEARTEXT
READERS: dict[str, tuple[Callable[[bytes], None], bytes]] = {
    "hello": (tolerant(read, NotClientHello), HELLO),
    "crypto": (tolerant(read_crypto, NotClientHello), HELLO[5:]),
    "dns": (tolerant(dns_messages.read, NotDns), DNS),
    "dhcp": (tolerant(dhcp_messages.read, NotDhcp), DHCP),
    "dhcpv6": (tolerant(dhcp_messages.read_6, NotDhcp), DHCP_6),
    "tcp": (stream(lambda room: TcpContent(Talk("tcp", 0, 0.0).out, room, CLEAR, whole=True)), HTTP),
    "http": (stream(lambda room: HttpStream(room, CLEAR)), HTTP),
    "h2": (stream(lambda room: Http2Stream(room, CLEAR)), H2),
    "mqtt": (stream(lambda room: MqttStream(room, CLEAR)), MQTT),
    "websocket": (stream(lambda room: WebSocketStream(room, CLEAR, SAID)), WEBSOCKET),
    "kinds": (tolerant(lambda data: kind_of(data, 3478, 443)), b"\0\1\0\0\x21\x12\xa4\x42" + bytes(20)),
    "certificate": (tolerant(certificate_names.read, NotCertificate), LEAF),
    "server": (stream(ServerHandshake), FLIGHT),
    "ipv6": (tolerant(lambda data: ip_headers.read_ipv6(data, 0)), FRAMES[9]),
    "wifi": (tolerant(lambda data: network(127, data)), WIFI + FRAMES[0]),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_reader_never_fails(name: str) -> None:
    reader, whole = READERS[name]
    chance = Random(name)
    for _ in range(INPUTS // 20):
        data = damaged(chance, whole)
        try:
            reader(data)
        except BaseException:
            sys.stderr.write(f"{data.hex()}\n")
            raise


def test_quic_never_fails() -> None:
    chance = Random("quic")
    for _ in range(INPUTS // 100):
        HelloInInitials().feed(damaged(chance, QUIC))
        HelloInInitials().feed(initial(damaged(chance, crypto(0, HELLO[5:400]))[:1100], b"conn-id1"))


@pytest.mark.parametrize("link", [1, 101])
def test_traffic_never_fails_and_counts_every_packet(link: int) -> None:
    chance = Random(link)
    traffic = Traffic()
    ethernet = b"\x02\0\0\0\0\2\x02\0\0\0\0\1\x08\0" if link == 1 else b""
    count = INPUTS // 6

    def packets() -> Iterator[Captured]:
        for number in range(count):
            data = damaged(chance, ethernet + chance.choice(FRAMES))
            yield START + number / 50, link, data, len(data)

    talks = [item for item in traffic.read(packets()) if isinstance(item, Talk)]
    assert traffic.number == count - 1
    counted = sum(talk.out.packets + talk.into.packets for talk in talks)
    assert count / 3 < counted <= count
    assert traffic._streams.room.left == Room().left
    assert sum(traffic.counts().values()) > 0
