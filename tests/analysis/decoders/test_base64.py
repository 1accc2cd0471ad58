"""base64 opens where what comes out shows that it was meant; words, ids and hashes stay closed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import plistlib
import random
import struct
import zipfile
import zlib

import msgpack
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.base64 import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body>json:$.data", context="body", names=("data",), data=data)


READABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=13, max_size=300)


@given(READABLE, st.booleans(), st.booleans())
def test_readable_text_opens_in_both_alphabets_padded_or_not(text: str, urlsafe: bool, padded: bool) -> None:
    encoded = (base64.urlsafe_b64encode if urlsafe else base64.b64encode)(text.encode()).decode()
    opened = DECODER.open(part(encoded if padded else encoded.rstrip("=")), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == text.encode()
    assert opened.keeps_text == (len(encoded) < 1024)


def test_a_data_uri_says_its_type() -> None:
    opened = DECODER.open(
        part("data:image/png;charset=x;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(9)).decode()),
        1 << 20,
    )
    assert opened is not None
    assert opened.parts[0].media_type == "image/png"


def test_wrapped_lines_and_a_whole_body_open() -> None:
    wrapped = base64.encodebytes(random.Random(1).randbytes(3000))
    for data in (wrapped, wrapped.decode()):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert opened.parts[0].data == random.Random(1).randbytes(3000)


def archive() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as made:
        made.writestr("a.txt", "hello")
    return output.getvalue()


BYTES = {
    "gzip": gzip.compress(b"{}"), "zlib": zlib.compress(b'{"lat": 52.2352}', 1), "zstd": zstandard.compress(b"{}" * 9),
    "bplist": plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "zip": archive(), "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf",
    "caf": b"caff\x00\x01\x00\x00desc\x00\x00", "place": struct.pack("<bdbd", 9, 52.2352, 17, 10.564),
    "message": b"\x0a\x0cberlin-mitte\x10\x05\x1a\x03abc",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BYTES))
@pytest.mark.parametrize("urlsafe", [True, False])
def test_containers_and_messages_open(name: str, urlsafe: bool) -> None:
    encoded = (base64.urlsafe_b64encode if urlsafe else base64.b64encode)(BYTES[name]).decode()
    for text in (
        encoded,
        encoded.rstrip("="),
        encoded[:20] + "\n" + encoded[20:],
        f"data:x/y;a=b;base64,{encoded}",
    ):
        opened = DECODER.open(part(text), 1 << 20)
        assert opened is not None
        assert opened.parts[0].data == BYTES[name]


@given(st.lists(READABLE, min_size=2, max_size=4), st.booleans())
def test_pieces_that_were_encoded_one_by_one_open_as_one(texts: list[str], urlsafe: bool) -> None:
    encode = base64.urlsafe_b64encode if urlsafe else base64.b64encode
    text = "".join(encode(piece.encode()).decode() for piece in texts)
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == "".join(texts).encode()


HEAD = base64.b64decode("aA1b")


@given(st.binary(min_size=2000, max_size=3000), st.sampled_from([64, 76]), st.sampled_from(["\n", "\r\n"]))
def test_the_lines_of_mime_and_pem_open(data: bytes, width: int, line_end: str) -> None:
    encoded = base64.urlsafe_b64encode(HEAD + data).decode().rstrip("=")
    text = line_end.join(encoded[at : at + width] for at in range(0, len(encoded), width))
    for sent in (text, text.encode(), text + line_end):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is not None
        assert opened.parts[0].data == HEAD + data


def test_a_plus_sign_that_became_a_space_opens() -> None:
    made = (gzip.compress(b'{"lat": 52.2352, "lon": %d}' % lon, mtime=0) for lon in range(100))
    data = next(data for data in made if b"+" in base64.b64encode(data)[20:])
    opened = DECODER.open(part(base64.b64encode(data).decode().replace("+", " ")), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == data


@pytest.mark.parametrize("uri", ["", "data:image/jpeg;base64,"])
@pytest.mark.parametrize("lacking", range(1, 9))
def test_a_text_whose_end_is_missing_opens_as_far_as_it_goes(lacking: int, uri: str) -> None:
    data = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8
    letters = base64.b64encode(data).decode().rstrip("=")[:-lacking]
    cut = uri + letters
    opened = DECODER.open(Part(path="v", context="body", names=(), data=cut, complete=False), 1 << 20)
    assert opened is not None
    assert isinstance(opened.parts[0].data, bytes)
    assert data.startswith(opened.parts[0].data)
    assert len(opened.parts[0].data) >= len(data) - 8
    one_letter_alone = len(letters) % 4 == 1  # of a whole text it is no base64
    assert (DECODER.open(part(cut), 1 << 20) is None) == one_letter_alone


def test_a_hundred_megabytes_are_refused_at_once() -> None:
    assert DECODER.open(part("A1b+" * (25 << 20)), 32 << 20) is None


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2000, "someverylongwordwithoutanycapitals" * 40, "0123456789" * 200, "path/to/some/thing/" * 80,
        "Lorem1ipsumDolorsit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore " * 20,
        "aGVsbG8=world=aGVsbG8=again", "Mozilla/5" + "A" * 12 + "===", "789cAAAAAAAAAAAAAAAA", "eJwAAAAAAAAAAAAA",
    ],
)  # fmt: skip
def test_long_words_paths_and_damaged_streams_stay_closed(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "short", "aHR0cA==", "passwordpassword", "InternationalizationSupport", "ad2140b6f1f242d7",
        hashlib.sha256(b"x").hexdigest(), hashlib.md5(b"x").hexdigest(), "com.example.application.name",
        "550e8400-e29b-41d4-a716-446655440000", "AAAAAAAAAAAAAAAAAAAAAAAA", "/usr/local/share/applications",
        "data:text/html,<p>hello world</p>", "2026-11-22T12:00:00Z", "not base64 at all, a sentence",
    ],
)  # fmt: skip
def test_what_only_has_the_alphabet_stays_closed(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None


def test_random_identifiers_stay_closed() -> None:
    chance = random.Random(7)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    opened = sum(
        DECODER.open(part("".join(chance.choices(alphabet, k=chance.randint(16, 64)))), 1 << 20) is not None
        for _ in range(20_000)
    )
    assert opened <= 2


@pytest.mark.parametrize(
    "value",
    [
        {"installation_id": "5b8d7e6f"},
        {"lat": 52.5, "lon": 13.4},
        {"user": {"id": 7}, "ok": True},
        {"events": [1, 2, 3]},
        {"$token": "a", "@type": "b"},
        {"a b": 1, "c-d": 2, "e.f": 3},
        {f"k{n}": n for n in range(20)},
        {"blob": b"\x00\x01\x02\x03\x04"},
    ],
)
def test_a_messagepack_map_opens(value: dict[str, object]) -> None:
    data = msgpack.packb(value)
    opened = DECODER.open(part(base64.b64encode(data).decode()), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == data


@pytest.mark.parametrize(
    "data",
    [
        b"\x81\xa1a\x01",
        b"\x82\xa3abc\x01\xa3def",
        b"\x81\xa4\x00\x01\x02\x03\x01\x01\x01\x01\x01\x01",
        b"\x81\x01\xabhello world",
        b"\x93\x01\x02\x03" * 4,
        b"\x81\xa4name\xa1a" + b"\x00" * 4,
        b"\xde\x00",
        bytes(range(0x81, 0x91)),
    ],
)
def test_what_only_begins_like_a_map_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(base64.b64encode(data).decode()), 1 << 20) is None


@pytest.mark.parametrize(
    "text",
    [
        "/9j/not-really-a-jpeg-at-all",
        "UklGRnot-a-riff-file-at-all-x",
        "ThreadPoolExecutor",
        "45je3b80v868910420za200",
        "550e8400-e29b-41d4-a716-446655440000",
        "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b",
        "0C83F57C786A0B4A39EFAB23731C7EBC",
    ],
)
def test_words_and_identifiers_stay_closed(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None
