"""Recognises which apps were in the foreground and when: Android's usage events, rows of an app with its start and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number, text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_LISTED: Final = "app_list.installed"
_USED: Final = "usage.app"
_APPS: Final = ("app", "pkg", "package", "packagename", "bundleid", "bundle", "appid", "application")
_PACKAGE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{1,15}(?:\.[A-Za-z_][A-Za-z0-9_-]{0,60}){1,7}")
_NAME: Final = re.compile(r"[^\W_][^\n<>{}=;|\\]{1,59}")
_EVENTS: Final = frozenset({"event", "eventtype", "type", "t", "state", "action", "e"})
# android.app.usage.UsageEvents.Event
_MOVES: Final = frozenset({
    "movetoforeground", "movetobackground", "activityresumed", "activitypaused", "activitystopped", "foreground",
    "background", "appforeground", "appbackground", "appopened", "appclosed", "applaunched",
})  # fmt: skip
_STARTS: Final = frozenset(
    {"start", "starttime", "startedat", "from", "opened", "openedat", "startts", "begin"}
)
_ENDS: Final = frozenset({"end", "endtime", "endedat", "to", "closed", "closedat", "endts", "until"})
# Rows of a service, of a plan, of a trace.
_OTHERS: Final = frozenset({
    "pid", "cpu", "traceid", "spanid", "host", "hostname", "version", "status", "exitcode", "namespace", "cluster", "level",
    "severity", "deployment", "replicas", "price", "commit", "build", "environment", "env", "url", "steps", "calories",
})  # fmt: skip
_LEAST: Final = 2  # apps that are a list of those on a device
_MOST: Final = 3_000
_LONGEST: Final = 4_000  # characters of what is given back


def _said(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot be a row of use."""
    plain = {"".join(words(name)): name for name in names[:24]}
    timed = not _STARTS.isdisjoint(plain) and not _ENDS.isdisjoint(plain)
    may_be = any(name in plain for name in _APPS) and (timed or not _EVENTS.isdisjoint(plain))
    return plain if may_be and _OTHERS.isdisjoint(plain) else {}


_SAID: Final = Remembered(_said)
_GATE: Final = picking(lambda name: "".join(words(name)) in _APPS)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    moved: dict[str, list[str]] = {}
    for group, names in place.shapes if place.picked(_GATE) else ():
        front = _in_front(group, names)
        if front is not None and _NAME.fullmatch(str(front.value).strip()):
            yield _use(front, str(front.value).strip())
        said = _SAID[names]
        if not said or group.context != "body" or group.path[-1:] != "]":
            continue
        leaf = next(group.members[said[key]] for key in _APPS if key in said)
        if not isinstance(leaf.value, str):
            continue
        value = leaf.value.strip()
        if _moves(group, said) and _PACKAGE.fullmatch(value):
            found = moved.setdefault(group.path[: group.path.rindex("[")], [])
            if len(found) < _MOST and value not in found:
                found.append(value)
            yield _use(leaf, value)
        elif _lasted(group, said) and (_PACKAGE.fullmatch(value) or _NAME.fullmatch(value)):
            yield _use(leaf, value)
    for path, packages in moved.items():
        if len(packages) >= _LEAST:
            body = "\n".join(packages)[:_LONGEST]
            yield Observation(
                category=_LISTED, property="x_installedApps", path=path, value=f"{len(packages)} apps\n{body}",
                reasoning="apps that came to the foreground, in one list", rule="app_sessions.apps",
                confidence=Confidence.LIKELY, measures=Measures(n=len(packages)),
            )  # fmt: skip


# What a television says of itself: ``{"statetype": "app", "name": "YouTube Kids", "appId": "59"}``.
_STATES: Final = frozenset({"statetype", "appstate", "appstatus", "appevent", "runstate"})
_SHOWN: Final = frozenset({
    "app", "foreground", "launched", "opened", "started", "running", "visible", "front", "applaunched", "appopened",
})  # fmt: skip
_TITLES: Final = ("name", "appname", "title", "applicationname", "label")


def _shown_names(names: tuple[str, ...]) -> dict[str, str]:
    plain = {"".join(words(name)): name for name in names[:24]}
    shown = not _STATES.isdisjoint(plain) and any(key in plain for key in _TITLES)
    return (
        plain
        if shown and any(key in plain for key in _APPS) and not (_OTHERS - {"url"}) & plain.keys()
        else {}
    )


_SHOWN_NAMES: Final = Remembered(_shown_names)


def _in_front(group: Group, names: tuple[str, ...]) -> Leaf | None:
    """The app that a thing says it shows now, of no list of apps."""
    said = _SHOWN_NAMES[names]
    if not said or group.context != "body" or group.path[-1:] == "]":
        return None
    told = ("".join(words(text(group.members[said[key]].value)[:24])) for key in _STATES.intersection(said))
    leaf = next(group.members[said[key]] for key in _TITLES if key in said)
    return leaf if any(state in _SHOWN for state in told) and isinstance(leaf.value, str) else None


def _moves(group: Group, said: dict[str, str]) -> bool:
    return any(
        "".join(words(text(group.members[said[key]].value)[:40])) in _MOVES
        for key in _EVENTS.intersection(said)
    )


def _lasted(group: Group, said: dict[str, str]) -> bool:
    """A start and an end as moments, the end not before the start."""
    start = next((number(group.members[said[key]].value) for key in _STARTS if key in said), None)
    end = next((number(group.members[said[key]].value) for key in _ENDS if key in said), None)
    return start is not None and end is not None and 1_000_000_000 <= start <= end <= start + 86_400_000


def _use(leaf: Leaf, value: str) -> Observation:
    return Observation(
        category=_USED, property="x_appUsed", path=leaf.path, value=value[:300], rule="app_sessions.use",
        reasoning="an app that was used, and when", confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="app_sessions",
    version=1,
    categories={
        _LISTED: Mapped(
            google="Installed apps", apple="Other Usage Data", dpv="pd:DeviceApplications", tcf="2, 6"
        ),
        _USED: Mapped(
            google="App interactions", apple="Product Interaction", dpv="pd:DeviceApplications", tcf="6"
        ),
    },
    rules={
        "app_sessions.apps": "Two or more package names in rows with an event of coming to the foreground or leaving it.",
        "app_sessions.use": "An app in a row with such an event, or with the moments of its start and end; one that a "
        "thing says it shows now.",
    },
    detect=_detect,
    needs=Needs(names=(_GATE,)),
)
