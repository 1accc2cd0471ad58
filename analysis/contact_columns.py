"""Address books in columns (``{"n": ["Mum", …], "p": ["+49…", …]}``) and in rows without names (``[["Mum", "+49…"]]``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Leaf
from analysis.surroundings import Surroundings, outer

Book = tuple[str, list[str]]  # the path of the list, and what each entry says

_PHONE: Final = lazy_pattern(r"\+[1-9][0-9 ()-]{7,20}[0-9]")
_PERSON: Final = lazy_pattern(r"[^\W\d_][^\d_<>{}@/\\|;=\"]{0,59}")
_OTHERS: Final = frozenset({
    "support", "hotline", "hotlines", "emergency", "store", "stores", "office", "offices", "config", "company", "service",
    "services", "branch", "branches", "shops", "hotels", "doctors", "pharmacies", "taxi", "notruf", "notrufe", "urgences",
    "emergencias", "emergenze", "police", "polizei", "feuerwehr", "ambulance", "giftnotruf", "pompiers", "samu", "policia",
    "polizia", "policja", "bereitschaft", "apotheke", "notdienst", "filialen", "standorte",
})  # fmt: skip
_DIRECTORIES: Final = frozenset({
    "hotline", "hotlines", "emergency", "stores", "offices", "branches", "notruf", "notrufe", "urgences", "emergencias",
    "emergenze", "filialen", "standorte", "notdienst",
})  # fmt: skip
_OF_A_BOOK: Final = frozenset({
    "contact", "contacts", "addressbook", "phonebook", "address", "rubrica", "agenda", "rehber", "repertoire", "carnet",
    "telefonbuch", "invite", "friends", "adressbuch", "book",
})  # fmt: skip
_LEAST: Final = 3
_LEAST_OF_A_BOOK: Final = 2
_LONGEST_ROW: Final = 4  # values
_MOST: Final = 5_000  # rows


def books_in_columns(place: Surroundings) -> Iterator[Book]:
    """Lists of numbers beside a list of as many names, and lists of short lists with a name and a number each."""
    lists = place.lists
    least = _LEAST if _OF_A_BOOK.isdisjoint(place.sent_words) else _LEAST_OF_A_BOOK
    if _DIRECTORIES.isdisjoint(place.sent_words):
        for path, told in (*_of_columns(lists, least), *_of_rows(lists, least)):
            if sum(not _OTHERS.isdisjoint(words(entry[:60])) for entry in told) * 2 < len(told):
                yield path, told


def _of_columns(lists: Mapping[str, list[Leaf]], least: int) -> Iterator[Book]:
    names: dict[tuple[str, int], list[str]] = {}
    numbers: list[tuple[str, list[str]]] = []
    for path, items in lists.items():
        values = [item.value.strip() for item in items[:_MOST] if isinstance(item.value, str)]
        if len(values) != len(items) or len(values) < least or items[0].context != "body":
            continue
        if not _OTHERS.isdisjoint(all_words(items[0].names[-3:])):
            continue
        if all(map(_PHONE.fullmatch, values)):
            numbers.append((path, values))
        elif all(map(_PERSON.fullmatch, values)) and len(set(values)) == len(values):
            names.setdefault((outer(path), len(values)), values)
    for path, values in numbers:
        people = names.get((outer(path), len(values)))
        if people is not None and len(set(values)) == len(values):
            yield path, [f"{person} {number}" for person, number in zip(people, values, strict=True)]


def _of_rows(lists: Mapping[str, list[Leaf]], least: int) -> Iterator[Book]:
    rows: dict[str, list[str]] = {}
    others: set[str] = set()
    for path, items in lists.items():
        holder = path[: path.rindex("[")] if path.endswith("]") else ""
        if not holder or holder in others or items[0].context != "body":
            continue
        told = _row(items)
        if told:
            rows.setdefault(holder, []).append(told)
        else:
            others.add(holder)
    for path, told_of in rows.items():
        if path not in others and len(set(told_of)) == len(told_of) >= least:
            yield path, told_of


def _row(items: list[Leaf]) -> str:
    if not _LEAST_OF_A_BOOK <= len(items) <= _LONGEST_ROW or not _OTHERS.isdisjoint(
        all_words(items[0].names[-3:])
    ):
        return ""
    values = [item.value.strip() for item in items if isinstance(item.value, str)]
    numbers = [value for value in values if _PHONE.fullmatch(value)]
    people = [value for value in values if _PERSON.fullmatch(value)]
    return f"{people[0]} {numbers[0]}" if len(numbers) == 1 and people else ""
