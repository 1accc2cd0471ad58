"""Recognises blood pressure: two numbers in one text, or the systolic and the diastolic of one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.field_names import is_named, naming, words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.quantities import Field, Gauge, Quantity
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
_TEXT: Final = re.compile(r"\s?(\d{2,3})\s?/\s?(\d{2,3})\s?(?:mmHg)?\s?")
_EITHER: Final = re.compile(
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
    return _judge("systolic", field) or _short("systolic", field, place)


def _diastolic(field: Field, place: Surroundings) -> Confidence | None:
    return _judge("diastolic", field) or _short("diastolic", field, place)


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
_WANTED: Final = picking(_names_it)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    found = list(_GAUGE.observe(place))
    kinds: dict[str, set[str]] = {}
    for item in found:
        kinds.setdefault(_beside(item.path), set()).add(item.property)
    for item in found:
        if item.confidence is Confidence.CERTAIN or len(kinds[_beside(item.path)]) > 1:
            yield msgspec.structs.replace(item, confidence=Confidence.CERTAIN)
    for leaf in (*place.leaves_of(_WANTED), *place.typed_of(_WANTED)):
        value = leaf.value
        if not isinstance(value, str) or not 5 <= len(value) <= 16 or "/" not in value:
            continue
        pair = _TEXT.fullmatch(value)
        if pair and _NAMES_IT[place.called(leaf.path, leaf.names)] and int(pair[1]) > int(pair[2]) >= 30:
            yield _pair(leaf)


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
        "in one text named blood pressure."
    },
    detect=_detect,
    needs=_GAUGE.needs.or_else(Needs(names=(_WANTED,), called=(_WANTED,))),
)
