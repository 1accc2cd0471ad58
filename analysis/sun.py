"""How high the sun stands, for light readings: the low-precision formulas of the Astronomical Almanac."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Final

_EPOCH: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)  # J2000.0


def elevation(at: datetime, latitude: float, longitude: float) -> float:
    """Degrees of the sun's centre above (below: negative) the horizon, without refraction; within 0.05° from 1950 to 2050.

    ``at`` is aware; ``latitude`` and ``longitude`` in degrees, north and east positive. Formulas: The Astronomical Almanac,
    "low precision formulas for the Sun's coordinates", and Greenwich mean sidereal time.
    """
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
