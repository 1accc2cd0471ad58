"""Motion sensors by name and by the shape of gravity; and triples that are no sensor's."""

from __future__ import annotations

import csv
import json
import math
import random
from pathlib import Path

import pytest

from analysis.detectors.motion import DETECTOR

RANDOM = random.Random(7)


def _unit_vectors(decimals: int) -> list[list[float]]:
    """Normals of a smooth surface: neighbours are alike, every length is 1 but for rounding."""
    angles = [i / 40 for i in range(120)]
    return [
        [round(math.cos(a) * math.cos(a / 3), decimals), round(math.sin(a) * math.cos(a / 3), decimals),
         round(math.sin(a / 3), decimals)]
        for a in angles
    ]  # fmt: skip


def _still(scale: float, noise: float, n: int = 60) -> list[list[float]]:
    """An accelerometer at rest, tilted: gravity on three axes with noise."""
    gravity = (0.18, -0.32, 0.93)
    return [[round(g * scale + RANDOM.gauss(0, noise * scale), 5) for g in gravity] for _ in range(n)]


NEGATIVES = {
    "rgb": {"palette": [[RANDOM.randrange(256) for _ in range(3)] for _ in range(40)]},
    "rgb shares": {"d": [[0.57, 0.58, 0.58 + i / 1000] for i in range(40)]},
    "normals, 2 decimals": {"d": _unit_vectors(2)},
    "normals, 4 decimals": {"d": _unit_vectors(4)},
    "normals, all digits": {"d": _unit_vectors(15)},
    "unit vectors as objects": {"d": [{"x": x, "y": y, "z": z} for x, y, z in _unit_vectors(6)]},
    "normals by name": {"normals": _still(9.81, 0.01)},
    "constant": {"d": [[0.0, 0.0, 9.81]] * 40},
    "dead axis": {"d": [[0.0, 0.1 * (i % 2), 9.8 + 0.01 * (i % 3)] for i in range(40)]},
    "whole numbers": {"d": [[3, 5, 8 - i % 2] for i in range(40)]},
    "prices": {"d": [[5.49, 5.99, 5.49 + (i % 3) / 10] for i in range(40)]},
    "positions in Nigeria": {"track": [[6.5 + i / 1e4, 7.35, 0.2] for i in range(40)]},
    "too few": {"d": _still(9.81, 0.01, 5)},
    "scattered": {"d": [[RANDOM.gauss(0, 6) for _ in range(3)] for _ in range(60)]},
    "scene": {"position": {"x": 1.5, "y": 2.5, "z": 3.5}, "rotation": {"x": 0.1, "y": 0.2, "z": 0.3}},
    "all zero": {"accelerometer": {"x": 0, "y": 0, "z": 0}},
    "one axis": {"accelerometer_x": 0.5},
    "text": {"accelerometer": {"x": "a", "y": "b", "z": "c"}},
    "flag": {"accelerometer": True, "gyroscope": "supported"},
    "acceleration of a car": {"acceleration": 3.2},
    "camera": {"camera": {"yaw": 1.5, "pitch": 0.5, "roll": 0.1}},
    "quaternion": {"d": [[0.1, 0.2, 0.3, 0.927] for _ in range(40)]},
    "quaternion of a scene": {
        "camera": {
            "position": {"x": 1, "y": 2, "z": 3},
            "quaternion": {"x": 0.1, "y": 0.2, "z": 0.3, "w": 0.927},
        }
    },
    "turn of a bone": {
        "bones": [{"name": "arm", "orientation": {"x": 0.5, "y": 0.5, "z": 0.5, "w": 0.5}}] * 4
    },
    "unturned quaternion": {"device": {"orientation": {"x": 0, "y": 0, "z": 0, "w": 1}}},
    "no unit length": {"device": {"quaternion": {"x": 0.1, "y": 0.2, "z": 0.3, "w": 3.5}}},
    "rectangle": {"rect": {"x": 10.5, "y": 20.5, "w": 100, "h": 50}},
    "box": {"box": {"x": 0.1, "y": 0.2, "z": 0.3, "w": 0.4}},
    "velocity": {"unit": "m/s", "x": 0.1, "y": 0.2, "z": 0.3},
    "size in grams": {"unit": "g", "x": 0.1, "y": 0.2, "z": 0.3},
    "length": {"unit": "cm", "x": 9.8, "y": 9.8, "z": 9.8},
    "unit without axes": {"unit": "m/s^2", "max": 3.5},
    "prices of many days": {"d": [[5.19 + i % 5 / 10, 5.79, 5.99] for i in range(40)]},
    "shares": {
        "d": [
            [round(5.61 + i % 7 / 100, 2), round(5.72 + i % 5 / 100, 2), round(5.66 + i % 3 / 100, 2)]
            for i in range(40)
        ]
    },
    "shares with four decimals": {
        "d": [
            [round(5.6123 + i % 7 / 990, 4), round(5.7219 + i % 5 / 990, 4), round(5.6617 + i % 3 / 990, 4)]
            for i in range(40)
        ]
    },
    "normals, 3 decimals": {"d": _unit_vectors(3)},
    "flat prices": {"d": [round(5.49 + i % 3 / 10, 2) for i in range(60)]},
    "flat closing prices": {"close": [round(100 + RANDOM.gauss(0, 3), 2) for _ in range(90)]},
    "one slow reading": {"d": [round(5.66 + math.sin(i / 30) / 20, 4) for i in range(90)]},
    "one slow reading with a sign": {"d": [round(0.577 * math.cos(i / 200), 5) for i in range(90)]},
    "flat colours": {"d": [RANDOM.randrange(256) for _ in range(90)]},
    "flat shares": {"d": [round(0.57 + i / 1e4, 5) for i in range(90)]},
    "flat normals": {"normals": [value for row in _still(1.0, 0.01) for value in row]},
    "flat unit vectors": {"d": [value for row in _unit_vectors(6) for value in row]},
    "flat vertices": {"vertices": [value for row in _still(9.81, 0.01) for value in row]},
    "flat scores": {"scores": [round(RANDOM.random(), 4) for _ in range(90)]},
    "flat spectrum": {"fft": [round(abs(RANDOM.gauss(0, 10)), 4) for _ in range(90)]},
    "chart": {"data": [{"x": i, "y": i * 2, "r": 3} for i in range(20)]},
    "touches": {"touches": [{"x": 120.5 + i, "y": 300.25, "pressure": 0.5, "force": 0.1} for i in range(12)]},
    "scroll": {"scroll": {"x": 0, "y": 1200, "z": 1}},
    "accelerometer of a kind": {"accelerometer": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]},
    "supported sensors": {"sensors": ["accelerometer", "gyroscope"]},
    "gravity of a layout": {"gravity": "center"},
    "magnitude of a magazine": {"mag": [1, 2, 3, 4, 5, 6, 7, 8, 9]},
    "lists of one axis": {"accX": [0.1, 0.2, 0.15]},
    "player": {"player": {"acceleration": {"x": 0, "y": 0, "z": 0}}},
}


