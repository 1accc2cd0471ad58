"""Wi-Fi, cells and beacons; and the addresses that are a device's own."""

from __future__ import annotations

import base64
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
    {"networkOperator": "26202", "carrier": "o2"},
    {"operator": "plus", "lac": 1234, "cid": 5678},
    {"mcc": 850, "mnc": 1, "lac": 100, "cid": 1000},
    {"mcc": 262, "mnc": 1, "lac": 0, "cid": 1000},
    {"mcc": 262, "mnc": 1, "tac": 35790611, "imei": "x"},
    {"cgi": "cgi-bin/run"},
    {"cgi": "192-168-1-1"},
    {"cgi": "2024-11-22"},
    {"ecgi": "262.02"},
    {"cellid": "262.02.17"},
    {"cell_id": "A5:C7"},
    {"namespace": "kube-system", "instance": "web-0"},
    {"namespace": "com.example.app", "instance": "prod"},
    {"namespace": "edd1ebeac04e5defa017", "instance": "short"},
    {"id1": "a", "id2": 1, "id3": 2},
    {"id": "f7826da6-4fa2-4e98-8024-bc5b71e0893e", "id2": 1, "id3": 2},
    {"digest": "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76"},
    {"beacons": [{"url": "/beacon?x=1"}]},
    {"beacon": True, "major": 3, "minor": 1},
    {"os": {"major": 17, "minor": 2, "patch": 1, "uuid": "f7826da6-4fa2-4e98-8024-bc5b71e0893e"}},
    {"nearbyDevices": ["TV", "speaker"]},
    {"devices": [{"mac": "3c:a6:2f:bc:5e:65"}]},
    {"ssids": []},
    {"ssid_list": ["<unknown ssid>", ""]},
    {"session_ssid": 12},
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


def test_cells_in_other_notations(see) -> None:
    towers = [{"radioType": "lte", "mobileCountryCode": 262, "mobileNetworkCode": 2, "locationAreaCode": 4242,
               "cellId": 5000000 + i, "signalStrength": -80} for i in range(3)]  # fmt: skip
    (found,) = see(DETECTOR, {"homeMobileCountryCode": 262, "cellTowers": towers})
    assert (found.path, found.measures.n) == ("body>json:$.cellTowers[*].cellId", 3)
    assert found.value.startswith("262-2-4242-5000000, ")
    (joined,) = see(DETECTOR, {"networkOperator": "26202", "gsm": {"lac": 4242, "cid": 77123}})
    assert (joined.property, joined.value) == ("x_cellScan", "262-02-4242-77123".replace("-02-", "-2-"))
    (text,) = see(DETECTOR, query="cgi=262-02-4242-77123")
    assert (text.value, text.path) == ("262-02-4242-77123", "query:cgi")
    (by_name,) = see(DETECTOR, query="cellid=262:2:77123:4242")
    assert by_name.value == "262-2-77123-4242"
    (new_radio,) = see(DETECTOR, {"cellTowers": [{"mcc": 310, "mnc": 260, "tac": 12345, "nci": 4503599627}]})
    assert new_radio.value == "310-260-12345-4503599627"


@pytest.mark.parametrize(
    ("body", "rule", "value", "confidence"),
    [
        ({"namespace": "edd1ebeac04e5defa017", "instance": "0badc0de0001"}, "ble.eddystone",
         "edd1ebeac04e5defa017 0badc0de0001", "certain"),
        ({"eddystone": {"namespaceId": "0xedd1ebeac04e5defa017", "instanceId": "0x0badc0de0001"}}, "ble.eddystone",
         "0xedd1ebeac04e5defa017 0x0badc0de0001", "certain"),
        ({"altBeacon": {"id1": "f7826da6-4fa2-4e98-8024-bc5b71e0893e", "id2": 100, "id3": 7}}, "ble.ibeacon",
         "f7826da6-4fa2-4e98-8024-bc5b71e0893e 100 7", "certain"),
        ({"scanRecord": "0201061aff4c000215f7826da64fa24e988024bc5b71e0893e00640007c5"}, "ble.ibeacon",
         "f7826da64fa24e988024bc5b71e0893e 100 7", "certain"),
        ({"raw": "02 01 06 03 03 aa fe 15 16 aa fe 00 e7 ed d1 eb ea c0 4e 5d ef a0 17 0b ad c0 de 00 01"}, "ble.eddystone",
         "edd1ebeac04e5defa017 0badc0de0001", "certain"),
        ({"bluetoothBeacons": [{"macAddress": "d4:f5:13:78:22:01", "signalStrength": -80}]}, "ble.address_list",
         "d4:f5:13:78:22:01", "likely"),
    ],
    ids=lambda item: str(item)[:40],
)  # fmt: skip
def test_beacons_of_every_kind(see, body, rule, value, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.property, found.rule, found.value, found.confidence) == (
        "x_bleScan",
        rule,
        value,
        confidence,
    )


def test_network_names_in_a_list_are_one_finding(see) -> None:
    for body in (
        {"ssids": ["Home 5", "Cafe"]},
        {"wifiNetworks": [{"SSID": "Home 5", "level": -50}, {"SSID": "Cafe"}]},
    ):
        (found,) = see(DETECTOR, body)
        assert (found.rule, found.value, found.measures.n) == ("wifi.ssid_list", "Home 5, Cafe", 2)


