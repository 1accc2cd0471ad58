"""A schema, an example of a document and the words of an interface are nobody's data; data that look like them stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.catalogue import load
from analysis.decoding import open_message
from analysis.described_data import is_described
from analysis.pipeline import Analyser
from analysis.records import Transmission

SCHEMA = {"type": "object", "properties": {"heartRate": {"type": "integer", "minimum": 20, "maximum": 250}}}
WORDS = {"profile.firstName": "Vorname", "profile.phone": "Telefonnummer", "login.email": "E-Mail-Adresse"}


def sent(body: object) -> Transmission:
    data = json.dumps(body).encode()
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", method="POST",
        host="h.example", path="/v1", request_headers=(("Content-Type", "application/json"),), body=data,
        body_size=len(data),
    )  # fmt: skip


def described(body: object) -> set[str]:
    payload = open_message(sent(body))
    return {leaf.path.partition("$")[2] for leaf in payload.leaves if is_described(leaf.path, payload)}


@pytest.mark.parametrize(
    "body",
    [
        {"heartRate": {"minimum": 60, "maximum": 150}},
        {"event": "run", "properties": {"heartRate": {"minimum": 60, "maximum": 150, "type": "resting"}}},
        {"properties": {"example": "a@b.example"}},
        {"example": {"email": "a@b.example"}},
        {"strings": ["Vorname", "Anna", "Keller"]},
        {"strings": {"firstName": "Anna", "lastName": "Keller", "city": "Graz"}},
        {"locale": "de", "strings": {"firstName": "Anna"}},
        {"locale": "de", "profile": {"firstName": "Anna", "lastName": "Keller", "city": "Graz"}},
        {"locale": "de", "translations": {"steps": 4000, "heartRate": 72, "firstName": "Anna"}},
    ],
)
def test_data_stay_data(body: object) -> None:
    assert described(body) - {".properties.example"} == set()


def test_bounds_of_a_schema() -> None:
    assert described(SCHEMA) == {".properties.heartRate.minimum", ".properties.heartRate.maximum"}
    assert described({"schema": json.dumps(SCHEMA)}) >= {".schema>json:$.properties.heartRate.maximum"}
    chosen = {"properties": {"gender": {"type": "string", "enum": ["f", "m"], "default": "f"}}}
    assert described(chosen) == {f".properties.gender.{name}" for name in ("enum[0]", "enum[1]", "default")}


def test_examples_of_an_interface() -> None:
    shown = {"content": {"application/json": {"example": {"email": "jane@mail.example"}}}}
    document = {"openapi": "3.1.0", "paths": {"/orders": {"post": {"requestBody": shown}}}}
    assert {path.rpartition(".")[2] for path in described(document)} == {"email"}
    assert described({"components": {"schemas": {"A": {"examples": [{"phone": "+1-202-555-0143"}]}}}})


def test_the_words_of_an_interface() -> None:
    assert len(described({"strings": WORDS})) == 3
    plain = {"firstName": "Vorname", "lastName": "Nachname", "city": "Ort"}
    assert len(described({"locale": "de", "translations": plain})) == 3


def test_nothing_of_a_description_is_reported_but_what_is_secret() -> None:
    analyse = Analyser(load()).analyse
    token = "AKIAIOSFODNN7EXAMPLF"
    document = {"paths": {"/a": {"example": {"email": "jane@mail.example", "aws_access_key_id": token}}}}
    found = {finding.category.partition(".")[0] for finding in analyse(sent(document)).event.findings}
    assert "identifier" not in found
    assert "credential" in found
    data = {"customer": {"email": "jane@mail.example"}}
    assert "identifier.email" in {finding.category for finding in analyse(sent(data)).event.findings}


@pytest.mark.parametrize(
    "body",
    [
        {"rules": [{"condition": {"latitude": 52.264311, "longitude": 10.526772}}]},
        {"user": {"country": "DE"}, "features": {"dark": True}},
        {"conditions": [{"country": "DE"}]},
        {"tests": [{"model": "SM-S918B"}]},
        {"condition": {"value": "asthma"}},
        {"rules": [{"conditions": [{"field": "from", "value": "mother@example.org"}]}]},
    ],
    ids=json.dumps,
)
def test_what_somebody_sets_or_is_stays(body: object) -> None:
    assert described(body) == set()


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (
            {"features": {"gate": {"rules": [{"condition": {"country": "DE"}}]}}},
            ".features.gate.rules[0].condition.country",
        ),
        ({"rules": [{"condition": {"country": {"$in": ["DE"]}}}]}, '.rules[0].condition.country["$in"][0]'),
        ({"test_cases": [{"model": "SM-S918B"}]}, ".test_cases[0].model"),
    ],
    ids=json.dumps,
)
def test_whom_a_rule_is_for_and_what_a_program_is_tested_with(body: object, path: str) -> None:
    assert path in described(body)


TEXTS = {
    "login.password": "Parolanız", "pulse.now": "Nabız: {bpm} atım", "place.ask": "Yerinizi isteriz", "faith": "Dini inanç",
}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        TEXTS,
        {"page": TEXTS},
        {"login.password": "Ditt passord", "mail.count": "%d nye brev", "a.b": "Det er slik", "c.d": "Ja"},
    ],
)
def test_texts_of_an_interface_under_names_with_points(body: object) -> None:
    assert len(described(body)) >= 3


@pytest.mark.parametrize(
    "body",
    [
        {
            "user.name": "Anna Keller",
            "user.city": "Bad Aussee",
            "user.religion": "not told",
            "user.job": "head nurse",
        },
        TEXTS | {"phone.model": "Pixel 8"},
        TEXTS | {"user.mail": "anna@post.at"},
        TEXTS | {"battery.level": 71},
        {"a.b": "Parolanız var", "c.d": "{n} yeni ileti"},
        {
            "login": "Parolanız var",
            "pulse": "Nabız {bpm}",
            "place": "Yeriniz nerede",
            "faith": "Dini inancınız",
        },
    ],
)
def test_data_under_names_with_points(body: object) -> None:
    assert described(body) == set()


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ({"response": {"jsonBody": {"email": "a@b.example"}}}, {".response.jsonBody.email"}),
        ({"httpResponse": {"statusCode": 200, "body": {"lat": 1.5}}}, {".httpResponse.body.lat"}),
        ({"stubs": [{"responses": [{"is": {"body": {"a": 1}}}]}]}, {".stubs[0].responses[0].is.body.a"}),
        ({"consumer": {"name": "a"}, "provider": {"name": "b"}, "interactions": [{"response": {"body": {"a": 1}}}]},
         {".interactions[0].response.body.a"}),
        ({"interactions": [{"response": {"body": {"a": 1}}}]}, set()),
        ({"request": {"url": "/a"}, "response": {"body": {"email": "a@b.example"}}}, set()),
        ({"is": {"body": {"a": 1}}}, set()),
    ],
)  # fmt: skip
def test_what_a_double_of_a_service_answers(body: object, paths: set[str]) -> None:
    assert described(body) == paths


def test_a_password_stays_one_under_a_name_with_points_and_the_word_for_it_is_none() -> None:
    def secrets(body: object) -> int:
        findings = Analyser(load()).analyse(sent(body)).event.findings
        return sum(finding.category == "credential.secret" for finding in findings)

    assert secrets(TEXTS) == 0
    assert (
        secrets({"login.password": "tre gule katter", "login.user": "kari", "a.b": "c d", "e.f": "g h"}) == 1
    )


def test_a_device_that_is_only_played_and_the_bounds_of_a_definition() -> None:
    played = {
        "capabilities": {"alwaysMatch": {"platformName": "Windows 11"}},
        "mobileEmulation": {"deviceName": "Pixel 5"},
    }
    assert described(played) == {".capabilities.alwaysMatch.platformName", ".mobileEmulation.deviceName"}
    assert described({"exposes": [{"name": "battery", "value_min": 0, "value": 71}]}) == {
        ".exposes[0].value_min"
    }
    assert described({"device": {"model": "Pixel 5"}, "battery": {"value_min": 0}}) == set()


def test_a_request_of_a_collection() -> None:
    body = {"item": [{"name": "create", "request": {"body": {"lat": 52.5}}}]}
    assert described(body) == {".item[0].request.body.lat"}
    assert described({"items": [{"request": {"body": {"lat": 52.5}}}]}) == set()
