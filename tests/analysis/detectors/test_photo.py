"""Photos and films: what must not be one, then what the camera wrote into it."""

from __future__ import annotations

import csv
import io
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from analysis.detectors.photo import DETECTOR
from analysis.payload import Blob, Payload
from analysis.records import Confidence, Observation, Transmission

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


def found_in(
    data: bytes, media_type: str = "", *, complete: bool = True, size: int | None = None
) -> list[Observation]:
    blob = Blob(
        path="body>multipart:photo",
        context="body",
        name="photo",
        names=("photo",),
        data=data,
        media_type=media_type,
        filename="",
        size=size if size is not None else len(data),
        complete=complete,
    )
    sent = Transmission(id="t", flow_id="f", seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test")
    found = list(DETECTOR.detect(Payload(transmission=sent, blobs=(blob,))))
    for item in found:
        assert item.category in DETECTOR.categories
        assert item.rule in DETECTOR.rules
        assert item.path.startswith(blob.path)
        assert item.reasoning
    return found


def made(kind: str = "JPEG", size: tuple[int, int] = (320, 240), exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (10, 120, 200)).save(out, kind, **({"exif": exif} if exif is not None else {}))
    return out.getvalue()


def camera(*, serial: str = "053022005903", owner: str = "A. Tester", artist: str = "") -> Image.Exif:
    exif = Image.Exif()
    exif[0x10F], exif[0x110] = "Apple", "iPhone 11 Pro"
    if artist:
        exif[0x13B] = artist
    exif.get_ifd(0x8769).update(
        {0x9003: "2020:05:04 18:39:11", 0x9011: "+10:00", 0xA431: serial, 0xA430: owner}
    )
    minutes, seconds = IFDRational(51), IFDRational(2484, 100)
    exif.get_ifd(0x8825).update(
        {
            1: "S",
            2: (IFDRational(33), minutes, seconds),
            3: "E",
            4: (IFDRational(151), IFDRational(12), IFDRational(54)),
        }
    )
    return exif


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"photo": "none"}',
        b"<!doctype html><title>413 Too large</title>",
        b"wOF2\0\1\0\0" + bytes(200),
        b"PK\x03\x04" + bytes(200),
        b"%PDF-1.4 ",
        b"\0\0\1\0\1\0\x80\x80" + bytes(400),
        b"<svg xmlns='http://www.w3.org/2000/svg' width='900'/>",
        b"\x08\x96\x01\x12\x04\xff\xd8\xff\xe0" + bytes(50),
    ],
    ids=lambda data: repr(data[:12]),
)
@pytest.mark.parametrize("media_type", ["", "image/jpeg"])
def test_no_photo(data: bytes, media_type: str) -> None:
    assert found_in(data, media_type) == []


def test_sounds_and_scores_are_no_photo() -> None:
    for name in (
        "fixture.mid",
        "fixture.m4a",
        "fixture.opus",
        "recorder.webm",
        "recorder.mp4",
        "fixture-json.webp",
    ):
        assert found_in((DATA / name).read_bytes()) == [], name


def test_random_bytes_are_no_photo() -> None:
    source = random.Random(5)
    assert not any(found_in(source.randbytes(600)) for _ in range(3000))


