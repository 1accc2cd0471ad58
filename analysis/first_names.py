"""Tells statistics of first names: how many children were called so, girls and boys apart."""

from __future__ import annotations

from typing import Final

from analysis.payload import Group
from analysis.reference_tables import first_rows, said_by
from analysis.surroundings import Surroundings

_CALLED: Final = frozenset({
    "name", "firstname", "vorname", "prenom", "nombre", "nome", "imie", "givenname", "babyname", "voornaam", "fornavn",
    "fornamn", "etunimi", "jmeno", "isim",
})  # fmt: skip
_GIVEN: Final = frozenset({
    "births", "count", "occurrences", "frequency", "anzahl", "number", "n", "total", "haeufigkeit", "nombredenaissances",
    "nacimientos", "frecuencia", "liczba", "antal", "antall", "aantal", "pocet", "lukumaara", "naissances", "nascite",
})  # fmt: skip
_OF_A_STATISTIC: Final = _CALLED | _GIVEN | frozenset({
    "gender", "sex", "geschlecht", "sexe", "sexo", "sesso", "plec", "kon", "kjonn", "geslacht", "pohlavi", "rank", "rang",
    "position", "year", "jahr", "annee", "ano", "anno", "rok", "share", "percent", "prop", "change", "state", "region",
    "origin", "meaning", "decade", "id", "jahrgang", "bezirk", "stadtteil", "trend", "peakyear",
})  # fmt: skip


def is_of_first_names(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of such statistics, which holds nothing else."""
    said = said_by(group)
    if said.isdisjoint(_CALLED) or said.isdisjoint(_GIVEN) or not said <= _OF_A_STATISTIC:
        return False
    return bool(first_rows(group.path, place, 2))
