"""Which sensor three axes are of: a name tells, then a unit; angles are no acceleration, a scene is no device."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from analysis.axes import find_axes
from analysis.decoding import open_message
from analysis.motion_sensors import sensor_of
from analysis.records import Transmission
from analysis.surroundings import surroundings


def sensors(body: Any) -> list[str | None]:
    data = json.dumps(body).encode()
    payload = open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test",
            request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
        )
    )  # fmt: skip
    place = surroundings(payload)
    return [sensor_of(found, place)[0] for found in find_axes(place)]


XYZ = {"x": 0.12, "y": -0.34, "z": 9.79}


@pytest.mark.parametrize(
    ("body", "sensor"),
    [
        ({"accelerometer": XYZ}, "accelerometer"),
        ({"gyroscope": XYZ}, "gyroscope"),
        ({"reading": {**XYZ, "unit": "m/s2"}}, "accelerometer"),
        ({"position": XYZ}, None),
        ({"camera": {"rotation": {"x": 0.0, "y": 0.7, "z": 0.0}}}, None),
        ({"accelerometer": {"alpha": 12.5, "beta": 3.0, "gamma": -1.5}}, "accelerometer"),
        ({"mesh": {"gravity": {"x": 0, "y": -10, "z": 0}, "mass": 3}}, None),
    ],
)
def test_the_sensor_that_names_and_units_tell(body: Any, sensor: str | None) -> None:
    assert sensors(body) == [sensor]
