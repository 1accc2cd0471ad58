"""What is made of packets: who talked with whom, what was said, and that floods and damage cost no memory."""

from __future__ import annotations

import itertools
import struct
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy_addons import talks
from proxy_addons.talks import Talk
from proxy_addons.traffic import Traffic
from tests.proxy_addons.capture_files import RAW, START, read
from tests.proxy_addons.frames import ACK, FIN, RST, SYN, answer, client_hello, question, tcp, udp
from tests.proxy_addons.quic_packets import crypto, initial

PHONE, BOX, SERVER, OTHER = "192.168.1.7", "192.168.1.1", "198.51.100.9", "203.0.113.5"
HELLO = client_hello("tracker.example", alpn=("h2",))
GET = b"GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n"


def up(
    data: bytes = b"", *, seq: int = 1, flags: int = ACK, port: int = 4000, to: tuple[str, int] = (SERVER, 80)
) -> bytes:
    return tcp((PHONE, port), to, data, seq=seq, flags=flags)


def down(
    data: bytes = b"", *, seq: int = 1, flags: int = ACK, port: int = 4000, by: tuple[str, int] = (SERVER, 80)
) -> bytes:
    return tcp(by, (PHONE, port), data, seq=seq, flags=flags)


def test_a_connection_is_counted_both_ways_and_read() -> None:
    packets = [
        up(flags=SYN, seq=0), down(flags=SYN | ACK, seq=0), up(), up(GET), down(b"HTTP/1.1 200 OK\r\n\r\n"),
        up(flags=FIN | ACK, seq=1 + len(GET)), down(flags=FIN | ACK), up(seq=2 + len(GET)),
    ]  # fmt: skip
    _, (talk,), (said,) = read(packets)
    assert (talk.transport, talk.protocol, talk.port, talk.host) == ("tcp", "http/1.1", 80, "a.example")
    assert (talk.out.packets, talk.into.packets) == (5, 3)
    assert talk.out.size + talk.into.size == sum(map(len, packets))
    assert (said.method, said.target, said.at) == ("GET", "/a", START + 0.03)


def test_a_hello_over_segments_out_of_order() -> None:
    parts = [(1, HELLO[:60]), (61, HELLO[60:200]), (201, HELLO[200:])]
    for order in itertools.permutations(parts):
        packets = [up(flags=SYN, seq=0), *(up(data, seq=seq) for seq, data in order)]
        _, (talk,), _ = read(packets)
        assert talk.hello is not None
        assert (talk.protocol, talk.hello.sni) == ("tls", "tracker.example")


def test_a_connection_met_in_its_middle_is_read_from_its_next_request() -> None:
    _, (talk,), said = read([down(b"the end of a body", seq=90), up(b"x", seq=7), up(GET, seq=8)])
    assert [each.target for each in said] == ["/a"]
    assert (talk.port, talk.client is talk.out) == (80, True)


@pytest.mark.parametrize("reverse", [False, True])
def test_whoever_asks_is_the_client_even_on_odd_ports(reverse: bool) -> None:
    a, b = ("192.168.1.7", 12345), ("192.168.1.8", 50000)
    source, target = (b, a) if reverse else (a, b)
    _, (talk,), (said,) = read([tcp(source, target, GET)])
    assert (talk.device, talk.port, said.host) == (
        bytes(map(int, source[0].split("."))),
        target[1],
        "a.example",
    )
    assert talk.out.packets == 1


def test_the_same_ports_again_are_another_connection() -> None:
    first = [up(flags=SYN, seq=0), up(GET), up(flags=RST, seq=1 + len(GET))]
    again = [up(flags=SYN, seq=5000), up(flags=SYN, seq=5000), up(GET, seq=5001)]
    _, found, said = read([*first, *again])
    assert [(talk.out.packets, talk.protocol) for talk in found] == [(3, "http/1.1"), (3, "http/1.1")]
    assert len(said) == 2


