"""Sound recordings: what must not be one, then containers, lengths and levels."""

from __future__ import annotations

import io
import random
import wave
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.detectors.audio import DETECTOR
from analysis.payload import Blob, Payload
from analysis.records import Confidence, Observation, Transmission

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


def found_in(
    data: bytes, content_type: str = "", *, complete: bool = True, size: int | None = None
) -> list[Observation]:
    blob = Blob(
        path="body",
        context="body",
        name="",
        names=(),
        data=data,
        media_type=content_type.partition(";")[0].strip().lower(),
        filename="",
        size=size if size is not None else len(data),
        complete=complete,
    )
    sent = Transmission(
        id="t",
        flow_id="f",
        seen_at=datetime(2026, 1, 1, tzinfo=UTC),
        writer="test",
        request_headers=(("Content-Type", content_type),),
    )
    found = list(DETECTOR.detect(Payload(transmission=sent, blobs=(blob,))))
    for item in found:
        assert item.category in DETECTOR.categories
        assert item.rule in DETECTOR.rules
        assert item.reasoning
        assert item.path == "body"
    return found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"audio": [1, 2, 3]}',
        b"<!doctype html>",
        b"#EXTM3U\nsong.mp3\n",
        b"wOFF" + bytes(2000),
        b"PK\x03\x04" + bytes(2000),
        b"%PDF-1.7" + bytes(2000),
        b"RIFF\x20\0\0\0WEBPVP8 " + bytes(40),
        b"RIFF\x20\0\0\0AVI LIST" + bytes(40),
        b"ID3 is a tag" * 200,
        b"\xff\xfb\x90\x64" + bytes(4000),
    ],
    ids=lambda data: repr(data[:12]),
)
@pytest.mark.parametrize("content_type", ["", "audio/mpeg", "audio/l16; rate=banana"])
def test_no_recording(data: bytes, content_type: str) -> None:
    assert found_in(data, content_type) == []


@pytest.mark.parametrize(
    "name", ["fixture.mid", "fixture.gif", "fixture.webp", "cheers_1440x960.heic", "fixture-json.webp"]
)
def test_real_files_that_are_no_recording(name: str) -> None:
    assert found_in((DATA / name).read_bytes()) == []


@pytest.mark.parametrize("name", ["recorder-video.webm", "recorder-video.mp4", "fixture.mov"])
def test_the_sound_of_a_film_belongs_to_the_film(name: str) -> None:
    assert found_in((DATA / name).read_bytes()) == []


def test_random_bytes_are_no_recording() -> None:
    source = random.Random(6)
    assert not any(found_in(source.randbytes(1500)) for _ in range(2000))


@pytest.mark.parametrize(
    ("name", "value", "media_type"),
    [
        ("fixture.opus", "Opus in Ogg, 2.9 s, 48000 Hz, 1 channel", "audio/ogg"),
        ("fixture.ogg", "Vorbis in Ogg, 0.77 s, 44100 Hz, 2 channels", "audio/ogg"),
        ("fixture.spx", "Speex in Ogg, 0.70 s, 16000 Hz, 1 channel", "audio/ogg"),
        ("fixture.m4a", "AAC in MP4, 0.81 s, 48000 Hz, 2 channels", "audio/mp4"),
        ("fixture.mp3", "MP3, 0.81 s, 44100 Hz, 2 channels", "audio/mpeg"),
        ("fixture-adts-mpeg4-2.aac", "AAC in ADTS, 0.33 s, 44100 Hz, 2 channels", "audio/aac"),
        ("fixture.amr", "AMR-NB, 0.84 s, 8000 Hz, 1 channel", "audio/amr"),
        ("flac1sMono.flac", "FLAC, 1.0 s, 44100 Hz, 1 channel", "audio/flac"),
        ("recorder.webm", "Opus in WebM, 3.0 s, 48000 Hz, 1 channel", "audio/webm"),
        ("recorder.mp4", "Opus in MP4, 2.8 s, 48000 Hz, 1 channel", "audio/mp4"),
    ],
)
def test_recording_by_content(name: str, value: str, media_type: str) -> None:
    (found,) = found_in((DATA / name).read_bytes(), "application/octet-stream")
    assert (found.category, found.property, found.value) == ("audio.recording", "x_audio", value)
    assert found.confidence is Confidence.CERTAIN
    assert found.measures is not None
    assert found.measures.media_type == media_type
    assert "declared application/octet-stream" in found.reasoning


def wav(samples: bytes, rate: int = 16_000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples)
    return out.getvalue()


def test_wav_has_its_level_spread() -> None:
    (found,) = found_in(wav(random.Random(1).randbytes(320_000)))
    assert found.value == "PCM 16 bit in WAV, 10.0 s, 16000 Hz, 1 channel"
    assert found.measures is not None
    assert found.measures.level_spread_db is not None
    assert found.measures.level_spread_db < 1


def test_head_sample_of_a_long_recording() -> None:
    data = wav(random.Random(1).randbytes(3_200_000))
    (found,) = found_in(data[:65536], "audio/wav", complete=False, size=len(data))
    assert found.measures is not None
    assert (found.measures.seconds, found.measures.size) == (100.0, len(data))


def test_sound_file_without_its_tracks_is_likely_when_declared() -> None:
    head = b"\0\0\0\x14ftypmp42\0\0\0\0mp42" + b"\1\0\0\0mdat" + bytes(3000)
    (found,) = found_in(head, "audio/mp4", complete=False)
    assert (found.confidence, found.value) == (Confidence.LIKELY, "MP4")
    assert found_in(head, "video/mp4", complete=False) == []
    (found,) = found_in(head.replace(b"mp42\0\0\0\0mp42", b"M4A \0\0\0\0M4A "), "", complete=False)
    assert found.confidence is Confidence.LIKELY


def test_declared_samples_without_a_header() -> None:
    samples = random.Random(2).randbytes(32_000)
    (found,) = found_in(samples, "audio/l16; rate=16000")
    assert (found.confidence, found.rule) == (Confidence.LIKELY, "audio.declared_pcm")
    assert found.value == "PCM 16 bit, 1.0 s, 16000 Hz, 1 channel"
    assert found_in(samples, "audio/l16") == []
    assert found_in(samples, "audio/l16; rate=5") == []
    assert found_in(b"Please find my voice attached. " * 50, "audio/l16; rate=16000") == []
    assert found_in(samples, "application/octet-stream; rate=16000") == []


def test_every_spoken_digit() -> None:
    folder = SHARED / "audio/fsdd"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    files = sorted(folder.rglob("*.wav"))
    assert len(files) == 80
    for path in files:
        (found,) = found_in(path.read_bytes())
        assert found.value.endswith("8000 Hz, 1 channel")
