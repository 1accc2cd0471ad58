"""What a message says of its sound; and fields of the same names that speak of something else."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.payload import Blob
from analysis.records import Transmission
from analysis.sound_hints import SoundHints


def hinted(body: object, query: str = "", media_type: str = "") -> tuple[str, int, int] | None:
    sent = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", query=query,
        request_headers=(("Content-Type", "application/json"),), body=json.dumps(body).encode(),
    )  # fmt: skip
    payload = open_message(sent)
    blob = Blob(
        path="body>json:$.audio>base64", context="body", name="audio", names=("audio",), data=b"", media_type=media_type,
        filename="", size=0,
    )  # fmt: skip
    found = SoundHints(payload).of(blob)
    return (found.codec, found.rate, found.channels) if found else None


@pytest.mark.parametrize(
    "body",
    [
        {}, {"rate": 0.5}, {"encoding": "utf-8"}, {"format": "json", "rate": 44100}, {"type": "raw"}, {"sampleRate": 0.25},
        {"sample_rate": 100}, {"content_type": "application/json"}, {"codec": "h264"}, {"channels": 2}, {"rate": 16000},
        {"sampling_rate": "always"}, {"frame_rate": 60}, {"mime_type": "image/png"},
        {"output_audio_format": "pcm16"}, {"bits": 16}, {"bit_depth": 24, "sample_rate": 100}, {"codec": "PCMA/80"},
        {"a": "video/8000"}, {"a": "opus/48000/2/3"},
    ],
    ids=str,
)  # fmt: skip
def test_nothing_is_said_of_sound(body) -> None:
    assert hinted(body) is None


@pytest.mark.parametrize(
    ("body", "query", "media_type", "expected"),
    [
        ({"config": {"encoding": "LINEAR16", "sampleRateHertz": 16000, "audioChannelCount": 2}}, "", "",
         ("pcm_s16le", 16000, 2)),
        ({"mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}}, "", "", ("pcm_mulaw", 8000, 1)),
        ({"input_audio_format": "g711_ulaw"}, "", "", ("pcm_mulaw", 8000, 1)),
        ({}, "encoding=linear16&sample_rate=48000", "", ("pcm_s16le", 48000, 1)),
        ({}, "media-encoding=pcm&sample-rate=16000", "", ("pcm_s16le", 16000, 1)),
        ({"mime_type": "audio/pcm;rate=24000"}, "", "", ("pcm_s16le", 24000, 1)),
        ({"audio": {"sample_rate": 44100}}, "", "", ("", 44100, 1)),
        ({"codec": "AMR_WB"}, "", "", ("amr_wb", 16000, 1)),
        ({"input_audio_format": "pcm16"}, "", "", ("pcm_s16le", 24000, 1)),
        ({"audio_format": {"type": "raw", "encoding": "mulaw", "sample_rate": 8000}}, "", "", ("pcm_mulaw", 8000, 1)),
        ({}, "content_type=audio/x-raw;layout=interleaved;rate=16000;format=S16LE;channels=2", "", ("pcm_s16le", 16000, 2)),
        ({"rate": 16000, "width": 2, "channels": 1}, "", "", ("", 16000, 1)),
        ({}, "", "audio/speex", ("speex", 16000, 1)),
        ({}, "", "audio/amr-wb", ("amr_wb", 16000, 1)),
        ({"sampleRate": 16000}, "", "audio/l16", ("pcm_s16be", 16000, 1)),
        ({"sample_rate": 16000, "bits_per_sample": 16}, "", "", ("pcm_s16le", 16000, 1)),
        ({"kind": "PCMA/8000"}, "", "", ("pcm_alaw", 8000, 1)),
        ({"a": ["opus/48000/2"]}, "", "", ("opus", 48000, 2)),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_said(body, query, media_type, expected) -> None:
    assert hinted(body, query, media_type) == expected


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("home/audio/pcm16k", ("pcm_s16le", 16000, 1)),
        ("home/audio/pcm_16_8k", ("pcm_s16le", 8000, 1)),
        ("home/audio/16k", None),
        ("home/pcm17k", None),
        ("home/photo4k", None),
    ],
)
def test_a_step_of_the_topic_says_it(topic: str, expected: tuple[str, int, int] | None) -> None:
    sent = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", protocol="mqtt"
    )
    blob = Blob(
        path=f"body>mqtt:{topic}",
        context="body",
        name="",
        names=(),
        data=b"",
        media_type="",
        filename="",
        size=0,
    )
    found = SoundHints(open_message(sent)).of(blob)
    assert (found and (found.codec, found.rate, found.channels)) == expected
