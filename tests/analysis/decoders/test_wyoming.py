"""Wyoming's events open into their headers and their sound; lines of JSON stay with those who read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.wyoming import DECODER
from analysis.units import Part
from tests.analysis.test_voice_frames import wyoming


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def test_sound_and_what_is_said_of_it() -> None:
    told = {"rate": 16000, "width": 2, "channels": 1}
    data = wyoming("audio-start", **told) + wyoming("audio-chunk", b"\0\1" * 50, told) + wyoming("audio-stop")
    opened = DECODER.open(part(data), 1 << 20)
    assert opened is not None
    assert [(item.step, item.media_type, len(item.data)) for item in opened.parts] == [
        ("payload[0]", "audio/pcm", 100)
    ]
    assert isinstance(opened.tree, list)
    assert opened.tree[0] == {"type": "audio-start", **told}
    wide = DECODER.open(part(wyoming("audio-chunk", b"\0\1\2", rate=16000, width=3)), 1 << 20)
    assert wide is not None
    assert wide.parts[0].media_type == ""


@pytest.mark.parametrize(
    "data",
    [
        b"", "{}", b'{"type":"a"}\n{"type":"b"}\n', b'{"type":"describe","data_length":0}\n', b'{"a":1}\n' + bytes(20),
        b'{"type":"audio-chunk","payload_length":99}\nabc', b'{"type":"x","payload_length":"3"}\nabc', b'{"type":' * 500,
    ],
    ids=range(8),
)  # fmt: skip
def test_other_bytes_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_the_limits_hold() -> None:
    assert DECODER.open(part(wyoming("audio-chunk", bytes(200))), 100) is None
    many = DECODER.open(part(wyoming("audio-chunk", b"x") * 4_001), 1 << 25)
    assert many is not None
    assert (len(many.parts), many.truncated) == (4_000, True)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for sent in (wyoming("audio-chunk", b"x") + data, b'{"type":"a","payload_length":' + data):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is None or sum(len(item.data) for item in opened.parts) <= len(sent)