def test_an_address_is_named_by_the_answer_that_led_to_it() -> None:
    asked = udp((PHONE, 5000), (BOX, 53), question("api.example", 7))
    told = udp((BOX, 53), (PHONE, 5000), answer("api.example", 7, (SERVER,), ("edge.cdn.example",)))
    traffic, found, _ = read([asked, told, up(b"\0\1binary"), up(b"\0\1", to=(OTHER, 80), port=4001)])
    by_remote = {talk.remote: talk for talk in found}
    assert by_remote[bytes([198, 51, 100, 9])].asked == ("api.example",)
    assert by_remote[bytes([203, 0, 113, 5])].asked == ()
    assert traffic.names.aliases("api.example") == ("edge.cdn.example",)
    dns = next(talk for talk in found if talk.protocol == "dns")
    assert (dns.names, dns.port, dns.out.packets, dns.into.packets) == (("api.example",), 53, 1, 1)


def test_dns_over_tcp_in_pieces() -> None:
    message = answer("api.example", 7, (SERVER,))
    framed = struct.pack("!H", len(message)) + message
    to = (BOX, 53)
    packets = [
        up(flags=SYN, seq=0, to=to), down(flags=SYN | ACK, seq=0, by=to),
        down(framed[:9], by=to), down(framed[9:], seq=10, by=to), up(b"\0\1", port=4001),
    ]  # fmt: skip
    _, found, _ = read(packets)
    assert {talk.port: (talk.names, talk.asked) for talk in found} == {
        53: (("api.example",), ()),
        80: ((), ("api.example",)),
    }


def test_quic_is_read_on_any_port_and_in_ipv6() -> None:
    hello = HELLO[5:]
    for port in (443, 4433):
        packets = [
            udp(
                ("2001:db8::7", 50_000),
                ("2001:db8::1", port),
                initial(crypto(at, hello[at : at + 120]), b"conn-id1", number=at),
            )
            for at in range(0, len(hello), 120)
        ]
        _, (talk,), _ = read(packets)
        assert talk.hello is not None
        assert (talk.protocol, talk.hello.sni, talk.port) == ("quic", "tracker.example", port)


GREETINGS = {
    "SMTP": [b"EHLO phone\r\n", b"STARTTLS\r\n"],
    "POP3": [b"STLS\r\n"],
    "IMAP": [b"a1 CAPABILITY\r\n", b"a2 STARTTLS\r\n"],
    "SOCKS 5": [b"\5\1\0", b"\5\1\0\3\x0ftracker.example\1\xbb"],
    "PostgreSQL": [b"\0\0\0\x08\x04\xd2\x16\x2f"],
}


@pytest.mark.parametrize("kind", GREETINGS)
def test_a_hello_after_a_start_in_clear(kind: str) -> None:
    seq, packets = 1, [up(flags=SYN, seq=0, to=(SERVER, 5222))]
    for data in (*GREETINGS[kind], HELLO[:100], HELLO[100:]):
        packets.append(up(data, seq=seq, to=(SERVER, 5222)))
        seq += len(data)
    _, (talk,), said = read(packets)
    assert talk.hello is not None
    assert (talk.protocol, talk.hello.sni, talk.turned, said) == ("tls", "tracker.example", True, [])


def test_a_hello_long_after_the_beginning_is_not_looked_for() -> None:
    lines = [b"line %d\r\n" % number for number in range(40)]
    packets = [up(flags=SYN, seq=0)]
    packets += [up(line, seq=1 + sum(map(len, lines[:place]))) for place, line in enumerate(lines)]
    _, (talk,), _ = read([*packets, up(HELLO, seq=1 + sum(map(len, lines)))])
    assert (talk.protocol, talk.hello) == ("", None)


def test_a_hello_that_begins_a_connection_has_not_turned() -> None:
    _, (talk,), _ = read([up(flags=SYN, seq=0), up(HELLO[:3]), up(HELLO[3:], seq=4)])
    assert (talk.protocol, talk.turned) == ("tls", False)


