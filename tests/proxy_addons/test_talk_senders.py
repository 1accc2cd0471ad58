"""What a device asked by one of its addresses names where it goes by another, if a MAC says that it is one device."""

from __future__ import annotations

import pytest

from proxy_addons.link_layers import ETHERNET
from proxy_addons.talk_flows import name_of
from tests.proxy_addons.capture_files import read
from tests.proxy_addons.frames import answer, question, tcp, udp
from tests.proxy_addons.live_wire import (
    BOX,
    BOX_MAC,
    GUEST_MAC,
    OTHER,
    PHONE,
    PHONE_MAC,
    SERVER,
    SERVER_6,
    ethernet,
)

BOX_6, PHONE_6, PHONE_6_AGAIN, LINK_LOCAL = "2001:db8:1::1", "2001:db8:1::7", "2001:db8:1::abcd", "fe80::7"


def asked(
    name: str,
    address: str,
    *,
    by: str = PHONE,
    resolver: str = BOX,
    mac: str = PHONE_MAC,
    hops: int = 64,
) -> list[bytes]:
    """A device asks for a name, and is told an address."""
    there = udp((by, 5300), (resolver, 53), question(name, 7))
    back = udp((resolver, 53), (by, 5300), answer(name, 7, (address,)))
    return [ethernet(lived(there, hops), source=mac), ethernet(back, source=BOX_MAC, target=mac)]


def goes(by: str, to: str, *, mac: str = PHONE_MAC, hops: int = 64, port: int = 4000) -> bytes:
    """A device sends something that does not say to whom."""
    return ethernet(lived(tcp((by, port), (to, 999), b"\0\1binary"), hops), source=mac)


def lived(packet: bytes, hops: int) -> bytes:
    place = 8 if packet[0] >> 4 == 4 else 7
    return packet[:place] + bytes([hops]) + packet[place + 1 :]


def named(*frames: bytes) -> list[str]:
    """What the other ends on port 999 are called."""
    _, talks, _ = read(frames, link=ETHERNET)
    return [name_of(talk)[0] for talk in talks if talk.port == 999]


def test_asked_by_ipv4_and_gone_there_by_ipv6() -> None:
    assert named(*asked("six.example", SERVER_6), goes(PHONE_6, SERVER_6)) == ["six.example"]


def test_asked_by_ipv6_and_gone_there_by_ipv4() -> None:
    for by in (PHONE_6, LINK_LOCAL):
        question_and_answer = asked("four.example", SERVER, by=by, resolver=BOX_6)
        assert named(*question_and_answer, goes(PHONE, SERVER)) == ["four.example"]


def test_asked_by_one_ipv6_address_and_gone_there_by_the_next() -> None:
    question_and_answer = asked("six.example", SERVER_6, by=PHONE_6, resolver=BOX_6)
    assert named(*question_and_answer, goes(PHONE_6_AGAIN, SERVER_6)) == ["six.example"]


def test_what_the_same_address_was_told_comes_first() -> None:
    frames = [
        *asked("by-four.example", SERVER_6),
        *asked("by-six.example", SERVER_6, by=PHONE_6, resolver=BOX_6),
        goes(PHONE_6, SERVER_6),
    ]
    assert named(*frames) == ["by-six.example"]


def test_two_names_for_one_address_are_none() -> None:
    frames = [*asked("one.example", SERVER_6), *asked("two.example", SERVER_6), goes(PHONE_6, SERVER_6)]
    assert named(*frames) == [SERVER_6]


def test_another_devices_question_names_nothing() -> None:
    assert named(*asked("six.example", SERVER_6), goes(PHONE_6, SERVER_6, mac=GUEST_MAC)) == [SERVER_6]
    assert named(*asked("six.example", SERVER_6), goes(PHONE_6, "2001:db8:2::a")) == ["2001:db8:2::a"]


@pytest.mark.parametrize("hops", [63, 127, 57, 1], ids=str)
def test_a_routers_mac_is_no_device(hops: int) -> None:
    """Who forwards takes one off the hops that are left; devices begin with 64, 128 or 255."""
    assert named(*asked("six.example", SERVER_6, hops=hops), goes(PHONE_6, SERVER_6)) == [SERVER_6]
    assert named(*asked("six.example", SERVER_6), goes(PHONE_6, SERVER_6, hops=hops)) == [SERVER_6]


def test_a_mac_with_several_ipv4_addresses_is_no_device() -> None:
    """A repeater gives several devices its own MAC, and takes nothing off."""
    other = goes("192.168.1.9", OTHER, port=4001)
    assert named(other, *asked("six.example", SERVER_6), goes(PHONE_6, SERVER_6)) == [OTHER, SERVER_6]


def test_without_a_mac_nothing_is_said_of_other_addresses() -> None:
    frames = [frame[14:] for frame in (*asked("six.example", SERVER_6), goes(PHONE_6, SERVER_6))]
    _, talks, _ = read(frames)
    assert [name_of(talk)[0] for talk in talks if talk.port == 999] == [SERVER_6]


def test_what_was_asked_holds_for_an_hour() -> None:
    _, talks, _ = read([*asked("six.example", SERVER_6), goes(PHONE_6, SERVER_6)], link=ETHERNET, every=4000)
    assert [name_of(talk)[0] for talk in talks if talk.port == 999] == [SERVER_6]


def test_many_macs_and_many_addresses_cost_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from proxy_addons import talk_senders

    monkeypatch.setattr(talk_senders, "MAX_SENDERS", 3)
    crowd = [
        frame
        for number in range(10)
        for frame in asked(
            "x.example", SERVER, by=f"192.168.2.{number + 1}", mac=f"02:00:00:00:01:{number:02x}"
        )
    ]
    assert named(*asked("six.example", SERVER_6), *crowd, goes(PHONE_6, SERVER_6)) == [SERVER_6]
    own = [
        frame
        for number in range(20)
        for frame in asked("x.example", SERVER, by=f"2001:db8:1::{number + 16:x}", resolver=BOX_6)
    ]
    assert named(*asked("six.example", SERVER_6), *own, goes(PHONE_6, SERVER_6)) == [SERVER_6]
