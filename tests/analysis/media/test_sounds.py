"""Sound files: look-alikes first, then the truth of real files, then truncation and random bytes."""

from __future__ import annotations

import io
import json
import random
import struct
import wave
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinytag import TinyTag

from analysis.media.sounds import recognise_film, recognise_sound

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"

# Not read here: no phone records them. The rest of the list are files without a whole sound, or films.
NOT_READ = {"test-audio.raw"}
# Where the truth's seconds are an estimate from the bit rate, or keep what the codec's header says to drop.
OTHER_LENGTH = {
    "fixture.dsf": 0.1,  # 564,480 samples, as its format chunk says
    "silence.opus": 0.1,  # 4,800 samples after the pre-skip of 312 (RFC 7845)
    "fixture.qcp": 34.22,  # 1,711 packets of 20 ms, as its own vrat chunk says
    "fixture-bad-offset-10.mp3": 0.144,  # two frames, as its Xing header says
    "fixture-adts-mpeg4.aac": 16.0697,  # 251 frames of 1,024 samples and a share of the last
    "fixture.amr": 0.84,  # 42 frames of 20 ms
    "fixture.spx": 0.6966,  # last granule position
}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"OggS is how an Ogg file starts" * 3,
        b"OggS\0\2" + b"\0" * 60,
        b"ID3 tags are described below. " * 60,
        b"fLaC" * 20,
        b"RIFF\x24\0\0\0WAVE",
        b"RIFF\x24\0\0\0WAVEdata\0\0\0\0",
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0" + b"\0" * 40,
        b"RIFF\x24\0\0\0XYZ fmt \x10\0\0\0" + b"\1" * 40,
        b"#!AMR\nis a text that says #!AMR",
        b"#!AMR\n",
        b"#!/bin/sh\necho",
        b"#EXTM3U\n#EXTINF:3,\nsong.mp3\n",
        b"caff\0\1\0\0desc" + b"\0" * 60,
        b"FORM\0\0\0\x20AIFF" + b"\0" * 40,
        b"FORM\0\0\0\x20ILBM" + b"\0" * 40,
        b"\xff" * 5000,
        b"\xff\xfb\x90\x64" + b"\0" * 5000,
        b"\xff\xf1\x50\x80\x01\x1f\xfc" * 700,
        b"\x0b\x77" * 2000,
        b"\x1a\x45\xdf\xa3" + b"\0" * 50,
        b'{"audio":"none"}',
        b"\x1f\x8b\x08" + b"\xff\xfb\x90\x64" * 400,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_no_sound(data: bytes) -> None:
    assert recognise_sound(data, complete=True) is None


@pytest.mark.parametrize(
    "name", ["fixture.mid", "fixture-json.webp", "fixture.gif", "fixture.webp", "cheers_1440x960.heic"]
)
def test_real_files_that_are_no_sound(name: str) -> None:
    assert recognise_sound((DATA / name).read_bytes(), complete=True) is None
    assert recognise_film((DATA / name).read_bytes(), complete=True) is None


@pytest.mark.parametrize("name", ["recorder-video.mp4", "recorder-video.webm", "fixture.mov"])
def test_films_are_no_sound(name: str) -> None:
    data = (DATA / name).read_bytes()
    film = recognise_film(data, complete=True)
    assert film is not None
    assert film.video_codec
    assert recognise_sound(data, complete=True) is None


def test_random_bytes_are_no_sound() -> None:
    source = random.Random(20)
    assert not any(recognise_sound(source.randbytes(2000), complete=True) for _ in range(3000))


@pytest.mark.parametrize(
    ("name", "codec", "rate", "channels", "seconds"),
    [
        ("fixture.opus", "opus", 48000, 1, 2.92),
        ("fixture.ogg", "vorbis", 44100, 2, 0.7667),
        ("fixture.spx", "speex", 16000, 1, 0.6966),
        ("fixture.m4a", "aac", 48000, 2, 0.8107),
        ("fixture.mp3", "mp3", 44100, 2, 0.8098),
        ("fixture-adts-mpeg4-2.aac", "aac", 44100, 2, 0.3251),
        ("fixture.amr", "amr_nb", 8000, 1, 0.84),
        ("fixture.ac3", "ac3", 44100, 1, 0.0348),
        ("flac1sMono.flac", "flac", 44100, 1, 1.0),
        ("recorder.webm", "opus", 48000, 1, 3.0),
        ("recorder.mp4", "opus", 48000, 1, 2.766),
    ],
)
def test_shipped_files(name: str, codec: str, rate: int, channels: int, seconds: float) -> None:
    found = recognise_sound((DATA / name).read_bytes(), complete=True)
    assert found is not None
    assert (found.codec, found.sample_rate_hz, found.channels) == (codec, rate, channels)
    assert found.seconds == pytest.approx(seconds, rel=0.02)


