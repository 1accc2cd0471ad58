"""That a lamp was lit or switched: light at night, or a step that only a switch makes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.successions import rate_of, seconds_of

_TWILIGHT: Final = -6.0  # degrees: below it the sky gives no light to see by indoors
_LAMP: Final = (20.0, 500.0)  # lux
_RATE: Final = 0.1  # Hz
_STEP, _RISE, _WITHIN = 2.0, 30.0, 2.0  # ratio, lux, s


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = evidence.today(evidence.of("sensor.ambient_light"))
    lit = [item for item in found if _is_lit_at_night(evidence, item)]
    switched = [item for item in found if _switches(item)]
    for one, other in pairwise([item for item in found if item.count() == 1]):
        between = (
            other.seen_at - one.seen_at
        ) / 1_000_000  # none: one message, which may hold readings of an hour
        if 0 < between <= _WITHIN and _is_step(_lux(one), _lux(other)):
            switched += [one, other]
    for one, other in pairwise([item for item in found if item.count() == 1 and _is_lamp(evidence, item)]):
        if 0 < other.seen_at - one.seen_at <= 1_000_000 / _RATE:
            lit += [one, other]
    rests_on = sorted({item.id: item for item in (*lit, *switched)}.values(), key=lambda item: item.seen_at)
    if rests_on:
        yield Drawn(
            level=Level.SERIES,
            rests_on=rests_on,
            words={"when": evidence.when(rests_on)},
            n=sum(item.count() for item in rests_on),
            seconds=max(_span(rests_on), sum(map(seconds_of, rests_on))),
        )


def _lux(item: Datum) -> float:
    return (item.lowest_highest() or (0.0, 0.0))[1]


def _is_step(one: float, other: float) -> bool:
    low, high = sorted((one, other))
    return low >= 0 and high - low >= _RISE and high >= _STEP * low


def _is_lit_at_night(evidence: Evidence, item: Datum) -> bool:
    """A series of at least one reading in 10 s, all in the range of lamps, while it is night at home."""
    return item.count() > 1 and seconds_of(item) > 0 and rate_of(item) >= _RATE and _is_lamp(evidence, item)


def _is_lamp(evidence: Evidence, item: Datum) -> bool:
    """Readings in the range of lamps, while it is night at home."""
    told, sun = item.lowest_highest(), evidence.sun(item.seen_at)
    if told is None or sun is None or sun >= _TWILIGHT:
        return False
    return _LAMP[0] <= told[0] <= told[1] <= _LAMP[1]


def _switches(item: Datum) -> bool:
    """A series so short that its lowest and highest reading lie within two seconds."""
    told = item.lowest_highest()
    return told is not None and item.count() > 1 and 0 < seconds_of(item) <= _WITHIN and _is_step(*told)


def _span(found: list[Datum]) -> float:
    return (found[-1].seen_at - found[0].seen_at) / 1_000_000


INFERENCE: Final = Inference(
    name="light_lamp",
    title="A lamp",
    needs={"sensor.ambient_light": "brightness in lux, one reading in 10 s or more"},
    condition="While the sun is more than 6° below the horizon at home (its position must be set), a series of "
    "at least one reading in 10 s, in one message or several, that stays within 20 to 500 lux; or, at any time, "
    "a step to the double or the half of at least 30 lux within 2 s.",
    says="This data could let the recipient infer when a lamp was lit or switched: {when}.",
    cap=Level.SERIES,
    otherwise=(
        "A screen, a passing car or a door lit the sensor.",
        "The device was turned over, or its cover opened.",
    ),
    remedy=(
        "Android asks nobody before an app reads the light sensor: uninstall the app, or block the recipient.",
    ),
    sources=(
        Source(
            text="Windows takes 51 to 200 lux for dark and 201 to 400 for dim indoors.",
            where="learn.microsoft.com, Understanding and interpreting lux values",
            basis="P",
        ),
    ),
    infer=_infer,
)
