"""Keys of one-time codes and a short ``pw`` beside a user are found, and never given back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.shared_secret import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
KEY = "otpauth://totp/Forum:lena?secret=GEZDGNBVGY3TQOJQ&issuer=Forum"


@pytest.mark.parametrize(
    "body",
    [
        {"pw": "Winter!7"},
        {"pw": "Winter!7", "hint": "season"},
        {"user": "lena", "pw": 1920},
        {"user": "lena", "pw": "1920"},
        {"user": "lena", "pw": "ab"},
        {"user": "lena", "pw": "null"},
        {"user": "lena", "pw": "two\nlines"},
        {"user": {"name": "lena"}, "pw": {"length": "twelve"}},
        {"user": "lena", "power": "Winter!7"},
        {"uri": "otpauth://totp/Forum:lena?issuer=Forum&digits=6"},
        {"uri": "otpauth://totp/Forum?secret=short1"},
        {"text": "WIFI:T:nopass;S:Gast;;"},
        {"src": "ftp://user:password@host.example/", "dsn": "https://key@host.example/1"},
        {"mnemonic": "words that one writes down on paper"},
        {"text": "an otpauth:// address holds the secret of one-time codes"},
        {"uri": "https://forum.example/?secret=GEZDGNBVGY3TQOJQ&issuer=Forum"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"uri": KEY}, "one_time"),
        ({"note": f"my keys:\n{KEY}\n"}, "one_time"),
        ({"uri": KEY.replace("totp", "HOTP") + "&counter=4"}, "one_time"),
        ({"qr": "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU%3D"}, "one_time"),
        ({"text": "WIFI:T:WPA;S:Gast;P:rote-gruetze-12;;"}, "wifi_code"),
        ({"src": "rtsp://wache:Kuckuck17@cam.example/h264"}, "in_address"),
        ({"mnemonic": "able " * 11 + "about"}, "phrase"),
        ({"Username": "stefan", "Pw": "Winter!Abend#7"}, "beside_a_user"),
        ({"email": "a@b.example", "pw": "x1y2z3"}, "beside_a_user"),
    ],
)
def test_finds_and_does_not_give_back(see: See, body: object, rule: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.value, found.rule, found.confidence) == (
        "(secret)", f"shared_secret.{rule}", Confidence.LIKELY,
    )  # fmt: skip
    assert "GEZDGNBVGY3TQOJQ" not in found.reasoning


def test_the_width_of_a_picture_in_an_address_is_none(see: See) -> None:
    assert see(DETECTOR, query="user=gallery&pw=12x8") == []
    assert see(DETECTOR, form={"user": "lena", "pw": "Winter!7"}) != []


def test_the_key_of_a_network_where_a_thing_is_set_up(see: See) -> None:
    form = {"s": "Villa", "p": "Hummel&Biene8"}
    assert [found.rule for found in see(DETECTOR, form=form, path="/wifisave")] == [
        "shared_secret.of_a_network"
    ]
    assert see(DETECTOR, form=form, path="/search") == []
    assert see(DETECTOR, form={**form, "price": "3"}, path="/wifisave") == []


SESSION = "hT4kLm92QvXcRz7YpWnB3sDf"


@pytest.mark.parametrize(
    "body",
    [
        {"api_key": "k", "api_sig": "s", "album": "Kind of Blue"},
        {"api_key": "k", "api_sig": "s", "sk": "svk"},
        {"api_key": "k", "sk": SESSION, "z": 4},
        {"api_sig": "s", "sk": SESSION, "z": 4},
        {"app_key": "k", "signature": "s", "s": "green"},
    ],
)
def test_a_signed_call_without_a_session_has_no_key_of_one(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize("name", ["sk", "auth_token", "session_key"])
def test_the_key_of_a_session_is_found_in_a_signed_call(see: See, name: str) -> None:
    (found,) = see(DETECTOR, {"api_key": "k", "api_sig": "s", name: SESSION})
    assert found.rule == "shared_secret.of_a_session"
    assert SESSION not in found.value
