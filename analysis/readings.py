"""Numbers and times out of scalars and series: what they measure, how often, over how long."""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from analysis import numeric_series
from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Scalar

_NUMBER: Final = lazy_pattern(r"\s{0,8}[+-]?[0-9]{1,20}(?:\.[0-9]{0,32})?(?:[eE][+-]?[0-9]{1,2})?\s{0,8}")
# A reading with its unit, as things at home show it: ``21.4 °C``, ``44 %``.
_MEASURED: Final = lazy_pattern(
    r"([+-]?[0-9]{1,6}(?:\.[0-9]{1,6})?)[ \u00a0]?(?:°[ ]?[CF]|℃|℉|% ?RH|%|hPa|mbar|lx|lux|bpm|BPM|mmHg)"
)
_COMMA: Final = lazy_pattern(r"[+-]?[0-9]{1,4},[0-9]{1,2}")
_UNIT_ENDS: Final = frozenset("CF℃℉%Harxmg")
_TIME_NAMES: Final = frozenset({
    "t", "ts", "time", "times", "timestamp", "timestamps", "date", "datetime", "epoch", "elapsed", "recorded",
})  # fmt: skip
_DEGREES: Final = frozenset({("t", "c"), ("t", "f")})  # of a thermometer
_INTERVAL_NAMES: Final = frozenset({"interval", "dt", "period"})
_RATE_NAMES: Final = frozenset({"rate", "frequency", "hz", "khz"})
_SPAN_NAMES: Final = frozenset({"duration", "start", "end"})
_NOT_RATES: Final = frozenset({"heart", "bit", "frame", "exchange", "refresh"})
_UNIT_WORDS: Final = {
    "ns": 1e-9, "nanos": 1e-9, "nanoseconds": 1e-9, "us": 1e-6, "micros": 1e-6, "microseconds": 1e-6,
    "ms": 1e-3, "millis": 1e-3, "milliseconds": 1e-3, "s": 1.0, "sec": 1.0, "secs": 1.0, "seconds": 1.0,
}  # fmt: skip
_EPOCHS: Final[tuple[float, ...]] = (1.0, 1e3, 1e6, 1e9)  # units in a second: s, ms, µs, ns


def number(value: Scalar) -> float | None:
    """The finite number that a scalar holds, also as decimal text or before a unit of a reading; None for anything else."""
    if isinstance(value, str):
        if value[:1].isalpha() or len(value) > 64:
            return None
        if value[-1:] in _UNIT_ENDS and len(value) <= 20 and (measured := _MEASURED.fullmatch(value)):
            return float(measured[1])
        if not _NUMBER.fullmatch(value):
            return None
        return float(value)
    found = numeric_series.number(value)
    return found if found is not None and math.isfinite(found) else None


def measured_number(value: Scalar) -> float | None:
    """The number of a reading, also as most of Europe writes it (``21,4``); three digits behind it may be thousands."""
    if isinstance(value, str) and _COMMA.fullmatch(value):
        return float(value.replace(",", "."))
    return number(value)


def text(value: Scalar) -> str:
    """A scalar as JSON would write it; strings without quotes, null as ``""``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 256:
        return hex(value)[:80]  # decimal text of huge integers is refused by the interpreter
    return value if isinstance(value, str) else repr(value)


def is_time_name(name: str) -> bool:
    """Whether a field's name says that it holds times."""
    spoken = words(name)
    return not _TIME_NAMES.isdisjoint(spoken) and spoken not in _DEGREES


def instant(value: Scalar) -> float | None:
    """Seconds since 1970 for an ISO 8601 text; the bare number for a number; None for anything else."""
    if isinstance(value, str) and 10 <= len(value) <= 40 and value[4:5] == "-":
        try:
            moment = datetime.fromisoformat(value.replace(" +", "+"))
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            return None
    return number(value)


def seconds_between(times: Sequence[float], name: str = "") -> float | None:
    """The whole span of a time column in seconds; None where the column does not run forward.

    The unit is that of an epoch time where the values are those of our days in s, ms, µs or ns, else what the
    name says (``elapsed_ms``), else guessed from the size of the steps.
    """
    if len(times) < 2 or not all(map(math.isfinite, times)):
        return None
    span = times[-1] - times[0]
    backwards = sum(1 for earlier, later in itertools.pairwise(times) if later < earlier)
    if span <= 0 or backwards > len(times) // 10:
        return None
    seconds = span * _unit(times, name, span / (len(times) - 1))
    return seconds if seconds > 0 else None


def _unit(times: Sequence[float], name: str, step: float) -> float:
    for scale in _EPOCHS:
        if 1.0e9 * scale <= min(times) and max(times) <= 2.2e9 * scale:
            return 1 / scale
    named = next((_UNIT_WORDS[word] for word in reversed(words(name)) if word in _UNIT_WORDS), None)
    return named or _unit_of_step(step)


def _unit_of_step(step: float) -> float:
    """Seconds in the unit in which two samples lie ``step`` apart, for sensors of 0.2 Hz to some hundred hertz."""
    if step < 2:
        return 1.0
    if step < 5e3:
        return 1e-3
    return 1e-6 if step < 5e6 else 1e-9


def stated_rate(members: Mapping[str, Scalar]) -> float | None:
    """Samples a second from an interval or rate field that stands beside a series (``interval_ms: 20``, ``hz: 50``)."""
    for name, value in members.items():
        amount, spoken = number(value), frozenset(words(name))
        if amount is None or not 0 < amount <= 1e10 or not _NOT_RATES.isdisjoint(spoken):
            continue
        if not _RATE_NAMES.isdisjoint(spoken) and amount <= 1e4:
            return amount * 1e3 if "khz" in spoken else amount
        if not _INTERVAL_NAMES.isdisjoint(spoken):
            unit = next((_UNIT_WORDS[word] for word in spoken if word in _UNIT_WORDS), None)
            return 1.0 / (amount * (unit or _unit_of_step(amount)))
    return None


def stated_span(members: Mapping[str, Scalar]) -> float | None:
    """Seconds that a series took by what stands beside it: ``duration_ms: 500``, or ``startTime`` and ``endTime``."""
    ends: dict[str, float] = {}
    for name, value in members.items():
        spoken = words(name)
        if _SPAN_NAMES.isdisjoint(spoken):
            continue
        amount = number(value) if "duration" in spoken else instant(value)
        unit = next((_UNIT_WORDS[word] for word in reversed(spoken) if word in _UNIT_WORDS), None)
        if amount is None or amount <= 0:
            continue
        if "duration" in spoken and unit is not None:
            return amount * unit
        if len(spoken) <= 3 and is_time_name(name):
            ends.setdefault("start" if "start" in spoken else "end", amount)
    if len(ends) == 2 and 1e9 <= ends["start"] < ends["end"]:
        return seconds_between((ends["start"], ends["end"]))
    return None


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Minimum, median and maximum, rounded to six significant digits."""
    return rounded(min(values)), rounded(statistics.median(values)), rounded(max(values))


def rounded(value: float) -> float:
    """Six significant digits: what a sensor gives."""
    return float(f"{value:.6g}")