def test_truth_of_real_recordings() -> None:
    truth = SHARED / "TRUTH_audio.json"
    if not truth.exists():
        pytest.skip("../shared/data is absent")
    matched = 0
    for row in json.loads(truth.read_text()):
        path = SHARED / row["path"]
        data = path.read_bytes()
        film = recognise_film(data, complete=True)
        found = film.sound if film else recognise_sound(data, complete=True)
        if path.name in NOT_READ or not row["codec"]:
            assert found is None, path.name
            continue
        assert found is not None, path.name
        assert found.codec == row["codec"], path.name
        bits = 8 if row["codec"].startswith("dsd") else 1  # the truth counts bytes of one-bit samples
        assert found.sample_rate_hz == float(row["rate"]) * bits, path.name
        assert found.channels == row["ch"], path.name
        seconds = film.seconds if film and film.video_codec else found.seconds
        assert seconds == pytest.approx(OTHER_LENGTH.get(path.name, float(row["dur"])), rel=0.02), path.name
        matched += 1
    assert matched >= 120


def test_agrees_with_tinytag() -> None:
    for name in ("fixture.opus", "fixture.ogg", "fixture.mp3", "fixture.m4a", "flac1sMono.flac"):
        ours = recognise_sound((DATA / name).read_bytes(), complete=True)
        theirs = TinyTag.get(DATA / name)
        assert ours is not None
        assert ours.seconds == pytest.approx(theirs.duration, rel=0.02), name
        assert ours.sample_rate_hz == theirs.samplerate, name


def test_head_sample_tells_only_what_the_header_tells() -> None:
    for name, seconds in (
        ("flac1sMono.flac", 1.0),
        ("fixture.ogg", None),
        ("recorder.webm", None),
        ("fixture.amr", None),
    ):
        data = (DATA / name).read_bytes()
        found = recognise_sound(data[: len(data) * 2 // 3], complete=False)
        assert found is not None, name
        assert found.seconds == seconds, name


def recorded(seconds: float, rate: int = 16_000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(int(seconds * rate) * 2))
    return out.getvalue()


def test_a_long_tag_before_the_sound() -> None:
    tag = b"ID3\x03\0\0" + bytes([0, 0, 20, 0]) + b"TIT2" + bytes(2556)
    found = recognise_sound(tag + (DATA / "fixture-adts-mpeg4-2.aac").read_bytes(), complete=True)
    assert found is not None
    assert found.codec == "aac"
    huge = b"ID3\x03\0\0" + bytes([0, 20, 0, 0]) + b"APIC" + bytes(3000)
    found = recognise_sound(huge, complete=False)
    assert found is not None
    assert not found.sure


FILES = {path.name: path.read_bytes() for path in DATA.glob("*.*") if path.suffix != ".md"} | {
    "wav": recorded(0.2)
}


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_truncated_file_is_the_same_sound_or_none(name: str, draw: st.DataObject) -> None:
    data = FILES[name]
    complete = draw.draw(st.booleans())
    cut = recognise_sound(data[: draw.draw(st.integers(0, len(data)))], complete=complete)
    whole = recognise_sound(data, complete=True)
    if cut is not None and cut.codec and whole is not None:
        assert (cut.container, cut.codec) == (whole.container, whole.codec)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_damaged_file_never_raises(name: str, draw: st.DataObject) -> None:
    damaged = bytearray(FILES[name])
    for _ in range(draw.draw(st.integers(1, 10))):
        damaged[draw.draw(st.integers(0, min(len(damaged), 800) - 1))] = draw.draw(
            st.sampled_from([0, 1, 127, 255])
        )
    recognise_sound(bytes(damaged), complete=draw.draw(st.booleans()))
    recognise_film(bytes(damaged), complete=True)


@settings(deadline=None)
@given(
    st.sampled_from(
        [b"RIFF\0\0\0\0WAVEfmt ", b"OggS\0\2", b"\x1a\x45\xdf\xa3\x84\x42\x82\x84webm", b"\0\0\0\x08moov"]
    ),
    st.binary(),
)
def test_rubbish_behind_a_true_start_never_raises(head: bytes, data: bytes) -> None:
    recognise_sound(head + data, complete=True)


def test_streamed_wav_without_a_length() -> None:
    data = bytearray(recorded(1.5))
    struct.pack_into("<I", data, 40, 0xFFFFFFFF)
    found = recognise_sound(bytes(data), complete=True)
    assert found is not None
    assert found.seconds == pytest.approx(1.5)
    head = recognise_sound(bytes(data[:2000]), complete=False)
    assert head is not None
    assert head.seconds is None
