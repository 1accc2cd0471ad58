"""Recognises health readings: heart rate, sleep, oxygen, glucose, body temperature, weight, cycle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from analysis.field_names import all_words, is_named, words
from analysis.payload import Leaf, Payload
from analysis.quantities import QUALIFIERS, Field, Gauge, Quantity, telling_words
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, is_neutral, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "bpm", "resting", "sleeping", "walking", "instant", "continuous", "average", "kg", "lb", "lbs", "pct", "percent",
    "percentage", "mmhg", "mg", "dl", "mmol", "l", "ms", "minutes", "min", "seconds", "hours", "total", "record",
    "records", "measurement", "in", "recent", "beat", "workout", "exercise", "night", "c", "celsius", "user", "body",
}  # fmt: skip
_HEART: Final = ("heart rate", "heart beats per minute", "pulse rate", "heart bpm", "heart rates")
_HEART_SHORT: Final = ("hr", "bpm", "pulse")
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
    if not is_named(field.called, _HEART_SHORT, _AROUND):
        return None
    near = place.near_words(field.path, field.names)
    own = frozenset(words(field.called))
    if not near.isdisjoint(_MUSIC) or ("hr" in own and not near.isdisjoint(_CLOCK)):
        return None
    if not near.isdisjoint(_BODY - own):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if "bpm" in own and field.is_series else None


_VARIABILITY: Final = (
    "heart rate variability",
    "hrv",
    "heart rate variability sdnn",
    "hrv rmssd",
    "hrv sdnn",
    "rmssd",
    "sdnn",
)


def _variability(field: Field, _place: Surroundings) -> Confidence | None:
    return (
        Confidence.LIKELY if 0 < field.low <= 400 and is_named(field.called, _VARIABILITY, _AROUND) else None
    )


_INTERVALS: Final = (
    "rr intervals",
    "rr interval",
    "ibi",
    "inter beat intervals",
    "nn intervals",
    "beat to beat intervals",
)


def _intervals(field: Field, _place: Surroundings) -> Confidence | None:
    fits = field.is_series and 200 <= field.low <= field.high <= 2500
    return Confidence.LIKELY if fits and is_named(field.called, _INTERVALS, _AROUND) else None


_OXYGEN: Final = (
    "spo 2",
    "spo",
    "blood oxygen",
    "oxygen saturation",
    "blood oxygen saturation",
    "o 2 saturation",
)


def _oxygen(field: Field, _place: Surroundings) -> Confidence | None:
    if not (50 <= field.low <= field.high <= 100 or 0.5 <= field.low <= field.high <= 1):
        return None
    return Confidence.CERTAIN if is_named(field.called, _OXYGEN, _AROUND) else None


_GLUCOSE: Final = ("blood glucose", "glucose", "blood sugar", "glucose level")


def _glucose(field: Field, _place: Surroundings) -> Confidence | None:
    return (
        Confidence.CERTAIN
        if 1 < field.low <= field.high <= 600 and is_named(field.called, _GLUCOSE, _AROUND)
        else None
    )


_TEMPERATURE: Final = ("body temperature", "basal body temperature", "skin temperature", "wrist temperature")


def _temperature(field: Field, _place: Surroundings) -> Confidence | None:
    fits = 25 <= field.low <= field.high <= 45 or 77 <= field.low <= field.high <= 113
    return Confidence.LIKELY if fits and is_named(field.called, _TEMPERATURE, _AROUND) else None


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


_COMPOSITION: Final = ("bmi", "body mass index", "body fat", "fat percentage")


def _fat(field: Field, _place: Surroundings) -> Confidence | None:
    return (
        Confidence.LIKELY
        if 3 <= field.low <= field.high <= 80 and is_named(field.called, _COMPOSITION, _AROUND)
        else None
    )


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
        words=telling_words(*phrases),
    )


_GAUGE: Final = Gauge((
    _quantity("health.heart_rate", "x_heartRate", "heart_rate.named", "bpm", "a heart rate", _heart_rate,
              _HEART, _HEART_SHORT),
    _quantity("health.heart_rate", "x_heartRateVariability", "heart_rate.variability", "ms",
              "how the heart rate varies", _variability, _VARIABILITY),
    _quantity("health.heart_rate", "x_rrIntervals", "heart_rate.intervals", "ms", "times between heart beats",
              _intervals, _INTERVALS),
    _quantity("health.spo2", "x_bloodOxygen", "spo2.named", "", "the oxygen in the blood", _oxygen, _OXYGEN),
    _quantity("health.glucose", "x_bloodGlucose", "glucose.named", "", "the sugar in the blood", _glucose, _GLUCOSE),
    _quantity("health.temperature", "x_bodyTemperature", "body_temperature.named", "", "the body's temperature",
              _temperature, _TEMPERATURE),
    _quantity("health.weight", "x_weight", "weight.named", "", "a body weight", _weight, _BODY_WEIGHT, ("weight",)),
    _quantity("health.weight", "x_bodyComposition", "weight.composition", "", "body mass index or body fat", _fat,
              _COMPOSITION),
))  # fmt: skip

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


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _GAUGE.observe(place)
    for leaf in payload.leaves:
        if not leaf.names or not (_ABOUT[leaf.name] or is_neutral(leaf.name)):
            continue
        if leaf.value not in (None, "") and not isinstance(leaf.value, bool):
            yield from _by_words(leaf, place)


def _about(called: str) -> str:
    """``sleep`` or ``cycle`` where a name speaks of it, ``""`` where of neither."""
    if not {"sleep", "asleep", "bedtime", "awake", "bed"}.isdisjoint(words(called)):
        return "sleep" if is_named(called, _SLEEP_NAMES, _AROUND | {"stage", "deep", "light", "rem"}) else ""
    cycle = is_named(called, _CYCLE_NAMES, _AROUND | {"date", "phase", "day", "length", "start"})
    return "cycle" if cycle else ""


_ABOUT: Final = Remembered(_about)


def _by_words(leaf: Leaf, place: Surroundings) -> Iterator[Observation]:
    called = place.called(leaf.path, leaf.names)
    about = _ABOUT[called]
    near = all_words((called, *leaf.names)) if about else frozenset[str]()
    if about == "sleep":
        if near.isdisjoint(_NOT_SLEEP):
            yield _observation(
                "health.sleep", "x_sleep", leaf, "sleep.named", Confidence.LIKELY, "about sleep"
            )
    elif about == "cycle":
        near |= all_words(place.siblings(leaf.path))
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
    )


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="health",
    version=1,
    categories={
        f"health.{sub}": _HEALTH
        for sub in (
            "heart_rate", "sleep", "spo2", "glucose", "temperature", "weight", "cycle",
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
        "sleep.named": "A value in a field named after sleep of people: duration, stages, score, bedtime.",
        "cycle.named": "A value in a field named after the menstrual cycle.",
    },
    detect=_detect,
)  # fmt: skip
