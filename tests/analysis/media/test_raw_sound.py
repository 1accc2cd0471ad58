"""Samples without a container, against data that is none."""

from __future__ import annotations

import math
import random
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.media.raw_sound import has_samples, linear, may_be_samples, smoothness

SHARED = Path(__file__).resolve().parents[3] / "../shared/data"
RANDOM = random.Random(11)


def tone(hertz: float = 200, seconds: float = 0.5, rate: int = 16_000) -> bytes:
    steps = range(int(seconds * rate))
    return b"".join(
        struct.pack("<h", int(8000 * math.sin(2 * math.pi * hertz * i / rate) + RANDOM.gauss(0, 200)))
        for i in steps
    )


@pytest.mark.parametrize(
    "data",
    [
        b"", bytes(4000), RANDOM.randbytes(4000), b"some text " * 300, bytes(range(256)) * 16, b"\x01\x00" * 2000,
        b"".join(struct.pack("<f", math.sin(i / 20)) for i in range(1000)),
        b"".join(struct.pack("<i", 900 * i) for i in range(1000)),
        b"".join(struct.pack("<q", 1_700_000_000_000 + 20 * i) for i in range(500)),
        b"".join(struct.pack("<hh", i, 7) for i in range(1000)), tone()[1:-1], tone()[:-1],
    ],
    ids=range(12),
)  # fmt: skip
def test_other_bytes_are_no_samples(data: bytes) -> None:
    assert not has_samples(data)


def test_a_voice_and_a_tone_are_samples() -> None:
    assert has_samples(tone())
    path = SHARED / "audio/webrtcvad/test-audio.raw"
    if path.exists():
        assert has_samples(path.read_bytes())
        assert smoothness(path.read_bytes()) > 0.8


def test_no_other_real_file_looks_like_samples() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/data is absent")
    kinds = {
        ".jpg",
        ".heic",
        ".png",
        ".gif",
        ".webp",
        ".fit",
        ".gz",
        ".json",
        ".har",
        ".mp3",
        ".m4a",
        ".opus",
        ".gpx",
        ".avif",
    }
    files = [path for path in SHARED.rglob("*") if path.suffix in kinds][:150]
    assert len(files) > 50
    pieces = [path.read_bytes()[at : at + 4096] for path in files for at in (0, 1001, 20_000)]
    assert [piece for piece in pieces if len(piece) == 4096 and has_samples(piece)] == []


def test_companded_bytes_become_samples() -> None:
    assert linear(b"\xff\x7f", "mulaw") == struct.pack("<hh", 0, 0)
    assert linear(b"\x80\x00", "mulaw") == struct.pack("<hh", 32124, -32124)
    assert linear(b"\xd5\x55", "alaw") == struct.pack("<hh", 8, -8)
    assert linear(b"\xaa\x2a", "alaw") == struct.pack("<hh", 32256, -32256)


@given(st.binary(max_size=700))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert -1 <= smoothness(data) <= 1
    has_samples(data)


def test_between_sounds_silence_and_hissing_may_be_samples_and_what_is_encrypted_or_text_may_not() -> None:
    source = random.Random(5)
    hiss = b"".join(struct.pack("<h", round(source.gauss(0, 900))) for _ in range(320))
    assert not has_samples(hiss)
    for data in (bytes(640), hiss, hiss[:161], b"\xff" * 640):
        assert may_be_samples(data)
    for data in (source.randbytes(640), source.randbytes(320), b"a text of some words " * 30, b""):
        assert not may_be_samples(data)
