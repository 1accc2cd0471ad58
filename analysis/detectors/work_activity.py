"""Recognises which app, window or file somebody worked in, and for how long: time trackers, coding trackers, screen time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.labels import MOST_MEMBERS
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Payload
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.app"
# Field names without case and separators. Sources: WakaTime's heartbeats, ActivityWatch's events, Android's UsageStats.
_APPS: Final = ("app", "package", "packagename", "application", "appname", "bundleid", "program", "bundle",
    "applicationname",
                "pkg", "process", "processname", "appid", "exe")  # fmt: skip
_SPANS: Final = frozenset({
    "seconds", "duration", "minutes", "foregroundtime", "timeinforeground", "totaltimeinforeground", "usagetime",
    "usageseconds",
    "usageminutes", "usage", "durationseconds", "durationms", "screentime", "timespent", "totaltime", "activeseconds",
    "foregroundms", "foregroundseconds", "usagems", "activeminutes", "timeused", "usedminutes", "timeforeground",
    "secondsused",
})  # fmt: skip
_WHEN: Final = frozenset(
    {"timestamp", "time", "ts", "start", "end", "starttime", "day", "date", "lasttimeused", "at"}
)
_WINDOWS: Final = frozenset({"title", "windowtitle", "window", "url"})
_OF_CODING: Final = frozenset(
    {"project", "language", "branch", "iswrite", "category", "lines", "lineno", "editor", "is write"}
)
# Programs of a server, what a trace measures, shops, goods.
_OTHERS: Final = frozenset({
    "pid", "cpu", "rss", "statuscode", "exitcode", "traceid", "spanid", "price", "env", "cluster", "namespace", "pod",
    "replicas",
    "host", "hostname", "level", "severity", "steps", "build", "commit", "rating", "version", "icon", "frames", "test",
    "suite",
})  # fmt: skip
_PACKAGE: Final = lazy_pattern(r"[a-z][a-z0-9]{1,15}(?:\.[A-Za-z_][A-Za-z0-9_-]{0,60}){1,7}")
_NAME: Final = lazy_pattern(r"[^\W_][^\n<>{}=;|\\]{0,79}")


def _plain(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot tell of an app that is used."""
    said = {"".join(words(name)): name for name in names[:48]}
    may_be = (any(name in said for name in _APPS) or "entity" in said) and _OTHERS.isdisjoint(said)
    return said if may_be else {}


_SAID: Final = Remembered(_plain)
_TITLES: Final = ("entity", "title", "window", "windowTitle")
_GATE: Final = picking(
    lambda name: "".join(words(name)) in _SPANS or name in _TITLES, spelled={*_SPANS, *_TITLES}
)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for group, names in place.shapes if place.picked(_GATE) else ():
        said = _SAID[names]
        if not said or group.context != "body":
            continue
        if "entity" in said and {"type", "time"} <= said.keys():
            yield from _heartbeat(group, said)
            continue
        key = next(name for name in _APPS if name in said) if any(name in said for name in _APPS) else ""
        leaf = group.members[said[key]] if key else None
        if leaf is None or not isinstance(leaf.value, str):
            continue
        value = leaf.value.strip()
        packaged = _PACKAGE.fullmatch(value) is not None
        if not (packaged or _NAME.fullmatch(value)):
            continue
        if _is_used(place, group, said, packaged):
            yield _observation(
                leaf.path, value, "work_activity.app", "an app that was used, and for how long or when"
            )


def _heartbeat(group: Group, said: dict[str, str]) -> Iterator[Observation]:
    """What a coding tracker tells: the file or app that somebody worked in."""
    kind, entity = group.members[said["type"]].value, group.members[said["entity"]]
    if (
        kind in ("file", "app", "domain", "url")
        and isinstance(entity.value, str)
        and number(group.members[said["time"]].value)
    ) and not _OF_CODING.isdisjoint(said):
        yield _observation(
            entity.path,
            text(entity.value),
            "work_activity.heartbeat",
            "what somebody worked on, and when",
        )


def _is_used(place: Surroundings, group: Group, said: dict[str, str], packaged: bool) -> bool:
    """A length of use beside a package name; beside a mere name a window's title and a time or a length."""
    near = place.group(outer(group.path))
    around = (
        {"".join(words(name)) for name in islice(near.members, MOST_MEMBERS)}
        if near is not None
        else set[str]()
    )
    spans = any(number(group.members[said[key]].value) is not None for key in _SPANS.intersection(said))
    if packaged:
        return spans
    timed = spans or not _WHEN.isdisjoint(said) or not (_WHEN | _SPANS).isdisjoint(around)
    return (
        timed
        and not _WINDOWS.isdisjoint(said)
        and ("title" not in said or "app" in said or "application" in said)
    )


def _observation(path: str, value: str, rule: str, why: str) -> Observation:
    return Observation(
        category=_CATEGORY, property="x_appUsed", path=path, value=value[:300], reasoning=why, rule=rule,
        confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="work_activity",
    version=1,
    categories={
        _CATEGORY: Mapped(google="App interactions", apple="Product Interaction", dpv="pd:DeviceApplications", tcf="6"),
    },
    rules={
        "work_activity.app": "An app beside how long it was used, or beside its window's title and a time.",
        "work_activity.heartbeat": "An entity with its type and time, as coding trackers tell which file is worked on.",
    },
    detect=_detect,
    needs=Needs(names=(_GATE,)),
)  # fmt: skip
