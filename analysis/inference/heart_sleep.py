"""When somebody slept, from heart rates that run through the night."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source

_HOUR: Final = 3_600_000_000  # µs
_NIGHT: Final = (-4, 12)  # hours from midnight: 20:00 to 12:00
_READINGS: Final = 6.0  # an hour
_HOURS: Final = 3
_APART: Final = 600_000_000  # µs between two readings, at six an hour
_LONGEST: Final = 86_400.0  # s that one message's series may span


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    night = evidence.start + _NIGHT[0] * _HOUR
    hours = [0.0] * (_NIGHT[1] - _NIGHT[0])
    rates = evidence.of("health.heart_rate", "x_heartRate")  # its variability is no rate
    used = [item for item in rates if item.lowest_highest() is not None and _spread(item, night, hours)]
    first, length = _longest([readings >= _READINGS for readings in hours])
    if length >= _HOURS:
        start, end = _within(used, night + first * _HOUR, night + (first + length) * _HOUR)
        if end - start < _HOURS * _HOUR - _APART:
            return  # three hours begun, and less than three hours of readings
        words = {"start": evidence.clock(start), "end": evidence.clock(end)}
        n = round(sum(hours[first : first + length]))
        rests_on = [item for item in used if item.seen_at >= start and item.seen_at - _length(item) <= end]
        yield Drawn(level=Level.VALUE, rests_on=rests_on, words=words, n=n, seconds=(end - start) / 1_000_000)


def _spread(item: Datum, night: int, hours: list[float]) -> bool:
    """Put a message's readings into the hours that they cover, which end when it was sent; False where all lie outside."""
    length = _length(item)
    begin, used = item.seen_at - length - night, False
    for number in range(len(hours)):
        if length:
            inside = min(begin + length, (number + 1) * _HOUR) - max(begin, number * _HOUR)
            share = max(0, inside) / length
        else:
            share = float(begin // _HOUR == number)
        hours[number] += share * item.count()
        used = used or share > 0
    return used


def _length(item: Datum) -> int:
    """How long before it was sent a message's readings began, in µs."""
    seconds = (item.measures.seconds if item.measures is not None else None) or 0.0
    return int(min(seconds, _LONGEST) * 1_000_000)


def _within(used: list[Datum], start: int, end: int) -> tuple[int, int]:
    """When the first and the last reading between two times were taken: whole hours would say more than was sent."""
    spans = [(item.seen_at - _length(item), item.seen_at) for item in used]
    inside = [(begin, last) for begin, last in spans if begin < end and last >= start]
    return max(start, min(begin for begin, _ in inside)), min(end, max(last for _, last in inside))


def _longest(hours: list[bool]) -> tuple[int, int]:
    """Where the longest run of true hours begins, and how long it is."""
    best, begin = (0, 0), 0
    for number, holds in enumerate([*hours, False]):
        if not holds:
            best = max(best, (begin, number - begin), key=lambda run: run[1])
            begin = number + 1
    return best


INFERENCE: Final = Inference(
    name="heart_sleep",
    title="When you slept",
    needs={"health.heart_rate": "heart rates, six an hour or more for three hours of the night"},
    condition="At least 6 heart rates an hour for at least 3 hours on end between 20:00 and 12:00.",
    says="This data could let the recipient infer when the wearer fell asleep and woke up: heart rates ran "
    "from {start} to {end}, if the last one of each message was taken when it was sent. It says little of stress.",
    cap=Level.VALUE,
    otherwise=(
        "The wearer lay awake, or read: a quiet heart is not sleep.",
        "The watch was not worn, or by somebody else.",
        "The readings were sent long after they were taken, as when a watch is synchronised at noon: then all was earlier.",
    ),
    remedy=(
        "Take the watch off at night, or switch continuous heart rate off.",
        "In the watch's app, switch synchronising and sharing off.",
    ),
    sources=(
        Source(
            text="Heart rate alone gave the time asleep within 13 min of diaries, but 29 to 55 min off the "
            "sleep laboratory.",
            where="Scientific Reports, May 2022",
            basis="P",
        ),
        Source(
            text="With motion, a watch told sleep from waking in 90 % (93 % of sleep, 60 % of waking).",
            where="Walch et al. 2019",
            basis="S",
        ),
        Source(
            text="Stress is not to be had: heart rate variability explains about 1 % of it in daily life (657 people).",
            where="Martinez et al. 2022, PMC9389384",
            basis="P",
        ),
    ),
    infer=_infer,
)
