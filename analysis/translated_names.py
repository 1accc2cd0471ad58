"""Says in English what fields are called in other languages: readings, places, people, devices, apps, consent.

Only words that name one thing in their language, and that English does not use for another. A name keeps its own spelling
everywhere else: a reasoning quotes what was sent.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from analysis import (
    translated_body,
    translated_devices,
    translated_people,
    translated_places,
    translated_readings,
)

_LONGEST: Final = 40  # letters
# Latin letters that are no letter with a mark: Polish, Danish, Turkish, Croatian, French.
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d"}
)

_MARKED: Final = (
    ("\u00c0", "\u024f"),
    ("\u1e00", "\u1eff"),
    ("\u0370", "\u03ff"),
)  # Latin, Vietnamese, Greek


def folded(word: str) -> str:
    """A word without the marks of its Latin or Greek letters: ``é`` → ``e``, ``ß`` → ``ss``, ``ό`` → ``ο``."""
    if word.isascii() or not (word[0].isascii() or any(low <= word[0] <= high for low, high in _MARKED)):
        return word  # marks of other scripts make another word
    taken = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in taken if not unicodedata.combining(letter))


_ALL: Final = tuple(
    (english, word)
    for book in (
        translated_readings,
        translated_body,
        translated_places,
        translated_people,
        translated_devices,
    )
    for english, several in book.WORDS.items()
    for word in several.split()
)
_ENGLISH: Final = {word: tuple(english.split()) for english, word in _ALL if "_" not in word}
# Names of two words and more, written with underscores: ``tai_juu`` is the Japanese for what a body weighs.
_PHRASES: Final = {tuple(word.split("_")): tuple(english.split()) for english, word in _ALL if "_" in word}
_LONGEST_PHRASE: Final = max(map(len, _PHRASES), default=0)
_FIRST_WORDS: Final = frozenset(phrase[0] for phrase in _PHRASES)
# Numbered fields, by their whole names. Torque's upload to a server of one's own: the numbers of Android's sensors behind ff
# (as a dozen public receivers of it name them, read 2026-11-26).
_NUMBERED: Final = {
    "kff1005": ("gps", "longitude"), "kff1006": ("gps", "latitude"),
    "kff1220": ("acceleration", "x"), "kff1221": ("acceleration", "y"), "kff1222": ("acceleration", "z"),
}  # fmt: skip
_SAME: Final = frozenset(part for english, _ in _ALL for part in english.split())


def without_marks(name: str) -> str:
    """A name of any scripts without the marks of its Latin letters, in small ones; one of ASCII as it is."""
    return name if name.isascii() else "".join(map(folded, name.lower()))


def of_number(name: str) -> tuple[str, ...] | None:
    """The words of a field that has a number for its name; None for every other."""
    return _NUMBERED.get(name)


def in_english(word: str) -> tuple[str, ...]:
    """The English words for one word in small letters; the word itself where none is known."""
    found = _ENGLISH.get(word)
    if found is None and not word.isascii() and len(word) <= _LONGEST:
        plain = folded(word)
        found = (plain,) if plain in _SAME else _ENGLISH.get(plain)  # température
    return found or (word,)


def all_in_english(spoken: list[str]) -> list[str]:
    """The English words for the words of a name, in small letters; a phrase of several goes before each of them."""
    plain = spoken
    if not all(map(str.isascii, spoken)):  # natężenie światła
        plain = [folded(word[:_LONGEST]) for word in spoken]
    if _FIRST_WORDS.isdisjoint(plain):
        return [part for word in spoken for part in in_english(word)]
    found: list[str] = []
    at = 0
    while at < len(spoken):
        sizes = range(min(_LONGEST_PHRASE, len(plain) - at), 1, -1) if plain[at] in _FIRST_WORDS else ()
        size = next((size for size in sizes if tuple(plain[at : at + size]) in _PHRASES), 1)
        found += _PHRASES[tuple(plain[at : at + size])] if size > 1 else in_english(spoken[at])
        at += size
    return found
