"""What a message costs grows with its length and not with its square: what is sent is chosen by whoever sends it.

Not the time is measured but the steps of the interpreter, which are the same on every machine: calls, jumps and branches.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from analysis import registry
from analysis.decoding import open_message
from analysis.records import Transmission
from analysis.units import Detector

_EVENTS = sys.monitoring.events
_STEPS = _EVENTS.JUMP | _EVENTS.BRANCH | _EVENTS.PY_START | _EVENTS.PY_RESUME
_TOOL = 4
DETECTORS = {detector.name: detector for detector in registry.detectors()}
Body = Callable[[int], object]


@pytest.fixture
def steps() -> Iterator[Callable[[Callable[[], object]], int]]:
    """``steps(function)``: how many steps it takes."""
    taken = 0

    def step(*_: object) -> None:
        nonlocal taken
        taken += 1

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
