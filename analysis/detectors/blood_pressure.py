"""Recognises blood pressure: two numbers in one text, or the systolic and the diastolic of one reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import msgspec

from analysis.body_words import BOUNDS, TAUGHT
from analysis.field_names import all_words, is_named, naming, words
from analysis.lazy_patterns import lazy_pattern
from analysis.lists_beside import is_played
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.normal_ranges import is_normal_range
from analysis.payload import Leaf, Payload, Series
from analysis.quantities import Field, Gauge, Quantity
from analysis.quantity_kinds import telling_words
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "health.blood_pressure"
_RULE: Final = "blood_pressure.named"
_AROUND: Final = frozenset({
    "value", "reading", "last", "latest", "current", "avg", "average", "resting", "mmhg", "measurement", "user", "health",
    "record", "records",
})  # fmt: skip
# Two numbers, in France also in cm of mercury, and a pulse behind them: 138/84, 14/8, 138/84/70.
_TEXT: Final = lazy_pattern(
    r"\s?([0-9]{1,3})\s?[/\\-]\s?([0-9]{1,3})\s?(?:mmHg|/\s?(?:[3-9][0-9]|1[0-9]{2}))?\s?"
)
_SHORT_NAMES: Final = (
    "rr", "ta", "pa", "nibp", "tension", "tensio", "tensione", "pressure", "tlak", "druck", "tensiune", "nyomas", "bd", "bt",
    "pa sangue", "wert", "messung", "messwerte", "messungen", "values", "readings", "data", "rows", "value", "reading",
    "measurement", "medicion", "misura", "pomiar", "mesure",
)  # fmt: skip
_BESIDE_TEXT: Final = frozenset({
    "pulse", "hr", "bpm", "heart", "heartrate", "pul", "puls", "bp", "battiti", "batt", "fc", "tep", "tetno", "mmhg",
    "blood",
    "arrhythmia", "arm", "brazo", "bras", "braccio", "patient", "paciente", "paziente",
})  # fmt: skip
_SENT_PRESSURE: Final = lazy_pattern(
    r"blutdruck|bloeddruk|blood.?pressure|(?<!ex)tensi[oó]|pressione|pressao|cisnieni|ketsuatsu|xueya|verenpain|blodtry|vernyom"
    r"|tansiyon|hyperton|tlakom"
)
_EITHER: Final = lazy_pattern(
    r"(?i)s[iy]st[oó]li\w*|diast[oó]li\w*|收缩压|舒张压|(?<![a-z])(?:sys|dia|sbp|dbp)(?![a-z])"
)
_SHORT: Final = {
    "systolic": ("sys", "sbp", "sys bp", "bp sys", "bp systolic"),
    "diastolic": ("dia", "dbp", "dia bp", "bp dia"),
}
_BESIDE_SHORT: Final = frozenset(
    {"pulse", "bp", "hr", "blood", "mmhg", "heartrate", "heart", "vitals", "sbp", "dbp"}
)
_LIMITS: Final = {"systolic": (60, 260), "diastolic": (30, 160)}  # mmHg
_PRESSURE: Final = frozenset({"pressure", "bp", "bloodpressure", "mmhg"})
_NO_READING: Final = frozenset({
    "dysfunction", "grade", "murmur", "function", "target", "goal", "threshold", "limit", "alert", "alarm", "failure",
    "volume", "diameter",
})  # fmt: skip


def _judge(kind: str, field: Field) -> Confidence | None:
    """``possible`` for a name that does not say pressure: it takes the other of the two to count."""
    spoken = frozenset(words(field.called))
    least, most = _LIMITS[kind]
    if (
        kind not in spoken
        or not spoken.isdisjoint(_NO_READING)
        or not least <= field.low <= field.high <= most
    ):
        return None
    told = field.unit == "mmHg" or not spoken.isdisjoint(_PRESSURE)
    return Confidence.CERTAIN if told else Confidence.POSSIBLE


def _systolic(field: Field, place: Surroundings) -> Confidence | None:
    return (
        None if _is_of_nobody(field, place) else _judge("systolic", field) or _short("systolic", field, place)
    )


def _diastolic(field: Field, place: Surroundings) -> Confidence | None:
    return (
        None
        if _is_of_nobody(field, place)
        else _judge("diastolic", field) or _short("diastolic", field, place)
    )


def _is_of_nobody(field: Field, place: Surroundings) -> bool:
    """Whether the names above tell of bounds for a pressure, or those around of a game or a lesson."""
    near = place.near_words(field.path, field.names)
    above = all_words(field.names[:-1])
    return (
        not above.isdisjoint(BOUNDS - {"range"})
        or not near.isdisjoint(TAUGHT)
        or is_played(field.path, near, place)
    )


def _short(kind: str, field: Field, place: Surroundings) -> Confidence | None:
    """``sys`` and ``dia`` beside a pulse: ``possible``, for both must be there."""
    least, most = _LIMITS[kind]
    if not least <= field.low <= field.high <= most or not is_named(field.called, _SHORT[kind], _AROUND):
        return None
    near = place.near_words(field.path, field.names) | place.sent_words
    return (
        Confidence.POSSIBLE if not near.isdisjoint(_BESIDE_SHORT - frozenset(words(field.called))) else None
    )


_GAUGE: Final = Gauge(tuple(
    Quantity(
        category=_CATEGORY, property=f"x_bloodPressure{kind.title()}", rule=_RULE, unit="mmHg",
        reasoning=f"the {kind} blood pressure", judge=judge,
        words=frozenset({kind, kind[:3], f"{kind[0]}bp", "bp"}),
    )
    for kind, judge in (("systolic", _systolic), ("diastolic", _diastolic))
))  # fmt: skip


def _names_it(name: str) -> bool:
    return is_named(name, ("blood pressure", "bp"), _AROUND)


_NAMES_IT: Final = Remembered(_names_it)
_WANTED: Final = picking(_names_it, {"blood", "bloodpressure", "bp"})
_MAY_BE_IT: Final = Remembered[str, bool](lambda name: is_named(name, _SHORT_NAMES, _AROUND))
_MAY_BE: Final = picking(lambda name: _MAY_BE_IT[name], telling_words(_SHORT_NAMES))


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    found = [item for item in _GAUGE.observe(place) if not is_normal_range(item.path, place)]
    kinds: dict[str, set[str]] = {}
    for item in found:
        kinds.setdefault(_beside(item.path), set()).add(item.property)
    for item in found:
        if item.confidence is Confidence.CERTAIN or len(kinds[_beside(item.path)]) > 1:
            yield msgspec.structs.replace(item, confidence=Confidence.CERTAIN)
    for leaf in (*place.leaves_of(_WANTED), *place.typed_of(_WANTED), *place.leaves_of(_MAY_BE)):
        pair = (
            _TEXT.fullmatch(leaf.value)
            if isinstance(leaf.value, str) and 4 <= len(leaf.value) <= 16
            else None
        )
        if pair is None or not _is_pressure(int(pair[1]), int(pair[2])):
            continue
        clear = _NAMES_IT[place.called(leaf.path, leaf.names)] and int(pair[2]) >= 30
        if clear or ((_NAMES_IT[leaf.name] or _MAY_BE_IT[leaf.name]) and _is_said_beside(leaf, place)):
            yield _pair(leaf)
    for series in place.series:
        named = bool(series.name) and (
            _NAMES_IT[series.name] or (_MAY_BE_IT[series.name] and _is_measured(series, place))
        )
        if named and (found_in := _columns(series)):
            yield _row_series(series, found_in)


def _is_pressure(upper: int, lower: int) -> bool:
    """In mm of mercury, or in whole cm of it."""
    return (70 <= upper <= 260 and 30 <= lower < upper) or (
        9 <= upper <= 25 and 4 <= lower <= 14 and upper - lower >= 2
    )


def _is_said_beside(leaf: Leaf, place: Surroundings) -> bool:
    near = place.near_words(leaf.path, leaf.names)
    sent = f"{place.payload.transmission.host}/{place.payload.transmission.path[:200]}".lower()
    return not near.isdisjoint(_BESIDE_TEXT) or _SENT_PRESSURE.search(sent) is not None


def _is_measured(series: Series, place: Surroundings) -> bool:
    sent = f"{place.payload.transmission.host}/{place.payload.transmission.path[:200]}".lower()
    return "mmHg" in place.siblings(series.path).values() or _SENT_PRESSURE.search(sent) is not None


def _columns(series: Series) -> tuple[float, ...]:
    """The upper pressures of rows ``[time, 128, 81, 66]``: of two columns side by side whose numbers fit; () where "
    "none do."""
    columns = list(series.columns.values())[:8]
    for upper, lower in pairwise(columns):
        if all(
            70 <= high <= 260 and 35 <= low <= 160 and high - low >= 10
            for high, low in zip(upper, lower, strict=True)
        ):
            return upper
    return ()


