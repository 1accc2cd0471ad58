"""WebM and Matroska: other EBML first."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.media.matroska import matroska

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"
HEADER = b"\x1a\x45\xdf\xa3"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        HEADER,
        HEADER + b"\x87\x42\x82\x84text",
        HEADER + b"\x87\x42\x82\x84webm",
        HEADER + b"\x00" * 40,
        b"webm" * 20,
    ],
)
def test_no_film(data: bytes) -> None:
    assert matroska(data, complete=True) is None


def test_what_a_browser_records() -> None:
    data = (DATA / "recorder.webm").read_bytes()
    found = matroska(data, complete=True)
    assert found is not None
    assert found.sound is not None
    assert (found.video_codec, found.media_type) == ("", "audio/webm")
    assert found.sound.seconds == pytest.approx(3, abs=0.1)
    head = matroska(data[:2000], complete=False)
    assert head is not None
    assert head.seconds is None
    film = matroska((DATA / "recorder-video.webm").read_bytes(), complete=True)
    assert film is not None
    assert (film.video_codec, film.width, film.height) == ("vp8", 320, 240)
    assert film.seconds == pytest.approx(3, abs=0.1)


def test_duration_in_the_header_is_known_from_the_head() -> None:
    path = SHARED / "audio/file-type/fixture-null.webm"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    found = matroska(path.read_bytes()[:65536], complete=False)
    assert found is not None
    assert found.seconds == pytest.approx(4.2439, rel=0.01)
