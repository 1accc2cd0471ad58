"""Pictures and sounds behind a head of another format; marks without a file, files themselves and what lies far behind."""

from __future__ import annotations

import pytest

from analysis.media.embedded_file import embedded_file
from analysis.media.images import recognise_image
from analysis.payload import Blob
from tests.corpus.media import make_image


def blob(data: bytes) -> Blob:
    return Blob(
        path="body", context="body", name="", names=(), data=data, media_type="", filename="", size=len(data)
    )


PICTURE = make_image({"size": [300, 400]}, "JPEG")


def test_a_picture_behind_a_head() -> None:
    found = embedded_file(blob(b"\x0a\x81\x02head\x12" + PICTURE))
    assert found is not None
    assert (found.path, found.data, found.size) == ("body", PICTURE, len(PICTURE))
    assert recognise_image(found.data) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PICTURE,
        b"%PDF-1.7\n" + PICTURE,
        b"PK\x03\x04" + PICTURE,
        b"BM" + PICTURE,
        b"\0" * 5_000 + PICTURE,
        b"head\xff\xd8\xff\xe0",
        b"\x01" * 400,
    ],
    ids=["nothing", "itself", "pdf", "zip", "bitmap", "far", "short", "none"],
)
def test_other_bytes_hold_none(data: bytes) -> None:
    assert embedded_file(blob(data)) is None


def test_a_mark_alone_is_no_picture() -> None:
    found = embedded_file(blob(b"\x01\x02" + b"\xff\xd8\xff\xe0" + b"\x55" * 400))
    assert found is None or recognise_image(found.data) is None
