"""The sun's height agrees with the Astronomical Almanac's low-precision formulas, and with the seasons."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sun import elevation

_EPOCH: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)


def of_the_almanac(at: datetime, latitude: float, longitude: float) -> float:
    """Within 0.01° from 1950 to 2050 (The Astronomical Almanac, "low precision formulas for the Sun's coordinates")."""
    days = (at - _EPOCH).total_seconds() / 86_400
    anomaly = math.radians(357.528 + 0.9856003 * days)
    mean = 280.460 + 0.9856474 * days
    ecliptic = math.radians(mean + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    tilt = math.radians(23.439 - 4e-7 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    sidereal = math.radians((18.697374558 + 24.06570982441908 * days) * 15 + longitude)
    north = math.radians(latitude)
    sine = math.sin(north) * math.sin(declination)
    sine += math.cos(north) * math.cos(declination) * math.cos(sidereal - ascension)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine))))


@given(
    st.integers(0, 30 * 365 * 24 * 60),
    st.floats(-89, 89),
    st.floats(-180, 180),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"]),
)
def test_it_agrees_with_the_almanac(minute: int, latitude: float, longitude: float, zone: str) -> None:
    there = (datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(ZoneInfo(zone))
    assert elevation(there, latitude, longitude) == pytest.approx(
        of_the_almanac(there, latitude, longitude), abs=0.05
    )


def test_the_pole_has_night_in_winter_and_day_in_summer() -> None:
    hours = range(24)
    assert max(elevation(datetime(2026, 12, 21, hour, tzinfo=UTC), 78.2, 15.6) for hour in hours) < -10
    assert min(elevation(datetime(2026, 6, 21, hour, tzinfo=UTC), 78.2, 15.6) for hour in hours) > 10


def test_at_the_equinox_it_stands_overhead_at_the_equator() -> None:
    assert (
        max(elevation(datetime(2026, 3, 20, 12, minute, tzinfo=UTC), 0.0, 0.0) for minute in range(60)) > 89
    )
