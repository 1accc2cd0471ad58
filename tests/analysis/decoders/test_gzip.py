"""gzip opens what is gzip, within its limit, and nothing else."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.gzip import DECODER
from analysis.units import Part


def part(data: bytes | str, *encodings: str) -> Part:
    return Part(
        path="body", context="body", names=(), data=data, encodings=encodings, media_type="application/json"
    )


@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=3))
def test_members_are_joined_and_the_declared_encoding_is_used_up(members: list[bytes]) -> None:
    opened = DECODER.open(part(b"".join(map(gzip.compress, members)), "br", "gzip"), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == b"".join(members)
    assert opened.parts[0].encodings == ("br",)
    assert opened.parts[0].media_type == "application/json"
    assert not opened.truncated


def test_undeclared_gzip_is_known_by_its_magic_number() -> None:
    opened = DECODER.open(part(gzip.compress(b"x" * 100)), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == b"x" * 100


def test_a_bomb_stops_at_the_limit() -> None:
    opened = DECODER.open(part(gzip.compress(bytes(50_000_000))), 10_000)
    assert opened is not None
    assert len(opened.parts[0].data) == 10_000
    assert opened.truncated


def test_a_damaged_or_cut_stream_gives_what_came_out() -> None:
    whole = gzip.compress(bytes(range(256)) * 100)
    opened = DECODER.open(part(whole[: len(whole) // 2]), 1 << 20)
    assert opened is not None
    assert bytes(range(256)).startswith(bytes(opened.parts[0].data)[:256])


def test_what_is_not_gzip_stays_closed() -> None:
    for data in (b"", b"\x1f", b"\x1f\x8b\x08", b"plain", "\x1f\x8b\x08 as text", b"\x1f\x8b\x00 no deflate"):
        assert DECODER.open(part(data, "gzip"), 1 << 20) is None


def test_a_stream_of_countless_members_is_read_up_to_a_bound_and_in_linear_time() -> None:
    empty = gzip.compress(b"", mtime=0)
    opened = DECODER.open(part(gzip.compress(b"first") + empty * 500_000), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == b"first"
    assert opened.truncated
