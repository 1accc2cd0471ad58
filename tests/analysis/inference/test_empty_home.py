"""Nobody is at home where every device that lives there is seen elsewhere, on three days."""

from __future__ import annotations

from analysis.inference.empty_home import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import PHONE, WATCH, concludes, days_ago, never, position, refuses, sent

HOME, AWAY = (52.2352, 10.5640), (52.2700, 10.5300)
WEEK = (1, 2, 3)


def there(device: str, number: int, at: str, place: tuple[float, float]) -> object:
    return sent(at, *position(*place), day=days_ago(number), device=device)


def of(device: str, at: str, place: tuple[float, float], days: tuple[int, ...] = WEEK) -> tuple[object, ...]:
    return tuple(there(device, number, at, place) for number in days)


NIGHTS = (*of(PHONE, "23:30", HOME), *of(WATCH, "23:30", HOME))
SENT = (*NIGHTS, *of(PHONE, "10:10", AWAY), *of(WATCH, "10:20", AWAY))

test_empty_hours = concludes(
    INFERENCE, SENT,
    "when nobody is at home: on 3 days all 2 devices that spend their nights there were elsewhere, most often "
    "in the hour of 10:00.",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "homes alone": NIGHTS,
        "one device": (*of(PHONE, "23:30", HOME), *of(PHONE, "10:10", AWAY)),
        "one stays": (*NIGHTS, *of(PHONE, "10:10", AWAY), *of(WATCH, "10:20", HOME)),
        "one comes as the other goes": (*NIGHTS, *of(PHONE, "10:02", AWAY), *of(WATCH, "10:48", AWAY)),
        "one is silent": (*NIGHTS, *of(PHONE, "10:10", AWAY)),
        "away at different hours": (*NIGHTS, *of(PHONE, "10:10", AWAY), *of(WATCH, "15:20", AWAY)),
        "two days": (*NIGHTS, *of(PHONE, "10:10", AWAY, (1, 2)), *of(WATCH, "10:20", AWAY, (1, 2))),
        "in the garden": (*NIGHTS, *of(PHONE, "10:10", (52.2360, 10.564)), *of(WATCH, "10:20", (52.2360, 10.564))),
        "back within the hour": (*SENT, *of(PHONE, "10:50", HOME)),
        "two homes": (
            *of(PHONE, "23:30", HOME), *of(WATCH, "23:30", AWAY),
            *of(PHONE, "10:10", AWAY), *of(WATCH, "10:20", HOME),
        ),
    },
)  # fmt: skip
