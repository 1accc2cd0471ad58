"""Recognises which apps were in the foreground and when: Android's usage events, rows of an app with its start and end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.app_intervals import IS_PACKAGE, PACKAGE_KEYS, used_apps
from analysis.app_words import APPS, ENDS, EVENTS, GAMES, MOVES, OPENED, STARTS
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.package_names import is_bundle
from analysis.package_rows import PACKAGE_TEXTS
from analysis.payload import Group, Leaf, Payload
from analysis.readings import instant, number, text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.screen_time import IS_LENGTH, is_report, is_told_elsewhere
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_LISTED: Final = "app_list.installed"
_USED: Final = "usage.app"
_PACKAGE: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9]{1,15}(?:\.[A-Za-z_][A-Za-z0-9_-]{0,60}){1,7}")
_NAME: Final = lazy_pattern(r"[^\W_][^\n<>{}=;|\\]{1,59}")
# Rows of a service, of a plan, of a trace.
_OTHERS: Final = frozenset({
    "pid", "cpu", "traceid", "spanid", "host", "hostname", "version", "status", "exitcode", "namespace", "cluster",
    "level",
    "severity", "deployment", "replicas", "price", "commit", "build", "environment", "env", "url", "steps", "calories",
})  # fmt: skip
_DAY: Final = 86_400_000  # milliseconds
_LEAST: Final = 2  # apps that are a list of those on a device
_MOST: Final = 3_000
_LONGEST: Final = 4_000  # characters of what is given back


def _said(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot be a row of use."""
    plain = {"".join(words(name)): name for name in names[:24]}
    timed = not STARTS.isdisjoint(plain) and not ENDS.isdisjoint(plain)
    may_be = any(name in plain for name in APPS) and (timed or not EVENTS.isdisjoint(plain))
    return plain if may_be and _OTHERS.isdisjoint(plain) else {}


_SAID: Final = Remembered(_said)


# How long an app was used, beside its name; in a row of a list that is named for use.
_LENGTHS: Final = frozenset({
    "minutes", "seconds", "duration", "durationms", "durations", "timespent", "screentime", "usagetime", "usedseconds",
    "usedminutes", "foregroundtime", "mins", "secs", "min", "sec", "totaltime", "time", "zeit", "temps", "tiempo",
    "tempo",
    "czas", "sure", "usage",
})  # fmt: skip
_HOLD_APPS: Final = frozenset(
    {"apps", "app", "applications", "games", "spiele", "jeux", "juegos", "giochi", "jogos", "gry"}
)
_TITLES: Final = ("name", "appname", "title", "applicationname", "label", "nazwa", "nom", "nombre", "nome", "naam", "namn",
                  "navn", "nimi", "isim", "nev", "nume")  # fmt: skip
_USES: Final = frozenset(
    {"usage", "use", "used", "screen", "screentime", "foreground", "played", "playtime", "gespielt"}
)


def _lengths(names: tuple[str, ...]) -> tuple[str, str]:
    """The names of an app and of how long it was used, in a row that tells both; two empty texts for every other."""
    plain = {"".join(words(name)): name for name in names[:16]}
    app = next((plain[key] for key in (*APPS, "appname", "gamename", *_TITLES) if key in plain), "")
    length = next((plain[key] for key in _LENGTHS if key in plain), "")
    length = length or next((name for name in names[:16] if IS_LENGTH[name]), "")
    return (app, length) if app and length and _OTHERS.isdisjoint(plain) else ("", "")


def _may_tell_use(name: str) -> bool:
    spoken = words(name)
    if "".join(spoken) in APPS:
        return True
    return (len(spoken) > 1 or spoken in (("minutes",), ("mins",), ("seconds",))) and IS_LENGTH[name]


# What somebody does on a screen or with a switch, by words of a text beside an app: as readers of screens tell it.
_GESTURES: Final = frozenset({
    "swipe", "swiped", "tap", "tapped", "doubletap", "press", "pressed", "longpress", "click", "clicked", "gesture",
    "scroll", "scrolled", "dwell", "touch", "touched", "keypress", "focus", "focused", "spoken", "gest", "geste", "gesto",
    "svep", "tryck", "dubbeltryck", "balayage", "appui", "toque", "deslizar", "tocco", "scorri", "scorrimento", "gebaar",
    "veeg", "tik", "dubbeltik", "ele", "pyyhkaisy", "napautus", "kaksoisnapautus", "koppintas", "huzas", "mozdulat",
    "apasare", "glisare", "wischen", "tippen", "жест", "дотик", "свайп", "натискання", "άγγιγμα", "σάρωση", "χειρονομία",
    "لمس", "سحب", "タップ", "スワイプ", "vuot", "cham",
})  # fmt: skip
# What is tried out, and done by nobody.
_TRIED: Final = frozenset({
    "test", "testcase", "suite", "result", "expected", "scenario", "script", "macro", "assertion", "passed", "failed",
    "job", "runner", "commit", "branch", "retries", "probe", "synthetic",
})  # fmt: skip


def _app_touched(names: tuple[str, ...]) -> str:
    """The name of an app in an object that may tell what was done in it, and when; "" for every other."""
    plain = {"".join(words(name)): name for name in names[:24]}
    if len(names) < 3 or not (_OTHERS | _TRIED).isdisjoint(plain):
        return ""
    return next((plain[key] for key in APPS if key in plain), "")


