"""Devices that announce themselves without names, in an address or a cookie; lists of addresses and goods do not."""

from __future__ import annotations

import pytest

from analysis.detectors.device_id import DETECTOR as DEVICE
from analysis.detectors.official_id import DETECTOR as OFFICIAL
from analysis.detectors.tracking_cookie import DETECTOR as COOKIE

MAC, OTHER, VIN = "2C:4D:54:81:0A:E9", "9C:53:22:0B:7E:11", "WVWZZZAUZJW104412"


@pytest.mark.parametrize(
    "body",
    [
        ["arp", "2.11.0", MAC, OTHER],
        ["wol", MAC],
        ["hello", "PX410", MAC, -61],
        ["hello", "02:4D:54:81:0A:E9", "2.11.0"],
        {"list": ["2.11.0", MAC]},
        [*map(str, range(40)), "2.11.0", MAC],
        ["2.11.0", "00:11:22:33:44:55"],
    ],
)
def test_addresses_of_others(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert see(DEVICE, body) == []


@pytest.mark.parametrize("body", [["hello", "PX410", MAC, "de"], [1, MAC, "2.11.0"], ["fw 4.1.2", MAC]])
def test_its_own_address(see, body: object) -> None:  # type: ignore[no-untyped-def]
    (found,) = see(DEVICE, body)
    assert (found.property, found.rule) == ("macAddress", "device_id.mac_without_name")


@pytest.mark.parametrize(
    "path", [f"/v2/teile/{VIN}/preis", "/v2/cars/WVWZZZAUZJW10441/x", "/cars/golf", f"/{VIN}"]
)
def test_paths_without_a_vehicle(see, path: str) -> None:  # type: ignore[no-untyped-def]
    assert see(OFFICIAL, path=path) == []


@pytest.mark.parametrize("path", [f"/v2/fahrzeuge/{VIN}/klima", f"/vin/{VIN}", f"/api/cars/{VIN}"])
def test_a_vehicle_in_a_path(see, path: str) -> None:  # type: ignore[no-untyped-def]
    assert [one.rule for one in see(OFFICIAL, path=path)] == ["official_id.vehicle_sent"]


@pytest.mark.parametrize(
    "cookie", ["theme=dark", "fluid=1", "druid=2", "squid=3", "liquid=4", "userid=5", "_cart=6"]
)
def test_cookies_that_number_nobody(see, cookie: str) -> None:  # type: ignore[no-untyped-def]
    assert see(COOKIE, headers=(("Cookie", cookie),)) == []


@pytest.mark.parametrize("cookie", ["_tbuid=5b0cf711", "rz_visitor=8f5b0a3e", "__suuid=1", "ab_device_id=77"])
def test_cookies_that_number_a_browser(see, cookie: str) -> None:  # type: ignore[no-untyped-def]
    assert [one.property for one in see(COOKIE, headers=(("Cookie", cookie),))] == ["browserId"]