def reset(more: bytes = b"\0" * 5) -> bytes:
    """What an OpenVPN client sends first; ``more`` is what stands behind its session."""
    return b"\x38" + bytes(range(1, 9)) + more


TIMED = struct.pack("!II", 1, 1_700_000_000)
WITH_HMAC = reset(bytes(range(20)) + TIMED + bytes(5))  # tls-auth
WRAPPED = reset(TIMED + bytes(range(100, 137)))  # tls-crypt


@pytest.mark.parametrize(
    ("first", "protocol"),
    [
        (struct.pack("!H", 14) + reset(), "openvpn"),
        (struct.pack("!H", len(WITH_HMAC)) + WITH_HMAC, "openvpn"),
        (struct.pack("!H", len(WRAPPED)) + WRAPPED, "openvpn"),
        (b"\0\3\0\0\x21\x12\xa4\x42" + bytes(12), "turn"),
        (b"\0\1\0\0\x21\x12\xa4\x42" + bytes(12), "stun"),
        # what only looks like it
        (struct.pack("!H", 15) + reset(), ""),
        (struct.pack("!H", 54) + reset(bytes(45)), ""),
        (b"\0\3\0\0\x21\x12\xa4\x43" + bytes(12), ""),
    ],
)
def test_tunnels_and_relayed_calls_over_tcp(first: bytes, protocol: str) -> None:
    _, (talk,), said = read([up(flags=SYN, seq=0, to=(SERVER, 443)), up(first, to=(SERVER, 443))])
    assert (talk.protocol, said) == (protocol, [])


def test_quic_whose_first_datagram_is_no_initial() -> None:
    early = b"\xd0\0\0\0\1\x08conn-id1\0\x44\xb0" + bytes(1200)  # 0-RTT, which overtook it
    unknown = b"\xc0\x1a\x2a\x3a\x4a\x08conn-id1\0\0" + bytes(
        1200
    )  # a version that is no version (RFC 9000, 15)
    hello = initial(crypto(0, HELLO[5:]), b"conn-id1")
    for first in (early, unknown):
        _, (talk,), _ = read([udp((PHONE, 50_000), (SERVER, 443), data) for data in (first, hello)])
        assert talk.hello is not None
        assert (talk.protocol, talk.hello.sni) == ("quic", "tracker.example")


def test_quic_that_was_met_in_its_middle_is_not_looked_into_for_long() -> None:
    traffic, _, _ = read([])
    packets = [udp((PHONE, 50_000), (SERVER, 443), b"\x40" + bytes(range(60)))] * 40
    for number, packet in enumerate(packets):
        list(traffic.take([(START + number, RAW, packet, len(packet))]))
    (talk,) = traffic.talks.under_way()
    assert (talk.protocol, talk.out.wants) == ("quic", False)


def rtp(number: int, source: int = 7) -> bytes:
    return struct.pack("!BBHII", 0x80, 96, number, number * 160, source) + bytes(160)


