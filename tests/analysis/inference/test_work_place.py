"""A place of work needs a home first, and days of work elsewhere."""

from __future__ import annotations

from analysis.inference.work_place import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, never, position, refuses, sent

HOME, WORK = (52.2352, 10.5640), (52.2700, 10.5300)
WEEKEND, WEEK = (5, 6, 12), (1, 2, 3, 4)  # days before a Friday


def at_home(number: int) -> object:
    return sent("23:30", *position(*HOME), day=days_ago(number))


def at_work(number: int, at: str = "10:00", place: tuple[float, float] = WORK) -> object:
    return sent(at, *position(*place), day=days_ago(number))


NIGHTS = tuple(at_home(number) for number in WEEK)
SENT = tuple(
    sorted((*NIGHTS, *(at_work(number) for number in WEEK)), key=lambda item: (item.at.hour, item.at))
)  # type: ignore[attr-defined]

test_working_days = concludes(
    INFERENCE, SENT,
    "where the device's owner works or learns: it spent 4 working days at one place (near 52.27, 10.53). Home and work "
    "together single most people out.",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, (*NIGHTS[:3], *(at_work(number) for number in WEEK[:3])))
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "no home": tuple(at_work(number) for number in WEEK),
        "a home alone": NIGHTS,
        "one day": (*NIGHTS, at_work(1)),
        "two days": (*NIGHTS, at_work(1), at_work(2)),
        "work at home": (*NIGHTS, *(at_work(number, place=HOME) for number in WEEK)),
        "next door": (*NIGHTS, *(at_work(number, place=(HOME[0] + 0.003, HOME[1])) for number in WEEK)),
        "weekends": (*NIGHTS, *(at_work(number) for number in WEEKEND)),
        "evenings": (*NIGHTS, *(at_work(number, "18:00") for number in WEEK)),
        "another place each day": (*NIGHTS, *(at_work(n, place=(WORK[0] + n / 100, WORK[1])) for n in WEEK)),
    },
)
