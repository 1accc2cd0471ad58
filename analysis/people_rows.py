"""Finds people in tables of lists: names of columns once, then rows with a family's name and a way to reach or a birth.

``{"kolommen": ["achternaam", "gebdatum", "telefoon"], "rijen": [["Terpstra", "1961-04-02", "0614772095"], …]}``: what each
column tells is known by its name, as that of a field is. A table that tells what somebody is for all (a role, a team, a
title, hours) is of staff, of players or of a cast.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_rows import Table, may_hold_tables, named_rows
from analysis.payload import Leaf
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

Told = tuple[Leaf, str]  # a value, and what it is: name, phone, birth
_NAMES: Final = frozenset(
    {"firstname", "lastname", "fullname", "surname", "familyname", "givenname", "childname", "parentname"}
)
_REACHED: Final = frozenset(
    {"phone", "phonenumber", "mobile", "tel", "mobil", "gsm", "cell", "telephone", "sdt", "cellphone"}
)
_BORN: Final = frozenset(
    {"birthdate", "birthday", "dob", "dateofbirth", "geb", "birthyear", "ngaysinh", "bday", "born"}
)
# What a table for all tells of each: who plays, teaches, acts, governs, or once lived.
_FOR_ALL: Final = frozenset({
    "role", "position", "team", "club", "title", "titel", "rank", "goals", "party", "character", "department",
    "office", "died", "occupation", "country", "nationality", "shirt", "points", "score", "time",
    "constituency", "hours", "website", "bio", "author", "book", "price", "deathdate", "squad", "season",
    "ruolo", "rolle", "roll", "poste", "cargo", "stanowisko", "bib",
})  # fmt: skip
_NAME: Final = lazy_pattern(r"[^\W\d_][^\d_<>{}@/\\|;=\"]{1,59}")
_PHONE: Final = lazy_pattern(r"\+?\(?[0-9][0-9 ()./-]{6,20}[0-9]")
_DAY: Final = lazy_pattern(
    r"(?:19|20)[0-9]{2}(?:[-/.年] ?[01]?[0-9][-/.月] ?[0-3]?[0-9].{0,4})?"
    r"|[0-3]?[0-9][-/.][01]?[0-9][-/.](?:19|20)[0-9]{2}"
)
_SHAPES: Final = {"name": _NAME, "phone": _PHONE, "birth": _DAY}
_MOST: Final = 200  # values


def _kinds_of(names: tuple[str, ...]) -> dict[str, str]:
    """By column what it tells of a person; nothing where the table is for all, or does not tell enough."""
    if not all_words(names).isdisjoint(_FOR_ALL):
        return {}
    found = {name: kind for name in names if (kind := _kind_of("".join(words(name))))}
    return found if "name" in found.values() and len(set(found.values())) > 1 else {}


def _kind_of(name: str) -> str:
    if name in _NAMES:
        return "name"
    return "phone" if name in _REACHED else "birth" if name in _BORN else ""


_KINDS: Final = Remembered(_kinds_of)
_last: tuple[Surroundings, tuple[Told, ...]] | None = None


def people_in_rows(place: Surroundings) -> tuple[Told, ...]:
    """What the tables of a message tell of people, value by value; that of the last message is kept."""
    global _last
    last = _last
    if last is None or last[0] is not place:
        tables = named_rows(place) if may_hold_tables(place) else ()
        last = _last = place, tuple(islice((told for table in tables for told in _told(table)), _MOST))
    return last[1]


def _told(table: Table) -> Iterator[Told]:
    if all_words(table.names[-2:]).isdisjoint(_FOR_ALL):
        for name, kind in _KINDS[tuple(table.columns)].items():
            for leaf in table.columns[name]:
                value = text(leaf.value).strip() if not isinstance(leaf.value, bool) else ""
                if len(value) <= 60 and _SHAPES[kind].fullmatch(value):
                    yield leaf, kind


def phones_in_rows(place: Surroundings) -> Iterator[Leaf]:
    """The telephone numbers in such tables as somebody dials them at home; those from + on are known by themselves."""
    return (leaf for leaf, kind in people_in_rows(place) if kind == "phone" and text(leaf.value)[:1] != "+")