@pytest.mark.parametrize("name", NEGATIVES)
def test_other_triples_are_none(see, name) -> None:
    assert see(DETECTOR, NEGATIVES[name]) == []


@pytest.mark.parametrize(
    ("body", "first", "property", "confidence"),
    [
        ({"ANALOG": {"accelerometer_x": "0.1", "accelerometer_y": "9.7", "accelerometer_z": "0.4"}},
         "$.ANALOG.accelerometer_x", "accelerometer", "certain"),
        ({"accelerometer": {"x": 0.1, "y": 9.7, "z": 0.4}}, "$.accelerometer.x", "accelerometer", "certain"),
        ({"accelerometer": [0.1, 9.7, 0.4]}, "$.accelerometer[0]", "accelerometer", "certain"),
        ({"sensor": "gyroscope", "x": 0.1, "y": 0.2, "z": 0.3}, "$.x", "rotation", "certain"),
        ({"rotationRate": {"alpha": 1, "beta": 2, "gamma": 0.4}}, "$.rotationRate.alpha", "rotation", "likely"),
        ({"magX": 22.1, "magY": -5.1, "magZ": 40.2}, "$.magX", "x_magnetometer", "likely"),
        ({"ax": 0.1, "ay": 9.7, "az": 0.4}, "$.ax", "accelerometer", "likely"),
        ({"linearAcceleration": {"x": 0.1, "y": 0.7, "z": 0.4}}, "$.linearAcceleration.x", "accelerometer", "certain"),
        ({"unit": "m/s^2", "x": 0.1, "y": 9.7, "z": 0.4}, "$.x", "accelerometer", "likely"),
        ({"reading": {"x": 22.5, "y": -4.5, "z": 40.4}, "unit": "uT"}, "$.reading.x", "x_magnetometer", "likely"),
        ({"values": [0.01, 0.02, 0.03], "unit": "rad/s"}, "$.values[0]", "rotation", "likely"),
        ({"rotationVector": [0.1, 0.2, 0.3, 0.9274]}, "$.rotationVector[0]", "x_rotationVector", "certain"),
        ({"game_rotation_vector": {"x": 0.1, "y": 0.2, "z": 0.3}}, "$.game_rotation_vector.x", "x_rotationVector",
         "certain"),
        ({"device": {"attitude": {"x": 0.1, "y": 0.2, "z": 0.3, "w": 0.9274}}}, "$.device.attitude.x", "x_rotationVector",
         "likely"),
        ({"name": "orientation", "values": {"qw": 0.9274, "qx": 0.1, "qy": 0.2, "qz": 0.3, "yaw": 1.1}}, "$.values.qx",
         "x_rotationVector", "likely"),
    ],
    ids=str,
)  # fmt: skip
def test_a_snapshot_is_one_finding_for_each_axis(see, body, first, property, confidence) -> None:
    found = see(DETECTOR, body)
    assert [item.property for item in found] == [property + axis for axis in "XYZ"]
    assert found[0].path == f"body>json:{first}"
    assert {item.confidence for item in found} == {confidence}


