"""Lists of samples are sound where they are named so; hearts, tunes and short lists are not."""

from __future__ import annotations

import json
import math
import struct
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from analysis.bare_films import bare_film
from analysis.decoding import open_message
from analysis.detectors.audio import DETECTOR
from analysis.payload import Blob
from analysis.records import Transmission

VOICE = [
    int(6000 * math.sin(at / 7) * abs(math.sin(at / 900)) + 40 * math.sin(at * 1.7)) for at in range(2000)
]
SHARES = [round(value / 32768, 5) for value in VOICE]
FLOATS = b64encode(struct.pack(f"<{len(SHARES)}f", *SHARES)).decode()


def found_in(body: object) -> list[str]:
    data = json.dumps(body).encode()
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 27, tzinfo=UTC), writer="test", method="POST",
        host="h.example", path="/v1", request_headers=(("Content-Type", "application/json"),), body=data,
        body_size=len(data),
    )  # fmt: skip
    return [found.category for found in DETECTOR.detect(open_message(sent))]


@pytest.mark.parametrize(
    "body",
    [
        {"mic": VOICE},
        {"audio": {"data": SHARES}},
        {"samples": VOICE, "sampleRate": 16000},
        {"audio": FLOATS},
    ],
    ids=range(4),
)
def test_lists_of_sound(body) -> None:
    assert found_in(body) == ["audio.recording"]


@pytest.mark.parametrize(
    "body",
    [
        {"samples": VOICE},
        {"waveform": VOICE, "sampleRate": 250},
        {"mic": VOICE[:400]},
        {"sound": [440, 494, 523] * 600},
        {"audio": [0] * 2000},
        {"audio": [at * 40 for at in range(2000)]},
        {"d": SHARES},
        {"weights": FLOATS},
    ],
    ids=range(8),
)
def test_other_lists(body) -> None:
    assert found_in(body) == []


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (b"\0\0\0\x01\x67\x4d\x40\x1f" + b"\x9a" * 12 + b"\0\0\0\x01\x68\xee", "H.264"),
        (b"\0\0\0\x01\x40\x01\x0c\x01" + b"\x9a" * 12 + b"\0\0\0\x01\x42\x01\x01", "H.265"),
        (b"\0\0\0\x01\x67\x4d\x40\x1f" + b"\x9a" * 40, ""),
        (b"\0\0\0\x01\x65\x88", ""),
        (b"\0" * 64, ""),
        (b"", ""),
    ],
    ids=range(6),
)
def test_bare_films(head: bytes, codec: str) -> None:
    blob = Blob(
        path="body", context="body", name="", names=(), data=head, media_type="", filename="", size=len(head)
    )
    assert [found.value.partition(",")[0] for found in bare_film(blob)] == [codec] * bool(codec)
