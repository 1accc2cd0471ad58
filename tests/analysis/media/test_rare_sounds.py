"""WavPack, Monkey's Audio, DSF and Windows Media by real files; damaged ones are refused."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.media.integers import Truncated
from analysis.media.rare_sounds import rare_sound, windows_media
from analysis.media.sounds import recognise_sound

FOLDER = Path(__file__).resolve().parents[3] / "../shared/data/audio/file-type"
MARKS = [b"wvpk", b"MAC ", b"DSD ", bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")]


@pytest.mark.parametrize(
    ("name", "container", "rate"),
    [
        ("fixture.wv", "WavPack", 44_100), ("fixture-monkeysaudio.ape", "Monkey's Audio", 44_100),
        ("fixture.dsf", "DSF", 5_644_800), ("fixture.wma.asf", "ASF", 44_100),
    ],
)  # fmt: skip
def test_real_files(name: str, container: str, rate: int) -> None:
    if not (FOLDER / name).exists():
        pytest.skip("../shared/data is absent")
    found = recognise_sound((FOLDER / name).read_bytes(), complete=True)
    assert found is not None
    assert (found.container, found.sample_rate_hz) == (container, rate)
    assert found.seconds is not None
    assert 0 < found.seconds < 60


@given(st.sampled_from(MARKS), st.binary(max_size=200))
def test_marks_alone_are_no_sound(mark: bytes, rest: bytes) -> None:
    try:
        found = rare_sound(mark + rest) or windows_media(mark + rest)
    except Truncated:
        return
    assert found is None or found.evidence


@pytest.mark.parametrize("mark", MARKS)
def test_zeros_behind_a_mark_are_no_sound(mark: bytes) -> None:
    assert recognise_sound(mark + bytes(2000), complete=True) is None


def sun(code: int = 1, rate: int = 8_000, channels: int = 1, start: int = 24) -> bytes:
    fields = (start, 800, code, rate, channels)
    return b".snd" + b"".join(field.to_bytes(4) for field in fields) + bytes(800)


def test_suns_file_tells_codec_and_length() -> None:
    found = recognise_sound(sun(3, 16_000), complete=True)
    assert found is not None
    assert (found.container, found.codec, found.seconds) == ("AU", "pcm_s16be", 0.025)


@pytest.mark.parametrize(
    "data", [sun(99), sun(rate=7), sun(channels=0), sun(start=4), b".snd is a name of a file"]
)
def test_what_only_begins_as_suns_file_is_none(data: bytes) -> None:
    with contextlib.suppress(Truncated):
        assert rare_sound(data) is None
