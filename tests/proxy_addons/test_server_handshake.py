"""The first bytes of TLS servers: real ones, in pieces of any size, and what is forged, too long or no TLS at all."""

from __future__ import annotations

import ssl
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.records import Certificate
from proxy_addons.server_handshake import LIMIT, ServerHandshake
from proxy_addons.stream_bodies import Room
from tests.proxy_addons.certificates import START, authority, der
from tests.proxy_addons.test_passive_fuzz import damaged

AT = START.timestamp()
NAMES = ("*.a.example", "a.example")
LEAF = authority().leaf(NAMES, organisation="Acme")
FLIGHT = next(data for by_server, data in authority().handshake(LEAF) if by_server)
FLIGHT_13 = next(
    data for by_server, data in authority().handshake(LEAF, version=ssl.TLSVersion.TLSv1_3) if by_server
)
EXPECTED = Certificate(names=NAMES, organisation="Acme")


def fed(*pieces: bytes, room: Room | None = None) -> ServerHandshake:
    held = room or Room()
    left = held.left
    reader = ServerHandshake(held)
    for piece in pieces:
        reader.feed(piece, AT)
    if reader.done:
        assert held.left == left
    return reader


def record(content: bytes, kind: int = 22) -> bytes:
    return bytes([kind, 3, 3]) + len(content).to_bytes(2, "big") + content


def message(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + len(content).to_bytes(3, "big") + content


def listed(*certificates: bytes) -> bytes:
    each = b"".join(len(one).to_bytes(3, "big") + one for one in certificates)
    return message(11, len(each).to_bytes(3, "big") + each)


HELLO = message(2, b"\3\3" + bytes(32) + b"\0\xc0\x2b\0" + b"\0\0")


@pytest.mark.parametrize("size", [1, 2, 5, 7, 100, 1400, 1 << 20])
def test_a_real_server_in_pieces(size: int) -> None:
    reader = fed(*(FLIGHT[place : place + size] for place in range(0, len(FLIGHT), size)))
    assert reader.done
    assert reader.certificate == EXPECTED
    assert reader.found == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_messages_may_be_cut_into_records_anywhere(data: st.DataObject) -> None:
    content = HELLO + listed(der(LEAF), der(authority().intermediate)) + message(14, b"")
    places = sorted(data.draw(st.sets(st.integers(1, len(content) - 1), max_size=20)))
    pieces = [
        record(content[start:end]) for start, end in zip([0, *places], [*places, len(content)], strict=True)
    ]
    assert fed(b"".join(pieces)).certificate == EXPECTED
    assert fed(*pieces).certificate == EXPECTED


def test_tls_1_3_is_over_with_its_first_message() -> None:
    hello = 5 + int.from_bytes(FLIGHT_13[3:5], "big")  # with a post-quantum key more than a packet long
    assert not fed(FLIGHT_13[: hello - 1]).done
    reader = fed(FLIGHT_13[:hello])
    assert reader.done
    assert reader.certificate is None


@pytest.mark.parametrize(
    "sent",
    [
        record(HELLO) + record(b"\1", 20), record(HELLO) + record(b"\2\x28", 21), record(HELLO) + record(bytes(50), 23),
        record(HELLO + message(12, bytes(80))), b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x16\4\0\0\5hello", record(b""),
        record(message(1, bytes(60))), b"\x16\3\3\xff\xff" + bytes(80), record(message(11, b"")), record(listed()),
        record(listed(b"")), record(listed(b"no certificate")), record(b"\x0b\xff\xff\xff" + bytes(90)),
        record(message(11, b"\xff\xff\xff\xff\xff\xff" + der(LEAF))), record(message(2, b"\3\3")) + record(b"\1", 20),
        record(message(11, b"\0\0\3\0\xff\xff")), record(b"\1") * 300,
    ],
    ids=[
        "a session that is resumed", "an alert", "data", "a key exchange without certificate", "HTTP", "another version",
        "an empty record", "a client's hello", "a record too long", "no list", "an empty list", "an empty certificate",
        "no certificate", "a message too long", "a certificate longer than its message", "a hello cut short",
        "a certificate longer than its list", "records of one byte",
    ],
)  # fmt: skip
def test_no_certificate_and_soon_over(sent: bytes) -> None:
    reader = fed(sent)
    assert reader.done
    assert reader.certificate is None


def test_lists_at_the_limit_and_beyond() -> None:
    filler = b"\x30\x82\x40\0" + bytes(1 << 14)
    fits = HELLO + listed(der(LEAF), *[filler] * 3)
    assert (
        fed(*(record(fits[place : place + 9000]) for place in range(0, len(fits), 9000))).certificate
        == EXPECTED
    )
    reader = fed(record(HELLO + listed(der(LEAF), *[filler] * 4)[:9000]))
    assert reader.done
    assert reader.certificate == EXPECTED  # what there is of it, and the rest is not waited for
    reader = fed(
        *[record(b"\x0b" + (LIMIT - 1).to_bytes(3, "big") + bytes(100))] + [record(bytes(16000))] * 20
    )
    assert reader.done


def test_a_gap_or_the_end_leaves_what_there_is_of_the_first() -> None:
    whole_leaf = FLIGHT.index(der(LEAF)) + len(der(LEAF))
    for end, names in (
        (60, ()),
        (FLIGHT.index(b"*.a.example") + 12, NAMES[:1]),
        (whole_leaf, NAMES),
        (whole_leaf + 100, NAMES),
    ):
        for finish in (ServerHandshake.gap, ServerHandshake.close):
            reader = fed(FLIGHT[:end])
            assert not reader.done
            finish(reader)
            assert reader.done
            assert (reader.certificate.names if reader.certificate is not None else ()) == names
            assert reader.certificate is None or not reader.certificate.vouched


def test_there_may_be_no_room() -> None:
    reader = fed(FLIGHT[:300], room=Room(100))
    assert reader.done
    assert reader.certificate is None


def test_damaged_ones_never_raise_and_give_back_their_room() -> None:
    chance, room = Random(3), Room()
    for _ in range(2000):
        sent, reader = damaged(chance, FLIGHT), ServerHandshake(room)
        for place in range(0, len(sent), 500):
            reader.feed(sent[place : place + 500], AT)
        reader.close()
        assert reader.done
        assert room.left == Room().left
        assert reader.certificate is None or not reader.certificate.vouched
