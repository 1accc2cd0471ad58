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


@pytest.mark.parametrize(
    "body",
    [
        {"event": "done", "batch": "B-77", "water": 42, "kwh": 6, "at": 1793010021},
        {"state": "done", "kwh": 4.1, "water": 0, "job": "rollup", "at": 1793010021},
        {"status": "completed", "kwh": 812.4, "water": 3, "at": 1793010021},
        {"event": "finished", "kwh": 0.87, "at": 1793010021, "id": 4},
        {"event": "finished", "kwh": 0.87, "water_l": 9.4, "id": 4},
        {"event": "moved", "kwh": 0.87, "water_l": 9.4, "ts": 1793010021},
    ],
)
def test_what_is_over_elsewhere_is_no_run(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"event": "finished", "energy_kwh": 0.87, "water_l": 9.4, "ts": 1793010021},
        {"e": "done", "kwh": 1.1, "litres": 61, "t": 1793263480},
        {"stato": "terminato", "kwh": 0.66, "litri": 48, "at": "2026-10-10T19:20:00Z"},
    ],
)
def test_the_end_of_a_run_is_found_by_what_it_took(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert found.rule == "appliance_use.over"
