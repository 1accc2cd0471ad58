"""XMP packets: attributes, elements and lists; and bytes that hold none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.media.xmp import read_xmp

SPACES = (
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" '
    'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
)


def packet(attributes: str = "", elements: str = "") -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {SPACES} {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<x:xmpmeta",
        b"<rdf:RDF></rdf:RDF>",
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>",
        b"exif:GPSLatitude='1,2N'" * 50,
    ],
)
def test_no_packet(data: bytes) -> None:
    assert read_xmp(data) is None


def test_attributes_and_elements_say_the_same() -> None:
    attributes = packet(
        'exif:GPSLatitude="41,51.1800N" exif:GPSLongitude="12,29.3280W" tiff:Make="HTC" tiff:Model="Desire"'
    )
    elements = packet(
        elements="<exif:GPSLatitude>41,51.1800N</exif:GPSLatitude><exif:GPSLongitude>12,29.3280W</exif:GPSLongitude>"
        "<tiff:Make>HTC</tiff:Make><tiff:Model>Desire</tiff:Model>"
    )
    for data in (attributes, b"\xff\xd8junk" + elements + b"more"):
        found = read_xmp(data)
        assert found is not None
        assert (found.make, found.model) == ("HTC", "Desire")
        assert found.position is not None
        assert (round(found.position.latitude, 5), round(found.position.longitude, 5)) == (41.853, -12.4888)
        assert found.position.latitude_precision_m == pytest.approx(0.186, abs=0.01)


def test_degrees_minutes_and_seconds() -> None:
    found = read_xmp(packet('exif:GPSLatitude="41,51,11S" exif:GPSLongitude="12,29,20E"'))
    assert found is not None
    assert found.position is not None
    assert found.position.latitude == pytest.approx(-41.85306, abs=1e-5)
    assert found.position.latitude_precision_m == pytest.approx(30.9, abs=0.1)


@pytest.mark.parametrize(
    "attributes",
    [
        'exif:GPSLatitude="0,0.0N" exif:GPSLongitude="0,0.0E"',
        'exif:GPSLatitude="41,51.18N"',
        'exif:GPSLatitude="41,51.18E" exif:GPSLongitude="12,29.3N"',
        'exif:GPSLatitude="91,51.18N" exif:GPSLongitude="12,29.3E"',
        'exif:GPSLatitude="41.853" exif:GPSLongitude="12.4888"',
        'other:GPSLatitude="41,51.18N" other:GPSLongitude="12,29.3E"',
    ],
)
def test_placeholders_and_other_notations_are_no_position(attributes: str) -> None:
    found = read_xmp(packet(attributes))
    assert found is not None
    assert found.position is None


def test_lists_people_times_and_permissions() -> None:
    found = read_xmp(packet(
        'exif:DateTimeOriginal="2020-05-04T18:39:11+10:00" aux:SerialNumber="053022005903" '
        'plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING" '
        'ext:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"',
        "<dc:creator><rdf:Seq><rdf:li>A. &amp; B. Tester</rdf:li></rdf:Seq></dc:creator>",
    ))  # fmt: skip
    assert found is not None
    assert (found.taken_at, found.taken_at_tag) == ("2020-05-04T18:39:11+10:00", "DateTimeOriginal")
    assert (found.serial, found.creator) == ("053022005903", "A. & B. Tester")
    assert (found.data_mining, found.source_type) == ("DMI-PROHIBITED-AIMLTRAINING", "digitalCapture")
    assert "plus" in found.spaces


@given(st.binary(max_size=300), st.integers(0, 600))
def test_damaged_packets_are_read_or_refused(noise: bytes, at: int) -> None:
    whole = packet(
        'exif:GPSLatitude="41,51.1800N" exif:GPSLongitude="12,29.3280W"',
        "<dc:creator><rdf:li>x</rdf:li></dc:creator>",
    )
    for data in (whole[:at] + noise + whole[at:], noise):
        assert read_xmp(data) is None or b"<x:xmpmeta" in data or b"<rdf:RDF" in data
