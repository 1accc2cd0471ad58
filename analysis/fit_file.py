"""Reads Garmin's FIT files: activities, wellness and settings of watches, by the names of the published profile.

Sources: developer.garmin.com, "FIT Protocol" (the file, its definition and data messages, compressed times); names,
scales and units from the profile that fitdecode carries. CRCs are not checked. Fields without a published name, and
developers' own, are left out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

import msgspec

from analysis.units import Tree

__all__ = ("is_fit", "read_fit")

_MAGIC_AT: Final = 8
_MAGIC: Final = b".FIT"
_CRC: Final = 2  # bytes
_MAX_MESSAGES: Final = 20_000  # of data
_MAX_FILES: Final = 16  # one after the other
_MAX_ITEMS: Final = 256  # of an array in one field
_EPOCH: Final = datetime(1989, 12, 31, tzinfo=UTC)
_FIRST_MOMENT: Final = 0x10000000  # a smaller time counts from the start of the device
_TIMESTAMP: Final = 253  # field number
_STRING, _BYTE = 7, 13  # base types
_FORMATS: Final = {
    0: "B", 1: "b", 2: "B", 3: "h", 4: "H", 5: "i", 6: "I", 8: "f", 9: "d", 10: "B", 11: "H", 12: "I", 14: "q", 15: "Q",
    16: "Q",
}  # fmt: skip
_INVALID: Final = {
    0: 0xFF,
    1: 0x7F,
    2: 0xFF,
    3: 0x7FFF,
    4: 0xFFFF,
    5: 0x7FFFFFFF,
    6: 0xFFFFFFFF,
    10: 0,
    11: 0,
    12: 0,
    14: (1 << 63) - 1,
    15: (1 << 64) - 1,
    16: 0,
}  # fmt: skip  base type (5 bits) to the value that means "none"

Row = dict[str, Tree]


class _Column(msgspec.Struct, frozen=True):
    """One field of a definition: where its values stand among those unpacked, and what is known of it."""

    number: int
    base: int
    at: int
    count: int
    field: Any  # fitdecode.types.Field, None where the profile does not know it
    name: str
    convert: Callable[[Any], Tree]
    kind: Literal["plain", "depends", "bits"]


class _Definition(msgspec.Struct, frozen=True):
    """What a data message of one local type holds."""

    name: str  # "" where the profile does not know the message
    form: struct.Struct
    size: int  # bytes, those of developers' fields among them
    columns: tuple[_Column, ...]
    packed: tuple[_Column, ...]  # those of the columns that hold several values in their bits


def is_fit(data: bytes, at: int = 0) -> bool:
    """Whether a FIT file's header stands at ``at``."""
    return data.startswith(_MAGIC, at + _MAGIC_AT) and data[at] in (12, 14)


def read_fit(data: bytes) -> tuple[dict[str, Tree], bool]:
    """``{"record": [{"position_lat": degrees, ...}], ...}`` and whether there is more; what a cut file holds, it gives."""
    reader = _Reader(data)
    at = 0
    for _ in range(_MAX_FILES):
        if not is_fit(data, at):
            break
        at = reader.read_file(at)
    found: dict[str, Tree] = {name: list(rows) for name, rows in reader.rows.items()}
    return found, reader.truncated


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.truncated = False
        self._data = data
        self._messages_left = _MAX_MESSAGES
        self._clock = 0

    def read_file(self, at: int) -> int:
        """Read one file; the place after it."""
        header = self._data[at]
        after = at + header + int.from_bytes(self._data[at + 4 : at + 8], "little")
        end = min(after, len(self._data))
        definitions: dict[int, _Definition] = {}
        at += header
        while at < end:
            code = self._data[at]
            if code & 0xC0 == 0x40:
                at = self._define(definitions, code, at + 1, end)
            else:
                at = self._read_message(definitions, code, at + 1, end)
            if at < 0:
                break
        return after + _CRC

    def _define(self, definitions: dict[int, _Definition], code: int, at: int, end: int) -> int:
        if at + 5 > end:
            return -1
        order = ">" if self._data[at + 1] else "<"
        number = int.from_bytes(self._data[at + 2 : at + 4], "big" if order == ">" else "little")
        count = self._data[at + 4]
        at += 5
        fields = self._data[at : at + 3 * count]
        at += 3 * count
        own = 0
        if code & 0x20:
            more = self._data[at] if at < end else 0
            own = sum(self._data[at + 2 : at + 1 + 3 * more : 3])
            at += 1 + 3 * more
        if at > end:
            return -1
        definitions[code & 15] = _definition(number, order, fields, own)
        return at

    def _read_message(self, definitions: dict[int, _Definition], code: int, at: int, end: int) -> int:
        compressed = code & 0x80
        definition = definitions.get(code >> 5 & 3 if compressed else code & 15)
        if definition is None or at + definition.size > end:
            return -1
        if self._messages_left <= 0:
            self.truncated = True
            return -1
        self._messages_left -= 1
        values = definition.form.unpack_from(self._data, at)
        raw = _raw_values(definition, values)
        clock = raw.get(_TIMESTAMP)
        if isinstance(clock, int):
            self._clock = clock
        elif compressed and self._clock:
            self._clock += (code & 31) - self._clock & 31
        row = _row(definition, raw)
        if compressed and self._clock:
            row.setdefault("timestamp", _moment(self._clock))
        if row and definition.name:
            self.rows.setdefault(definition.name, []).append(row)
        return at + definition.size


