"""Recognises which app is used and when: app id, version, install time, session."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.package_names import are_of_several_makers, is_package
from analysis.payload import Group, Leaf, Payload
from analysis.public_places import IS_OF_A_PERSON
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, generic, outer, surroundings
from analysis.units import Detector, Mapped

_APP: Final = "usage.app"
_SESSION: Final = "usage.session"
_REVERSE_DOMAIN: Final = lazy_pattern(r"[a-z][a-z0-9]{1,15}(?:\.[A-Za-z_][A-Za-z0-9_-]{0,60}){1,7}")
_FILE_ENDINGS: Final = frozenset({
    "js", "css", "html", "htm", "php", "json", "png", "jpg", "svg", "com", "org", "net", "de", "min", "aspx", "jsp", "xml",
})  # fmt: skip
_VERSION: Final = lazy_pattern(
    r"v?[0-9]{1,10}(?:[.][0-9A-Za-z-]{1,12}){0,5}(?:[ (+_-]{1,2}[0-9A-Za-z.)-]{1,24})?"
)
_NAME: Final = lazy_pattern(r"[^\W_][^\n<>{}=;|]{0,79}")
_SESSION_ID: Final = lazy_pattern(r"[A-Za-z0-9_.:|+=/~-]{6,200}")
_TIME: Final = lazy_pattern(
    r"1[0-9]{9}(?:[0-9]{3}|\.[0-9]{1,9})?|20[0-9]{2}-[01][0-9]-[0-3][0-9][0-9T:. +Z-]{0,24}"
)
_NUMBER: Final = lazy_pattern(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")
_FLAG: Final = lazy_pattern(r"(?i)true|false|[01]|yes|no|foreground|background|active|inactive")


_MOST: Final = 64  # names of an object that are looked at
_FETCHED: Final = lazy_pattern(
    r"(?i)https?://\S{1,480}\.(?:ipa|apk|aab|msix|appx|dmg|pkg|deb|rpm|exe|msi)(?:\?\S*)?"
)
_YES: Final = frozenset({"true", "1", "yes"})
_NO: Final = frozenset({"false", "0", "no"})


def _is_app_id(value: str) -> bool:
    if not _REVERSE_DOMAIN.fullmatch(value) or value.startswith(("www.", "http")):
        return False
    first, _, last = value.partition(".")[0], "", value.rpartition(".")[2]
    return last.lower() not in _FILE_ENDINGS and first not in ("index", "main", "app", "v", "version")


def _like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: (
        len(value) <= 200 and pattern.fullmatch(value) is not None and not is_placeholder(value)
    )


def _is_number(value: str) -> bool:
    return len(value) <= 24 and _NUMBER.fullmatch(value) is not None


def _is_flag(value: str) -> bool:
    return _FLAG.fullmatch(value) is not None


def _is_yes_or_no(value: str) -> bool:
    return value.lower() in _YES or value.lower() in _NO


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    category: str
    shape: Callable[[str], bool]
    reasoning: str
    phrases: tuple[str, ...]
    inverted: bool = False  # the field says the opposite of the property
    beside: frozenset[str] = frozenset()  # plain names, one of which must stand in the same object


_APP_AROUND: Final = frozenset({
    "platform", "osname", "osversion", "deviceid", "devicemodel", "sessionid", "appname", "appid", "packagename",
    "bundleid",
    "sdkversion", "os", "eventtype", "eventname", "installid", "package", "userid", "devicebrand", "versioncode",
})  # fmt: skip


_ITEMS: Final = (
    _Item(
        property="appId", category=_APP, shape=_is_app_id, reasoning="the app, by its package or bundle name",
        phrases=("app id", "package name", "bundle id", "bundle identifier", "app bundle", "package", "application id",
                 "app package name", "application package name", "app package", "app.id", "app.bundle", "x requested with",
                 "bundle", "pkg", "pkg name", "app identifier", "bound id", "=an", "vendor app id", "application.id",
                 "android package name", "ios bundle id", "cf bundle identifier", "app.package", "app namespace",
                 "package launched", "launched package", "launched app",
                 "opened app", "foreground app", "foreground package", "current app", "top app", "active app",
                 "current package"),
    ),
    _Item(
        property="appName", category=_APP, shape=_like(_NAME), reasoning="the app, by its name",
        phrases=("app name", "application name", "app display name", "app.name", "application.name", "app title"),
    ),
    _Item(
        property="appVersion", category=_APP, shape=_like(_VERSION), reasoning="the version of the app",
        phrases=("app version", "app version code", "app ver", "application version", "app build", "app build number",
                 "app version name", "app v", "app short string", "app.version", "app.version code", "app.build",
                 "application.version", "app version string", "app build version", "app.ver", "app short version",
                 "app build identifier", "application build", "app.build number", "app info.version", "app.short version"),
    ),
    _Item(
        property="appVersion", category=_APP, shape=_like(_VERSION), reasoning="the version of the app",
        phrases=("=version name", "=version code"), beside=_APP_AROUND,  # the names of Android's PackageInfo
    ),
    _Item(
        property="installTime", category=_APP, shape=_like(_TIME), reasoning="when the app was installed",
        phrases=("install time", "first install time", "installed at", "install date", "app install time",
                 "install begin ts", "first launch date", "app install date", "install timestamp"),
    ),
    _Item(
        property="isFirstLaunch", category=_APP, shape=_is_flag, reasoning="whether the app runs for the first time",
        phrases=("first launch", "is first launch", "first run", "is first run", "first open", "is first session"),
    ),
    _Item(
        property="isInForeground", category=_APP, shape=_is_flag, reasoning="whether the app is in the foreground",
        phrases=("in foreground", "is in foreground", "app state", "application state", "is foreground",
                 "app.in foreground", "app in foreground", "ui active"),
    ),
    _Item(
        property="isInForeground", category=_APP, shape=_is_yes_or_no, inverted=True,
        reasoning="whether the app is in the background, here as whether it is in the foreground",
        phrases=("is background", "in background", "is in background", "app in background", "app.in background"),
    ),
    _Item(
        property="sessionId", category=_SESSION, shape=_like(_SESSION_ID), reasoning="one sitting with the app",
        phrases=("session id", "session guid", "session uuid", "session.id", "sessions.id", "session identifier",
                 "visit id", "client session id", "session.uuid", "id session", "sessionid", "session key id",
                 "app session id"),
    ),
    _Item(
        property="sessionCount", category=_SESSION, shape=_is_number, reasoning="how often the app was used",
        phrases=("session count", "session number", "sessions count", "launch count", "number of sessions", "visit count",
                 "app launch count", "session index", "run count"),
    ),
    _Item(
        property="sessionDuration", category=_SESSION, shape=_is_number, reasoning="how long the app was used",
        phrases=("session duration", "session length", "session time", "time in app", "last session length",
                 "duration session", "baseline duration"),
    ),
    _Item(
        property="startTime", category=_SESSION, shape=_like(_TIME), reasoning="when the app was started",
        phrases=("session start", "session start time", "session.started at", "sessions.started at", "session started at",
                 "session start timestamp", "app start time", "session.start", "session start date", "launch time"),
    ),
    _Item(
        property="timeSpent", category=_SESSION, shape=_is_number, reasoning="how long something was used",
        phrases=("time spent", "time spent s", "time spent ms", "time spent sec", "time spent seconds", "time on page",
                 "time on page ms", "time on page s",
                 "engagement time", "engagement time msec", "dwell time", "app.duration",
                 "time on screen", "app.duration in foreground"),
    ),
)  # fmt: skip
_TABLE: Final = FieldTable({phrase: item for item in _ITEMS for phrase in item.phrases})
_OF_ROWS: Final = frozenset({"appId", "appName", "appVersion"})
_LEAST: Final = 2  # names or versions in one list that may still be of the app and its parts
_FEW: Final = 3  # app ids in one list that may still be of the app and its parts
_NOT_THIS_APP: Final = frozenset(
    {
        "min", "minimum", "latest", "required", "server", "installed", "target", "other",
        "installer", "initiating", "originating",  # the shop that an app came from
    }
)  # fmt: skip
# Lists of apps that are told to all, or of an own making; and what a row of such has.
_RANKINGS: Final = frozenset({
    "ranking", "rankings", "charts", "bestenliste", "classement", "clasificacion", "classifica", "ranglijst", "topcharts",
    "builds", "featured", "recommended",
})  # fmt: skip
_RANKED: Final = frozenset({"rank", "rang", "artifact", "artefact", "chartposition"})
_OF_ENCRYPTION: Final = frozenset(
    {"ciphertext", "sender_key", "algorithm"}
)  # beside a session of keys (Matrix)


def _detect(payload: Payload) -> Iterator[Observation]:
    found = list(_found(payload))
    listed: dict[tuple[str, str], set[str]] = {}
    for seen in found:
        if seen.property in _OF_ROWS:
            listed.setdefault((generic(seen.path), seen.property), set()).add(seen.value)
    several = {place for place, values in listed.items() if _are_of_others(place[1], values)}
    rows = {outer(path) for path, name in several if name == "appId"}
    for seen in found:
        place = generic(seen.path), seen.property
        if place not in several and not (place in listed and outer(place[0]) in rows):
            yield seen


def _are_of_others(name: str, values: set[str]) -> bool:
    """Whether the values of one list are those of apps or libraries, and not of the app and its parts."""
    if name == "appId":
        return len(values) > _FEW or (len(values) == _FEW and are_of_several_makers(values, _FEW))
    return len(values) > _LEAST


def _found(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _TABLE, booleans=True):
        item = _TABLE.find(names) if len(value) <= 200 else None
        if item is None or not item.shape(value) or not _NOT_THIS_APP.isdisjoint(words(names[-1])):
            continue
        if item.beside and not _stands_beside(payload, leaf, item.beside):
            continue
        if item.property in _OF_ROWS | {"sessionId"} and _is_of_another(payload, leaf, item):
            continue
        yield observe(
            leaf,
            category=item.category,
            name=item.property,
            rule=f"app_usage.{item.category.partition('.')[2]}",
            reasoning=item.reasoning,
            confidence=Confidence.CERTAIN if item.property == "appId" else Confidence.LIKELY,
            value=("false" if value.lower() in _YES else "true") if item.inverted else None,
        )


def _is_of_another(payload: Payload, leaf: Leaf, item: _Item) -> bool:
    """Whether it is told of an app that a site vouches for or an index lists by its name; a session of keys."""
    group = (
        surroundings(payload).around(leaf.path) if len(leaf.names) > 1 or item.category == _SESSION else None
    )
    members = group.members if group is not None else {}
    if item.category == _SESSION:
        return not _OF_ENCRYPTION.isdisjoint(members)
    if "namespace" in members and members["namespace"].value == "android_app":
        return True  # Digital Asset Links, https://developers.google.com/digital-asset-links/v1/statements
    if item.category == _APP and group is not None and _is_ranked(group):
        return True
    if item.category == _APP and group is not None and _is_handed_out(group, surroundings(payload)):
        return True
    return any(name.count(".") >= 2 and is_package(name) for name in leaf.names[:-1])


def _is_ranked(group: Group) -> bool:
    """Whether an object is a row of what is told of apps to all, or of what is built: rankings, releases."""
    if not group.path.endswith("]") or len(group.members) > _MOST:
        return False
    return not _RANKINGS.isdisjoint(all_words(group.names[-2:])) or any(
        "".join(words(name)) in _RANKED for name in group.members
    )


def _is_handed_out(group: Group, place: Surroundings) -> bool:
    """Whether an object tells where an app can be fetched, as the lists of those who hand out apps do, and of no device."""
    if IS_OF_A_PERSON[place.names_at(group.path)[:_MOST]]:
        return False
    assets = place.group(f"{outer(group.path)}.assets[0]")  # of a manifest of itms-services
    return any(
        isinstance(leaf.value, str) and _FETCHED.fullmatch(leaf.value[:500]) is not None
        for here in (group, assets)
        if here is not None
        for leaf in islice(here.members.values(), _MOST)
    )


def _stands_beside(payload: Payload, leaf: Leaf, wanted: frozenset[str]) -> bool:
    group = surroundings(payload).around(leaf.path)
    return group is not None and any("".join(words(name)) in wanted for name in list(group.members)[:64])


DETECTOR: Final = Detector(
    name="app_usage",
    version=5,
    categories={
        _APP: Mapped(
            google="App interactions", apple="Product Interaction", dpv="pd:DeviceApplications", tcf="6"
        ),
        _SESSION: Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        ),
    },
    rules={
        "app_usage.app": "The app's package name, name, version, time of installation or state, by name and form.",
        "app_usage.session": "A session's identifier, number, start or length, by name and form.",
    },
    detect=_detect,
    needs=Needs(fields=(_TABLE,)),
)
