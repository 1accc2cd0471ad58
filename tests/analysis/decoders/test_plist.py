"""XML property lists open as the values that they hold; bombs and other XML stay closed."""

from __future__ import annotations

import plistlib
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.plist import DECODER
from analysis.units import Part

TEXTS = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)
VALUES = st.recursive(
    TEXTS
    | st.integers(-(2**63), 2**64 - 1)
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=10,
)


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@given(st.dictionaries(TEXTS, VALUES, max_size=4) | st.lists(VALUES, max_size=4))
def test_any_property_list_opens_as_what_it_is(tree: Any) -> None:
    data = plistlib.dumps(tree)
    for sent in (data, data.decode(), b"\xef\xbb\xbf" + data):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is not None
        assert opened.tree == tree


def test_dates_are_iso_8601_and_huge_integers_hexadecimal() -> None:
    opened = DECODER.open(part(plistlib.dumps({"t": datetime(2026, 11, 22, 7, 30)})), 1 << 20)  # noqa: DTZ001
    assert opened is not None
    assert opened.tree == {"t": "2026-11-22T07:30:00Z"}
    huge = "<plist><dict><key>n</key><integer>0x" + "f" * 5_000 + "</integer></dict></plist>"
    opened = DECODER.open(part(huge), 1 << 20)
    assert opened is not None
    assert opened.tree == {"n": "0x" + "f" * 5_000}


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<plist>",
        "<plist/>",
        '<plist version="1.0"><string>only a word</string></plist>',
        '<?xml version="1.0"?><gpx><trk>plist</trk></gpx>',
        "<plist><dict><key>a</key></dict></plist>",
        "<plist><dict><integer>x</integer></dict></plist>",
        "<plist><dict><key>a</key><integer>abc</integer></dict></plist>",
        "<plist><dict><key>a</key><date>yesterday</date></dict></plist>",
        "<plist><dict><key>a</key><data>!</data></dict>",
        '<!DOCTYPE plist [<!ENTITY a "b">]><plist><dict><key>a</key><string>&a;</string></dict></plist>',
        "the <plist> element",
        b"bplist00\xd1\x01\x02",
        b"\xff<plist>",
    ],
)
def test_what_is_no_property_list_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_depth_and_size_are_bounded() -> None:
    deep = "<plist>" + "<array>" * 10_000 + "</array>" * 10_000 + "</plist>"
    assert DECODER.open(part(deep), 1 << 20) is not None
    flood = "<plist><array>" + "<true/>" * 300_000 + "</array></plist>"
    assert DECODER.open(part(flood), 32 << 20) is None
    assert DECODER.open(part(plistlib.dumps({"a": "b" * 1000})), 100) is None
