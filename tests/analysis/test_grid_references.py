"""Grid references give the places that reference implementations and maps give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.grid_references import h3_edge, maidenhead, mgrs, utm


@pytest.mark.parametrize(
    "text", ["", "12ABC", "31UDQ123", "61UDQ1234512345", "31IDQ1212", "31UZQ4825111932", "32TMT", "hello"]
)
def test_what_is_no_military_grid_reference_has_no_place(text) -> None:
    assert mgrs(text) is None


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("31UDQ4825111932", 48.8582, 2.2945),  # the Eiffel tower
        ("31U DQ 48251 11932", 48.8582, 2.2945),
        ("18SUJ2337106519", 38.8895, -77.0353),  # the Washington monument
        ("56HLH3489752297", -33.8568, 151.2153),  # the Sydney opera
    ],
)
def test_known_places_are_where_they_are(text, latitude, longitude) -> None:
    cell = mgrs(text)
    assert cell is not None
    assert cell.latitude == pytest.approx(latitude, abs=0.01)
    assert cell.longitude == pytest.approx(longitude, abs=0.01)


def test_utm_metres_are_degrees() -> None:
    assert utm(31, False, 448_251, 5_411_932) == pytest.approx((48.858193, 2.294489), abs=1e-5)
    assert utm(0, False, 448_251, 5_411_932) is None
    assert utm(31, False, 1, 5_411_932) is None


@pytest.mark.parametrize("text", ["", "SA58", "JN5", "JN58zz", "JN58t", "1N58td"])
def test_what_is_no_locator_has_no_place(text) -> None:
    assert maidenhead(text) is None


def test_a_locator_is_a_field_of_the_map() -> None:
    cell = maidenhead("JN58td")
    assert cell is not None
    assert (cell.latitude, cell.longitude) == pytest.approx((48.1458, 11.625), abs=1e-3)
    assert cell.height == pytest.approx(1 / 24)


def test_a_hexagon_has_the_size_of_its_resolution() -> None:
    assert h3_edge("8a1fb46622dffff") == 76
    assert h3_edge("8928308280fffff") == 201
    assert h3_edge("7a1fb46622dffff") is None
    assert h3_edge("Section A") is None


@given(st.text(max_size=30))
def test_any_text_is_a_place_or_none(text) -> None:
    for read in (mgrs, maidenhead):
        cell = read(text)
        assert cell is None or (abs(cell.latitude) <= 90 and abs(cell.longitude) <= 181)
