"""A device that tells of itself in short names is believed; data sheets, tables of models, jobs and drawings are not."""

from __future__ import annotations

import pytest

from analysis.detectors.device_profile import DETECTOR

PHONE = {"mfr": "Tekra", "mdl": "T90 Lite", "api": "34", "scr": "1080x2400", "dpi": "395"}


@pytest.mark.parametrize(
    "body",
    [
        {"profiles": [{"name": "Small", "w": 720, "h": 1280, "dpi": 320, "api": 34}]},
        {"frame": "Home", "w": 390, "h": 844, "dpr": 3, "scr": "1", "bright": 1, "up": True, "api": 2},
        {"mk": "Tekra", "mo": "T90 Lite", "os": "Android 14", "ram_gb": 8, "cam_mp": 50},
        {"mk": "Tekra", "mo": "T90 Lite", "fw": "1.2.3", "price": 199, "sn": "A1"},
        {"model": "resnet50-v2", "version": "1.4.0", "uptime": 8812, "free": 12, "epoch": 4},
        {"mo": "Monday", "ma": "Math", "up": 3},
        {"device": "Living Room TV 2", "device_id": "8812"},
        {
            "models": [
                {"mdl": "PX-220", "fw": "3.1.0", "sn": "-"},
                {"mdl": "PX-330", "fw": "2.0.4", "sn": "-"},
            ]
        },
    ],
)
def test_finds_nothing_in(see, body) -> None:
    assert see(DETECTOR, body) == []


def told(see, **sent) -> set[tuple[str, str, str]]:
    return {(item.category.partition(".")[2], item.property, item.value) for item in see(DETECTOR, **sent)}


def test_a_heartbeat_tells_model_system_screen_and_network(see) -> None:
    found = told(
        see, form=PHONE | {"up": "120933", "ram_free": "611", "ssid_rssi": "-49", "w": "800", "h": "1280"}
    )
    assert found >= {
        ("hardware", "manufacturer", "Tekra"), ("hardware", "model", "T90 Lite"), ("software", "osVersion", "34"),
        ("screen", "screenWidth", "800"), ("screen", "screenHeight", "1280"), ("hardware", "uptime", "120933"),
        ("network", "x_wifiSignal", "-49"), ("screen", "x_screenDensity", "395"),
    }  # fmt: skip


def test_a_query_of_an_installation(see) -> None:
    query = {"p": "Android", "v": "15", "ma": "HMD", "mo": "Nokia G42", "lc": "sl_SI", "lmt": "0"}
    assert told(see, query=query) >= {
        ("software", "osName", "Android"), ("software", "osVersion", "15"), ("hardware", "manufacturer", "HMD"),
        ("hardware", "model", "Nokia G42"), ("software", "language", "sl_SI"),
    }  # fmt: skip


def test_a_screen_in_a_list_and_the_system_of_a_plotter(see) -> None:
    body = {"hw": "HD-9 rev C", "os": "Yocto 4.0.14", "free_mb": 731, "disp": [1280, 720]}
    assert told(see, body=body) >= {
        ("hardware", "model", "HD-9 rev C"), ("software", "osName", "Yocto 4.0.14"),
        ("screen", "screenWidth", "1280"), ("screen", "screenHeight", "720"), ("hardware", "ramFree", "731"),
    }  # fmt: skip


def test_words_of_other_languages(see) -> None:
    body = {"systeme": "Android Automotive 12", "ecran": "1920x720", "reseau": "4G", "operateur": "Proximus",
            "memoire_libre_mo": 812}  # fmt: skip
    assert {kind for kind, _, _ in told(see, body=body)} == {"software", "screen", "network", "hardware"}


def test_a_device_by_its_makers_name_beside_its_number(see) -> None:
    body = {"device": "PocketBook InkPad 4", "device_id": "3C71E0A9F4D24B86"}
    assert told(see, body=body) == {("hardware", "model", "PocketBook InkPad 4")}


