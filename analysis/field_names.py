"""Splits the names that senders give their fields into words, so that ``lat`` never matches ``latte``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from analysis.glued_names import pieces
from analysis.lazy_patterns import lazy_pattern
from analysis.remembered import Remembered
from analysis.translated_names import all_in_english, of_number

_LONGEST_NAME: Final = 256  # characters looked at
# An upper-case run that no lower case follows (GPS), a capitalised or plain word (any script), a number.
_WORD: Final = lazy_pattern(
    r"[A-Z]{1,64}(?![a-z])|[A-Z][a-z]{1,64}|[a-z]{1,64}|[0-9]{1,32}|[^\W\d_A-Za-z]{1,64}", re.ASCII
)
# Of any script; Latin letters beside Chinese, Japanese or Korean ones are a word of their own (加速度X).
_EAST: Final = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD_ANY: Final = lazy_pattern(rf"[{_EAST}]{{1,64}}|[^\W\d_{_EAST}]{{1,64}}|[0-9]{{1,32}}")


_MANY_DIGITS: Final = 6  # in a name: it is a number of somebody rather than a name


def words(name: str) -> tuple[str, ...]:
    """The lower-case words of a name: ``GPSLatitudeE7``, ``gps_latitude_e7`` → ``("gps", "latitude", "e", "7")``.

    Numbers are words of their own; only the first 256 characters are looked at. Words of other languages that name one thing
    are given in English: ``luftdruck_hpa`` → ``("air", "pressure", "hpa")``.
    """
    return _WORDS[name]


def _split(name: str) -> tuple[str, ...]:
    if (numbered := of_number(name)) is not None:
        return numbered
    head = name[:_LONGEST_NAME]
    pattern = _WORD if head.isascii() else _WORD_ANY
    found = tuple(all_in_english([word.lower() for word in pattern.findall(head)]))
    return tuple(piece for word in found for piece in pieces(word)) if head.isascii() else found


# Every table asks for the words of every name of a message: those of a large one must fit, or each asks anew.
_WORDS: Final = Remembered(_split, most=32_768, longest=128)


@cache  # phrases and words are the program's own, and few
def _glued(phrase: str) -> tuple[tuple[str, ...], str]:
    parts = tuple(phrase.split())
    return parts, "".join(parts)


@cache
def _openers(phrases: tuple[str, ...]) -> frozenset[str]:
    """The words one of which a name must hold to say any of the phrases."""
    return frozenset(word for phrase in phrases for word in (phrase.split()[0], phrase.replace(" ", "")))


# By identity, since the phrases are constants and hashing them would cost more than the answer; kept alive by the entry.
_OPENERS: Final[dict[int, tuple[tuple[str, ...], frozenset[str]]]] = {}
_MOST_OPENERS: Final = 1024


def _remember_openers(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    if len(_OPENERS) >= _MOST_OPENERS:
        _OPENERS.clear()
    found = _OPENERS[id(phrases)] = phrases, _openers(phrases)
    return found


def says(name: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the name as whole words, written apart or together.

    ``"heart rate"`` is said by ``heartRate``, ``avg_heart_rate`` and ``heartrate``, not by ``heartbeat_rate``.
    """
    spoken = words(name)
    return any(position(spoken, phrase) is not None for phrase in phrases)


def position(spoken: tuple[str, ...], phrase: str) -> tuple[int, int] | None:
    """Where a phrase stands in the words of a name: first word and the one after the last; None where it does not."""
    parts, joined = _glued(phrase)
    for start in range(len(spoken)):
        if spoken[start : start + len(parts)] == parts:
            return start, start + len(parts)
        if len(parts) > 1 and spoken[start] == joined:
            return start, start + 1
    return None


def is_named(name: str, phrases: tuple[str, ...], around: frozenset[str] = frozenset()) -> bool:
    """Whether the name is one of the phrases, with no other words around it than those of ``around``.

    ``battery_level`` and, with ``{"device"}`` around, ``deviceBatteryLevel`` are the phrase ``battery level``.
    """
    spoken = _WORDS[name]
    openers = _OPENERS.get(id(phrases))
    if openers is None or openers[0] is not phrases:
        openers = _remember_openers(phrases)
    if openers[1].isdisjoint(spoken):
        return False
    for phrase in phrases:
        found = position(spoken, phrase)
        if found is not None and all(word in around for word in spoken[: found[0]] + spoken[found[1] :]):
            return True
    return False


def all_words(names: Iterable[str]) -> frozenset[str]:
    """Every word of several names."""
    return frozenset().union(*map(_WORDS.__getitem__, names))


def naming(name: str) -> str:
    """``" (named 'lat')"`` to end a reasoning with; ``""`` for no name, and for one that may be a datum itself.

    Senders key objects by whom they are about: ``{"anna@home.example": …}``, ``{"+49 171 234567": …}``.
    """
    return _NAMING[name]


def _named(name: str) -> str:
    personal = "@" in name or "%40" in name or sum(map(str.isdecimal, name)) >= _MANY_DIGITS
    return "" if personal or not name else f" (named {name[:60]!r})"


_NAMING: Final = Remembered(_named)