@pytest.mark.parametrize("kind", ["GIF", "PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (16, 16), (64, 64)])
def test_interface_assets_are_no_photo(kind: str, size: tuple[int, int]) -> None:
    assert found_in(made(kind, size)) == []
    assert found_in((DATA / "mspaint-10x10.gif").read_bytes()) == []


def test_a_small_image_with_camera_data_is_a_photo() -> None:
    assert found_in(made("JPEG", (1, 1), camera()))[0].category == "photo.image"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_photo_by_content_whatever_was_declared(kind: str) -> None:
    (found,) = found_in(made(kind), "application/octet-stream", size=99_999)
    assert found.confidence is Confidence.CERTAIN
    assert found.value.upper() == f"{kind} 320X240"
    assert found.measures is not None
    assert (found.measures.width, found.measures.height, found.measures.size) == (320, 240, 99_999)
    assert found.measures.media_type == f"image/{kind.lower()}"
    assert "declared application/octet-stream" in found.reasoning


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_what_the_camera_wrote(kind: str) -> None:
    found = {item.property: item for item in found_in(made(kind, exif=camera()))}
    assert set(found) == {
        "x_photo", "latitude", "longitude", "x_photoTakenAt", "x_photoMakeModel", "x_photoSerial", "x_photoOwner",
    }  # fmt: skip
    assert found["latitude"].value == "-33.8569"
    assert found["longitude"].value == "151.215"
    assert found["latitude"].path == "body>multipart:photo>exif:GPSLatitude"
    assert found["latitude"].category == "location.precise"
    assert "GPSInfo" in found["latitude"].reasoning
    assert "33" not in found["latitude"].reasoning
    assert found["latitude"].measures is not None
    assert found["latitude"].measures.precision_m == pytest.approx(1.237, abs=0.01)
    assert found["x_photoTakenAt"].value == "2020-05-04T18:39:11+10:00"
    assert found["x_photoMakeModel"].value == "Apple iPhone 11 Pro"
    assert (found["x_photoSerial"].category, found["x_photoSerial"].value) == (
        "identifier.device",
        "053022005903",
    )
    assert (found["x_photoOwner"].category, found["x_photoOwner"].value) == (
        "identifier.account",
        "A. Tester",
    )


def test_placeholders_are_no_identifier() -> None:
    found = {item.property for item in found_in(made(exif=camera(serial="0000000000", owner="unknown")))}
    assert found.isdisjoint({"x_photoSerial", "x_photoOwner"})


def test_artist_is_likely_the_owner() -> None:
    found = [
        item
        for item in found_in(made(exif=camera(owner="", artist="B. Tester")))
        if item.property == "x_photoOwner"
    ]
    assert [(item.value, item.confidence) for item in found] == [("B. Tester", Confidence.LIKELY)]


def test_origin_is_no_position() -> None:
    exif = camera()
    zero = (IFDRational(0), IFDRational(0), IFDRational(0))
    exif.get_ifd(0x8825).update({2: zero, 4: zero})
    assert not [item for item in found_in(made(exif=exif)) if item.category == "location.precise"]


def test_damaged_exif_leaves_the_photo() -> None:
    data = bytearray(made(exif=camera()))
    at = data.index(b"Exif\0\0") + 6
    data[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    assert [item.property for item in found_in(bytes(data))] == ["x_photo"]


def test_head_sample() -> None:
    noise = Image.frombytes("RGB", (400, 300), random.Random(1).randbytes(360_000))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95, exif=camera())
    found = found_in(out.getvalue()[:65536], complete=False, size=5_000_000)
    assert found[0].value == "JPEG 400x300"
    assert found[0].measures is not None
    assert found[0].measures.size == 5_000_000
    assert len(found) == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("recorder-video.webm", "WebM 320x240, 3.0 s, with sound"),
        ("recorder-video.mp4", "MP4 320x240, 3.0 s, with sound"),
        ("fixture.mov", "MOV 268x156, 0.7 s"),
    ],
)
def test_film(name: str, value: str) -> None:
    found = found_in((DATA / name).read_bytes())[0]
    assert (found.category, found.property, found.value) == ("photo.video", "x_video", value)
    assert found.confidence is Confidence.CERTAIN


def test_film_without_its_tracks_is_likely_unless_declared_as_sound() -> None:
    head = b"\0\0\0\x14ftypmp42\0\0\0\0mp42" + b"\1\0\0\0mdat" + bytes(3000)
    (found,) = found_in(head, complete=False, size=20_000_000)
    assert (found.category, found.confidence) == ("photo.video", Confidence.LIKELY)
    assert found_in(head, "audio/mp4", complete=False) == []


def test_film_of_a_phone() -> None:
    path = SHARED / "photos/metadata-extractor/mov/with-gps.mov"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    found = {item.property: item.value for item in found_in(path.read_bytes())}
    assert (found["latitude"], found["longitude"]) == ("32.0929", "34.862")
    assert found["x_photoMakeModel"] == "Apple iPhone 6"
    assert found["x_photoTakenAt"].startswith("2019-07-24T11:25:40")


def test_truth_of_real_photos() -> None:
    truth = SHARED / "TRUTH_exif.csv"
    if not truth.exists():
        pytest.skip("../shared/data is absent")
    with truth.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 20
    for row in rows:
        found = {item.property: item.value for item in found_in((SHARED / row["SourceFile"]).read_bytes())}
        assert ("latitude" in found) == bool(row["GPSLatitude"]), row["SourceFile"]
        if row["GPSLatitude"]:
            assert float(found["latitude"]) == pytest.approx(float(row["GPSLatitude"]), abs=1e-6)
            assert float(found["longitude"]) == pytest.approx(float(row["GPSLongitude"]), abs=1e-6)
        assert row["Model"] in found.get("x_photoMakeModel", "")
        assert found.get("x_photoSerial", "") in (
            "",
            row["SerialNumber"],
            "0000214e1c",
        )  # the last is the lens
