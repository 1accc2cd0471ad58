"""Tells rows of a directory of places that are open to all: shops, chemists, filling stations, with how to reach each.

A row has a name and an address or a telephone number, and its list is named after a kind of place; or it is a feature of
GeoJSON (RFC 7946) that tells its hours.
"""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words, words
from analysis.kinds_of_places import FOR_ALL, KINDS
from analysis.lazy_patterns import lazy_pattern
from analysis.opening_words import HOURS, HOURS_OF_ROWS, OPENING
from analysis.payload import Group
from analysis.readings import is_time_name, text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer
from analysis.translated_names import folded

_NEUTRAL: Final = frozenset(
    {
        "data",
        "items",
        "rows",
        "results",
        "features",
        "list",
        "entries",
        "records",
        "value",
        "ergebnis",
        "ergebnisse",
        "treffer",
        "resultados",
        "resultats",
        "risultati",
        "resultaten",
        "wyniki",
        "vysledky",
        "liste",
        "lista",
    }
)
CALLED: Final = frozenset({
    "name", "nm", "title", "label", "nome", "naam", "nom", "nazwa", "nombre", "ad", "adi", "bezeichnung", "nazev",
    "navn", "namn", "nimi", "nev", "denumire", "isim", "название", "наименование", "назва", "όνομα", "ονομα",
    "επωνυμία", "ονομασία", "الاسم", "اسم", "ten", "ime", "naziv", "名称", "名稱", "店名", "駅名", "施設名", "매장명",
})  # fmt: skip
_STANDS_AT: Final = frozenset({
    "address", "addr", "adr", "street", "indirizzo", "adresse", "adres", "direccion", "strasse",
    "rue", "voie", "calle", "rua", "via", "ulica", "ulice", "utca", "gata", "gatuadress", "vej",
    "katuosoite", "cad", "endereco", "morada", "cim", "osoite", "strada", "adresa", "naslov", "вулиця",
    "адреса", "улица", "адрес", "οδός", "διεύθυνση", "العنوان", "الشارع", "duong", "diachi",
})  # fmt: skip
_CALLED_AT: Final = frozenset({"phone", "tel", "telephone", "telefon", "telefono", "telefoon"})
_TOLD: Final = frozenset({"free", "total", "capacity", "occupied", "vacant", "spaces"})  # of a car park
_WHO: Final = frozenset(
    {"firstname", "lastname", "surname", "givenname", "birthdate", "employee", "salary", "gender"}
)
_HOURS: Final = frozenset(
    {"hours", "openinghours", "zeiten", "horaires", "orari", "horario", "openingstijden"}
)
_OPEN: Final = OPENING | HOURS | HOURS_OF_ROWS
_KIND_NAMES: Final = frozenset({
    "type", "typ", "kind", "category", "amenity", "feature",
    "emergency", "class", "art", "kategorie", "tipo", "kategoria",
})  # fmt: skip
_MOST: Final = 32  # names of an object that is told to be one
_LONGEST: Final = 40  # characters of a name or a kind
_FROM_TO: Final = lazy_pattern(
    r"(?i).{0,12}?\b[0-2]?[0-9](?:[:.h][0-5][0-9]|h| ?[ap]m)?\s?(?:-|–|bis|to)\s?[0-2]?[0-9].{0,60}"
)


def _row_of_names(names: tuple[str, ...]) -> str:
    """The name under which a row is called, where it tells an address or a telephone number too; else ""."""
    said = all_words(names)
    if said.isdisjoint(_STANDS_AT | _CALLED_AT) and len(said & _TOLD) < 2:
        return ""
    if any("".join(words(name)) in _WHO for name in names):
        return ""
    return next((name for name in names if words(name)[-1:] and words(name)[-1] in CALLED), "")


_NAME_OF_ROW: Final = Remembered(_row_of_names)


def _says_for_all(names: tuple[str, ...]) -> bool:
    for name in names:
        spoken = words(name) if len(name) <= _LONGEST else ()
        if not FOR_ALL.isdisjoint((*spoken, "".join(spoken), *map(folded, spoken))):
            return True
    return False


IS_FOR_ALL: Final = Remembered(_says_for_all)  # whether one of some names is that of a thing for all
_SAID: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names)
)


def _says_kind(names: tuple[str, ...]) -> bool:
    said = all_words(names)
    return not KINDS.isdisjoint((*said, *map(folded, said), *("".join(words(name)) for name in names)))


IS_KIND: Final = Remembered(_says_kind)  # whether one of some names is that of a kind of place


def is_in_a_directory(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a list named after a kind of place, each with its own name, or a feature with hours.

    Or it is put up in the open for whoever needs it, as a defibrillator is, of which there need be no second.
    """
    if IS_FOR_ALL[group.names[-2:]] or _is_told_to_be_for_all(group):
        return True
    if group.path.endswith("]"):
        if _is_unnamed(group) and not FOR_ALL.isdisjoint(place.sent_words):
            return True
        return is_kind_of_place(group, place) and _is_called_otherwise(group, place)
    return group.name == "properties" and _has_hours(group, place)


def _is_told_to_be_for_all(group: Group) -> bool:
    """``{"type": "hydrant"}``, ``{"hydrant": "H 12", "hours": …}``: in an object that tells no time."""
    names = tuple(group.members)
    if len(names) > _MOST or any(map(is_time_name, names)):
        return False
    if IS_FOR_ALL[names] and not _SAID[names].isdisjoint(_OPEN):
        return True
    kinds = (group.members[name].value for name in _KIND_NAMES.intersection(names))
    return any(isinstance(kind, str) and len(kind) <= _LONGEST and IS_FOR_ALL[(kind,)] for kind in kinds)


def _is_unnamed(group: Group) -> bool:
    return not group.names or group.names[-1].lower() in _NEUTRAL


def is_kind_of_place(group: Group, place: Surroundings) -> bool:
    """Whether a list in which an object stands is named after a kind of place, or is what was sent to such a name."""
    if IS_KIND[group.names[-2:]]:
        return True
    return _is_unnamed(group) and not KINDS.isdisjoint(place.sent_words)


def _is_called_otherwise(group: Group, place: Surroundings) -> bool:
    """Whether the first two rows of the list of an object have different names."""
    name = _NAME_OF_ROW[tuple(group.members)]
    rows = group.path[: group.path.rindex("[")]
    first = [place.group(f"{rows}[{at}]") for at in range(2)] if name else []
    called = {text(row.members[name].value) for row in first if row is not None and name in row.members}
    return len(called) > 1


def _has_hours(group: Group, place: Surroundings) -> bool:
    """Whether a feature that is a point tells from when to when it is open."""
    geometry = place.group(f"{outer(group.path)}.geometry")
    kind = geometry.members.get("type") if geometry is not None else None
    if kind is None or kind.value != "Point":
        return False
    return any(
        "".join(words(name)) in _HOURS
        and isinstance(leaf.value, str)
        and _FROM_TO.fullmatch(leaf.value[:100]) is not None
        for name, leaf in group.members.items()
    )
