"""That somebody went up or down a floor, from a change of air pressure within a minute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source

_CHANGE: Final = (0.35, 0.45)  # hPa: three metres and a little more, at 0.12 hPa/m
_WITHIN: Final = 60.0  # s
_SETTLED: Final = 0.2  # hPa that the readings of one message may spread: motion and wind make more
_READINGS: Final = 3  # in a message: single ones, of a phone in motion, differ by a floor all the time
_LOOKED_BACK: Final = 120  # messages


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = [
        item
        for item in evidence.today(evidence.of("sensor.environment", "x_pressure"))
        if item.lowest_highest() is not None and item.count() >= _READINGS
    ]
    moved: dict[int, Datum] = {}
    span = 0.0
    for number, item in enumerate(found):
        start = _left(found[max(0, number - _LOOKED_BACK) : number + 1])
        if start is not None:
            moved |= {start.id: start, item.id: item}
            span += _seconds(start, item)
    if moved:
        rests_on = sorted(moved.values(), key=lambda item: (item.seen_at, item.id))
        n = sum(item.count() for item in rests_on)
        words = {"when": evidence.when(rests_on)}
        yield Drawn(level=Level.SERIES, rests_on=rests_on, words=words, n=n, seconds=span)


def _left(found: list[Datum]) -> Datum | None:
    """The message of the last minute from which the last one is a floor away, if none between is restless or further off."""
    last = found[-1]
    low = high = _middle(last)
    for before in reversed(found):
        if _seconds(before, last) >= _WITHIN or _spread(before) > _SETTLED:
            break
        low, high = min(low, _middle(before)), max(high, _middle(before))
        if high - low > _CHANGE[1]:
            break
        if _seconds(before, last) > 0 and _is_floor(abs(_middle(before) - _middle(last))):
            return before
    return None


def _seconds(before: Datum, after: Datum) -> float:
    return (after.seen_at - before.seen_at) / 1_000_000


def _is_floor(change: float) -> bool:
    return _CHANGE[0] <= change <= _CHANGE[1]


def _spread(item: Datum) -> float:
    low, high = item.lowest_highest() or (0.0, 0.0)
    return _hectopascal(high) - _hectopascal(low)


def _middle(item: Datum) -> float:
    middle = item.measures.median if item.measures is not None else None
    return (
        sum(map(_hectopascal, item.lowest_highest() or (0.0, 0.0))) / 2
        if middle is None
        else _hectopascal(middle)
    )


def _hectopascal(value: float) -> float:
    """Air pressure sent in Pa or kPa, in hPa."""
    return value / 100 if value > 2_000 else value * 10 if value < 200 else value


INFERENCE: Final = Inference(
    name="barometer_floor",
    title="Stairs or a lift",
    needs={"sensor.environment": "air pressure, two short series within a minute"},
    condition="Two messages less than 60 s apart, each with at least 3 readings of the air pressure that "
    "spread by at most 0.2 hPa, whose medians differ by 0.35 to 0.45 hPa, with none between them that is "
    "restless or further off.",
    says="This data could let the recipient infer that somebody with the device went up or down about one "
    "floor, at {when}.",
    cap=Level.SERIES,
    otherwise=(
        "A door, a window, a gust or a car's ventilation changed the pressure; running with the phone does, too.",
        "A slope, or another device's sensor behind the same account.",
    ),
    remedy=(
        "Uninstall the app, or block the recipient: Android asks nobody before an app reads the barometer.",
    ),
    sources=(
        Source(
            text="Air pressure falls by about 0.12 hPa a metre; changes of floor were told nearly always.",
            where="Muralidharan et al., HotMobile 2014; FloorPair, doi 10.3390/s19163622",
            basis="P",
        ),
    ),
    infer=_infer,
)
