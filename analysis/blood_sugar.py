"""Judges numbers that may be the sugar in somebody's blood: by names in full, and by short ones beside a unit or a trend."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.body_around import AROUND, is_of_nobody
from analysis.body_words import EATEN, SOLD
from analysis.field_names import is_named, words
from analysis.quantity_kinds import Field
from analysis.records import Confidence
from analysis.surroundings import Surroundings, outer
from analysis.unit_words import unit_of_text

GLUCOSE: Final = ("blood glucose", "glucose", "blood sugar", "glucose level")
# Nightscout's entries (sgv, mbg), Tidepool's (cbg, smbg), Dexcom's (egv), LibreView's
GLUCOSE_SHORT: Final = ("sgv", "mbg", "cbg", "smbg", "egv", "egvs", "bg", "sg", "value in mg per dl",
                         "value in mg", "glyc", "gly", "gluc", "glu", "glic", "glik", "glyk", "bgl", "bz",
                         "cukier", "cukr",
                         "zucker", "azucar", "sugar", "gl", "seker", "xt", "tang", "kettochi", "bs", "mgdl", "mg dl",
                         "mmol l", "g", "mmoll",
                         "السكر", "سكر", "цукор", "сахар", "ζαχαρο", "sukkar", "zaharo", "zahar", "glicemia")  # fmt: skip
# When it was taken.
_AROUND_SHORT: Final = AROUND | {
    "before",
    "after",
    "fasting",
    "pre",
    "post",
    "meal",
    "vor",
    "nach",
    "avant",
    "apres",
    "antes",
}
_SUGAR: Final = frozenset({
    "glucose", "cgm", "nightscout", "dexcom", "xdrip", "libre", "libreview", "direction", "trend", "insulin", "carbs",
    "mgdl", "mmol", "mg", "diabetes", "diab", "ins", "sgv", "tidepool", "carelink", "bolus", "glycemia",
    "diabete", "diabet",
    "cukrzyca",
    "tendance", "tendencia", "fleche", "flecha", "kh", "basal", "cgms", "fgm", "glucometer", "glucometre",
    "glucometro",
})  # fmt: skip
# Food, without what diaries of diabetes write down beside the sugar.
_DISHES: Final = EATEN - {
    "carbs", "carbohydrates", "kohlenhydrate", "glucides", "carboidrati", "carboidratos", "hidratos", "food", "foods",
    "meal",
    "meals", "mahlzeit", "nutrition", "protein", "proteins", "fiber", "fibre",
}  # fmt: skip
_SUGAR_UNITS: Final = frozenset({"mg/dL", "mmol/L"})
_NO_OTHER_UNIT: Final = _SUGAR_UNITS | {""}


def blood_sugar(field: Field, place: Surroundings) -> Confidence | None:
    """The sugar in the blood, in mg/dL or mmol/L."""
    if not 1 < field.low <= field.high <= 600 or field.unit not in _NO_OTHER_UNIT:
        return None
    if is_of_nobody(field, place):
        return None
    if is_named(field.called, GLUCOSE, AROUND):
        return Confidence.CERTAIN if place.near_words(field.path, field.names).isdisjoint(SOLD) else None
    if not is_named(field.called, GLUCOSE_SHORT, _AROUND_SHORT) or _is_unit_of_another(field):
        return None
    if words(field.called) == ("g",) and not _is_told_beside(field, place):  # grams, too
        return None
    near = (place.near_words(field.path, field.names) | place.sent_words) - frozenset(words(field.called))
    told = (field.unit in _SUGAR_UNITS and "mg" not in words(field.called)) or _is_told_beside(field, place)
    if not near.isdisjoint(_DISHES | SOLD):  # sugar is eaten, too
        return None
    noted = told or {"date", "string"} <= near or {"blood", "pressure"} <= near or "systolic" in near
    return Confidence.LIKELY if noted or not near.isdisjoint(_SUGAR) else None


_TRENDS: Final = frozenset({
    "→", "↗", "↘", "↑", "↓", "↑↑", "↓↓", "flat", "fortyfiveup", "fortyfivedown", "singleup", "singledown",
})  # fmt: skip
_MOST: Final = 32  # texts of one object


def _is_told_beside(field: Field, place: Surroundings) -> bool:
    """Whether a unit of blood sugar stands beside it under any name, or the arrow of a trend in the same row."""
    beside = islice(place.siblings(field.path).values(), _MOST)
    row = place.lists.get(outer(field.path), ()) if field.path.endswith("]") else ()
    texts = [
        value
        for value in (*beside, *(item.value for item in row))
        if isinstance(value, str) and len(value) <= 16
    ]
    return any(unit_of_text(value) in _SUGAR_UNITS or value.lower() in _TRENDS for value in texts)


def _is_unit_of_another(field: Field) -> bool:
    """Whether it is called by nothing but a unit, which is not its own name: laboratories count much else in it."""
    unit = "".join(words(field.called)) in ("mgdl", "mmoll")
    return unit and (not field.names or words(field.names[-1]) != words(field.called))
