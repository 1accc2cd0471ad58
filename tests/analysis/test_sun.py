"""The sun's height agrees with the astral library (3.2, no refraction), whose values stand here, and with the seasons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.sun import elevation


@pytest.mark.parametrize(
    ("at", "latitude", "longitude", "degrees"),
    [
        (datetime(2026, 6, 21, 11, tzinfo=UTC), 52.52, 13.405, 60.876),
        (datetime(2026, 12, 21, 11, tzinfo=UTC), 52.52, 13.405, 14.037),
        (datetime(2026, 11, 20, 6, 30, tzinfo=UTC), 52.52, 13.405, -1.706),
        (datetime(2026, 3, 20, 2, tzinfo=UTC), -33.87, 151.21, 56.332),
    ],
)
def test_it_agrees_with_the_library(at: datetime, latitude: float, longitude: float, degrees: float) -> None:
    assert elevation(at, latitude, longitude) == pytest.approx(degrees, abs=0.02)


def test_the_pole_has_night_in_winter_and_day_in_summer() -> None:
    hours = range(24)
    assert max(elevation(datetime(2026, 12, 21, hour, tzinfo=UTC), 78.2, 15.6) for hour in hours) < -10
    assert min(elevation(datetime(2026, 6, 21, hour, tzinfo=UTC), 78.2, 15.6) for hour in hours) > 10


def test_at_the_equinox_it_stands_overhead_at_the_equator() -> None:
    assert (
        max(elevation(datetime(2026, 3, 20, 12, minute, tzinfo=UTC), 0.0, 0.0) for minute in range(60)) > 89
    )