_APP_TOUCHED: Final = Remembered(_app_touched)
_OF_ALL: Final = frozenset({"most", "top", "popular", "trending", "charts"})  # what very many play
_GATE: Final = picking(_may_tell_use)
_LENGTHS_OF: Final = Remembered[tuple[str, ...], tuple[str, str]](_lengths)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    told = set[str]()
    for seen in _rows(place):
        told.add(seen.value)
        yield seen
    for path, package in used_apps(payload):
        if package not in told:
            yield _used(path, package)


def _timed(group: Group, names: tuple[str, ...], place: Surroundings) -> Leaf | None:
    """The app of a row that tells how long it was used."""
    app, length = _LENGTHS_OF[names]
    if not app or not group.path.endswith("]"):
        return None
    called = all_words(group.names[-2:])
    if "played" in called and not called.isdisjoint(_OF_ALL):
        return None
    titled = "".join(words(app)) in _TITLES
    if titled and _HOLD_APPS.isdisjoint(called):
        return None
    leaf, spent = group.members[app], number(group.members[length].value)
    reported = (spent or 0) <= _DAY and is_report(place) and not is_told_elsewhere(names + group.names[-2:])
    if _USES.isdisjoint(called) and not reported:
        return None
    fits = isinstance(leaf.value, str) and _NAME.fullmatch(leaf.value.strip()) and spent is not None
    return leaf if fits and spent is not None and spent >= 0 else None


def _rows(place: Surroundings) -> Iterator[Observation]:
    moved: dict[str, list[str]] = {}
    for group, names in place.shapes if place.picked(_GATE) else ():
        front = _in_front(group, names)
        if front is not None and _NAME.fullmatch(str(front.value).strip()):
            yield _use(front, str(front.value).strip())
        elif group.context == "body" and (timed := _timed(group, names, place)) is not None:
            yield _use(timed, str(timed.value).strip())
            continue
        if (
            _APP_TOUCHED[names]
            and group.context == "body"
            and (touched := _touched(group, names)) is not None
        ):
            yield _use(touched, text(touched.value).strip())
            continue
        said = _SAID[names]
        if not said or group.context != "body" or (group.path[-1:] != "]" and not _opens(group, said)):
            continue
        leaf = next(group.members[said[key]] for key in APPS if key in said)
        if not isinstance(leaf.value, str):
            continue
        value = leaf.value.strip()
        if _moves(group, said) and _PACKAGE.fullmatch(value):
            found = moved.setdefault(group.path[: group.path.rindex("[")], [])
            if len(found) < _MOST and value not in found:
                found.append(value)
            yield _use(leaf, value)
        elif ((_lasted(group, said) and leaf.name.lower() not in GAMES) or _opens(group, said)) and (
            _PACKAGE.fullmatch(value) or _NAME.fullmatch(value)
        ):
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


def _shown_names(names: tuple[str, ...]) -> dict[str, str]:
    plain = {"".join(words(name)): name for name in names[:24]}
    shown = not _STATES.isdisjoint(plain) and any(key in plain for key in _TITLES)
    return (
        plain
        if shown and any(key in plain for key in APPS) and not (_OTHERS - {"url"}) & plain.keys()
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
        "".join(words(text(group.members[said[key]].value)[:40])) in MOVES
        for key in EVENTS.intersection(said)
    )


def _opens(group: Group, said: dict[str, str]) -> bool:
    """An app that was opened or closed at a moment: ``{"a": "open", "app": "Films", "t": 1795340000}``."""
    told = ("".join(words(text(group.members[said[key]].value)[:24])) for key in EVENTS.intersection(said))
    if not any(value in OPENED for value in told):
        return False
    return any((instant(leaf.value) or 0) >= 1_400_000_000 for leaf in islice(group.members.values(), 24))


def _touched(group: Group, names: tuple[str, ...]) -> Leaf | None:
    """The app of an object that tells a gesture in it, and when: ``{"e": "swipe", "app": "org.example.mail", "ts": …}``."""
    app = group.members[_APP_TOUCHED[names]]
    if not isinstance(app.value, str) or not is_bundle(app.value):
        return None
    others = [leaf.value for name, leaf in islice(group.members.items(), 24) if leaf is not app]
    done = (value for value in others if isinstance(value, str) and len(value) <= 40)
    if all(_GESTURES.isdisjoint(words(value)) for value in done):
        return None
    return app if any((instant(value) or 0) >= 1_400_000_000 for value in others) else None


def _lasted(group: Group, said: dict[str, str]) -> bool:
    """A start and an end as moments, the end not before the start."""
    start = next((instant(group.members[said[key]].value) for key in STARTS if key in said), None)
    end = next((instant(group.members[said[key]].value) for key in ENDS if key in said), None)
    return start is not None and end is not None and 1_000_000_000 <= start <= end <= start + 86_400_000


def _use(leaf: Leaf, value: str) -> Observation:
    return _used(leaf.path, value)


def _used(path: str, value: str) -> Observation:
    return Observation(
        category=_USED, property="x_appUsed", path=path, value=value[:300], rule="app_sessions.use",
        reasoning="an app that was used, and when", confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="app_sessions",
    version=3,
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
        "app_sessions.use": "An app in a row with such an event, or with the moments of its start and end, a gesture in it "
        "or how long it was used; one that a thing says it shows now; packages with the intervals or times of their use.",
    },
    detect=_detect,
    needs=Needs(names=(_GATE, PACKAGE_KEYS), object_names=(IS_PACKAGE,), texts=(PACKAGE_TEXTS,)),
)
