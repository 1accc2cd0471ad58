"""Latitude and longitude under words that also mean something else (``breite`` and ``laenge``, ``b`` and ``l``).

Alone such a word says a width, a length or nothing: it takes both of a pair in one object, each with the decimals of a
position. Of a single letter it takes more: what a receiver gives beside a position, or that the two stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from analysis.coordinates import LETTER, SHORT, AxisName
from analysis.field_names import words
from analysis.translated_names import folded

# Breedte and lengte, bredd and längd, szerokość and długość, šířka and délka, leveys and pituus, szélesség and hosszúság,
# 緯度 and 経度 (ido, keido), 纬度 and 经度 (wd, jd), 위도 and 경도 (wido, gyeongdo); whole and as developers shorten them.
_PAIRS: Final = (
    ("la", "lo"), ("lt", "ln"), ("lt", "lg"), ("la", "lg"), ("la", "ln"), ("lati", "longi"), ("breite", "laenge"),
    ("breite", "lange"), ("br", "lg"), ("br", "la"), ("br", "le"), ("breedte", "lengte"), ("bredd", "langd"),
    ("bredde", "laengde"), ("bredde", "lengde"), ("szer", "dl"), ("szer", "dlug"),
    ("szerokosc", "dlugosc"), ("sirka", "delka"), ("leveys", "pituus"), ("szelesseg", "hosszusag"), ("ido", "keido"),
    ("wd", "jd"), ("wei", "jing"), ("wido", "gyeongdo"), ("phi", "lambda"), ("φ", "λ"), ("北纬", "东经"), ("北緯", "東経"),
    ("sh", "dol"), ("sz", "dl"), ("sz", "dlug"), ("bg", "lg"), ("gb", "gl"), ("nord", "ost"), ("nord", "est"),
    ("norte", "este"), ("noord", "oost"), ("sir", "del"), ("纬", "经"), ("шир", "долг"),
    ("шир", "довг"), ("πλατος", "μηκος"), ("platos", "mikos"), ("العرض", "الطول"), ("عرض", "طول"), ("sirina", "dolzina"),
    ("sirina", "duzina"), ("ширина", "дължина"), ("ширина", "дужина"),
)  # fmt: skip
# Geodesy's B(reite) and L(änge); north and east.
_LETTERS: Final = (("b", "l"), ("n", "e"))
_BESIDE: Final = frozenset({
    "h", "hoehe", "hohe", "alt", "altitude", "height", "elevation", "ele", "acc", "accuracy", "hdop", "pdop", "sats",
    "satellites", "speed", "kmh", "heading", "course", "bearing", "kurs", "fix", "hacc", "hae", "msl", "t", "ts", "time",
    "timestamp", "zeit", "z", "utc",
})  # fmt: skip
_COLOURS: Final = (
    {"a"},
    {"r", "g"},
    {"h", "s"},
)  # beside l and b: L*a*b*, red, green and blue, hue and saturation
_MOST_MEMBERS: Final = 64  # of an object that are looked at
_LONGEST: Final = 40  # characters of a name
_EAST_OF: Final[Mapping[str, tuple[str, ...]]] = {
    north: tuple(east for first, east in _PAIRS if first == north) for north, _ in _PAIRS
}
_EAST_OF_LETTER: Final = dict(_LETTERS)
SHORT_AXES: Final = frozenset(name for pair in (*_PAIRS, *_LETTERS) for name in pair)
_Name = tuple[str, tuple[str, ...]]  # the last word, and those before it


def is_short_axis(name: str) -> bool:
    """Whether a name ends in one of these words: it says an axis only where the other of the pair stands beside it."""
    return len(name) <= _LONGEST and _parts(name)[0] in SHORT_AXES


def _parts(name: str) -> _Name:
    spoken = words(name)
    return (folded(spoken[-1]), spoken[:-1]) if spoken else ("", ())


def short_axes(names: tuple[str, ...]) -> tuple[tuple[str, AxisName], ...]:
    """The names of an object that say axes, two and two of one prefix, each with what it says."""
    parted = {_parts(name): name for name in names[:_MOST_MEMBERS] if len(name) <= _LONGEST}
    found: list[tuple[str, AxisName]] = []
    for (ending, prefix), name in parted.items():
        easts = (parted.get((east, prefix)) for east in _EAST_OF.get(ending, ()))
        east = next((other for other in easts if other is not None), None)
        kind = SHORT
        if east is None and ending in _EAST_OF_LETTER and _are_of_a_position(parted):
            east, kind = parted.get((_EAST_OF_LETTER[ending], prefix)), LETTER
        if east is not None:
            found.append((name, AxisName(axis="lat", prefix=(kind, *prefix), scale=0)))
            found.append((east, AxisName(axis="lon", prefix=(kind, *prefix), scale=0)))
    return tuple(found)


def _are_of_a_position(parted: Iterable[_Name]) -> bool:
    """Whether letters may be axes: beside a height, a speed or an error, or with nothing else."""
    endings = {ending for ending, _ in parted}
    if any(colours <= endings for colours in _COLOURS):
        return False
    return len(endings) == 2 or not endings.isdisjoint(_BESIDE)
