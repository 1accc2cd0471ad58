"""Two people's devices, three nights each, at one place."""

from __future__ import annotations

import msgspec

from analysis.inference.lives_together import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import (
    PHONE,
    TABLET,
    WATCH,
    concludes,
    days_ago,
    evidence_of,
    never,
    position,
    refuses,
    sent,
    straight,
)

NORTH, EAST = 52.2352, 10.5640


def night(device: str, number: int, north: float = NORTH, at: str = "23:30") -> object:
    return sent(at, *position(north, EAST), day=days_ago(number), device=device)


def nights(device: str, count: int = 3, north: float = NORTH, at: str = "23:30") -> tuple[object, ...]:
    return tuple(night(device, number, north, at) for number in range(1, count + 1))


SENT = (*nights(PHONE), *nights(WATCH))

test_two_people = concludes(
    INFERENCE, SENT,
    "that 2 people live together: their devices spent the same 3 nights at one place (near 52.24, 10.56).",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one device": nights(PHONE),
        "a device of nobody in particular": (*nights(PHONE), *nights(TABLET)),
        "one with two nights": (*nights(PHONE), *nights(WATCH, 2)),
        "one after the other": (*nights(PHONE), *(night(WATCH, number) for number in (5, 6, 7, 8))),
        "two of the same nights": (*nights(PHONE), *(night(WATCH, number) for number in (2, 3, 4))),
        "two homes": (*nights(PHONE), *nights(WATCH, north=NORTH + 0.01)),
        "days, not nights": (*nights(PHONE, at="14:00"), *nights(WATCH, at="14:00")),
        "three nights together": (night(PHONE, 1), night(WATCH, 2), night(PHONE, 3)),
    },
)


def test_two_places_are_two_households() -> None:
    """A house may have devices that spend their nights elsewhere: nobody is said to live with those of another place."""
    devices = {"a": NORTH, "b": NORTH, "c": NORTH + 1, "d": NORTH + 1, "e": NORTH + 2}
    evidence = evidence_of(
        [item for device, north in devices.items() for item in nights(device, north=north)]
    )
    persons = {device: f"person of {device}" for device in devices}
    found = INFERENCE.conclude(msgspec.structs.replace(evidence, persons=persons))
    assert [(one.devices, one.words["people"], one.words["near"]) for one in found] == [
        (("a", "b"), "2", "52.24, 10.56"),
        (("c", "d"), "2", "53.24, 10.56"),
    ]


def test_a_chain_of_neighbours_is_not_one_place() -> None:
    """Each 150 m from the next: the ends are 300 m apart."""
    step = 150 / 111_195
    evidence = evidence_of(
        [item for number, device in enumerate("abc") for item in nights(device, north=NORTH + number * step)]
    )
    found = INFERENCE.conclude(
        msgspec.structs.replace(evidence, persons={device: device for device in "abc"})
    )
    assert [one.devices for one in found] == [("a", "b")]


def test_of_more_than_the_same_nights_those_are_told_that_all_spent_there() -> None:
    (told,) = straight(INFERENCE, [*nights(PHONE, 9), *(night(WATCH, number) for number in range(5, 15))])
    assert told.words["nights"] == "5"
