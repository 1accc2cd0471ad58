"""Push tokens by Firebase's shape or by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from analysis.decoding import open_message
from analysis.detectors.push_token import DETECTOR
from analysis.payload import Payload
from analysis.records import Confidence, Observation, Transmission

See = Callable[..., list[Observation]]
FIREBASE = "cA1b2C3d4E5f6G7h8I9j0K:APA91b" + "Hk3_x-9Z" * 16
APPLE = "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2


@pytest.mark.parametrize(
    "body",
    [
        {"token": APPLE, "sha256": APPLE, "page_token": "x" * 40},
        {"device_token": "short", "push_token": "unknown"},
        {"push_token": "0" * 64},
        {"deviceToken": "this is a sentence that goes on and on"},
        {"registration_id": "ABCD-1234-long-but-not-a-token-0001"},
        {"push_enabled": "true", "apns": {"environment": "production-environment-1"}},
        {"id": "APA91b" + "x" * 120},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        ({"anything": FIREBASE}, Confidence.CERTAIN),
        ({"deviceToken": APPLE}, Confidence.CERTAIN),
        ({"push": {"token": APPLE}}, Confidence.CERTAIN),
        ({"registrationId": APPLE}, Confidence.CERTAIN),
        ({"push_token": "ExponentPushToken=a1b2c3d4e5f6a1b2c3d4e5f6"}, Confidence.LIKELY),
    ],
)
def test_finds(see: See, body: object, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == ("identifier.push", "pushNotificationToken")
    assert seen.confidence == confidence


LONG = "ff15bc0c20c4aa6cd50854ff165fd265c838e5405bfeb9571066395b8c9da44a"


@pytest.mark.parametrize(
    "body",
    [
        {"push_tokens": [{"app_id": "a", "token": LONG}]},
        {"push_tokens": [LONG]},
        {"context": {"device": {"token": LONG}}},
        {"deviceTokens": [{"token": LONG}]},
        {"pushSubscription": {"token": LONG}},
        {"apns": {"token": LONG}},
        {"fcm": {"registrationToken": LONG}},
        {"push": {"deviceToken": LONG}},
        {"type": "pushToken", "identifier": LONG},
        {"push_token": {"value": LONG}},
        {"notification": {"token": LONG}},
    ],
)
def test_push_tokens_of_other_services(see: See, body: object) -> None:
    assert [seen.value for seen in see(DETECTOR, body)] == [LONG]


@pytest.mark.parametrize(
    "body",
    [
        {"session": {"token": LONG}},
        {"token": LONG},
        {"tokens": [LONG]},
        {"csrf": {"token": LONG}},
        {"paging": {"token": LONG}},
        {"refresh_token": LONG},
        {"push_tokens": [{"token": "disabled"}]},
        {"deviceTokens": 3},
        {"device": {"tokenType": LONG}},
        {"pushed_at": LONG},
    ],
)
def test_tokens_for_something_else(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_the_magic_of_device_management_and_the_node_of_xmpp(see: See) -> None:
    (magic,) = see(DETECTOR, {"PushMagic": "8F2A1C7E-55D0-4B19-9A3E-0D7C6B5F4E21"})
    (node,) = see(DETECTOR, {"iq": {"enable": {"@node": "f81d4fae7dec11d0a76500a0c91e6bf6"}}})
    assert {magic.category, node.category} == {"identifier.push"}
    assert (
        see(
            DETECTOR,
            {"magic": "8F2A1C7E-55D0-4B19-9A3E-0D7C6B5F4E21", "node": "f81d4fae7dec11d0a76500a0c91e6bf6"},
        )
        == []
    )


BYTES = bytes(range(200, 232))


@pytest.mark.parametrize(
    "held", [{"device_token": BYTES}, {"push": {"token": BYTES}}, {"PushMagic": "C2F0", "Token": BYTES}]
)
def test_a_token_in_bytes(held: dict[str, object]) -> None:
    (seen,) = [one for one in DETECTOR.detect(packed(held)) if one.rule == "push_token.bytes"]
    assert (seen.category, seen.value) == ("identifier.push", BYTES.hex())


@pytest.mark.parametrize(
    "held",
    [
        {"token": BYTES},
        {"device_token": BYTES[:31]},
        {"device_token": BYTES * 4},
        {"key": BYTES},
        {"Token": BYTES, "Magic": "x"},
    ],
)
def test_other_bytes(held: dict[str, object]) -> None:
    assert list(DETECTOR.detect(packed(held))) == []


def packed(held: dict[str, object]) -> Payload:
    data = msgspec.msgpack.encode(held)
    return open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", body=data,
            body_size=len(data), request_headers=(("Content-Type", "application/msgpack"),),
        )
    )  # fmt: skip


ENDPOINT = "https://push.example/wpush/v2/gAAAAABnKx9vQ2mZ5xW8vB1nC4pL6sD3fG0hJa"


@pytest.mark.parametrize(
    "body",
    [
        {"endpoint": ENDPOINT},
        {"endpoint": ENDPOINT, "other": 1},
        {"endpoint": "browser", "keys": {"p256dh": "B", "auth": "t"}},
        {"api": {"endpoint": ENDPOINT}, "subscription": {"keys": {"p256dh": "B"}}},
        {"push_address": "Ringstraße 4, 1010 Wien, Austria"},
        {"push_address": "a-channel-name-with-32-letters-or-more"},
        {"pushkey": "short"},
    ],
)
def test_addresses_that_reach_no_browser(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize("body", [
    {"subscription": {"endpoint": ENDPOINT, "keys": {"p256dh": "B", "auth": "t"}}},
    {"endpoint": ENDPOINT, "p256dh": "B", "auth": "t"},
])  # fmt: skip
def test_the_endpoint_of_a_subscription(see: See, body: object) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.value, found.rule) == (ENDPOINT, "push_token.subscription")


def test_the_endpoint_in_a_form(see: See) -> None:
    assert [found.value for found in see(DETECTOR, form={"endpoint": ENDPOINT, "p256dh": "B"})] == [ENDPOINT]


def test_an_address_of_apple_and_a_key_of_matrix(see: See) -> None:
    apple = "9c5f01ab7723e4d8806b5fa1c2d3e4f5a6b7c8d90e1f2a3b4c5d6e7f80912a3b"
    assert [found.value for found in see(DETECTOR, {"push_address": apple})] == [apple]
    key = "dKq7Lm2Zx9V:APA91bHs6Jf0GaQ9vRr2LmTz0pWv81RbNcYd34KsEf5"
    assert [found.value for found in see(DETECTOR, {"pushkey": key})] == [key]


def test_expo_tokens_are_told_by_their_form_and_the_placeholder_is_none(see) -> None:
    for token in ("ExponentPushToken[jX7fKr23kP9mN8qL5vR1sT]", "ExpoPushToken[q7RtY2mN5bVcX8zL1kJh3w]"):
        assert [(seen.value, seen.rule) for seen in see(DETECTOR, {"t": token})] == [
            (token, "push_token.expo_shape")
        ]
    for other in (
        "ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]",
        "ExponentPushToken[]",
        "ExpoPushToken[a]",
        "Expo",
    ):
        assert see(DETECTOR, {"t": other}) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"token": FIREBASE}, "firebase_shape"),
        ({"anything": "cA1b2C3d4E5f6G7h8I9j0K:APA91bHk3x9ZwQ2mT7"}, "firebase_shape"),
        ({"push": {"token": APPLE, "platform": "ios"}}, "name_and_shape"),
        ({"notification_types": 15, "identifier": APPLE, "device_type": 0}, "beside_system"),
        ({"token": APPLE, "platform": "ios", "reason": "push"}, "beside_system"),
        (
            {"sub": {"endpoint": "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABnQ0YyK7p"}},
            "subscription",
        ),
    ],
)
def test_a_token_without_a_name_of_its_own(see: See, body: object, rule: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.property, found.rule) == ("pushNotificationToken", f"push_token.{rule}")


@pytest.mark.parametrize(
    "body",
    [
        {"token": APPLE, "platform": "android", "reason": "push"},
        {"token": APPLE, "platform": "ios", "reason": "login"},
        {"version": "1.2.0", "token": APPLE, "name": "push kit"},
        {"endpoint": "https://updates.push.services.mozilla.com/wpush/"},
    ],
)
def test_a_token_of_something_else(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []
