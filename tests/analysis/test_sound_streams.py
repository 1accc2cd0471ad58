"""Streams of voice services become one recording each, as their documentation says; and nothing received does."""

from __future__ import annotations

import base64
import json
import random
import struct
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.assembled import Assembled
from analysis.cli import command as leakledger
from analysis.records import Finding, Transmission
from analysis.sound_streams import begun_by
from tests.analysis.test_assembler import FRAMES, MEDIA, VOICE, cut, feed, frame, scanned
from tests.analysis.test_packet_streams import SPEECH
from tests.analysis.test_voice_frames import AUDIO, amazon, speech

RIFF = (
    b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0" + struct.pack("<IIHH", 16_000, 32_000, 2, 16) + b"data\0\0\0\0"
)  # the sizes are not known when a recording begins
HELLO = {
    "type": "hello", "version": 1, "transport": "websocket",
    "audio_params": {"format": "opus", "sample_rate": 16000, "channels": 1, "frame_duration": 60},
}  # fmt: skip


def text(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def socket(*bodies: bytes, query: str = "") -> list[Transmission]:
    return [frame(number, body, query=query) for number, body in enumerate(bodies)]


def sounds(records: list[Transmission]) -> list[Finding]:
    return [
        item
        for analysis in scanned(records)
        for item in analysis.event.findings
        if item.category.startswith("audio") or item.category.startswith("opaque")
    ]


PCM = ("pcm_s16", 2.0, 16_000.0)
# name: messages, the codec, seconds and rate that are found. The addresses that the forms are from, read 2026-11-26 where
# they were at hand, else from memory, stand beside each.
SERVICES: dict[str, tuple[list[Transmission], tuple[str, float, float]]] = {
    # developers.deepgram.com, listen streaming: raw sound needs encoding and sample_rate in the address
    "deepgram": (socket(*FRAMES, text(type="CloseStream"), query="encoding=linear16&sample_rate=16000"), PCM),
    # from memory: assemblyai.com/docs, streaming v3 (bytes) and v2 (audio_data)
    "assemblyai": (socket(*FRAMES, text(type="Terminate"), query="sample_rate=16000&encoding=pcm_s16le"), PCM),
    "assemblyai-2": (socket(*(text(audio_data=coded(data)) for data in FRAMES), query="sample_rate=16000"), PCM),
    # docs.rev.ai, WebSocket protocol
    "rev": (
        socket(*FRAMES, b"EOS", query="content_type=audio/x-raw;layout=interleaved;rate=16000;format=S16LE;channels=1"),
        PCM,
    ),
    # from memory: alphacephei/vosk-server, client examples
    "vosk": (socket(text(config={"sample_rate": 16000}), *FRAMES, b'{"eof" : 1}'), PCM),
    # from memory: docs.speechmatics.com, real-time API reference
    "speechmatics": (
        socket(
            text(message="StartRecognition", audio_format={"type": "raw", "encoding": "pcm_s16le", "sample_rate": 16000}),
            *FRAMES,
            text(message="EndOfStream", last_seq_no=20),
        ),
        PCM,
    ),
    # docs.aws.amazon.com, event stream encoding; Transcribe's address from memory
    "transcribe": (
        socket(*(amazon(data) for data in FRAMES), amazon(b""), query="media-encoding=pcm&sample-rate=16000"),
        PCM,
    ),
    # MicrosoftDocs/azure-docs, websocketprotocol.md: the first piece begins a WAV file, an empty one ends
    "azure": (
        socket(
            b"Path: speech.config\r\nX-RequestId: 00\r\nContent-Type: application/json\r\n\r\n{}",
            speech(RIFF), *(speech(data) for data in FRAMES), speech(b""),
        ),
        ("pcm_s16le", 2.0, 16_000.0),
    ),
    # from memory: platform.openai.com, realtime: pcm16 is 24 kHz; the session may name another format
    "openai": (
        socket(*(text(type="input_audio_buffer.append", audio=coded(data)) for data in FRAMES)),
        ("pcm_s16", round(len(VOICE) / 48_000, 4), 24_000.0),
    ),
    "openai-told": (
        socket(
            text(type="session.update", session={"input_audio_format": "g711_ulaw"}),
            *(text(type="input_audio_buffer.append", audio=coded(data)) for data in FRAMES),
        ),
        ("pcm_mulaw", len(VOICE) / 8_000, 8_000.0),
    ),
    # from memory: ai.google.dev, Live API: each message names its type
    "gemini": (
        socket(*(
            text(realtimeInput={"mediaChunks": [{"mimeType": "audio/pcm;rate=16000", "data": coded(data)}]})
            for data in FRAMES
        )),
        PCM,
    ),
    # from memory: developers.home-assistant.io, assist pipelines: a byte before the samples numbers the channel
    "home-assistant": (
        socket(
            text(id=24, type="assist_pipeline/run", start_stage="stt", input={"sample_rate": 16000}),
            *(b"\1" + data for data in FRAMES), b"\1",
        ),
        PCM,
    ),
    # 78/xiaozhi-esp32, docs/websocket_en.md
    "esp32": (socket(text(**HELLO), *SPEECH["opus-60ms"]), ("opus", 3.0, 48_000.0)),
    "esp32-3": (
        socket(
            text(**HELLO | {"version": 3}),
            *(b"\0\0" + struct.pack(">H", len(data)) + data for data in SPEECH["opus-60ms"]),
        ),
        ("opus", 3.0, 48_000.0),
    ),
    "opus in JSON": (
        socket(
            text(codec="opus", sampleRate=48000),
            *(text(type="audio", data=coded(data)) for data in SPEECH["opus-20ms"]),
        ),
        ("opus", 3.0, 48_000.0),
    ),
    "speex": (socket(text(encoding="SPEEX_WITH_HEADER_BYTE"), *SPEECH["speex-wb"]), ("speex", 1.2, 16_000.0)),
    "amr": (socket(text(encoding="AMR_WB", sampleRateHertz=16000), *SPEECH["amr-wb"]), ("amr_wb", 1.2, 16_000.0)),
    "a file in Base64": (
        socket(*(text(type="chunk", audio=coded(data)) for data in cut((MEDIA / "recorder.webm").read_bytes(), 5))),
        ("opus", 3.0, 48_000.0),
    ),
    "pages of Ogg": (socket(*cut((MEDIA / "fixture.opus").read_bytes(), 6)), ("opus", 2.9, 48_000.0)),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVICES)
def test_a_stream_is_one_recording(name: str) -> None:
    records, (codec, seconds, rate) = SERVICES[name]
    found = sounds(records)
    assert [item.category for item in found] in (["audio.stream"], ["audio.recording"])
    measures = found[0].measures
    assert measures is not None
    assert (measures.codec, measures.sample_rate_hz) == (codec, rate)
    assert measures.seconds == pytest.approx(seconds, rel=0.05)
    assert "joined from" in found[0].reasoning
    if codec.startswith("pcm_s16"):
        assert (measures.level_spread_db is not None) == (seconds >= 2)
        assert measures.voiced_share is not None


NO_STREAM = {
    "a form of an address": socket(
        *(random.Random(number).randbytes(3200) for number in range(3)), query="sample=1&format=json&rate=0.5"
    ),
    "texts": socket(
        *(text(type="chat", data="a text of some words") for _ in range(9)), query="encoding=linear16&sample_rate=16000"
    ),
    "a picture in JSON": socket(text(type="chunk", data=coded((MEDIA / "fixture.gif").read_bytes()), mime="image/gif")),
    "events that hold no sound": socket(
        *(amazon(b"{}", AUDIO | {":event-type": "ConfigurationEvent"}) for _ in range(4)),
        query="media-encoding=pcm&sample-rate=16000",
    ),
    "what the speech service is told": socket(
        *(speech(b'{"context":{}}', "speech.context", "application/json") for _ in range(4))
    ),
    "another append": socket(*(text(type="image_buffer.append", image=coded(data)) for data in FRAMES[:3])),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_STREAM)
def test_what_is_no_stream_of_sound_begins_none(name: str) -> None:
    part_of, wholes = feed(NO_STREAM[name])
    assert set(part_of) == {""}
    assert wholes == []
    assert all(begun_by(record, anew=True) is None for record in NO_STREAM[name])


def test_two_turns_in_one_socket_are_two_recordings() -> None:
    turn = [speech(RIFF), *(speech(data) for data in FRAMES[:10]), speech(b"")]
    found = sounds(socket(*turn, *turn))
    assert [item.measures and item.measures.seconds for item in found] == [1.0, 1.0]


def exchange(direction: str) -> dict[str, object]:
    """A HAR of a socket over which packets of speech go in one direction."""
    messages: list[dict[str, object]] = [
        {"type": "send", "time": 1_795_348_800.0, "opcode": 1, "data": json.dumps(HELLO)}
    ]
    messages += [
        {"type": direction, "time": 1_795_348_800.0 + 0.06 * number, "opcode": 2, "data": coded(packet)}
        for number, packet in enumerate(SPEECH["opus-60ms"])
    ]
    entry = {
        "startedDateTime": "2026-11-22T12:00:00Z", "_resourceType": "websocket", "_webSocketMessages": messages,
        "request": {"method": "GET", "url": "wss://voice.example/v1", "headers": []}, "response": {"status": 101},
    }  # fmt: skip
    return {"log": {"entries": [entry]}}


def scan(path: Path) -> list[dict[str, object]]:
    done = CliRunner().invoke(leakledger, ["scan", "--format", "ndjson", str(path)])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_sound_that_a_device_receives_is_no_leak(tmp_path: Path) -> None:
    (sent := tmp_path / "sent.har").write_text(json.dumps(exchange("send")))
    (received := tmp_path / "received.har").write_text(json.dumps(exchange("receive")))
    assert [row["category"] for row in scan(sent) if str(row["category"]).startswith("audio")] == [
        "audio.stream"
    ]
    assert not [row for row in scan(received) if str(row["category"]).startswith(("audio", "opaque"))]


def test_sound_in_an_answer_is_no_leak(tmp_path: Path) -> None:
    answer = {
        "mimeType": "audio/ogg",
        "encoding": "base64",
        "text": coded((MEDIA / "fixture.opus").read_bytes()),
        "size": 6270,
    }
    entry = {
        "startedDateTime": "2026-11-22T12:00:00Z", "response": {"status": 200, "content": answer},
        "request": {"method": "POST", "url": "https://voice.example/v1", "headers": [],
                    "postData": {"mimeType": "application/json", "text": '{"text":"read this to me"}'}},
    }  # fmt: skip
    (path := tmp_path / "answer.har").write_text(json.dumps({"log": {"entries": [entry]}}))
    assert not [row for row in scan(path) if str(row["category"]).startswith("audio")]


def test_a_file_of_a_stream_is_explained_by_its_parts_and_their_whole(tmp_path: Path) -> None:
    (path := tmp_path / "sent.har").write_text(json.dumps(exchange("send")))
    done = CliRunner().invoke(leakledger, ["explain", str(path), "--message", "0", "--part", "7"])
    assert done.exit_code == 0, done.output
    assert "counted with that" in done.output
    assert "audio.stream" in done.output
    assert "joined from 50 messages" in done.output
    none = CliRunner().invoke(leakledger, ["explain", str(path), "--message", "0", "--part", "0"])
    assert "audio.stream" not in none.output
    assert Assembled().is_part(frame(0, b"x")) is False
