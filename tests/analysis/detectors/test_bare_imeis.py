"""An IMEI is known by its form beside a model and a firmware; orders, cards and times of fifteen digits are none."""

from __future__ import annotations

import pytest

from analysis.detectors.written_device import DETECTOR

IMEI = "356938035643809"


@pytest.mark.parametrize(
    "body",
    [
        {"im": IMEI},
        {"im": IMEI, "mdl": "HX-2041"},
        {"im": "356938035643808", "mdl": "HX-2041", "fw": "1.2"},
        {"im": "126938035643804", "mdl": "HX-2041", "fw": "1.2"},
        {"orderNo": IMEI, "model": "HX-2041", "fw": "1.2"},
        {"no": int(IMEI), "model": "HX-2041", "fw": "1.2", "price": 199},
        {"x": int(IMEI), "model": "HX-2041", "fw": "1.2"},
    ],
)
def test_finds_nothing_in(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"im": IMEI, "mdl": "HX-2041", "csc": "DBT"},
        {"i": int(IMEI), "m": "PT-4", "fw": "1.8.3"},
        {"nr": IMEI, "modell": "PT-4", "hersteller": "Pilz"},
    ],
)
def test_finds_the_number(see, body) -> None:
    assert [(item.category, item.value) for item in see(DETECTOR, body)] == [("identifier.device", IMEI)]


@pytest.mark.parametrize(
    "body",
    [
        {"ident": "352094087145263"},
        {"ident": "352094087145263", "lat": 53.1, "lon": -6.8, "price": 3},
        {"ident": "cargo"},
    ],
)
def test_a_trackers_own_number_needs_a_place(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_a_tracker_beside_its_place(see) -> None:
    body = {
        "ident": "352094087145263",
        "position.latitude": 53.147,
        "position.longitude": -6.79,
        "position.satellites": 14,
    }
    assert [(item.rule, item.value) for item in see(DETECTOR, body)] == [
        ("written_device.own", "352094087145263")
    ]
    (found,) = see(DETECTOR, {"uid": "862045041234560", "fix": {"la": 51.05, "lo": 13.7}, "v": 4.01})
    assert found.rule == "written_device.beside"