@pytest.mark.parametrize(
    ("datagrams", "port", "protocol"),
    [
        ([b"\0\1\0\0\x21\x12\xa4\x42" + bytes(12)], 3478, "stun"),
        ([b"\0\3\0\0\x21\x12\xa4\x42" + bytes(12)], 3478, "turn"),
        ([rtp(number) for number in range(5)], 30_000, "rtp"),
        ([b"INVITE sip:a@b.example SIP/2.0\r\n\r\n"], 5060, "sip"),
        ([b"\1\0\0\0" + bytes(144)], 51_820, "wireguard"),
        ([b"\4\0\0\0" + bytes(60)], 51_820, "wireguard"),
        ([rtp(number // 3, number % 3) for number in range(12)], 30_000, "rtp"),  # picture and sound in one
        ([reset()], 1194, "openvpn"),
        ([WITH_HMAC], 40_000, "openvpn"),
        ([WRAPPED], 40_000, "openvpn"),
        ([bytes(16) + b"\x21\x20\x22\x08" + bytes(4) + struct.pack("!I", 28)], 500, "ipsec"),
        ([b"\x01\x02\x03\x04 esp in udp"], 4500, "ipsec"),
        ([b"\x16\xfe\xfd" + bytes(40)], 40_000, "dtls"),
        # what only looks like it
        ([rtp(number, number) for number in range(8)], 30_000, ""),
        ([rtp(number * 1000) for number in range(8)], 30_000, ""),
        ([b"\1\0\0\0" + bytes(143)], 51_820, ""),
        ([b"\0\1\0\0" + bytes(16)], 3478, ""),
        ([b"\x38" + b"x" * 40], 40_000, ""),
        ([reset(bytes(range(20)) + bytes(13))], 40_000, ""),
        ([reset(bytes(45))], 40_000, ""),
    ],
)
def test_calls_and_tunnels_are_recognised(datagrams: list[bytes], port: int, protocol: str) -> None:
    _, (talk,), _ = read([udp((PHONE, 40_001), (SERVER, port), data) for data in datagrams])
    assert talk.protocol == protocol


def test_other_protocols_and_what_is_broken_are_counted() -> None:
    icmp = tcp((PHONE, 0), (SERVER, 0))[:9] + b"\1" + tcp((PHONE, 0), (SERVER, 0))[10:]
    esp = icmp[:9] + b"\x32" + icmp[10:]
    short = up()[:30]
    traffic, found, _ = read([icmp, icmp, esp, b"\x45", short, b"", b"\x60" + bytes(10)])
    assert [(talk.transport, talk.protocol, talk.out.packets) for talk in found] == [
        ("icmp", "icmp", 2),
        ("esp", "ipsec", 1),
    ]
    assert sum(traffic.counts().values()) == 4
    traffic, _, _ = read([up()], link=147)
    assert traffic.counts() == {"packets of link type 147, which is not read": 1}


def test_a_segment_that_was_cut_is_a_gap() -> None:
    traffic = Traffic()
    whole = up(GET + b"x" * 50)
    after = up(GET.replace(b"/a", b"/b"), seq=1 + len(GET) + 50)
    packets = [(START, RAW, whole[:-60], len(whole)), (START, RAW, after, len(after))]
    items = list(traffic.read(packets))
    targets = [item[1].target for item in items if not isinstance(item, Talk)]
    assert targets == ["/b"]  # of the first, the end of the head is missing


def test_many_names_of_one_socket_are_all_told() -> None:
    packets = [udp((PHONE, 5353), (BOX, 53), question(f"n{number}.example", number)) for number in range(100)]
    _, found, _ = read(packets)
    assert {name for talk in found for name in talk.names} == {f"n{number}.example" for number in range(100)}
    assert sum(talk.out.packets for talk in found) == 100
    assert all(len(talk.names) <= talks.MAX_NAMES for talk in found)


def test_ten_times_more_connections_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talks, "MAX_TALKS", 500)
    monkeypatch.setattr(talks, "MAX_ROWS", 100)

    def floods(count: int) -> tuple[int, list[Talk]]:
        traffic = Traffic()
        found: list[Talk] = []
        packets = (
            (
                START + n / 1000,
                RAW,
                tcp((f"{1 + n % 200}.{n // 200}.0.7", 1024 + n), (SERVER, 443), flags=SYN),
                40,
            )
            for n in range(count)
        )
        tracemalloc.start()
        for item in traffic.read(packets):
            assert isinstance(item, Talk)
            found.append(item)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert sum(talk.out.packets + talk.into.packets for talk in found) == count
        assert sum(talk.together for talk in found) == count
        return peak, found

    small, _ = floods(3_000)
    large, found = floods(30_000)
    assert large < 1.5 * small
    assert len(found) <= 100 + 1 + 2 * 500
    assert any(talk.together > 20_000 and not talk.device for talk in found)


def test_a_flood_that_comes_slowly_is_counted_together_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy_addons.traffic.SWEEP", 50)
    packets = [tcp((PHONE, 1024 + number), (SERVER, 443), flags=SYN, seq=number) for number in range(400)]
    _, found, _ = read(packets, every=100.0)
    assert sum(talk.out.packets for talk in found) == 400
    assert len(found) < 150  # rows are by device, address and port


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.binary(max_size=90), st.integers(0, 7)), max_size=12),
    st.sampled_from([1, RAW, 113, 127, 0]),
)
def test_no_packets_make_it_fail(pieces: list[tuple[bytes, int]], link: int) -> None:
    begin = [
        b"", b"\x45\0\0\x50", b"\x60\0\0\0\0\x30", up(b"", flags=SYN)[:33], up(GET)[:60],
        udp((PHONE, 53), (BOX, 53))[:28], udp((PHONE, 68), (BOX, 67))[:28], udp((PHONE, 5353), ("224.0.0.251", 5353))[:28],
    ]  # fmt: skip
    ethernet = b"\x02\0\0\0\0\2\x02\0\0\0\0\1\x08\0" if link == 1 else b""
    traffic, found, _ = read([ethernet + begin[kind] + data for data, kind in pieces], link=link)
    assert traffic.number == len(pieces) - 1
    assert sum(talk.out.packets + talk.into.packets for talk in found) <= len(pieces)


