"""Recognises health readings: heart rate, sleep, blood pressure, oxygen, glucose, weight, cycle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from analysis.field_names import all_words, is_named, words
from analysis.payload import Group, Leaf, Payload
from analysis.quantities import QUALIFIERS, Field, Quantity, observe
from analysis.readings import number, text
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import Surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "bpm", "resting", "sleeping", "walking", "instant", "continuous", "average", "kg", "lb", "lbs", "pct", "percent",
    "percentage", "mmhg", "mg", "dl", "mmol", "l", "ms", "minutes", "min", "seconds", "hours", "total", "record",
    "records", "measurement", "in", "recent", "beat", "workout", "exercise", "night", "c", "celsius", "user", "body",
}  # fmt: skip
_HEART: Final = ("heart rate", "heart beats per minute", "pulse rate", "heart bpm", "heart rates")
_BODY: Final = frozenset({
    "heart", "pulse", "hrv", "bpm", "ecg", "health", "fitness", "workout", "wearable", "steps", "sleep", "spo", "calories",
    "cadence", "vo", "rr", "fitbit", "garmin", "healthkit", "oxygen", "stress",
})  # fmt: skip
_MUSIC: Final = frozenset({
    "tempo", "song", "track", "music", "audio", "playlist", "artist", "album", "beat", "midi", "genre", "key", "loop",
})  # fmt: skip
_CLOCK: Final = frozenset({"hour", "min", "minute", "mins", "sec", "day"})
_PARCEL: Final = frozenset({
    "parcel", "package", "shipping", "product", "item", "items", "cargo", "sku", "font", "ad", "edge", "node", "rank",
    "style",
    "layer", "bundle", "price", "vehicle", "route", "campaign", "boost", "model", "variant",
})  # fmt: skip
_BODY_WEIGHT: Final = ("body weight", "weight kg", "weight lbs", "weight in kg", "body mass", "user weight")
_BESIDE_WEIGHT: Final = frozenset(
    {"bmi", "height", "fat", "birthday", "birthdate", "age", "gender", "sex", "muscle", "goal"}
)


def _heart_rate(field: Field, place: Surroundings) -> Confidence | None:
    if not 25 <= field.low <= field.high <= 250:
        return None
    if is_named(field.called, _HEART, _AROUND):
        return Confidence.CERTAIN
    if not is_named(field.called, ("hr", "bpm", "pulse"), _AROUND):
        return None
    near = place.near_words(field.path, field.names)
    own = frozenset(words(field.called))
    if not near.isdisjoint(_MUSIC) or ("hr" in own and not near.isdisjoint(_CLOCK)):
        return None
    if not near.isdisjoint(_BODY - own):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if "bpm" in own and field.is_series else None


def _variability(field: Field, _place: Surroundings) -> Confidence | None:
    names = (
        "heart rate variability",
        "hrv",
        "heart rate variability sdnn",
        "hrv rmssd",
        "hrv sdnn",
        "rmssd",
        "sdnn",
    )
    return Confidence.LIKELY if 0 < field.low <= 400 and is_named(field.called, names, _AROUND) else None


def _intervals(field: Field, _place: Surroundings) -> Confidence | None:
    names = (
        "rr intervals",
        "rr interval",
        "ibi",
        "inter beat intervals",
        "nn intervals",
        "beat to beat intervals",
    )
    fits = field.is_series and 200 <= field.low <= field.high <= 2500
    return Confidence.LIKELY if fits and is_named(field.called, names, _AROUND) else None


def _oxygen(field: Field, _place: Surroundings) -> Confidence | None:
    if not (50 <= field.low <= field.high <= 100 or 0.5 <= field.low <= field.high <= 1):
        return None
    names = ("spo 2", "spo", "blood oxygen", "oxygen saturation", "blood oxygen saturation", "o 2 saturation")
    return Confidence.CERTAIN if is_named(field.called, names, _AROUND) else None


def _glucose(field: Field, _place: Surroundings) -> Confidence | None:
    names = ("blood glucose", "glucose", "blood sugar", "glucose level")
    return (
        Confidence.CERTAIN
        if 1 < field.low <= field.high <= 600 and is_named(field.called, names, _AROUND)
        else None
    )


def _temperature(field: Field, _place: Surroundings) -> Confidence | None:
    names = ("body temperature", "basal body temperature", "skin temperature", "wrist temperature")
    fits = 25 <= field.low <= field.high <= 45 or 77 <= field.low <= field.high <= 113
    return Confidence.LIKELY if fits and is_named(field.called, names, _AROUND) else None


def _weight(field: Field, place: Surroundings) -> Confidence | None:
    if not 20 <= field.low <= field.high <= 700:
        return None
    clear = is_named(field.called, _BODY_WEIGHT, QUALIFIERS)
    if not clear and not is_named(field.called, ("weight",), _AROUND - {"x", "min", "max", "level"}):
        return None
    near = place.near_words(field.path, field.names)
    if not near.isdisjoint(_PARCEL):
        return None
    body = not near.isdisjoint(_BESIDE_WEIGHT | _BODY)
    if body:
        return Confidence.CERTAIN if clear else Confidence.LIKELY
    return Confidence.LIKELY if clear else None


def _fat(field: Field, _place: Surroundings) -> Confidence | None:
    names = ("bmi", "body mass index", "body fat", "fat percentage")
    return (
        Confidence.LIKELY
        if 3 <= field.low <= field.high <= 80 and is_named(field.called, names, _AROUND)
        else None
    )


def _quantity(
    category: str,
    prop: str,
    rule: str,
    unit: str,
    why: str,
    judge: Callable[[Field, Surroundings], Confidence | None],
) -> Quantity:
    return Quantity(category=category, property=prop, rule=rule, unit=unit, reasoning=why, judge=judge)


_QUANTITIES: Final = (
    _quantity("health.heart_rate", "x_heartRate", "heart_rate.named", "bpm", "a heart rate", _heart_rate),
    _quantity("health.heart_rate", "x_heartRateVariability", "heart_rate.variability", "ms",
              "how the heart rate varies", _variability),
    _quantity("health.heart_rate", "x_rrIntervals", "heart_rate.intervals", "ms", "times between heart beats",
              _intervals),
    _quantity("health.spo2", "x_bloodOxygen", "spo2.named", "", "the oxygen in the blood", _oxygen),
    _quantity("health.glucose", "x_bloodGlucose", "glucose.named", "", "the sugar in the blood", _glucose),
    _quantity("health.temperature", "x_bodyTemperature", "body_temperature.named", "", "the body's temperature",
              _temperature),
    _quantity("health.weight", "x_weight", "weight.named", "", "a body weight", _weight),
    _quantity("health.weight", "x_bodyComposition", "weight.composition", "", "body mass index or body fat", _fat),
)  # fmt: skip

_SLEEP_NAMES: Final = (
    "sleep duration", "sleep stage", "sleep stages", "sleep score", "sleep start", "sleep end", "sleep start time",
    "sleep end time", "bedtime", "time asleep", "deep sleep", "rem sleep", "light sleep", "minutes asleep", "sleep time",
    "sleep efficiency", "sleep analysis", "sleep quality", "asleep duration", "time in bed", "awake duration",
    "deep sleep minutes", "rem sleep minutes", "light sleep minutes", "sleep minutes", "wake up time", "sleep hours",
    "sleep seconds", "sleep time seconds", "deep sleep seconds", "rem sleep seconds", "light sleep seconds",
)  # fmt: skip
_NOT_SLEEP: Final = frozenset({
    "thread", "timer", "mode", "retry", "poll", "device", "screen", "timeout", "worker", "backoff", "wifi", "policy",
    "interval", "cpu", "display",
})  # fmt: skip
_CYCLE_NAMES: Final = (
    "menstrual", "menstruation", "menstrual cycle", "last period", "period start", "last period start", "ovulation",
    "ovulation date", "fertile window", "menstrual flow", "last menstrual period", "cycle phase", "period flow",
    "period start date", "last period date", "menstruation flow", "menstrual phase",
)  # fmt: skip
_CYCLE_WORDS: Final = frozenset(
    {"menstrual", "menstruation", "ovulation", "fertile", "fertility", "menstruating"}
)
_BILLING: Final = frozenset({"billing", "subscription", "trial", "invoice", "plan", "payment", "report"})
_PRESSURE_TEXT: Final = re.compile(r"\s?(\d{2,3})\s?/\s?(\d{2,3})\s?(?:mmHg)?\s?")


def _detect(payload: Payload) -> Iterator[Observation]:
    place = Surroundings(payload)
    yield from observe(place, _QUANTITIES)
    for group in payload.groups:
        yield from _blood_pressure(group)
    for leaf in payload.leaves:
        if leaf.names and leaf.value not in (None, "") and not isinstance(leaf.value, bool):
            yield from _by_words(leaf, place)


def _blood_pressure(group: Group) -> Iterator[Observation]:
    found: dict[str, Leaf] = {}
    for name, leaf in group.members.items():
        amount = number(leaf.value)
        for kind, least, most in (("systolic", 60, 260), ("diastolic", 30, 160)):
            if kind in words(name) and amount is not None and least <= amount <= most:
                found.setdefault(kind, leaf)
        pair = _PRESSURE_TEXT.fullmatch(leaf.value) if isinstance(leaf.value, str) else None
        if pair and is_named(name, ("blood pressure",), _AROUND) and int(pair[1]) > int(pair[2]) >= 30:
            yield _observation("health.blood_pressure", "x_bloodPressure", leaf, "blood_pressure.named",
                               Confidence.CERTAIN, "a blood pressure as two numbers")  # fmt: skip
    if len(found) == 2:
        for kind, leaf in found.items():
            yield _observation("health.blood_pressure", "x_bloodPressure" + kind.title(), leaf, "blood_pressure.named",
                               Confidence.CERTAIN, f"the {kind} blood pressure, with the other beside it")  # fmt: skip


def _by_words(leaf: Leaf, place: Surroundings) -> Iterator[Observation]:
    called = place.called(leaf.path, leaf.names)
    spoken = frozenset(words(called))
    if "sleep" in spoken or "asleep" in spoken or "bedtime" in spoken or "awake" in spoken or "bed" in spoken:
        near = spoken | all_words(leaf.names)
        if near.isdisjoint(_NOT_SLEEP) and is_named(
            called, _SLEEP_NAMES, _AROUND | {"stage", "deep", "light", "rem"}
        ):
            yield _observation(
                "health.sleep", "x_sleep", leaf, "sleep.named", Confidence.LIKELY, "about sleep"
            )
    elif is_named(called, _CYCLE_NAMES, _AROUND | {"date", "phase", "day", "length", "start"}):
        near = spoken | all_words(leaf.names) | all_words(place.siblings(leaf.path))
        if near.isdisjoint(_BILLING):
            sure = Confidence.CERTAIN if not near.isdisjoint(_CYCLE_WORDS) else Confidence.POSSIBLE
            yield _observation(
                "health.cycle", "x_menstrualCycle", leaf, "cycle.named", sure, "about the menstrual cycle"
            )


def _observation(
    category: str, prop: str, leaf: Leaf, rule: str, confidence: Confidence, reasoning: str
) -> Observation:
    return Observation(
        category=category,
        property=prop,
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{reasoning} (named {leaf.name[:60]!r})",
        rule=rule,
        confidence=confidence,
        measures=Measures(unit="mmHg") if category == "health.blood_pressure" else None,
    )


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="health",
    version=1,
    categories={
        f"health.{sub}": _HEALTH
        for sub in (
            "heart_rate", "sleep", "blood_pressure", "spo2", "glucose", "temperature", "weight", "cycle",
        )
    },
    rules={
        "heart_rate.named": "A number of 25 to 250 in a field named heart rate; or hr, bpm or pulse among health words "
        "and not among those of music or the clock.",
        "heart_rate.variability": "A number in a field named heart rate variability.",
        "heart_rate.intervals": "A series of 200 to 2,500 ms named as intervals between heart beats.",
        "spo2.named": "A number of 50 to 100, or 0.5 to 1, in a field named blood oxygen.",
        "glucose.named": "A number in a field named blood glucose.",
        "body_temperature.named": "25 to 45 degrees C, or as many F, in a field named body temperature.",
        "weight.named": "A number in a field named body weight, or weight beside height, age or other body words.",
        "weight.composition": "A number in a field named body mass index or body fat.",
        "blood_pressure.named": "Systolic and diastolic numbers in one object, or two numbers named blood pressure.",
        "sleep.named": "A value in a field named after sleep of people: duration, stages, score, bedtime.",
        "cycle.named": "A value in a field named after the menstrual cycle.",
    },
    detect=_detect,
)  # fmt: skip
