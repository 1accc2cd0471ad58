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


UUID = "6d92078a-8246-4ba4-ae5b-76104861e7dc"


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"client_id": "912107485.1745853762"}, "912107485.1745853762"),  # Measurement Protocol
        ({"ga_client_id": "GA1.2.912107485.1745853762"}, "GA1.2.912107485.1745853762"),
        ({"_ga": "GA1.1.912107485.1745853762"}, "GA1.1.912107485.1745853762"),
        ({"clientId": UUID}, UUID),
        ({"app_instance_id": "5a1f0c3d9b8e7a6c5d4e3f2a1b0c9d8e"}, "5a1f0c3d9b8e7a6c5d4e3f2a1b0c9d8e"),
        ({"aaid": UUID, "os": "HarmonyOS"}, UUID),  # HMS Core
        ({"aaid": UUID, "package_name": "com.huawei.health"}, UUID),
        ({"aaid": UUID, "manufacturer": "HONOR"}, UUID),
        ({"type": "installation_id", "id": UUID}, UUID),
        ({"identities": [{"identity_type": "anonymous_id", "identity": UUID}]}, UUID),
        ({"firebaseInstanceId": "cDe1234567890abcdefABC"}, "cDe1234567890abcdefABC"),
    ],
)
def test_other_services_ids(see: See, body: object, value: str) -> None:
    assert value in [seen.value for seen in see(DETECTOR, body) if seen.category == "identifier.installation"]


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("idsite=1&rec=1&_id=0123456789abcdef&r=5", ["0123456789abcdef"]),  # Matomo
        (
            "v=1&t=pageview&tid=UA-1-1&cid=35009a79-1a05-49d7-b876-2b884d0f825b",
            ["35009a79-1a05-49d7-b876-2b884d0f825b"],
        ),
        ("v=2&tid=G-1&cid=912107485.1745853762", ["912107485.1745853762"]),
        ("cid=912107485.1745853762", []),  # of whom?
        ("cid=4711&tid=UA-1-1", []),
        ("_id=0123456789abcdef", []),
        ("idsite=1&rec=1&_id=4711", []),
        ("idsite=1&rec=1&_id=zzzzzzzzzzzzzzzz", []),
        ("client_id=123.456", []),
        ("client_id=1234567.7654321&redirect_uri=app&response_type=code", []),
        ("client_id=10.5&tid=1", []),
        ("client_id=3.14159265&grant_type=password", []),
    ],
)
def test_visitors_of_analytics(see: See, query: str, values: list[str]) -> None:
    assert [seen.value for seen in see(DETECTOR, query=query)] == values


@pytest.mark.parametrize(
    "body",
    [
        {"aaid": UUID},  # Google's, an advertising id
        {"aaid": UUID, "os": "Android", "manufacturer": "Google"},
        {"aaid": "0ba25bb8", "os": "HarmonyOS"},
        {"client_id": 912107485.1745853762},
        {"price": "912107485.1745853762", "cid": "912107485.1745853762"},
        {"type": "article", "id": UUID},
        {"type": "user", "id": UUID},
        {"_id": "0123456789abcdef", "name": "document"},
    ],
)
def test_ids_of_something_else(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"uids": [{"id": "1b6a9c3e5d7f"}]},
        {"eids": [{"source": "x", "uids": [{"id": "short"}]}]},
        {"mid": "6234109876543210"},
        {"client_identifier": "mobileapplicationone"},
        {"stable_id": "v2", "visitor_uid": "null"},
    ],
)
def test_what_only_looks_like_a_number_of_a_browser(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"eids": [{"source": "x", "uids": [{"id": "ID5*kq8ZtN3xW0v5"}]}]}, "installation_id.extended"),
        ({"mid": "62341098765432109876543210987654321098"}, "installation_id.adobe"),
        ({"X-Plex-Client-Identifier": "k3xq9v7m2p5r8t1w"}, "installation_id.client"),
        ({"stableID": "3e7b1c9d-5a2f-4e60-8b7c-9d0e1f2a3b4c"}, "installation_id.browser"),
        ({"mpid": "-4528912376512349871"}, "installation_id.browser"),
        ({"installUid": "2aBcDeFgHiJkLmNoPqRsTuVwXy1"}, "installation_id.named"),
    ],
)
def test_finds_numbers_of_browsers_and_installations(see: See, body: object, rule: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.rule) == ("identifier.installation", rule)


@pytest.mark.parametrize("value", ["worker-3", "web-prod-12", "checkout.service.101", "node_backend_01"])
def test_numbered_copies_of_a_program_are_no_installation(see, value) -> None:
    assert see(DETECTOR, {"instanceId": value}) == []


@pytest.mark.parametrize("value", ["worker-3f81c09a", "qwertzuiop12", "inst-48120441", "a1b2-c3d4-e5"])
def test_other_short_identifiers_of_installations(see, value) -> None:
    assert [found.value for found in see(DETECTOR, {"instanceId": value})] == [value]


def test_a_header_named_for_the_installation_in_another_language(see) -> None:
    value = "2e312c7b-1a89-4123-806d-7b414de6c7a3"
    for name in ("X-Instalacja", "X-Install", "X-Installationskennung"):
        found = see(DETECTOR, {}, headers=((name, value),))
        assert [item.category for item in found] == ["identifier.installation"]
    assert see(DETECTOR, {"installation": "Schritt 3 von 5"}) == []


def test_a_television_numbers_itself_under_the_name_of_a_browsers_number(see) -> None:
    assert see(DETECTOR, {"DUID": "CPCPBXIDN9XuU", "modelId": "22_UHD", "wMac": "F8:3F:51:90:2A:6D"}) == []
    assert see(DETECTOR, {"duid": "b7d9e2f04c1a4e6d", "url": "https://a.example"}) != []


def test_a_firebase_id_that_registers_under_the_name_of_an_app(see: See) -> None:
    fid = "eWk3Tq0vR5mXb1LhZc9aUd"
    (found,) = see(DETECTOR, form={"X-appid": fid, "sender": "771630992145"})
    assert (found.value, found.rule) == (fid, "installation_id.beside_sender")
    assert see(DETECTOR, form={"appid": fid, "slot": "3"}) == []
