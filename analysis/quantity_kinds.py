"""What a detector says of a physical quantity that it looks for, and what it is asked about a candidate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from analysis.payload import Scalar
from analysis.records import Confidence
from analysis.surroundings import Surroundings

SERIES_FROM: Final = 3  # readings of one list that make a series
OF_A_TABLE: Final = 2  # the same of a column that has a name
QUALIFIERS: Final = frozenset({
    "value", "values", "level", "levels", "reading", "readings", "sensor", "data", "raw", "current", "last", "latest", "avg",
    "average", "mean", "min", "max", "median", "minimum", "maximum", "samples", "series", "history", "device", "phone",
    "watch", "user", "my", "hk", "quantity", "type", "identifier", "com", "google", "android", "health", "today",
    "measured", "x", "list", "double", "float", "measure", "capability", "instantaneous", "continuous", "huawei", "samsung",
})  # fmt: skip  # words that may stand beside a quantity's name without changing what it is
SENSOR_WORDS: Final = frozenset({
    "sensor", "sensors", "imu", "accelerometer", "gyroscope", "gyro", "magnetometer", "barometer", "lux", "illuminance",
    "devicemotion", "pedometer", "hygrometer",
})  # fmt: skip  # names that tell that their surroundings hold sensor readings


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate: ``called`` is its telling name without its unit, ``low`` and ``high`` the range of value or list."""

    path: str
    names: tuple[str, ...]
    called: str
    low: float
    high: float
    is_series: bool
    value: Scalar = None
    unit: str = ""  # as ``unit_words`` spells it, of the name or of a member beside the value


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity to look for. ``judge`` says how sure a candidate is, or None; it is asked for numbers only.

    ``words`` are those of which a telling name must hold one for ``judge`` to be asked at all; empty: it is always asked.
    """

    category: str
    property: str
    rule: str
    unit: str
    reasoning: str
    judge: Callable[[Field, Surroundings], Confidence | None]
    words: frozenset[str] = frozenset()
    measured_in: frozenset[str] = (
        frozenset()
    )  # units that tell it where no name does, as ``sensor_units`` writes them
    unit_range: tuple[float, float] = (0.0, 0.0)
    counts: bool = (
        False  # whether a ``count`` or ``total`` is the quantity itself, not how many readings there are
    )


def telling_words(*phrases: tuple[str, ...]) -> frozenset[str]:
    """The words one of which a name must hold to say one of the phrases, for ``Quantity.words``."""
    return frozenset(
        word for group in phrases for phrase in group for word in (phrase.split()[0], phrase.replace(" ", ""))
    )
