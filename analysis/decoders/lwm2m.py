"""Readings of LwM2M devices in SenML's JSON: objects and resources that have numbers, named as their registry has them.

Sources: RFC 8428 (base name, time, unit and value hold for the records behind them); the OMA LwM2M registry of objects and
resources (3303 temperature, 3313 accelerometer; 5700 value, 5702 to 5704 X, Y, Z), from memory. Other SenML stays JSON.
"""

from __future__ import annotations

from typing import Final

from analysis.json_text import parse_json
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_TYPES: Final = frozenset({
    "application/senml+json", "application/sensml+json", "application/vnd.oma.lwm2m+json",
})  # fmt: skip
_PATH: Final = lazy_pattern(r"/?(3[0-9]{3})/([0-9]{1,5})/(5[0-9]{3})\Z")
_VALUE, _UNIT = "5700", "5701"
_SENSORS: Final = {
    "3301": "illuminance", "3303": "temperature sensor", "3304": "humidity", "3315": "barometer", "3324": "loudness",
    "3316": "voltage", "3317": "current", "3330": "distance", "3346": "rate", "3323": "pressure", "3325": "concentration",
    "3302": "presence", "3300": "generic sensor", "3322": "load", "3328": "power",
}  # fmt: skip
_AXES: Final = {"3313": "accelerometer", "3314": "magnetometer", "3334": "gyroscope"}
_OF_AXES: Final = {"5702": "x", "5703": "y", "5704": "z"}
_PLACE: Final = "3336"
_OF_PLACE: Final = {"5514": "latitude", "5515": "longitude", "5516": "uncertainty", "5518": "timestamp"}
_MOST: Final = 10_000  # records


def _open(part: Part, limit: int) -> Opened | None:
    if part.media_type not in _TYPES or len(part.data) > limit:
        return None
    found, tree = parse_json(part.data)
    within = tree.get("e") if isinstance(tree, dict) else None
    if isinstance(tree, dict) and isinstance(within, list):  # LwM2M 1.0
        tree = [{key: tree[key] for key in ("bn", "bt") if key in tree}, *within]
    if not found or not isinstance(tree, list):
        return None
    objects = _objects(tree[:_MOST])
    if not objects:
        return None
    rows: list[Tree] = [row for key, resources in objects.items() if (row := _row(*key, resources))]
    return Opened(label="lwm2m", tree=rows, truncated=len(tree) > _MOST) if rows else None


def _objects(records: list[Tree]) -> dict[tuple[str, str, str], dict[str, Tree]]:
    """The resources of each instance of an object, by its number, itself and the time."""
    found: dict[tuple[str, str, str], dict[str, Tree]] = {}
    base: dict[str, Tree] = {}
    for record in records:
        if not isinstance(record, dict):
            return {}
        base |= {key: value for key, value in record.items() if key in ("bn", "bt", "bu")}
        before, own = base.get("bn"), record.get("n")
        path = _PATH.search("".join(text for text in (before, own) if isinstance(text, str)))
        if path is None:
            continue
        since, offset = base.get("bt", 0), record.get("t", 0)
        time = since + offset if isinstance(since, int | float) and isinstance(offset, int | float) else 0
        resources = found.setdefault((path[1], path[2], str(time)), {})
        resources.setdefault(path[3], next((record[key] for key in ("v", "vs", "vb") if key in record), None))
        if "u" in record or "bu" in base:
            resources.setdefault(_UNIT, record.get("u", base.get("bu")))
    return found


def _row(number: str, instance: str, time: str, resources: dict[str, Tree]) -> dict[str, Tree]:
    """One instance with the names of the registry; nothing where it is of no known object."""
    row: dict[str, Tree] = {"object": f"/{number}/{instance}"}
    if number in _AXES and resources.keys() & _OF_AXES.keys():
        row[_AXES[number]] = {_OF_AXES[key]: value for key, value in resources.items() if key in _OF_AXES}
    elif number == _PLACE:
        row |= {_OF_PLACE[key]: value for key, value in resources.items() if key in _OF_PLACE}
    elif number in _SENSORS and _VALUE in resources:
        row |= {"sensor": _SENSORS[number], "value": resources[_VALUE]}
    else:
        return {}
    if isinstance(resources.get(_UNIT), str):
        row["unit"] = resources[_UNIT]
    return row if time == "0" else {**row, "time": float(time)}


DECODER = Decoder(name="lwm2m", order=29, open=_open, takes="bytes")
