"""Messages of Microsoft's speech service open into their headers and what follows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.speech_message import DECODER
from analysis.decoding import open_message
from analysis.units import Part
from tests.analysis.test_assembler import frame
from tests.analysis.test_voice_frames import speech


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


def test_a_piece_of_sound() -> None:
    opened = DECODER.open(part(speech(b"\1\2\3")), 1 << 20)
    assert opened is not None
    assert [(item.data, item.media_type) for item in opened.parts] == [(b"\1\2\3", "audio/x-wav")]
    assert isinstance(opened.tree, dict)
    assert opened.tree["path"] == "audio"
    empty = DECODER.open(part(speech(b"")), 1 << 20)
    assert empty is not None
    assert empty.parts == ()


def test_the_configuration_is_read() -> None:
    head = b"Path: speech.config\r\nX-RequestId: 00\r\nContent-Type: application/json; charset=utf-8\r\n\r\n"
    payload = open_message(frame(0, head + b'{"context":{"os":{"name":"Android","version":"14"}}}'))
    assert ("body>speech_message:content>json:$.context.os.name", "Android") in [
        (leaf.path, leaf.value) for leaf in payload.leaves
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "Path: a",
        bytes(300),
        b"Path: audio\r\n\r\nx",
        b"path to the house\r\n\r\n",
        speech(b"x")[3:],
        b"\0\x28path" * 9,
    ],
)
def test_other_bytes_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_what_is_declared_as_something_else_and_what_is_too_long_stay_closed() -> None:
    assert DECODER.open(part(speech(b"x"), "text/plain"), 1 << 20) is None
    assert DECODER.open(part(speech(bytes(500))), 100) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for sent in (data, speech(b"")[:80] + data):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is None or sum(len(item.data) for item in opened.parts) <= len(sent)
