"""The language that people read: what a page says comes from a catalogue of messages, and is English without one.

The English text is the name of a message. A language is one file, ``locale/LANGUAGE/LC_MESSAGES/leakledger.po``, and what
was compiled of it (``.mo``), which alone is read here. The standard library reads it: Babel's own formats would cost 8 MB
and 0.1 s at each start (measured), for names of months and a decimal comma that the catalogue can just as well hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import Formatter
from typing import Final, TypeVar

FOLDER: Final = Path(__file__).with_name("locale")
DOMAIN: Final = "leakledger"
ENGLISH: Final = "en"
BOLD: Final = "**"  # on both sides of what a message says in bold

_Key = TypeVar("_Key", bound=Hashable)
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)
_formatter: Final = Formatter()


def languages() -> tuple[str, ...]:
    """The languages that there are, English among them, by their codes (``de``, ``pt_BR``)."""
    return _languages(FOLDER)


@cache
def _languages(folder: Path) -> tuple[str, ...]:
    found = {path.parents[1].name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return tuple(sorted({ENGLISH, *found}))


def language() -> str:
    """The language of what is being said now."""
    return _language.get()


def use(chosen: str) -> None:
    """Speak a language from now on, in this thread or request; English where it is "" or none of ``languages``."""
    _language.set(chosen if chosen in languages() else ENGLISH)


@contextmanager
def using(chosen: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _language.get()
    use(chosen)
    try:
        yield
    finally:
        _language.set(before)


def own_name(code: str) -> str:
    """How a language calls itself."""
    with using(code):
        named = tr("English", context="how the language of this catalogue calls itself")
    return named if code == ENGLISH or named != "English" else code


def N_(text: str) -> str:
    """Mark a text as a message that is said later; the text as it is."""
    return text


def tr(text: str, /, *, context: str = "", **blanks: object) -> str:
    """A message in the language of now; ``blanks`` fill its ``{names}``, and are not looked into."""
    return _filled(_message(text, context), text, blanks)


def trn(one: str, many: str, n: int, /, *, context: str = "", **blanks: object) -> str:
    """A message about a number, which stands in ``{n}`` as the language writes it."""
    return _filled(_plural(one, many, n, context), one if n == 1 else many, {"n": number(n), **blanks})


def parts(text: str, /, *, context: str = "", **blanks: object) -> list[tuple[object, bool]]:
    """A message in pieces, each with whether it is said in bold (between ``**``); what fills a blank stays as it is."""
    return _parts(_message(text, context), text, blanks)


def parts_n(
    one: str, many: str, n: int, /, *, context: str = "", **blanks: object
) -> list[tuple[object, bool]]:
    """The same of a message about a number."""
    return _parts(_plural(one, many, n, context), one if n == 1 else many, {"n": number(n), **blanks})


class Words(Mapping[_Key, str]):
    """A table of fixed messages, each said in the language of now when it is read."""

    def __init__(self, table: Mapping[_Key, str], context: str = "") -> None:
        self._table, self._context = dict(table), context

    def __getitem__(self, key: _Key) -> str:
        return _message(self._table[key], self._context)

    def filled(self, key: _Key, **blanks: object) -> str:
        """The message of a key with its ``{blanks}`` filled."""
        return _filled(self[key], self._table[key], blanks)

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def written(figure: str) -> str:
    """A number in English digits (``1,234.5``) as the language of now writes it."""
    if _language.get() == ENGLISH:
        return figure
    sample = tr("1,234.5")
    head, _, tail = sample.partition("234")
    return figure.translate({ord(","): head[1:], ord("."): tail[:-1]})


def number(value: int) -> str:
    """A whole number with its thousands separated."""
    return written(f"{value:,}")


def _message(text: str, context: str) -> str:
    if not text:
        return ""
    found = _catalogue(FOLDER, _language.get())
    return found.pgettext(context, text) if context else found.gettext(text)


def _plural(one: str, many: str, n: int, context: str) -> str:
    found = _catalogue(FOLDER, _language.get())
    return found.npgettext(context, one, many, n) if context else found.ngettext(one, many, n)


@cache
def _catalogue(folder: Path, code: str) -> NullTranslations:
    if code == ENGLISH:
        return NullTranslations()
    with (folder / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as stream:
        return GNUTranslations(stream)


def _filled(said: str, english: str, blanks: Mapping[str, object]) -> str:
    if not blanks:
        return said
    try:
        return said.format_map(blanks)
    except (
        KeyError,
        IndexError,
        ValueError,
        AttributeError,
    ):  # a fault of the catalogue; no page fails of it
        return english.format_map(blanks)


def _parts(said: str, english: str, blanks: Mapping[str, object]) -> list[tuple[object, bool]]:
    try:
        return split(said, blanks)
    except (KeyError, ValueError):
        return split(english, blanks)


def split(said: str, blanks: Mapping[str, object]) -> list[tuple[object, bool]]:
    """A message that was translated already, in pieces."""
    found: list[tuple[object, bool]] = []
    for place, piece in enumerate(said.split(BOLD)):
        for literal, name, _, _ in _formatter.parse(piece):
            if literal:
                found.append((literal, place % 2 == 1))
            if name is not None:
                found.append((blanks[name], place % 2 == 1))
    return found
