"""Tells what a sensor can do from what it has read: rates, ranges and limits of a data sheet are no readings.

Names: Android's ``Sensor`` (``maximumRange``, ``resolution``, ``minDelay``, ``fifoMaxEventCount``), ST's and Bosch's data
sheets (``odr``, full scale, noise density).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lookup_tables import is_looked_up
from analysis.quantities import Field
from analysis.records import Confidence
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_MOST: Final = 256  # names of a message that are looked at
_RATED: Final = frozenset({
    "odr", "hz", "range", "ranges", "resolution", "resolutions", "noise", "sensitivity", "bandwidth", "supported", "options",
    "modes", "fullscale", "fifo", "thresholds", "limits", "scales",
})  # fmt: skip
_RATES: Final = frozenset({"rate", "rates", "frequencies"})
_TURNING: Final = frozenset(
    {"gyro", "gyr", "gyroscope", "rotation", "angular", "yaw", "pitch", "roll", "turn", "body"}
)
_SHEET: Final = frozenset({
    "odr", "range", "ranges", "resolution", "noise", "sensitivity", "bandwidth", "fullscale", "fifo", "vendor",
})  # fmt: skip
_SHEET_NAMES: Final = frozenset({
    "maxrange", "maximumrange", "mindelay", "maxdelay", "powerma", "fifomaxeventcount", "fiforeservedeventcount",
    "supportedrates", "samplerates", "samplingrates", "measuringrange", "operatingrange",
})  # fmt: skip
_BOUNDS: Final = frozenset({"min", "max", "minimum", "maximum", "limit", "lowest", "highest", "bis", "von"})
_TIMES: Final = frozenset(
    {"time", "timestamp", "ts", "t", "date", "datetime", "at", "measured", "recorded", "values"}
)
_ENDS: Final = {
    "min": "max",
    "max": "min",
    "minimum": "maximum",
    "maximum": "minimum",
    "low": "high",
    "high": "low",
}
_OF_A_DAY: Final = _TIMES | {
    "avg",
    "average",
    "mean",
    "median",
    "day",
    "tag",
    "datum",
    "zeit",
    "room",
    "last",
    "current",
}
_LEAST: Final = 2  # names of a message that are those of a data sheet

# Of a list's name: whether it says what a sensor can do (``odr_hz: [25, 50, 100]``).
IS_RATED: Final = Remembered[str, bool](lambda name: _is_of_a_sheet(frozenset(words(name))))
_IS_BOUND: Final = Remembered[str, bool](lambda name: not _BOUNDS.isdisjoint(words(name)))

_TELLS_A_DAY: Final = Remembered[str, bool](lambda name: not _OF_A_DAY.isdisjoint(words(name)))


def _is_of_a_sheet(spoken: frozenset[str]) -> bool:
    """Whether words speak of what a sensor can do; ``rotationRate`` is what it reads."""
    return not _RATED.isdisjoint(spoken) or (not _RATES.isdisjoint(spoken) and _TURNING.isdisjoint(spoken))


def _tells_a_sheet(names: tuple[str, ...]) -> bool:
    said = 0
    for name in islice(names, _MOST):
        spoken = words(name)
        if not _TIMES.isdisjoint(spoken):
            return False
        said += not _SHEET.isdisjoint(spoken) or "".join(spoken) in _SHEET_NAMES
    return said >= _LEAST


_IS_SHEET: Final = Remembered[tuple[str, ...], bool](_tells_a_sheet)


def is_rated(names: tuple[str, ...], place: Surroundings) -> bool:
    """Whether a value is the bound of what a sensor can read: named so in a message that tells of ranges, and of no time."""
    return any(_IS_BOUND[name] or IS_RATED[name] for name in names[-2:]) and _IS_SHEET[place.names]


def is_bound(field: Field, place: Surroundings) -> bool:
    """``lux_min: 20, lux_max: 200`` in an object that holds no time and no middle: when something is to be done."""
    own = words(field.names[-1]) if field.names else ()
    if not own or own[-1] not in _ENDS or field.is_series:
        return False
    other = _ENDS[own[-1]]
    beside = place.siblings(field.path)
    return any(words(name) == (*own[:-1], other) for name in beside) and not any(
        _TELLS_A_DAY[name] for name in beside
    )


def unless_rated(
    judge: Callable[[Field, Surroundings], Confidence | None],
) -> Callable[[Field, Surroundings], Confidence | None]:
    """The same judge, which leaves out what stands in a data sheet or a table to look things up in, or bounds a rule."""

    def judged(field: Field, place: Surroundings) -> Confidence | None:
        found = judge(field, place)
        if found is None or is_rated(field.names, place) or is_bound(field, place):
            return None
        return None if is_looked_up(field, place) else found

    return judged
