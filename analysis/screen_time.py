"""How long each app was used on a day, in rows that only the packages and the unit of a time tell apart from other rows.

``[{"bundle": "com.example.notes", "mins": 97}, …]`` beside how often a phone was picked up, and
``[["com.example.notes", 5820], …]`` in the report on a child.

What a shop, a rule or a builder says of apps looks the same but for its names.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.field_names import all_words, words
from analysis.package_names import are_of_several_makers, is_bundle
from analysis.package_rows import PACKAGE_TEXTS
from analysis.payload import Group, Leaf, Payload, Scalar
from analysis.readings import number, text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic, outer
from analysis.texts import texts_like

_UNITS: Final = frozenset({
    "ms", "millis", "milliseconds", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "hours", "h",
    "s", "m", "sek", "std", "stunden", "hrs",
})  # fmt: skip
_SPANS: Final = frozenset({
    "duration", "dur", "time", "usage", "spent", "dauer", "zeit", "duree", "temps", "duracion", "tiempo", "durata",
    "tempo", "duracao", "duur", "tijd", "czas", "cas", "tid", "aika", "sure", "ido", "nutzungsdauer", "nutzung",
    "nutzungszeit", "screentime", "playtime", "spielzeit", "bildschirmzeit", "时长", "時間", "时间", "시간", "время",
})  # fmt: skip
_OF_USE: Final = frozenset({
    "used", "use", "usage", "play", "played", "playing", "screen", "foreground", "active", "total", "on", "in", "app",
    "per", "day",
    "today", "fg", "spent", "time", "of", "visible", "online", "gespielt", "genutzt", "gesamt",
})  # fmt: skip
_LONG_UNITS: Final = _UNITS - {"s", "m", "h", "min"}
_OF_A_LIST: Final = _UNITS | _OF_USE | {"by", "apps", "package"}
# What else only the report on the use of a phone has.
_REPORTS: Final = frozenset({
    "pickups", "pickup", "unlocks", "unlock", "entsperrungen", "deverrouillages", "desbloqueos", "sblocchi",
    "odblokowania", "screen", "screentime", "usage", "foreground", "wellbeing", "pantalla", "ecran", "schermo",
    "bildschirm", "bildschirmzeit", "scherm", "ekran", "obrazovka", "skarm", "skaerm", "skjerm", "tela", "naytto",
    "child", "children", "kid", "kids", "kind", "kinder", "enfant", "enfants", "hijo", "hijos", "nino", "ninos",
    "figlio", "filho", "dziecko", "dite", "barn", "lapsi", "cocuk", "gyerek", "copil", "parent", "parents", "parental",
    "eltern", "padres", "genitori", "pais", "ouders", "rodzic", "rodice", "familie", "family", "famille", "familia",
    "famiglia", "launches", "launchcount", "opens", "opened", "notifications", "habits", "focus", "nutzung",
    "nutzungsdauer", "usetime", "屏幕", "使用", "화면", "画面",
    "дитина", "діти", "батьки", "παιδί", "παιδιά", "γονείς", "طفل", "الأطفال", "子ども", "upplasningar", "lukituksen",
    "mimamori", "見守り", "みまもり", "perhe", "csalad", "familj", "родина", "οικογένεια",
})  # fmt: skip
# The same words are said of the screen that a device has: a row must name the time beside them.
_SCREENS: Final = frozenset({
    "screen", "pantalla", "ecran", "schermo", "bildschirm", "scherm", "ekran", "obrazovka", "skarm", "skaerm", "skjerm",
    "tela", "naytto", "屏幕", "画面", "화면",
})  # fmt: skip
_DAYS: Final = frozenset({
    "day", "date", "d", "tag", "datum", "jour", "dia", "fecha", "giorno", "data", "dzien", "den", "dag", "pvm", "gun",
    "nap",
    "日期", "日付", "날짜", "дата", "zi", "ziua", "paiva", "päivä", "день", "ημέρα", "ημερομηνία",
    "ngay", "ngày", "اليوم", "week", "woche", "semaine", "semana",
})  # fmt: skip
# Of a rule, a shop, a builder, a measurement of the app itself.
_ELSEWHERE: Final = frozenset({
    "limit", "limits", "allowed", "allowance", "budget", "quota", "max", "rule", "rules", "policy", "policies",
    "template", "templates", "grenze", "grenzen", "limite", "limites", "rank", "ranking", "rang", "chart", "charts",
    "avg", "average", "mean", "median", "artifact", "build", "builds", "ci", "release", "releases", "latency", "startup",
    "cold", "warm", "load", "anr", "timeout", "ttl", "interval", "price", "size", "version", "versions", "install",
    "update", "delay", "cache", "store", "downloads", "rating", "campaign", "bid", "impressions", "cpu", "backup",
    "review", "session_timeout", "recommended", "featured", "catalog", "catalogue", "benchmark",
})  # fmt: skip
_EACH: Final = frozenset(
    {"per", "by", "app", "apps", "package", "packages", "pkg", "pro", "par", "por", "applications"}
)
_OF_A_PLAN: Final = frozenset(
    {"limits", "limit", "allowed", "schedule", "bedtime", "quota", "policy", "rules", "version"}
)
_DAY: Final = 86_400_000
_LEAST: Final = 2  # rows
_MOST: Final = 2_000
_NAMES: Final = 16  # of a row
_SEEN: Final = 96  # names of a message


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    package: str
    above: tuple[str, ...]
    named: bool  # whether a name says that the number is a time


def is_length(name: str) -> bool:
    """Whether a name says that it tells how long an app was used: ``mins``, ``playedMinutes``, ``czas_min``."""
    spoken = frozenset(words(name))
    if spoken <= _UNITS and len(spoken) == 1:
        return True
    told = not spoken.isdisjoint(_SPANS) or (not spoken.isdisjoint(_UNITS) and not spoken.isdisjoint(_OF_USE))
    return told and spoken <= _UNITS | _SPANS | _OF_USE


IS_LENGTH: Final = Remembered[str, bool](is_length)


def is_sum_of_a_list(names: tuple[str, ...]) -> bool:
    """Whether what holds packages and numbers is called after the unit of a time: ``per_app_ms``, ``minutesByApp``."""
    spoken = frozenset(words(names[-2])) if len(names) > 1 else frozenset[str]()
    return bool(spoken & _LONG_UNITS) and spoken <= _OF_A_LIST


def is_named_for_each_app(names: tuple[str, ...]) -> bool:
    """Whether what holds packages and numbers is called after the apps alone: ``perApp``, ``by_package``."""
    spoken = words(names[-2]) if len(names) > 1 else ()
    return len(spoken) <= 3 and not _EACH.isdisjoint(spoken) and _EACH.issuperset(spoken)


def is_dated_report(place: Surroundings) -> bool:
    """Whether a message reports how a phone was used on a day: by its names, or by the address with a day beside."""
    named = all_words((*place.names[:_SEEN], *(each.name for each in place.payload.groups[:_SEEN])))
    if not place.sent_words.isdisjoint(_ELSEWHERE) or not named.isdisjoint(_OF_A_PLAN):
        return False
    counted = not named.isdisjoint(_REPORTS - _SCREENS)
    return counted or (not named.isdisjoint(_DAYS) and not place.sent_words.isdisjoint(_REPORTS))


def is_told_elsewhere(names: tuple[str, ...]) -> bool:
    """Whether names of a row, or of what it stands in, are those of a rule, a shop or a builder."""
    return not _ELSEWHERE.isdisjoint(all_words(names))


def _said(place: Surroundings) -> frozenset[str]:
    held = (each.name for each in place.payload.groups[:_SEEN])
    return all_words((*place.names[:_SEEN], *held)) | place.sent_words


_last: tuple[Surroundings, bool] | None = None


def is_report(place: Surroundings) -> bool:
    """Whether a message, by its names and address, reports how a phone, or what a child has, is used."""
    global _last
    if _last is None or _last[0] is not place:
        said = _said(place)
        _last = place, not said.isdisjoint(_REPORTS) and place.sent_words.isdisjoint(_ELSEWHERE)
    return _last[1]


def screen_times(payload: Payload, place: Surroundings) -> Iterator[tuple[str, str]]:
    """The path and the package of each row of a list that tells how long an app was used."""
    lists: dict[str, list[_Row]] = {}
    columns = frozenset(outer(series.path) for series in place.series if IS_LENGTH[series.name])
    for leaf, package in texts_like(payload, PACKAGE_TEXTS)[:_MOST]:
        if leaf.context == "body" and is_bundle(package):
            row = _row(leaf, package, place) or _of_columns(leaf, package, columns)
            if row is not None:
                lists.setdefault(generic(outer(row.path)), []).append(row)
    if not lists:
        return
    said = _said(place)
    if not place.sent_words.isdisjoint(_ELSEWHERE):
        return
    for rows in lists.values():
        several = len(rows) >= _LEAST and are_of_several_makers((row.package for row in rows), _LEAST)
        above = all_words(rows[0].above[:-1])
        reported = not (said | above).isdisjoint(_REPORTS if rows[0].named else _REPORTS - _SCREENS)
        dated = not said.isdisjoint(_DAYS) and all(row.named for row in rows)
        if (several and (reported or dated)) or (reported and rows[0].named):
            yield from ((row.path, row.package) for row in rows)


def _row(leaf: Leaf, package: str, place: Surroundings) -> _Row | None:
    """A package with a number beside it that may be a time: in an object by its name, in a list by its place."""
    row = outer(leaf.path)
    if not row.endswith("]") or is_told_elsewhere(leaf.names[-4:]):
        return None
    if leaf.path.endswith("]") and not leaf.path.endswith('"]'):
        values = [item.value for item in place.lists.get(row, ())]
        fits = 2 <= len(values) <= 3 and sum(map(_is_time, values)) == len(values) - 1
        return _Row(path=leaf.path, package=package, above=leaf.names, named=False) if fits else None
    group = place.group(row)
    named = group is not None and _tells_a_time(group)
    return _Row(path=leaf.path, package=package, above=leaf.names, named=True) if named else None


def _of_columns(leaf: Leaf, package: str, columns: frozenset[str]) -> _Row | None:
    """A package of a list, beside a list of as many times: ``{"packages": [...], "minutes": [...]}``."""
    listed = outer(leaf.path)
    if listed == leaf.path or not leaf.path.endswith("]") or outer(listed) not in columns:
        return None
    if is_told_elsewhere(leaf.names[-4:]):
        return None
    return _Row(path=leaf.path, package=package, above=leaf.names, named=True)


def _tells_a_time(group: Group) -> bool:
    if len(group.members) > _NAMES or is_told_elsewhere(tuple(group.members)):
        return False
    return any(
        IS_LENGTH[name] and _is_time(leaf.value) for name, leaf in islice(group.members.items(), _NAMES)
    )


def _is_time(value: Scalar) -> bool:
    """A number of a day's seconds, minutes or milliseconds, or a text such as 01:12:40."""
    if isinstance(value, str) and ":" in value[:9]:
        parts = text(value)[:9].split(":")
        return 2 <= len(parts) <= 3 and all(part.isdecimal() and len(part) <= 2 for part in parts)
    amount = None if isinstance(value, bool) else number(value)
    return amount is not None and 1 <= amount <= _DAY
