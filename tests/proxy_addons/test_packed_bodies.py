"""What is packed in a body: as its coding says, or within it, and bounds for what has no end."""

from __future__ import annotations

import base64
import gzip
import random
import re
import time
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.packed_bodies import HEADS, MAX_UNPACKED, Effort, TooMuch, packed_within, unpacked

PLAIN = b'{"url": "https://www.example.com/a/page", "n": 1}' * 3
GZIPPED = gzip.compress(PLAIN, mtime=0)  # no clock in a test's name


def heads_of(body: bytes) -> list[tuple[int, int]]:
    lowered = body.lower()
    return [
        (number, found.start())
        for number, head in enumerate(HEADS)
        for found in re.finditer(b"(?=" + re.escape(head) + b")", lowered)
    ]


def within(body: bytes) -> list[bytes]:
    return [plain for _, _, plain in packed_within(body, heads_of(body), Effort())]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", GZIPPED), ("X-GZIP", GZIPPED), ("deflate", zlib.compress(PLAIN)),
        ("deflate", zlib.compress(PLAIN, wbits=-15)), ("br", brotli.compress(PLAIN)), ("zstd", zstandard.compress(PLAIN)),
        ("gzip, br", brotli.compress(GZIPPED)), (" identity ,gzip", GZIPPED),
        ("gzip", gzip.compress(PLAIN[:9], mtime=0) + gzip.compress(PLAIN[9:], mtime=0)), ("gzip", GZIPPED + b"rest"),
    ],
)  # fmt: skip
def test_a_coding_is_taken_off(coding: str, body: bytes) -> None:
    assert unpacked(body, coding) == PLAIN


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("", b"a"),
        ("identity", b"a"),
        ("compress", b"a"),
        ("gzip", b"a"),
        ("br", b"\xff"),
        ("gzip, compress", b"a"),
    ],
)
def test_none_that_is_known(coding: str, body: bytes) -> None:
    assert unpacked(body, coding) is None


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_has_no_end_is_too_much(coding: str) -> None:
    pack = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "zstd": zstandard.compress,
    }[coding]
    with pytest.raises(TooMuch):
        unpacked(pack(bytes(MAX_UNPACKED + 1)), coding)
    whole = unpacked(pack(bytes(MAX_UNPACKED)), coding)
    assert whole is not None
    assert len(whole) == MAX_UNPACKED


@pytest.mark.parametrize("level", [1, 6, 9])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda run: b'{"a": "' + run + b'"}',
        lambda run: b'{"a": "' + run.rstrip(b"=") + b'"}',
        lambda run: b'{"a": "' + run.replace(b"/", b"\\/") + b'"}',
        lambda run: b"a=" + run.replace(b"/", b"%2F").replace(b"+", b"%2B").replace(b"=", b"%3D") + b"&n=1",
        lambda run: b"a=" + run.replace(b"/", b"_").replace(b"+", b"-"),
        lambda run: run,
        lambda run: b'{"a": "' + run[:20] + b"\\n" + run[20:] + b'"}',
    ],
)
def test_it_is_found_in_base64(wrap, level: int) -> None:  # type: ignore[no-untyped-def]
    for packed in (gzip.compress(PLAIN, level), zlib.compress(PLAIN, level)):
        assert within(wrap(base64.b64encode(packed))) == [PLAIN]


def test_it_is_found_as_it_is() -> None:
    for body in (
        GZIPPED,
        b"head\n" + GZIPPED,
        zlib.compress(PLAIN),
        b"x" + zstandard.compress(PLAIN),
        b"x" + zstandard.compress(PLAIN) + b"what follows",
    ):
        assert within(body) == [PLAIN]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("cut", [False, True])
def test_what_came_out_before_damage_is_looked_at(coding: str, cut: bool) -> None:
    pack = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "zstd": zstandard.compress,
    }[coding]
    packed = pack(PLAIN + random.Random(1).randbytes(400_000))
    damaged = packed[:-900] if cut else packed[:-900] + bytes(900)
    found = unpacked(damaged, coding)
    assert found is not None
    assert found.startswith(PLAIN)


@pytest.mark.parametrize(
    "body",
    [
        b"", PLAIN, b'"H4sI"', b'{"a": "eJw=", "b": "eNoAAAA"}', b"H4sIAAAAAAAAAAAA" * 8, b"\x1f\x8b\x08\0\0", b"KLUv/Q",
        b'"h4si"', b'"EJW"', base64.b64encode(GZIPPED)[4:],
    ],
)  # fmt: skip
def test_what_only_begins_like_it(body: bytes) -> None:
    assert not any(within(body))


def test_many_beginnings_are_too_much_and_cost_bounded_time() -> None:
    began = time.process_time()
    for body in (b"\x1f\x8b\x08" * 300, b"H4sIAAAAAAAA" * 300, b'"' + b"H4sI" * 300):
        with pytest.raises(TooMuch):
            within(body)
    long = b'"' + b"H4sI" + b"A" * 1_000_000 + b'"'
    assert list(packed_within(long, [(1, 1)] * 200, Effort())) == []
    assert time.process_time() - began < 5


def test_what_is_unpacked_of_one_body_is_bounded_together() -> None:
    part = gzip.compress(bytes(MAX_UNPACKED // 2 + 1))
    with pytest.raises(TooMuch):
        within(b'"' + base64.b64encode(part) + b'" "' + base64.b64encode(part) + b'"')


def test_what_is_packed_in_what_is_packed_shares_its_bound() -> None:
    plain, effort, opened = b"hello" * 200, Effort(), 0
    for _ in range(4):  # without one bound for all: 200 to the power of four
        plain = (gzip.compress(plain, mtime=0) + b"\xff") * 200

    def look_into(body: bytes) -> None:
        nonlocal opened
        for _, _, inner in packed_within(body, heads_of(body), effort):
            opened += 1
            look_into(inner)

    with pytest.raises(TooMuch):
        look_into(plain)
    assert 200 <= opened <= 256


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_many_empty_members_cost_no_more_than_their_bytes(coding: str) -> None:
    member = (gzip.compress if coding == "gzip" else zstandard.compress)(b"")
    assert unpacked(member * 2000 + GZIPPED * (coding == "gzip"), coding) == (
        PLAIN if coding == "gzip" else None
    )
    if coding == "gzip":
        with pytest.raises(TooMuch):
            unpacked(member * 52_000, coding)
        with pytest.raises(TooMuch):  # each of 256 beginnings goes through all that follow
            within(b"x" + member * 1000)


def test_more_codings_than_anybody_names_are_too_much() -> None:
    body = PLAIN
    for _ in range(9):
        body = gzip.compress(body, mtime=0)
    with pytest.raises(TooMuch):
        unpacked(body, ",".join(["gzip"] * 9))
    assert unpacked(gzip.decompress(body), ",".join(["gzip"] * 8)) == PLAIN


@given(
    st.sampled_from([b"", b"H4sI", b'"eJw', b"=eNo", b"KLUv", b"\x1f\x8b\x08", b"x\x9c"]),
    st.binary(max_size=200),
)
def test_no_bytes_make_it_fail(head: bytes, data: bytes) -> None:
    within(head + data)
    within(data + head + base64.b64encode(data))
    for coding in ("gzip", "deflate", "br", "zstd"):
        unpacked(data, coding)
