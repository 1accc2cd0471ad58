"""Recognises readings of a body by short names that stand together: a cuff's, a scale's, a band's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.body_words import BOUNDS, EATEN, LIFTED, PETS, PLAYED, SOLD, TAUGHT
from analysis.company_objects import ANCHORS, MAY_BE_COMPANY, Company, Part, companies
from analysis.company_words import OF_PRESSURE, PROCEDURE, SENT_PRESSURE, SENT_SCALE, SEXES
from analysis.field_names import naming
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.normal_ranges import is_normal_range
from analysis.payload import Payload
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.sent_diaries import entries, is_sent_to_a_diary
from analysis.series_measures import series_measures
from analysis.surroundings import Surroundings, generic, outer, surroundings
from analysis.units import Detector, Mapped

_FROM: Final = 3  # readings that make a series
_LOOKED_AT: Final = 64  # rows of a column
_NAMED_PRESSURE: Final = frozenset({"bp", "pressure", "blood", "tension", "tensio", "tlak", "ta", "nibp"})
_OF_CLOTHES: Final = frozenset({"size", "sizes", "groessen", "inseam", "trousers", "jeans", "garment"})
_METRES: Final = (0.25, 1.3)  # of a step
_ENERGY: Final = (0.015, 0.2)  # kcal of a step
_PIECES_OF_A_DAY: Final = frozenset({24, 48, 96, 144, 288, 1440})


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """One reading, with what it is."""

    part: Part
    category: str
    property: str
    unit: str
    reasoning: str
    rule: str


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    sent = f"{payload.transmission.host}/{payload.transmission.path[:200]}".lower()
    found: dict[tuple[str, str], list[_Told]] = {}
    for company in companies(place):
        if not company.near.isdisjoint(PLAYED | PETS):
            continue
        walked = _walked(company, place)
        for told in (*_pressure(company, sent), *_scale(company, sent), *walked, *_ridden(company)):
            if is_normal_range(told.part.path, place):
                continue
            found.setdefault((generic(told.part.path), told.property), []).append(told)
    told_paths = {told.part.path for several in found.values() for told in several}
    for entry in entries(place):
        part = Part(path=entry.leaf.path, name=entry.leaf.name, numbers=(entry.number,), leaf=entry.leaf)
        if part.path not in told_paths:
            found.setdefault((generic(part.path), entry.property), []).append(
                _Told(
                    part=part, category=entry.category, property=entry.property, unit=entry.unit,
                    reasoning=entry.reasoning, rule="company.diary",
                )
            )  # fmt: skip
    for (path, _), readings in found.items():
        yield from _observations(path, readings, place)


# -- a cuff -------------------------------------------------------------------------------------------------------


def _pressure(company: Company, sent: str) -> Iterator[_Told]:
    """Two numbers in the range of a pressure, the upper above the lower, beside a pulse or words of blood pressure."""
    said = not company.near.isdisjoint(OF_PRESSURE) or {"blood", "pressure"} <= company.near
    said = said or SENT_PRESSURE.search(sent) is not None
    has_pulse = _in_range(company.parts.get("pulse"), 25, 230)
    if not company.above.isdisjoint(BOUNDS) or not company.near.isdisjoint(TAUGHT):
        return
    said = said or {"mm", "hg"} <= company.near or "mmhg" in company.near
    # {"bp": {"s": 131, "d": 84}, "hr": 66}
    within = not company.above.isdisjoint(_NAMED_PRESSURE) and not company.near.isdisjoint(
        {"pulse", "hr", "heart", "bpm"}
    )
    for mark, told in (("", said or has_pulse), ("?", (said and has_pulse) or within)):
        upper, lower = company.parts.get(f"systolic{mark}"), company.parts.get(f"diastolic{mark}")
        if not told or upper is None or lower is None or not _are_pressures(upper, lower):
            continue
        for kind, part in (("systolic", upper), ("diastolic", lower)):
            yield _Told(
                part=part, category="health.blood_pressure", property=f"x_bloodPressure{kind.title()}", unit="mmHg",
                reasoning=f"the {kind} blood pressure", rule="company.pressure",
            )  # fmt: skip
        if has_pulse:
            yield _Told(
                part=company.parts["pulse"], category="health.heart_rate", property="x_heartRate", unit="bpm",
                reasoning="a heart rate", rule="company.pressure",
            )  # fmt: skip
        return


def _are_pressures(upper: Part, lower: Part) -> bool:
    pairs = list(zip(upper.numbers[:_LOOKED_AT], lower.numbers[:_LOOKED_AT], strict=False))
    return bool(pairs) and all(
        70 <= high <= 260 and 35 <= low <= 160 and 10 <= high - low <= 140 for high, low in pairs
    )


def _in_range(part: Part | None, low: float, high: float) -> bool:
    return (
        part is not None
        and bool(part.numbers)
        and all(low <= value <= high for value in part.numbers[:_LOOKED_AT])
    )


# -- a scale ------------------------------------------------------------------------------------------------------

_COMPOSED: Final = {
    "impedance": (100, 1500), "fat": (3, 70), "bmi": (10, 60), "water": (25, 80), "muscle": (10, 95), "bone": (0.5, 10),
    "visceral": (1, 60), "waist": (45, 200),
}  # fmt: skip
_TELLING: Final = frozenset({"impedance", "fat", "bmi", "waist"})


def _scale(company: Company, sent: str) -> Iterator[_Told]:
    """A weight beside what a scale makes of a current through the body, or beside a height and an age."""
    parts = company.parts
    clear = "weight" in parts
    part = parts.get("weight") or parts.get("weight?")
    if part is None or not _is_weight(part) or not company.near.isdisjoint(LIFTED | SOLD):
        return
    beside = {kind for kind, (low, high) in _COMPOSED.items() if company.fits(kind, low, high)}
    beside = {kind for kind in beside if parts[kind] is not part}
    if beside <= {"fat"} and not company.near.isdisjoint(EATEN):
        return
    if beside == {"waist"} and not company.near.isdisjoint(_OF_CLOTHES):
        return
    tall = _in_range(parts.get("height"), 90, 230) or _in_range(parts.get("height"), 0.9, 2.3)
    aged = _in_range(parts.get("age"), 3, 110) or not company.near.isdisjoint(SEXES)
    telling = bool(beside & _TELLING)
    alone = part.leaf is None and beside == {"fat"} and "day" not in parts and SENT_SCALE.search(sent) is None
    if clear:
        told = (telling and not alone) or (tall and aged)
    else:
        told = telling and (len(beside) + tall >= 2 or SENT_SCALE.search(sent) is not None)
    if told:
        yield _Told(
            part=part,
            category="health.weight",
            property="x_weight",
            unit="",
            reasoning="a body weight",
            rule="company.scale",
        )


def _is_weight(part: Part) -> bool:
    values = part.numbers[:_LOOKED_AT]
    return bool(values) and any(
        all(15 <= value / scale <= 350 for value in values) for scale in (1, 10, 100, 1000)
    )


# -- a band -------------------------------------------------------------------------------------------------------


def _walked(company: Company, place: Surroundings) -> Iterator[_Told]:
    """Whole numbers beside a distance or an energy that so many steps make up, a goal and days, or the hours of a day."""
    part = company.parts.get("steps")
    if part is None or not company.near.isdisjoint(PROCEDURE):
        return
    values = part.numbers[:_LOOKED_AT]
    if (
        not values
        or any(value != int(value) or not 0 <= value <= 200_000 for value in values)
        or max(values) < 100
    ):
        return
    others = sum(kind in company.parts for kind in ("day", "floors", "active", "goal", "distance", "energy"))
    far = any(_makes_up(company, "distance", part, _METRES, scale) for scale in (1.0, 1000.0, 1609.0))
    burned = _makes_up(company, "energy", part, _ENERGY, 1.0) and ("distance" in company.parts or others > 0)
    aimed = _in_range(company.parts.get("goal"), 1_000, 60_000) and others > 1
    if far or burned or aimed or ("day" in company.parts and _is_sum_of_hours(company.path, part, place)):
        yield _Told(
            part=part, category="fitness.steps", property="x_steps", unit="steps", reasoning="a number of steps walked",
            rule="company.walked",
        )  # fmt: skip


def _is_sum_of_hours(path: str, steps: Part, place: Surroundings) -> bool:
    """Whether a list of the same object parts the number into pieces of a day: ``{"stp": 9120, "h": [0, 0, …]}``."""
    beside = (series.columns.get("", ()) for series in place.series if outer(series.path) == path)
    whole = steps.numbers[0] if len(steps.numbers) == 1 else 0.0
    return whole > 0 and any(
        len(pieces) in _PIECES_OF_A_DAY and min(pieces) >= 0 and abs(sum(pieces) - whole) <= whole / 50
        for pieces in beside
    )


def _ridden(company: Company) -> Iterator[_Told]:
    """A power and a cadence beside a pulse: what a bicycle or a rowing machine tells of who moves it."""
    part, turns = company.parts.get("power"), company.parts.get("cadence")
    if part is None or part is turns or not _in_range(part, 0, 2_500) or not _in_range(turns, 0, 250):
        return
    if _in_range(company.parts.get("pulse"), 40, 230) and company.near.isdisjoint(
        SOLD | {"fan", "cpu", "pump", "engine", "car", "vehicle", "obd", "motor"}
    ):
        yield _Told(
            part=part, category="fitness.workout", property="x_power", unit="",
            reasoning="a reading beside others of a workout", rule="company.ridden",
        )  # fmt: skip


def _makes_up(company: Company, kind: str, steps: Part, bounds: tuple[float, float], scale: float) -> bool:
    part = company.parts.get(kind)
    if part is None or len(part.numbers) != len(steps.numbers):
        return False
    pairs = [
        (one, other)
        for one, other in zip(part.numbers[:_LOOKED_AT], steps.numbers[:_LOOKED_AT], strict=True)
        if other
    ]
    return bool(pairs) and all(bounds[0] <= one * scale / other <= bounds[1] for one, other in pairs)


# -- what is told -------------------------------------------------------------------------------------------------


def _observations(path: str, readings: list[_Told], place: Surroundings) -> Iterator[Observation]:
    """Those of one list together where they are three or more."""
    first = readings[0]
    if first.part.leaf is not None and len(readings) < _FROM:
        for told in readings:
            leaf = told.part.leaf
            if leaf is not None:
                yield _observation(
                    told, told.part.path, text(leaf.value), Measures(unit=told.unit) if told.unit else None
                )
        return
    values = [value for told in readings for value in told.part.numbers]
    measures = series_measures(values, None, place, path, first.unit)
    unit = f" {first.unit}" if first.unit else ""
    shown = f"{len(values)} readings, {min(values):g} to {max(values):g}{unit}"
    yield _observation(first, path, shown, measures, f": a series of {len(values)} readings")


def _observation(
    told: _Told, path: str, value: str, measures: Measures | None, more: str = ""
) -> Observation:
    return Observation(
        category=told.category, property=told.property, path=path, value=value,
        reasoning=f"{told.reasoning}{more}{naming(told.part.name)}", rule=told.rule, confidence=Confidence.LIKELY,
        measures=measures,
    )  # fmt: skip


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

_FITNESS: Final = Mapped(
    google="Fitness info", apple="Fitness", dpv="ext:PhysicalActivity < pd:Behavioural", tcf="7"
)

DETECTOR: Final = Detector(
    name="body_company",
    version=2,
    categories={
        **dict.fromkeys(
            (
                "health.blood_pressure",
                "health.heart_rate",
                "health.weight",
                "health.temperature",
                "health.mood",
                "health.condition",
            ),
            _HEALTH,
        ),
        **dict.fromkeys(("fitness.steps", "fitness.workout"), _FITNESS),
    },
    rules={
        "company.pressure": "Two numbers under short names of the two pressures (sis and dia), the upper above the lower, "
        "beside a pulse or words of blood pressure; under max and min beside both. Limits and games are left out.",
        "company.scale": "A number named weight or w in the range of a body's, beside impedance, body fat or body mass "
        "index "
        "(w: two of them, or sent to a scale's address), or beside a height and an age; food and what is lifted are "
        "left out.",
        "company.walked": "Whole numbers under a name of steps in any language beside a distance or an energy that so many "
        "steps make up, or beside a goal and days, or a list of the hours of a day that adds up to it.",
        "company.diary": "A number under a short name in a small object of a day or a person, sent to an address that says "
        "what it is of: weight, fever, mood or pain.",
        "company.ridden": "A power and a cadence beside a pulse, under short names.",
    },
    detect=_detect,
    needs=Needs(
        names=(ANCHORS,), objects=(MAY_BE_COMPANY,), holds=(may_hold_columns,), sent=(is_sent_to_a_diary,)
    ),
)
