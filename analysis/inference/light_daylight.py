"""That daylight fell on the device: the curtains were probably open, or it was outdoors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.successions import rate_of

_BRIGHT: Final = 1_000.0  # lux
_STEP: Final = 2.0
_WITHIN: Final = 10_000_000  # µs
_STRETCH: Final = 3_600_000_000  # µs between two readings of one stretch of light, at most
_HOURS: Final = range(9, 16)  # local hours that count as day where the position of the home is not set


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = evidence.today(evidence.of("sensor.ambient_light"))
    by_a_step = _lit_by_a_step(
        [item for item in found if item.lowest_highest() is not None and not _is_slow(item)]
    )
    lit = [
        item
        for item in found
        if _is_bright(item) and item.id not in by_a_step and _is_day(evidence, item.seen_at)
    ]
    n = sum(item.count() for item in lit)
    if n >= 2:
        lux = max((item.lowest_highest() or (0.0, 0.0))[1] for item in lit)
        words = {"when": evidence.when(lit), "lux": f"{max(_BRIGHT, lux):,.0f}"}
        yield Drawn(level=Level.VALUE, rests_on=lit, words=words, n=n)


def _is_bright(item: Datum) -> bool:
    """A series must reach it, and show that no lamp was switched: by little spread, or by slow readings."""
    told = item.lowest_highest()
    if told is None or told[1] < _BRIGHT:
        return False
    return told[1] < _STEP * told[0] or _is_slow(item)


def _is_slow(item: Datum) -> bool:
    """A series of less than one reading in 10 s: when it was sent says little of when they were taken."""
    return 0 < rate_of(item) < 1 / 10


def _lit_by_a_step(found: list[Datum]) -> set[int]:
    """Both sides of a step within 10 s to the double or the half, and what stays bright behind it: a lamp does so."""
    lit: set[int] = set()
    for one, other in pairwise(found):
        between = other.seen_at - one.seen_at
        if between <= _WITHIN and _ratio(one, other) >= _STEP:
            lit |= {one.id, other.id}
        elif one.id in lit and between <= _STRETCH and _is_bright(one) and _is_bright(other):
            lit.add(other.id)
    return lit


def _ratio(one: Datum, other: Datum) -> float:
    first, second = ((item.lowest_highest() or (0.0, 1.0))[1] for item in (one, other))
    return max(first, second) / max(1e-9, min(first, second))


def _is_day(evidence: Evidence, micros: int) -> bool:
    sun = evidence.sun(micros)
    return evidence.local(micros).hour in _HOURS if sun is None else sun > 0


INFERENCE: Final = Inference(
    name="light_daylight",
    title="Daylight, the curtains open",
    needs={"sensor.ambient_light": "brightness in lux, two readings or more"},
    condition="Two or more readings that reach 1,000 lux while the sun is above the horizon at home (where the "
    "household has not set its position: from 9:00 to 16:00), with no step to the double or the half within 10 s "
    "before them or among them.",
    says="This data could let the recipient infer that daylight fell on the device, so the curtains were open "
    "or it was outdoors, at {when} (up to {lux} lux).",
    cap=Level.VALUE,
    otherwise=(
        "A strong lamp shone right on the device.",
        "The device lay at the window of a dark room, or was carried outside.",
    ),
    remedy=(
        "Android asks nobody before an app reads the light sensor: uninstall the app, or block the recipient.",
    ),
    sources=(
        Source(
            text="Windows takes 401 to 1,000 lux for normal and 1,001 to 5,000 for bright indoors; outdoors "
            "begins at 5,001.",
            where="learn.microsoft.com, Understanding and interpreting lux values",
            basis="P",
        ),
    ),
    infer=_infer,
)
