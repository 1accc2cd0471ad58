"""Length of fragmented MP4."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from analysis.media.fragments import fragment_ticks
from analysis.media.isobmff import Box, boxes, child

DATA = Path(__file__).resolve().parents[2] / "data/media"


def _boxes(data: bytes) -> tuple[Box, Box]:
    moov = next(box for box in boxes(data, 0, len(data)) if box.kind == b"moov")
    trak = child(data, moov, b"trak")
    assert trak is not None
    return moov, trak


def test_cut_off_or_too_many_samples_is_none() -> None:
    data = (DATA / "recorder.mp4").read_bytes()
    assert fragment_ticks(data[:-10], *_boxes(data)) is None
    at = data.index(b"trun") + 8
    assert fragment_ticks(data[:at] + struct.pack(">I", 1 << 31) + data[at + 4 :], *_boxes(data)) is None


def test_more_fragments_than_a_message_holds_are_not_read() -> None:
    data = (DATA / "recorder.mp4").read_bytes()
    at = data.index(b"moof") - 4
    end = at + int.from_bytes(data[at : at + 4])
    assert fragment_ticks(data[:end] + data[at:end] * 3000, *_boxes(data)) is None


def test_a_file_without_fragments_has_none() -> None:
    data = (DATA / "fixture.m4a").read_bytes()
    assert fragment_ticks(data, *_boxes(data)) is None


def test_sum_over_all_fragments() -> None:
    data = (DATA / "recorder.mp4").read_bytes()
    assert fragment_ticks(data, *_boxes(data)) == pytest.approx(2.766 * 48_000, rel=0.01)
