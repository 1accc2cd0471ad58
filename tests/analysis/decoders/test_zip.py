"""ZIP archives open into their members, within bounds; packages of programs and bombs do not."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.zip import DECODER
from analysis.units import Part

NAMES = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_characters="/\\>:"), min_size=1, max_size=20
)


class Pipe(io.RawIOBase):
    """A target that cannot seek, so that sizes follow the data, as where an archive is made while it is sent."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(data)  # type: ignore[call-overload]
        return len(data)  # type: ignore[arg-type]


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def made(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, streamed: bool = False) -> bytes:
    target = Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.data if isinstance(target, Pipe) else target.getvalue()


@given(
    st.dictionaries(NAMES, st.binary(min_size=1, max_size=500), min_size=1, max_size=5),
    st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)),
    st.booleans(),
)
def test_members_come_out_as_they_went_in(members: dict[str, bytes], method: int, streamed: bool) -> None:
    opened = DECODER.open(part(made(members, method, streamed)), 1 << 20)
    assert opened is not None
    assert {child.filename: child.data for child in opened.parts} == members
    assert not opened.truncated


def test_a_member_has_its_name_in_the_path() -> None:
    opened = DECODER.open(part(made({"health/steps>2026.json": b"{}", "folder/": b""})), 1 << 20)
    assert opened is not None
    assert [child.step for child in opened.parts] == ["health/steps_2026.json"]


@pytest.mark.parametrize("streamed", [False, True])
def test_an_archive_that_was_cut_gives_the_members_before(streamed: bool) -> None:
    members = {f"{index}.json": b'{"index": %d, "pad": "%s"}' % (index, b"x" * 50) for index in range(20)}
    sent = made(members, streamed=streamed)
    opened = DECODER.open(part(sent[: len(sent) // 3]), 1 << 20)
    assert opened is not None
    whole = [child for child in opened.parts if child.data == members[child.filename]]
    assert len(whole) >= 5


@pytest.mark.parametrize("limit", [600_000, 5_000_000])
def test_a_bomb_stops_at_the_limit(limit: int) -> None:
    bomb = made({f"{index}": bytes(50_000_000) for index in range(3)})
    opened = DECODER.open(part(bomb), limit)
    assert opened is not None
    assert opened.truncated
    assert sum(len(child.data) for child in opened.parts) <= limit


def test_members_that_overlap_share_the_limit() -> None:
    inside = made({"a": bytes(1_000_000)})
    start = inside.index(b"PK\x01\x02")
    entry = inside[start : inside.index(b"PK\x05\x06")]
    bomb = (
        inside[:start]
        + entry * 900
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 900, 900, len(entry) * 900, start, 0)
    )
    opened = DECODER.open(part(bomb), 3_000_000)
    assert opened is not None
    assert opened.truncated
    assert sum(len(child.data) for child in opened.parts) <= 3_000_000


def test_countless_members_are_read_up_to_a_bound() -> None:
    opened = DECODER.open(
        part(made({str(index): b"x" for index in range(3_000)}, zipfile.ZIP_STORED)), 1 << 20
    )
    assert opened is not None
    assert (len(opened.parts), opened.truncated) == (1_000, True)


def test_an_encrypted_member_stays_as_it_is() -> None:
    sent = bytearray(made({"secret": b"\x13" * 40}, zipfile.ZIP_STORED))
    sent[6] |= 1
    sent[sent.index(b"PK\x01\x02") + 8] |= 1
    opened = DECODER.open(part(bytes(sent)), 1 << 20)
    assert opened is not None
    assert opened.parts[0].data == b"\x13" * 40


def test_a_small_document_opens_and_a_large_package_does_not() -> None:
    document = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<text/>"}
    assert DECODER.open(part(made(document)), 1 << 20) is not None
    package = {"AndroidManifest.xml": b"\x03\x00", "classes.dex": bytes(9_000_000)}
    assert DECODER.open(part(made(package)), 1 << 25) is None


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x03\x04", b"PK\x03\x04" + bytes(40), b"PK\x05\x06" + bytes(18), b"PKware text",
     b"PK\x03\x04" + b"\xff" * 60,
     made({"a": b"x"}).decode("latin-1")],
)  # fmt: skip
def test_what_is_no_archive_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@given(st.binary(max_size=300), st.integers(0, 500), st.integers(0, 255), st.integers(1, 1000))
def test_no_damage_raises(data: bytes, place: int, byte: int, limit: int) -> None:
    DECODER.open(part(b"PK\x03\x04" + data), limit)
    damaged = bytearray(made({"a.json": b'{"a": 1}' * 9, "b": b"second"}))
    damaged[place % len(damaged)] = byte
    opened = DECODER.open(part(bytes(damaged)), 1000)
    assert opened is None or sum(len(child.data) for child in opened.parts) <= 1000
