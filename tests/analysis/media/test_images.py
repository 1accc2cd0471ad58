"""Still images: look-alikes first, then real files against Pillow, then every truncation."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from analysis.media.images import recognise_image

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


def made(kind: str, size: tuple[int, int] = (100, 80), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 10, 30)).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><img src=data:image/jpeg>",
        b'{"WEBP": "RIFF"}',
        b"GIF89a is a format of 1989, and still about!",
        b"GIF89a" + b"\0" * 20,
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff\xd9 and then text",
        b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xd9" * 40,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 30,
        b"RIFF\x10\0\0\0WEBPtext and more text and more text",
        b"RIFF\x24\0\0\0AVI LIST" + b"\0" * 64,
        b"II*\0 this starts like a TIFF and is a sentence",
        b"MM\0*\0\0\0\x08\0\x00\0\0\0\0",
        b"\0\0\1\0\1\0\x10\x10\0\0" + b"\0" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"wOF2" + b"\0" * 60,
        b"%PDF-1.7\n" + b"\xff\xd8\xff\xe0" * 10,
        b"PK\x03\x04" + b"\0" * 60,
        b"\0\0\0\x18ftypxyzw\0\0\0\0xyzwabcd\0\0\0\x08free",
        b"\0\0\0\x18ftypheic\0\0\0\0",
    ],
    ids=lambda data: repr(data[:16]),
)
def test_no_image(data: bytes) -> None:
    assert recognise_image(data) is None


def test_real_files_that_are_no_image() -> None:
    for name in (
        "fixture-json.webp",
        "fixture.mid",
        "fixture.opus",
        "fixture.mov",
        "recorder.mp4",
        "recorder-video.webm",
    ):
        assert recognise_image((DATA / name).read_bytes()) is None, name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("size", [(100, 80), (1, 1), (300, 4)])
def test_size_as_pillow_wrote_it(kind: str, size: tuple[int, int]) -> None:
    found = recognise_image(made(kind, size))
    assert found is not None
    assert (found.format.upper(), found.width, found.height) == (kind, *size)
    assert found.sure


def test_progressive_and_lossless() -> None:
    for data in (made("JPEG", progressive=True), made("WEBP", lossless=True), made("PNG", compress_level=0)):
        found = recognise_image(data)
        assert found is not None
        assert (found.width, found.height) == (100, 80)


def test_files_of_cameras_and_tools_against_pillow() -> None:
    folder = SHARED / "photos"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    compared = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".jpg", ".webp", ".gif", ".avif", ".png"):
            continue
        found = recognise_image(path.read_bytes())
        assert found is not None, path.name
        with Image.open(path) as theirs:
            assert {found.width, found.height} == set(theirs.size), path.name
        compared += 1
    assert compared >= 8


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_exif_is_found_in_each_format(kind: str) -> None:
    exif = Image.Exif()
    exif[0x10F] = "Maker"
    found = recognise_image(made(kind, exif=exif))
    assert found is not None
    assert b"Maker" in found.exif
    assert found.exif[:4] in (b"II*\0", b"MM\0*")


def test_jpeg_head_without_its_frame_header() -> None:
    exif = b"\xff\xe1" + struct.pack(">H", 60_002) + b"Exif\0\0" + b"\0" * 59_994
    found = recognise_image(b"\xff\xd8" + exif + b"\xff\xe2\xff\xffICC_PROFILE\0")
    assert found is not None
    assert (found.format, found.width) == ("JPEG", None)


def test_png_with_a_wrong_checksum_is_none() -> None:
    data = bytearray(made("PNG"))
    data[20] ^= 1
    assert recognise_image(bytes(data)) is None
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    assert recognise_image(bytes(data)) is not None


FILES = {kind: made(kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF")}
FILES |= {
    path.name: path.read_bytes()
    for path in DATA.glob("*.*")
    if path.suffix in (".heic", ".avif", ".gif", ".webp")
}


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_truncated_file_is_the_same_image_or_none(name: str, draw: st.DataObject) -> None:
    data = FILES[name]
    whole, cut = recognise_image(data), recognise_image(data[: draw.draw(st.integers(0, len(data)))])
    if whole is None or cut is None:
        return
    assert cut.format in (whole.format, "HEIF")
    assert cut.width in (whole.width, None)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_damaged_file_never_raises(name: str, draw: st.DataObject) -> None:
    damaged = bytearray(FILES[name])
    for _ in range(draw.draw(st.integers(1, 10))):
        damaged[draw.draw(st.integers(0, min(len(damaged), 600) - 1))] = draw.draw(
            st.sampled_from([0, 1, 127, 255])
        )
    recognise_image(bytes(damaged))


def bitmap(
    *, width: int = 300, height: int = 200, depth: int = 24, planes: int = 1, start: int = 54
) -> bytes:
    head = (
        b"BM"
        + (54).to_bytes(4, "little")
        + bytes(4)
        + start.to_bytes(4, "little")
        + (40).to_bytes(4, "little")
    )
    sides = width.to_bytes(4, "little", signed=True) + height.to_bytes(4, "little", signed=True)
    return head + sides + planes.to_bytes(2, "little") + depth.to_bytes(2, "little") + bytes(24)


@pytest.mark.parametrize("height", [200, -200])
def test_a_bitmap_tells_its_size(height: int) -> None:
    found = recognise_image(bitmap(height=height))
    assert found is not None
    assert (found.format, found.width, found.height) == ("BMP", 300, 200)


@pytest.mark.parametrize(
    "data",
    [b"BM", b"BMW 320d, 150000 km, first owner, very good condition, no accident", bitmap(planes=0), bitmap(depth=7),
     bitmap(width=0), bitmap(start=1 << 20)],
)  # fmt: skip
def test_what_only_begins_as_a_bitmap_is_none(data: bytes) -> None:
    assert recognise_image(data) is None