def test_names_of_the_audience_network(see) -> None:
    body = {f"ANALOG.{kind}_{axis}": 0.5 for kind in ("accelerometer", "rotation") for axis in "xyz"}
    assert {item.property for item in see(DETECTOR, body)} == {
        "accelerometerX", "accelerometerY", "accelerometerZ", "rotationX", "rotationY", "rotationZ",
    }  # fmt: skip


def test_device_orientation(see) -> None:
    found = see(DETECTOR, {"deviceOrientation": {"alpha": 12.5, "beta": 1.5, "gamma": 0.5}})
    assert [item.property for item in found] == [
        "x_orientationAlpha",
        "x_orientationBeta",
        "x_orientationGamma",
    ]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: {"accelerometer": rows, "interval_ms": 20},
        lambda rows: {"sensor": "accelerometer", "sampleRateHz": 50, "samples": rows},
        lambda rows: {"accelerometer": [[1_700_000_000_000 + 20 * i, *row] for i, row in enumerate(rows)]},
        lambda rows: {"accelerometer": [{"t": 20 * i, "x": x, "y": y, "z": z} for i, (x, y, z) in enumerate(rows)]},
        lambda rows: {"accelerometer": dict(zip("xyz", map(list, zip(*rows, strict=True)), strict=True))
                      | {"timestamp": [20_000_000 * i for i in range(len(rows))]}},
        lambda rows: {"payload": [{"name": "accelerometer", "time": 1_700_000_000_000_000_000 + 20_000_000 * i,
                                   "values": {"z": z, "y": y, "x": x}} for i, (x, y, z) in enumerate(rows)]},
        lambda rows: {"accX": [x for x, _, _ in rows], "accY": [y for _, y, _ in rows], "accZ": [z for *_, z in rows],
                      "hz": 50},
    ],
    ids=["matrix", "label", "timed matrix", "objects", "columns", "labelled rows", "flat columns"],
)  # fmt: skip
def test_a_series_is_one_finding_with_rate_and_norm(see, wrap) -> None:
    rows = _still(9.81, 0.003, 101)
    (found,) = see(DETECTOR, wrap(rows))
    assert found.property == "x_accelerometerSeries"
    assert found.measures.n == 101
    assert found.measures.rate_hz == pytest.approx(50, rel=0.01)
    assert found.measures.seconds == pytest.approx(2, rel=0.01)
    assert found.measures.median == pytest.approx(9.81, rel=0.03)
    assert found.measures.unit == "m/s²"


