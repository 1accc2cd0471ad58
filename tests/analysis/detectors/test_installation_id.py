"""Identifiers of an installation or a browser profile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.installation_id import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
UUID = "6ff20eb7-e80d-4452-b45f-2ea7e63547aa"


@pytest.mark.parametrize(
    "body",
    [
        {"id": UUID, "request_id": UUID, "correlation_id": UUID},
        {"client_id": "my-public-client", "clientId": "1234.apps.example"},
        {"client_id": UUID, "grant_type": "password", "scope": "openid"},
        {"oauth": {"client_id": UUID}},
        {"uid": "42", "fid": "17", "iid": "abc"},
        {"fid": "zzzzzzzzzzzzzzzzzzzzzz", "uid": "1624129683000"},
        {"fbp": "1700083128368", "fbc": "fb.1.1700083128368.xyz"},
        {"installation_id": "unknown", "install_id": "short"},
        {"visitor_id": "{visitor}", "anonymous_id": None},
        {"installed_apps": [UUID]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "name", "confidence"),
    [
        ({"installationId": UUID}, "installationId", Confidence.CERTAIN),
        ({"app_instance_id": "5a7b1c9d3e4f60718293a4b5c6d7e8f9"}, "installationId", Confidence.CERTAIN),
        ({"install_id": "1172860168313205995"}, "installationId", Confidence.LIKELY),
        ({"fid": "cA1b2C3d4E5f6G7h8I9j0K"}, "installationId", Confidence.CERTAIN),
        ({"uid": "1624129683000-1234567890123456789"}, "installationId", Confidence.CERTAIN),
        ({"appsflyer_id": "1624129683000-1234567890123456789"}, "installationId", Confidence.CERTAIN),
        ({"client_info": {"client_id": UUID}}, "installationId", Confidence.LIKELY),
        ({"fbp": "fb.1.1700083128368.107390013"}, "browserId", Confidence.CERTAIN),
        ({"anonymousId": UUID}, "browserId", Confidence.LIKELY),
    ],
)
def test_finds(see: See, body: object, name: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.confidence) == ("identifier.installation", name, confidence)
