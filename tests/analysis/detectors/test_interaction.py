"""Screens, presses and events of people, by name and form; events of programs are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.interaction import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"event": "error", "event_name": "http_request"},
        {"event_name": "sdk_init_completed", "eventName": "config_fetched"},
        {"event": "message"},
        {"action": "GET", "en": "de"},
        {"action": "allow", "event": "open"},
        {"event_name": "a8f3c1d2-0000-4000-8000-000000000001"},
        {"event_name": "", "event_type": None},
        {"event_type": "heartbeat", "event": "ping"},
        {"event": {"name": "metric"}},
        {"webhook": {"event": "view_opened"}},
        {"log": {"event_name": "cache_opened"}},
        {"screen": {"width": 1080, "height": 2400}},
        {"screen_width": 1080, "screen_name": ""},
        {"screen_name": "0123456789abcdef0123456789abcdef"},
        {"current_view": 3, "page_name": "{page}"},
        {"button_color": "red", "button_count": 2},
        {"element_id": "", "button_text": None},
        {"template": {"button_text": "Continue"}},
        {"scroll": True, "scroll_depth": "deep"},
        {"scroll_behavior": "smooth", "scroll_y": "auto"},
        {"foreground_time": "long", "active_time": ""},
        {"foreground_color": "#fff", "foreground": 12},
        {"last_active": "yesterday", "last_seen_version": "1.2"},
        {"last_activity_time": 12},
        {"activity_name": "Morning Run", "activity": "running"},
        {
            "en": "purchase order of the day with many words in it, none of which an app would use as the name of an event 1"
        },
        {"name": "page_view", "type": "tap"},
        {"gesture_enabled": True, "tap_to_pay": "on"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category", "name"),
    [
        ({"event_name": "screen_view"}, "usage.interaction", "userAction"),
        ({"eventName": "Button Tapped"}, "usage.interaction", "userAction"),
        ({"events": [{"name": "x", "event": {"name": "video_played"}}]}, "usage.interaction", "userAction"),
        ({"event": "Product Viewed"}, "usage.interaction", "userAction"),
        ({"event": "PageView"}, "usage.interaction", "userAction"),
        ({"user_action": "swipe_left"}, "usage.interaction", "userAction"),
        ({"event_type": "song_paused"}, "usage.interaction", "userAction"),
        ({"firebase_screen_class": "SymptomCheckerActivity"}, "usage.interaction", "viewedPage"),
        ({"screen_name": "Symptom checker"}, "usage.interaction", "viewedPage"),
        ({"screen": {"name": "Home"}}, "usage.interaction", "viewedPage"),
        ({"button_text": "I am pregnant"}, "usage.interaction", "interactedElement"),
        ({"element_id": "btn_checkout"}, "usage.interaction", "interactedElement"),
        ({"foreground_time_ms": 15275}, "usage.session", "timeSpent"),
        ({"total_time_in_foreground": 912}, "usage.session", "timeSpent"),
        ({"last_activity_time": 1700000000000}, "usage.session", "lastActivityTime"),
        ({"engaged_time": 30}, "usage.session", "userActiveTime"),
        ({"percent_scrolled": 90}, "usage.interaction", "scrollPositionY"),
        ({"scrollX": 12}, "usage.interaction", "scrollPositionX"),
    ],
)
def test_finds(see: See, body: object, category: str, name: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == (category, name)


def test_the_event_of_a_pixel(see: See) -> None:
    assert [
        seen.value for seen in see(DETECTOR, query={"ev": "ViewContent", "en": "page_view", "ea": "x"})
    ] == [
        "ViewContent",
        "page_view",
    ]
