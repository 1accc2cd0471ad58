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
