"""Consent strings, against the examples of their specifications and an encoder of our own."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.consent_strings import read_gpp, read_tc_string, read_us_privacy

# The example of the specification, section "Full TC String passing".
EXAMPLE = (
    "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAACEAAAAAgAQBAAAAAAAGBAAgAAAA"
    "AAAFAAECAAAgAAQARAEQAAAAAJAAIAAgAAAYQEAAAQmAgBC3ZAYzUw"
)


def encode(
    created: int,
    *,
    cmp: int = 10,
    purposes: tuple[int, ...] = (),
    vendors: tuple[int, ...] = (),
    ranges: bool = False,
) -> str:
    """A core string, by the table of the specification; ``created`` in seconds."""
    flags = "".join("1" if number in purposes else "0" for number in range(1, 25))
    bits = f"{2:06b}{created * 10:036b}{created * 10:036b}{cmp:012b}{3:012b}{1:06b}{4:06b}{13:06b}{120:012b}{4:06b}10"
    bits += f"{0:012b}"
    bits += f"{flags}{flags}0{3:06b}{4:06b}"
    most = max(vendors, default=0)
    if ranges:
        bits += f"{most:016b}1{len(vendors):012b}" + "".join(f"0{vendor:016b}" for vendor in vendors)
    else:
        bits += f"{most:016b}0" + "".join("1" if number in vendors else "0" for number in range(1, most + 1))
    bits += "0" * 17 + "0" * 12
    bits += "0" * (-len(bits) % 24)
    return base64.urlsafe_b64encode(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()


def test_the_example_of_the_specification() -> None:
    found = read_tc_string(EXAMPLE)
    assert found is not None
    assert (found.cmp, found.language, found.policy, found.purposes) == (27, "EN", 2, (1, 2, 3))
    assert found.created == datetime(2020, 2, 20, 23, 57, 39, 300000, tzinfo=UTC)
    assert found.text() == "TCF v2, 2020-02-20, CMP 27, purposes 1-3, 0 by interest, 3 vendors"


@given(
    created=st.integers(1_525_000_000, 2_000_000_000),
    cmp=st.integers(0, 4095),
    purposes=st.sets(st.integers(1, 24)).map(sorted).map(tuple),
    vendors=st.sets(st.integers(1, 1200), max_size=60).map(sorted).map(tuple),
    ranges=st.booleans(),
)
def test_reads_what_was_written(
    created: int, cmp: int, purposes: tuple[int, ...], vendors: tuple[int, ...], ranges: bool
) -> None:
    found = read_tc_string(encode(created, cmp=cmp, purposes=purposes, vendors=vendors, ranges=ranges))
    assert found is not None
    assert (found.cmp, found.purposes, found.interests, found.vendors) == (
        cmp,
        purposes,
        purposes,
        len(vendors),
    )
    assert int(found.created.timestamp()) == created


def test_a_list_of_vendors_that_is_cut_off() -> None:
    whole = encode(1_700_000_000, vendors=(1, 900))
    found = read_tc_string(whole[:60])
    assert found is not None
    assert found.vendors is None
    assert "vendors unread" in found.text()


@pytest.mark.parametrize(
    "text",
    [
        "", "C", "C" + "A" * 60, "C" + "_" * 60, EXAMPLE[:30], "B" + EXAMPLE[1:], f" {EXAMPLE}", f"{EXAMPLE}=",
        "Cm9oaSBJIGFtIGEgYmFzZTY0IHRleHQgdGhhdCBiZWdpbnM", "CPXxRfAPXxRfA+fKABENB-CgAAAAAAAAAAYgAAAAAAAA", "C" + "z9" * 200,
    ],
)  # fmt: skip
def test_no_consent_strings(text: str) -> None:
    assert read_tc_string(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1YNN", "US privacy 1YNN: notice yes, opted out of sale no, LSPA no"),
        ("1yyn", "US privacy 1YYN: notice yes, opted out of sale yes, LSPA no"),
        ("1---", "US privacy 1---: notice not applicable, opted out of sale not applicable, LSPA not applicable"),
        ("2YNN", ""), ("1YN", ""), ("1YNNN", ""), ("1000", ""), ("", ""), ("YNNN", ""),
    ],
)  # fmt: skip
def test_us_privacy(text: str, said: str) -> None:
    assert read_us_privacy(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("DBABM", "GPP: TCF EU v2"), ("DBACNY", "GPP: TCF EU v2, US privacy"), ("DBABjw", "GPP: TCF Canada, US privacy"),
        ("DBACNY~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN", "GPP: TCF EU v2, US privacy"),
        ("DBABLA~BVQqAAAAAgA.QA", "GPP: US national"), ("DBAA", "GPP, no section"),
        ("DBACNY~1YNN", ""), ("DB", ""), ("DBxyz", ""), ("DATABASE", ""), ("DBAA~", "GPP, no section"), ("", ""),
    ],
)  # fmt: skip
def test_gpp(text: str, said: str) -> None:
    assert read_gpp(text) == said


@given(st.text(max_size=80) | st.from_regex(r"(?:C|DB)[A-Za-z0-9_.~-]{0,200}", fullmatch=True))
def test_any_text_is_judged(text: str) -> None:
    found = read_tc_string(text)
    assert found is None or text.startswith("C")
    assert not read_us_privacy(text) or len(text) == 4
    assert not read_gpp(text) or text.startswith("DB")
