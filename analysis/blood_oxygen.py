"""Judges numbers that may be the oxygen in somebody's blood: by names in full, and by short ones beside a pulse."""

from __future__ import annotations

from typing import Final

from analysis.body_around import AROUND, is_of_nobody
from analysis.body_words import NO_BLOOD, WATERS
from analysis.field_names import all_words, is_named
from analysis.quantity_kinds import Field
from analysis.records import Confidence
from analysis.surroundings import Surroundings

OXYGEN: Final = ("spo 2", "spo", "sp o 2", "blood oxygen", "oxygen saturation", "blood oxygen saturation",
                  "o 2 saturation")  # fmt: skip


OXYGEN_SHORT: Final = (
    "ox",
    "oxygen",
    "o 2",
    "o2",
    "sat",
    "sats",
    "sat o 2",
    "o 2 sat",
    "sp o",
    "sao 2",
    "so 2",
    "saturation",
    "saturacion",
    "saturacao",
    "saturazione",
    "saturacja",
    "saturace",
    "saettigung",
    "sattigung",
    "saturatie",
    "saturasyon",
    "satur",
    "oksijen",
    "oxygene",
    "oxigeno",
    "oxigenio",
    "ossigeno",
    "zuurstof",
    "oksygen",
    "syre",
    "happi",
)  # where a pulse stands beside it
_OXIMETERS: Final = frozenset({
    "oxy", "oxi", "oximeter", "oximetre", "oxymetre", "oximetro", "ossimetro", "oksymetr", "oxymetr", "pulsoximeter",
    "saturation", "saturatiemeter", "spo",
})  # fmt: skip
_SOLD: Final = frozenset({"price", "sku"})
_PULSE: Final = frozenset(
    {"polso", "pols", "battiti", "fc", "fk", "hf", "hr", "bpm", "pulse", "heartrate", "heart", "pr", "prbpm"}
)


def _is_no_water(field: Field, place: Surroundings) -> bool:
    near = place.near_words(field.path, field.names) | place.sent_words
    return near.isdisjoint(NO_BLOOD | WATERS)


def blood_oxygen(field: Field, place: Surroundings) -> Confidence | None:
    """The share of oxygen in the blood, in per cent or parts of one."""
    if not (50 <= field.low <= field.high <= 100 or 0.5 <= field.low <= field.high <= 1):
        return None
    if is_of_nobody(field, place):
        return None
    if field.low >= 50 and {"oxygen", "saturation"} <= all_words(field.names[-3:]):
        return Confidence.LIKELY if _is_no_water(field, place) else None
    if field.low >= 70 and is_named(field.called, OXYGEN_SHORT, AROUND) and field.unit in ("", "%"):
        near = place.near_words(field.path, field.names)
        told = not near.isdisjoint(_PULSE) or not place.sent_words.isdisjoint(_OXIMETERS)
        return Confidence.LIKELY if told and near.isdisjoint(NO_BLOOD | WATERS) else None
    if field.unit not in ("", "%") or not is_named(field.called, OXYGEN, AROUND):
        return None
    return Confidence.CERTAIN if place.near_words(field.path, field.names).isdisjoint(_SOLD) else None