@pytest.mark.parametrize(("scale", "unit", "confidence"), [(9.81, "m/s²", "likely"), (1.0, "g", "possible")])
def test_gravity_is_told_by_its_shape(see, scale, unit, confidence) -> None:
    (found,) = see(DETECTOR, {"d": _still(scale, 0.01)})
    assert (found.rule, found.measures.unit, found.confidence) == ("motion.gravity_shape", unit, confidence)
    (hinted,) = see(DETECTOR, {"motion": {"d": _still(scale, 0.01)}})
    assert hinted.confidence == "likely"


def _recorded(shared_data: Path, name: str, rows: slice) -> list[dict[str, float]]:
    log = shared_data / "sensors/parabiomech-sensorlogger/data2" / f"{name}.csv"
    with log.open() as lines:
        return [
            {key: float(value) for key, value in row.items()} for row in list(csv.DictReader(lines))[rows]
        ]


def test_recorded_phone_without_names(see, shared_data: Path) -> None:
    part = slice(2000, 2400)
    gravity, linear = (_recorded(shared_data, name, part) for name in ("Gravity", "Accelerometer"))
    total = [[one[axis] + other[axis] for axis in "xyz"] for one, other in zip(gravity, linear, strict=True)]
    (found,) = see(DETECTOR, {"d": total})
    assert (found.rule, found.measures.n, found.measures.unit) == ("motion.gravity_shape", 400, "m/s²")
    in_g = [[value / 9.80665 for value in row] for row in total]
    assert [item.measures.unit for item in see(DETECTOR, {"d": in_g})] == ["g"]


def test_recorded_phone_with_two_sensors_in_one_list(see, shared_data: Path) -> None:
    part = slice(0, 300)
    rows = [
        {"name": name.lower(), "time": int(row["time"]), "values": {axis: row[axis] for axis in "xyz"}}
        for name in ("Accelerometer", "Gyroscope")
        for row in _recorded(shared_data, name, part)
    ]
    rows.sort(key=lambda row: json.dumps(row["time"]))
    found = {item.property: item for item in see(DETECTOR, {"payload": rows})}
    assert set(found) == {"x_accelerometerSeries", "x_gyroscopeSeries"}
    assert found["x_accelerometerSeries"].measures.rate_hz == pytest.approx(100, rel=0.05)
    assert found["x_gyroscopeSeries"].measures.rate_hz == pytest.approx(59, rel=0.05)


@pytest.mark.parametrize(
    ("name", "property"),
    [
        ("accelerometer", "x_accelerometerSeries"),
        ("userAcceleration", "x_accelerometerSeries"),
        ("d", "x_accelerometerSeries"),
    ],
)
def test_triples_packed_into_one_list(see, name, property) -> None:
    flat = [value for row in _still(9.81, 0.005, 50) for value in row]
    (found,) = see(DETECTOR, {name: flat, "sampleRateHz": 50})
    assert (found.property, found.measures.n, found.measures.unit) == (property, 50, "m/s²")
    assert found.measures.rate_hz == 50
    assert found.measures.seconds == pytest.approx(0.98)
    assert found.path == f"body>json:$.{name}"


def test_a_packed_list_takes_its_times_from_the_list_beside_it(see) -> None:
    flat = [value for row in _still(1.0, 0.005, 51) for value in row]
    (found,) = see(
        DETECTOR, {"imu": {"acc": flat, "timestamps": [1_700_000_000_000 + 10 * i for i in range(51)]}}
    )
    assert (found.measures.n, found.measures.rate_hz, found.measures.unit) == (51, 100, "g")
    assert found.confidence == "likely"


