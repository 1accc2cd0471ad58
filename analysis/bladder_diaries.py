"""Finds what diaries of a bladder, a bowel or a stoma hold: how much, how urgent, what leaked, when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.name_tables import SAID_BY
from analysis.payload import Leaf
from analysis.readings import instant, is_time_name
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic
from analysis.translated_names import without_marks

_SURE: Final = frozenset({
    "stoma", "ostomy", "colostomy", "ileostomy", "urostomy", "stomie", "stomia", "urostomie", "colostomie",
    "ileostomie", "incontinence", "incontinent", "inkontinenz", "inkontinens", "inkontinenssi", "incontinentie",
    "incontinenza", "incontinencia", "incontinenta", "inkontinencia", "inkontinence", "нетримання", "недержание",
    "ακρατεια", "urine", "urin", "urina", "orina", "mocz", "virtsa", "vizelet", "urinmangd", "urinmenge",
    "urinvolume", "сеча", "моча", "ουρα", "voidedml", "voidvolume", "voidedvolume", "micturition", "miktion",
    "miction", "minzione", "bowelmovement", "stooltype", "bristolscale", "bristoltype", "bristolscore", "stuhl",
    "stuhlgang", "stoelgang", "ontlasting", "avforing", "avføring", "selles", "heces", "feci", "stolec", "stolice",
    "uloste", "szeklet", "catheter", "katheter", "kateter", "catetere",
})  # fmt: skip
_BESIDE: Final = frozenset({
    "volume", "volumen", "ml", "amount", "menge", "mangd", "urgency", "drang", "trangning", "trang", "aandrang",
    "urgenza", "urgencia", "urgence", "parcie", "leak", "leakage", "leaked", "lackage", "lekkage", "perdita", "fuga",
    "fuite", "wyciek", "verlust", "pad", "pads", "einlage", "inlaga", "protection", "pannolone", "absorbente", "bag",
    "pouch", "poche", "beutel", "zakje", "sacca", "bolsa", "worek", "pase", "consistency", "konsistenz",
    "consistance", "consistenza", "consistencia", "konsistens", "blood", "blut", "blod", "sang", "sangue", "sangre",
    "output", "changed", "gewechselt", "emptied", "geleert", "type", "typ", "tipo", "scale", "skala", "score", "pain",
    "straining", "nocturia", "nachts", "night", "fluid", "drink",
})  # fmt: skip
_NOT_OF_A_DIARY: Final = frozenset({
    "price", "sku", "product", "products", "cat", "cats", "dog", "dogs", "pet", "pets", "litter", "vet", "horse", "cow",
    "lab", "reagent", "strip", "article", "quiz", "furniture", "chair", "fertilizer", "dry", "species",
})  # fmt: skip
_MOST: Final = 24  # names of such an object


def _words_of(name: str) -> frozenset[str]:
    plain = without_marks(name).lower().replace("-", "_").replace(" ", "_")
    return frozenset((*words(name), *plain.split("_"), plain.replace("_", "")))


def _noted(names: tuple[str, ...]) -> str:
    """The name that tells by itself, of an object in which another one or two belong to such a diary."""
    if len(names) > _MOST or SAID_BY[names].isdisjoint(_SURE):
        return ""
    sure = next((name for name in names if not _SURE.isdisjoint(_words_of(name))), "")
    beside = sum(not (_SURE | _BESIDE).isdisjoint(_words_of(name)) for name in names if name != sure)
    own = not _BESIDE.isdisjoint(_words_of(sure)) if sure else False
    return sure if beside > 1 or (beside and own) else ""


BLADDER_NOTES: Final = Remembered(_noted)


def bladder_notes(place: Surroundings) -> Iterator[Leaf]:
    """``{"at": "07:58", "urine_ml": 220, "urgency": 3, "leak": true}``: the first of each list, with its time."""
    seen: set[str] = set()
    for group, names in place.shapes:
        told = (
            BLADDER_NOTES[names]
            if group.context in ("body", "query") and generic(group.path) not in seen
            else ""
        )
        if not told or not any(
            is_time_name(name) or _is_moment(group.members[name]) for name in names[:_MOST]
        ):
            continue
        leaf = group.members[told]
        near = place.near_words(leaf.path, leaf.names) | place.sent_words
        if leaf.value not in (None, "", False) and near.isdisjoint(_NOT_OF_A_DIARY):
            seen.add(generic(group.path))
            yield leaf


def _is_moment(leaf: Leaf) -> bool:
    return (
        isinstance(leaf.value, str) and len(leaf.value) >= len("20261119") and instant(leaf.value) is not None
    )
