"""Where a value stands; and no detector of readings stumbles over any message."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.decoding import open_message
from analysis.detectors import (
    ambient_light,
    battery,
    blood_pressure,
    cycle,
    environment,
    fitness,
    heading,
    health,
    location,
    map_view,
    motion,
    place,
    radio_scan,
    sleep,
    workout,
)
from analysis.payload import Payload
from analysis.records import Transmission
from analysis.surroundings import Surroundings, generic, outer

UNITS = (
    location, place, radio_scan, motion, ambient_light, environment, fitness, health, battery, blood_pressure, cycle,
    heading, map_view, sleep, workout,
)  # fmt: skip
DETECTORS = tuple(unit.DETECTOR for unit in UNITS)
NAMES = [
    "lat", "lon", "latitude", "longitudeE7", "location", "coordinates", "type", "x", "y", "z", "accelerometer", "lux",
    "light", "values", "value", "name", "sensor", "time", "timestamp", "interval", "pressure", "steps", "goal", "hr",
    "heart_rate", "bpm", "bssid", "ssid", "wifi", "mcc", "mnc", "lac", "cid", "uuid", "major", "minor", "battery", "level",
    "timezone", "country", "city", "street", "distance", "calories", "sleep", "weight", "systolic", "diastolic", "alpha",
    "beta", "gamma", "state", "unique_id", "unit", "code", "coding", "display", "valueQuantity", "count", "batt", "start",
    "end", "duration", "date", "measuregrps", "measures", "beatsPerMinute", "inCelsius", "a", "b", "c", "deep", "rem",
    "sport",
]  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**25), 10**25), st.floats(), st.text(max_size=20),
    st.sampled_from(["Point", "accelerometer", "light", "52.2,10.5", "3c:a6:2f:bc:5e:65", "DE", "Europe/Berlin", "1e5",
                     "heart_rate", "battery_level", "8867-4", "8480-6", "sleep", "kg", "%", "PT41M", "near", "RUNNING",
                     "2026-11-22T06:00:00Z", "23:10", "120/80"]),
    st.floats(-180, 180), st.integers(0, 200),
)  # fmt: skip
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=10),
        st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), inner, max_size=8),
    ),
    max_leaves=60,
)


def message(body: bytes) -> Payload:
    return open_message(
        Transmission(
            id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
            host="collect.example", path="/v1", body=body, body_size=len(body),
            request_headers=(("content-type", "application/json"),),
        )
    )  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(TREES)
def test_no_detector_raises_on_any_tree(tree: object) -> None:
    payload = message(msgspec.json.encode(tree))
    for detector in DETECTORS:
        for found in detector.detect(payload):
            assert found.category in detector.categories
            assert found.rule in detector.rules
            assert found.path
            assert found.reasoning


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("body>json:$.a.b", "body>json:$.a"),
        ("body>json:$.a[3]", "body>json:$.a"),
        ('body>json:$["odd.key"]', "body>json:$"),
        ("body>json:$", "body"),
        ("query:geo>json:$.x", "query:geo>json:$"),
        ("query:geo>json:$", "query:geo"),
        ("query:geo", "query"),
        ("query", ""),
    ],
)
def test_what_encloses_a_path(path: str, expected: str) -> None:
    assert outer(path) == expected


def test_objects_and_lists_whose_names_are_quoted_in_a_path_are_named_as_well() -> None:
    place = Surroundings(
        message('{"dzień": {"podział": {"a": 1}, "rows": [{"b": 1}], "two words": [1, 2]}}'.encode())
    )
    assert set(place.names_at('body>json:$["dzień"]')) == {"podział", "two words"}


def test_rows_of_one_list_share_a_path() -> None:
    assert generic("body>json:$.a[3].b[12].c") == "body>json:$.a[*].b[*].c"


def test_what_a_value_is_called() -> None:
    payload = message(
        b'{"sensor": "light", "value": 3, "lux": {"value": 4}, "rows": [{"name": "hr", "data": [{"qty": 5}]}]}'
    )
    place = Surroundings(payload)
    called = {leaf.value: place.called(leaf.path, leaf.names) for leaf in payload.leaves}
    assert (called[3], called[4], called[5]) == ("light", "lux", "hr")
    assert "lux" in place.near_words("body>json:$.value", ("value",))


def test_rows_are_called_by_other_words_for_key_and_value() -> None:
    payload = message(
        b'{"a": [{"fieldName": "bpm", "floatValue": 1.5}], "b": [{"sensorName": "temp", "sensorValue": 2}],'
        b' "c": [{"capability": "measure_humidity", "val": 3}], "d": {"title": "Humidity", "value": 4},'
        b' "e": {"title": "Humidity", "unit": "%", "value": 5}}'
    )
    place = Surroundings(payload)
    called = {leaf.value: place.called(leaf.path, leaf.names) for leaf in payload.leaves}
    assert [called[value] for value in (1.5, 2, 3, 4, 5)] == [
        "bpm",
        "temp",
        "measure_humidity",
        "d",
        "Humidity",
    ]
