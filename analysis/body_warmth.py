"""Judges numbers that may be the temperature of a body: by names in full, among vital signs, or of whom it was taken."""

from __future__ import annotations

from typing import Final

from analysis.body_around import AROUND
from analysis.body_words import AT_A_BODY, BESIDE_SMALL, SMALL, TAKEN_BY
from analysis.field_names import is_named, words
from analysis.quantity_kinds import Field
from analysis.records import Confidence
from analysis.surroundings import Surroundings

TEMPERATURE: Final = (
    "bbt",
    "skin temp", "wrist temp", "core temp", "basal temp", "body temperature", "basal body temperature",
    "skin temperature", "wrist temperature", "body temp", "basal body temp",
    "basal temperature", "core temperature", "sleeping wrist temperature",
)  # fmt: skip
_MACHINE: Final = frozenset({"cpu", "gpu", "soc", "npu", "chip", "battery", "device", "printer", "engine"})


WARM: Final = ("temp", "temperature", "fever", "temps", "temperatures")
_FEVER: Final = 35.5  # degrees C
_AMONG_VITALS: Final = frozenset({
    "vitals", "vital", "spo", "hr", "bp", "patient", "fever", "pulse", "symptoms", "systolic", "sys", "sbp",
    "heartrate",
    "respiratory", "bloodpressure", "bpm", "heart", "headache", "cough", "husten", "toux", "tosse", "kaszel",
    "schmerzen",
    "medication", "paracetamol", "ibuprofen",
})  # fmt: skip


def _is_taken_of_a_body(field: Field, place: Surroundings) -> bool:
    beside = place.siblings(field.path)
    return any(str(beside.get(name))[:16].lower() in AT_A_BODY for name in TAKEN_BY)


def warmth(field: Field, place: Surroundings) -> Confidence | None:
    """The temperature of a body or of its skin."""
    clear = is_named(field.called, TEMPERATURE, AROUND)
    warm = not clear and 34 <= field.low <= field.high <= 42.5
    if warm and is_named(field.called, WARM, AROUND) and field.unit in ("", "C", "F"):
        near = place.near_words(field.path, field.names)
        taken = (
            not near.isdisjoint(SMALL)
            and near.isdisjoint(BESIDE_SMALL)
            and (field.low != int(field.low) or field.is_series)
        )
        among = not near.isdisjoint(_AMONG_VITALS) or near >= {"blood", "pressure"}
        fever = "fever" in words(field.called) and field.low >= _FEVER
        told = taken or among or fever or _is_taken_of_a_body(field, place)
        return Confidence.LIKELY if told and near.isdisjoint(_MACHINE) else None
    fits = 25 <= field.low <= field.high <= 45 or 77 <= field.low <= field.high <= 113
    if not fits or field.unit not in ("", "C", "F") or not clear:
        return None
    core = "core" in words(field.called)
    return (
        None
        if core and not place.near_words(field.path, field.names).isdisjoint(_MACHINE)
        else Confidence.LIKELY
    )


DEVIATION: Final = (
    "skin deviation", "skin temperature deviation", "skin temp deviation", "skin temp delta",
    "skin temperature delta",
    "skin temperature variation", "wrist temperature deviation", "wrist temp deviation", "body temperature deviation",
    "temperature deviation", "temp deviation", "temperature trend deviation", "skin temp trend deviation", "temp dev",
    "temperature dev", "skin temp dev", "temp delta", "body temp deviation",
)  # fmt: skip
_NIGHTLY: Final = frozenset({
    "sleep", "hrv", "resting", "readiness", "recovery", "respiratory", "breath", "rhr", "ring", "hr", "heart",
    "pulse",
    "cycle", "spo",
})  # fmt: skip


def deviation(field: Field, place: Surroundings) -> Confidence | None:
    """How much warmer than usual the skin is, as rings and watches tell of a night."""
    if not -6 <= field.low <= field.high <= 6 or not is_named(field.called, DEVIATION, AROUND):
        return None
    spoken = frozenset(words(field.called))
    if not (spoken.isdisjoint({"skin", "wrist", "body"}) or spoken.isdisjoint({"temperature", "temp"})):
        return Confidence.LIKELY
    near = place.near_words(field.path, field.names) | place.sent_words
    return Confidence.LIKELY if not near.isdisjoint(_NIGHTLY) and near.isdisjoint(_MACHINE) else None