def test_the_rows_of_ones_own_devices_tell_more_than_models(see) -> None:
    row = {
        "hersteller": "Samsung",
        "modell": "SM-T575",
        "android": 13,
        "akku_prozent": 64,
        "speicher_frei": 18,
    }
    assert ("software", "osVersion", "13") in told(see, body={"tablets": [row]})


def test_what_a_model_of_printer_supports_is_of_no_printer(see) -> None:
    sheet = {
        "printer-make-and-model": "Papyr LX200",
        "sides-supported": ["one-sided"],
        "media-supported": ["a4"],
    }
    assert see(DETECTOR, sheet) == []
    (found,) = see(DETECTOR, sheet | {"printer-state": 3})
    assert found.value == "Papyr LX200"


def test_a_thing_with_an_id_a_model_and_a_version(see) -> None:
    body = {"cam": {"id": "WB-91F20C7731", "m": "WB2-Pro", "v": "3.0.9"}}
    assert ("hardware", "model", "WB2-Pro") in told(see, body=body)
    assert see(DETECTOR, {"lens": {"id": "WB-91F20C7731", "m": "WB2-Pro", "v": "3.0.9"}}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"conditions": [{"attribute": "device.os", "operator": ">=", "value": ["14"]}]},
        {"brand": "Apple", "model": "iPhone 13 mini", "price": 449.0, "stock": 3},
        {"rows": [{"gpu": "NVIDIA GeForce RTX 4070", "price": 559}]},
        {"example": {"os_version": "0.0.0"}},
        {"orientation": "landscape", "author": "nn", "src": "a.jpg"},
    ],
)
def test_rules_goods_and_pictures_are_of_no_device(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_the_device_with_which_something_is_bought(see) -> None:
    body = {"event": "purchase", "model": "iPhone 13 mini", "price": 3.99}
    assert told(see, body=body) == {("hardware", "model", "iPhone 13 mini")}


def test_the_version_of_a_kit_is_none_of_the_system(see) -> None:
    body = {
        "sdk": "android5.0.3",
        "device_type": "phone",
        "gps_adid": "x",
        "api": "1.2",
        "uptime": 4,
        "mdl": "T90 Lite",
    }
    assert not [item for item in see(DETECTOR, body) if item.property == "osVersion"]


@pytest.mark.parametrize(
    "body",
    [
        {"make": "Brisa", "model": "Corsar 1.4", "net": 8400, "lang": "de", "op": "Dealer", "up": 12},
        {
            "ssid": "Name des WLANs",
            "model": "Modell",
            "fw": "Firmware",
            "sn": "Seriennummer",
            "lang": "Sprache",
        },
        {"robot": {"id": "bot-3", "m": "Spider X2", "v": 3, "up": 4, "free": 2}},
        {"model": "tm-large-2", "app": "demo", "sdk": "python", "res": "short"},
    ],
)
def test_values_must_have_the_form_of_what_their_names_say(see, body) -> None:
    assert not [item for item in see(DETECTOR, body) if item.property not in ("language",)]


@pytest.mark.parametrize(
    "body",
    [
        {"dev": {"mk": "vivo", "md": "V2130", "o": "android", "ov": "12", "w": 1080, "h": 2408, "ct": "4g"}},
        {"d_brand": "vivo", "d_model": "V2130", "d_os": "Android", "d_osv": "12", "d_scr_w": 1080, "d_scr_h": 2408,
         "d_conn": "4g"},
        {"hw": {"model": "V2130"}, "sw": {"os": "Android"}, "scr": {"w": 1080, "h": 2408}, "net": {"t": "wifi"}},
    ],
)  # fmt: skip
def test_what_an_object_or_the_names_say_is_of_a_device(see, body) -> None:
    assert {kind for kind, _, _ in told(see, body=body)} == {"hardware", "software", "screen", "network"}


@pytest.mark.parametrize(
    "body",
    [
        {"phone": {"o": "Operator", "l": "Leitung", "n": "Nummer", "m": "Menü"}},
        {"device": {"type": "GPU", "v": 12, "mode": "fast"}},
        {"d_brand": ["a"], "d_os": ["b"], "d_price": [1, 2]},
    ],
)
def test_other_objects_of_that_name_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []
