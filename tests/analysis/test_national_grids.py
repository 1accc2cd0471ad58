"""Metres of a country's grid are a position under its name, within its bounds; extents, tiles and sizes are not."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import location
from tests.analysis.detectors.conftest import see as see


def seen(see: Any, body: object) -> dict[str | None, str]:
    return {found.property: found.value for found in see(location.DETECTOR, body)}


@pytest.mark.parametrize(
    "body",
    [
        {"x": 121687.4, "y": 487484.1},  # of nothing that is named
        {"e": 2600421.5, "n": 1199712.2},
        {"rd_x": 121687.4, "rd_y": 1487484.1},  # outside
        {"rd_x": 121687.4},
        {"crs": "EPSG:25832", "e": 674032, "n": 6580822},
        {"extent": {"rd_x": 121687.4, "rd_y": 487484.1}},
        {"bounds": {"crs": "EPSG:2056", "e": 2600421.5, "n": 1199712.2}},
        {"stops": [
            {"name": "A", "openingHours": "8-20", "rd_x": 121687.4, "rd_y": 487484.1},
            {"name": "B", "openingHours": "8-20", "rd_x": 131687.4, "rd_y": 457484.1},
        ]},
        {"rd": {"x": 1024, "y": 768}},
    ],
)  # fmt: skip
def test_other_numbers_are_no_position(see: Any, body: object) -> None:
    assert seen(see, body) == {}


@pytest.mark.parametrize(
    ("body", "latitude", "longitude"),
    [
        # The origins of the two grids whose formulas are approximate: Berne's old observatory, and Amersfoort.
        ({"lv95_e": 2600000.0, "lv95_n": 1200000.0}, 46.95108, 7.43864),
        ({"rd": {"x": 155000.0, "y": 463000.0}}, 52.15517, 5.38721),
        ({"crs": "EPSG:2056", "e": 2600421.5, "n": 1199712.2}, 46.94849, 7.44417),
        ({"sweref99tm_n": 6580822, "sweref99tm_e": 674032}, 59.33023, 18.05919),
        ({"etrs_tm35fin": {"n": 6672214, "e": 385712}}, 60.17079, 24.94016),
        ({"srs": "epsg:3067", "ita": 385712, "pohjoinen": 6672214}, 60.17079, 24.94016),
    ],
)
def test_a_position_under_the_name_of_a_grid(
    see: Any, body: object, latitude: float, longitude: float
) -> None:
    found = seen(see, body)
    assert float(found["latitude"]) == pytest.approx(latitude, abs=2e-5)
    assert float(found["longitude"]) == pytest.approx(longitude, abs=2e-5)
