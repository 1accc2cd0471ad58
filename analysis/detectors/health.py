"""Recognises health readings: heart rate, oxygen, glucose, body temperature, weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from analysis.baby_weights import is_of_a_baby
from analysis.blood_oxygen import OXYGEN, OXYGEN_SHORT, blood_oxygen
from analysis.blood_sugar import GLUCOSE, GLUCOSE_SHORT, blood_sugar
from analysis.body_around import AROUND, is_of_nobody
from analysis.body_warmth import DEVIATION, TEMPERATURE, WARM, deviation, warmth
from analysis.body_words import (
    EATEN,
    LIFTED,
    PARCEL,
    WEIGHED,
)
from analysis.event_names import tells_of_the_heart
from analysis.field_names import is_named, words
from analysis.lists_beside import is_played, words_of_lists
from analysis.menus import is_row_of_offers
from analysis.named_rows import columns_as_series, may_hold_columns
from analysis.needs import Needs
from analysis.normal_ranges import is_normal_range
from analysis.payload import Payload
from analysis.quantities import QUALIFIERS, Field, Gauge, Quantity, telling_words
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_HEART: Final = (
    "heart rate",
    "heart beats per minute",
    "pulse rate",
    "heart bpm",
    "heart rates",
    "resting pulse",
)
_HEART_SHORT: Final = (
    "hr", "bpm", "pulse", "hrm", "heart", "beats per minute", "fc", "rhr", "resting hr", "pr", "prbpm", "pr bpm",
)  # fmt: skip
# What clips on a finger call the pulse: pull requests, prices and pressures are called so, too.
_OF_A_CLIP: Final = frozenset({"pr", "prbpm"})
_SWITCHED: Final = frozenset({"enabled", "supported", "fps", "price", "sku"})
_SATURATED: Final = tuple(
    map(frozenset, (("spo", "2"), ("sp", "o", "2"), ("o", "2", "sat"), ("blood", "oxygen")))
)
_BODY: Final = frozenset({
    "heart", "pulse", "hrv", "blood", "sys", "dia", "bp", "sbp", "dbp", "bpm", "ecg", "health", "fitness", "workout",
    "wearable",
    "steps", "sleep", "spo", "calories",
    "cadence", "vo", "rr", "fitbit", "garmin", "healthkit", "oxygen", "stress", "systolic", "diastolic", "vitals",
    "oura", "ouraring", "whoop", "polar", "ox", "zepp", "withings", "heartrate", "wellness",
    "kcal", "spm", "wristband", "pas", "passi", "stp", "recovery", "readiness",
})  # fmt: skip
_MUSIC: Final = frozenset({
    "tempo", "song", "track", "music", "audio", "playlist", "artist", "album", "beat", "midi", "genre", "key", "loop",
    "metronome", "dj", "deck", "bars",
})  # fmt: skip
_MIXED: Final = frozenset(
    {"gain", "preset", "presets", "pitch", "cue", "cues", "mix", "swing", "tempo", "style"}
)
_HOURS: Final = 24  # of a day, which are written hr as well
_CLOCK: Final = frozenset({"hour", "min", "minute", "mins", "sec", "day"})
_BODY_WEIGHT: Final = ("body weight", "weight kg", "weight lbs", "weight in kg", "body mass", "user weight", "weight record",
                       "weight body mass")  # fmt: skip
_BESIDE_WEIGHT: Final = frozenset({
    "bmi", "height", "fat", "birthday", "birthdate", "age", "gender", "sex", "muscle", "goal", "impedance", "weighin",
    "bodyfat", "bone", "comps", "waist", "hips", "bauchumfang", "taille", "cintura", "vita", "talia", "midja",
})  # fmt: skip
_WEIGHING: Final = frozenset({
    "weight", "bodyweight", "weighin", "weighins", "weigh", "weightentry", "weightentries", "weightlog", "weightlogs",
})  # fmt: skip


def _has_both_ends(field: Field, place: Surroundings) -> bool:
    """Whether the slowest and the fastest stand in one object: ``{"hr_min": 52, "hr_max": 141}``."""
    told = [
        number(value)
        for name, value in islice(place.siblings(field.path).items(), 32)
        if "hr" in (spoken := words(name)) and not _ENDS.isdisjoint(spoken)
    ]
    return len(told) > 1 and all(amount is not None and 25 <= amount <= 250 for amount in told)


_ENDS: Final = frozenset({"min", "max", "avg", "mean", "low", "high"})


def _heart_rate(field: Field, place: Surroundings) -> Confidence | None:
    if not 25 <= field.low <= field.high <= 250 or field.unit not in ("", "bpm"):
        return None
    if is_of_nobody(field, place):
        return None
    if is_named(field.called, _HEART, AROUND):
        played = is_played(field.path, place.near_words(field.path, field.names), place)
        return None if played else Confidence.CERTAIN
    if not is_named(field.called, _HEART_SHORT, AROUND):
        return None
    near = place.near_words(field.path, field.names)
    own = frozenset(words(field.called))
    if not own.isdisjoint(_OF_A_CLIP):
        return (
            Confidence.LIKELY
            if any(near >= said for said in _SATURATED) and near.isdisjoint(_SWITCHED)
            else None
        )
    if (
        not near.isdisjoint(_MUSIC)
        or is_played(field.path, near, place)
        or ("hr" in own and field.low <= _HOURS and not near.isdisjoint(_CLOCK))
    ):
        return None
    if "hr" in own and field.low > _HOURS and _has_both_ends(field, place):
        return Confidence.LIKELY
    if own == {"fc"}:  # frames are counted, too
        near = near - {"steps"}
    if "heart" in own:
        return Confidence.CERTAIN if field.unit == "bpm" else None
    beside = near | place.sent_words | words_of_lists(field.path, place)
    if not beside.isdisjoint(_BODY - own):
        return Confidence.LIKELY
    if own == {"hr"} and any(tells_of_the_heart(leaf.value) for leaf in place.by_name.get("event", ())[:8]):
        return Confidence.LIKELY
    beats = "bpm" in own or (own == {"hr"} and field.low >= 30 and field.high > 24 + 30)  # no hours of a day
    return Confidence.POSSIBLE if beats and field.is_series and near.isdisjoint(_MIXED) else None


_VARIABILITY: Final = ("heart rate variability", "hrv", "heart rate variability sdnn", "hrv rmssd", "hrv sdnn", "rmssd",
                       "sdnn")  # fmt: skip


def _variability(field: Field, _place: Surroundings) -> Confidence | None:
    return (
        Confidence.LIKELY if 0 < field.low <= 400 and is_named(field.called, _VARIABILITY, AROUND) else None
    )


_INTERVALS: Final = ("rr intervals", "rr interval", "ibi", "inter beat intervals", "nn intervals",
                     "beat to beat intervals")  # fmt: skip


def _intervals(field: Field, _place: Surroundings) -> Confidence | None:
    fits = field.is_series and 200 <= field.low <= field.high <= 2500
    return Confidence.LIKELY if fits and is_named(field.called, _INTERVALS, AROUND) else None


_DISHES: Final = EATEN - {"food", "foods", "meal", "meals", "nutrition"}  # of which health is told, too


def _weight(field: Field, place: Surroundings) -> Confidence | None:
    if is_of_a_baby(field, place):
        return Confidence.LIKELY
    grams = 1000 if field.unit == "g" else 1
    if not 20 <= field.low / grams <= field.high / grams <= 700 or field.unit not in ("", "kg", "g", "lb"):
        return None
    clear = is_named(field.called, _BODY_WEIGHT, QUALIFIERS)
    if not clear and not is_named(field.called, ("weight",), AROUND - {"x", "min", "max", "level"}):
        return None
    near = place.near_words(field.path, field.names)
    if not near.isdisjoint(LIFTED) and near.isdisjoint({"bmi", "impedance", "bodyfat"}):
        return None
    if not near.isdisjoint(_DISHES) and near.isdisjoint({"bmi", "impedance"}):
        return None
    if not near.isdisjoint(PARCEL) or not place.sent_words.isdisjoint(PARCEL):
        return None
    if (not near.isdisjoint(WEIGHED) or near >= {"ear", "tag"}) and near.isdisjoint(_BESIDE_WEIGHT - {"age"}):
        return None
    if not near.isdisjoint(_BESIDE_WEIGHT | _BODY):
        return Confidence.CERTAIN if clear else Confidence.LIKELY
    weighed = clear or not place.sent_words.isdisjoint(_WEIGHING)
    return Confidence.LIKELY if weighed else None


_COMPOSITION: Final = ("bmi", "body mass index", "body fat", "fat percentage")


def _fat(field: Field, _place: Surroundings) -> Confidence | None:
    return (
        Confidence.LIKELY
        if 3 <= field.low <= field.high <= 80 and is_named(field.called, _COMPOSITION, AROUND)
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
    _quantity("health.spo2", "x_bloodOxygen", "spo2.named", "", "the oxygen in the blood", blood_oxygen, OXYGEN,
              OXYGEN_SHORT),
    _quantity("health.glucose", "x_bloodGlucose", "glucose.named", "", "the sugar in the blood", blood_sugar, GLUCOSE,
              (*GLUCOSE_SHORT, "mg")),
    _quantity("health.temperature", "x_bodyTemperature", "body_temperature.named", "", "the body's temperature",
              warmth, (*TEMPERATURE, *WARM)),
    _quantity("health.temperature", "x_skinDeviation", "body_temperature.deviation", "K", "the body's temperature",
              deviation, DEVIATION),
    _quantity("health.weight", "x_weight", "weight.named", "", "a body weight", _weight, _BODY_WEIGHT, ("weight",)),
    _quantity("health.weight", "x_bodyComposition", "weight.composition", "", "body mass index or body fat", _fat,
              _COMPOSITION),
))  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for found in _GAUGE.observe(place, columns_as_series(place)):
        if not is_row_of_offers(found.path) and not is_normal_range(found.path, place):
            yield found


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="health",
    version=8,
    categories={
        f"health.{sub}": _HEALTH
        for sub in (
            "heart_rate", "spo2", "glucose", "temperature", "weight",
        )
    },
    rules={
        "heart_rate.named": "A number of 25 to 250 in a field named heart rate; or hr, bpm or pulse among health words "
        "and not among those of music or the clock; or heart, in beats a minute; or pr beside the oxygen in the blood.",
        "heart_rate.variability": "A number in a field named heart rate variability.",
        "heart_rate.intervals": "A series of 200 to 2,500 ms named as intervals between heart beats.",
        "spo2.named": "A number of 50 to 100, or 0.5 to 1, in a field named blood oxygen; 70 to 100 in one named oxygen "
        "or ox beside a pulse.",
        "glucose.named": "A number in a field named blood glucose; or sgv, mbg, cbg and the like in a unit of blood sugar "
        "or among its words.",
        "body_temperature.named": "25 to 45 degrees C, or as many F, in a field named body temperature; 34 to 42.5 among "
        "vital signs, or beside a child of whom or the part of the body where it was taken.",
        "body_temperature.deviation": "A number of -6 to 6 in a field named deviation of the skin's temperature, or of a "
        "temperature among words of sleep and recovery.",
        "weight.named": "A number in a field named body weight, or weight beside height, age or other body words, or in a "
        "message to a place for weights or babies; what goods weigh, what is lifted, figures of games and what is normal "
        "are left "
        "out.",
        "weight.composition": "A number in a field named body mass index or body fat.",
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(Needs(holds=(may_hold_columns,))),
)  # fmt: skip
