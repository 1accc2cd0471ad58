"""Which way a device points and is held; and headings and orientations of other things."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.heading import DETECTOR

NEGATIVES = [
    {"orientation": "horizontal"},
    {"orientation": 90},
    {"heading": "Welcome", "headings": [1, 2, 3]},
    {"heading": 90},
    {"trueHeading": -1, "magneticHeading": 400},
    {"orientation": "left"},
    {"page_orientation": "portrait"},
    {"compass": "north"},
    {"true_heading_visible": True},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_other_headings_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_which_way_the_device_points(see) -> None:
    found = see(DETECTOR, {"compass": {"magneticHeading": 123.4, "trueHeading": 125.1}})
    assert [(item.property, item.rule, item.confidence) for item in found] == [
        ("x_heading", "heading.compass", "likely")
    ] * 2


def test_which_way_up_the_screen_is(see) -> None:
    (screen,) = see(DETECTOR, {"device": {"orientation": "portrait"}})
    assert (screen.property, screen.confidence) == ("orientation", "possible")
