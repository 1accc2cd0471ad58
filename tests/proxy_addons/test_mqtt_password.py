"""The password of a CONNECT is masked however it is cut; all other bytes pass."""

from __future__ import annotations

import itertools
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.mqtt_password import PasswordMask
from proxy_addons.websocket_messages import without_password

SECRET = b"hunter2-hunter2"


def text(value: bytes) -> bytes:
    return struct.pack(">H", len(value)) + value


def connect(
    version: int = 4, *, user: bytes = b"anna", password: bytes | None = SECRET, will: bool = False
) -> bytes:
    flags = (0x80 if user else 0) | (0x40 if password is not None else 0) | (0x04 if will else 0) | 2
    body = text(b"MQIsdp" if version == 3 else b"MQTT") + bytes([version, flags]) + struct.pack(">H", 60)
    properties = b"\x05\x11\0\0\0\x3c" if version == 5 else b""
    body += properties + text(b"client-1")
    body += (b"\0" if version == 5 else b"") + text(b"last/words") + text(b"gone") if will else b""
    body += text(user) if user else b""
    body += text(password) if password is not None else b""
    size, length = len(body), b""
    while True:
        size, digit = size >> 7, size & 127
        length += bytes([digit | (128 if size else 0)])
        if not size:
            return b"\x10" + length + body


@pytest.mark.parametrize("version", [3, 4, 5])
@pytest.mark.parametrize("will", [False, True])
@pytest.mark.parametrize("user", [b"anna", b"", b"a" * 200])
def test_the_password_alone_is_masked(version: int, will: bool, user: bytes) -> None:
    packet = connect(version, user=user, will=will)
    follows = b"\x30\x05\0\3a/bPAYLOAD"
    masked = PasswordMask()
    assert masked(packet + follows) == packet.replace(SECRET, b"*" * len(SECRET)) + follows
    assert masked(b"\x30" + SECRET) == b"\x30" + SECRET


@pytest.mark.parametrize("version", [3, 4, 5])
def test_without_a_password_nothing_changes(version: int) -> None:
    packet = connect(version, password=None, will=True)
    assert PasswordMask()(packet) == packet


@given(st.sampled_from([3, 4, 5]), st.booleans(), st.lists(st.integers(1, 90), max_size=4))
def test_however_it_is_cut_no_byte_of_it_gets_through(version: int, will: bool, cuts: list[int]) -> None:
    packet = connect(version, will=will)
    marks = sorted({0, len(packet), *(cut for cut in cuts if cut < len(packet))})
    mask = PasswordMask()
    given_back = [mask(packet[a:b]) for a, b in itertools.pairwise(marks)]
    assert [len(piece) for piece in given_back] == [b - a for a, b in itertools.pairwise(marks)]
    start = packet.index(SECRET)
    assert b"".join(given_back)[start : start + len(SECRET)] == b"*" * len(SECRET)


@given(st.binary(max_size=300))
def test_no_bytes_stop_it_and_their_number_stays(data: bytes) -> None:
    mask = PasswordMask()
    assert len(mask(b"\x10" + data)) == len(data) + 1
    assert len(mask(data)) == len(data)


def test_a_connect_in_a_websocket_message_is_masked_and_other_messages_pass() -> None:
    packet = connect()
    assert without_password(packet) == packet.replace(SECRET, b"*" * len(SECRET))
    for other in (None, b"", b"\x10\x05hello MQTT", b"\x30\x05\0\3a/b", b'{"MQTT": "hunter2"}', b"\x10" * 40):
        assert without_password(other) == other
