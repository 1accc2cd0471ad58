"""What describes a device, by name, form and the fields around it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.detectors.device_profile import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
AGENT = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile"
)


@pytest.mark.parametrize(
    "body",
    [
        {"model": "gpt-4", "version": "1.2.3", "name": "x", "os": 3},
        {"model": "Golf", "brand": "Volkswagen", "make": "VW", "year": 2019},
        {"product": {"brand": "Samsung", "model": "T5 SSD", "price": "89.00"}},
        {"carrier": "DHL", "tracking": "00340434161094"},
        {"language": "en", "text": "hello"},
        {"page_language": "de", "content_language": "de-DE", "inLanguage": "en-US", "min_os_version": "14.0"},
        {"width": 640, "height": 480, "image_width": 640, "banner": {"w": 320, "h": 50}},
        {"screen_width": "wide", "screen_height": 0, "resolution": "1080x2400"},
        {"connection": "keep-alive", "network": "Ethereum", "net": 12.5, "network_type": "social"},
        {"orientation": "political", "volume": 11, "uptime": 5},
        {"os_version": "unknown", "device_model": "null", "manufacturer": "Acme"},
        {"user_agent": "okhttp/4.9.0", "ua": "UA-22662784-1"},
        {"rooted": "tree", "emulator": "none at all"},
        {"app": {"freeMemory": 5993333}, "architecture": "Gothic"},
        {"device_name": "iPhone", "hostname": "api.example.org", "device": {"name": "Garmin Edge 1030"}},
        {"free_memory": -1, "disk_free": "plenty", "total_memory": "2 GB"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category", "name", "value"),
    [
        ({"os_name": "Android"}, "device_state.software", "osName", "Android"),
        ({"os_version": 33}, "device_state.software", "osVersion", "33"),
        ({"os_version": "iOS 14.5.1"}, "device_state.software", "osVersion", "iOS 14.5.1"),
        ({"device": {"os": "iOS"}}, "device_state.software", "osName", "iOS"),
        ({"device": {"locale": "en_US"}}, "device_state.software", "language", "en_US"),
        ({"ua": AGENT}, "device_state.software", "userAgent", AGENT),
        ({"jailbroken": False}, "device_state.software", "isRooted", "false"),
        ({"is_emulator": 0}, "device_state.software", "isEmulator", "0"),
        ({"dark_mode": True}, "device_state.software", "isInDarkMode", "true"),
        ({"device_model": "Pixel 8"}, "device_state.hardware", "model", "Pixel 8"),
        ({"device": "iPhone10,4"}, "device_state.hardware", "model", "iPhone10,4"),
        ({"deviceInfo": {"model": "sdk_gphone64"}}, "device_state.hardware", "model", "sdk_gphone64"),
        ({"device": {"manufacturer": "Google"}}, "device_state.hardware", "manufacturer", "Google"),
        ({"cpu_type": "x86_64"}, "device_state.hardware", "architecture", "x86_64"),
        ({"totalMemory": 2061852672}, "device_state.hardware", "ramTotal", "2061852672"),
        ({"free_disk_space": "6054068224"}, "device_state.hardware", "diskFree", "6054068224"),
        ({"screen_width": 1080}, "device_state.screen", "screenWidth", "1080"),
        ({"device": {"h": 2400}}, "device_state.screen", "screenHeight", "2400"),
        ({"device_orientation": "portrait"}, "device_state.screen", "orientation", "portrait"),
        ({"device_carrier": "T-Mobile"}, "device_state.network", "carrier", "T-Mobile"),
        ({"mccmnc": "26201"}, "device_state.network", "x_mobileNetworkCode", "26201"),
        ({"connection_type": "wifi"}, "device_state.network", "networkConnectionType", "wifi"),
        ({"net": "LTE"}, "device_state.network", "networkConnectionType", "LTE"),
        ({"device": {"connectiontype": 2}}, "device_state.network", "networkConnectionType", "2"),
        ({"device_name": "Anna’s iPhone"}, "identifier.device", "deviceName", "Anna’s iPhone"),
        ({"deviceName": "iPhone von Anna"}, "identifier.device", "deviceName", "iPhone von Anna"),
    ],
)
def test_finds(see: See, body: object, category: str, name: str, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.value) == (category, name, value)


def test_a_resolution_is_a_width_and_a_height(see: See) -> None:
    found = see(DETECTOR, {"screenResolution": "1080x2400"})
    assert [(seen.property, seen.value) for seen in found] == [
        ("screenWidth", "1080"),
        ("screenHeight", "2400"),
    ]


def test_two_sure_fields_make_the_loose_ones_believable(see: See) -> None:
    body = {
        "os_version": "13",
        "device_model": "Pixel 8",
        "brand": "Google",
        "language": "en",
        "carrier": "T-Mobile",
    }
    assert {seen.property for seen in see(DETECTOR, body)} == {
        "osVersion", "model", "manufacturer", "language", "carrier",
    }  # fmt: skip


def test_finds_what_headers_say(see: See) -> None:
    headers = (
        ("User-Agent", AGENT),
        ("Accept-Language", "de-DE,de;q=0.9"),
        ("sec-ch-ua-platform", '"Android"'),
        ("sec-ch-ua-model", '"Pixel 8"'),
        ("Connection", "keep-alive"),
        ("Accept", "*/*"),
    )
    found = {seen.property: seen.path for seen in see(DETECTOR, headers=headers)}
    assert set(found) == {"userAgent", "language", "osName", "model"}


PROPERTIES = (
    "osName", "osVersion", "model", "manufacturer", "architecture", "carrier", "language", "networkConnectionType",
    "screenWidth", "screenHeight", "orientation", "isRooted", "isEmulator", "ramFree", "ramTotal",
)  # fmt: skip


@pytest.mark.parametrize("adapter", ["branch-io/v1", "smartbear/bugsnag-notify"])
def test_finds_by_name_what_trackhar_finds_by_endpoint(see: See, shared_data: Path, adapter: str) -> None:
    expected = json.loads((shared_data / "EXPECTED_trackhar.json").read_text(encoding="utf-8"))
    checked = 0
    for run in ("first-run", "second-run"):
        name = f"http/reporthar/fixtures/android/{run}.har"
        entries = json.loads((shared_data / name).read_text(encoding="utf-8"))["log"]["entries"]
        for message in expected[name]:
            wanted = {p["property"] for p in message["props"] if p["adapter"] == adapter} & set(PROPERTIES)
            if not wanted:
                continue
            body = json.loads(entries[message["i"]]["request"]["postData"]["text"])
            assert wanted <= {seen.property for seen in see(DETECTOR, body)}
            checked += 1
    assert checked


def test_the_resolution_in_a_hit_of_analytics_is_the_screens(see: See) -> None:
    found = see(DETECTOR, query="idsite=1&rec=1&res=1080x2400")
    assert [(seen.property, seen.value) for seen in found] == [
        ("screenWidth", "1080"),
        ("screenHeight", "2400"),
    ]
    for query in (
        "res=1080x2400",
        "res=200&idsite=1",
        "res=hd&idsite=1",
        "video=7&res=1920x1080",
        "res=ok&url=x",
    ):
        assert see(DETECTOR, query=query) == []
    assert see(DETECTOR, {"res": "1080x2400", "url": "x"}) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"rom_ver": "EML-AL009.0.0.187", "sys_language": "en_US"}, "language"),
        ({"emui_version": "12.0"}, "osVersion"),
        ({"romVersion": "V12.5.1"}, "osVersion"),
        ({"android_app_volume": "0.5"}, "volume"),
        ({"streamVolume": 7}, "volume"),
        ({"screen_res": "1080x2400"}, "screenWidth"),
        ({"sysLang": "de"}, "language"),
        ({"miui_version": "14"}, "osVersion"),
    ],
)
def test_what_other_makers_call_it(see: See, body: object, name: str) -> None:
    assert name in [seen.property for seen in see(DETECTOR, body)]


def test_a_table_of_models_describes_no_device(see: See) -> None:
    rows = [{"tac": "35873507", "model": "iPhone 8"}, {"tac": "86418003", "model": "Redmi Note 12"}]
    assert see(DETECTOR, rows) == []


@pytest.mark.parametrize(
    "body",
    [
        {"screens": [{"width": 390, "height": 844, "name": "Home"}]},
        {"screens": [{"name": "cart", "columns": 1}]},
        {"displays": [{"resolution": "full", "hz": 60}]},
    ],
)
def test_screens_of_an_app_are_no_device(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_screens_of_a_desktop(see) -> None:
    told = see(DETECTOR, {"Screens": [{"Resolution": "1920x1200", "Frequency": "60.00"}]})
    assert [(found.property, found.value) for found in told] == [
        ("screenWidth", "1920"),
        ("screenHeight", "1200"),
    ]
    assert see(DETECTOR, {"screens": [{"width": 2560, "height": 1600, "dpi": 137}]}) != []


def test_a_model_is_asked_with_beside_a_firmware_and_not_beside_a_car(see) -> None:
    assert see(DETECTOR, query={"make": "VW", "model": "Golf", "year": "2019"}) == []
    found = see(DETECTOR, query={"model": "HB55QX90", "fw": "4.21.07"})
    assert ("model", "HB55QX90") in [(seen.property, seen.value) for seen in found]


def test_the_graphics_processor_is_told_of_a_device_and_not_of_goods(see) -> None:
    assert [item.property for item in see(DETECTOR, {"gpu": "ANGLE (Qualcomm, Adreno (TM) 740)"})] == [
        "x_graphics"
    ]
    assert (
        see(DETECTOR, [{"gpu": "GeForce RTX 4070", "preis": 579}, {"gpu": "Radeon RX 7800", "preis": 499}])
        == []
    )
    assert see(DETECTOR, {"renderer": "html", "gpu": "yes"}) == []


@pytest.mark.parametrize(
    ("body", "model"),
    [
        ({"Product": "DeskMate 3750", "Serial": "CN7B1140QX", "FW": "LSP2FN2311AR"}, "DeskMate 3750"),
        ({"typ": "Barista 600", "snr": "KA60-0041882", "sw": "3.14"}, "Barista 600"),
        (
            {
                "chargePointModel": "Pulse 11",
                "chargePointSerialNumber": "VP11-2200817",
                "firmwareVersion": "5.9",
            },
            "Pulse 11",
        ),
        ({"tv": {"mdl": "55LX9000", "uuid": "x", "wifi_mac": "8c:ea:48:d1:70:0b"}}, "55LX9000"),
    ],
)
def test_the_model_of_a_thing_that_tells_its_number(see: See, body: object, model: str) -> None:
    assert model in {found.value for found in see(DETECTOR, body) if found.property == "model"}


@pytest.mark.parametrize(
    "body",
    [
        {"product": "DeskMate 3750", "serial": "DM-3750-EU", "price": 89.9},
        {"product": "DeskMate 3750", "fw": "LSP2FN2312", "sha256": "0c5f"},
        {"product": "Alle Modelle", "ink": "Schwarz", "pages": 2},
        {"type": "status", "sn": "CN7B1140QX", "sw": "3.14"},
    ],
)
def test_goods_and_updates_are_no_thing_of_the_home(see: See, body: object) -> None:
    assert [found for found in see(DETECTOR, body) if found.property == "model"] == []


@pytest.mark.parametrize(
    "agent",
    [
        "Dart/3.5 (dart:io)",
        "Apache-HttpClient/4.5.14 (Java/17.0.9)",
        "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
        "UnityPlayer/2022.3.20f1 (UnityWebRequest/1.0, libcurl/8.5.0-DEV)",
        "Mozilla/5.0 (compatible; SampleBot/2.1; +https://bot.example/about)",
    ],
)
def test_the_library_of_a_program_tells_nothing_of_its_device(see: See, agent: str) -> None:
    assert see(DETECTOR, {"a": 1}, headers=(("User-Agent", agent),)) == []
    assert see(DETECTOR, {"user_agent": agent}) == []
    assert see(DETECTOR, {"user_agent": agent.replace("(", "(Linux; Android 14; Pixel 8; ")}) != []


ROWS = [
    {"mcc": "244", "mnc": number, "carrier": name}
    for number, name in (("05", "Elisa"), ("12", "DNA"), ("91", "Telia"))
]


def test_tables_of_mobile_networks_are_of_nobody(see: See) -> None:
    assert see(DETECTOR, {"rows": ROWS}) == []
    assert see(DETECTOR, {"rows": [row | {"apn": "internet"} for row in ROWS[:2]]}) == []
    assert see(DETECTOR, {"shops": [{"mcc": "5411"}], "mcc": "5814"}) == []
    for told in ({"slot": 0}, {"roaming": False}, {"rssi": -90}):
        assert len(see(DETECTOR, {"sims": [row | told for row in ROWS]})) >= 6
    assert len(see(DETECTOR, {"mcc": "244", "mnc": "05"})) == 2


def test_kinds_of_networks_in_statistics_and_sheets_are_of_nobody(see: See) -> None:
    assert (
        see(
            DETECTOR, {"halozat": [{"tipus": "5G", "lakossag_pct": 71}, {"tipus": "LTE", "lakossag_pct": 99}]}
        )
        == []
    )
    assert see(DETECTOR, {"modell": "X2", "akku": {"kapacitas_mah": 5000}, "halozat": {"tipus": "5G"}}) == []
    for name, kind in (
        ("halozat", "tipus"),
        ("retea", "tip"),
        ("rete", "tipo"),
        ("verkko", "tyyppi"),
        ("мережа", "тип"),
    ):
        (found,) = see(DETECTOR, {"akku": 71, name: {kind: "LTE"}})
        assert found.property == "networkConnectionType"
