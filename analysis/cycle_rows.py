"""Finds cycles in a row: a day on which each began, beside how strong the bleeding was on each of its days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf
from analysis.readings import instant
from analysis.surroundings import Surroundings, generic, outer
from analysis.translated_names import without_marks

_BLEEDINGS: Final = frozenset({
    "bleeding", "bleedings", "bleedingdays", "menses", "blutung", "blutungen", "sangrado", "sangrados", "sangramento",
    "saignement", "saignements", "sanguinamento", "sanguinamenti", "krwawienie", "krwawienia", "krvaceni", "bloeding",
    "bloedingen", "bloedverlies", "blodning", "blodningar", "blodninger", "blødning", "blødninger", "bladning", "vuoto",
    "verenvuoto", "sangerare", "sangerari", "verzes", "kanama", "krvarenje", "αιμορραγια", "αιμα", "نزيف", "النزيف",
    "кровотеча", "кровотечение", "выделения", "виділення", "ramau", "rakinh", "perdarahan", "出血", "出血量", "経血",
    "経血量", "月经量", "월경량", "출혈",
})  # fmt: skip
# The same where the address tells of cycles: water and electricity flow, too.
_FLOWING: Final = frozenset({
    "flow", "flows", "flowlevels", "flujo", "flux", "flusso", "fluxo", "intensity", "intensities", "levels", "days",
    "staerke", "starke", "styrka", "styrke", "ροη", "nasilenie", "intenzita", "intensidad", "intensite",
})  # fmt: skip
_SENT: Final = lazy_pattern(
    r"\bmens(?:es|app|log|kal|cyk|dag|kol|tra|\b)|menstr|ovul|fertil|zyklus|cyclus|\bciclo|regles|\bregla|kuukautis|miesiacz"
    r"|seiri|yuejing|emmin|period.?(?:track|log|diary|cal|app)"
)
_NOT_OF_A_CYCLE: Final = frozenset({
    "billing", "subscription", "invoice", "amount", "price", "wound", "gums", "patients", "population", "battery", "charge",
    "program", "wash", "water", "pump", "meter", "radiator", "brake", "brakes", "cohort", "study",
})  # fmt: skip
_DAY: Final = lazy_pattern(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]")
_MOST_DAYS: Final = 14
_STRONGEST: Final = 5
_MOST: Final = 32  # names of a row


def _plain(name: str) -> str:
    return without_marks(name).lower().replace("_", "").replace(" ", "")


BLED: Final = picking(lambda name: _plain(name) in _BLEEDINGS | _FLOWING, spelled=_BLEEDINGS | _FLOWING)


def cycles_listed(place: Surroundings) -> Iterator[Leaf]:
    """``{"start": "2026-10-03", "length": 29, "bleeding": [3, 3, 2, 1]}``: the first day of the first of such lists."""
    seen: set[str] = set()
    days: set[tuple[str, ...]] = set()
    for leaf in place.leaves_of(BLED):
        if _is_under_its_day(leaf) and _plain(leaf.name) in _BLEEDINGS and leaf.names[:-2] not in days:
            days.add(leaf.names[:-2])
            if (place.near_words(leaf.path, leaf.names) | place.sent_words).isdisjoint(_NOT_OF_A_CYCLE):
                yield leaf
            continue
        listed = outer(leaf.path) if leaf.path.endswith("]") else ""
        if not listed or leaf.context != "body" or generic(listed) in seen:
            continue
        seen.add(generic(listed))
        row = place.group(outer(listed))
        if row is None or not _is_of_days(place.lists.get(listed, ())) or not _has_a_day(row):
            continue
        near = (
            place.near_words(leaf.path, leaf.names) | place.sent_words | all_words(islice(row.members, _MOST))
        )
        told = _plain(leaf.name) in _BLEEDINGS or _is_sent_to_cycles(place)
        if told and near.isdisjoint(_NOT_OF_A_CYCLE):
            yield leaf


def _is_under_its_day(leaf: Leaf) -> bool:
    """``{"2026-08-12": {"bleeding": 2}}``."""
    day = leaf.names[-2] if len(leaf.names) > 1 else ""
    return _DAY.fullmatch(day) is not None and type(leaf.value) is int and 0 <= leaf.value <= _STRONGEST


def _is_sent_to_cycles(place: Surroundings) -> bool:
    sent = place.payload.transmission
    return _SENT.search(f"{sent.host}/{sent.path[:200]}".lower()) is not None


def _is_of_days(items: list[Leaf] | tuple[Leaf, ...]) -> bool:
    return 2 <= len(items) <= _MOST_DAYS and all(
        type(item.value) is int and 0 <= item.value <= _STRONGEST for item in items
    )


def _has_a_day(row: Group) -> bool:
    texts = (leaf.value for leaf in islice(row.members.values(), _MOST) if isinstance(leaf.value, str))
    return any(len(value) >= 8 and instant(value) is not None for value in texts)
