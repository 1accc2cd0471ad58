"""WavPack, Monkey's Audio, DSF and Windows Media by real files; damaged ones are refused."""

from __future__ import annotations

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
