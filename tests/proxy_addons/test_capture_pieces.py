"""A window over a file, plain or packed: nothing is lost between its pieces, and little before damage."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from random import Random

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons import capture_pieces
from proxy_addons.capture_pieces import PADDING, UNPACKED, Pieces, begin

CONTENT = Random(1).randbytes(3 * UNPACKED + 17)
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "zstd": zstandard.compress,
}


def read(pieces: Pieces, step: int) -> bytes:
    """Everything, ``step`` bytes at a time and then what is left."""
    found = b""
    while (taken := pieces.take(step)) is not None:
        found += taken
    return found + pieces.data[pieces.place : pieces.end]


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize("piece", [1, 1000, 1 << 20])
def test_all_is_read_in_order(packed: str, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_pieces, "PIECE", piece)
    pieces = Pieces(io.BytesIO(PACKERS[packed](CONTENT)))
    assert read(pieces, 999) == CONTENT
    assert not pieces.trouble
    assert pieces.take(1000) is None
    assert pieces.left()


@given(st.binary(max_size=200), st.integers(1, 50))
def test_behind_a_piece_stand_bytes_that_mean_nothing(content: bytes, wanted: int) -> None:
    content = b"x" + content  # not that of an archive
    pieces = Pieces(io.BytesIO(content))
    assert (pieces.peek(wanted) is None) is (len(content) < wanted)
    pieces.more(0, wanted)
    assert pieces.data == content + bytes(PADDING)
    assert pieces.end == len(content)


@pytest.mark.parametrize("packed", ["gzip", "zstd"])
def test_of_a_cut_archive_almost_all_is_read(packed: str) -> None:
    whole = PACKERS[packed](CONTENT)
    pieces = Pieces(io.BytesIO(whole[: len(whole) // 2]))
    found = read(pieces, 1000)
    assert CONTENT.startswith(found)
    assert len(found) > len(CONTENT) // 2 - 2 * UNPACKED
    assert packed == "zstd" or "damaged or cut short" in pieces.trouble


@pytest.mark.parametrize("packed", PACKERS)
def test_the_beginning_of_what_is_packed(packed: str) -> None:
    assert begin(PACKERS[packed](CONTENT))[:8] == CONTENT[:8]
    assert begin(b"\x1f\x8b no archive") == b""
