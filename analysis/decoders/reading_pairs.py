"""Names with numbers in one value, as small devices write them: ``temp:21.3|hum:44|lux:120``, ``BME280 T=21.31 H=44.2``.

Two pairs and more, in one line or each on its own, which are the whole text but for one word before them; most of the values
must be numbers, with a unit of measurement or without. Lengths in points are those of a style sheet, and stay closed.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_NAME: Final = r"[A-Za-z][A-Za-z0-9_.]{0,23}+"
_NUMBER: Final = r"[+-]?[0-9]{1,12}+(?:\.[0-9]{1,12}+)?+"
_UNIT: Final = r"(?: ?(?:°?[CF]|%|hPa|mbar|lx|lux|ppm|ppb|dBm?|m?V|mA|k?m|cm|mm|k?g|bpm|mmHg|kcal|m?s|min|h|kWh?|W|km/h))?"
# When it was read, which may have a blank within it.
_DAY: Final = r"20[0-9]{2}-[01][0-9]-[0-3][0-9](?:[T ][0-9:.]{4,15}+Z?)?+"
_PAIR: Final = rf"({_NAME}) ?[=:] ?(?:({_NUMBER}{_UNIT})|([A-Za-z][A-Za-z0-9_-]{{0,31}}+|{_DAY}))"
_HINT: Final = rf"\A\s{{0,8}}(?:[A-Za-z0-9_-]{{1,24}}[ ;,|])?{_NAME} ?[=:] ?[+-]?[0-9A-Za-z]"
_FIRST: Final = lazy_pattern(rf"(?:[A-Za-z0-9_-]{{1,24}}+[ ;,|] ?(?={_NAME} ?[=:]))?{_PAIR}(?=[ ;,|\r\n]|\Z)")
_NEXT: Final = lazy_pattern(rf"(?:; ?|, ?|\| ?| |\r?\n){_PAIR}(?=[ ;,|\r\n]|\Z)")
_GROUP: Final = lazy_pattern(r"[A-Z]{1,6}[0-9]{3,5}")  # of cookies, in a banner's answer: C0001:1,C0002:0
_IS_LOGGED: Final = lazy_pattern(rf"[^;,|] {_NAME} ?[=:]")
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
