"""Names that devices asked for: which answers count, which do not, and that memory stays bounded."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy_addons import dns_names
from proxy_addons.dns_names import Answer, DnsNames, dissect
from proxy_addons.packets import TCP, Packet, parse
from tests.proxy_addons.frames import answer, question, tcp, udp

DEVICE, RESOLVER, SERVER = "192.0.2.7", "192.0.2.1", "198.51.100.9"


def kept() -> DnsNames:
    return DnsNames(lambda names: names[0])


def packet(data: bytes) -> Packet:
    read = parse(data)
    assert read is not None
    return read


def ask(names: DnsNames, name: str, number: int, at: float = 0.0) -> None:
    names.asked(packet(udp((DEVICE, 4000), (RESOLVER, 53), question(name, number))), at)


def reply(names: DnsNames, message: bytes, at: float = 0.0) -> None:
    names.answered(packet(udp((RESOLVER, 53), (DEVICE, 4000), message)), at)


def test_an_answer_names_its_addresses_for_the_device_that_asked() -> None:
    names = kept()
    ask(names, "Api.Example", 7)
    reply(names, answer("Api.Example", 7, (SERVER, "2001:db8::9"), ("edge.cdn.example",)))
    assert names.names(DEVICE, SERVER, 1.0) == ("api.example",)
    assert names.names(DEVICE, "2001:db8::9", 1.0) == ("api.example",)
    assert names.names("192.0.2.8", SERVER, 1.0) == ()
    assert names.names(DEVICE, SERVER, 3602.0) == ()


def test_what_was_not_asked_is_not_believed() -> None:
    names = kept()
    reply(names, answer("forged.example", 7, (SERVER,)))
    ask(names, "api.example", 8)
    reply(names, answer("forged.example", 9, (SERVER,)))
    reply(names, answer("late.example", 8, (SERVER,)), at=11.0)
    assert names.names(DEVICE, SERVER, 11.0) == ()
    assert names.answers == 0


def test_an_answer_counts_once() -> None:
    names = kept()
    ask(names, "api.example", 7)
    reply(names, answer("api.example", 7, (SERVER,)))
    reply(names, answer("forged.example", 7, (SERVER,)))
    assert names.names(DEVICE, SERVER, 0.0) == ("api.example",)


def test_dns_over_tcp_is_read_where_a_segment_holds_it_whole() -> None:
    names = kept()
    for name, number, cut in (("api.example", 7, 0), ("cut.example", 8, 1)):
        asked, said = question(name, number), answer(name, number, (f"198.51.100.{number}",))
        framed = struct.pack("!H", len(said)) + said
        names.asked(packet(tcp((DEVICE, 4000), (RESOLVER, 53), struct.pack("!H", len(asked)) + asked)), 0.0)
        read = packet(tcp((RESOLVER, 53), (DEVICE, 4000), framed[: len(framed) - cut]))
        assert read.protocol == TCP
        names.answered(read, 0.0)
    assert names.names(DEVICE, "198.51.100.7", 0.0) == ("api.example",)
    assert names.names(DEVICE, "198.51.100.8", 0.0) == ()


def test_only_what_the_chain_leads_to_is_named() -> None:
    beside = answer("api.example", 7, (SERVER,), ("edge.example",))
    other = answer("other.example", 7, ("203.0.113.1",))[12 + len(b"\5other\7example\0") + 4 :]
    message = beside[:6] + struct.pack("!H", 3) + beside[8:] + other
    assert dissect(message) == Answer(name="api.example", aliases=("edge.example",), addresses=(SERVER,))


def test_an_endless_chain_ends() -> None:
    looped = dissect(answer("a.example", 7, (), ("b.example", "a.example", "b.example")))
    assert looped == Answer(name="a.example", aliases=("b.example",))


def test_a_refusal_and_a_name_that_is_none_give_nothing() -> None:
    refused = bytearray(answer("api.example", 7, (SERVER,)))
    refused[3] |= 3  # NXDOMAIN
    assert dissect(bytes(refused)) == Answer(name="api.example")
    odd = dissect(answer("a b.example", 7, (SERVER,)))
    assert odd == Answer(name="")
    assert dissect(question("api.example", 7)) is None


@pytest.mark.parametrize(
    "message",
    [
        b"",
        bytes(12),
        struct.pack("!HHHHHH", 7, 0x8180, 1, 1, 0, 0)
        + b"\xc0\x0c\0\1\0\1"
        + b"\xc0\x0c\0\1\0\1",  # points to itself
        struct.pack("!HHHHHH", 7, 0x8180, 1, 65_535, 0, 0) + b"\1a\0\0\1\0\1",
    ],
)
def test_a_broken_message_is_counted_or_empty(message: bytes) -> None:
    read = dissect(message)
    assert read is None or read.addresses == ()


def test_big_and_too_many_answers_are_left_alone_and_counted() -> None:
    names = kept()
    ask(names, "api.example", 7)
    reply(names, answer("api.example", 7, (SERVER,) * 129))
    ask(names, "api.example", 7)
    reply(names, answer("api.example", 7, (SERVER,)) + bytes(5000))
    assert (names.skipped, names.answers) == (2, 0)
    for number in range(dns_names.MAX_RATE + 5):
        ask(names, "api.example", number, at=100.5)
        reply(names, answer("api.example", number, (SERVER,)), at=100.5)
    assert names.skipped == 7
    assert names.answers == dns_names.MAX_RATE


def test_memory_is_bounded() -> None:
    names = kept()
    for number in range(dns_names.MAX_QUESTIONS + 10):
        asked = udp((DEVICE, 1000 + number % 60_000), (RESOLVER, 53), question("a.example", number))
        names.asked(packet(asked), 0.0)
    assert len(names._questions) == dns_names.MAX_QUESTIONS
    for number in range(6):
        ask(names, f"n{number}.example", number)
        reply(names, answer(f"n{number}.example", number, (SERVER,)), at=float(number))
    assert names.names(DEVICE, SERVER, 9.0) == ("n2.example", "n3.example", "n4.example", "n5.example")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", struct.pack("!HHHHHH", 7, 0x8180, 1, 2, 0, 0)]))
def test_no_bytes_make_it_fail(data: bytes, start: bytes) -> None:
    read = dissect(start + data)
    assert read is None or all(isinstance(address, str) for address in read.addresses)
