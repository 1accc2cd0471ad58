"""EXIF: what Pillow and exifread write and read is the peer; the sender's offsets must never hang or break the reader."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path

import exifread
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from analysis.media.exif import read_exif
from analysis.media.images import recognise_image

SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


def block(gps: dict[int, object] | None = None, **tags: dict[int, object]) -> bytes:
    """A TIFF block as Pillow writes it."""
    exif = Image.Exif()
    for tag, value in tags.get("first", {}).items():
        exif[tag] = value
    for tag, value in tags.get("details", {}).items():
        exif.get_ifd(0x8769)[tag] = value
    for tag, value in (gps or {}).items():
        exif.get_ifd(0x8825)[tag] = value
    return exif.tobytes().removeprefix(b"Exif\0\0")


def dms(degrees: float, minutes: float, seconds: float) -> tuple[IFDRational, ...]:
    return (IFDRational(degrees), IFDRational(minutes), IFDRational(round(seconds * 100), 100))


SYDNEY = {1: "S", 2: dms(33, 51, 24.84), 3: "E", 4: dms(151, 12, 54.6)}


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: dms(0, 0, 0), 3: "E", 4: dms(0, 0, 0)},
        {**SYDNEY, 1: ""},
        {**SYDNEY, 3: "X"},
        {**SYDNEY, 2: dms(91, 0, 0)},
        {**SYDNEY, 4: dms(181, 0, 0)},
        {1: "S", 2: dms(33, 51, 24.84)},
        {0: b"\2\3\0\0"},
    ],
    ids=[
        "origin",
        "no hemisphere",
        "bad hemisphere",
        "beyond the pole",
        "beyond 180",
        "half",
        "version only",
    ],
)
def test_no_position(gps: dict[int, object]) -> None:
    found = read_exif(block(gps, first={0x10F: "Maker"}))
    assert found is not None
    assert found.position is None


@pytest.mark.parametrize(
    "text", [b"", b"II*\0", b"MM\0*\0\0\0\x08", b"GIF89a", b"II*\0\xff\xff\xff\xff", b"<html>"]
)
def test_no_block(text: bytes) -> None:
    assert read_exif(text) is None


def test_zero_denominator_is_a_placeholder() -> None:
    good = block(SYDNEY)
    at = good.index(struct.pack("<II", 33, 1) if good[:2] == b"II" else struct.pack(">II", 33, 1))
    bad = good[:at] + good[at : at + 4] + b"\0\0\0\0" + good[at + 8 :]
    found = read_exif(bad)
    assert found is not None
    assert found.position is None


def test_position_and_its_precision() -> None:
    found = read_exif(block(SYDNEY))
    assert found is not None
    assert found.position is not None
    assert found.position.latitude == pytest.approx(-33.8569, abs=1e-6)
    assert found.position.longitude == pytest.approx(151.215167, abs=1e-6)
    # seconds were written as n/25 and n/5 after reduction: steps of 1.2 m and 6.2 m x cos(lat)
    assert found.position.latitude_precision_m == pytest.approx(111_320 / 3600 / 25, abs=0.01)
    assert found.position.longitude_precision_m < 6.2


def test_accuracy_of_the_device_is_the_lower_bound() -> None:
    found = read_exif(block({**SYDNEY, 0x1F: IFDRational(65)}))
    assert found is not None
    assert found.position is not None
    assert found.position.latitude_precision_m == 65


def test_texts() -> None:
    found = read_exif(
        block(
            first={0x10F: "Apple", 0x110: "iPhone 11", 0x13B: "A. Tester", 0x132: "2021:01:01 00:00:00"},
            details={
                0x9003: "2020:05:04 18:39:11",
                0x9011: "-04:00",
                0xA431: "F17C1",
                0xA435: "L9",
                0xA430: "Owner",
            },
        )
    )
    assert found is not None
    assert (found.make, found.model, found.artist, found.owner) == (
        "Apple",
        "iPhone 11",
        "A. Tester",
        "Owner",
    )
    assert (found.taken_at, found.taken_at_tag) == ("2020-05-04T18:39:11-04:00", "DateTimeOriginal")
    assert (found.body_serial, found.lens_serial) == ("F17C1", "L9")


@pytest.mark.parametrize("time", ["0000:00:00 00:00:00", "yesterday", "    :  :     :  :  "])
def test_no_time(time: str) -> None:
    found = read_exif(block(first={0x10F: "x"}, details={0x9003: time}))
    assert found is not None
    assert found.taken_at == ""


def test_a_directory_that_points_at_itself_ends() -> None:
    loop = b"II*\0\x08\0\0\0" + struct.pack("<H", 2)
    loop += (
        struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x8825, 4, 1, 8) + struct.pack("<I", 8)
    )
    assert read_exif(loop) is not None


@given(st.binary(max_size=300), st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b""]))
def test_never_raises(data: bytes, head: bytes) -> None:
    read_exif(head + data)


@settings(deadline=None)
@given(st.data())
def test_never_raises_when_damaged(data: st.DataObject) -> None:
    damaged = bytearray(block(SYDNEY, first={0x10F: "Maker"}, details={0x9003: "2020:05:04 18:39:11"}))
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    read_exif(bytes(damaged)[: data.draw(st.integers(0, len(damaged)))])


def test_truth_of_real_photos() -> None:
    truth = SHARED / "TRUTH_exif.csv"
    if not truth.exists():
        pytest.skip("../shared/data is absent")
    with truth.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["MIMEType"].startswith("image/")]
    for row in rows:
        data = (SHARED / row["SourceFile"]).read_bytes()
        picture = recognise_image(data)
        assert picture is not None, row["SourceFile"]
        found = read_exif(picture.exif)
        if row["Make"] or row["GPSLatitude"]:
            assert found is not None
            assert (found.make, found.model) == (row["Make"], row["Model"])
            assert found.taken_at[:19] == row["DateTimeOriginal"].replace(":", "-", 2).replace(" ", "T")
            assert found.body_serial == row["SerialNumber"]
        position = found.position if found else None
        assert bool(position) == bool(row["GPSLatitude"]), row["SourceFile"]
        if position is not None:
            assert position.latitude == pytest.approx(float(row["GPSLatitude"]), abs=1e-7)
            assert position.longitude == pytest.approx(float(row["GPSLongitude"]), abs=1e-7)


def test_agrees_with_exifread() -> None:
    folder = SHARED / "photos"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    compared = 0
    for path in sorted([*folder.rglob("*.jpg"), *folder.rglob("*.webp")]):
        picture = recognise_image(path.read_bytes())
        assert picture is not None
        theirs = exifread.process_file(
            io.BytesIO(picture.exif), details=False
        )  # it misses WebP without "Exif"
        ours = read_exif(picture.exif)
        assert ours is not None
        for name, value in (("Image Make", ours.make), ("Image Model", ours.model)):
            assert str(theirs.get(name, "")).strip() == value
            compared += 1
        assert exifread.utils.get_gps_coords(theirs) == pytest.approx(
            (ours.position.latitude, ours.position.longitude) if ours.position else (), abs=1e-7
        )
    assert compared >= 8
