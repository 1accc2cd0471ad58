"""Each packet of an enrolled device once, wherever this machine stands; of all others bytes."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime

import pytest

from proxy_addons import enrolled_packets
from proxy_addons.interfaces import Interfaces
from proxy_addons.packet_socket import BROADCAST, HOST, MULTICAST, OTHERS, OUTGOING
from proxy_addons.this_machine import TCP, UDP, Ends
from tests.proxy_addons.frames import ACK, SYN, tcp, udp
from tests.proxy_addons.live_wire import (
    BOX,
    BOX_MAC,
    GUEST,
    GUEST_MAC,
    INSIDE,
    OUTSIDE,
    PHONE,
    PHONE_6,
    PHONE_MAC,
    SERVER,
    SERVER_6,
    Wire,
    directory,
    ethernet,
)

OPEN = directory(("phone", "open", (("ip", PHONE),)))
BY_MAC = directory(("phone", "open", (("mac", PHONE_MAC),)))
THIS = directory(("box", "open", (("ip", BOX),)))
SENT, GOT = tcp((PHONE, 4000), (SERVER, 443), bytes(50)), tcp((SERVER, 443), (PHONE, 4000), bytes(70))


def counted(wire: Wire) -> tuple[int, int, int]:
    return wire.enrolled.packets, wire.enrolled.out, wire.enrolled.into


def test_a_router_sees_each_packet_twice_and_counts_it_once() -> None:
    wire = Wire(OPEN, everywhere=True)
    wire.frames([ethernet(SENT)], HOST, interface=INSIDE)
    wire.frames([ethernet(SENT, source=BOX_MAC)], OUTGOING, interface=OUTSIDE)
    wire.frames([ethernet(GOT, target=BOX_MAC)], HOST, interface=OUTSIDE)
    wire.frames([ethernet(GOT, source=BOX_MAC, target=PHONE_MAC)], OUTGOING, interface=INSIDE)
    assert counted(wire) == (2, 14 + len(SENT), 14 + len(GOT))
    assert wire.strangers == [0, 0]


def test_a_bridge_sees_each_packet_at_two_ports_and_counts_it_once() -> None:
    wire = Wire(OPEN, everywhere=True)
    bridge = 4
    wire.enrolled.refresh(wire.now(), Interfaces(frozenset({bridge}), frozenset({INSIDE, OUTSIDE})))
    for interface in (INSIDE, bridge):
        wire.frames([ethernet(SENT)], OTHERS, interface=interface)
    wire.frames([ethernet(SENT)], OUTGOING, interface=OUTSIDE)
    for interface in (OUTSIDE, bridge):
        wire.frames([ethernet(GOT, source=BOX_MAC, target=PHONE_MAC)], OTHERS, interface=interface)
    wire.frames([ethernet(GOT, source=BOX_MAC, target=PHONE_MAC)], OUTGOING, interface=INSIDE)
    assert counted(wire) == (2, 14 + len(SENT), 14 + len(GOT))


def test_a_mirror_port_sees_both_directions_come_in() -> None:
    wire = Wire(OPEN)
    wire.mirrored(SENT, GOT)
    assert counted(wire) == (2, 14 + len(SENT), 14 + len(GOT))


def test_two_enrolled_devices_that_talk_are_counted_once() -> None:
    wire = Wire(directory(("phone", "open", (("ip", PHONE), ("ip", GUEST)))))
    packet = tcp((PHONE, 4000), (GUEST, 8009), bytes(10))
    wire.frames([ethernet(packet)], HOST)
    wire.frames([ethernet(packet, source=BOX_MAC)], OUTGOING)
    assert counted(wire) == (1, 14 + len(packet), 0)


def test_addresses_behind_an_enrolled_mac_are_learnt_and_given_up_when_somebody_else_has_them() -> None:
    wire = Wire(BY_MAC)
    wire.up(tcp((PHONE_6, 4000), (SERVER_6, 443), b"x"), tcp((PHONE, 4000), (SERVER, 443), b"x"))
    wire.down(tcp((SERVER_6, 443), (PHONE_6, 4000), b"x"))
    assert wire.enrolled.packets == 3
    assert wire.enrolled.is_device(ipaddress.ip_address(PHONE).packed)
    wire.up(tcp((PHONE, 4001), (SERVER, 443), b"x"), source=GUEST_MAC)  # the lease went to another device
    assert wire.enrolled.packets == 3
    assert not wire.enrolled.is_device(ipaddress.ip_address(PHONE).packed)


def test_what_a_router_with_an_enrolled_mac_passes_on_is_not_its_own() -> None:
    wire = Wire(BY_MAC)
    wire.up(tcp((SERVER, 443), (GUEST, 4000), bytes(10)), kind=OTHERS)
    assert wire.enrolled.packets == 0


def test_learnt_addresses_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolled_packets, "MAX_LEARNT", 50)
    wire = Wire(BY_MAC)
    for number in range(500):
        wire.up(udp((f"10.0.{number // 250}.{number % 250 + 1}", 1), (SERVER, 9), b"x"))
        assert len(wire.enrolled._known) <= 50
    assert wire.enrolled.packets == 500


def test_an_enrolled_address_is_kept_whatever_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolled_packets, "MAX_LEARNT", 2)
    wire = Wire(directory(("phone", "open", (("ip", GUEST), ("mac", PHONE_MAC)))))
    for number in range(20):
        wire.up(udp((f"10.0.0.{number + 1}", 1), (SERVER, 9), b"x"))
    assert wire.enrolled.is_device(ipaddress.ip_address(GUEST).packed)


@pytest.mark.parametrize("mode", ["off", "paused"])
def test_a_device_that_is_off_or_paused_is_none(mode: str) -> None:
    wire = Wire(directory(("phone", mode, (("ip", PHONE), ("mac", PHONE_MAC)))))
    wire.up(SENT)
    wire.down(GOT)
    assert wire.enrolled.packets == 0
    assert wire.strangers == [14 + len(SENT), 14 + len(GOT)]


def test_of_strangers_each_byte_is_added_once() -> None:
    wire = Wire(OPEN)
    sent, got = udp((GUEST, 4000), (SERVER, 443), bytes(50)), udp((SERVER, 443), (GUEST, 4000), bytes(70))
    wire.frames([ethernet(sent, source=GUEST_MAC)], HOST)
    wire.frames([ethernet(sent, source=BOX_MAC)], OUTGOING)
    wire.frames([ethernet(got)], HOST)
    wire.frames([ethernet(got, source=BOX_MAC, target=GUEST_MAC)], OUTGOING)
    assert wire.strangers == [14 + len(sent), 14 + len(got)]
    wire.mirrored(udp((SERVER, 1), ("203.0.113.77", 2), b"x"))  # nobody's of this house
    wire.frames([ethernet(udp((BOX, 53), (SERVER, 53), b"x"))], OUTGOING)  # this machine's own
    assert wire.strangers == [14 + len(sent), 14 + len(got)]


def test_a_stranger_s_multicast_is_only_bytes_and_an_enrolled_device_s_is_counted() -> None:
    wire = Wire(OPEN)
    shout = udp((GUEST, 5353), ("224.0.0.251", 5353), b"x" * 20)
    wire.up(shout, source=GUEST_MAC, kind=MULTICAST)
    wire.up(udp(("0.0.0.0", 68), ("255.255.255.255", 67), b"x" * 300), source=GUEST_MAC, kind=BROADCAST)
    assert wire.enrolled.packets == 0
    assert wire.strangers == [14 + len(shout), 0]
    wire.up(udp((PHONE, 5353), ("224.0.0.251", 5353), b"x" * 20), kind=MULTICAST)
    assert wire.enrolled.packets == 1


def test_this_machine_is_counted_where_it_is_enrolled_and_a_program_of_it_asked() -> None:
    wire = Wire(THIS)
    own, proxys = tcp((BOX, 4000), (SERVER, 443), flags=SYN), tcp((BOX, 4001), (SERVER, 443), flags=SYN)
    wire.sockets.add(Ends(TCP, BOX, 4000, SERVER, 443))
    wire.frames([ethernet(own), ethernet(proxys)], OUTGOING)
    wire.frames([ethernet(tcp((SERVER, 443), (BOX, port), flags=SYN | ACK)) for port in (4000, 4001)], HOST)
    assert counted(wire) == (2, 14 + len(own), 14 + len(own))
    wire.sockets |= {Ends(UDP, BOX, 5000, SERVER, 53), Ends(UDP, BOX, 5000, SERVER, 123)}
    wire.frames([ethernet(udp((BOX, 5000), (SERVER, 53), b"x"))], OUTGOING)  # its resolver asks for the house
    assert wire.enrolled.packets == 2
    wire.frames([ethernet(udp((BOX, 5000), (SERVER, 123), b"x"))], OUTGOING)
    assert wire.enrolled.packets == 3


def test_packets_that_were_put_together_are_counted_with_their_headers() -> None:
    wire = Wire(OPEN)
    wire.up(tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=0))
    merged = ethernet(tcp((PHONE, 4000), (SERVER, 443), bytes(4000)))
    before = wire.enrolled.out
    wire.frames([merged], HOST, segment=1448)
    assert wire.enrolled.out - before == 4000 + 3 * 54
    assert wire.enrolled.packets == 4
    wire.tick(5)
    wire.stop()
    (flow,) = wire.flows()
    assert (flow.packets_out, flow.bytes_out) == (4, wire.enrolled.out)
    assert wire.enrolled.merged == []


def test_decisions_are_looked_at_again_only_when_there_are_new_ones() -> None:
    wire = Wire(OPEN)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert not wire.enrolled.refresh(now)
    wire.decided = directory(("phone", "open", (("ip", GUEST),)))
    assert wire.enrolled.refresh(now)
    wire.up(SENT)
    assert wire.enrolled.packets == 0


@pytest.mark.parametrize("value", ["", "no address", "127.0.0.1", "::1"])
def test_an_address_that_is_none_or_loopback_is_nobody_s(value: str) -> None:
    wire = Wire(directory(("odd", "open", (("ip", value), ("mac", value)))))
    assert wire.enrolled._known == {}
    assert wire.enrolled._macs == frozenset()


def test_a_vlan_tag_and_a_raw_link_are_no_hindrance() -> None:
    wire = Wire(OPEN)
    frame = ethernet(SENT)
    wire.frames([frame[:12] + b"\x81\0\0\7" + frame[12:]], HOST)
    wire.entries += wire.traffic.take([(SENT, wire.at, 101, len(SENT), INSIDE, HOST, 0)])
    assert counted(wire) == (2, 2 * len(SENT) + 18, 0)
