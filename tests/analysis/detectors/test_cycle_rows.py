"""Cycles in rows with the bleeding of each day are found; brakes, radiators, water meters and studies are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.cycle import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1", {"date": "2026-10-03", "brakes": "rear", "bleeding": [2, 2, 1, 1]}),
        ("/v1", {"visits": [{"date": "2026-10-03", "radiator": 4, "bleeding": [1, 0, 2]}]}),
        ("/v1", {"cohort": "A", "visit": "2026-10-03", "bleeding": [1, 0, 2, 1]}),
        ("/v1", {"start": "2026-10-03", "length": 29, "flow": [3, 2, 1]}),
        ("/cycles", {"cycles": [{"start": "2026-06-03", "length": 30, "flow": [3, 2, 2, 1]}]}),
        ("/v1", {"start": "2026-10-03", "bleeding": [30, 12, 44]}),
        ("/v1", {"length": 29, "bleeding": [3, 2, 1]}),
        ("/v1", {"start": "2026-10-03", "bleeding": [3]}),
        ("/v1", {"days": {"2026-08-12": {"bleeding": 2, "patients": 40}}}),
        ("/v1", {"days": {"first": {"bleeding": 2}}}),
    ],
)
def test_finds_nothing_in(see: See, path: str, body: object) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1", {"cycles": [{"start": "2026-08-12", "length": 29, "bleeding": [2, 3, 2]}] * 2}),
        (
            "/v1",
            {
                "zyklen": [
                    {"beginn": "2026-08-12", "blutung": [2, 3, 2]},
                    {"beginn": "2026-09-10", "blutung": [1, 2]},
                ]
            },
        ),
        ("/v1", {"days": {"2026-08-12": {"bleeding": 2}, "2026-08-13": {"bleeding": 3}}}),
        ("/mens/sync", {"periods": [{"from": "2026-08-12", "flow": [2, 3, 1]}]}),
    ],
)
def test_tells_the_first_of_a_list(see: See, path: str, body: object) -> None:
    assert [item.category for item in see(DETECTOR, body, path=path)] == ["health.cycle"]