def test_a_beacon_in_the_bytes_of_an_advertisement(see) -> None:
    frame = bytes.fromhex("0201061aff4c000215f7826da64fa24e988024bc5b71e0893e00640007c5")
    (found,) = see(DETECTOR, {"advertisement": base64.b64encode(frame).decode()})
    assert (found.rule, found.value) == ("ble.ibeacon", "f7826da64fa24e988024bc5b71e0893e 100 7")


_AP, _OTHER = "3c:a6:2f:bc:5e:65", "3c:a6:2f:bc:5e:66"


@pytest.mark.parametrize(
    ("body", "properties"),
    [
        ({"WiFiAccessPoints": [{"MacAddress": _AP, "Rss": -66}, {"MacAddress": _OTHER, "Rss": -70}]}, {"x_wifiScan"}),
        ({"CellTowers": {"Lte": [{"Mcc": 262, "Mnc": 1, "Tac": 5126, "EutranCid": 16504}]}}, {"x_cellScan"}),
        ({"CellTowers": {"Gsm": [{"Mcc": 262, "Mnc": 1, "Lac": 5126, "GeranCid": 16504}]}}, {"x_cellScan"}),
        ({"mcc": 310, "mnc": 410, "cells": [{"lac": 7033, "cid": 17811}], "wifi": [{"bssid": _AP}]},
         {"x_cellScan", "x_wifiScan"}),
        ({"lte": [{"mcc": 262, "mnc": 1, "cid": 2898945, "tac": 44}], "wlan": [{"mac": _AP, "rss": -50}]},
         {"x_cellScan", "x_wifiScan"}),
        ({"wifi_networks": [{"mac": _AP.upper().replace(":", "-"), "signal_strength": -66}],
          "gsm_cells": [{"countrycode": 250, "operatorid": 99, "cellid": 42332, "lac": 36002}]},
         {"x_cellScan", "x_wifiScan"}),
        ({"wifi": {"accessPoints": [{"macAddress": _AP}]}}, {"x_wifiScan"}),
        ({"data": [{"unique_id": "wifi_bssid", "state": _AP, "type": "sensor"}]}, {"x_wifiScan"}),
        ({"data": [{"unique_id": "connectivity_ssid", "state": "Haus am See"}]}, {"x_ssid"}),
        ({"sensors": [{"name": "BSSID", "value": _AP}]}, {"x_wifiScan"}),
        ({"key": "ssid", "value": "Haus am See"}, {"x_ssid"}),
    ],
    ids=lambda value: json.dumps(value)[:50] if isinstance(value, dict) else "",
)  # fmt: skip
def test_scans_in_the_words_of_many_services(see, body, properties) -> None:
    assert {item.property for item in see(DETECTOR, body)} == properties


@pytest.mark.parametrize(
    "body",
    [
        {"wifiSignalLevel": 4, "cellSignalLevel": 3},
        {"rssi": -66, "channel": 6, "frequency": 2437},
        {"network": {"type": "wifi", "signal_strength": -50}},
        {"cellular": {"rsrp": -97, "rsrq": -11, "level": 3}},
        {"mcc": 262, "mnc": 1, "signal": -97},
        {"data": [{"unique_id": "wifi_signal_strength", "state": -60}]},
        {"data": [{"unique_id": "connectivity_ssid", "state": "Not Connected"}]},
        {"data": [{"unique_id": "wifi_bssid", "state": "02:00:00:00:00:00"}]},
        {"key": "ssid_enabled", "value": "Haus am See"},
        {"label": "Name of your ssid", "value": "Haus am See"},
        {"devices": [{"mac": _AP, "name": "printer"}]},
        {"Towers": {"Mcc": 262, "Mnc": 1, "EutranCid": 16504}},
    ],
    ids=json.dumps,
)
def test_levels_and_labels_without_a_network_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "name", ["${SSID}", "{{ wifi.ssid }}", "%SSID%", "$WIFI_NAME", "{ssid}", "$(ssid)", "<%= ssid %>"]
)
def test_a_gap_of_a_template_is_no_network(see, name) -> None:
    assert see(DETECTOR, {"ssid": name}) == []


@pytest.mark.parametrize("name", ["100% Wolf", "Pay$ay", "{o}{o}", "A$AP", "50%off%"])
def test_signs_in_the_name_of_a_network(see, name) -> None:
    assert [item.value for item in see(DETECTOR, {"ssid": name})] == [name]


def test_bare_addresses_in_a_list_of_networks(see) -> None:
    networks = [{"mac": "0c9d92a1b2c3", "signal": -58}, {"mac": "c06394d4e5f6", "signal": -71}]
    (found,) = see(DETECTOR, {"wifi_networks": networks})
    assert found.value == "0c:9d:92:a1:b2:c3, c0:63:94:d4:e5:f6"
    assert see(DETECTOR, {"devices": networks}) == []
    assert see(DETECTOR, {"wifi_networks": [{"hash": "0c9d92a1b2c3"}]}) == []