def test_a_flat_list_named_after_a_sensor_is_its_readings(see) -> None:
    turns = [round(RANDOM.gauss(0, 0.3), 4) for _ in range(40)]
    (found,) = see(DETECTOR, {"gyroscope": turns, "interval_ms": 20})
    assert (found.rule, found.property, found.measures.n) == ("motion.named_list", "x_gyroscopeSeries", 40)
    assert found.measures.rate_hz == 50


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: {"rotationVector": rows, "hz": 50},
        lambda rows: {
            "sensor": "rotation_vector",
            "samples": [dict(zip("xyzw", row, strict=True)) for row in rows],
            "hz": 50,
        },
        lambda rows: {
            "imu": {
                "orientation": [dict(zip(("qx", "qy", "qz", "qw"), row, strict=True)) for row in rows],
                "hz": 50,
            }
        },
    ],
    ids=["matrix", "objects", "short names"],
)
def test_a_series_of_rotations(see, wrap) -> None:
    turns = [i / 50 for i in range(60)]
    rows = [[0.6 * math.sin(a), 0.8 * math.sin(a), 0.0, math.cos(a)] for a in turns[1:]]
    (found,) = see(DETECTOR, wrap(rows))
    assert (found.property, found.measures.n) == ("x_rotationVectorSeries", 59)
    assert found.measures.rate_hz == 50


def test_the_span_of_a_batch_is_told_by_its_ends_or_its_duration(see) -> None:
    rows = _still(9.81, 0.003, 101)
    ends = {"startTime": 1_700_000_000_000, "endTime": 1_700_000_002_000, "accelerometer": rows}
    (found,) = see(DETECTOR, ends)
    assert (found.measures.seconds, found.measures.rate_hz) == (2, 50)
    (lasting,) = see(DETECTOR, {"duration_ms": 4000, "accelerometer": rows})
    assert (lasting.measures.seconds, lasting.measures.rate_hz) == (4, 25)


def test_recorded_phone_packed(see, shared_data: Path) -> None:
    part = slice(2000, 2400)
    gravity, linear = (_recorded(shared_data, name, part) for name in ("Gravity", "Accelerometer"))
    flat = [one[axis] + other[axis] for one, other in zip(gravity, linear, strict=True) for axis in "xyz"]
    (found,) = see(DETECTOR, {"payload": flat})
    assert (found.rule, found.measures.n) == ("motion.gravity_shape", 400)


def test_rows_with_the_readings_of_two_sensors(see) -> None:
    rows = [[20 * i, *row, RANDOM.gauss(0, 0.1), RANDOM.gauss(0, 0.1), RANDOM.gauss(0, 0.1)] for i, row in
            enumerate(_still(9.81, 0.01, 51))]  # fmt: skip
    (found,) = see(DETECTOR, {"imu": rows})
    assert (found.rule, found.measures.n, found.measures.unit) == ("motion.gravity_shape", 51, "m/s²")
    assert (found.measures.rate_hz, found.measures.seconds) == (50, 1)


def test_three_short_lists_of_one_axis_each_are_one_series(see) -> None:
    body = {"buffers": {"accX": [0.1, 0.2, 0.15], "accY": [9.7, 9.8, 9.75], "accZ": [0.3, 0.2, 0.25]}}
    (found,) = see(DETECTOR, body)
    assert (found.property, found.measures.n) == ("x_accelerometerSeries", 3)


# -- shape without a name, and angles -----------------------------------------------------------------------------


def _walk(scale: float, digits: int | None, n: int = 60) -> list[tuple[float, float, float]]:
    """A phone at rest on its edge, slowly turned, with the noise of a sensor."""
    rows = []
    for i in range(n):
        tilt = 0.9 + i / 100
        row = (math.sin(tilt) * 0.8, -math.sin(tilt) * 0.6, math.cos(tilt))
        rows.append(tuple(round(scale * (v + RANDOM.gauss(0, 0.01)), digits) for v in row))
    return rows


