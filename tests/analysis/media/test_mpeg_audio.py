"""Bare rows of frames: what looks like one header must not be a finding."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.media.mpeg_audio import frame_sound

DATA = Path(__file__).resolve().parents[2] / "data/media"
MP3 = b"\xff\xfb\x90\x64" + bytes(413)  # 128 kbit/s at 44.1 kHz: 417 bytes


@pytest.mark.parametrize(
    "data",
    [
        b"",
        MP3,
        MP3 * 2,
        MP3 + b"\0" + MP3 + b"\0" + MP3,
        MP3 + MP3 + b"\xff\xfb\x94\x64" + bytes(500),
        b"\xff\xfb\xf0\x64" * 500,
        b"\xff\xfb\x9c\x64" * 500,
        bytes(5000) + MP3 * 5,
        b"\x0b\x77" + bytes(500),
        b"\xff\xf1\x50\x80\x01\x3f\xfc\0\0" * 2,
    ],
)
def test_no_row_of_frames(data: bytes) -> None:
    assert frame_sound(data, complete=True) is None


def test_random_bytes() -> None:
    source = random.Random(3)
    assert not any(frame_sound(source.randbytes(4096), complete=True) for _ in range(2000))


@given(st.binary(max_size=60).filter(lambda junk: b"\xff" not in junk and b"\x0b" not in junk))
def test_frames_behind_junk(junk: bytes) -> None:
    found = frame_sound(junk + MP3 * 10, complete=True)
    assert found is not None
    assert (found.codec, found.sample_rate_hz, found.channels) == ("mp3", 44_100, 2)
    assert found.seconds == pytest.approx(10 * 1152 / 44_100)


def test_length_of_a_head_sample_is_unknown_unless_told() -> None:
    found = frame_sound(MP3 * 10, complete=False)
    assert found is not None
    assert found.seconds is None
    told = MP3[:36] + b"Xing\0\0\0\1" + (500).to_bytes(4, "big") + MP3[48:]
    found = frame_sound(told + MP3 * 3, complete=False)
    assert found is not None
    assert found.seconds == pytest.approx(500 * 1152 / 44_100)


def test_ac3_by_its_checksum() -> None:
    data = bytearray((DATA / "fixture.ac3").read_bytes())
    assert frame_sound(bytes(data), complete=True) is not None
    data[60] ^= 1
    assert frame_sound(bytes(data), complete=True) is None
