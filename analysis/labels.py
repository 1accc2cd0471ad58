"""Tells what a value is called where its own name does not say it: labels, neutral names, names that are but a unit.

Names of labels: Home Assistant's mobile app, sensor.community, SenML (RFC 8428), Google Fit, Health Connect, HealthKit,
OpenTelemetry, InfluxDB. Coded labels: FHIR Observation, with LOINC's codes of the vital signs (HL7 FHIR, value set
observation-vitalsignresult). Numbered ones: the measure types of the Withings API.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Final

from analysis.body_measures import are_body_measures
from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered
from analysis.translated_names import in_english
from analysis.unit_words import WITHOUT_UNIT, unit_of_text

MOST_MEMBERS: Final = 256  # members of one object that are looked at
_MOST_CODES: Final = 16  # texts of one coded label
_LONGEST_LABEL: Final = 96  # characters
# The nearer the front, the more telling.
_LABELS: Final = (
    "device_class", "unique_id", "value_type", "datatypename", "data_type", "datatype", "record_type", "recordtype",
    "quantitytype", "quantity_type", "sensor", "sensortype", "sensor_type", "sensorname", "sensor_name", "metric",
    "metric_name", "measurement", "measure", "parameter", "quantity", "signal", "name", "n", "type", "kind", "label",
    "identifier", "entity_id", "code", "key", "field", "display", "__name__", "characteristic", "attribute",
    "measurement_name", "channel", "cluster", "clustername", "topic", "stringtype", "bn", "fieldname", "field_name",
    "capability", "parametername", "parameter_name", "metrictype", "metric_type", "measuretype", "measure_type", "item",
    "attributename", "attribute_name", "attr", "property", "propertyname", "seriesname", "series_name", "paramname", "title",
    "path", "k", "s", "tipo", "nombre", "nazwa", "naam", "namn", "navn", "nome", "nimi", "grosse", "groesse", "parametro",
    "parametr", "variable", "magnitud", "messwert", "feld", "campo", "veld", "種類", "種別", "类型", "類型", "名称",
    "名前", "项目", "종류", "이름", "тип", "название",
)  # fmt: skip
_RANKS: Final = {name: rank for rank, name in enumerate(_LABELS)}
_NEUTRAL: Final = frozenset({
    "value", "values", "val", "v", "reading", "readings", "data", "current", "raw", "last", "latest", "qty", "quantity",
    "amount", "avg", "average", "mean", "min", "max", "median", "samples", "sample", "series", "points", "int", "fp",
    "double", "float", "history", "dataset", "point", "measurements", "measurement", "events", "event", "payload", "as",
    "fields", "minimum", "maximum",
})  # fmt: skip
_SCHEMA_TYPES: Final = ("xsd:", "xs:")  # a type of XML Schema, as SOAP gives it with a value
# Written as one name, and of a row only: ``sensor`` alone would be what it is a value of.
_NEUTRAL_PAIRS: Final = frozenset(
    f"{of}{value}"
    for of in ("sensor", "result", "field", "metric", "measure", "measured", "parameter", "param", "attribute", "property",
    "numeric",
               "integer", "scalar", "capability", "item", "observed", "metered", "signal", "raw", "number", "decimal",
               "real")
    for value in ("value", "val")
) | {"magnitude", "fpval", "intval"}  # fmt: skip
# A kind of value, not what it is a value of.
_NO_MEANING: Final = frozenset({
    "sensor", "binary_sensor", "number", "float", "integer", "int", "double", "string", "boolean", "bool", "gauge",
    "counter", "object", "array", "property", "numeric", "text", "json", "update", "sensor_state",
})  # fmt: skip
# Names of a value that another member must say the meaning of; outer names do not say it.
_BARE: Final = frozenset({"state", "native_value", "count", "sum", "total", "result"})
_TELLING_UNITS: Final = frozenset({"bpm", "C", "F", "kg", "g", "lb", "%", "mmol/L", "mg/dL", "mmHg", "kcal"})
COUNTS: Final = frozenset({"count", "sum", "total"})  # how many of what the label says, or how many readings
# Android's numbers of its sensors (android.hardware.Sensor, TYPE_…), as dumps of its events give them.
SENSOR_TYPES: Final[Mapping[int, str]] = {
    1: "accelerometer", 2: "magnetic field", 4: "gyroscope", 5: "illuminance", 6: "barometer", 8: "proximity sensor",
    9: "gravity", 10: "linear acceleration", 11: "rotation vector", 12: "relative humidity", 13: "ambient temperature",
    14: "magnetic field", 15: "rotation vector", 16: "gyroscope", 18: "step counter", 19: "step counter",
    20: "rotation vector", 21: "heart rate",
}  # fmt: skip
_TYPE_NAMES: Final = ("sensorType", "sensor_type", "sensor", "type", "sensorId", "sensor_id")
LOINC: Final[Mapping[str, str]] = {
    "8867-4": "heart rate", "40443-4": "resting heart rate", "80404-7": "heart rate variability",
    "8310-5": "body temperature", "8331-1": "body temperature", "8329-5": "core temperature", "2708-6": "oxygen saturation",
    "59408-5": "oxygen saturation", "29463-7": "body weight", "3141-9": "body weight", "39156-5": "body mass index",
    "41982-0": "body fat", "8480-6": "systolic blood pressure", "8462-4": "diastolic blood pressure",
    "15074-8": "blood glucose", "2339-0": "blood glucose", "2345-7": "blood glucose", "14743-9": "blood glucose",
    "41653-7": "blood glucose", "99504-3": "blood glucose", "9279-1": "respiratory rate", "55423-8": "step count",
    "2093-3": "total cholesterol", "2571-8": "triglycerides", "2085-9": "hdl cholesterol", "13457-7": "ldl cholesterol",
    "18262-6": "ldl cholesterol", "2089-1": "ldl cholesterol", "4548-4": "hba1c", "17856-6": "hba1c", "718-7": "hemoglobin",
    "2160-0": "creatinine", "33914-3": "egfr", "62238-1": "egfr", "3016-3": "tsh", "2276-4": "ferritin", "1988-5": "crp",
    "94500-6": "covid test",
    "41950-7": "step count", "93832-4": "sleep duration", "364075005": "heart rate", "386725007": "body temperature",
    "271649006": "systolic blood pressure", "271650006": "diastolic blood pressure", "27113001": "body weight",
    "147842": "heart rate", "149530": "pulse rate", "150456": "oxygen saturation", "150021": "systolic blood pressure",
    "150022": "diastolic blood pressure", "150364": "body temperature", "188736": "body weight",
    "MDC_ECG_HEART_RATE": "heart rate", "MDC_PULS_OXIM_PULS_RATE": "pulse rate", "MDC_PULS_OXIM_SAT_O2": "oxygen saturation",
    "MDC_PRESS_BLD_NONINV_SYS": "systolic blood pressure", "MDC_PRESS_BLD_NONINV_DIA": "diastolic blood pressure",
    "MDC_TEMP_BODY": "body temperature", "MDC_MASS_BODY_ACTUAL": "body weight",
}  # fmt: skip  # and SNOMED CT's and IEEE 11073-10101's codes of the same
NUMBERED: Final[Mapping[int, str]] = {
    1: "body weight", 6: "body fat", 9: "diastolic blood pressure", 10: "systolic blood pressure", 11: "heart rate",
    54: "oxygen saturation", 71: "body temperature", 73: "skin temperature",
}  # fmt: skip
_UNITS_BESIDE: Final = frozenset({"unit", "units", "uom"})  # what tells that a title is that of a quantity
_CODED: Final = lazy_pattern(r"\.code(?:\.coding(?:\[\d{1,3}\])?)?\Z")
_NUMBERED_HOSTS: Final = (".withings.net", ".withings.com", ".withingsmed.net")


def _only_neutral_words(name: str) -> bool:
    spoken = words(name)
    return (
        name == "#text"
        or "".join(spoken) in _NEUTRAL_PAIRS
        or all(word in _NEUTRAL or word.isdigit() for word in spoken)
    )


def _only_a_unit(name: str) -> bool:
    """``beatsPerMinute``, ``inMeters``, ``percentage``; ``meters`` and ``seconds`` alone stand for too much."""
    rest, unit = WITHOUT_UNIT[name]
    return not rest and (unit in _TELLING_UNITS or words(name)[:1] == ("in",))


def _says_little(name: str) -> bool:
    return _NEUTRALS[name] or _UNITS[name] or name.lower() in _BARE


_NEUTRALS: Final = Remembered(_only_neutral_words)
_UNITS: Final = Remembered(_only_a_unit)
SAYS_LITTLE: Final = Remembered(_says_little)  # whether a value of this name may be called by something else


def is_neutral(name: str) -> bool:
    """Whether a name says nothing of what it names (``value``, ``data``, ``0``)."""
    return _NEUTRALS[name]


def is_unit(name: str) -> bool:
    """Whether a name is nothing but a unit (``inKilograms``)."""
    return _UNITS[name]


def is_bare(name: str) -> bool:
    """Whether a name needs a label in the same object to have a meaning (``state``, ``count``)."""
    return name.lower() in _BARE


def _labels_among(names: tuple[str, ...]) -> tuple[str, ...]:
    plain = ((" ".join(in_english(name.lower().removeprefix("@"))), name) for name in names)
    ranked = [
        (rank, name)
        for said, name in plain
        if (rank := _RANKS.get(said, _RANKS.get("".join(words(name))))) is not None
    ]
    return tuple(name for _, name in sorted(ranked))


_LABELLED: Final = Remembered(_labels_among)


def labels_of(group: Group) -> tuple[str, ...]:
    """What an object says that it is, the most telling first."""
    if group.context == "header":
        return ()
    members = group.members
    if "accuracy" in members and (kind := _sensor_type(members)):
        return (kind,)
    names = _LABELLED[
        tuple(members) if len(members) <= MOST_MEMBERS else tuple(islice(members, MOST_MEMBERS))
    ]
    return tuple(
        LOINC.get(value, _SHORTENED.get(name, str)(value))
        for name in names
        if isinstance(value := members[name].value, str)
        and len(value) <= _LONGEST_LABEL
        and value.lower() not in _NO_MEANING
        and not value.startswith(_SCHEMA_TYPES)
        and (name != "topic" or "/" in value)
        and (name != "path" or _DOTTED.fullmatch(value))
        and (
            name != "title"
            or " " in value.strip()
            or any(unit_of_text(members[unit].value) for unit in _UNITS_BESIDE.intersection(members))
        )
        and (value in LOINC or not _NEUTRALS[value])
    )


_DOTTED: Final = lazy_pattern(r"[A-Za-z]\w{1,40}(?:\.[A-Za-z0-9]\w{0,40}){1,8}")  # as Signal K's paths
_SHORTENED: Final = {
    "topic": lambda value: " ".join(value.split("/")[-2:]), "path": lambda value: " ".join(value.split(".")[-2:]),
}  # fmt: skip


def _sensor_type(members: Mapping[str, Leaf]) -> str:
    """The sensor of a dumped event, which has an accuracy and a type as a number; "" where there is none."""
    for name in _TYPE_NAMES:
        value = members[name].value if name in members else None
        if isinstance(value, int) and not isinstance(value, bool):
            return SENSOR_TYPES.get(value, "")
    return ""


def coded_labels(groups: Iterable[Group]) -> dict[str, list[str]]:
    """Texts of coded labels (``{"code": {"coding": [{"code": "8867-4"}]}}``), by the path of what they are the label of."""
    found: dict[str, list[str]] = {}
    for group in groups:
        if group.name in ("coding", "code") and (ending := _CODED.search(group.path)):
            texts = found.setdefault(group.path[: ending.start()], [])
            for name in ("display", "code", "text"):
                value = group.members[name].value if name in group.members else None
                if isinstance(value, str) and len(texts) < _MOST_CODES:
                    texts.append(LOINC.get(value, value[:_LONGEST_LABEL]))
    return found


def numbers_its_types(host: str, groups: Collection[Group]) -> bool:
    """Whether measures carry their type as a number and their value as an integer and a power of ten: by the receiver,
    by the name of the list (``measuregrps``) that such measures are handed on in, or by the measures themselves.
    """
    if host.endswith(_NUMBERED_HOSTS) or any("measuregrps" in group.names for group in groups):
        return True
    return are_body_measures(groups)


def numbered_label(members: Mapping[str, Leaf]) -> str:
    """The label of ``{"value": 81250, "type": 1, "unit": -3}``."""
    kind = members.get("type")
    if kind is None or not isinstance(kind.value, int) or "unit" not in members:
        return ""
    return NUMBERED.get(kind.value, "")


def numbered_factor(members: Mapping[str, Leaf]) -> float:
    """The power of ten of such a measure."""
    unit = members.get("unit")
    power = unit.value if unit is not None else 0
    return 10.0**power if isinstance(power, int) and -6 <= power <= 3 else 1.0
