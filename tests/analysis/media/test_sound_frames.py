"""Rows of frames of speech coders, by their tables and lengths; and rows of records that only look so."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.media.sound_frames import (
    amr_frames,
    framed,
    opus_frames,
    told_frames,
    told_packets,
    unframed,
    untold_frames,
)

MEDIA = Path(__file__).resolve().parents[2] / "data/media"
RANDOM = random.Random(11)


def speech(name: str) -> list[bytes]:
    return unframed((MEDIA / f"speech-{name}.packets").read_bytes())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(640),
        b"\x3c" * 640,
        b"<tr><td>a</td><td>b</td></tr>..." * 20,
        RANDOM.randbytes(640),
        b"".join(
            b"\x3c" + struct.pack("<IHHHHfff4x", 1_700_000_000 + n, 1, 2, 3, 4, 0.5, 1.5, 2.5)[:31]
            for n in range(40)
        ),
        b"".join(
            b"\x04" + struct.pack("<IhhhH", n, n % 90, 5, 6, 7) for n in range(40)
        ),  # 13 bytes, as AMR's least
        b"".join(b"\x38" + RANDOM.randbytes(31) for _ in range(40)),  # frames that are marked bad
        b"\x7c" * 200,  # no frame with sound in it
        bytes(range(256)) * 5,
    ],
    ids=range(10),
)
def test_no_amr(data: bytes) -> None:
    assert amr_frames(data) is None


def test_rows_of_amr_with_pauses() -> None:
    narrow, wide = amr_frames(b"".join(speech("amr-nb"))), amr_frames(b"".join(speech("amr-wb")))
    assert narrow is not None
    assert wide is not None
    assert (narrow.codec, narrow.count, narrow.seconds, narrow.sample_rate_hz) == ("amr_nb", 100, 2.0, 8000)
    assert (wide.codec, wide.count, wide.seconds, wide.sample_rate_hz) == (
        "amr_wb",
        60,
        pytest.approx(1.2),
        16000,
    )
    assert len(set(map(len, speech("amr-nb")))) == 3  # speech, what a pause sounds like, and nothing
    assert amr_frames(b"".join(speech("amr-nb"))[:-1]) is None
    one_mode = b"".join(b"\x3c" + RANDOM.randbytes(31) for _ in range(20))
    assert (amr_frames(one_mode) or narrow).codec == "amr_nb"
    assert amr_frames(one_mode[:-1]) is None


@pytest.mark.parametrize(
    "behind",
    [
        framed,
        lambda packets: b"".join(struct.pack("<H", len(packet)) + packet for packet in packets),
        lambda packets: b"".join(bytes([len(packet)]) + packet for packet in packets),
        lambda packets: b"".join(struct.pack(">I", len(packet)) + packet for packet in packets),
        lambda packets: b"".join(struct.pack("<I", len(packet)) + packet for packet in packets),
    ],
    ids=["two", "two, little", "one", "four", "four, little"],
)
def test_packets_behind_their_lengths(behind: Callable[[list[bytes]], bytes]) -> None:
    packets = speech("opus-20ms")
    row = opus_frames(behind(packets))
    assert row is not None
    assert (row.count, row.seconds, row.channels, row.band) == (150, pytest.approx(3.0), 1, "wideband")
    assert opus_frames(behind(packets) + b"\0") is None
    speex = told_frames(behind(speech("speex-wb")), "speex")
    assert speex is not None
    assert (speex.count, speex.sample_rate_hz, speex.seconds) == (60, 16000, pytest.approx(1.2))


def test_other_bytes_are_no_row() -> None:
    assert opus_frames(RANDOM.randbytes(400)) is None
    assert told_frames(framed([b"a text of a line, and not more\n"] * 9), "opus") is None
    assert told_frames(framed([b"\x31" + RANDOM.randbytes(60)] * 9), "speex") is None
    assert told_packets([], "opus") is None
    assert told_frames(b"".join(speech("amr-wb")), "amr_wb") is not None
    assert told_frames(b"".join(speech("amr-wb")), "vorbis") is None
    assert untold_frames(speech("speex-wb")) is None  # nothing in it shows that it is sound
    assert untold_frames([]) is None


def test_what_is_framed_comes_apart_again() -> None:
    assert unframed(framed([b"a", b"bc" * 300])) == [b"a", b"bc" * 300]
    assert unframed(b"\0\5abc") == []


@given(st.binary(max_size=900))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    every = [amr_frames(data), *(told_frames(data, codec) for codec in ("opus", "speex", "amr_nb", ""))]
    assert all(found.seconds > 0 for found in every if found is not None)


@given(st.lists(st.binary(min_size=1, max_size=80), max_size=40))
def test_any_packets_are_read_or_refused(packets: list[bytes]) -> None:
    untold_frames(packets)
    told_packets(packets, "speex")
    assert unframed(framed(packets)) == packets
