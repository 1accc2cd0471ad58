"""Push tokens by Firebase's shape or by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.push_token import DETECTOR
from analysis.records import Confidence, Observation

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
