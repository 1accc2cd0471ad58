"""Of several time zones in a list, or in a table of countries, somebody has one; a zone by itself is told."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors.place import DETECTOR
from tests.analysis.detectors.conftest import see as see

WIEN, TORONTO, LISBOA, AZORES = "Europe/Vienna", "America/Toronto", "Europe/Lisbon", "Atlantic/Azores"


def zones(see: Any, body: object) -> list[str]:
    return [item.value for item in see(DETECTOR, body) if item.property == "timezone"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"tz": WIEN}, [WIEN]),
        ({"zones": [WIEN]}, [WIEN]),
        ({"zones": [WIEN, TORONTO]}, []),
        ({"zones": [WIEN, WIEN]}, [WIEN, WIEN]),
        ({"events": [{"tz": WIEN}, {"tz": TORONTO}]}, [WIEN, TORONTO]),
        ({"devices": [{"zones": [WIEN]}, {"zones": [WIEN]}]}, [WIEN, WIEN]),
        ({"lands": [{"zones": [WIEN]}, {"zones": [LISBOA, AZORES]}]}, []),
    ],
)
def test_zones(see: Any, body: object, expected: list[str]) -> None:
    assert zones(see, body) == expected
