"""How high the sun stands, for light readings, as the astral library works it out."""

from __future__ import annotations

from datetime import datetime


def elevation(at: datetime, latitude: float, longitude: float) -> float:
    """Degrees of the sun's centre above (below: negative) the horizon, without refraction.

    ``at`` is aware; ``latitude`` and ``longitude`` in degrees, north and east positive. Source: astral (the formulas of
    NOAA's solar calculator).
    """
    # loaded where a light reading meets a household that has said where it is: few pages and few homes
    from astral import Observer
    from astral.sun import elevation as of_the_sun

    return of_the_sun(Observer(latitude, longitude), at, with_refraction=False)
