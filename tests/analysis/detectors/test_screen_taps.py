"""Touches of a screen under short names are found; tests, bindings and animations are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.screen_taps import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
T = 1_795_840_001


@pytest.mark.parametrize(
    "body",
    [
        {"scr": "media", "act": "tap"},
        {"scr": "media", "act": "open", "t": T},
        {"act": "tap", "x": 3, "t": T},
        {"scr": "media", "act": "tap", "t": 41},
        {"scr": "media", "act": "tap", "t": T, "expected": "home"},
        {"target": "back", "action": "swipe_left", "shortcut": "Alt+Left", "t": T},
        {"steps": [{"scr": "media", "act": "tap", "t": T}]},
        ["tap", "media", T],
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"ev": [{"scr": "media", "act": "tap", "el": "fav3", "t": T}]}, "tap"),
        ({"ekran": "start", "a": "dotyk", "t": T * 1000}, "dotyk"),
        ({"btn": "ok", "g": "LongPress", "at": "2026-11-26T06:31:00Z"}, "LongPress"),
    ],
)
def test_finds(see: See, body: object, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("usage.interaction", value)
