"""Access points, cells and beacons without names, told by the strength in which they were heard."""

from __future__ import annotations

import pytest

from analysis.detectors.radio_scan import DETECTOR

ONE, TWO = "9c:c7:a6:30:51:0a", "2c:91:ab:7d:e2:44"
UUID = "b9407f30-f5f8-466e-aff9-25556b57fe6d"


@pytest.mark.parametrize(
    ("body", "prop"),
    [
        ({"x": f"{ONE},-52,Home|{TWO},-67,Cafe"}, "x_wifiScan"),
        ({"x": "9cc7a630510a,-52;2c91ab7de244,-67"}, "x_wifiScan"),
        ({"x": [[ONE, -52, 1], [TWO, -67, 6]]}, "x_wifiScan"),
        ({"x": [{"m": ONE, "r": -52}, {"m": TWO, "r": -67}]}, "x_wifiScan"),
        ({"x": {ONE: -52, TWO: -67}}, "x_wifiScan"),
        ({"a": [ONE, TWO], "s": [-52, -67]}, "x_wifiScan"),
        ({"wlan": {"name": "KaiserNetz", "stärke": -58}}, "x_ssid"),
        ({"x": "460,01,40977,2205409,-65|460,01,40977,2205410,-80"}, "x_cellScan"),
        ({"lbs": "262,02,1A2B,3C4D5E"}, "x_cellScan"),
        ({"x": [[262, 2, 4711, 27447297, -91]]}, "x_cellScan"),
        ({"x": [[UUID, 41, 7, -58]]}, "x_bleScan"),
    ],
)
def test_what_was_heard(see, body: object, prop: str) -> None:  # type: ignore[no-untyped-def]
    seen = see(DETECTOR, body)
    assert prop in {item.property for item in seen}
    assert {item.category for item in seen} == {"location.radio_scan"}


@pytest.mark.parametrize(
    "body",
    [
        {"x": [["3c:a6:2f:00:00:00", 24, "AVM"], ["e0:28:6d:00:00:00", 24, "AVM GmbH"]]},  # a table of makers
        {
            "clients": [
                {"mac": ONE, "ip": "192.168.1.2", "rssi": -52},
                {"mac": TWO, "ip": "192.168.1.3", "rssi": -67},
            ]
        },
        {"mac": ONE, "rssi": -55},  # a device about itself
        {"x": {ONE: 3, TWO: 4}},
        {"a": [ONE, TWO], "s": [1, 2]},
        {"x": "262,02,1A2B,3C4D5E"},  # nothing says what they are
        {"x": [[262, 1, 49, 0, 1], [262, 2, 49, 0, 1]]},  # a table of operators
        {"x": [[UUID, 41, 7, 3]]},
        {"wlan": {"name": "KaiserNetz", "kanal": 11}},
        {"room": {"name": "Kitchen", "level": -58}},
    ],
)
def test_other_rows_are_none(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(DETECTOR, body) == []
