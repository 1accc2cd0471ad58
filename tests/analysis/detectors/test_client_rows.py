"""The addresses of a router's clients are of devices of the home; those of networks near by are not."""

from __future__ import annotations

import pytest

from analysis.detectors.device_id import DETECTOR

ONE, OTHER = "5c:02:14:9b:d0:3e", "e4:b0:63:18:7a:c5"


@pytest.mark.parametrize(
    "body",
    [
        {"rows": [[ONE, "Laptop"], [OTHER, "Phone"]]},
        {"scan": [["mac", "ssid", "rssi"], [ONE, "Haus", -60], [OTHER, "Hof", -70]]},
        {"rows": [["mac", "price"], [ONE, 4]]},
        {"rows": [["colour", "name"], [ONE, "Laptop"]]},
    ],
)
def test_finds_nothing_in(see, body) -> None:
    assert [item for item in see(DETECTOR, body) if item.rule == "device_id.mac_of_a_client"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"sta": [["mac", "name", "band"], [ONE, "Watch", "2.4"], [OTHER, "Laptop", "5"]]},
        {"cols": ["ip", "mac", "host"], "rows": [["192.0.2.20", ONE, "a"], ["192.0.2.31", OTHER, "b"]]},
    ],
)
def test_finds_each_address(see, body) -> None:
    found = [item.value for item in see(DETECTOR, body) if item.rule == "device_id.mac_of_a_client"]
    assert found == [ONE, OTHER]
