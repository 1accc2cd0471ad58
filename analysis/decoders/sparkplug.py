"""Sparkplug B: what machines, greenhouses and meters publish over MQTT, as metrics with a name, a time and a value.

Source, from memory: Eclipse Sparkplug Specification 3.0, chapter 6 (the payload's fields: timestamp 1, metrics 2, seq 3; a
metric's: name 1, alias 2, timestamp 3, datatype 4, int_value 10, long_value 11, float_value 12, double_value 13,
boolean_value 14, string_value 15). Metrics that only have an alias keep it as their name;
a name's folders (``Climate/Air temperature``) are given apart from its last step.
"""

from __future__ import annotations

import struct
from typing import Final

from analysis.protobuf_wire import WireReader
from analysis.units import Decoder, Opened, Part, Tree

_SHORTEST: Final = 16  # bytes: a time and one metric
_TIME: Final = 0x08  # the first field, a number
_METRIC: Final = 0x12  # the second
_TIME_ENDS: Final = 7  # six bytes of milliseconds of our days
_VALUES: Final = ("10", "11", "12", "13", "14", "15")
_KNOWN: Final = frozenset({"1", "2", "3", "4", "5", "6", "7", "8", "9", *_VALUES, "16", "17"})
_OUTER: Final = frozenset({"1", "2", "3", "4", "5"})
_LATEST_TYPE: Final = 34
_BOOLEAN: Final = 11
_FLOATS: Final = {9: (4, "<f", "<i"), 10: (8, "<d", "<q")}  # bytes, and how they are read
_MOST: Final = 5_000  # metrics


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not _SHORTEST <= len(data) <= limit:
        return None
    if data[0] != _TIME or data[_TIME_ENDS] != _METRIC:
        return None
    reader = WireReader(cut=not part.complete)
    message = reader.read(data)
    if message is None or not message.fields.keys() <= _OUTER:
        return None
    told = message.fields.get("2")
    rows = [_metric(row) for row in (told if isinstance(told, list) else [told])[:_MOST]]
    metrics: list[Tree] = [row for row in rows if row is not None]
    if not metrics or len(metrics) < len(rows):
        return None
    tree: dict[str, Tree] = {"timestamp": message.fields["1"], "metrics": metrics}
    return Opened(label="sparkplug", tree=tree, truncated=reader.truncated)


def _metric(row: Tree) -> Tree:
    """A metric under the names of the specification; None for what is none."""
    if not isinstance(row, dict) or not row.keys() <= _KNOWN:
        return None
    kind, name, alias = row.get("4"), row.get("1"), row.get("2")
    if not isinstance(kind, int) or not 0 < kind <= _LATEST_TYPE:
        return None
    if not isinstance(name, str) and not isinstance(alias, int):
        return None
    values = [row[field] for field in _VALUES if field in row]
    if len(values) != 1 and not (not values and "7" in row):
        return None
    folder, _, last = name.rpartition("/") if isinstance(name, str) else ("", "", f"alias {alias!r}")
    metric: dict[str, Tree] = {"name": last, "folder": folder} if folder else {"name": last}
    if isinstance(row.get("3"), int):
        metric["timestamp"] = row["3"]
    metric["value"] = _value(kind, values[0]) if values else None
    return metric


def _value(kind: int, value: Tree) -> Tree:
    """A value as its kind has it: what passed for a whole number may be a small or a large float."""
    if kind == _BOOLEAN:
        return bool(value)
    if isinstance(value, int) and kind in _FLOATS:
        size, float_format, whole_format = _FLOATS[kind]
        if -(1 << 8 * size - 1) <= value < 1 << 8 * size - 1:
            number: float = struct.unpack(float_format, struct.pack(whole_format, value))[0]
            return number
    return value


DECODER = Decoder(name="sparkplug", order=65, open=_open, takes="bytes")
