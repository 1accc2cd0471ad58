"""FinTS messages open into their segments, those wrapped for the way too; other text stays closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.fints import DECODER
from analysis.units import Opened, Part

HEAD = "HNHBK:1:3+000000000199+300+4711+2'"
INNER = "HKSAL:3:7+DE02500105170137075030:INGDDEFFXXX+N'HNSHA:4:2+4812++geheim77:123456'"
WRAPPED = f"{HEAD}HNVSD:999:1+@{len(INNER)}@{INNER}'HNHBS:5:1+2'"


def opened(data: bytes | str) -> Opened | None:
    return DECODER.open(Part(path="body", context="body", names=(), data=data), 1 << 20)


@pytest.mark.parametrize(
    "data",
    ["", "HNHBK", "HNHBK is a segment", "HNHBK:1:3+12+300'", f"x{HEAD}", b"\x00\x01HNHBK:1:3+000000000199+"],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert opened(data) is None


def test_segments_that_are_wrapped_are_read_and_the_pin_is_named() -> None:
    found = opened(WRAPPED.encode())
    assert found is not None
    assert isinstance(found.tree, dict)
    assert found.tree["HKSAL"] == [[["DE02500105170137075030", "INGDDEFFXXX"], "N"]]
    assert found.tree["HNSHA"] == [["4812", "", {"password": "geheim77", "otp": "123456"}]]
    assert not found.ends_early


def test_a_sign_that_is_meant_itself_parts_nothing() -> None:
    found = opened(f"{HEAD}HKCCS:3:1+urn?:iso?+x??+@3@a'b+c'".encode())
    assert found is not None
    assert isinstance(found.tree, dict)
    assert found.tree["HKCCS"] == [["urn:iso+x?", "a'b", "c"]]


def test_a_message_that_is_cut_short_says_so() -> None:
    found = opened(WRAPPED[:-4].encode())
    assert found is not None
    assert found.ends_early


@given(st.text(alphabet="HKN:+'@?0123456789ab", max_size=120))
def test_any_rest_after_a_beginning_is_safe(rest: str) -> None:
    assert opened((HEAD + rest).encode()) is not None
