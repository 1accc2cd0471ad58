"""tar archives open into their files as Python's own tarfile wrote them."""

from __future__ import annotations

import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.tar import DECODER
from analysis.units import Part

NAMES = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_characters="/\\>"), min_size=1, max_size=150
)


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def made(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


@given(
    st.dictionaries(NAMES, st.binary(min_size=1, max_size=1500), min_size=1, max_size=4),
    st.sampled_from((tarfile.PAX_FORMAT, tarfile.GNU_FORMAT)),
)
def test_files_come_out_as_they_went_in(members: dict[str, bytes], form: int) -> None:
    opened = DECODER.open(part(made(members, form)), 1 << 20)
    assert opened is not None
    assert {child.filename: child.data for child in opened.parts} == members
    assert not opened.truncated


def test_long_names_with_a_prefix_and_folders() -> None:
    name = "a" * 90 + "/" + "b" * 60 + ".json"
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        info = tarfile.TarInfo(name)
        info.size = 2
        archive.addfile(info, io.BytesIO(b"{}"))
    opened = DECODER.open(part(target.getvalue()), 1 << 20)
    assert opened is not None
    assert [(child.filename, child.data) for child in opened.parts] == [(name, b"{}")]


def test_an_archive_that_was_cut_gives_what_is_there() -> None:
    sent = made({"a": b"first" * 100, "b": b"second" * 1000})
    opened = DECODER.open(part(sent[:3000]), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == b"first" * 100
    assert (b"second" * 1000).startswith(bytes(opened.parts[1].data))


def test_countless_files_are_read_up_to_a_bound() -> None:
    opened = DECODER.open(
        part(made({str(index): b"x" for index in range(1_500)}, tarfile.USTAR_FORMAT)), 1 << 22
    )
    assert opened is not None
    assert (len(opened.parts), opened.truncated) == (1_000, True)


WHOLE = made({"a": b"x"})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(1024),
        b"x" * 257 + b"ustar\x0000" + b"x" * 300,
        WHOLE[:300],
        b"y" + WHOLE[1:],
        b"text " * 300,
        WHOLE.decode("latin-1"),
    ],
)
def test_what_is_no_archive_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part(WHOLE), 1000) is None


@given(st.integers(0, 2000), st.integers(0, 255))
def test_no_damage_raises(place: int, byte: int) -> None:
    damaged = bytearray(made({"a.json": b'{"a": 1}' * 9, "b": b"second"}))
    damaged[place % len(damaged)] = byte
    opened = DECODER.open(part(bytes(damaged)), 1 << 20)
    assert opened is None or sum(len(child.data) for child in opened.parts) <= len(damaged)
