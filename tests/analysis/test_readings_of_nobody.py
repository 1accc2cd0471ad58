"""Units, levels, plans, data sheets and examples hold no readings; a room, a node and a table of two rows do."""

from __future__ import annotations

import pytest

from analysis.decoders.reading_pairs import DECODER
from analysis.units import Part
from tests.analysis.test_published_readings import found_in

LIGHT, AIR = "sensor.ambient_light", "sensor.environment"


@pytest.mark.parametrize(
    "body",
    [
        {"units": {"mmHg": 133.322, "kg": 1, "lux": 1, "hPa": 100}},
        {"decimals": {"temperature": 1, "humidity": 0, "pressure": 1, "lux": 0}},
        {"lights": [{"x": 4, "y": 9, "lux": 300}, {"x": 21, "y": 2, "lux": 120}]},
        {"torches": [{"col": 3, "row": 8, "lux": 200}]},
        {"demand": {"lux": 500, "ugr": 19}, "calc": {"lux": 512, "uniformity": 0.62}},
        {"ev": [{"ev": 0, "lux": 2.5}, {"ev": 1, "lux": 5}, {"ev": 2, "lux": 10}]},
        {"demo": True, "rooms": [{"temperature": 21.5, "humidity": 45}]},
        {"beispiel": {"temperature": 21.5, "humidity": 45}},
        {"modelle": [{"luftdruck_hpa": [300, 1100]}]},
        {"sommer": {"rh": [30, 60]}},
        {"tipps": [{"sorte": "A", "temperatur": 12, "luftfeuchte": 70},
                   {"sorte": "B", "temperatur": 15, "luftfeuchte": 65}]},
        {"boja": "Z 2", "fala_m": 0.8, "cisn_hpa": 1009.2},
        {"pegel": "Cuxhaven", "hpa": 1008.1, "wasserstand_cm": 512},
        {"tafel": [{"alter": 60, "qx": 0.0071, "lx": 91210}, {"alter": 61, "qx": 0.0078, "lx": 90562}]},
    ],
)  # fmt: skip
def test_nobodys_readings(body: object) -> None:
    assert found_in(body) == set()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"t_c": 21.4, "rh": 47, "co2": 812, "lx": 0.6}, {LIGHT, AIR}),
        ({"units": [{"temperature": 21.4, "humidity": 47}]}, {AIR}),
        ({"lights": [{"x": 0.31, "y": 0.33, "lux": 120, "ts": 1795820011}]}, {LIGHT}),
        ({"demo": False, "rooms": [{"temperature": 21.5, "humidity": 45}]}, {AIR}),
        ({"cols": ["ts", "tempC", "rh", "lux"], "rows": [[1795820011, 7.1, 88, 210], [1795820311, 7.2, 87, 260]]},
         {LIGHT, AIR}),
        ({"temp_pow": 12.8, "wilg_wzgl": 81}, {AIR}),
    ],
)  # fmt: skip
def test_readings_of_somebody(body: object, expected: set[str]) -> None:
    assert found_in(body) == expected


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (
            "temp=11.2\nhum=78\nat=2026-11-22T06:10:00Z",
            {"temp": 11.2, "hum": 78, "at": "2026-11-22T06:10:00Z"},
        ),
        ("lux=14\r\nhum=78\r\n", {"lux": 14, "hum": 78}),
        ("temp=11.2\n\nhum=78", None),
        ("one=two\nthree=4", None),
        ("temp=11.2\nhum is 78", None),
    ],
)
def test_a_pair_on_each_line(text: str, tree: object) -> None:
    opened = DECODER.open(Part(path="body", context="body", names=(), data=text), 1 << 20)
    assert (opened.tree if opened is not None else None) == tree
