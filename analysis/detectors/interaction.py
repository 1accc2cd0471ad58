"""Recognises what a person does in an app: screens seen, buttons pressed, events by name, time in the foreground."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.done_paths import done_to_something, is_done
from analysis.event_names import ALONE, STANDARD
from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_placeholder, is_uuid
from analysis.labels import MOST_MEMBERS
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
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
_GESTURES: Final = frozenset({
    "click", "tap", "scroll", "swipe", "back", "longpress", "doubletap", "submit", "keypress", "input", "press", "touch",
    "drag", "rageclick", "deadclick", "hover", "focus", "change", "contextmenu", "pinch", "zoom", "rotate",
})  # fmt: skip
# What an analytics event carries along: its parameters, as an object or a list. Meant by their plain names.
_PARAMETERS: Final = (
    "params", "properties", "props", "event_properties", "eventProperties", "event_params", "eventParams", "parameters",
    "segmentation", "custom_data", "customData", "event_data", "eventData", "attributes", "custom_attributes", "payload",
    "user_data", "userData", "context", "user_properties",
)  # fmt: skip
# Events of a calendar, of a concert hall, of a log, of a subscription to them.
_OTHER_EVENTS: Final = frozenset({
    "venue", "attendees", "organizer", "starts", "ends", "starttime", "endtime", "startdate", "enddate", "dtstart", "dtend",
    "summary", "artist", "tickets", "ticketurl", "recurrence", "rrule", "allday", "calendarid", "level", "severity",
    "stack",
    "enabled", "handler", "callback", "listener", "webhookurl", "schemaversion", "schema", "description", "location",
    "required", "nullable", "price", "doors", "logger", "pid", "expected", "xpath",
})  # fmt: skip
_SENDS_EVENTS: Final = lazy_pattern(
    r"(?i)(?:^|[/._-])(?:events?|track|collect|capture|log_?events?|batch|custom|rum|analytics|ingest|hits?|activities|mp)(?=$|[/._-])"
)
# Events of a program, of a log, of a protocol.
_NOT_DOINGS: Final = frozenset({
    "error", "exception", "http", "request", "response", "socket", "message", "ack", "ping", "heartbeat", "metric", "log",
    "debug", "cache", "sdk", "init", "initialize", "config", "fetch", "sync", "api", "network", "timeout", "retry", "job",
    "build", "deploy", "webhook", "schema", "permission", "policy", "allow", "deny", "connection", "stream", "file", "db",
    "transaction", "lock", "gc", "render", "load", "cron", "server", "internal", "received", "delivered",
})  # fmt: skip
_NOT_HERE: Final = frozenset({
    "webhook", "schema", "log", "logs", "intent", "policy", "rule", "rules", "iam", "cron", "server", "calendar", "css",
    "style", "theme", "config", "template", "available", "supported", "default", "audio", "sensor", "emergency", "job",
    "ad", "ads", "breadcrumb", "bindings", "keymap", "steps",
})  # fmt: skip
_EVENT: Final = lazy_pattern(r"[A-Za-z$_][\w$ .:/|&-]{1,99}")
_SCREEN: Final = lazy_pattern(r"/?[^\W\d_][^\n<>{}=;|\"\\]{1,119}")
_TOUCHED: Final = lazy_pattern(r"[^\s<>{}\"\\][^\n<>{}\"\\]{0,119}")
_NUMBER: Final = lazy_pattern(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")
_TIME: Final = lazy_pattern(
    r"1[0-9]{9}(?:[0-9]{3}|\.[0-9]{1,9})?|20[0-9]{2}-[01][0-9]-[0-3][0-9][0-9T:. +Z-]{0,24}"
)


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    shape: Callable[[str], bool]
    reasoning: str
    phrases: tuple[str, ...]
    category: str = _INTERACTION
    vague: tuple[str, ...] = ()  # phrases whose value must be an interaction beyond doubt
    rows: tuple[str, ...] = ()  # phrases that mean it in a list of events, by what stands beside


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
    whole = "".join(words(value))
    return (not spoken.isdisjoint(_VERBS) or whole in ALONE or whole in STANDARD) and spoken.isdisjoint(
        _NOT_DOINGS
    )


def _surely_doing(value: str) -> bool:
    spoken = words(value)
    return "".join(spoken) in ALONE or len(spoken) >= 2 or "".join(spoken) in STANDARD


_ITEMS: Final = (
    _Item(
        property="userAction", shape=_is_doing, reasoning="what the person did, by the name of an event",
        phrases=("event name", "event.name", "event action", "user action", "action name", "interaction type", "gesture",
                 "gesture type", "tracked event", "interaction name", "touch type", "tealium event", "evt name",
                 "evtname", "custom event", "screen event",
                 "=se ac", "user event", "ui event", "analytics event", "event title", "event label name"),
        vague=("=event", "=action", "=en", "=ea", "=ev", "event type", "event id", "activity kind"),
        rows=("=event", "=en", "=ea", "=ev", "event type", "events.name", "events.key", "actions.name", "actions.type",
              "action.type", "interactions.name", "interactions.type", "batch.event", "=name", "events.event", "hits.event",
              "event.type", "events.type", "events.e", "tracks.event", "=n", "=se ac"),
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
                 "element text", "button text", "element id", "element.id", "button label", "clicked button",
                 "element name",
                 "tapped button", "touched view", "element class", "clicked text", "clicked link", "cta name"),
        rows=("target.name", "=en", "=el", "action.name"),
    ),
    _Item(
        property="userActiveTime", shape=_like(_NUMBER), reasoning="how long the person was active", category=_SESSION,
        phrases=("user active time", "active time ms", "engaged time", "active time", "active duration", "active seconds",
                 "user engagement duration"),
    ),
    _Item(
        property="timeSpent", shape=_like(_NUMBER), reasoning="how long the app was in the foreground", category=_SESSION,
        phrases=("foreground time", "time in foreground", "foreground duration", "total time in foreground", "screen time",
                 "foreground seconds", "foreground time ms", "screen time min", "screen time s", "screen time ms",
                 "time foreground", "total time visible", "screen on time", "screen time minutes", "screen time seconds"),
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
_ACTION, _SCREENS, _ELEMENT = _ITEMS[:3]
_ROWS: Final = FieldTable({phrase: item for item in (_ELEMENT, _ACTION) for phrase in item.rows})


def _detect(payload: Payload) -> Iterator[Observation]:
    if done := done_to_something(payload.transmission.method, payload.transmission.path):
        yield Observation(
            category=_INTERACTION, property="userAction", path=f"path:{done[0]}", value=done[1], rule="interaction.path",
            reasoning="what the person did to one thing, by the address", confidence=Confidence.LIKELY,
        )  # fmt: skip
    for leaf, names, value in named_in(payload, _TABLE, _ROWS):
        if len(value) > 120 or leaf.context == "header" or not _NOT_HERE.isdisjoint(all_words(names[-2:])):
            continue
        found = _TABLE.find(names)
        if found is not None and found[0].shape(value) and (not found[1] or _surely_doing(value)):
            item, rule = found[0], ""
        else:
            known = _of_a_row(payload, leaf, names, value) if _ROWS.find(names) is not None else None
            if known is None:
                continue
            item, rule = known, "interaction.row"
        yield observe(
            leaf, category=item.category, name=item.property, reasoning=item.reasoning, confidence=Confidence.LIKELY,
            rule=rule or f"interaction.{'event' if item is _ACTION else item.category.partition('.')[2]}",
        )  # fmt: skip


_PLAIN: Final = Remembered[str, str](lambda name: "".join(words(name)))


def _of_a_row(payload: Payload, leaf: Leaf, names: tuple[str, ...], value: str) -> _Item | None:
    """What a value tells by the object in which it stands; None where that is no event of an analytics service."""
    if not isinstance(leaf.value, str) or is_placeholder(value) or is_uuid(value) or hash_name(value):
        return None
    name = _PLAIN[names[-1]]
    group = surroundings(payload).around(leaf.path)
    beside = {_PLAIN[other] for other in islice(group.members, MOST_MEMBERS)} if group else set[str]()
    # category, action and name of Matomo's and Google's events
    if name in ("ea", "en", "el") and {"ec", "ea"} <= beside:
        if name == "ea":
            return _ACTION if _EVENT.fullmatch(value) else None
        return _ELEMENT if _TOUCHED.fullmatch(value) else None
    if name in ("type", "name") and names[-2:-1]:
        outer = "".join(words(names[-2]))
        if outer in ("action", "actions", "interaction", "interactions") and name == "type":
            return _ACTION if "".join(words(value)) in _GESTURES else None
        if outer == "target" and any("".join(words(other)) == "action" for other in names[-3:-2]):
            return _ELEMENT if _TOUCHED.fullmatch(value) else None
        if outer == "action":
            return None
    kind = group.members.get("type") if group is not None and name == "name" else None
    if kind is not None and kind.value in (
        "screen",
        "page",
        "screenview",
        "pageview",
    ):  # Segment and its like
        return _SCREENS if _SCREEN.fullmatch(value) else None
    if _is_hit(name, beside):
        return _ACTION if _EVENT.fullmatch(value) else None
    if (
        not _EVENT.fullmatch(value)
        or not _NOT_DOINGS.isdisjoint(words(value))
        or not _OTHER_EVENTS.isdisjoint(beside)
    ):
        return None
    return _ACTION if _is_event(payload, leaf, names, name, value) else None


def _is_hit(name: str, beside: set[str]) -> bool:
    """The name of an event beside the site and the page, as small web analytics (Plausible, Umami, Snowplow) send it."""
    if name == "seac":
        return "seca" in beside
    if name == "n":
        return {"u", "d"} <= beside
    return name == "name" and {"website", "hostname", "url"} <= beside


def _is_event(payload: Payload, leaf: Leaf, names: tuple[str, ...], name: str, value: str) -> bool:
    """An event with parameters of its own, in a list of events or sent to where events go."""
    if surroundings(payload).siblings(leaf.path).keys() >= _CHANNEL:
        return False  # a frame of Phoenix's channels, whatever it carries
    if name in ("en", "ev"):  # the event of a hit of Google Analytics or of a pixel, beside whose it is
        near = surroundings(payload).siblings(leaf.path)
        return not near.keys().isdisjoint(("tid", "cid", "dl", "rl", "pid", "id")) and _is_doing(value)
    place = surroundings(payload)
    outer = leaf.path[: leaf.path.rfind(".")] if leaf.path.endswith(f".{leaf.name}") else ""
    with_parameters = bool(outer) and any(
        place.group(f"{outer}.{inner}") is not None for inner in _PARAMETERS
    )
    if not with_parameters:
        return False
    in_list = outer.endswith("]") and names[-2:-1] and bool(_IN_LISTS.intersection(words(names[-2])))
    if name in ("event", "eventtype"):
        return len(words(value)) >= 2 or _is_doing(value)
    if in_list and name in ("name", "key", "e"):
        return True
    if name == "type":
        return bool(in_list) and _is_doing(value)
    return _is_doing(value) and _SENDS_EVENTS.search(payload.transmission.path[:512]) is not None


_CHANNEL: Final = frozenset({"topic", "ref", "event"})
_IN_LISTS: Final = frozenset({"events", "actions", "hits", "batch", "tracks", "interactions", "event"})


_USAGE: Final = Mapped(
    google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
)
DETECTOR: Final = Detector(
    name="interaction",
    version=3,
    categories={_INTERACTION: _USAGE, _SESSION: _USAGE},
    rules={
        "interaction.event": "The name of an event with a verb of what people do (view, tap, play …), by name and form.",
        "interaction.row": "The name of an event by what stands beside it: parameters, events, a category, a target.",
        "interaction.interaction": "The name of a screen or of what was pressed, or how far was scrolled, by name and form.",
        "interaction.path": "A path that says what is done to one thing: liked, passed on, followed, saved.",
        "interaction.session": "Time in the foreground or of the last activity, by name and form.",
    },
    detect=_detect,
    needs=Needs(fields=(_TABLE, _ROWS), sent=(is_done,)),
)
