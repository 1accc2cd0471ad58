"""Fragments in any order, overlapping, endless."""

from __future__ import annotations

import itertools
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.ip_fragments import MAX_DATAGRAMS, MAX_HELD, Fragments
from proxy_addons.ip_headers import read_ipv4, read_ipv6
from tests.proxy_addons.capture_files import read
from tests.proxy_addons.frames import question, udp

KEY = (b"abcd", b"efgh", 7, 17)
PIECES = [(0, b"a" * 16, True), (16, b"b" * 24, True), (40, b"c" * 5, False)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_pieces_in_any_order(order: tuple[int, ...]) -> None:
    fragments = Fragments()
    results = [fragments.add(KEY, *PIECES[number], 0.0, 50) for number in order]
    assert results[:2] == [None, None]
    assert results[2] == (b"a" * 16 + b"b" * 24 + b"c" * 5, 3, 150)
    assert fragments._held == 0


@pytest.mark.parametrize(
    "bad",
    [
        (8, b"x" * 16, True),
        (0, b"x" * 16, True),
        (64, b"late", True),
        (65_528, b"x" * 16, True),
        (16, b"", True),
    ],
)
def test_an_overlap_spoils_the_datagram(bad: tuple[int, bytes, bool]) -> None:
    fragments = Fragments()
    for piece in (PIECES[0], PIECES[2], bad, PIECES[1]):
        assert fragments.add(KEY, *piece, 0.0, 50) is None
    fragments.add((b"", b"", 0, 0), 0, b"x" * 8, True, 100.0, 8)
    assert fragments.unread == 1


def test_a_repetition_spoils_nothing() -> None:
    fragments = Fragments()
    results = [fragments.add(KEY, *piece, 0.0, 50) for piece in (PIECES[0], PIECES[0], PIECES[1], PIECES[2])]
    assert results[3] is not None


def test_memory_is_bounded() -> None:
    fragments = Fragments()
    for number in range(2000):
        fragments.add((b"abcd", b"efgh", number, 17), 0, bytes(32_000), True, 0.0, 1500)
        assert fragments._held <= MAX_HELD + 32_000
        assert len(fragments._open) <= MAX_DATAGRAMS
    assert fragments.unread >= 2000 - MAX_DATAGRAMS


def test_fragments_of_a_dns_question_are_read() -> None:
    whole = udp(("192.0.2.7", 4000), ("192.0.2.1", 53), question("a-rather-long-name.tracker.example", 7))
    head, content = whole[:20], whole[20:]
    parts = [content[:16], content[16:32], content[32:]]

    def part(number: int) -> bytes:
        offset = sum(map(len, parts[:number])) // 8 | (0x2000 if number < 2 else 0)
        total = struct.pack("!H", 20 + len(parts[number]))
        return head[:2] + total + b"\0\7" + struct.pack("!H", offset) + head[8:] + parts[number]

    _, talks, _ = read([part(2), part(0), part(1)])
    assert [talk.names for talk in talks] == [("a-rather-long-name.tracker.example",)]
    assert (talks[0].out.packets, talks[0].out.size) == (3, 60 + len(content))


def test_headers_out_of_the_ordinary() -> None:
    plain = udp(("192.0.2.7", 4000), ("192.0.2.1", 53), b"x")
    options = (
        b"\x46" + plain[1:2] + struct.pack("!H", len(plain) + 4) + plain[4:20] + b"\1\1\1\0" + plain[20:]
    )
    header = read_ipv4(options, 0)
    assert header is not None
    assert (header.protocol, header.start, header.end) == (17, 24, len(options))
    six = udp(("2001:db8::7", 4000), ("2001:db8::1", 53), b"x")
    extended = six[:4] + struct.pack("!H", 8 + 16 + 9) + b"\0" + six[7:40]
    extended += b"\x3c\0" + bytes(6) + b"\x11\1" + bytes(14) + six[40:]
    header6 = read_ipv6(extended, 0)
    assert header6 is not None
    assert (header6.protocol, header6.start) == (17, 64)
    assert read_ipv6(six[:6] + b"\0" + six[7:40] + b"\0\xff", 0) is None  # an extension past the end
    assert read_ipv4(b"\x41" + plain[1:], 0) is None
    assert read_ipv4(plain[:2] + b"\0\5" + plain[4:], 0) is None


@given(st.binary(max_size=100), st.sampled_from([b"", b"\x45", b"\x4f\0", b"\x60\0\0\0"]), st.integers(0, 20))
def test_no_bytes_make_the_headers_fail(data: bytes, start: bytes, place: int) -> None:
    for header in (read_ipv4(start + data, place), read_ipv6(start + data, place)):
        assert header is None or header.start <= len(start + data)


def test_what_is_not_whole_at_the_end_is_counted() -> None:
    fragments = Fragments()
    fragments.add(KEY, *PIECES[0], 0.0, 50)
    fragments.add((b"abcd", b"efgh", 8, 17), *PIECES[2], 0.0, 50)
    assert fragments.unread == 0
    fragments.end()
    assert (fragments.unread, fragments._held) == (2, 0)
    assert fragments.add(KEY, *PIECES[1], 1.0, 50) is None  # of another one


def test_a_capture_that_ends_within_a_datagram_says_so() -> None:
    whole = udp(("192.0.2.1", 4000), ("192.0.2.2", 53), question("a.example", 1) + bytes(40))
    first = whole[:2] + struct.pack("!HHH", 44, 7, 0x2000) + whole[8:44]  # 24 bytes, and more fragments
    traffic, talks, _ = read([first])
    assert talks == []
    assert traffic.counts() == {"fragmented datagrams": 1}
