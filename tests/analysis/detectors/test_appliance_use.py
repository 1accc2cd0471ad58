"""A machine of the household that ran is found; jobs of a server and plans of rooms are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.appliance_use import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"event": "cleaning_finished", "duration": 41, "area": "eu", "rows": 88412, "table": "sessions"},
        {"event": "housekeeping", "rooms": ["101"], "minutes": 40},
        {"event": "clean_finished", "minutes": 41},
        {"event": "clean", "minutes": 41, "area_m2": 28.4},
        {"event": "wash_finished", "program": "eco"},
        {"event": "wash_finished", "program": "eco", "duration": "long"},
        {"event": "upload_finished", "minutes": 3, "load": 2},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"event": "clean_finished", "rooms": ["Küche", "Bad"], "minutes": 41},
        {"state": "washing completed", "program": "Eco 40-60", "duration": 184},
        {"job": {"status": "brew_done", "cups": 2, "seconds": 240}},
    ],
)
def test_finds(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.rule) == ("usage.interaction", "appliance_use.run")
