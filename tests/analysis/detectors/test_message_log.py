"""Logs of short messages are found by number, way, time and length; buses, networks, prices and calls are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.message_log import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
TS = 1_795_842_010


@pytest.mark.parametrize(
    "row",
    [
        {"addr": 40001, "dir": "in", "len": 8, "ts": TS},
        {"addr": "40001", "dir": "in", "len": 8, "ts": TS},
        {"addr": "192.0.2.14", "dir": "in", "len": 1420, "ts": TS},
        {"addr": "AT+CSQ", "dir": "out", "len": 8, "ts": TS},
        {"number": "+33612550147", "dir": "in", "len": 61},
        {"number": "+33612550147", "dir": "north", "len": 61, "ts": TS},
        {"number": "+33612550147", "dir": "in", "len": "long", "ts": TS},
        {"number": "+33612550147", "dir": "in", "len": True, "ts": TS},
        {"number": "+33612550147", "dir": "in", "len": 160, "ts": TS, "price": 0.07},
        {"number": "+33612550147", "dir": "in", "length": 61, "ts": TS},  # of a call, a road, a file
        {"number": "+33612550147", "type": "in", "duration": 61, "ts": TS},
        {"number": "+33612550147", "dir": "in", "len": 61, "ts": TS, "body": "See you"},
    ],
)
def test_finds_nothing_in(see: See, row: object) -> None:
    assert see(DETECTOR, {"rows": [row, row]}) == []


def test_finds_each_end_once_and_which_way(see: See) -> None:
    rows = [
        {"addr": "+33612550147", "dir": "in", "ts": TS, "len": 61},
        {"addr": "+33612550147", "dir": "out", "ts": TS + 9, "len": 14},
        {"addr": "+33612550147", "dir": "in", "ts": TS + 99, "len": 3},
        {"addr": "38100", "dir": "in", "ts": TS + 100, "len": 142},
        {"addr": "My Bank", "dir": "in", "ts": TS + 101, "len": 30},
    ]
    found = see(DETECTOR, {"log": rows})
    assert [(seen.property, seen.value) for seen in found] == [
        ("x_messageSender", "+33612550147"),
        ("x_messageRecipient", "+33612550147"),
        ("x_messageSender", "38100"),
        ("x_messageSender", "My Bank"),
    ]
    assert {seen.category for seen in found} == {"message.metadata"}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ([{"number": "+390555012345", "direction": "incoming", "length": 88, "date": "2026-11-25 08:12:01"}], "/logs/sms"),
        ([{"numero": "+34612555014", "direccion": "saliente", "caracteres": 8, "t": TS}], "/v1"),
        ([{"numer": "+48601555014", "kierunek": "przychodzące", "znaki": 8, "data": "2026-11-25"}], "/v1"),
        ([{"phone": "+48601555014", "incoming": True, "chars": 8, "at": TS * 1000}], "/v1"),
        (
            {"columns": ["number", "direction", "at", "chars"], "rows": [["+447700900121", "in", TS, 61]] * 2},
            "/v1",
        ),
    ],
)  # fmt: skip
def test_finds_other_layouts_and_languages(see: See, body: object, path: str) -> None:
    (seen,) = see(DETECTOR, body, path=path)
    assert seen.category == "message.metadata"
