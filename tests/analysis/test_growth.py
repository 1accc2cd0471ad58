"""What a message costs grows with its length and not with its square: what is sent is chosen by whoever sends it.

Not the time is measured but the steps of the interpreter, which are the same on every machine: calls, jumps and branches.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import get_ident

import msgspec
import pytest

from analysis import registry
from analysis.decoding import open_message
from analysis.payload import Leaf
from analysis.records import Transmission
from analysis.surroundings import surroundings
from analysis.units import Detector

_EVENTS = sys.monitoring.events
_STEPS = _EVENTS.JUMP | _EVENTS.BRANCH | _EVENTS.PY_START | _EVENTS.PY_RESUME
_TOOL = 4
DETECTORS = {detector.name: detector for detector in registry.detectors()}
Body = Callable[[int], object]


@pytest.fixture
def steps() -> Iterator[Callable[[Callable[[], object]], int]]:
    """``steps(function)``: how many steps it takes."""
    taken, thread = 0, get_ident()

    def step(*_: object) -> None:
        nonlocal taken
        taken += get_ident() == thread  # a server that another test left running takes steps, too

    def count(function: Callable[[], object]) -> int:
        nonlocal taken
        taken = 0
        sys.monitoring.set_events(_TOOL, _STEPS)
        try:
            function()
        finally:
            sys.monitoring.set_events(_TOOL, 0)
        return taken

    sys.monitoring.use_tool_id(_TOOL, "steps")
    for event in (_EVENTS.JUMP, _EVENTS.BRANCH, _EVENTS.PY_START, _EVENTS.PY_RESUME):
        sys.monitoring.register_callback(_TOOL, event, step)
    try:
        yield count
    finally:
        sys.monitoring.free_tool_id(_TOOL)


def sent(body: object) -> Transmission:
    data = json.dumps(body).encode()
    return Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="w", method="POST", scheme="https",
        host="collector.example", port=443, path="/v1", body=data, body_size=len(data),
        request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip


def rows(row: object) -> Body:
    return lambda number: {"rows": [row] * number}


def objects(row: object) -> Body:
    return lambda number: {f"k{at}": row for at in range(number)}


def members(name: str, value: object) -> Body:
    return lambda number: {f"{name}{at}": value for at in range(number)}


SPOKEN = {"method": "sendMessage", "params": [{"_id": "a", "msg": "I am leaving him on Sunday"}]}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("battery", rows({"location": {"latitude": 52.5, "longitude": 13.4}, "batt": 0.56})),
        ("chat_frames", rows(SPOKEN)),
        ("chat_frames", objects(SPOKEN)),
        ("chat_frames", lambda number: ["3", "9", "room:7", "new_msg", *[{"body": "I am leaving him"}] * number]),
        ("consent_choices", rows({"purposes": {"analytics": {"allowed": "yes"}}})),
        ("contact_address", members("e", "anna@posteo.net")),
        ("contact_address", members("phone_number", "(201) 555-0123")),
        ("learning_record", rows({"verb": "answered"})),
        ("learning_record", rows({"verb": "answered", "actor": {"name": "Anna"}})),
        ("learning_record", objects({"verb": {"id": "answered"}, "actor": {"account": {"name": "Anna"}}})),
        ("profile", lambda number: {f"x{at}_birth_date": "1979-04-12" for at in range(number)}),
        ("work_activity", objects({"app": "Firefox", "title": "Lawyers near me", "duration": 3})),
        ("location", rows({"GPSLatitude": [59, 61, 46.21], "GPSLongitude": [18, 4, 7.12]})),
        ("place", objects({"city": "Wien", "openingHours": "8-20"})),
        ("place", rows({"city": "Wien", "country": "AT"})),
    ],
)  # fmt: skip
def test_twice_as_much_takes_twice_as_many_steps(
    steps: Callable[[Callable[[], object]], int], name: str, body: Body
) -> None:
    detector: Detector = DETECTORS[name]

    def look(number: int) -> int:
        payload = open_message(sent(body(number)))
        return steps(lambda: list(detector.detect(payload)))

    look(800)  # what is remembered of names is worked out once
    few, many = look(400), look(800)
    assert many < 2.5 * few


class Counted(dict[str, Leaf]):
    """Members of an object that count how often all their names are gone through."""

    times = 0

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("name", ["k", "value"])
def test_the_names_of_an_object_are_gone_through_once_for_all_its_values(name: str) -> None:
    payload = open_message(sent({f"{name}{at}": at for at in range(400)}))
    members = Counted(payload.groups[-1].members)
    payload = msgspec.structs.replace(
        payload, groups=(*payload.groups[:-1], msgspec.structs.replace(payload.groups[-1], members=members))
    )
    place = surroundings(payload)
    before = members.times
    said = {place.near_words(leaf.path, leaf.names) for leaf in members.values()}
    assert members.times - before <= 3
    assert len(said) == 1


def test_near_words_takes_steps_by_the_number_of_values(steps: Callable[[Callable[[], object]], int]) -> None:
    def look(number: int) -> int:
        payload = open_message(sent({f"k{at}": at for at in range(number)}))
        place = surroundings(payload)
        return steps(lambda: [place.near_words(leaf.path, leaf.names) for leaf in payload.leaves])

    look(800)
    assert look(800) < 2.5 * look(400)


READING = {
    "value": 21.5,
    "unit": "C",
    "time": 1_795_348_800,
    "name": "heart rate",
    "verb": "said",
    "action": "open",
}
SHAPES: dict[str, Body] = {
    "numbers of one object": members("k", 3),
    "numbers that may be called by what is around": lambda number: {"heartRate": {f"value{at}": at for at in range(number)}},
    "texts of one object": members("t", "a word or two"),
    "positions of one object": members("lat", 52.5),
    "objects of one object": objects(READING),
    "rows": rows(READING),
    "rows with objects within": rows({"actor": {"id": "a"}, "object": {"id": "b"}, "verb": {"id": "c"}}),
    "rows of one list each": rows({"samples": [0.1, 0.2, 9.8], "type": "accelerometer"}),
    "texts of a list": lambda number: {"apps": ["com.example.app"] * number},
    "numbers of a list": lambda number: {"values": [at % 7 / 3 for at in range(number)]},
    "lists of one object": lambda number: {f"series{at}": [1.5, 2.5, 3.5] for at in range(number)},
    "an object within the other, often": lambda number: {f"k{at}": {"a": {"b": {"lat": 1.5}}} for at in range(number)},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_no_detector_takes_more_steps_than_there_are_values(
    steps: Callable[[Callable[[], object]], int], shape: str
) -> None:
    def look(number: int) -> dict[str, int]:
        payload = open_message(sent(SHAPES[shape](number)))
        surroundings(payload)
        return {name: steps(lambda one=one: list(one.detect(payload))) for name, one in DETECTORS.items()}  # type: ignore[misc]

    look(800)
    few, many = look(400), look(800)  # siblings are looked at up to 256
    assert {name: (few[name], many[name]) for name in DETECTORS if many[name] > 2.5 * few[name]} == {}
