"""Recognises health readings: heart rate, oxygen, glucose, body temperature, weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from analysis.body_words import (
    AT_A_BODY,
    BESIDE_SMALL,
    LIFTED,
    NO_BLOOD,
    PARCEL,
    PLAYED,
    SMALL,
    TAKEN_BY,
    WATERS,
)
from analysis.event_names import tells_of_the_heart
from analysis.field_names import all_words, is_named, words
from analysis.menus import is_row_of_offers
from analysis.payload import Payload
from analysis.quantities import QUALIFIERS, Field, Gauge, Quantity, telling_words
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "bpm", "resting", "sleeping", "walking", "instant", "continuous", "average", "kg", "lb", "lbs", "pct", "percent",
    "percentage", "mmhg", "mg", "dl", "mmol", "l", "ms", "minutes", "min", "seconds", "hours", "total", "record",
    "records", "milli", "millis", "reading", "measurement", "in", "recent", "beat", "workout", "exercise", "night", "c",
    "celsius", "user", "body", "time",
    "offset", "sleep",
}  # fmt: skip
_HEART: Final = ("heart rate", "heart beats per minute", "pulse rate", "heart bpm", "heart rates")
_HEART_SHORT: Final = ("hr", "bpm", "pulse", "hrm", "heart", "beats per minute")
_BODY: Final = frozenset({
    "heart", "pulse", "hrv", "blood", "sys", "dia", "bp", "sbp", "dbp", "bpm", "ecg", "health", "fitness", "workout",
    "wearable",
    "steps", "sleep", "spo", "calories",
    "cadence", "vo", "rr", "fitbit", "garmin", "healthkit", "oxygen", "stress", "systolic", "diastolic", "vitals",
    "oura", "ouraring", "whoop", "polar", "ox", "zepp", "withings", "heartrate", "wellness",
    "kcal", "spm", "wristband",
})  # fmt: skip
_MUSIC: Final = frozenset({
    "tempo", "song", "track", "music", "audio", "playlist", "artist", "album", "beat", "midi", "genre", "key", "loop",
    "metronome", "dj", "deck", "bars",
})  # fmt: skip
_CLOCK: Final = frozenset({"hour", "min", "minute", "mins", "sec", "day"})
_BODY_WEIGHT: Final = ("body weight", "weight kg", "weight lbs", "weight in kg", "body mass", "user weight", "weight record",
                       "weight body mass")  # fmt: skip
_BESIDE_WEIGHT: Final = frozenset({
    "bmi", "height", "fat", "birthday", "birthdate", "age", "gender", "sex", "muscle", "goal", "impedance", "weighin",
    "bodyfat", "bone", "comps",
})  # fmt: skip
_WEIGHING: Final = frozenset({
    "weight", "bodyweight", "weighin", "weighins", "weigh", "weightentry", "weightentries", "weightlog", "weightlogs",
})  # fmt: skip


def _heart_rate(field: Field, place: Surroundings) -> Confidence | None:
    if not 25 <= field.low <= field.high <= 250 or field.unit not in ("", "bpm"):
        return None
    if is_named(field.called, _HEART, _AROUND):
        return Confidence.CERTAIN
    if not is_named(field.called, _HEART_SHORT, _AROUND):
        return None
    near = place.near_words(field.path, field.names)
    own = frozenset(words(field.called))
    if not near.isdisjoint(_MUSIC | PLAYED) or ("hr" in own and not near.isdisjoint(_CLOCK)):
        return None
    if "heart" in own:
        return Confidence.CERTAIN if field.unit == "bpm" else None
    if not (near | place.sent_words).isdisjoint(_BODY - own):
        return Confidence.LIKELY
    if own == {"hr"} and any(tells_of_the_heart(leaf.value) for leaf in place.by_name.get("event", ())[:8]):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if "bpm" in own and field.is_series else None


_VARIABILITY: Final = ("heart rate variability", "hrv", "heart rate variability sdnn", "hrv rmssd", "hrv sdnn", "rmssd",
                       "sdnn")  # fmt: skip


def _variability(field: Field, _place: Surroundings) -> Confidence | None:
    return (
        Confidence.LIKELY if 0 < field.low <= 400 and is_named(field.called, _VARIABILITY, _AROUND) else None
    )


_INTERVALS: Final = ("rr intervals", "rr interval", "ibi", "inter beat intervals", "nn intervals",
                     "beat to beat intervals")  # fmt: skip


def _intervals(field: Field, _place: Surroundings) -> Confidence | None:
    fits = field.is_series and 200 <= field.low <= field.high <= 2500
    return Confidence.LIKELY if fits and is_named(field.called, _INTERVALS, _AROUND) else None


_OXYGEN: Final = ("spo 2", "spo", "sp o 2", "blood oxygen", "oxygen saturation", "blood oxygen saturation",
                  "o 2 saturation")  # fmt: skip


_OXYGEN_SHORT: Final = ("ox", "oxygen", "o 2", "o2")  # where a pulse stands beside it
_PULSE: Final = frozenset({"hr", "bpm", "pulse", "heartrate", "heart", "pr"})


def _is_no_water(field: Field, place: Surroundings) -> bool:
    near = place.near_words(field.path, field.names) | place.sent_words
    return near.isdisjoint(NO_BLOOD | WATERS)


def _oxygen(field: Field, place: Surroundings) -> Confidence | None:
    if not (50 <= field.low <= field.high <= 100 or 0.5 <= field.low <= field.high <= 1):
        return None
    if field.low >= 50 and {"oxygen", "saturation"} <= all_words(field.names[-3:]):
        return Confidence.LIKELY if _is_no_water(field, place) else None
    if field.low >= 70 and is_named(field.called, _OXYGEN_SHORT, _AROUND) and field.unit in ("", "%"):
        near = place.near_words(field.path, field.names)
        return Confidence.LIKELY if not near.isdisjoint(_PULSE) and near.isdisjoint(NO_BLOOD) else None
    return (
        Confidence.CERTAIN if field.unit in ("", "%") and is_named(field.called, _OXYGEN, _AROUND) else None
    )


_GLUCOSE: Final = ("blood glucose", "glucose", "blood sugar", "glucose level")
# Nightscout's entries (sgv, mbg), Tidepool's (cbg, smbg), Dexcom's (egv), LibreView's
_GLUCOSE_SHORT: Final = ("sgv", "mbg", "cbg", "smbg", "egv", "egvs", "bg", "sg", "value in mg per dl",
                         "value in mg")  # fmt: skip
_SUGAR: Final = frozenset({
    "glucose", "cgm", "nightscout", "dexcom", "xdrip", "libre", "libreview", "direction", "trend", "insulin", "carbs",
    "mgdl", "mmol", "mg", "diabetes", "sgv", "tidepool", "carelink", "bolus",
})  # fmt: skip
_SUGAR_UNITS: Final = frozenset({"mg/dL", "mmol/L"})
_NO_OTHER_UNIT: Final = _SUGAR_UNITS | {""}


def _glucose(field: Field, place: Surroundings) -> Confidence | None:
    if not 1 < field.low <= field.high <= 600 or field.unit not in _NO_OTHER_UNIT:
        return None
    if is_named(field.called, _GLUCOSE, _AROUND):
        return Confidence.CERTAIN
    if not is_named(field.called, _GLUCOSE_SHORT, _AROUND):
        return None
    near = (place.near_words(field.path, field.names) | place.sent_words) - frozenset(words(field.called))
    told = field.unit in _SUGAR_UNITS and "mg" not in words(field.called)
    return Confidence.LIKELY if told or {"date", "string"} <= near or not near.isdisjoint(_SUGAR) else None


_TEMPERATURE: Final = (
    "skin temp", "wrist temp", "core temp", "basal temp", "body temperature", "basal body temperature",
    "skin temperature", "wrist temperature", "body temp", "basal body temp",
    "basal temperature", "core temperature", "sleeping wrist temperature",
)  # fmt: skip
_MACHINE: Final = frozenset({"cpu", "gpu", "soc", "npu", "chip", "battery", "device", "printer", "engine"})


_AMONG_VITALS: Final = frozenset({
    "vitals", "vital", "spo", "hr", "bp", "patient", "fever", "pulse", "symptoms", "systolic", "sys", "sbp", "heartrate",
    "respiratory", "bloodpressure", "bpm", "heart",
})  # fmt: skip


def _is_taken_of_a_body(field: Field, place: Surroundings) -> bool:
    beside = place.siblings(field.path)
    return any(str(beside.get(name))[:16].lower() in AT_A_BODY for name in TAKEN_BY)


def _temperature(field: Field, place: Surroundings) -> Confidence | None:
    clear = is_named(field.called, _TEMPERATURE, _AROUND)
    warm = not clear and 34 <= field.low <= field.high <= 42.5
    if warm and is_named(field.called, ("temp", "temperature"), _AROUND) and field.unit in ("", "C", "F"):
        near = place.near_words(field.path, field.names)
        taken = not near.isdisjoint(SMALL) and near.isdisjoint(BESIDE_SMALL) and field.low != int(field.low)
        among = not near.isdisjoint(_AMONG_VITALS) or near >= {"blood", "pressure"}
        told = taken or among or _is_taken_of_a_body(field, place)
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


def _weight(field: Field, place: Surroundings) -> Confidence | None:
    grams = 1000 if field.unit == "g" else 1
    if not 20 <= field.low / grams <= field.high / grams <= 700 or field.unit not in ("", "kg", "g", "lb"):
        return None
    clear = is_named(field.called, _BODY_WEIGHT, QUALIFIERS)
    if not clear and not is_named(field.called, ("weight",), _AROUND - {"x", "min", "max", "level"}):
        return None
    near = place.near_words(field.path, field.names)
    if not near.isdisjoint(LIFTED) and near.isdisjoint({"bmi", "impedance", "bodyfat"}):
        return None
    if not near.isdisjoint(PARCEL) or not place.sent_words.isdisjoint(PARCEL):
        return None
    if not near.isdisjoint(_BESIDE_WEIGHT | _BODY):
        return Confidence.CERTAIN if clear else Confidence.LIKELY
    weighed = clear or not place.sent_words.isdisjoint(_WEIGHING)
    return Confidence.LIKELY if weighed else None


_COMPOSITION: Final = ("bmi", "body mass index", "body fat", "fat percentage")


def _fat(field: Field, _place: Surroundings) -> Confidence | None:
    return (
        Confidence.LIKELY
        if 3 <= field.low <= field.high <= 80 and is_named(field.called, _COMPOSITION, _AROUND)
        else None
    )


_COMMON: Final = frozenset({"user", "value", "sleeping"})  # words that many names begin with


def _quantity(
    category: str,
    prop: str,
    rule: str,
    unit: str,
    why: str,
    judge: Callable[[Field, Surroundings], Confidence | None],
    *phrases: tuple[str, ...],
) -> Quantity:
    return Quantity(
        category=category,
        property=prop,
        rule=rule,
        unit=unit,
        reasoning=why,
        judge=judge,
        words=telling_words(*phrases) - _COMMON,
    )


_GAUGE: Final = Gauge((
    _quantity("health.heart_rate", "x_heartRate", "heart_rate.named", "bpm", "a heart rate", _heart_rate,
              _HEART, _HEART_SHORT),
    _quantity("health.heart_rate", "x_heartRateVariability", "heart_rate.variability", "ms",
              "how the heart rate varies", _variability, _VARIABILITY),
    _quantity("health.heart_rate", "x_rrIntervals", "heart_rate.intervals", "ms", "times between heart beats",
              _intervals, _INTERVALS),
    _quantity("health.spo2", "x_bloodOxygen", "spo2.named", "", "the oxygen in the blood", _oxygen, _OXYGEN,
              _OXYGEN_SHORT),
    _quantity("health.glucose", "x_bloodGlucose", "glucose.named", "", "the sugar in the blood", _glucose, _GLUCOSE,
              (*_GLUCOSE_SHORT, "mg")),
    _quantity("health.temperature", "x_bodyTemperature", "body_temperature.named", "", "the body's temperature",
              _temperature, (*_TEMPERATURE, "temp", "temperature")),
    _quantity("health.weight", "x_weight", "weight.named", "", "a body weight", _weight, _BODY_WEIGHT, ("weight",)),
    _quantity("health.weight", "x_bodyComposition", "weight.composition", "", "body mass index or body fat", _fat,
              _COMPOSITION),
))  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    for found in _GAUGE.observe(surroundings(payload)):
        if not is_row_of_offers(found.path):
            yield found


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="health",
    version=6,
    categories={
        f"health.{sub}": _HEALTH
        for sub in (
            "heart_rate", "spo2", "glucose", "temperature", "weight",
        )
    },
    rules={
        "heart_rate.named": "A number of 25 to 250 in a field named heart rate; or hr, bpm or pulse among health words "
        "and not among those of music or the clock; or heart, in beats a minute.",
        "heart_rate.variability": "A number in a field named heart rate variability.",
        "heart_rate.intervals": "A series of 200 to 2,500 ms named as intervals between heart beats.",
        "spo2.named": "A number of 50 to 100, or 0.5 to 1, in a field named blood oxygen; 70 to 100 in one named oxygen "
        "or ox beside a pulse.",
        "glucose.named": "A number in a field named blood glucose; or sgv, mbg, cbg and the like in a unit of blood sugar "
        "or among its words.",
        "body_temperature.named": "25 to 45 degrees C, or as many F, in a field named body temperature; 34 to 42.5 among "
        "vital signs, or beside a child of whom or the part of the body where it was taken.",
        "weight.named": "A number in a field named body weight, or weight beside height, age or other body words, or in a "
        "message to a place for weights; what goods weigh, what is lifted and figures of games are left out.",
        "weight.composition": "A number in a field named body mass index or body fat.",
    },
    detect=_detect,
    needs=_GAUGE.needs,
)  # fmt: skip