SHAPES = {
    "objects": lambda rows: {"d": [dict(zip("xyz", row, strict=True)) for row in rows]},
    "objects with a time": lambda rows: {
        "d": [
            {"t": 1_700_000_000_000 + 20 * i, **dict(zip("xyz", row, strict=True))}
            for i, row in enumerate(rows)
        ]
    },
    "letters": lambda rows: {"d": [dict(zip("abc", row, strict=True)) for row in rows]},
    "channels": lambda rows: {"d": [dict(zip(("ch0", "ch1", "ch2"), row, strict=True)) for row in rows]},
    "columns": lambda rows: {"d": dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True))},
    "columns of numbered values": lambda rows: {
        "d": dict(zip(("v1", "v2", "v3"), map(list, zip(*rows, strict=True)), strict=True))
    },
    "matrix": lambda rows: {"d": list(map(list, rows))},
    "flat": lambda rows: {"d": [value for row in rows for value in row]},
    "time before": lambda rows: {"d": [[1_700_000_000_000 + 20 * i, *row] for i, row in enumerate(rows)]},
    "axes in words": lambda rows: {
        "d": [dict(zip(("xAxis", "yAxis", "zAxis"), row, strict=True)) for row in rows]
    },
    "axes by name first": lambda rows: {
        "d": [dict(zip(("axis_x", "axis_y", "axis_z"), row, strict=True)) for row in rows]
    },
    "texts": lambda rows: {"d": [dict(zip("xyz", map(str, row), strict=True)) for row in rows]},
}


@pytest.mark.parametrize(
    ("scale", "digits", "unit"), [(9.81, 4, "m/s²"), (1.0, 5, "g"), (1000.0, None, "mg")]
)
@pytest.mark.parametrize("shape", SHAPES)
def test_gravity_is_known_in_any_writing_and_unit(see, shape, scale, digits, unit) -> None:
    (found,) = see(DETECTOR, SHAPES[shape](_walk(scale, digits)))
    assert (found.property, found.rule, found.measures.unit) == (
        "x_accelerometerSeries",
        "motion.gravity_shape",
        unit,
    )


@pytest.mark.parametrize(
    "body",
    [
        {"d": [{"a": 300 + i, "b": 700 - i, "c": 650} for i in range(40)]},
        {"d": [{"a": 0.5 + i / 100, "b": 0.7, "c": 0.4} for i in range(40)]},
        {"d": [{"r": 120, "g": 130 + i, "b": 900} for i in range(40)]},
        {"d": [{"h": 12.5, "l": 9.1, "o": 9.8 + i / 10} for i in range(40)]},
        {"d": [{"w": 640, "h": 480, "n": 600 + i} for i in range(40)]},
        {"d": [{"q1": -3, "q2": 4, "q3": RANDOM.randrange(1000)} for _ in range(40)]},
        {"vertices": [{"a": x, "b": y, "c": z} for x, y, z in _walk(1000.0, None)]},
        {"d": [{"a": -600, "b": 800, "c": 0} for _ in range(40)]},
        {"d": [{"min": x, "max": y, "mean": z} for x, y, z in ((1, 9, 5),) * 40]},
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_three_columns_of_something_else(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"alpha": "213.42", "beta": "12.81", "gamma": "-3.05"},
        {"alpha": "213", "beta": "12", "gamma": "-3", "absolute": "true"},
        {"alpha": "213.4", "beta": "12.8", "gamma": "-3", "webkitCompassHeading": "0"},
        {"alpha": "13.4", "beta": "52.8", "gamma": "-3.3", "device": "x"},
    ],
    ids=json.dumps,
)
def test_angles_in_a_query(see, fields) -> None:
    found = see(DETECTOR, query=fields)
    assert [item.property for item in found][:3] == [
        "x_orientationAlpha",
        "x_orientationBeta",
        "x_orientationGamma",
    ]
    assert [item.property for item in see(DETECTOR, fields)][:3] == [item.property for item in found][:3]


