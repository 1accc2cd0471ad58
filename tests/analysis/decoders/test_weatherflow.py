"""Rows of a WeatherFlow station get the names of their places; rows of another length or kind stay JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.weatherflow import DECODER
from analysis.units import Part


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


AIR = {
    "serial_number": "AR-1",
    "type": "obs_air",
    "hub_sn": "HB-1",
    "obs": [[1793706300, 835.0, 10.0, 45, 0, 0, 3.46, 1]],
}


def test_readings_are_named() -> None:
    opened = DECODER.open(part(json.dumps(AIR).encode()), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "serial_number": "AR-1", "type": "obs_air", "hub_sn": "HB-1", "observations": [{
            "timestamp": 1793706300, "station_pressure": 835.0, "air_temperature": 10.0, "relative_humidity": 45,
            "lightning_count": 0, "lightning_distance": 0, "battery_voltage": 3.46, "report_interval": 1,
        }],
    }  # fmt: skip


def test_wind_alone() -> None:
    message = {"serial_number": "SK-1", "type": "rapid_wind", "ob": [1793706300, 2.3, 128]}
    opened = DECODER.open(part(json.dumps(message).encode()), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert opened.tree["observations"] == [
        {"timestamp": 1793706300, "wind_speed": 2.3, "wind_direction": 128}
    ]


@pytest.mark.parametrize(
    "message",
    [
        {**AIR, "obs": [[1, 2, 3]]}, {**AIR, "obs": 4}, {**AIR, "obs": [{"a": 1}]}, {**AIR, "type": "obs_new"},
        {**AIR, "type": 3, "x": "obs_"}, {"type": "obs_air", "obs": AIR["obs"]},
        {"serial_number": "x", "type": "rapid_wind"},
        {"note": "obs_air"}, {},
    ],
)  # fmt: skip
def test_others_stay_json(message: object) -> None:
    assert DECODER.open(part(json.dumps(message).encode()), 1 << 20) is None


def test_cut_short_or_a_text_is_none() -> None:
    assert DECODER.open(part(json.dumps(AIR).encode()[:-2]), 1 << 20) is None
    assert DECODER.open(part(json.dumps(AIR)), 1 << 20) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
    assert DECODER.open(part(b'{"obs_' + data), 1 << 20) is None
