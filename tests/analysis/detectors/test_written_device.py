"""Numbers of a device in prose, paths and announcements are found; samples, sources, rows and wrong check digits are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.written_device import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"text": "IMEI: 490154203237518 is the usual sample"},
        {"text": "my IMEI 358735071234561 has a wrong check digit"},
        {"text": "IMEI 35873507123456 has a digit too few"},
        {"text": "the number 358735071234560 without the word before it"},
        {"text": "an unimeinable 358735071234560"},
        {"code": "def parse(line):\n    return 'imei:359710045559474'\n"},
        {"line": "*HQ,000000000000000,V1,"},
        {"line": "#A,358735071234560"},
        {
            "dev_eui": "0000000000000000",
            "ieee_address": "0xffffffffffffffff",
            "eui64": "11:11:11:11:11:11:11:11",
        },
        {"dev_eui": "70B3D57ED0053C"},
        {"unique_id": "70B3D57ED0053C1B"},
        {"hash": "70B3D57ED0053C1B"},
        {"usn": "United States Navy", "udn": "uuid:00000000-0000-0000-0000-000000000000"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "path",
    ["/v1/orders/358735071234560", "/v1/watches/358735071234561", "/v1/devices/258735071234560", "/358735071234560",
     "/v1/devices/3587350712345600"],
)  # fmt: skip
def test_finds_nothing_in_the_path(see: See, path: str) -> None:
    assert see(DETECTOR, {}, path=path) == []


@pytest.mark.parametrize(
    ("body", "value", "rule"),
    [
        ({"body": "Hallo, IMEI 35 873507 123456 0, bitte prüfen"}, "35 873507 123456 0", "written_device.imei"),
        ({"text": "imei:864180036029895 bat:72%"}, "864180036029895", "written_device.imei"),
        ({"note": "IMEI-Nr.: 35873507-123456-0"}, "35873507-123456-0", "written_device.imei"),
        ({"c": '<sip:a@b>;+sip.instance="<urn:gsma:imei:35873507-123456-0>"'}, "35873507-123456-0", "written_device.imei"),
        ({"line": "*SCOR,OM,863725031194523,D0,0,120211.00#"}, "863725031194523", "written_device.line"),
        ({"dev_eui": "70B3D57ED0053C1B"}, "70B3D57ED0053C1B", "written_device.eui_64"),
        ({"ieee_address": "0x00158d0004a1b2c3"}, "0x00158d0004a1b2c3", "written_device.eui_64"),
        ({"uniqueid": "00:17:88:01:03:28:8c:9b-02-0400"}, "00:17:88:01:03:28:8c:9b", "written_device.eui_64"),
        ({"USN": "uuid:29680012-bc0c-1098-80c4-d83134e86d52::upnp:rootdevice"},
         "29680012-bc0c-1098-80c4-d83134e86d52", "written_device.announced"),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, value: str, rule: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.value, found.rule) == ("identifier.device", value, rule)


def test_finds_an_imei_behind_a_word_for_a_thing_in_the_path(see: See) -> None:
    (found,) = see(DETECTOR, {}, path="/v1/watches/358735071234560/commands")
    assert (found.rule, found.value, found.path) == ("written_device.path", "358735071234560", "path:2")


@pytest.mark.parametrize("value", ["2938f76cff50af57;GLOBAL;2;2277x1080", "android|14|9b71c0de42fa8835|1080x2340",
                                   "ios,17,phone,a9ffffa4-2b0e-479d-b3db-ae117c0a9686"])  # fmt: skip
def test_a_number_among_the_parts_of_a_device(see, value) -> None:
    (found,) = see(DETECTOR, headers=(("X-Device-Info", value),))
    assert found.rule == "written_device.parts"
    assert found.value in value.replace("|", ";").replace(",", ";").split(";")


@pytest.mark.parametrize(
    "value",
    [
        "Android;14;Pixel 8;1080x2340;GLOBAL",
        "9b71c0de42fa8835",
        "9b71c0de42fa8835;14",
        "a;b;c;0000000000000000",
        ";;;",
    ],
)
def test_parts_without_a_number(see, value) -> None:
    assert see(DETECTOR, headers=(("X-Device-Info", value),)) == []
    assert see(DETECTOR, {"note": "2938f76cff50af57;GLOBAL;2;2277x1080"}) == []


FIX = {"id": "48213377", "lat": "48.1", "lon": "11.5", "timestamp": "1780041655"}


def test_an_id_without_a_fix_a_gateway_without_an_address_and_a_kind_of_chip_are_none(see) -> None:
    assert see(DETECTOR, query={"id": "48213377", "lat": "48.1", "lon": "11.5"}) == []
    assert see(DETECTOR, query=FIX) == []
    assert see(DETECTOR, FIX | {"speed": "1"}) == []
    assert see(DETECTOR, query=FIX | {"id": "me", "speed": "1"}) == []
    assert see(DETECTOR, {"gwmac": "00:00:00:00:00:00"}) == []
    assert see(DETECTOR, {"board": "esp32-dev", "targets": ["esp8266", "esp32-c3"]}) == []


def test_what_a_tracker_a_gateway_and_a_chip_call_themselves(see) -> None:
    assert [seen.value for seen in see(DETECTOR, query=FIX | {"speed": "1"})] == ["48213377"]
    assert [seen.value for seen in see(DETECTOR, {"gwmac": "F1:0C:7A:21:9E:02"})] == ["F1:0C:7A:21:9E:02"]
    found = see(DETECTOR, {"a": 1}, headers=(("X-Sensor", "esp8266-12874563"),))
    assert [(seen.value, seen.rule) for seen in found] == [("esp8266-12874563", "written_device.chip")]


@pytest.mark.parametrize(
    ("topic", "address"),
    [
        ("shellies/shellyplug-s-7C87CEB51234/relay/0", "7C87CEB51234"),
        ("zigbee2mqtt/0x00158d0001a2b3c4", "0x00158d0001a2b3c4"),
        ("home/8c:ea:48:d1:70:0b/state", "8c:ea:48:d1:70:0b"),
    ],
)
def test_a_thing_names_its_topic_after_its_address(see: See, topic: str, address: str) -> None:
    assert [found.value for found in see(DETECTOR, {"publish": {"topic": topic}})] == [address]


@pytest.mark.parametrize(
    "topic",
    [
        "public/stations/000000000000/temp",
        "house/bssid/7C87CEB51234",
        "zigbee2mqtt/0x0000000000000000/set",
        "a/b",
    ],
)
def test_a_topic_without_an_address_of_its_own(see: See, topic: str) -> None:
    assert see(DETECTOR, {"publish": {"topic": topic}}) == []
