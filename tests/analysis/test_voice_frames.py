"""What voice services wrap around sound comes apart; damaged and other messages do not."""

from __future__ import annotations

import json
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.voice_frames import (
    amazon_events,
    esp_packet,
    is_amazon_event,
    numbered_packet,
    speech_message,
    wyoming_events,
)

AUDIO = {":content-type": "application/octet-stream", ":event-type": "AudioEvent", ":message-type": "event"}


def amazon(payload: bytes, headers: dict[str, str] | None = None, more: bytes = b"") -> bytes:
    """An event by the published layout; ``more`` are headers of other types."""
    told = AUDIO if headers is None else headers
    head = b"".join(
        bytes([len(name)]) + name.encode() + b"\7" + struct.pack(">H", len(value)) + value.encode()
        for name, value in told.items()
    )
    head += more
    prelude = struct.pack(">II", 16 + len(head) + len(payload), len(head))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + head + payload
    return message + struct.pack(">I", zlib.crc32(message))


def speech(payload: bytes, path: str = "audio", kind: str = "audio/x-wav") -> bytes:
    """A binary message of Microsoft's speech service."""
    head = f"Path: {path}\r\nX-RequestId: {'0a' * 16}\r\nX-Timestamp: 2026-11-26T08:00:00Z\r\nContent-Type: {kind}\r\n"
    return struct.pack(">H", len(head)) + head.encode() + payload


def wyoming(
    kind: str, payload: bytes = b"", further: dict[str, object] | None = None, **data: object
) -> bytes:
    more = json.dumps(further).encode() if further else b""
    header = {"type": kind, "data": data, "data_length": len(more), "payload_length": len(payload)}
    return json.dumps(header).encode() + b"\n" + more + payload


def test_events_of_amazon() -> None:
    signed = b"\5:date\x08" + struct.pack(">q", 1) + b"\x10:chunk-signature\x06\0\x02ab"
    data = amazon(b"abc") + amazon(amazon(b"d"), {}, signed)
    first, second = amazon_events(data)
    assert (first.headers[":event-type"], first.payload) == ("AudioEvent", b"abc")
    assert second.headers == {":date": "", ":chunk-signature": ""}
    assert [event.payload for event in amazon_events(second.payload)] == [b"d"]
    assert is_amazon_event(data)


@pytest.mark.parametrize("at", [0, 5, 9, 14, 60, -1])
def test_a_damaged_event_is_none(at: int) -> None:
    data = bytearray(amazon(b"abc" * 9))
    data[at] ^= 1
    assert list(amazon_events(bytes(data))) == []


def test_a_cut_event_and_what_follows_are_left() -> None:
    data = amazon(b"abc") + amazon(b"def")
    assert [event.payload for event in amazon_events(data[:-1])] == [b"abc"]
    assert not is_amazon_event(b"")


def test_messages_of_microsofts_speech_service() -> None:
    found = speech_message(speech(b"\1\2"))
    assert found is not None
    assert (found.headers["path"], found.headers["content-type"], found.payload) == (
        "audio",
        "audio/x-wav",
        b"\1\2",
    )
    text = speech_message(b"Path: speech.config\r\nX-RequestId: 00\r\n\r\n" + b"{}" * 9000)
    assert text is not None
    assert (text.headers["path"], len(text.payload)) == ("speech.config", 18_000)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0", b"\0\x28" + bytes(60), b"\0\x28" + b"a text of some words, and not a header of one"[:40] + b"x" * 30,
        speech(b"x", "audio")[:40], b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\nx", b"Path: audio\r\n\r\nx",
        b"Path: audio\r\nX-RequestId: 1", speech(b"x").replace(b"Path", b"Some"),
    ],
)  # fmt: skip
def test_other_messages_are_none(data: bytes) -> None:
    assert speech_message(data) is None


def test_packets_of_the_esp32_assistants() -> None:
    assert esp_packet(b"\0\0\0\3abc") == b"abc"
    assert esp_packet(struct.pack(">HHIII", 2, 0, 0, 77, 3) + b"abc") == b"abc"
    for other in (
        b"",
        b"\0\0\0\0",
        b"\0\0\0\4abc",
        b"\1\0\0\3abc",
        struct.pack(">HHIII", 2, 1, 0, 77, 3) + b"{ }",
    ):
        assert esp_packet(other) is None


def test_events_of_wyoming() -> None:
    data = wyoming("audio-start", rate=16000) + wyoming("audio-chunk", b"\n{\0", {"width": 2}, rate=16000)
    (start, nothing), (chunk, payload) = wyoming_events(data)
    assert (start["type"], nothing, payload) == ("audio-start", b"", b"\n{\0")
    assert chunk["data"] == {"rate": 16000, "width": 2}
    assert len(list(wyoming_events(data[:-1]))) == 1
    for other in (
        b"",
        b"\n",
        b"{}\n",
        b'{"type":1}\n',
        b'{"type":"a","payload_length":-1}\n',
        b'{"type":"a","data_length":5}\nabc',
    ):
        assert list(wyoming_events(other)) == []


@given(st.binary(max_size=300), st.integers(0, 60))
def test_any_bytes_are_read_or_refused(data: bytes, kept: int) -> None:
    for body in (
        data,
        amazon(b"x")[:kept] + data,
        speech(b"")[:kept] + data,
        wyoming("a", b"x")[:kept] + data,
    ):
        assert sum(len(event.payload) for event in amazon_events(body)) <= len(body)
        assert sum(len(payload) for _, payload in wyoming_events(body)) <= len(body)
        message, packet = speech_message(body), esp_packet(body)
        assert message is None or body.endswith(message.payload)
        assert packet is None or body.endswith(packet)


def test_zellos_packets_have_numbers_before_them() -> None:
    packet = b"\xf8sound"
    assert numbered_packet(b"\x01\0\0\x58\xa7\0\0\0\x07" + packet) == packet
    for other in (b"", b"\x01\0\0\x58\xa7\0\0\0\x07", b"\x02\0\0\x58\xa7\0\0\0\x07" + packet, b"\x01" * 40):
        assert numbered_packet(other) is None
