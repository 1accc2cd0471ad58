"""Wi-Fi, cells and beacons; and the addresses that are a device's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.detectors.radio_scan import DETECTOR

NEGATIVES = [
    {"mac": "3c:a6:2f:bc:5e:65"},
    {"device_mac": "3c:a6:2f:bc:5e:65", "wifi": True},
    {"wifiMac": "3c:a6:2f:bc:5e:65"},
    {"bluetooth_mac": "3c:a6:2f:bc:5e:65"},
    {"bssid": "02:00:00:00:00:00"},
    {"bssid": "00:00:00:00:00:00"},
    {"bssid": "ff:ff:ff:ff:ff:ff"},
    {"bssid": "da:a1:19:00:00:01"},
    {"bssid": "none"},
    {"ssid": "<unknown ssid>"},
    {"ssid": ""},
    {"time": "12:34:56:12:34:56"},
    {"ipv6": "fe80::3ca6:2fff:febc:5e65"},
    {"mcc": 262, "mnc": 1},
    {"mcc": 262, "mnc": 1, "lac": 65535, "cid": 100},
    {"cid": "1866496610.1510221160", "lac": 1, "mcc": 262, "mnc": 1},
    {"mcc": 5, "mnc": 1, "lac": 100, "cid": 1000},
    {"version": {"major": 1, "minor": 2, "patch": 3, "uuid": "f7826da6-4fa2-4e98-8024-bc5b71e0893e"}},
    {"major": 1, "minor": 2},
    {"uuid": "f7826da6-4fa2-4e98-8024-bc5b71e0893e", "major": 70000, "minor": 1},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=lambda body: json.dumps(body)[:60])
def test_what_is_no_scan_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_a_list_of_access_points_is_one_finding(see) -> None:
    points = [
        {"macAddress": "3c:a6:2f:bc:5e:65", "signalStrength": -43, "channel": 11},
        {"macAddress": "34-81-C4-DC-36-15", "signalStrength": -60},
        {"macAddress": "02:00:00:00:00:00", "signalStrength": -70},
    ]
    (found,) = see(DETECTOR, {"considerIp": False, "wifiAccessPoints": points})
    assert (found.property, found.measures.n, found.confidence) == ("x_wifiScan", 2, "certain")
    assert found.path == "body>json:$.wifiAccessPoints[*].macAddress"
    assert found.value == "3c:a6:2f:bc:5e:65, 34:81:c4:dc:36:15"


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        ({"bssid": "3c:a6:2f:bc:5e:65"}, "certain"),
        ({"wifi_bssid": "3CA62FBC5E65"}, "certain"),
        ({"bssid": "3c:a6:2f:c:5e:65"}, "certain"),
        ({"wifi": {"mac": "3c:a6:2f:bc:5e:65", "rssi": -50}}, "likely"),
        ({"router_mac": "3c:a6:2f:bc:5e:65"}, "likely"),
        ({"bssids": ["3c:a6:2f:bc:5e:65"]}, "certain"),
    ],
    ids=str,
)
def test_one_access_point(see, body, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.property, found.confidence, found.measures.n) == ("x_wifiScan", confidence, 1)


def test_network_name_with_and_without_its_address(see) -> None:
    both = see(DETECTOR, {"ssid": "Home 5", "bssid": "3c:a6:2f:bc:5e:65"})
    assert {(item.property, item.confidence) for item in both} == {
        ("x_ssid", "certain"),
        ("x_wifiScan", "certain"),
    }
    (alone,) = see(DETECTOR, query="serialNumber=1&ssid=Home")
    assert (alone.property, alone.confidence, alone.path) == ("x_ssid", "likely", "query:ssid")


def test_cell_identity_also_with_the_country_in_the_object_around(see) -> None:
    (found,) = see(DETECTOR, {"mcc": "262", "mnc": "02", "lac": 1234, "cid": 567890})
    assert (found.property, found.value) == ("x_cellScan", "262-2-1234-567890")
    body = {"mcc": 262, "mnc": 2, "cell": {"locationAreaCode": 1234, "cellId": 567890}}
    assert [item.property for item in see(DETECTOR, body)] == ["x_cellScan"]


def test_beacon(see) -> None:
    beacon = {"uuid": "f7826da6-4fa2-4e98-8024-bc5b71e0893e", "major": 100, "minor": 7, "rssi": -70}
    (found,) = see(DETECTOR, {"beacons": [beacon]})
    assert (found.property, found.confidence) == ("x_bleScan", "certain")


def test_recorded_network_in_a_field_of_another_name(see, shared_data: Path) -> None:
    body = (shared_data / "http/ios-privacy-violations/20763-meitu-wifi.json").read_text()
    found = {item.property: item for item in see(DETECTOR, json.loads(body))}
    assert set(found) == {"x_wifiScan", "x_ssid"}
    assert found["x_wifiScan"].path == "body>json:$.carrior"
    assert found["x_wifiScan"].value == "3c:a6:2f:bc:5e:65"
