"""Bytes that nothing read are named with their size, how random they are, and their format where its signature tells."""

from __future__ import annotations

import random
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.detectors.opaque import DETECTOR
from analysis.entropy import entropy_of
from analysis.payload import Blob, Payload
from analysis.records import Confidence, Observation, Transmission

SENT = Transmission(id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test")
NOISE = random.Random(7).randbytes(4096)


def see(
    data: bytes, *, size: int | None = None, media_type: str = "", complete: bool = True
) -> list[Observation]:
    blob = Blob(
        path="body", context="body", name="", names=(), data=data, media_type=media_type, filename="",
        size=len(data) if size is None else size, complete=complete,
    )  # fmt: skip
    return list(DETECTOR.detect(Payload(transmission=SENT, blobs=(blob,))))


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\xac\xed\x00\x05", b"%PDF-1.7", b"PK\x03\x04", NOISE[:15], b"0" * 15]
)
def test_a_few_bytes_are_not_reported(data: bytes) -> None:
    assert see(data) == []


def test_a_message_without_bytes() -> None:
    assert list(DETECTOR.detect(Payload(transmission=SENT))) == []


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xac\xed\x00\x05sr\x00\x04", "Java serialised objects"), (b"%PDF-1.7\n", "PDF document"),
        (b"PK\x03\x04\x14\0", "ZIP archive"), (b"-----BEGIN PGP MESSAGE-----\n", "OpenPGP armour"),
        (b"SQLite format 3\x00", "SQLite database"), (b"Salted__abcdefgh", "OpenSSL encrypted data"),
        (b"bplist00\xd1\x01\x02", "binary property list"), (b"7z\xbc\xaf\x27\x1c\0\x04", "7-Zip archive"),
        (b"\xfd7zXZ\x00\0\x04", "xz data"), (b":)\n\0", "Smile data"), (b"Obj\x01\x04", "Avro container"),
        (b"\x1f\x8b\x08\0", "gzip data"), (b"BZh91AY&SY", "bzip2 data"), (b"\x16\x03\x01\x02\0", "TLS records"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG image"), (b"\0\0\0\x18ftypmp42", "ISO media file"), (b"MDMP\x93\xa7",
        "Windows minidump"),
    ],
)  # fmt: skip
def test_a_known_format(head: bytes, name: str) -> None:
    (seen,) = see(head + bytes(40))
    assert (seen.category, seen.property, seen.rule) == ("opaque.bytes", "x_opaque", "opaque.known")
    assert seen.value.endswith(f" bits/byte, {name}")
    assert seen.confidence is Confidence.CERTAIN


def test_an_unknown_format() -> None:
    (seen,) = see(b"\x01\x02\x03\x04" * 5)
    assert seen.value == "20 bytes, entropy 2.0 bits/byte, unknown format"
    assert seen.rule == "opaque.unknown"
    assert seen.measures is not None
    assert seen.measures.size == 20


@pytest.mark.parametrize(
    "data", [NOISE, zlib.compress(b" ".join(str(n * n).encode() for n in range(4000)))[2:-4]]
)
def test_random_bytes_are_said_to_be_so(data: bytes) -> None:
    (seen,) = see(data)
    assert seen.value.endswith("encrypted, compressed or random")


@pytest.mark.parametrize(
    "head",
    [
        b"\xac\xed\x00\x04", b"\xac\xee\x00\x05", b"%PDX-1.7", b" %PDF-1.7", b"PK\x01\x02", b"pk\x03\x04", b"P\x00K\x03\x04",
        b"\x1f\x8b\x00", b"BZh0", b"BZhello", b"SQLite 3", b"7z\xbc\xaf\x27\x1d", b"Rar?\x1a\x07", b"\x28\xb5\x2f\xfe",
        b"bplist", b"saltedxx", b"Salted_", b"\x16\x03\x09", b"\xff\xd8\x00", b"\x89png", b"RIF?", b"Ogg ", b"\x00\x00ftyp",
        b"\x7fELG", b"MDM?", b"\xca\xfe\xba\xbf", b"ARROWS", b"PAR2", b"Obj\x02",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_format(head: bytes) -> None:
    (seen,) = see(head + bytes(40))
    assert seen.value.endswith("unknown format")


def test_short_noise_is_not_said_to_be_random() -> None:
    assert see(NOISE[:200])[0].value.endswith("unknown format")


def test_a_sample_says_so_and_gives_the_whole_size() -> None:
    (seen,) = see(NOISE, size=5_000_000, complete=False, media_type="application/octet-stream")
    assert seen.value.startswith("5,000,000 bytes, entropy 8.0 bits")
    assert "sent as application/octet-stream; only the first 4,096 bytes were kept" in seen.reasoning
    assert seen.measures is not None
    assert (seen.measures.size, seen.measures.media_type) == (5_000_000, "application/octet-stream")


@given(st.binary(max_size=600))
def test_entropy_is_between_nothing_and_eight_bits(data: bytes) -> None:
    assert 0 <= entropy_of(data) <= 8
    if data:
        assert entropy_of(bytes([data[0]]) * len(data)) == 0


def test_entropy_of_all_bytes() -> None:
    assert entropy_of(bytes(range(256))) == 8


@given(st.binary(min_size=16, max_size=600))
def test_any_bytes_give_one_short_line(data: bytes) -> None:
    assume(len(set(data)) > 1 and data[2] - data[1] != data[1] - data[0])
    (seen,) = see(data)
    assert len(seen.value) <= 80
    assert seen.value.isprintable()


def png(side: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + side.to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0" + bytes(60)


def test_an_icon_is_a_part_of_a_page() -> None:
    assert see(png(5)) == []
    assert see(b"GIF89a" + b"\x10\0\x10\0" + bytes(40)) == []


def test_a_picture_that_was_not_read_is_reported() -> None:
    assert len(see(png(200))) == 1
    assert len(see(png(5) + bytes(5000))) == 1


def jpeg(side: int) -> bytes:
    frame = b"\xff\xc0\x00\x11\x08" + side.to_bytes(2) * 2 + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + frame + NOISE[:600]


def test_a_small_jpeg_is_an_icon_and_a_larger_one_is_not() -> None:
    assert see(jpeg(48)) == []
    assert len(see(jpeg(480))) == 1


def test_what_fills_a_space_or_tests_a_line_tells_nothing() -> None:
    assert see(bytes(256)) == []
    assert see(bytes(range(256)) * 4) == []
    assert len(see(bytes(256) + b"x")) == 1
