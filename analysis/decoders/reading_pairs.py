"""Names with numbers in one value, as small devices write them: ``temp:21.3|hum:44|lux:120``, ``BME280 T=21.31 H=44.2``.

Two pairs and more, which are the whole text but for one word before them; most of the values must be numbers, with a unit
of measurement or without. Lengths in points are those of a style sheet, and stay closed.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_NAME: Final = r"[A-Za-z][A-Za-z0-9_.]{0,23}+"
_NUMBER: Final = r"[+-]?[0-9]{1,12}+(?:\.[0-9]{1,12}+)?+"
_UNIT: Final = r"(?: ?(?:°?[CF]|%|hPa|mbar|lx|lux|ppm|ppb|dBm?|m?V|mA|k?m|cm|mm|k?g|bpm|mmHg|kcal|m?s|min|h|kWh?|W|km/h))?"
_PAIR: Final = rf"({_NAME}) ?[=:] ?(?:({_NUMBER}{_UNIT})|([A-Za-z][A-Za-z0-9_-]{{0,31}}+))"
_HINT: Final = rf"\A\s{{0,8}}(?:[A-Za-z0-9_-]{{1,24}}[ ;,|])?{_NAME} ?[=:] ?[+-]?[0-9A-Za-z]"
_FIRST: Final = re.compile(rf"(?:[A-Za-z0-9_-]{{1,24}}+[ ;,|] ?(?={_NAME} ?[=:]))?{_PAIR}(?=[ ;,|]|\Z)")
_NEXT: Final = re.compile(rf"(?:; ?|, ?|\| ?| ){_PAIR}(?=[ ;,|]|\Z)")
_GROUP: Final = re.compile(r"[A-Z]{1,6}[0-9]{3,5}")  # of cookies, in a banner's answer: C0001:1,C0002:0
_IS_LOGGED: Final = re.compile(rf"[^;,|] {_NAME} ?[=:]")
_LONGEST: Final = 4_096  # characters
_MOST: Final = 64  # pairs
_LEAST: Final = 2


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not isinstance(data, str) or not 7 <= len(data) <= min(limit, _LONGEST):
        return None
    text = data.strip().rstrip(";,|")
    found = _FIRST.match(text)
    tree: dict[str, Tree] = {}
    numbers = 0
    end = 0
    while found is not None and len(tree) < _MOST and found[1] not in tree:
        tree[found[1]] = _value(found[2]) if found[2] else found[3]
        numbers += bool(found[2])
        end = found.end()
        found = _NEXT.match(text, end)
    if end != len(text) or len(tree) < _LEAST or 2 * numbers <= len(tree):
        return None
    if _IS_LOGGED.search(text) and (numbers < len(tree) or "." not in text):
        return None  # a line of a log counts what a program does
    if all(map(_GROUP.fullmatch, tree)):
        return None
    return Opened(label="pairs", tree=tree)


def _value(text: str) -> Tree:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text  # with its unit


DECODER: Final = Decoder(name="reading_pairs", order=49, open=_open, takes="text", hint=_HINT)
