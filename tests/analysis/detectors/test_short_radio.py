"""Beacons and cells under short names, in lists side by side and in texts."""

from __future__ import annotations

import pytest

from analysis.detectors.radio_scan import DETECTOR

UUID = "74278bda-b644-4520-8f0c-720eaf035935"


@pytest.mark.parametrize(
    "body",
    [
        {"b": [{"u": UUID, "mj": 41, "mn": 7, "r": -66}, {"u": UUID, "mj": 41, "mn": 9, "r": -80}]},
        {"uu": [UUID, UUID], "maj": [41, 41], "min": [7, 9], "rssi": [-66, -80]},
        {
            "bake": UUID,
            "gehoert": [{"haupt": 41, "neben": 7, "pegel": -70}, {"haupt": 41, "neben": 9, "pegel": -84}],
        },
        {"seen": f"{UUID}_41_7@-66|{UUID}_41_9@-71"},
        {"beacons": f"{UUID}:41:7;{UUID}:41:9"},
        {"ids": [f"iBeacon:{UUID}-41-7", f"iBeacon:{UUID}-41-9"]},
        {"r": [[1_795_770_012, UUID, 41, 7, -61], [1_795_770_013, UUID, 41, 9, -71]]},
    ],
)
def test_beacons(see, body: dict[str, object]) -> None:
    found = [one for one in see(DETECTOR, body) if one.property == "x_bleScan"]
    assert [one.value for one in found] == [f"{UUID} 41 7, {UUID} 41 9"]
    assert found[0].rule == "ble.ibeacon"


def test_a_beacon_in_a_query(see) -> None:
    query = {"b_uuid": UUID, "b_major": "2", "b_minor": "44", "b_rssi": "-59"}
    assert [one.value for one in see(DETECTOR, query=query)] == [f"{UUID} 2 44"]


def test_an_eddystone_beacon_by_its_two_codes(see) -> None:
    (found,) = see(DETECTOR, {"vus": [{"ns": "5dc33487f02e477d4058", "in": "019c6b2e41d0", "r": -74}]})
    assert found.rule == "ble.eddystone"


@pytest.mark.parametrize(
    "body",
    [
        {"u": UUID, "mj": 41, "mn": 7},  # not heard
        {"u": UUID, "mj": 41, "mn": 7, "tx": -59},  # what it shall send
        {"u": UUID, "maj": 4, "min": 7, "patch": -30, "version": "4.7"},
        {"mj": 41, "mn": 7, "r": -66},
        {"u": UUID, "mj": 70_000, "mn": 7, "r": -66},
        {"blocks": [{"u": UUID, "ma": 4, "mi": 7, "y": 64}]},
        {"text": f"{UUID}_41_7"},
        {"plan": [{"u": UUID, "mj": 4, "mn": 7, "room": "A1"}, {"u": UUID, "mj": 4, "mn": 8, "room": "A2"}]},
        {"ns": "namespace", "in": "instance", "r": -70},
    ],
)
def test_other_numbers_are_no_beacons(see, body: dict[str, object]) -> None:
    assert not see(DETECTOR, body)


def test_cells_by_letters_and_in_lists(see) -> None:
    rows = [{"m": 262, "n": 2, "l": 20_146, "c": 31_180_291, "s": -93},
            {"m": 262, "n": 2, "l": 20_146, "c": 31_180_307, "s": -108}]  # fmt: skip
    (found,) = see(DETECTOR, {"z": rows})
    assert found.value == "262-2-20146-31180291, 262-2-20146-31180307"
    lists = {"mcc": 204, "mnc": 8, "tac": [3021, 3021], "eci": [198_221_313, 198_221_314]}
    assert [one.value for one in see(DETECTOR, lists)] == ["204-8-3021-198221313, 204-8-3021-198221314"]


@pytest.mark.parametrize(
    "body",
    [
        {"z": [{"m": 262, "n": 2, "l": 146, "c": 31_180_291}]},  # not heard
        {"z": [{"m": 62, "n": 2, "l": 146, "c": 31_180_291, "s": -93}]},
        {"z": [{"m": 262, "n": 2, "l": 146, "c": 291, "s": -93}]},
        {"tac": [3021], "eci": [198_221_313]},
        {"mcc": 204, "mnc": 8, "tac": [3021, 3022], "eci": [198_221_313]},
    ],
)
def test_other_numbers_are_no_cells(see, body: dict[str, object]) -> None:
    assert not see(DETECTOR, body)


def test_addresses_in_a_list_of_bluetooth_with_strengths(see) -> None:
    rows = [{"a": "c8:0f:10:22:31:99", "r": -61}, {"a": "3c:a6:2f:10:22:31", "r": -81}]
    (found,) = see(DETECTOR, {"bt": rows})
    assert found.property == "x_bleScan"
    assert not see(DETECTOR, {"bt": {"a": "c8:0f:10:22:31:99", "on": True}})