def _definition(number: int, order: str, fields: bytes, own: int) -> _Definition:
    from fitdecode import profile

    message = profile.MESSAGE_TYPES.get(number)
    known = message.fields if message is not None else {}
    form, columns, at = order, [], 0
    for start in range(0, len(fields), 3):
        field, size, base = fields[start], fields[start + 1], fields[start + 2] & 31
        letter = _FORMATS.get(base)
        count = size // struct.calcsize("=" + letter) if letter else 1
        if letter is None or not count or size % struct.calcsize("=" + letter):
            form, count, base = form + f"{size}s", 1, base if base == _STRING else _BYTE
        else:
            form += f"{count}{letter}"
        if field in known or field == _TIMESTAMP:
            columns.append(_column(field, base, at, count, known.get(field)))
        at += count
    compiled = struct.Struct(form)
    return _Definition(
        message.name if message is not None and isinstance(message.name, str) else "",
        compiled,
        compiled.size + own,
        tuple(columns),
        tuple(column for column in columns if column.kind == "bits"),
    )


def _column(number: int, base: int, at: int, count: int, field: Any) -> _Column:
    if field is None:
        return _Column(number, base, at, count, None, "", _nothing, "plain")
    bits = field.components and len(field.components) > 1
    kind: Literal["plain", "depends", "bits"] = "bits" if bits else "depends" if field.subfields else "plain"
    return _Column(number, base, at, count, field, field.name, _converter(field), kind)


def _raw_values(definition: _Definition, values: tuple[Any, ...]) -> dict[int, Any]:
    """The values that are there, by field number; an array as a list."""
    raw: dict[int, Any] = {}
    for column in definition.columns:
        if column.count == 1:
            value = values[column.at]
            if column.base == _STRING:
                value = value.partition(b"\0")[0].decode("utf-8", "replace")
                if value:
                    raw[column.number] = value
            elif (
                column.base != _BYTE and value != _INVALID.get(column.base) and value == value
            ):  # NaN is none
                raw[column.number] = value
            continue
        invalid = _INVALID.get(column.base)
        items = [
            item for item in values[column.at : column.at + min(column.count, _MAX_ITEMS)] if item != invalid
        ]
        if items:
            raw[column.number] = items
    return raw


def _row(definition: _Definition, raw: dict[int, Any]) -> Row:
    row: Row = {}
    for column in definition.packed:
        if column.number in raw:
            row.update(_parts_of(column.field, raw[column.number], raw))
    for column in definition.columns:
        value = raw.get(column.number)
        if value is None or column.field is None or column.kind == "bits":
            continue
        name, convert = column.name, column.convert
        if column.kind == "depends":
            field = _as_meant(column.field, raw)
            name, convert = field.name, _converter(field)
        row[name] = [convert(item) for item in value] if isinstance(value, list) else convert(value)
    return row


def _parts_of(field: Any, value: Any, raw: dict[int, Any]) -> Iterator[tuple[str, Tree]]:
    """Several small values in the bits of one; other fields may depend on them."""
    if not isinstance(value, int):
        return
    for component in field.components:
        bits = value >> (component.bit_offset or 0) & (1 << component.bits) - 1
        raw.setdefault(component.def_num, bits)
        yield component.name, _scaled(bits, component.scale, component.offset)


def _as_meant(field: Any, raw: dict[int, Any]) -> Any:
    """The field, or what it means beside the others of its message: "cycles" of a walk are "steps"."""
    for other in field.subfields or ():
        if any(raw.get(reference.def_num) == reference.raw_value for reference in other.ref_fields):
            return other
    return field


def _converter(field: Any) -> Callable[[Any], Tree]:
    if field.units == "semicircles":
        return _degrees
    if field.type.name == "date_time":
        return _moment
    if field.type.name == "bool":
        return bool
    names = field.type.enum
    if names:
        return lambda value: names[value] if value in names else _scaled(value, field.scale, field.offset)
    return lambda value: _scaled(value, field.scale, field.offset)


def _scaled(value: Any, scale: Any, offset: Any) -> Tree:
    if not isinstance(value, int | float) or not (scale or offset):
        return value if isinstance(value, str | int | float) else None
    return round(value / float(scale or 1) - float(offset or 0), 6)


def _nothing(_value: Any) -> Tree:
    return None


def _degrees(value: Any) -> Tree:
    return round(value * 180 / (1 << 31), 7) if isinstance(value, int | float) else None


def _moment(value: Any) -> Tree:
    if not isinstance(value, int) or not _FIRST_MOMENT <= value < 1 << 32:
        return value if isinstance(value, int) else None
    return (_EPOCH + timedelta(seconds=value)).isoformat().replace("+00:00", "Z")
