"""A PNG of one colour shows nothing; two colours, and files that are cut or too big, are not said to."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from analysis.media.one_colour import is_of_one_colour


def png(mode: str, colour: object, size: tuple[int, int] = (120, 80), dot: object = None) -> bytes:
    image = Image.new(mode, size, colour)  # type: ignore[arg-type]
    if dot is not None:
        image.putpixel((size[0] - 1, size[1] - 1), dot)  # type: ignore[arg-type]
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def filtered(kind: int, *rows: bytes) -> bytes:
    """A grey picture three points wide, every row with the one filter."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 3, len(rows), 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(bytes([kind]) + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        png("RGB", "#3366cc"), png("RGBA", (1, 2, 3, 4)), png("L", 77), png("RGB", "black"), png("LA", (9, 9)),
        png("RGB", "white", (1, 1)), filtered(0, b"aaa", b"aaa"), filtered(1, b"a\0\0", b"a\0\0"),
        filtered(2, b"aaa", b"\0\0\0"), filtered(4, b"a\0\0", b"\0\0\0"),
    ],
)  # fmt: skip
def test_one_colour(data: bytes) -> None:
    assert is_of_one_colour(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x89PNG\r\n\x1a\n", png("RGB", "#3366cc", dot=(0, 0, 0)), png("L", 0, dot=1),
        png("RGBA", (1, 2, 3, 4), dot=(1, 2, 3, 5)),
        png("1", 0), png("P", 3),
        png("RGB", "red")[:-40], png("RGB", "red", (4000, 4000)), filtered(0, b"aaa", b"aab"),
        filtered(1, b"a\0\0", b"b\0\0"), filtered(2, b"aaa", b"\0\1\0"), filtered(4, b"a\0\0", b"\0\0\1"),
        filtered(3, b"a\0\0", b"\0\0\0"), b"GIF89a",
    ],
)  # fmt: skip
def test_anything_else(data: bytes) -> None:
    assert not is_of_one_colour(data)


@given(st.binary(max_size=120))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    assert is_of_one_colour(data) is False
    start = png("RGB", "red")
    assert is_of_one_colour(start[:33] + data) in (True, False)
