"""What scapy is there for: services, HTTPS records, neighbours; bounded, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scapy.layers.dns import DNS, DNSQR, DNSRR, DNSRRHTTPS, DNSRRSRV, SvcParam
from scapy.layers.inet6 import ICMPv6ND_NA, ICMPv6ND_NS, ICMPv6ND_RA

from proxy_addons import rare_packets
from proxy_addons.rare_packets import Led, Offered, RarePackets

TV = DNS(
    qr=1, aa=1,
    an=[
        DNSRR(rrname="_googlecast._tcp.local", type="PTR", rdata="TV-1._googlecast._tcp.local"),
        DNSRR(rrname="_services._dns-sd._udp.local", type="PTR", rdata="_spotify-connect._tcp.local"),
    ],
    ar=[
        DNSRRSRV(rrname="TV-1._googlecast._tcp.local", target="TV-1.local", port=8009),
        DNSRR(rrname="tv-1.local", type="A", rdata="192.168.1.4"),
    ],
)  # fmt: skip


def service(*records: object, name: str = "api.example", **more: int) -> bytes:
    return bytes(DNS(qr=1, id=7, qd=[DNSQR(qname=name, qtype="HTTPS")], an=list(records), **more))


HINTS = [SvcParam(key=4, value=["198.51.100.9"]), SvcParam(key=6, value=["2001:db8::1"])]


def test_services_and_names_that_a_device_offers() -> None:
    rare = RarePackets()
    assert rare.offered(bytes(TV)) == Offered(
        names=("tv-1",), services=("_googlecast._tcp", "_spotify-connect._tcp")
    )
    assert (rare.read, rare.unread) == (1, 0)


def test_a_question_offers_nothing() -> None:
    asked = bytes(DNS(qr=0, qd=[DNSQR(qname="_googlecast._tcp.local", qtype="PTR")]))
    assert RarePackets().offered(asked) == Offered()


def test_names_outside_the_house_are_no_services() -> None:
    other = bytes(DNS(qr=1, an=[DNSRR(rrname="_x._tcp.example", type="PTR", rdata="a.example")]))
    assert RarePackets().offered(other) == Offered()


def test_an_https_record_leads_along_its_aliases_to_the_hinted_addresses() -> None:
    told = service(
        DNSRR(rrname="api.example", type="CNAME", rdata="edge.cdn.example"),
        DNSRRHTTPS(rrname="edge.cdn.example", svc_priority=1, target_name=".", svc_params=HINTS),
        DNSRRHTTPS(
            rrname="other.example",
            svc_priority=1,
            target_name=".",
            svc_params=[SvcParam(key=4, value=["1.2.3.4"])],
        ),
    )
    assert b"\0\x41\0\1" in told
    expected = Led(names=("api.example", "edge.cdn.example"), addresses=("198.51.100.9", "2001:db8::1"))
    assert RarePackets().led(told) == expected


def test_an_alias_form_leads_on() -> None:
    told = service(
        DNSRRHTTPS(rrname="api.example", svc_priority=0, target_name="pool.example"),
        DNSRRHTTPS(rrname="pool.example", svc_priority=1, target_name=".", svc_params=HINTS[:1]),
    )
    assert RarePackets().led(told) == Led(names=("api.example", "pool.example"), addresses=("198.51.100.9",))


@pytest.mark.parametrize(
    "told",
    [
        bytes(DNS(qr=0, qd=[DNSQR(qname="api.example", qtype="HTTPS")])),
        service(DNSRRHTTPS(rrname="api.example", svc_priority=1, target_name=".", svc_params=HINTS), rcode=3),
        service(
            DNSRRHTTPS(rrname="a b.example", svc_priority=1, target_name=".", svc_params=HINTS),
            name="a b.example",
        ),
        b"",
        bytes(11),
    ],
    ids=["question", "error", "no host name", "nothing", "too short"],
)
def test_what_leads_nowhere(told: bytes) -> None:
    assert RarePackets().led(told) == Led()


def test_a_loop_of_aliases_ends() -> None:
    told = service(
        DNSRR(rrname="api.example", type="CNAME", rdata="b.example"),
        DNSRR(rrname="b.example", type="CNAME", rdata="api.example"),
    )
    assert RarePackets().led(told) == Led(names=("api.example", "b.example"))


def test_neighbours() -> None:
    rare = RarePackets()
    assert rare.neighbour(bytes(ICMPv6ND_NA(tgt="fe80::7", cksum=0)))[-1] == 7
    assert rare.neighbour(bytes(ICMPv6ND_NS(tgt="2001:db8::7", cksum=0)))[:2] == b"\x20\x01"
    assert rare.neighbour(bytes(ICMPv6ND_RA(cksum=0))) == b""
    assert rare.neighbour(b"\x88\0\0") == b""


def test_it_keeps_to_its_rate_and_leaves_out_repetitions() -> None:
    rare = RarePackets()
    assert rare.affordable(b"same", 1.0)
    assert not rare.affordable(b"same", 1.1)
    told = [rare.affordable(bytes([number, 1]), 1.5) for number in range(100)]
    assert sum(told) == rare_packets.MAX_RATE - 1
    assert rare.skipped == 100 - sum(told)
    assert rare.affordable(b"later", 2.0)
    assert not rare.affordable(bytes(rare_packets.MAX_SIZE + 1), 3.0)


def test_what_it_remembers_is_bounded() -> None:
    rare = RarePackets()
    for number in range(2000):
        rare.affordable(number.to_bytes(4, "big"), float(number))
    assert len(rare._seen) == rare_packets.MAX_REMEMBERED


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=120),
    st.integers(0, 200),
    st.sampled_from([bytes(TV), service(*[DNSRRHTTPS(svc_params=HINTS)])]),
)
def test_damage_is_counted_and_raises_nothing(more: bytes, cut: int, whole: bytes) -> None:
    rare = RarePackets()
    for data in (more, whole[:cut] + more, more[:12] + whole[12:], b"\x88" + more, b"\x87" + more):
        rare.offered(data)
        rare.led(data)
        rare.neighbour(data)
