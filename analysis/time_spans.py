"""Reads spans of time out of objects: a start with an end or a length, as people's activities are written down."""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf
from analysis.readings import instant, number, seconds_between
from analysis.remembered import Remembered
from analysis.unit_words import WITHOUT_UNIT

_STARTS: Final = frozenset({
    "start", "starttime", "startdate", "startdatetime", "starttimestamp", "begin", "begintime", "from", "bedtimestart",
    "started", "inizio", "inicio", "debut", "beginn", "poczatek", "zacatek", "aloitus", "baslangic", "kezdet", "inceput",
    "開始", "开始", "시작", "gestartet", "begonnen", "iniciado", "iniziato", "commence", "rozpoczeto", "zahajeno", "gestart",
    "startet", "startad",
    "inditva", "pornit", "початок", "розпочато", "έναρξη", "بداية", "batdau", "alkaa", "alkoi", "påbörjad",
    "startat", "startedat", "sleepstart", "startdatelocal", "starttimelocal", "starttimegmt", "starttimelocalized",
})  # fmt: skip
_ENDS: Final = frozenset({
    "end", "endtime", "enddate", "enddatetime", "endtimestamp", "finish", "finishtime", "to", "bedtimeend", "endat",
    "endedat", "sleepend", "ende", "fin", "fine", "fim", "koniec", "konec", "slut", "slutt", "loppu", "bitis", "einde",
    "ended", "終了", "结束", "종료", "beendet", "fertig", "terminado", "terminato", "termine", "zakonczono", "ukonceno",
    "finished", "finishedat", "completedat", "beeindigd", "avsluttet", "avslutad",
    "eind", "veg", "vég", "vege", "befejezve", "sfarsit", "oprit",
    "кінець", "завершено", "τέλος", "λήξη", "نهاية", "ketthuc",
    "lopetus", "päättyy", "paattyy", "paattyi", "avslutat",
    "endtimelocal", "endtimegmt",
})  # fmt: skip
_DURATIONS: Final = frozenset(
    {
        "sure",
        "dur",
        "durmin",
        "czas",
        "czass",
        "czasmin",
        "trvani",
        "varighed",
        "varighet",
        "varaktighet",
        "kesto",
        "idotartam",
        "時間",
        "durations",
        "durationsec",
        "durationmin",
        "durationms",
        "duration",
        "totalduration",
        "length",
        "elapsed",
        "elapsedtime",
        "totaltime",
        "movingtime",
    }
)
_UNITS: Final = {"ms": 1e-3, "s": 1.0, "min": 60.0}
_MINUTES: Final = frozenset(
    {
        "minutes",
        "mins",
        "sekunden",
        "sekundy",
        "segundos",
        "secondes",
        "secondi",
        "minuten",
        "minutos",
        "minuti",
        "minuty",
        "minutter",
        "minuter",
        "seconds",
        "secs",
    }
)
_ENDING: Final = {
    "durmin": "min",
    "czass": "s",
    "czasmin": "min",
    "minuten": "min",
    "sekunden": "s",
    "sekundy": "s",
    "segundos": "s",
    "secondes": "s",
    "secondi": "s",
    "minutos": "min",
    "minuti": "min",
    "minuty": "min",
    "minutter": "min",
    "minuter": "min",
    "durations": "s",
    "durationsec": "s",
    "durationmin": "min",
    "durationms": "ms",
}  # duration_s
_CLOCK: Final = lazy_pattern(r"[012]?\d:[0-5]\d(?::[0-5]\d)?(?: ?[AaPp][Mm])?")
_DATE: Final = lazy_pattern(r"20\d\d-[01]\d-[0-3]\d")
_ISO_DURATION: Final = lazy_pattern(r"PT(?:(\d{1,2})H)?(?:(\d{1,3})M)?(?:(\d{1,5})(?:\.\d{1,9})?S)?")
_LEAST_MINUTES: Final = 120  # a smaller number without a unit may be anything
_LEAST_SECONDS: Final = 900

Parts = tuple[tuple[str, str], ...]


def _parts(names: tuple[str, ...]) -> Parts:
    found: dict[str, str] = {}
    for name in names:
        joined = "".join(words(WITHOUT_UNIT[name.removeprefix("@")][0]))
        if name.lower() in _MINUTES:
            found.setdefault("duration", name)
        for part, spellings in (("start", _STARTS), ("end", _ENDS), ("duration", _DURATIONS)):
            if joined in spellings:
                found.setdefault(part, name)
    return tuple(found.items()) if "start" in found and len(found) > 1 else ()


STARTS: Final = picking(lambda name: "".join(words(WITHOUT_UNIT[name.removeprefix("@")][0])) in _STARTS)
SPAN_PARTS: Final = Remembered(
    _parts
)  # of the names of an object: (part, name) of a start and an end or a length


def span(group: Group, parts: Parts) -> tuple[Leaf, float] | None:
    """The leaf that ends a span, and its seconds; None where it begins on no day of ours or has no length."""
    named = {part: group.members[name] for part, name in parts}
    seconds = _seconds(named, group)
    return None if seconds is None else (named.get("duration") or named["end"], seconds)


def _seconds(named: dict[str, Leaf], group: Group) -> float | None:
    start = instant(named["start"].value)
    on_a_day = start is not None and start >= 1e9
    if not on_a_day and not (_is_clock(named["start"]) and _has_date(group)):
        return None
    end = instant(named["end"].value) if "end" in named else None
    if on_a_day and start is not None and end is not None and end > start:
        return seconds_between((start, end), named["start"].name)
    return _length(named["duration"]) if "duration" in named else None


def _is_clock(leaf: Leaf) -> bool:
    return isinstance(leaf.value, str) and _CLOCK.fullmatch(leaf.value[:12]) is not None


def _has_date(group: Group) -> bool:
    dated = (leaf.value for name, leaf in group.members.items() if "date" in words(name))
    return any(isinstance(value, str) and _DATE.match(value) for value in dated)


def _length(leaf: Leaf) -> float | None:
    """Seconds; in the unit of the name, else in that in which it is some minutes to a day."""
    if (
        isinstance(leaf.value, str)
        and leaf.value[:2] == "PT"
        and (found := _ISO_DURATION.fullmatch(leaf.value[:24]))
    ):
        return int(found[1] or 0) * 3600.0 + int(found[2] or 0) * 60 + int(found[3] or 0)
    amount = number(leaf.value)
    if amount is None:
        return None
    unit = WITHOUT_UNIT[leaf.name][1] or _ENDING.get("".join(words(leaf.name)), "")
    if unit:
        return amount * _UNITS[unit] if unit in _UNITS else None
    if not (_LEAST_MINUTES <= amount <= 1440 or amount >= _LEAST_SECONDS):
        return None
    return next(
        (amount * scale for scale in _UNITS.values() if _LEAST_SECONDS <= amount * scale <= 86_400), None
    )
