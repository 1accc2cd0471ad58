"""Another app's notification that is passed on is a message; what a server writes for its own app is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.notification import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]
APP = "com.example.chat"


@pytest.mark.parametrize(
    "body",
    [
        {"notification": {"title": "Mia", "text": "are you home already?", "when": 1}},
        {
            "notification": {
                "package": APP,
                "title": "Sale",
                "body": "Half price today only",
                "campaign_id": "c1",
                "time": 1,
            }
        },
        {
            "notification": {
                "package": APP,
                "title": "Hi",
                "body": "Come back soon",
                "icon": "a.png",
                "timestamp": 1,
            }
        },
        {
            "notification": {
                "package": APP,
                "title": "Hi",
                "body": "Come back soon",
                "to": "topic/a",
                "time": 1,
            }
        },
        {"notification": {"package": APP, "title": "Mia", "text": "are you home already?"}},
        {"log": {"package": APP, "text": "started without a problem", "timestamp": 1}},
        {"app": APP, "message": "An update is ready", "time": 1},
        {"notification": {"package": "parcel 12", "text": "it has been sent", "when": 1}},
        {"notification": {"package": APP, "text": "channel_messages_v2", "when": 1}},
        {"notifications": {"app": APP, "content": 3, "when": 1}},
        {"notification": {"app": "chat", "text": "are you home already?", "when": 1}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {
            "notification": {
                "package": APP,
                "title": "Mia",
                "text": "are you home already?",
                "when": 1767225600000,
            }
        },
        {"notifications": [{"packageName": APP, "body": "are you home already?", "postTime": 1}]},
        {"sbn": {"pkg": APP, "key": "0|com.example.chat|1", "text": "are you home already?"}},
        {"package": APP, "tickerText": "Mia: hi", "text": "are you home already?", "key": "0|a|1"},
        {
            "type": "kdeconnect.notification",
            "notification": {"appId": APP, "text": "are you home already?", "time": "1"},
        },
        {"mirror": {"notification": {"app": APP, "content": "are you home already?", "isClearable": True}}},
        {"notify": {"bundleId": APP, "message": "are you home already?", "timestamp": 3}},
        {"notification": {"application_id": APP, "bigText": "are you home already?", "ongoing": False}},
        {"statusBar": {"notification": {"package": APP, "text": "bin gleich da", "channelId": "chats"}}},
        {"notification_list": [{"app_package": APP, "text": "are you home?", "posted_at": "2026-01-01"}]},
    ],
)
def test_finds(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.rule, seen.property) == ("message.text", "notification.mirrored", "x_message")
