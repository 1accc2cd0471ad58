"""A receiver's sentence and hemispheres before degrees in a text; prices, codes, quotations and the textbook's example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.position_texts import may_be_written, position_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("*SCOR,OM,863725031194523,D0,0,120211.00,A,4815.7910,N,01622.3521,E,8", ("48.263183", "16.372535")),
        ("x,3352.1280,S,15112.5580,E", ("-33.868800", "151.209300")),
        ("http://maps.example/maps?q=N48.20849,E16.37208 spd:0", ("48.20849", "16.37208")),
        ("S33.8688 W70.6693", ("-33.8688", "-70.6693")),
    ],
)
def test_positions_are_read(text: str, found: tuple[str, str]) -> None:
    assert may_be_written(text)
    assert position_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4815.7910,N",
        "4865.7910,N,01622.3521,E",
        "14815.7910,N,01622.3521,E",
        "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9",
        'text("imei:1,A,5443.3834,N,02512.9071,E,0.00,0;")',
        "size N48, E16",
        "PLAN48.20849,E16.37208",
        "4815.7910,N,01622.3521,E" + " " * 2_000,
    ],
)
def test_other_texts_hold_none(text: str) -> None:
    assert not (may_be_written(text) and position_in(text))


@given(st.floats(0, 89.9), st.floats(0, 179.9))
def test_hemispheres_give_the_sign(north: float, east: float) -> None:
    assert position_in(f"at S{north:.5f},W{east:.5f}") == (f"-{north:.5f}", f"-{east:.5f}")
