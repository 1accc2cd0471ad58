"""A way to work repeats: home, then work, on three mornings."""

from __future__ import annotations

from analysis.inference.commute import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, never, position, refuses, sent

HOME, WORK = (52.2352, 10.5640), (52.2700, 10.5300)
WEEK = (1, 2, 3, 4)


def there(number: int, at: str, place: tuple[float, float]) -> object:
    return sent(at, *position(*place), day=days_ago(number))


NIGHTS = tuple(there(number, "23:30", HOME) for number in WEEK)
WORKING = tuple(there(number, "10:00", WORK) for number in WEEK)
LEAVING = tuple(there(number, f"07:{40 + number}", HOME) for number in WEEK)
SENT = (*NIGHTS, *WORKING, *LEAVING)

test_a_way = concludes(
    INFERENCE, SENT,
    "when the device's owner goes to work, and that the way repeats: on 4 days a position at home, between 07:41 "
    "and 07:44, was followed by one at work.",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one way": (*NIGHTS, *WORKING, LEAVING[0]),
        "two ways": (*NIGHTS, *WORKING, *LEAVING[:2]),
        "home and work, no mornings": (*NIGHTS, *WORKING),
        "more than three hours": (
            *NIGHTS,
            *(there(n, "11:30", WORK) for n in WEEK),
            *(there(n, "07:00", HOME) for n in WEEK),
        ),
        "home after work": (*NIGHTS, *WORKING, *(there(number, "11:30", HOME) for number in WEEK)),
        "no home": (*WORKING, *(there(number, "07:41", (52.0, 10.0)) for number in WEEK)),
        "no work": (*NIGHTS, *LEAVING),
    },
)
