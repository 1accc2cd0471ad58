"""A text is a message beside a number, as a notification, or in a room; not beside what makes it an answer or a check."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.field_names import words
from analysis.message_signs import (
    BETWEEN_TWO,
    is_body_with_its_type,
    is_of_a_notification,
    is_text_payload,
    sign_of,
)
from analysis.records import Transmission
from analysis.surroundings import surroundings


def sign(body: object, path: str = "/v1") -> str:
    data = json.dumps(body).encode()
    payload = open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", host="h.example",
        path=path,
            method="POST", request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
        )
    )  # fmt: skip
    group = next(group for group in payload.groups if group.context == "body")
    said = {"".join(words(name)): name for name in group.members}
    return sign_of(surroundings(payload), group, said)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"message": "the code was sent", "phone": "+436641234567", "success": True}, "/v1"),
        ({"message": "enter a valid number", "field": "phone", "number": "+436641234567"}, "/v1"),
        ({"properties": {"message": "too short", "phone": "+436641234567"}}, "/v1"),
        ({"text": "x", "from": "2024-01-01", "to": "2024-01-02"}, "/v1"),
        ({"message": "hello"}, "/v1/rooms"),
        ({"message": "hello", "code": 3}, "/rooms/88231177"),
        ({"title": "Notes", "package": "org.example.notes", "text": "Write things down"}, "/manifest"),
        ({"text": "x", "number": 7}, "/v1"),
    ],
)
def test_no_sign_in(body: object, path: str) -> None:
    assert sign(body, path) == ""


@pytest.mark.parametrize(
    ("body", "path", "what"),
    [
        ({"message": "your parcel waits", "phoneNumber": "+79990001234"}, "/sms", "telephone number"),
        ({"text": "it is with the neighbour", "from": "+4366098765432"}, "/in", "telephone number"),
        ({"message": "on my way", "recipients": ["+436601234567"]}, "/v2/send", "telephone number"),
        ({"title": "Mama", "body": "have you eaten?", "package_name": "com.whatsapp", "notification_id": "-8"}, "/x",
         "notification"),
        ({"message": "shall we meet?"}, "/user/matches/5f2a1c3e4b5d6f70", "conversation"),
        ({"text": "at the side entrance", "rideId": "1"}, "/v2/rides/88231177/chat", "conversation"),
    ],
)  # fmt: skip
def test_what_tells_a_message(body: object, path: str, what: str) -> None:
    assert what in sign(body, path)


def test_a_payload_is_a_text_by_its_type() -> None:
    data = json.dumps({"type": "sendtext", "payload": "hi", "kind": 1}).encode()
    payload = open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", host="h.example",
            request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
        )
    )  # fmt: skip
    group = next(group for group in payload.groups if group.context == "body")
    assert is_text_payload(group, {"type": "type"})
    assert not is_text_payload(group, {"kind": "kind"})
    assert not is_of_a_notification({"title": "title", "text": "text"})


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"cmd": "chat", "from": "w-30021977", "to": "mama", "txt": "may I stay till five"}, "/u"),
        ({"op": "sendMessage", "sender": "kitchen", "receiver": "tablet-leo", "txt": "come down"}, "/rpc"),
        ({"from": "*DOOR", "to": "ECHOECHO", "text": "she comes back at six"}, "/send_simple"),
        ({"sender": "STUDIO", "recipient": "MARTA.R", "content": "it is ready"}, "/api/send_text.php"),
    ],
)
def test_a_text_between_two(body: object, path: str) -> None:
    assert sign(body, path) == BETWEEN_TWO


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"from": "en", "to": "de", "text": "the quick brown fox"}, "/translate/send"),
        ({"from": "Graz", "to": "Linz", "text": "via Selzthal"}, "/connections"),
        ({"to": "ECHOECHO", "text": "she comes back at six"}, "/send_simple"),
        ({"from": 3, "to": 4, "text": "she comes back at six"}, "/send"),
        ({"cmd": "render", "from": "main", "to": "page", "text": "hello there"}, "/u"),
        ({"from": "*DOOR", "to": "ECHOECHO", "text": "sent", "code": 200}, "/send_simple"),
        ({"from": "*DOOR", "to": "ECHOECHO", "text": "sent"}, "/senders/list"),
    ],
)
def test_no_text_between_two(body: object, path: str) -> None:
    assert sign(body, path) == ""


def test_a_notice_that_a_watch_is_shown() -> None:
    shown = {"t": "notify", "src": "Signal", "title": "Hannes", "body": "where are you?"}
    assert is_of_a_notification({name: name for name in (*shown, "sender")})
    assert not is_of_a_notification({name: name for name in shown})


def test_the_body_of_a_mail_with_its_type() -> None:
    assert is_body_with_its_type({"bodytype": "@BodyType", "text": "#text"}, False)
    assert is_body_with_its_type({"contenttype": "a", "content": "b"}, True)
    assert not is_body_with_its_type({"contenttype": "a", "content": "b"}, False)
    assert not is_body_with_its_type({"text": "#text"}, True)
