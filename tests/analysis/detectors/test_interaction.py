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


# Events by what stands beside them: the formats of other services than the ones above, from their references.
@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"events": [{"name": "share", "params": {"method": "mail"}}]}, "share"),  # Google Analytics 4
        ({"events": [{"name": "level_up", "params": {"level": 5}}]}, "level_up"),
        ({"events": [{"key": "login", "count": 1, "segmentation": {"plan": "free"}}]}, "login"),  # Countly
        (
            {"event": "Article Bookmarked", "properties": {"id": 3}, "distinct_id": "d"},
            "Article Bookmarked",
        ),  # PostHog
        (
            {"batch": [{"type": "track", "event": "Song Played", "properties": {"id": 3}}]},
            "Song Played",
        ),  # Segment
        (
            {"events": [{"event_type": "Meal Logged", "event_properties": {"kcal": 3}}]},
            "Meal Logged",
        ),  # Amplitude
        ({"data": [{"event_name": "Purchase", "custom_data": {"value": 3}}]}, "Purchase"),  # Meta
        ({"data": [{"event": "AddPaymentInfo", "properties": {"value": 3}}]}, "AddPaymentInfo"),  # TikTok
        (
            {"events": [{"name": "sleep_timer_set", "properties": {"minutes": 30}}]},
            "sleep_timer_set",
        ),  # Braze
        ({"actions": [{"type": "swipe", "id": "a1"}]}, "swipe"),
        ({"action": {"type": "tap", "id": "a1", "target": {"name": "Save"}}}, "tap"),
        ({"event": {"name": "profile_viewed", "attributes": {"id": "3"}}}, "profile_viewed"),
    ],
)
def test_an_event_by_what_it_carries(see: See, body: object, value: str) -> None:
    found = {seen.value: seen for seen in see(DETECTOR, body)}
    assert value in found
    assert (found[value].category, found[value].property) == ("usage.interaction", "userAction")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("e_c=Forms&e_a=submit&e_n=Newsletter&idsite=1", {"submit", "Newsletter"}),  # Matomo
        ("t=event&ec=Outbound&ea=exit&el=Footer&tid=UA-1-1", {"exit", "Footer"}),  # Universal Analytics
        ("ec=Video&ea=play&tid=UA-1-1", {"play"}),
        ("v=2&tid=G-1&cid=1.2&en=page_view", {"page_view"}),
        ("v=2&tid=G-1&cid=1.2&en=scroll", {"scroll"}),
        ("id=1&ev=ViewContent&dl=https%3A%2F%2Fa.example", {"ViewContent"}),
        ("tid=26&event=pagevisit", {"pagevisit"}),
        ("ea=play", set()),  # no category: of nothing that is known
        ("ec=2&ea=3", set()),
        ("en=DE&ev=0", set()),
        ("en=English&tid=4", set()),
    ],
)
def test_events_in_a_query(see: See, query: str, found: set[str]) -> None:
    assert {seen.value for seen in see(DETECTOR, query=query)} == found


def test_the_name_of_an_event_alone_counts_where_events_go(see: See) -> None:
    body = {"name": "recipe saved", "user_data": {"os": "Android"}}
    assert see(DETECTOR, body, path="/v2/event/custom") == []  # "saved" is no verb of the list
    body = {"name": "recipe shared", "user_data": {"os": "Android"}}
    assert [seen.value for seen in see(DETECTOR, body, path="/v2/event/custom")] == ["recipe shared"]
    assert see(DETECTOR, body, path="/v2/forms") == []


@pytest.mark.parametrize(
    "body",
    [
        {"events": [{"name": "Team meeting", "start": "2026-01-01", "attendees": 3}]},
        {"events": [{"name": "Jazz night", "venue": "Old mill", "params": {"a": 1}}]},
        {"events": [{"name": "push", "webhookUrl": "https://a.example", "params": {"a": 1}}]},
        {"events": [{"name": "api_request_failed", "params": {"status": 500}}]},
        {"events": [{"name": "cache_cleared", "properties": {"n": 1}}]},
        {"name": "Blue shirt", "properties": {"size": "L"}},
        {"name": "Search box", "properties": {"width": 3}},
        {"actions": [{"type": "redirect", "id": 1}]},
        {"action": {"type": "ADD_TODO", "payload": {"id": 1}}},
        {"action": {"name": "deploy", "type": "workflow"}},
        {"target": {"name": "production"}, "type": "deploy"},
        {"events": [{"type": "m.room.member", "content": {"a": "b"}}]},
        {"event": "3f2b8c1d-0a1b-4c2d-8e3f-000000000000", "properties": {"a": 1}},
        {"event": "user", "payload": {"a": 1}},
        {"eventType": "performance", "payload": {"a": 1}},
        {"schema": {"event": "Order Completed", "properties": {"a": 1}}},
    ],
)
def test_what_is_no_event_of_a_person(see: See, body: object) -> None:
    assert [seen for seen in see(DETECTOR, body) if seen.rule == "interaction.row"] == []


def test_hits_of_small_web_analytics_and_screens(see: See) -> None:
    assert see(DETECTOR, {"name": "newsletter", "url": "/x"}) == []
    assert see(DETECTOR, {"n": "Signup"}) == []
    assert see(DETECTOR, {"type": "sensor", "name": "Kitchen"}) == []
    (plausible,) = see(DETECTOR, {"n": "Signup", "u": "https://a.example/", "d": "a.example"})
    (umami,) = see(
        DETECTOR, {"website": "1", "hostname": "a.example", "url": "/x", "name": "newsletter-signup"}
    )
    (screen,) = see(DETECTOR, {"type": "screen", "name": "Medication list"})
    assert [plausible.value, umami.value, screen.value] == ["Signup", "newsletter-signup", "Medication list"]
    assert screen.property == "viewedPage"
