"""Initials of every version: by the RFCs' own keys, split, out of order, after a retry, damaged."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy_addons import quic_initials
from proxy_addons.client_hello import ClientHello
from proxy_addons.quic_initials import MAX_DATAGRAMS, HelloInInitials, is_initial
from tests.proxy_addons.frames import client_hello
from tests.proxy_addons.quic_packets import SALTS, crypto, initial

HELLO = client_hello("video.example", alpn=("h3",))[5:]  # without the record's header
TARGET = bytes.fromhex("8394c8f03e515708")


def read(*datagrams: bytes) -> ClientHello | None:
    state = HelloInInitials()
    return next((hello for datagram in datagrams if (hello := state.feed(datagram)) is not None), None)


@pytest.mark.parametrize(
    ("version", "key", "iv", "header"),
    [
        (
            1,
            "1f369613dd76d5467730efcbe3b1a22d",
            "fa044b2f42a3fd3b46fb255c",
            "9f50449e04a0e810283a1e9933adedd2",
        ),
        (
            0x6B3343CF,
            "8b1a0bc121284290a29e0971b5cd045d",
            "91f73e2351d8fa91660e909f",
            "45b95e15235d6f45a6b19cbcb0294ba9",
        ),
    ],
)
def test_the_keys_are_those_of_the_standards(version: int, key: str, iv: str, header: str) -> None:
    """RFC 9001 appendix A.1 and RFC 9369 appendix A.1."""
    assert [part.hex() for part in quic_initials._keys(version, TARGET)] == [key, iv, header]


@pytest.mark.parametrize("version", sorted(SALTS))
def test_a_hello_in_one_packet(version: int) -> None:
    datagram = initial(b"\1" + crypto(0, HELLO), TARGET, version=version, number=7)
    assert is_initial(datagram)
    hello = read(datagram)
    assert hello is not None
    assert (hello.sni, hello.alpn) == ("video.example", ("h3",))
    assert hello.ja4 is not None
    assert hello.ja4.startswith("q13d")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, len(HELLO) - 1), min_size=1, max_size=8, unique=True),
    st.randoms(use_true_random=False),
)
def test_a_hello_in_pieces_and_out_of_order(places: list[int], chance: object) -> None:
    edges = sorted({0, len(HELLO), *places})
    pieces = [(start, HELLO[start:end]) for start, end in itertools.pairwise(edges)]
    chance.shuffle(pieces)  # type: ignore[attr-defined]
    datagrams = [
        initial(crypto(*first) + b"\0\0\1" + (crypto(*second) if second else b""), TARGET, number=number)
        for number, (first, second) in enumerate(
            (pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None) for at in range(0, len(pieces), 2)
        )
    ]
    hello = read(*datagrams)
    assert hello is not None
    assert hello.sni == "video.example"


def test_a_server_that_names_itself_anew_changes_no_keys() -> None:
    half = len(HELLO) // 2
    later = initial(crypto(half, HELLO[half:]), b"server-id", number=1, seed=TARGET)
    assert read(initial(crypto(0, HELLO[:half]), TARGET), later) is not None


def test_after_a_retry_the_keys_are_new() -> None:
    lost = initial(crypto(0, HELLO[:100]), TARGET)
    again = initial(crypto(0, HELLO), b"retried!", number=1, token=b"t" * 60)
    assert read(lost, again) is not None


def test_what_is_damaged_is_not_read() -> None:
    whole = initial(crypto(0, HELLO), TARGET)
    for place in (0, 20, 40, 600, len(whole) - 1):
        damaged = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        assert read(damaged) is None
    assert read(whole[:-1]) is None


def test_what_is_no_initial() -> None:
    whole = initial(crypto(0, HELLO), TARGET)
    assert not is_initial(whole[:60])
    assert not is_initial(b"\x40" + whole[1:])  # a short header
    assert not is_initial(b"\xe1" + whole[1:])  # a handshake packet
    assert not is_initial(whole[:1] + b"Q046" + whole[5:])


def test_a_client_that_never_comes_to_the_point_is_given_up() -> None:
    state = HelloInInitials()
    for number in range(MAX_DATAGRAMS):
        assert state.feed(initial(crypto(5000, b"x"), TARGET, number=number)) is None
    assert state.spent
    other = HelloInInitials()
    assert other.feed(initial(crypto(0, b"\x02\0\0\5hello"), TARGET)) is None
    assert other.spent


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=1150), st.sampled_from([0, 1]))
def test_no_frames_make_it_fail(frames: bytes, kind: int) -> None:
    state = HelloInInitials()
    state.feed(initial(frames, TARGET) if kind else initial(crypto(0, HELLO), TARGET)[: len(frames)] + frames)
    assert state.opened <= 1
