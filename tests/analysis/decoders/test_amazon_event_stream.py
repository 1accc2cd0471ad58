"""Amazon's event stream opens by its checksums: headers as rows, what each message carries to open further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.amazon_event_stream import DECODER
from analysis.decoding import open_message
from analysis.units import Part
from tests.analysis.test_assembler import sent
from tests.analysis.test_voice_frames import amazon


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def test_one_message_and_several() -> None:
    one = DECODER.open(part(amazon(b"abc")), 1 << 20)
    assert one is not None
    assert [(item.step, item.name, item.media_type, item.data) for item in one.parts] == [
        ("", "AudioEvent", "", b"abc")
    ]
    assert one.tree == [
        {"content-type": "application/octet-stream", "event-type": "AudioEvent", "message-type": "event"}
    ]
    several = DECODER.open(
        part(amazon(b"abc") + amazon(b"") + amazon(b"{}", {":content-type": "application/json"})), 1 << 20
    )
    assert several is not None
    assert [(item.step, item.media_type) for item in several.parts] == [
        ("[0]", ""),
        ("[2]", "application/json"),
    ]


def test_a_message_within_a_message_is_read_to_its_end() -> None:
    inner = amazon(
        b'{"inputText": "turn the light off"}',
        {":content-type": "application/json", ":event-type": "TextInputEvent"},
    )
    payload = open_message(sent(0, amazon(inner, {":chunk-signature": "x"}), method="POST"))
    assert [leaf.path for leaf in payload.leaves if leaf.name == "inputText"] == [
        "body>amazon_events>amazon_events>json:$.inputText"
    ]


@pytest.mark.parametrize(
    "data", [b"", "a text", bytes(64), amazon(b"abc")[:-1], b"\0" + amazon(b"abc"), b"\0\0\0\x10" * 9]
)
def test_other_bytes_stay_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_the_limit_holds() -> None:
    assert DECODER.open(part(amazon(bytes(2000))), 100) is None
    many = DECODER.open(part(amazon(b"x") * 2_100), 1 << 25)
    assert many is not None
    assert (len(many.parts), many.truncated) == (2_000, True)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for body in (data, amazon(b"x") + data):
        opened = DECODER.open(part(body), 1 << 20)
        assert opened is None or sum(len(item.data) for item in opened.parts) <= len(body)
