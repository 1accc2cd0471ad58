"""Recognises what a person does in an app: screens seen, buttons pressed, events by name, time in the foreground."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_placeholder, is_uuid
from analysis.named_fields import FieldTable, named_in, observe
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

_INTERACTION: Final = "usage.interaction"
_SESSION: Final = "usage.session"
_VERBS: Final = frozenset({
    "tap", "tapped", "click", "clicked", "clicks", "press", "pressed", "view", "viewed", "scroll", "scrolled", "swipe",
    "swiped",
    "open", "opened", "close", "closed", "select", "selected", "search", "searched", "play", "played", "pause", "paused",
    "share", "shared", "like", "liked", "follow", "followed", "login", "logout", "signup", "register", "registered",
    "purchase", "purchased", "launch", "launched", "launches", "foreground", "background", "navigate", "touch", "submit",
    "submitted", "watched", "listened", "engagement", "appear", "appeared", "toggle", "toggled", "visit", "visited",
    "pageview", "screenview", "subscribe", "unsubscribe", "checkout", "bookmark", "bookmarked", "dismiss", "dismissed",
    "shown", "started", "ended", "completed", "added", "removed", "entered", "exited", "read", "rated", "impression",
})  # fmt: skip
_ALONE: Final = frozenset({
    "tap", "click", "pageview", "screenview", "swipe", "scroll", "purchase", "login", "signup", "addtocart", "viewcontent",
    "longpress", "doubletap", "buttonclick", "pagehide", "linkclick", "tapped", "clicked", "initiatecheckout",
})  # fmt: skip
# Events of a program, of a log, of a protocol.
_NOT_DOINGS: Final = frozenset({
    "error", "exception", "http", "request", "response", "socket", "message", "ack", "ping", "heartbeat", "metric", "log",
    "debug", "cache", "sdk", "init", "initialize", "config", "fetch", "sync", "api", "network", "timeout", "retry", "job",
    "build", "deploy", "webhook", "schema", "permission", "policy", "allow", "deny", "connection", "stream", "file", "db",
    "transaction", "lock", "thread", "gc", "render", "load", "cron", "server", "internal",
})  # fmt: skip
_NOT_HERE: Final = frozenset({
    "webhook", "schema", "log", "logs", "intent", "policy", "rule", "rules", "iam", "cron", "server", "calendar", "css",
    "style", "theme", "config", "template", "available", "supported", "default", "audio", "sensor", "emergency", "job",
    "ad", "ads", "breadcrumb",
})  # fmt: skip
_EVENT: Final = re.compile(r"[A-Za-z$_][\w$ .:/|&-]{1,99}")
_SCREEN: Final = re.compile(r"/?[^\W\d_][^\n<>{}=;|\"\\]{1,119}")
_TOUCHED: Final = re.compile(r"[^\s<>{}\"\\][^\n<>{}\"\\]{0,119}")
_NUMBER: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")
_TIME: Final = re.compile(
    r"1[0-9]{9}(?:[0-9]{3}|\.[0-9]{1,9})?|20[0-9]{2}-[01][0-9]-[0-3][0-9][0-9T:. +Z-]{0,24}"
)


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    shape: Callable[[str], bool]
    reasoning: str
    phrases: tuple[str, ...]
    category: str = _INTERACTION
    vague: tuple[str, ...] = ()  # phrases whose value must be an interaction beyond doubt


def _like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None and not is_placeholder(value)


def _is_text(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: (
        pattern.fullmatch(value) is not None
        and not is_placeholder(value)
        and not is_uuid(value)
        and not hash_name(value)
        and any(letter.isalpha() for letter in value)
    )


def _is_doing(value: str) -> bool:
    """``screen_view``, ``Button Tapped``: a name of an event with a verb of what people do."""
    return _EVENT.fullmatch(value) is not None and _does(value)


def _does(value: str) -> bool:
    spoken = frozenset(words(value))
    return (not spoken.isdisjoint(_VERBS) or "".join(words(value)) in _ALONE) and spoken.isdisjoint(
        _NOT_DOINGS
    )


def _surely_doing(value: str) -> bool:
    spoken = words(value)
    return "".join(spoken) in _ALONE or len(spoken) >= 2


_ITEMS: Final = (
    _Item(
        property="userAction", shape=_is_doing, reasoning="what the person did, by the name of an event",
        phrases=("event name", "event.name", "event action", "user action", "action name", "interaction type", "gesture",
                 "gesture type", "tracked event", "interaction name", "touch type"),
        vague=("=event", "=action", "=en", "=ea", "=ev", "event type", "event id", "activity kind"),
    ),
    _Item(
        property="viewedPage", shape=_is_text(_SCREEN), reasoning="the screen of an app that the person looks at",
        phrases=("firebase screen", "firebase screen class", "screen class", "current screen", "previous screen",
                 "screen name", "screen.name", "view name", "view controller", "current view", "screen title", "page name",
                 "firebase previous screen", "firebase previous class", "view controller name", "current page name",
                 "previous screen name", "fragment name", "screen view name"),
    ),
    _Item(
        property="interactedElement", shape=_is_text(_TOUCHED), reasoning="what was pressed or chosen",
        phrases=("button name", "button id", "clicked element", "target element", "tapped element", "click target",
                 "element text", "button text", "element id", "element.id", "button label", "clicked button", "element name",
                 "tapped button", "touched view", "element class", "clicked text", "clicked link", "cta name"),
    ),
    _Item(
        property="userActiveTime", shape=_like(_NUMBER), reasoning="how long the person was active", category=_SESSION,
        phrases=("user active time", "active time ms", "engaged time", "active time", "active duration", "active seconds",
                 "user engagement duration"),
    ),
    _Item(
        property="timeSpent", shape=_like(_NUMBER), reasoning="how long the app was in the foreground", category=_SESSION,
        phrases=("foreground time", "time in foreground", "foreground duration", "total time in foreground", "screen time",
                 "foreground seconds", "foreground time ms", "time foreground", "total time visible", "screen on time"),
    ),
    _Item(
        property="lastActivityTime", shape=_like(_TIME), reasoning="when the person was last active", category=_SESSION,
        phrases=("last activity time", "last active", "last active at", "last interaction time", "last time used",
                 "last used time", "last activity at", "last active time", "last event time", "last interaction at"),
    ),
    _Item(
        property="scrollPositionY", shape=_like(_NUMBER), reasoning="how far the person scrolled",
        phrases=("scroll y", "scroll depth", "scroll top", "percent scrolled", "scroll position", "scroll position y",
                 "max scroll depth", "scroll percent", "scroll percentage"),
    ),
    _Item(
        property="scrollPositionX", shape=_like(_NUMBER), reasoning="how far the person scrolled",
        phrases=("scroll x", "scroll left", "scroll position x"),
    ),
)  # fmt: skip
_TABLE: Final = FieldTable(
    {phrase: (item, phrase in item.vague) for item in _ITEMS for phrase in (*item.phrases, *item.vague)}
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _TABLE):
        found = _TABLE.find(names) if len(value) <= 120 and leaf.context != "header" else None
        if found is None:
            continue
        item, vague = found
        if not item.shape(value) or (vague and not _surely_doing(value)):
            continue
        if not _NOT_HERE.isdisjoint(all_words(names[-2:])):
            continue
        yield observe(
            leaf, category=item.category, name=item.property, reasoning=item.reasoning,
            rule=f"interaction.{'event' if item.property == 'userAction' else item.category.partition('.')[2]}",
            confidence=Confidence.LIKELY,
        )  # fmt: skip


_USAGE: Final = Mapped(
    google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
)
DETECTOR: Final = Detector(
    name="interaction",
    version=1,
    categories={_INTERACTION: _USAGE, _SESSION: _USAGE},
    rules={
        "interaction.event": "The name of an event with a verb of what people do (view, tap, play …), by name and form.",
        "interaction.interaction": "The name of a screen or of what was pressed, or how far was scrolled, by name and form.",
        "interaction.session": "Time in the foreground or of the last activity, by name and form.",
    },
    detect=_detect,
)
