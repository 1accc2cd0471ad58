"""Keys that somebody pressed are found by when and how often; codes, macros and lists of keys are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.input_events import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
AT = 1795600000


@pytest.mark.parametrize(
    "body",
    [
        {"keys": ["power", "vol_up", "vol_up", "mute"]},
        {"keys": [[8, "power"], [2, "vol_up"], [9, "mute"]]},
        {"keys": [[1, "power"], [2, "vol_up"], [3, "mute"]]},
        {"keys": [[0, "power"], [900, "vol_up"]]},
        {"keymap": {"keys": [[0, "power"], [1, "vol_up"], [1, "vol_up"]]}},
        {"scene": {"keys": [[0, "power"], [1500, "hdmi1"], [30000, "vol_up"], [40000, "mute"]]}},
        {"rows": [[AT, "power"], [AT + 4, "vol_up"], [AT + 5, "vol_up"]]},
        {"keys": [[0, "up"], [900, "up"], [1800, "down"]]},
        {
            "keys": [
                {"t": 1, "k": "power", "x": 3},
                {"t": 2, "k": "mute", "x": 3},
                {"t": 3, "k": "mute", "x": 3},
            ]
        },
        {"keys": [[5, "power"], [4, "vol_up"], [3, "vol_up"]]},
        {"buttons": [[True, "power"], [True, "mute"], [True, "mute"]]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"keys": [[0, "power"], [900, "vol_up"], [1300, "VOL_UP"]]}, "power, volup, volup"),
        (
            {"remote": {"ev": [[0, "ch_up"], [4000, "ok"], [9000, "ch_down"], [61000, "mute"]]}},
            "chup, ok, chdown, mute",
        ),
        (
            {"presses": [{"t": AT, "k": "KEY_HOME"}, {"t": AT, "k": "down"}, {"t": AT + 2, "k": "ok"}]},
            "home, down, ok",
        ),
        ({"knappar": [[AT, "1"], [AT + 1, "2"], [AT + 9, "mute"]]}, "1, 2, mute"),
    ],
)
def test_finds_what_was_pressed(see: See, body: object, value: str) -> None:
    found = [seen for seen in see(DETECTOR, body) if seen.rule == "input_events.keys"]
    assert [(seen.category, seen.value) for seen in found] == [("usage.interaction", value)]
