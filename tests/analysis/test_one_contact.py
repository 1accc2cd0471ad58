"""One person written to where contacts are kept; not forms, searches, shops or switches."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.one_contact import one_contact
from analysis.records import Transmission

ANNA = {"givenName": "Anna", "surname": "Berger", "emailAddresses": [{"address": "anna@example.org"}]}


def told(body: object, path: str, method: str = "POST") -> str:
    data = json.dumps(body).encode()
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", host="h.example",
        path=path,
        method=method, request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
    )  # fmt: skip
    found = one_contact(open_message(message))
    return found[1].text() if found else ""


@pytest.mark.parametrize(
    ("body", "path", "method"),
    [
        (ANNA, "/v1/users", "POST"),
        (ANNA, "/v1/contacts", "GET"),
        (ANNA, "/contact", "POST"),
        ({**ANNA, "message": "call me"}, "/contacts", "POST"),
        ({"filter": {"field": "lastname"}}, "/v1/contacts", "POST"),
        ({"name": "Bakery", "phone": "+4312345678", "openingHours": "06-18"}, "/shops/12/contacts", "PUT"),
        ({"first": "open", "last": "closed", "rating": 250}, "/relays/7/contacts", "PUT"),
    ],
)
def test_nobody_is_told_by(body: object, path: str, method: str) -> None:
    assert told(body, path, method) == ""


@pytest.mark.parametrize(
    "path", ["/v1.0/me/contacts", "/v1/people:createContact", "/me/contactFolders/A/contacts"]
)
def test_one_person_is_told(path: str) -> None:
    assert told(ANNA, path) == "Anna Berger anna@example.org"


SUITE = {
    "data": {
        "type": "Contacts",
        "attributes": {"first_name": "Anna", "last_name": "Berger", "email": "anna@example.org"},
    }
}


@pytest.mark.parametrize(
    ("body", "path", "method"),
    [
        ({**SUITE, "message": "call me"}, "/Api/V8/module", "POST"),
        ({"data": {**SUITE["data"], "type": "Leads"}}, "/Api/V8/module", "POST"),
        ({"title": "Contacts", "first_name": "Anna", "email": "anna@example.org"}, "/pages", "POST"),
        (SUITE, "/Api/V8/module", "GET"),
        ({"name": "Anna", "phone": "+4312345678", "email": "anna@example.org"}, "/v1/persons", "POST"),
        ({"name": "Anna Berger", "email": "anna@example.org"}, "/v1/persons", "POST"),
        (
            {"name": "Anna Berger", "phone": "+4312345678", "email": "anna@example.org"},
            "/v1/personas",
            "POST",
        ),
        ({"name": "Anna Berger", "phone": "+4312345678", "email": "anna@example.org"}, "/contacts", "POST"),
    ],
)
def test_nobody_is_told_by_folders_and_persons(body: object, path: str, method: str) -> None:
    assert told(body, path, method) == ""


def test_a_person_in_a_folder_of_contacts() -> None:
    assert told(SUITE, "/Api/V8/module") == "Anna Berger anna@example.org"


def test_a_person_among_persons() -> None:
    body = {
        "name": "Anna Berger",
        "phone": [{"value": "+43 1 2345678", "label": "work"}],
        "email": [{"value": "anna@example.org"}],
    }
    assert told(body, "/v1/persons/12", "PUT") == "Anna Berger +43 1 2345678 anna@example.org"


def test_an_item_of_exchange_is_one_contact_and_its_other_items_are_none() -> None:
    anna = {"GivenName": "Anna", "Surname": "Berger", "EmailAddresses": {"Entry": "anna@example.org"}}
    path = "/EWS/Exchange.asmx"
    assert told({"CreateItem": {"Items": {"Message": anna}}}, path) == ""
    assert told({"CreateItem": {"Contact": anna}}, path) == ""
    assert "anna@example.org" in told({"CreateItem": {"Items": {"Contact": anna}}}, path)
