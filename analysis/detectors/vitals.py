"""Recognises how somebody breathes, how strained the body is, and curves of the heart (ECG, PPG)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, is_named, naming, words
from analysis.heart_curves import CURVE_NAMES, curves, may_hold_curves
from analysis.lists_beside import is_played, words_of_lists
from analysis.named_rows import columns_as_series, may_hold_columns
from analysis.needs import Needs
from analysis.normal_ranges import is_normal_range
from analysis.payload import Payload
from analysis.quantities import QUALIFIERS, Field, Gauge, Quantity, telling_words
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = QUALIFIERS | {
    "rate",
    "per",
    "minute",
    "min",
    "sleep",
    "waking",
    "sleeping",
    "resting",
    "night",
    "record",
    "records",
    "brpm",
    "time",
    "offset",
    "lvl",
    "moy",
    "schnitt",
    "gem",
    "srednia",
    "promedio",
    "media",
    "moyen",
    "mittel",
    "ort",
    "ortalama",
}
_BREATHING: Final = (
    "respiratory rate", "respiration rate", "breathing rate", "breaths per minute", "resp rate", "respiration",
    "breath rate", "respirations", "average breath", "breaths", "time offset epoch to breaths", "freq resp",
    "resp freq", "frec resp",
    "resp frequency", "breath freq",
)  # fmt: skip
_STRESS: Final = (
    "stress level",
    "stress score",
    "stress",
    "average stress level",
    "stress index",
    "stress scores",
    "stress levels",
    "stress values",
)
_CURVES: Final = (
    "ecg",
    "ekg",
    "ppg",
    "electrocardiogram",
    "ecg samples",
    "ecg voltage",
    "ppg green",
    "ppg samples",
    "ecg mv",
)
_BODY: Final = frozenset({
    "heart", "hrv", "sleep", "steps", "wellness", "health", "garmin", "fitbit", "body", "heartrate", "hr",
    "respiration",
    "wearable", "recovery", "readiness", "spo", "mood", "calories", "watch", "samsung", "shealth", "dailies",
    "feel", "feeling", "feelings", "slp", "diary", "journal", "fatigue", "anxiety", "pulse", "wellbeing", "symptoms",
    "energy",
    "tagebuch", "diario", "dziennik", "dagboek", "dagbok", "paivakirja",
})  # fmt: skip
# What nurses write beside a pulse: four readings of which a short name of breathing is one.
_BREATHING_SHORT: Final = (
    "rr", "resp", "br", "fr", "af", "rf", "breath", "breathing", "resp rpm", "oddech", "atem", "souffle",
)  # fmt: skip
_VITALS: Final = (
    frozenset({"hr", "pulse", "heart", "bpm", "heartrate", "pr", "fc", "hf", "rhr", "resting"}),
    frozenset({"spo", "oxygen", "sat", "sats", "ox", "saturation", "sao"}), frozenset({"temp", "temperature"}),
    frozenset({"sys", "systolic", "bp", "sbp", "blood", "sis", "nibp"}), frozenset({"hrv", "rmssd"}),
)  # fmt: skip
_WORN: Final = frozenset(
    {"ring", "band", "wristband", "armband", "pulsera", "bracelet", "opaska", "wearables"}
)
_PRESSED: Final = frozenset({"blood", "pressure"})


def _breathing(field: Field, place: Surroundings) -> Confidence | None:
    fits = 4 <= field.low <= field.high <= 60 and field.unit in ("", "bpm")
    if fits and field.high <= 45 and is_named(field.called, _BREATHING_SHORT, _AROUND):
        near = place.near_words(field.path, field.names) - frozenset(words(field.called))
        told = sum(not near.isdisjoint(several) for several in _VITALS) >= 2
        return Confidence.LIKELY if told and not is_played(field.path, near, place) else None
    if not fits or not is_named(field.called, _BREATHING, _AROUND):
        return None
    spoken = frozenset(words(field.called))
    clear = not spoken.isdisjoint({"rate", "breaths", "waking"})
    near = frozenset[str]() if clear else place.near_words(field.path, field.names) | place.sent_words
    told = clear or not near.isdisjoint(_BODY - spoken) or near >= _PRESSED
    return Confidence.LIKELY if told else None


def _stress(field: Field, place: Surroundings) -> Confidence | None:
    if not 0 < field.low <= field.high <= 1000 or not is_named(field.called, _STRESS, _AROUND):
        return None
    near = place.near_words(field.path, field.names) | place.sent_words
    pressed = near >= _PRESSED  # beside which it may be Baevsky's index, which has no end
    around = near if pressed else near | words_of_lists(field.path, place)
    worn = not place.sent_words.isdisjoint(_WORN)
    listed = {"time", "offset"} <= frozenset(
        words(field.called)
    )  # Garmin's: a value for each so many seconds of a day
    worn = worn or listed
    told = (pressed or (field.high <= 100 and (worn or not around.isdisjoint(_BODY)))) and near.isdisjoint(
        {"tempo", "key", "song", "genre", "track", "playlist"}
    )
    return Confidence.LIKELY if told and not is_played(field.path, near, place) else None


# Between which electrodes a curve was taken.
_LEADS: Final = (
    "lead i",
    "lead ii",
    "lead iii",
    "lead 1",
    "lead 2",
    "lead 3",
    "lead avr",
    "lead avl",
    "lead avf",
)
_TAKEN_AT: Final = frozenset({
    "frequency", "sampling", "samplerate", "mains", "hz", "gain", "mv", "uv", "heart", "sample", "electrodes", "rhythm",
})  # fmt: skip


def _curve(field: Field, place: Surroundings) -> Confidence | None:
    if not field.is_series or field.high <= field.low:
        return None
    if is_named(field.called, _CURVES, _AROUND | {"mv", "uv", "lead", "i"}):
        return Confidence.LIKELY
    if not is_named(field.called, _LEADS, frozenset({"mv", "uv", "samples", "values", "data"})):
        return None
    near = place.near_words(field.path, field.names)
    return Confidence.LIKELY if not near.isdisjoint(_TAKEN_AT) else None


_VOLTS: Final = (
    "voltage",
    "voltages",
    "microvolts",
    "voltage microvolts",
    "voltage measurements",
    "millivolts",
    "waveform",
)
_HEART_WORDS: Final = frozenset({"ecg", "ekg", "electrocardiogram"})


def _volts(field: Field, place: Surroundings) -> Confidence | None:
    """A series of voltages in an object named after the curve, as HealthKit gives it."""
    if (
        not field.is_series
        or field.high <= field.low
        or not is_named(field.called, _VOLTS, _AROUND | {"mv", "uv"})
    ):
        return None
    said = all_words(field.names[-4:-1]) | (place.sent_words - {"api"})
    return None if said.isdisjoint(_HEART_WORDS) else Confidence.LIKELY


_APNOEA: Final = ("ahi", "apnea hypopnea index", "apnoea hypopnoea index", "ahi index")
_MASKED: Final = frozenset({
    "leak", "mask", "cpap", "usage", "hypopnea", "hypopneas", "apnea", "apneas", "oa", "ca", "odi", "rdi", "sleep",
    "night",
    "nights", "therapy",
})  # fmt: skip


def _apnoea(field: Field, place: Surroundings) -> Confidence | None:
    if not 0 <= field.low <= field.high <= 150 or not is_named(field.called, _APNOEA, _AROUND):
        return None
    near = (place.near_words(field.path, field.names) | place.sent_words) - frozenset(words(field.called))
    return Confidence.LIKELY if not near.isdisjoint(_MASKED) else None


_BLOWN: Final = (
    "peak flow",
    "peak expiratory flow",
    "pef",
    "fev 1",
    "fev",
    "fvc",
    "debit expiratoire",
    "puhallusarvo",
)
_OF_ASTHMA: Final = frozenset({
    "fev", "fvc", "pef", "peak", "asthma", "astma", "asthme", "asma", "inhaler", "spray", "spirometry", "symptoms",
    "predicted",
    "zone", "puffs", "cough", "lung", "lunge", "patient", "morning", "evening", "copd",
})  # fmt: skip


def _blown(field: Field, place: Surroundings) -> Confidence | None:
    """How much air somebody blows out: litres in a second, or a minute of the peak."""
    if not 0.3 <= field.low <= field.high <= 950 or not is_named(
        field.called, _BLOWN, _AROUND | {"l", "lpm", "best"}
    ):
        return None
    clear = {"peak", "flow"} <= frozenset(words(field.called)) or "peakflow" in words(field.called)
    near = place.near_words(field.path, field.names) | place.sent_words
    told = clear or not (near - frozenset(words(field.called))).isdisjoint(_OF_ASTHMA)
    return Confidence.LIKELY if told else None


_GAUGE: Final = Gauge((
    Quantity(
        category="health.respiration", property="x_respiratoryRate", rule="vitals.respiration", unit="/min",
        reasoning="how often somebody breathes", judge=_breathing,
        words=telling_words(_BREATHING, _BREATHING_SHORT) | {"resp", "breath", "breaths"},
    ),
    Quantity(
        category="health.respiration", property="x_apnoeaIndex", rule="vitals.apnoea", unit="/h",
        reasoning="how often breathing stops in sleep", judge=_apnoea, words=telling_words(_APNOEA),
    ),
    Quantity(
        category="health.respiration", property="x_peakFlow", rule="vitals.blown", unit="",
        reasoning="how much air somebody breathes out", judge=_blown, words=telling_words(_BLOWN),
    ),
    Quantity(
        category="health.stress", property="x_stress", rule="vitals.stress", unit="",
        reasoning="how strained a body is, by a watch's reckoning", judge=_stress,
        words=telling_words(_STRESS) - {"average"},
    ),
    Quantity(
        category="health.ecg", property="x_heartCurve", rule="vitals.curve", unit="",
        reasoning="a curve of the heart", judge=_curve, words=telling_words(_CURVES) | {"lead"},
    ),
    Quantity(
        category="health.ecg", property="x_heartCurve", rule="vitals.curve", unit="",
        reasoning="a curve of the heart", judge=_volts, words=telling_words(_VOLTS),
    ),
))  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    told: set[str] = set()
    for found in _GAUGE.observe(place, columns_as_series(place)):
        if is_normal_range(found.path, place):
            continue
        told.add(found.path)
        yield found
    for curve in curves(place):
        if curve.path not in told:
            yield Observation(
                category="health.ecg", property="x_heartCurve", path=curve.path, value=curve.value,
                reasoning=f"a curve of the heart{naming(curve.name)}", rule="vitals.curve", confidence=Confidence.LIKELY,
            )  # fmt: skip


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="vitals",
    version=5,
    categories={f"health.{sub}": _HEALTH for sub in ("respiration", "stress", "ecg")},
    rules={
        "vitals.respiration": "A number of 4 to 60 in a field named respiratory or breathing rate, or rr and the like "
        "beside two "
        "other vital signs.",
        "vitals.blown": "A number named peak flow, or PEF, FEV or FVC among words of the lungs.",
        "vitals.apnoea": "A number of up to 150 in a field named after the apnoea index, among words of sleep.",
        "vitals.stress": "A number of up to 100 in a field named stress among words of the body; of up to 1,000 beside "
        "a blood pressure.",
        "vitals.curve": "A series of numbers in a field named ECG or PPG, after a lead of one beside how it was sampled, or "
        "of voltages in an object named ECG; or samples as a list, a text or bytes beside the rate at which they were taken "
        "and a lead or words of the heart; or rows whose columns are leads.",
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(Needs(names=(CURVE_NAMES,), holds=(may_hold_curves, may_hold_columns))),
)
