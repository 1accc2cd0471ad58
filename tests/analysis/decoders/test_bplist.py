"""Binary property lists open as what plistlib wrote, archives as what they archive; bombs stay bounded."""

from __future__ import annotations

import plistlib
import struct
import time
import uuid
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.bplist import DECODER
from analysis.units import Part, Tree

SCALARS = (
    st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
)
KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=20) | st.dictionaries(KEYS, inner, max_size=20)
)


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def binary(value: Any) -> bytes:
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY, sort_keys=False)


def tree(data: bytes) -> Tree:
    opened = DECODER.open(part(data), 1 << 22)
    assert opened is not None
    return opened.tree


@given(st.dictionaries(KEYS, TREES) | st.lists(TREES))
def test_any_list_opens_as_what_it_is(value: Any) -> None:
    assert tree(binary(value)) == value


def test_dates_are_text_and_references_numbers() -> None:
    value = {"at": datetime(2026, 11, 22, 12, 30), "ref": plistlib.UID(7)}  # noqa: DTZ001  plistlib wants it naive
    assert tree(binary(value)) == {"at": "2026-11-22T12:30:00.000Z", "ref": 7}


def archive(*objects: Any, **tops: int) -> bytes:
    return binary({
        "$version": 100_000,
        "$archiver": "NSKeyedArchiver",
        "$top": {name: plistlib.UID(number) for name, number in (tops or {"root": 1}).items()},
        "$objects": ["$null", *objects],
    })  # fmt: skip


def named(name: str) -> dict[str, Any]:
    return {"$classname": name, "$classes": [name, "NSObject"]}


def test_an_archive_is_given_as_what_it_archives() -> None:
    uid = plistlib.UID
    identifier = uuid.UUID("550e8400-e29b-41d4-a716-446655440000")
    sent = archive(
        {"$class": uid(2), "NS.keys": [uid(3), uid(5), uid(7), uid(10)], "NS.objects": [uid(4), uid(6), uid(8),
        uid(0)]},
        named("NSDictionary"),
        "deviceId", {"$class": uid(9), "NS.uuidbytes": identifier.bytes},
        "start", {"$class": uid(9), "NS.time": 817_041_600.5},
        "places", {"$class": uid(9), "NS.objects": [uid(11), uid(12)]},
        named("NSMutableArray"),
        "nothing",
        {"$class": uid(9), "latitude": 52.2352, "longitude": 10.564},
        {"$class": uid(9), "NS.string": "home"},
    )  # fmt: skip
    assert tree(sent) == {
        "deviceId": "550E8400-E29B-41D4-A716-446655440000",
        "start": "2026-11-22T12:00:00.500Z",
        "places": [{"latitude": 52.2352, "longitude": 10.564}, "home"],
        "nothing": None,
    }


def test_an_archive_that_holds_itself_ends() -> None:
    uid = plistlib.UID
    assert tree(archive({"$class": uid(2), "self": uid(1), "name": "loop"}, named("Node"))) == {
        "self": None,
        "name": "loop",
    }
    assert tree(archive("a", "b", first=1, second=2)) == {"first": "a", "second": "b"}


def raw(objects: list[bytes], top: int = 0) -> bytes:
    """A file of hand-written objects; references have one byte."""
    body, offsets = b"bplist00", []
    for item in objects:
        offsets.append(len(body))
        body += item
    table = b"".join(offset.to_bytes(4, "big") for offset in offsets)
    return body + table + struct.pack(">6xBBQQQ", 4, 1, len(objects), top, len(body))


def test_lists_that_double_at_every_level_are_bounded() -> None:
    bomb = raw([bytes([0xAF, 0x10, 8, *[level + 1] * 8]) for level in range(40)] + [b"\x09"])
    started = time.process_time()
    opened = DECODER.open(part(bomb), 1 << 20)
    assert opened is not None
    assert opened.truncated
    assert time.process_time() - started < 3


def test_texts_that_are_referred_to_again_and_again_are_bounded() -> None:
    text = b"\x5f\x11\xff\xff" + b"a" * 65_535
    bomb = raw([bytes([0xAF, 0x10, 250, *[1] * 250]), text])
    assert DECODER.open(part(bomb), 1 << 20) is None


@pytest.mark.parametrize(
    "data",
    [
        raw([b"\xa1\x00"]),
        raw([bytes([0xD1, 1, 0]), b"\x51a"]),
        raw([bytes([0xA1, index + 1]) for index in range(200)] + [b"\x08"]),
    ],
    ids=["list in itself", "dictionary in itself", "deep"],
)
def test_what_holds_itself_or_is_deep_ends(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is not None


WHOLE = binary({"lat": 52.2352, "name": "home"})


@pytest.mark.parametrize(
    "data",
    [
        b"", b"bplist00", b"bplist00" + bytes(32), b"bplist15" + WHOLE[8:], WHOLE[:-1], WHOLE[: len(WHOLE) // 2],
        b"<plist/>",
        b"bplist00 is the name of a format, and this is a text about it", WHOLE.decode("latin-1"), raw([b"\xa1\x05"]),
        raw([b"\x70"]), raw([b"\xaf\x13\xff\xff\xff\xff\xff\xff\xff\xff"]), raw([b"\x5f\x12\xff\xff\xff\xff"]),
        raw([b"\xd1\x00\x00"]),
    ],
)  # fmt: skip
def test_what_is_no_binary_list_stays_closed(data: bytes | str) -> None:
    opened = DECODER.open(part(data), 1 << 20)
    assert opened is None or opened.tree in ([], [None], {})


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part(WHOLE), 20) is None


@given(st.binary(max_size=120), st.integers(0, 200), st.integers(0, 255))
def test_no_damage_raises(data: bytes, place: int, byte: int) -> None:
    DECODER.open(part(b"bplist00" + data), 1 << 20)
    damaged = bytearray(archive({"$class": plistlib.UID(2), "a": plistlib.UID(1)}, named("Node")))
    damaged[place % len(damaged)] = byte
    DECODER.open(part(bytes(damaged)), 1 << 20)
