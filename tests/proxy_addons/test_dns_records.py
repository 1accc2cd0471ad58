"""Records are read as they stand, those of other types are passed over, and what is cut off is said to be."""

from __future__ import annotations

import struct

import pytest

from proxy_addons.dns_records import AAAA, CNAME, MAX_RECORDS, A, NotDns, Read, name_at, records_at

NAME = b"\3www\7example\0"
TXT = 16


def record(kind: int, value: bytes, name: bytes = NAME, length: int | None = None) -> bytes:
    return name + struct.pack("!HHIH", kind, 1, 60, len(value) if length is None else length) + value


def read(data: bytes, count: int) -> tuple[list[Read], bool]:
    return records_at(data, 0, count, {})


def test_addresses_and_aliases_are_read_and_others_passed_over() -> None:
    data = (
        record(A, bytes([192, 0, 2, 1]))
        + record(TXT, b"\4text")
        + record(CNAME, b"\3CDN\7Example\0")
        + record(AAAA, bytes(15) + b"\1", b"\xc0\x00")
    )
    assert read(data, 4) == (
        [
            ("www.example", A, "192.0.2.1"),
            ("www.example", CNAME, "cdn.example"),
            ("www.example", AAAA, "::1"),
        ],
        True,
    )


@pytest.mark.parametrize("kind", [A, AAAA])
def test_an_address_of_another_length_is_none(kind: int) -> None:
    assert read(record(kind, b"\1\2\3"), 1) == ([("www.example", kind, "")], True)


@pytest.mark.parametrize(
    "second",
    [
        b"",
        NAME[:5],
        record(A, b"\1\2\3\4")[:-6],
        record(A, b"\1\2\3\4", length=5),
        record(CNAME, b"\xc0\xff"),
        record(CNAME, b"\x80ab"),
    ],
    ids=["none", "its name", "its head", "its value", "a pointer ahead", "a label of no kind"],
)
def test_what_is_cut_off_is_said_and_what_stands_before_is_kept(second: bytes) -> None:
    assert read(record(A, b"\1\2\3\4") + second, 2) == ([("www.example", A, "1.2.3.4")], False)


def test_no_more_than_a_message_may_have() -> None:
    found, whole = read(record(A, b"\1\2\3\4") * (MAX_RECORDS + 1), MAX_RECORDS + 1)
    assert len(found) == MAX_RECORDS
    assert not whole


@pytest.mark.parametrize("data", [b"", b"\3ww", b"\xc0", b"\xc0\x00", b"\x40a\0", b"\x3f" * 300])
def test_no_name(data: bytes) -> None:
    with pytest.raises(NotDns):
        name_at(data, 0)
