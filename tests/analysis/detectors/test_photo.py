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


def made(
    kind: str = "JPEG",
    size: tuple[int, int] = (320, 240),
    exif: Image.Exif | None = None,
    *,
    plain: bool = False,
) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, (10, 120, 200))
    if not plain:
        image.putpixel((0, 0), (200, 120, 10))
    image.save(out, kind, **({"exif": exif} if exif is not None else {}))
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
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\xff\xd8" + bytes(300),
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"GIF89a",
        b"GIF89a is the name of a format",
        b"RIFF\x20\0\0\0WEBP",
        b"RIFF\x20\0\0\0WEBPVP8 " + bytes(40),
        b"RIFF\x20\0\0\0WAVEfmt " + bytes(40),
        b"II*\0" + bytes(40),
        b"MM\0*\0\0\0\x08\0\0",
        b"\0\0\0\x18ftypheic" + bytes(12),
        b"\0\0\0\x18ftypjunk" + bytes(200),
        b"BM" + bytes(500),
        b"8BPS\0\1" + bytes(500),
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>" * 10,
        b"jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71" * 20,
        b"Exif\0\0II*\0\x08\0\0\0" + bytes(80),
        b"\x1a\x45\xdf\xa3" + bytes(300),
        b"%!PS-Adobe-3.0" + bytes(200),
        b"glTF\x02\0\0\0" + bytes(300),
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
    found = found_in(made(kind), "application/octet-stream", size=99_999)[0]
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
        "x_photo", "x_pictureKind", "latitude", "longitude", "x_photoTakenAt", "x_photoMakeModel", "model", "x_photoSerial",
        "x_photoOwner",
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
    assert len(found) == 9


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


# -- XMP, IPTC, C2PA, kind ----------------------------------------------------------------------------------------

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
    b'exif:GPSLatitude="33,51.4140S" exif:GPSLongitude="151,12.9000E" tiff:Make="Apple" tiff:Model="iPhone 11 Pro" '
    b'exif:DateTimeOriginal="2020-05-04T18:39:11+10:00" '
    b'plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING">'
    b"<dc:creator><rdf:Seq><rdf:li>A. Tester</rdf:li></rdf:Seq></dc:creator>"
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    return jpeg[:2] + bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content + jpeg[2:]


def test_what_xmp_alone_says() -> None:
    data = with_segment(made(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    found = {item.property: item for item in found_in(data)}
    assert found["x_photo"].reasoning.endswith("It carries XMP (dc, exif, plus, tiff).")
    assert (found["latitude"].value, found["longitude"].value) == ("-33.8569", "151.215")
    assert (found["latitude"].rule, found["latitude"].path) == (
        "photo.xmp_position",
        "body>multipart:photo>xmp:GPSLatitude",
    )
    assert found["x_photoMakeModel"].value == "Apple iPhone 11 Pro"
    assert found["x_photoTakenAt"].value == "2020-05-04T18:39:11+10:00"
    assert found["x_photoTrainingPermission"].value == "DMI-PROHIBITED-AIMLTRAINING"
    assert (found["x_photoOwner"].value, found["x_photoOwner"].confidence) == ("A. Tester", Confidence.LIKELY)


def test_exif_goes_before_xmp() -> None:
    data = with_segment(made(exif=camera(owner="A. Tester")), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    found = found_in(data)
    assert [item.property for item in found].count("latitude") == 1
    assert next(item for item in found if item.property == "latitude").rule == "photo.exif_position"
    assert [item.value for item in found if item.property == "x_photoOwner"] == ["A. Tester"]


def test_iptc_by_line() -> None:
    sets = b"\x1c\x02\x50\0\x09C. Tester" + b"\x1c\x02\x5a\0\x06Berlin"
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(sets).to_bytes(4, "big") + sets
    found = {item.property: item for item in found_in(with_segment(made(), 0xED, block))}
    assert (found["x_photoOwner"].value, found["x_photoOwner"].rule) == ("C. Tester", "photo.iptc_tag")
    assert found["x_photo"].reasoning.endswith("It carries IPTC (By-line, City).")


def test_a_c2pa_manifest_and_what_it_forbids() -> None:
    store = b"jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0"
    entry = b"c2pa.training-mining\0\xa1gentries\xa1ppc2pa.ai_training\xa1cusejnotAllowed"
    found = {
        item.property: item
        for item in found_in(with_segment(made(), 0xEB, b"JP\0\1\0\0\0\1" + store + entry))
    }
    assert found["x_photoProvenance"].value == "C2PA manifest"
    assert found["x_photoTrainingPermission"].value == "ai_training: notAllowed"
    assert found["x_photoTrainingPermission"].path == "body>multipart:photo>c2pa:training-mining"


def test_the_tags_that_are_there_are_named() -> None:
    reasoning = found_in(made(exif=camera()))[0].reasoning
    assert (
        "EXIF (Make, Model, DateTimeOriginal, OffsetTimeOriginal, CameraOwnerName, BodySerialNumber, GPSLatitude"
        in reasoning
    )


def test_kinds_of_pictures() -> None:
    def kind(data: bytes) -> tuple[str, str]:
        (found,) = [item for item in found_in(data) if item.property == "x_pictureKind"]
        return found.value, str(found.confidence)

    assert kind(made(exif=camera())) == ("camera photo", "likely")
    assert kind(made("PNG", (1170, 2532))) == ("screenshot", "possible")
    assert kind(made("PNG", (192, 192))) == ("interface asset", "possible")
    assert kind(made("JPEG", (1600, 1200))) == ("camera photo", "possible")
    commented = Image.Exif()
    commented.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0Screenshot"
    assert kind(made("JPEG", (900, 1600), commented)) == ("screenshot", "likely")


def test_a_picture_of_one_colour_shows_nothing_but_what_the_camera_wrote() -> None:
    assert found_in(made("PNG", (320, 240), plain=True)) == []
    assert found_in(made("PNG", (320, 240))) != []
    assert "latitude" in {item.property for item in found_in(made("PNG", (320, 240), camera(), plain=True))}
