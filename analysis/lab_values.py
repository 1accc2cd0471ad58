"""Finds what a laboratory found in somebody's blood: rows with the name or the code of a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, is_named, words
from analysis.lab_rows import SOLD_TOO, is_of_a_known_sample, rows_by_unit
from analysis.medical_words import KINDS, LAB_UNITS, is_bound
from analysis.name_tables import picking
from analysis.named_rows import may_hold_tables, named_rows
from analysis.payload import Leaf
from analysis.quantity_kinds import QUALIFIERS, telling_words
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.sensor_units import UNIT_FIELDS
from analysis.surroundings import Surroundings

_AROUND: Final = QUALIFIERS | {
    "name", "names", "list", "before", "after", "today", "current", "code", "codes", "type", "description", "text",
    "note", "notes", "score", "rating", "log",
    "entry", "status", "primary", "secondary", "known", "chronic", "medical", "severity", "display", "taken", "pain",
    "codeable", "concept", "handed", "over", "given", "dispensed", "administered", "reported", "issued",
}  # fmt: skip


TELLING: Final = telling_words(*KINDS.values())  # every name that tells a kind holds one


def _kind(name: str) -> str:
    if TELLING.isdisjoint(words(name)):
        return ""
    return next((kind for kind, phrases in KINDS.items() if is_named(name, phrases, _AROUND)), "")


KIND: Final = Remembered(_kind)  # of a name: the category that it tells, or ""
LABELLED: Final = picking(lambda called: KIND[called] == "health.lab", telling_words(KINDS["health.lab"]))


def _labelled(place: Surroundings) -> Iterator[tuple[Leaf, str]]:
    """``{"display": "Cholesterol", "value": 231, "unit": "mg/dL"}``, FHIR's and HL7's observations."""
    for leaf in place.typed_of(LABELLED):
        around = place.around(leaf.path)
        if (
            around is None
            or number(leaf.value) is None
            or isinstance(leaf.value, bool)
            or leaf.context != "body"
            or is_bound(leaf.name, around.members)
            or not all_words(around.members).isdisjoint(SOLD_TOO)
        ):
            continue
        said = {
            str(around.members[name].value).strip().lower() for name in UNIT_FIELDS[tuple(around.members)]
        }
        called = next(name for name in place.callings(leaf.path, leaf.names) if KIND[name] == "health.lab")
        if said & LAB_UNITS or ("%" in said and "hb" in "".join(words(called))):
            yield leaf, called


# What a laboratory's value is called in other languages, and what stands beside it.
_OF_TESTS: Final = frozenset({
    "badanie", "parametr", "parameter", "analyse", "examen", "prueba", "esame", "onderzoek", "vysetreni", "prov",
    "analisi",
    "analisis", "wert_name", "bezeichnung", "analyt", "tahlil", "test_adi", "tutkimus", "vizsgalat", "analiza",
    "exame",
    "kensa", "項目", "検査", "项目", "analit", "marcador", "laborwert", "prove",
})  # fmt: skip
_TEST_NAMES: Final = (("test",), ("analyte",), ("biomarker",), ("test", "name"), ("marker",))
_RESULTS: Final = (
    "value", "result", "wynik", "wert", "ergebnis", "resultat", "resultado", "risultato", "vysledek", "uitslag",
    "tulos",
    "sonuc", "valeur", "valor", "valore", "waarde", "hodnota", "rezultat", "eredmeny", "arvo", "值", "値", "结果",
)  # fmt: skip
TESTS: Final = picking(
    lambda name: words(name) in _TEST_NAMES or name.lower() in _OF_TESTS,
    {said[0] for said in _TEST_NAMES},
    _OF_TESTS,
)


def _rows(place: Surroundings) -> Iterator[tuple[Leaf, str]]:
    """``{"test": "HbA1c", "value": 6.1}``."""
    for leaf in place.leaves_of(TESTS):
        around = place.around(leaf.path)
        members = around.members if around is not None else {}
        value = next((members[name] for name in _RESULTS if name in members), None)
        if value is None or not isinstance(leaf.value, str) or len(leaf.value) > 40:
            continue
        swab = leaf.value.strip().lower() in _SWABS and str(value.value)[:24].lower() in _FINDINGS
        if swab or KIND[leaf.value] == "health.lab":
            yield value, leaf.value


# Tests of a swab, and what they find.
_SWABS: Final = frozenset(
    {
        "antigen",
        "pcr",
        "covid",
        "covid-19",
        "sars-cov-2",
        "lateral flow",
        "lfd",
        "rat",
        "influenza a",
        "strep a",
    }
)
_FINDINGS: Final = frozenset({
    "positive", "negative", "positiv", "negativ", "positivo", "negativo", "positif", "negatif", "pozytywny",
    "negatywny",
    "positief", "negatief", "pozitivni", "negativni", "pozitif", "invalid", "detected", "not detected",
})  # fmt: skip


def _in_tables(place: Surroundings) -> Iterator[tuple[Leaf, str]]:
    """``{"cols": ["test", "value", "unit"], "rows": [["HbA1c", 6.1, "%"], …]}``."""
    for table in named_rows(place) if may_hold_tables(place) else ():
        tests = TESTS[tuple(table.columns)]
        result = next((name for name in _RESULTS if name in table.columns), "")
        pairs = zip(table.columns[tests[0]], table.columns[result], strict=True) if tests and result else ()
        for test, value in pairs:
            if isinstance(test.value, str) and len(test.value) <= 40 and KIND[test.value] == "health.lab":
                yield value, test.value


def lab_values(place: Surroundings) -> Iterator[tuple[Leaf, str]]:
    """Values that a laboratory found, with what each is called."""
    if is_of_a_known_sample(place):
        return
    yield from _rows(place)
    yield from _in_tables(place)
    yield from _labelled(place)
    yield from rows_by_unit(place)
