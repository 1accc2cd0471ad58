"""Ogg pages: text, foreign streams and film first."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from analysis.media.ogg import ogg
from analysis.media.records import Film, Sound

DATA = Path(__file__).resolve().parents[2] / "data/media"


def page(packet: bytes, *, flags: int = 2, position: int = 0, serial: int = 1) -> bytes:
    head = b"OggS\0" + bytes([flags]) + struct.pack("<QIII", position, serial, 0, 0)
    return head + bytes([1, len(packet)]) + packet


OPUS = b"OpusHead\1\2" + struct.pack("<HIHB", 312, 16_000, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"OggS as text",
        page(b"something else"),
        page(OPUS, flags=0),
        page(b"OpusHead\1\0" + bytes(9)),
        page(b"\x01vorbis"),
    ],
    ids=["text", "unknown codec", "not a beginning", "no channels", "cut off"],
)
def test_no_sound(data: bytes) -> None:
    assert ogg(data, complete=True) is None


def test_theora_makes_it_a_film() -> None:
    found = ogg(page(b"\x80theora" + bytes(20)) + page(OPUS, serial=2), complete=True)
    assert isinstance(found, Film)
    assert found.video_codec == "theora"


def test_pre_skip_is_left_out_and_a_cut_page_does_not_count() -> None:
    whole = page(OPUS) + page(b"sound", flags=0, position=48_312)
    found = ogg(whole + page(b"more sound", flags=4, position=96_312)[:-2], complete=True)
    assert isinstance(found, Sound)
    assert (found.seconds, found.channels, found.sample_rate_hz) == (1.0, 2, 48_000)


def test_length_of_a_head_sample_is_unknown() -> None:
    found = ogg((DATA / "fixture.ogg").read_bytes()[:6000], complete=False)
    assert isinstance(found, Sound)
    assert found.seconds is None
