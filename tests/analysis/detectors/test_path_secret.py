"""Secrets in paths, of logins and of things at home are found, and never given back; words, ids and settings are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.path_secret import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
TOKEN = "AAH3kQ9vRr2LmTz0pWx81RbNcYd34KsEf5g"
KEY = "qYk29Q9vRr2LmTz0pWx81RbNcYd34KsEf5gHiJkL"


@pytest.mark.parametrize(
    "path",
    [
        "/bot12345678/sendVoice",
        f"/robot7012345678:{TOKEN}x/sendVoice",
        "/api/configuration-of-the-whole-application/config",
        "/api/0c6f7b1a-4d2e-4a93-b7f0-5d1c2e3f4a5b/config",
        f"/api/{KEY}/users",
        f"/v1/{KEY}/lights",
        "/services/TEAMS/BOARD/abc",
        "/webhooks/12345/abc",
        "/api/00000000000000000000000000000000/lights",
    ],
)
def test_finds_nothing_in_the_path(see: See, path: str) -> None:
    assert see(DETECTOR, {}, path=path) == []


@pytest.mark.parametrize(
    "body",
    [
        {"local_key": "theme"},
        {"localKey": "user.preferences.v1"},
        {"local_key": "aaaaaaaaaaaaaaaa"},
        {"local_key": "a sentence with 3 words"},
        {"connect": {"password_present": True}},
        {"key": "Z7:q9vRr2Lm{Tz0p"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "path",
    [
        f"/bot7012345678:{TOKEN}/sendVoice",
        f"/api/{KEY}/lights",
        "/api/0A1B2C3D4E/sensors/3",
        "/services/T0A1B2C3D/B0A1B2C3D/x1Y2z3A4b5C6d7E8f9G0h1I2",
        f"/api/webhooks/112233445566778899/{TOKEN}{TOKEN}",
    ],
)
def test_finds_a_secret_in_the_path(see: See, path: str) -> None:
    (found,) = see(DETECTOR, {}, path=path)
    assert (found.category, found.value, found.rule) == ("credential.secret", "(secret)", "path_secret.path")


def test_finds_the_key_of_a_thing(see: See) -> None:
    (found,) = see(DETECTOR, {"devices": [{"id": "bf8d", "local_key": "Z7:q9vRr2Lm{Tz0p"}]})
    assert (found.value, found.rule) == ("(secret)", "path_secret.local_key")
