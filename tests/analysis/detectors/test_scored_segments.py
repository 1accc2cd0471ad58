"""Segments of a household with a score each are found; those of a catalogue, a road, a firm and a disk are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.profile import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
HOUSE = "4c1f7a90-22d1-4b7e-9a80-2e7b1c5d9f31"
SEGMENTS = [["cycling", 0.88], ["true_crime", 0.55]]


@pytest.mark.parametrize(
    "body",
    [
        {"segs": SEGMENTS},
        {"hh": "short", "segs": SEGMENTS},
        {"device_id": HOUSE, "segs": SEGMENTS},
        {"hh": HOUSE, "segs": SEGMENTS[:1]},
        {"hh": HOUSE, "segs": [["cycling", "true_crime"]] * 2},
        {"hh": HOUSE, "segs": [[4471, 0.2], [4472, 0.3]]},
        {"hh": HOUSE, "segs": [{"seg": "cycling"}, {"seg": "cars"}]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"hh": HOUSE, "segs": SEGMENTS},
        {"uid": "u-99a1c7", "affinities": [["garten", 12], ["reisen", 4]]},
        {"ifa": HOUSE, "aud": [{"seg": "cars", "p": 0.3}, {"seg": "cats", "p": 0.9}]},
    ],
)
def test_finds(see: See, body: object) -> None:
    assert {found.category for found in see(DETECTOR, body)} == {"profile.interest"}