def tunnelled(packet: bytes, kind: int = 0xFF, to: int = 2152) -> bytes:
    """A packet within GTP-U, from a radio mast to its network."""
    head = struct.pack("!BBHI", 0x30, kind, len(packet), 7)
    return udp(("10.9.0.1", 2152), ("10.9.0.2", to), head + packet)


def test_what_a_phone_sends_through_its_operators_tunnel_is_read() -> None:
    phone = "10.45.0.7"
    opening = [tcp((phone, 4000), (SERVER, 80), flags=SYN, seq=0), tcp((phone, 4000), (SERVER, 80), GET)]
    packets = [tunnelled(packet) for packet in opening]
    _, (talk,), (said,) = read(packets)
    assert (talk.transport, talk.host, talk.out.packets, said.target) == ("tcp", "a.example", 2, "/a")
    assert talk.out.size == sum(map(len, packets))  # as they are on the wire
    assert talk.device == bytes([10, 45, 0, 7])


def test_a_tunnel_within_a_tunnel_is_not_followed() -> None:
    packet = up(GET)
    for _ in range(400):
        packet = tunnelled(packet)
    _, (talk,), said = read([packet])
    assert (talk.transport, talk.port, said) == ("udp", 2152, [])


@pytest.mark.parametrize(
    "packet",
    [tunnelled(up(GET), kind=1), tunnelled(up(GET), to=2153), tunnelled(b"\x45" + bytes(5)), tunnelled(b"")],
)
def test_what_only_looks_like_a_tunnel_is_counted_as_it_is(packet: bytes) -> None:
    traffic, found, said = read([packet])
    assert said == []
    assert (
        sum(talk.out.packets + talk.into.packets for talk in found) + traffic.unread["broken IP packets"] == 1
    )


def test_a_device_of_the_house_cannot_hide_in_a_tunnel() -> None:
    class Silent:
        def begins(self, talk: Talk) -> None: ...
        def hint(self, talk: Talk, kind: str, value: str) -> None: ...
        def odd(self, talk: Talk, half: talks.Half, data: bytes, at: float) -> None: ...

    traffic = Traffic(listener=Silent())
    packet = tunnelled(tcp((OTHER, 1), (SERVER, 80), GET))
    (talk,) = (item for item in traffic.read([(START, RAW, packet, len(packet))]) if isinstance(item, Talk))
    assert (talk.transport, talk.port, talk.out.packets) == ("udp", 2152, 1)
