"""MP4, MOV and 3GP: pieces and foreign boxes first, then tracks, positions and lengths."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from analysis.media.movie import movie

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


FILE_TYPE = box(b"ftyp", b"mp42\0\0\0\0", b"mp42")
HEADER = box(b"mvhd", b"\0" * 12, struct.pack(">II", 1000, 2000), b"\0" * 80)


def track(kind: bytes, codec: bytes, extra: bytes = b"") -> bytes:
    entry = box(
        codec, b"\0" * 16, struct.pack(">HH", 1, 16), b"\0" * 4, struct.pack(">I", 44100 << 16), extra
    )
    media = box(b"mdhd", b"\0" * 12, struct.pack(">II", 1000, 2500), b"\0" * 4)
    handler = box(b"hdlr", b"\0" * 8, kind, b"\0" * 12)
    table = box(b"minf", box(b"stbl", box(b"stsd", b"\0" * 4, struct.pack(">I", 1), entry)))
    return box(b"trak", box(b"mdia", media, handler, table))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        FILE_TYPE,
        FILE_TYPE + box(b"moov"),
        box(b"ftyp", b"abcd\0\0\0\0", b"wxyz") + box(b"mdat", b"\0" * 5000),
        FILE_TYPE + b"and then text " * 200,
        box(b"moov", b"text" * 400),
        box(b"free", b"\0" * 5000),
        FILE_TYPE + box(b"moov", HEADER, track(b"text", b"tx3g")) + box(b"free"),
    ],
    ids=[
        "empty",
        "piece",
        "no tracks",
        "unknown brands",
        "text behind",
        "text inside",
        "no type",
        "subtitles only",
    ],
)
def test_no_film(data: bytes) -> None:
    assert movie(data) is None


def test_tracks_not_at_hand_is_likely() -> None:
    found = movie(FILE_TYPE + struct.pack(">I", 1 << 24) + b"mdat" + b"\0" * 2000)
    assert found is not None
    assert (found.sure, found.video_codec, found.sound) == (False, "", None)


def test_sound_track_seen_before_the_list_is_cut_off_is_not_called_sound() -> None:
    whole = FILE_TYPE + box(
        b"moov", HEADER, track(b"soun", b"alac"), box(b"free", b"\0" * 2000), track(b"vide", b"avc1")
    )
    cut = movie(whole[:1800])
    assert cut is not None
    assert cut.sound is None


def test_sound_only() -> None:
    found = movie(FILE_TYPE + box(b"moov", HEADER, track(b"soun", b"alac")))
    assert found is not None
    assert found.video_codec == ""
    assert found.sound is not None
    assert (found.sound.codec, found.sound.seconds, found.sound.sample_rate_hz) == ("alac", 2.5, 44100)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        (b"+32.0929+034.8620+028.516/", (32.0929, 34.862)),
        (b"-33.8568-151.2153/", (-33.8568, -151.2153)),
        (b"+00.0000+000.0000/", None),
        (b"+95.0000+000.0000/", None),
        (b"somewhere", None),
        (b"", None),
    ],
)
def test_position_in_user_data(text: bytes, position: tuple[float, float] | None) -> None:
    tag = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(text), 0x15C7), text))
    found = movie(FILE_TYPE + box(b"moov", HEADER, track(b"vide", b"avc1"), tag))
    assert found is not None
    assert (found.position and (found.position.latitude, found.position.longitude)) == position


def test_keyed_metadata_of_a_phone() -> None:
    path = SHARED / "photos/metadata-extractor/mov/with-gps.mov"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    found = movie(path.read_bytes())
    assert found is not None
    assert (found.make, found.model, found.taken_at) == ("Apple", "iPhone 6", "2019-07-24T11:25:40+0300")
    assert found.position is not None
    assert (found.position.latitude, found.position.longitude) == (32.0929, 34.862)
    assert found.position.latitude_precision_m == pytest.approx(11.132)


def test_what_a_browser_records() -> None:
    sound, film = (movie((DATA / name).read_bytes()) for name in ("recorder.mp4", "recorder-video.mp4"))
    assert sound is not None
    assert film is not None
    assert sound.sound is not None
    assert (sound.video_codec, sound.sound.codec, sound.media_type) == ("", "opus", "audio/mp4")
    assert (film.video_codec, film.width, film.height) == ("vp9", 320, 240)
    assert film.seconds == pytest.approx(3, abs=0.1)
