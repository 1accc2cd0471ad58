"""HEIC, HEIF and AVIF by their boxes, the malformed ones included."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.media.heif import heif_picture

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


@pytest.mark.parametrize(
    "name", ["recorder.mp4", "recorder-video.mp4", "fixture.m4a", "fixture.mov", "fixture.mid"]
)
def test_other_boxes_are_no_picture(name: str) -> None:
    assert heif_picture((DATA / name).read_bytes()) is None


def test_brand_alone_is_none_and_with_a_box_behind_it_likely() -> None:
    brand = b"\0\0\0\x14ftypheic\0\0\0\0heic"
    assert heif_picture(brand) is None
    found = heif_picture(brand + b"\0\1\0\0mdat" + b"\0" * 100)
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    ("name", "expected"),
    [("cheers_1440x960.heic", ("HEIC", 1440, 960)), ("32Bit-72dpi-sRGB-800x600.avif", ("AVIF", 800, 600))],
)
def test_size(name: str, expected: tuple[str, int, int]) -> None:
    found = heif_picture((DATA / name).read_bytes())
    assert found is not None
    assert (found.format, found.width, found.height) == expected


def test_malformed_files_do_not_crash() -> None:
    folder = SHARED / "photos/metadata-extractor-nogps/heic"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    files = sorted(folder.glob("*.heif"))
    assert len(files) == 4
    for path in files:
        found = heif_picture(path.read_bytes())
        assert found is None or found.format == "HEIC"


def test_sequence_and_exif_at_the_end() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/data is absent")
    sequence = heif_picture((SHARED / "audio/file-type/fixture-msf1.heic").read_bytes())
    assert sequence is not None
    assert sequence.width
    late = (SHARED / "photos/metadata-extractor/heic/exif-at-eof.heic").read_bytes()
    whole, head = heif_picture(late), heif_picture(late[:65536])
    assert whole is not None
    assert head is not None
    assert b"iPhone 11 Pro" in whole.exif
    assert head.exif == b""
    assert (head.width, head.height) == (whole.width, whole.height)