@pytest.mark.parametrize(
    "fields",
    [
        {"alpha": 0.05, "beta": 0.8, "gamma": 0.99},
        {"alpha": 2.51, "beta": 3.12, "gamma": 1.07},
        {"alpha": 1, "beta": 2, "gamma": 3},
        {"alpha": 90, "beta": 90, "gamma": 120, "a": 5.4, "b": 5.4, "c": 8.1},
        {"alpha": 51.32, "beta": 64.18, "gamma": 64.5},
        {"alpha": 12.31, "beta": 0.84, "gamma": 0.02, "delta": 0.5, "theta": -0.1, "vega": 12.2},
        {"alpha": 213.42, "beta": 12.81, "gamma": -3.05, "model": "sir"},
        {"alpha": 213.42, "beta": 412.81, "gamma": -3.05},
        {"alpha": 213.42, "beta": 12.81},
        {"alpha": "v1", "beta": "v2", "gamma": "v3"},
        {"alpha": 0, "beta": 0, "gamma": 0, "absolute": False},
    ],
    ids=json.dumps,
)
def test_other_greek_letters(see, fields) -> None:
    assert see(DETECTOR, fields) == []


def test_axes_in_words_under_a_sensor(see) -> None:
    found = see(DETECTOR, {"accelerometer": {"xAxis": -12, "yAxis": 31, "zAxis": 994}})
    assert [item.property for item in found] == ["accelerometerX", "accelerometerY", "accelerometerZ"]


@pytest.mark.parametrize("digits", [2, 3, 4])
def test_gravity_on_positive_axes_with_few_digits(see, digits) -> None:
    gravity = (0.31, 2.02, 9.56)
    rows = [[round(value + RANDOM.gauss(0, 0.02), digits) for value in gravity] for _ in range(12)]
    (found,) = see(DETECTOR, {"d": rows})
    assert (found.rule, found.measures.n, found.measures.unit) == ("motion.gravity_shape", 12, "m/s²")


def test_a_quiet_sensor_in_units_of_gravity(see) -> None:
    rows = [[round(value + RANDOM.gauss(0, 0.002), 3) for value in (-0.02, -0.21, 0.977)] for _ in range(24)]
    (found,) = see(DETECTOR, {"d": rows})
    assert found.measures.unit == "g"


# -- other ways to write it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"run": 9, "acc_x": 0.91, "acc_y": 0.92, "acc_z": 0.9, "loss": 0.31},
        {"entity": "ball", "mass": 2, "acceleration": {"x": 1, "y": 0, "z": 0}},
        {"roll": 3, "pitch": 1.2, "yaw": 0.5, "font": "Arial"},
        {"gyroSensitivityX": 1.25},
        {"accelerometerX": 3},
        {"accel": "1,2,3"},
        {"gyro": "on, off, on"},
        {"slider": {"values_0": 12, "values_1": 44, "values_2": 80}},
        {"sensor": 4, "accuracy": 2, "values": [1.5, 2.0]},
        {"mesh": {"columns": ["x", "y", "z"], "data": [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]}},
    ],
    ids=json.dumps,
)
def test_what_is_written_alike_and_is_no_sensor(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "prop"),
    [
        ({"motionUserAccelerationX(G)": 0.1, "motionUserAccelerationY(G)": 0.2, "motionUserAccelerationZ(G)": 0.3},
         "accelerometerX"),
        ({"imu": {"roll": 0.01, "pitch": 0.22, "yaw": 1.73}}, "x_orientationYaw"),
        ({"gsensor": {"x": 0.1, "y": 0.3, "z": 9.7}}, "accelerometerX"),
        ({"sensor": 4, "accuracy": 3, "values": [0.011, -0.204, 0.071]}, "rotationX"),
        ({"accel": "0.12,-0.03,9.78"}, "x_accelerometerText"),
        ({"gyroRotationX(rad/s)": 0.011}, "x_gyroscopeAxis"),
        ({"columns": ["t", "gyro_x", "gyro_y", "gyro_z"], "data": [[0.0, 0.01, 0.02, 0.1], [0.1, 0.02, 0.01, 0.2]]},
         "x_gyroscopeSeries"),
    ],
    ids=json.dumps,
)  # fmt: skip
def test_other_ways_to_write_three_axes(see, body, prop) -> None:
    assert prop in [item.property for item in see(DETECTOR, body)]


