"""Identifiers of a device have a name and a shape; a number or UUID alone is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.device_id import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
UUID = "2A25F81C-B34D-42E3-BE8B-0534A13D1ED8"
IMEI = "490154203237518"


@pytest.mark.parametrize(
    "body",
    [
        {"n": IMEI, "order": IMEI, "id": UUID, "sha": "d670460b4b4aece5915caf5c68d12f560a9fe3e4"},
        {"imei": "490154203237519"},
        {"imei": "000000000000000", "imei1": "1234"},
        {"android_id": "9774d56d682e549c"},
        {"android_id": "0000000000000000", "androidId": "unknown"},
        {"android_id": "not hexadecimal!"},
        {"vendor_id": "4711", "vendorId": "Google"},
        {"idfv": "00000000-0000-0000-0000-000000000000"},
        {"mac": "12:34:56", "mac_address": "02:00:00:00:00:00"},
        {"mac": "ff:ff:ff:ff:ff:ff", "macAddress": "00:00:00:00:00:00"},
        {"mac_address": "da:a1:19:00:11:22"},
        {"bssid": "3c:a6:2f:01:02:03", "x": "3c:a6:2f:01:02:03"},
        {"access_points": [{"mac": "3c:a6:2f:01:02:03"}], "wifi": [{"mac": "3c:a6:2f:01:02:03"}]},
        {"wifi_networks": [{"mac_address": "3c:a6:2f:01:02:03"}]},
        {"router_mac": "3c:a6:2f:01:02:03"},
        {"certificate": {"serial_number": "04A1B2C3D4E5"}},
        {"invoice_serial_number": "INV20260001"},
        {"serial_number": "unknown", "serial": "R58M12345XY"},
        {"serial_number": "2026-11-22T10:00:00Z"},
        {"device_id": "3", "deviceId": "null", "device": {"id": "phone"}},
        {"device_id": "[redacted]", "udid": "{device_id}"},
        {"device_ids": 1.25, "device_id_type": "idfa1234567"},
        {"version": "10.15.7", "price": "12.99", "git": "4fb783b"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "name", "confidence"),
    [
        ({"android_id": "7d5a6fd0d53a566b"}, "deviceId", Confidence.CERTAIN),
        ({"device": {"ssaid": "7d5a6fd0d53a566b"}}, "deviceId", Confidence.CERTAIN),
        ({"idfv": UUID}, "developerScopedId", Confidence.CERTAIN),
        ({"identifierForVendor": UUID}, "developerScopedId", Confidence.CERTAIN),
        ({"IMEI": IMEI}, "x_imei", Confidence.CERTAIN),
        ({"imei1": int(IMEI)}, "x_imei", Confidence.CERTAIN),
        ({"imei": "49-015420-323751-8"}, "x_imei", Confidence.CERTAIN),
        ({"imsi": "262011234567890"}, "x_imsi", Confidence.CERTAIN),
        ({"iccid": "8949020000012345670"}, "x_iccid", Confidence.CERTAIN),
        ({"serialNumber": "R58M12345XY"}, "x_serialNumber", Confidence.LIKELY),
        ({"watch": {"serial": "3995123456"}}, "x_serialNumber", Confidence.LIKELY),
        ({"device_id": UUID}, "deviceId", Confidence.CERTAIN),
        ({"device": {"id": "ad2140b6-25f1-42d7-b45c-4c0e224ca64f"}}, "deviceId", Confidence.CERTAIN),
        ({"deviceID": "KI1624129683T1EF36"}, "deviceId", Confidence.LIKELY),
        ({"mac_address": "3c:a6:2f:01:02:03"}, "macAddress", Confidence.CERTAIN),
        ({"mac": "3CA62F010203"}, "macAddress", Confidence.CERTAIN),
        ({"wifi_mac": "3C-A6-2F-01-02-03"}, "macAddress", Confidence.CERTAIN),
    ],
)
def test_finds(see: See, body: object, name: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.confidence) == ("identifier.device", name, confidence)


@pytest.mark.parametrize(
    "path",
    [
        "/check/00:1A:2B:3C:4D:5E/v3",
        "/fw/00-1a-2b-3c-4d-5e",
        "/d/00%3A1A%3A2B%3A3C%3A4D%3A5E/state",
        "/api/devices/3c:a6:2f:01:02:03",
        "/v1/tv/3C-A6-2F-01-02-03/firmware",
        "/provision/3c:a6:2f:01:02:03",
        "/3c:a6:2f:01:02:03",
        "/scale/upload/20:bb:c0:01:02:03",
        "/sonos/B8-E9-37-01-02-03/zones",
        "/config/00:1A:2B:3C:4D:5E",
    ],
)
def test_a_hardware_address_in_a_path(see: See, path: str) -> None:
    (seen,) = see(DETECTOR, path=path)
    assert (seen.property, seen.rule) == ("macAddress", "device_id.mac_in_path")


@pytest.mark.parametrize(
    "path",
    [
        "/bssid/00:1A:2B:3C:4D:5E",
        "/ap/00-1a-2b-3c-4d-5e",
        "/m/01:00:5e:00:00:16",
        "/m/02:00:00:00:00:00",
        "/m/ff:ff:ff:ff:ff:ff",
        "/t/10:20:30:40:50",
        "/t/2026-01-02-03-04-05",
        "/v/00:1A:2B:3C:4D",
        "/x/001A2B3C4D5E",
        "/router/00:1A:2B:3C:4D:5E",
        "/a/00:1A:2B:3C:4D:5E.jpg",
        "/m/00:00:00:00:00:00",
    ],
)
def test_addresses_of_others_in_a_path(see: See, path: str) -> None:
    assert see(DETECTOR, path=path) == []


def test_the_app_set_id_stands_beside_an_advertising_id(see: See) -> None:
    app_set = "7b0e5b6c-8d4f-4a1a-9c3d-1e2f3a4b5c6d"
    found = see(DETECTOR, {"identity": {"gaid": "77aa88bb-99cc-4ddd-8eee-ff0011223344", "setid": app_set}})
    assert [(seen.property, seen.value) for seen in found] == [("developerScopedId", app_set)]
    assert see(DETECTOR, {"quiz": {"setId": app_set, "card": 3}}) == []
    assert see(DETECTOR, {"setId": "7", "gaid": "77aa88bb-99cc-4ddd-8eee-ff0011223344"}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"id": UUID},
        {"id": UUID, "model": "S23", "brand": "Samsung", "price": 799},
        {"sn": "12", "model": "HP-9", "fw": "2.14"},
        {"camera_id": "cam1", "bridge_id": "A12-4", "vehicle_id": "golf-2019-1192"},
        {"id": "B8:27:EB:00:00:00:01", "addr": "02:00:00:00:00:01"},
        {"beacon": {"id": "E4:5F:01:9A:BC:DE"}},
    ],
)
def test_a_bare_id_is_nothing_without_a_device_beside_it(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"sn": "HP22A0193847", "model": "HP-9", "fw": "2.14"}, "device_id.beside_description"),
        ({"kind": "device", "key": UUID}, "device_id.beside_description"),
        ({"hwid": "8f65b16df378e7a6bece9614e1530fb2"}, "device_id.named"),
        ({"header": {"device": {"uniqueIdentifier": UUID}}}, "device_id.named"),
        ({"bridgeid": "001788FFFE4A1B2C"}, "device_id.named"),
        ({"headset_serial": "1WMHH812345678"}, "device_id.serial_number"),
        ({"id": "E4:5F:01:9A:BC:DE"}, "device_id.mac_named_id"),
        ({"payload": {"device_name": "ac:87:a3:0a:2d:1b"}}, "device_id.mac_named_id"),
    ],
)
def test_finds_ids_by_what_they_are_of(see: See, body: object, rule: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.rule) == ("identifier.device", rule)


def test_the_address_of_a_station_as_its_passkey(see) -> None:
    assert [item.property for item in see(DETECTOR, query="PASSKEY=84:F3:EB:1A:2B:3C&tempf=61")] == [
        "macAddress"
    ]
    assert see(DETECTOR, query="PASSKEY=preferred&tempf=61") == []
    assert see(DETECTOR, query="PASSKEY=86:F3:EB:1A:2B:3C&tempf=61") == []


def test_a_vendor_id_without_hyphens(see) -> None:
    (found,) = see(DETECTOR, {"identifier_for_vendor": "c2f0a9b17d3e4a5c8b6f0e1d2c3b4a59"})
    assert found.property == "developerScopedId"
    assert see(DETECTOR, {"identifier_for_vendor": "c2f0a9b17d3e9a5ccb6f0e1d2c3b4a59"}) == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"tvmac": "8CEA48D1700B", "sn": "0AQX3HDMA01127", "vendor": "LOREX"}, "x_serialNumber"),
        ({"stbmac": "001E8C3F22A7", "snr": "KX92004417", "fw": "1.0"}, "x_serialNumber"),
        ({"lanMacAddr": "8C-EA-48-D1-70-0B"}, "macAddress"),
    ],
)
def test_a_television_asks_with_its_numbers(see: See, query: dict[str, str], name: str) -> None:
    assert name in {found.property for found in see(DETECTOR, query=query)}


@pytest.mark.parametrize(
    "body",
    [
        {"sn": "3", "vendor": "LOREX"},
        {"sn": "20260412", "vendor": "LOREX"},
        {"sn": "DM-3750-EU", "product": "DeskMate 3750", "price": 89.9},
        {"sn": "KX92004417", "sw": "Episode IV"},
        {"rows": [{"sn": "KX92004417", "typ": "BF-720"}, {"sn": "KX92004418", "typ": "BF-721"}]},
    ],
)
def test_a_season_a_day_and_goods_have_no_serial_number(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_the_token_of_a_push_service_is_no_device(see: See) -> None:
    token = "eK3vWq8mR0yZ:APA91bH7xTnQ2pLsVd9KcJmYf5uGoB0wXr4hEiZaNk8tCvS6yMlD1qPjUe3gRbIoWfA"
    assert see(DETECTOR, {"identifier": token, "device_model": "Redmi Note 12", "device_os": "14"}) == []


@pytest.mark.parametrize(
    "value", ["KA4201793118822t5c0f9f0b6d7e4a12b9e35d1c00a14f02", "1793118822417-6621903847115520981"]
)
def test_what_begins_with_a_first_start_is_of_an_installation(see: See, value: str) -> None:
    (found,) = see(DETECTOR, {"origin_device_id": value})
    assert (found.category, found.rule) == ("identifier.installation", "device_id.stamped")


def test_sixteen_digits_beside_an_advertising_identifier(see: See) -> None:
    query = {
        "aid": "9b1f00c7a2d4e583",
        "gaid": "2f8b1c64-7d3e-4f0a-b95c-08e6d1a7f432",
        "mk": "realme",
        "mdl": "RMX3771",
    }
    (found,) = see(DETECTOR, query=query)
    assert (found.value, found.rule) == ("9b1f00c7a2d4e583", "device_id.beside_advertising")
    assert see(DETECTOR, query={"aid": "9b1f00c7a2d4e583", "mk": "realme", "mdl": "RMX3771"}) == []


def test_a_device_in_an_article_is_a_product(see: See) -> None:
    body = {"headline": "Das neue Tablet", "device_id": "samsung-galaxy-tab-s10"}
    assert see(DETECTOR, body) == []
