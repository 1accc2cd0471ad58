"""Rows of numbers open as a matrix when all are of one width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.number_rows import DECODER
from analysis.units import Part


def part(data: bytes | str, filename: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, filename=filename)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"1,2,3\n4,5,6\n",
        b"1,2,3\n4,5,6\n1,2,3\n4,5,6\n1,2\n",
        b"1,2,3\n4,5,6\n1,2,3\n4,5,6\na,b,c\n",
        b"1\n2\n3\n4\n5\n6\n",
        b"2026-01-05 10:11\n2026-01-05 10:12\n",
        b"1.2.3,4\n1.2.3,4\n1.2.3,4\n1.2.3,4\n1.2.3,4\n",
        "1,2\n1,2\n1,2\n1,2\n1,2\n",
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


START = b"1767225600000,0.11,-0.22,9.71\n" * 5


@pytest.mark.parametrize("separator", [b",", b";", b"\t", b" ", b", "], ids=repr)
def test_numbers_stand_in_rows(separator: bytes) -> None:
    opened = DECODER.open(part(START.replace(b",", separator)), 1 << 20)
    assert opened is not None
    assert opened.tree == [[1767225600000, 0.11, -0.22, 9.71]] * 5


def test_the_rows_stand_under_the_name_of_their_file() -> None:
    opened = DECODER.open(part(START, "up/gyro.txt"), 1 << 20)
    assert opened is not None
    assert list(opened.tree) == ["gyro"]


@given(st.binary(max_size=200))
def test_anything_is_opened_or_left_alone(rest) -> None:
    DECODER.open(part(START + rest), 1 << 20)
    assert DECODER.open(part(START + rest), 4) is None


BEGINS = b"1779087610.000000\n1.000000\n71.00\n71.50\n72.33\n72.75\n73.40\n"


def test_a_named_file_may_begin_with_a_time_and_a_rate() -> None:
    opened = DECODER.open(part(BEGINS, "HR.csv"), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "HR": [71.0, 71.5, 72.33, 72.75, 73.4], "sample_rate_hz": 1.0, "start_time": 1779087610.0,
    }  # fmt: skip
    rows = b"1779087600.0, 1779087600.0, 1779087600.0\n32.0, 32.0, 32.0\n" + b"1,8,63\n" * 5
    opened = DECODER.open(part(rows, "ACC.csv"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"ACC": [[1, 8, 63]] * 5, "sample_rate_hz": 32.0, "start_time": 1779087600.0}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (BEGINS, ""),
        (BEGINS.replace(b"73.40", b"none"), "HR.csv"),
        (BEGINS[:40], "HR.csv"),
        (b"71.0\n" * 9, "HR.csv"),
        (b"1779087610\n1779087611\n1779087612\n1779087613\n1779087614\n1779087615\n1779087616\n", "tags.csv"),
    ],
)
def test_one_column_without_a_beginning_stays_closed(data: bytes, name: str) -> None:
    assert DECODER.open(part(data, name), 1 << 20) is None
