"""Pieces of sound in one message are one recording: in a list, in gRPC, in events; other pieces in a row are not."""

from __future__ import annotations

import base64
import json
import random
import struct

import pytest

from analysis.decoding import open_message
from analysis.records import Finding, Transmission
from analysis.sound_rows import rows_of
from tests.analysis.test_assembler import ANALYSER, FRAMES, MEDIA, cut, sent
from tests.analysis.test_packet_streams import SPEECH
from tests.analysis.test_voice_frames import amazon, wyoming

SOURCE = random.Random(21)
NOISE = [SOURCE.randbytes(60) for _ in range(60)]


def coded(pieces: list[bytes]) -> list[str]:
    return [base64.b64encode(piece).decode() for piece in pieces]


def post(
    body: bytes, kind: str = "application/json", *headers: tuple[str, str], path: str = "/u"
) -> Transmission:
    return sent(0, body, method="POST", path=path, headers=(("Content-Type", kind), *headers))


def field(number: int, data: bytes) -> bytes:
    size = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 127 | 128, len(data) >> 7])
    return bytes([number << 3 | 2]) + size + data


def grpc(*messages: bytes) -> bytes:
    return b"".join(b"\0" + struct.pack(">I", len(message)) + message for message in messages)


def found_in(record: Transmission) -> list[Finding]:
    return list(ANALYSER.analyse(record).event.findings)


OPUS = coded(SPEECH["opus-20ms"])
TRANSCRIBE = (("x-amzn-transcribe-sample-rate", "16000"), ("x-amzn-transcribe-media-encoding", "pcm"))
WIDE = {"rate": 16000, "width": 2, "channels": 1}
ROWS = {
    "packets in a list, told": (
        post(json.dumps({"codec": "opus", "sample_rate": 48000, "packets": OPUS}).encode()),
        ("body>json:$.packets[*]>base64", "opus", 3.0, "likely"),
    ),
    "packets in a list, untold": (
        post(json.dumps({"id": 7, "packets": OPUS}).encode()),
        ("body>json:$.packets[*]>base64", "opus", 3.0, "possible"),
    ),
    "packets in objects": (
        post(json.dumps([{"t": n, "audio": item} for n, item in enumerate(coded(SPEECH["amr-wb"]))]).encode()),
        ("body>json:$[*].audio>base64", "amr_wb", 1.2, "likely"),
    ),
    "samples in a list": (
        post(json.dumps({"encoding": "LINEAR16", "sampleRateHertz": 16000, "audioChunks": coded(FRAMES)}).encode()),
        ("body>json:$.audioChunks[*]>base64", "pcm_s16", 2.0, "likely"),
    ),
    "packets in gRPC": (
        post(grpc(*(field(2, data) for data in SPEECH["opus-20ms"])), "application/grpc", path="/v.Stream/Send"),
        ("body>grpc:*>protobuf:2", "opus", 3.0, "possible"),
    ),
    "events of Amazon's over HTTP/2": (
        post(
            b"".join(amazon(amazon(data), {":chunk-signature": "x"}) for data in FRAMES),
            "application/vnd.amazon.eventstream", *TRANSCRIBE,
        ),
        ("body>amazon_events:[*]>amazon_events", "pcm_s16", 2.0, "likely"),
    ),
    "events of Wyoming": (
        sent(0, b"".join(wyoming("audio-chunk", data, **WIDE) for data in FRAMES), protocol="raw", method=""),
        ("body>wyoming:payload[*]", "pcm_s16", 2.0, "likely"),
    ),
    "a file in pieces": (
        post(json.dumps({"audio": coded(cut((MEDIA / "fixture.opus").read_bytes(), 3))}).encode()),
        ("body>json:$.audio[*]>base64", "opus", 2.9, "certain"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_pieces_in_a_row_are_one_recording(name: str) -> None:
    record, (path, codec, seconds, confidence) = ROWS[name]
    found = [item for item in found_in(record) if item.category.startswith(("audio", "opaque"))]
    assert [(item.category, item.path, item.confidence) for item in found] == [
        ("audio.recording", path, confidence)
    ]
    measures = found[0].measures
    assert measures is not None
    assert (measures.codec, measures.seconds) == (codec, pytest.approx(seconds, rel=0.02))


def test_samples_in_grpc_whose_rate_is_not_told_are_possible() -> None:
    body = grpc(field(1, field(3, b"en-US")), *(field(2, data) for data in FRAMES))
    record = post(body, "application/grpc", path="/google.cloud.speech.v1.Speech/StreamingRecognize")
    found = [item for item in found_in(record) if item.category.startswith(("audio", "opaque"))]
    assert [(item.rules, item.path) for item in found] == [
        (("audio.sample_shape",), "body>grpc:*>protobuf:2")
    ]


NO_ROWS = {
    "random pieces named as sound": post(json.dumps({"packets": coded(NOISE)}).encode()),
    "random pieces called Opus": post(json.dumps({"codec": "opus", "sample_rate": 48000, "packets": coded(NOISE)}).encode()),
    "pieces with a constant byte": post(json.dumps({"frames": coded([b"\x48" + data for data in NOISE])}).encode()),
    "packets of another name": post(json.dumps({"codec": "opus", "hashes": OPUS}).encode()),
    "texts": post(json.dumps({"codec": "opus", "data": coded([b"a text of words, %d" % n for n in range(9)])}).encode()),
    "pictures": post(json.dumps({"data": coded([(MEDIA / "fixture.gif").read_bytes()] * 3)}).encode()),
    "few packets": post(json.dumps({"packets": OPUS[:12]}).encode()),
    "random messages": post(grpc(*(field(2, data) for data in NOISE)), "application/grpc", path="/v.Sync/Push"),
    "names only": post(json.dumps({"codec": "opus", "packets": ["abcdefgh"] * 30}).encode()),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_ROWS)
def test_other_pieces_in_a_row_are_no_sound(name: str) -> None:
    assert [item for item in found_in(NO_ROWS[name]) if item.category.startswith("audio")] == []


def test_a_recording_of_its_own_in_a_list_stays_one() -> None:
    whole = (MEDIA / "fixture.amr").read_bytes()
    found = found_in(post(json.dumps({"audio": coded([whole, whole])}).encode()))
    assert [item.path for item in found if item.category == "audio.recording"] == [
        "body>json:$.audio[0]>base64", "body>json:$.audio[1]>base64",
    ]  # fmt: skip


def test_one_piece_is_no_row() -> None:
    assert list(rows_of(open_message(post(json.dumps({"packets": OPUS[:1]}).encode())))) == []
    assert list(rows_of(open_message(post(json.dumps({"packets": OPUS[0]}).encode())))) == []
