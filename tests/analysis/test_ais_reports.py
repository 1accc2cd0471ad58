"""Reports of ships give number and place; letters that are none, and ships without a place, give none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ais_reports import Report, read_report


def letters(kind: int, longitude: float, latitude: float, before: int = 61, wide: bool = True) -> str:
    """A report with nothing else in it."""
    parts = 600_000 if wide else 600
    sizes = (28, 27) if wide else (18, 17)
    head = f"{kind:06b}00{211_234_560:030b}".ljust(before, "0")
    bits = head + "".join(
        f"{round(value * parts) & ((1 << size) - 1):0{size}b}"
        for value, size in zip((longitude, latitude), sizes, strict=True)
    )
    bits = bits.ljust(168 if wide else 96, "0")
    codes = [int(bits[at : at + 6], 2) for at in range(0, len(bits), 6)]
    return "".join(chr(code + 48 + (8 if code > 39 else 0)) for code in codes)


@pytest.mark.parametrize(("kind", "before"), [(1, 61), (3, 61), (18, 57)])
def test_where_a_ship_says_that_it_is(kind: int, before: int) -> None:
    found = read_report(letters(kind, -10.1234, -54.321, before))
    assert found == Report(mmsi="211234560", latitude=-54.321, longitude=-10.1234)


def test_the_coarse_report_for_satellites() -> None:
    found = read_report(letters(27, 13.4, 54.4, 44, wide=False))
    assert found == Report(mmsi="211234560", latitude=54.4, longitude=13.4)


def test_no_place_is_no_place() -> None:
    assert read_report(letters(1, 181, 91)) == Report(mmsi="211234560")


@pytest.mark.parametrize(
    "text", ["", "short", "x" * 28, "!" * 28, letters(5, 1, 1), letters(24, 1, 1), letters(1, 1, 1)[:15]]
)
def test_others_are_none(text: str) -> None:
    assert read_report(text) is None


@given(st.text(st.characters(min_codepoint=48, max_codepoint=119), max_size=90))
def test_any_letters_are_read_within_range(text: str) -> None:
    found = read_report(text)
    assert (
        found is None
        or found.latitude is None
        or (abs(found.latitude) <= 90 and abs(found.longitude or 0) <= 180)
    )