def test_the_address_names_the_sensor_of_bare_axes(see) -> None:
    body = {"records": [{"value": {"time": 1767225600.12, "x": 0.0121, "y": -0.0032, "z": 0.0009}}]}
    assert see(DETECTOR, body) == []
    found = see(DETECTOR, body, path="/kafka/topics/android_phone_gyroscope")
    assert [item.property for item in found] == ["rotationX", "rotationY", "rotationZ"]
    assert see(DETECTOR, {"touch": {"x": 0.1, "y": 0.2, "z": 0.3}}, path="/gyroscope") == []


def test_a_thing_that_feels_vibration_tells_how_it_lies(see) -> None:
    still = {"vibration": False, "x_axis": -17, "y_axis": 1038, "z_axis": 296}
    assert [item.property for item in see(DETECTOR, still)] == [
        "accelerometerX",
        "accelerometerY",
        "accelerometerZ",
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"x_axis": -17, "y_axis": 1038, "z_axis": 296},
        {"vibration": 3.1, "x_axis": 120.5, "y_axis": 88.2, "z_axis": 12},
        {"shock": "off", "x_axis": 4000, "y_axis": 2500, "z_axis": 0},
        {"vibration": True, "x_axis": 0, "y_axis": 0, "z_axis": 0},
    ],
    ids=json.dumps,
)
def test_other_axes_beside_a_vibration_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


TURN = [0.0174, 0.2588, 0.0, 0.9658]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"headset": {"position": [0.12, 1.64, -0.4], "rotation": TURN}}, True),
        ({"leftHand": {"rotation": {"x": 0.0174, "y": 0.2588, "z": 0.0, "w": 0.9658}}}, True),
        ({"sprite": {"position": [0.12, 1.64, -0.4], "rotation": TURN}}, False),
        ({"avatar": {"head": {"rotation": TURN}}}, False),
        ({"headset": {"rotation": [0, 0, 0, 1]}}, False),
        ({"headset": {"rotation": [3.2, 0.2588, 0.0, 0.9658]}}, False),
        ({"headset": {"position": [0.5, 0.5, 0.5, 0.5]}}, False),
    ],
)
def test_how_a_headset_is_turned(see, body: object, *, found: bool) -> None:
    assert {item.category for item in see(DETECTOR, body)} == ({"sensor.motion"} if found else set())


@pytest.mark.parametrize(
    ("body", "properties"),
    [
        ({"lateral_g": 0.31, "longitudinal_g": -0.42}, {"x_accelerometerAxis"}),
        ([{"yaw_dps": 1.2, "pitch_dps": -0.4, "roll_dps": 0.02}], {"rotationX", "rotationY", "rotationZ"}),
        ({"s": "acc", "d": [0.1, 0.2, 9.7]}, {"accelerometerX", "accelerometerY", "accelerometerZ"}),
        ({"ax": "0.12,0.34,0.95", "ay": "0.3,0.5,0.4", "az": "9.7,9.1,9.8"}, {"x_accelerometerSeries"}),
        (
            {"加速度": {"x": 0.12, "y": 0.33, "z": 9.71}},
            {"accelerometerX", "accelerometerY", "accelerometerZ"},
        ),
        (
            {"ev": [["m", at * 20, *row] for at, row in enumerate(_still(9.81, 0.01))]},
            {"x_accelerometerSeries"},
        ),
        (
            {"s": [list(column) for column in zip(*_still(9.81, 0.01), strict=True)]},
            {"x_accelerometerSeries"},
        ),
    ],
    ids=range(7),
)
def test_other_layouts_of_a_household(see, body, properties) -> None:
    assert {found.property for found in see(DETECTOR, body)} == properties


@pytest.mark.parametrize(
    "body",
    [
        {"lateral_acceleration": 1.05, "price": 90_000},
        {"world": {"gravity": [0.1, -9.7, 0.2]}},
        {"camera": {"node": {"yaw_rate": 1.2, "pitch_rate": 0.4, "roll_rate": 0.1}}},
        {"accelerometer": {"odr_hz": [25, 50, 100]}},
        {"ev": [["m", at, 5.49, 5.99, 6.49 + at % 3 / 10] for at in range(20)]},
    ],
    ids=range(5),
)
def test_other_layouts_of_no_sensor(see, body) -> None:
    assert see(DETECTOR, body) == []