def _row_series(series: Series, upper: tuple[float, ...]) -> Observation:
    return Observation(
        category=_CATEGORY, property="x_bloodPressureSystolic", path=series.path,
        value=f"{len(upper)} readings, {min(upper):g} to {max(upper):g} mmHg",
        reasoning=f"the systolic blood pressure: a series of {len(upper)} readings{naming(series.name)}", rule=_RULE,
        confidence=Confidence.LIKELY, measures=Measures(unit="mmHg"),
    )  # fmt: skip


def _beside(path: str) -> str:
    """The same for the two numbers of one reading, in one object or in rows of one list."""
    return _EITHER.sub("*", generic(path))


def _pair(leaf: Leaf) -> Observation:
    return Observation(
        category=_CATEGORY,
        property="x_bloodPressure",
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"a blood pressure as two numbers{naming(leaf.name)}",
        rule=_RULE,
        confidence=Confidence.CERTAIN,
        measures=Measures(unit="mmHg"),
    )


DETECTOR: Final = Detector(
    name="blood_pressure",
    version=4,
    categories={
        _CATEGORY: Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7"),
    },
    rules={
        _RULE: "Systolic and diastolic numbers in one message, one that is named blood pressure in full, or two numbers "
        "in one text or in rows named blood pressure, or under a short name (ta, rr) beside a pulse."
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(Needs(names=(_WANTED, _MAY_BE), called=(_WANTED,))),
)
