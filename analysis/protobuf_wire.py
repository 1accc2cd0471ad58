"""Reads the wire format of protocol buffers without a schema, and weighs whether bytes are a message at all.

Source: protobuf.dev, "Encoding". A tag is ``number << 3 | wire type``; types 0 varint, 1 eight bytes, 2 length-delimited,
3 and 4 a group's ends (deprecated), 5 four bytes. Which of text, message, packed numbers or bytes a length-delimited field
is, the format does not say: it is decided for all fields of one number together.

The weight is in bits: by how much likelier a message would have these tags and values than random bytes would. Random
bytes reach n bits at most once in 2**n times.
"""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.cut_values import LONG, CutBytes, CutText
from analysis.lazy_patterns import lazy_pattern
from analysis.packed_numbers import double_of, float_of, packed_numbers
from analysis.units import Tree

__all__ = ("Message", "WireReader")

_MAX_NUMBER: Final = (1 << 29) - 1
_MAX_DEPTH: Final = 32  # messages in one another
_MAX_FIELDS: Final = 50_000  # read in all, a bound on the time
_TEXT_COST: Final = 10  # a field is worth so many bytes (as a power of two) that are looked at as text
_PACKED_COST: Final = 6  # the same for packed numbers
_ID_SIZES: Final = frozenset({16, 20, 24, 28, 32, 48, 64})  # bytes of identifiers, hashes and keys
_NEEDS_ID: Final = 12.0  # bits that bytes of such a size need to be a message
_NEEDS: Final = 6.0
_NEEDS_SHORT: Final = 1.0
_SHORT: Final = 6  # bytes; fewer are rarely sent as such
_PER_LETTER: Final = 1.4  # bits: log2(256 / 97), the share of bytes that are printable
_MAX_TEXT_BITS: Final = 20.0
_UNREADABLE: Final = lazy_pattern("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What names itself is bytes to be opened, though its bytes may pass for numbers: gzip, Zstandard, LZ4, a property list, ZIP,
# and a map of MessagePack or CBOR whose first key is a name.
_FILES: Final = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"bplist00", b"PK\x03\x04")
_NAMED_MAP: Final = lazy_pattern(rb"(?:[\x81-\x8f][\xa1-\xbf]|[\xa1-\xb7][\x61-\x77])[A-Za-z_$]")

Field = tuple[int, int, int | bytes]  # number, wire type, value: a number of type 0, bytes of others


class Message(msgspec.Struct, frozen=True):
    """One message: its fields by number (as text), a repeated one as a list, and the weight of the evidence in bits."""

    fields: dict[str, Tree]
    bits: float


class WireReader:
    """Reads one body. ``groups`` allows the deprecated groups; ``cut`` says that the end of the body is missing."""

    def __init__(self, *, groups: bool = False, cut: bool = False) -> None:
        self._groups = groups
        self._cut = cut
        self._fields_left = _MAX_FIELDS
        self.truncated = False

    def read(self, data: bytes) -> Message | None:
        """The whole of ``data`` as one message, or None where it is none."""
        split = self._split(data, 0, 0, cut=self._cut)
        if split is None or not split[0]:
            return None
        return self._message(split[0], split[2], 0)

    # -- the wire -------------------------------------------------------------------------------------------------

    def _split(
        self, data: bytes, at: int, group: int, *, cut: bool = False
    ) -> tuple[list[Field], int, float] | None:
        """Fields from ``at`` to the end (or to the end of ``group``), where that is, and the weight of the tags."""
        fields: list[Field] = []
        bits, previous, end = 0.0, 0, len(data)
        outermost = not group and self._fields_left == _MAX_FIELDS
        while at < end:
            if self._fields_left <= 0:
                self.truncated = True
                return (fields, at, bits) if outermost else None
            self._fields_left -= 1
            start, tag, at = at, data[at], at + 1
            if tag > 127:
                tag, at = _varint(data, start)
                if at <= 0:
                    return (fields, end, bits) if at == 0 and cut and fields else None
            number, wire = tag >> 3, tag & 7
            if not 0 < number <= _MAX_NUMBER:
                return None
            bits += 8 * (at - start) - 3 - 2 * abs(number - previous).bit_length()
            if number < previous:
                bits -= 3.0
            previous = number
            low = data[at] if at < end else 255
            if low < 128 and wire == 0:  # most fields are short; a call for each would double the time
                fields.append((number, wire, low))
                at += 1
            elif low < 128 and wire == 2 and at + low < end:
                fields.append((number, wire, data[at + 1 : at + 1 + low]))
                at += 1 + low
            elif wire == 4 and number == group:
                return fields, at, bits
            else:
                begin = at
                value, at = self._value(data, at, number, wire)
                if value is None:
                    if at < 0 or not cut:
                        return None
                    fields += _cut_field(data, begin, number) if wire == 2 else []
                    return (fields, end, bits) if fields else None
                fields.append((number, wire, value))
        return None if group else (fields, at, bits)

    def _value(self, data: bytes, at: int, number: int, wire: int) -> tuple[int | bytes | None, int]:
        """A value and the place after it; None with 0 where the data ends in it, None with -1 where there is none."""
        if wire == 0:
            value, at = _varint(data, at)
            return (value if at > 0 else None), at
        if wire == 2:
            size, at = _varint(data, at)
            if at <= 0:
                return None, at
        elif wire == 1:
            size = 8
        elif wire == 5:
            size = 4
        elif wire == 3 and self._groups:
            return self._group(data, at, number)
        else:
            return None, -1
        after = at + size
        return (data[at:after], after) if after <= len(data) else (None, 0)

    def _group(self, data: bytes, at: int, number: int) -> tuple[bytes | None, int]:
        """A group is given as the bytes of a message: what stands between its ends."""
        # a group in a group is not read: a body of a million of them would exhaust the stack
        self._groups = False
        inside = self._split(data, at, number)
        self._groups = True
        if inside is None:
            return None, -1
        tag_size = max(1, ((number << 3).bit_length() + 6) // 7)
        return data[at : inside[1] - tag_size], inside[1]

    # -- what the fields mean -------------------------------------------------------------------------------------

    def _message(self, fields: list[Field], bits: float, depth: int) -> Message:
        grouped: dict[int, list[Field]] = {}
        for field in fields:
            if field[0] in grouped:
                grouped[field[0]].append(field)
            else:
                grouped[field[0]] = [field]
        tree: dict[str, Tree] = {}
        for number, of_number in grouped.items():
            values, weight = self._values(of_number, depth)
            bits += weight
            tree[str(number)] = values[0] if len(values) == 1 else values
        return Message(tree, bits)

    def _values(self, fields: list[Field], depth: int) -> tuple[list[Tree], float]:
        if len(fields) == 1:
            return self._values_of(fields[0][1], [fields[0][2]], depth)
        by_kind: dict[int, list[int | bytes]] = {}
        for _, wire, value in fields:
            by_kind.setdefault(wire, []).append(value)
        # a field has one type, but a sender may have packed some of its numbers and some not
        bits = -8.0 if len(by_kind) > 1 and by_kind.keys() != {0, 2} else 0.0
        values: list[Tree] = []
        for wire in sorted(by_kind):
            found, weight = self._values_of(wire, by_kind[wire], depth)
            values += found
            bits += weight
        return values, bits

    def _values_of(self, wire: int, raw: list[int | bytes], depth: int) -> tuple[list[Tree], float]:
        """The values of one number and wire type."""
        values: list[Tree] = []
        bits = 0.0
        if wire in (2, 3):
            return self._lengths([value for value in raw if isinstance(value, bytes)], depth)
        for value in raw:
            if isinstance(value, int):
                bits += _weight_of(value)
                values.append(value if value < 1 << 63 else value - (1 << 64))
            else:
                number, weight = double_of(value) if wire == 1 else float_of(value)
                bits += weight
                values.append(number)
        return values, bits

    def _lengths(self, values: list[bytes], depth: int) -> tuple[list[Tree], float]:
        """Length-delimited values of one number: all texts, all messages, all packed, or each what it may be."""
        if isinstance(values[-1], CutBytes):
            return self._cut_last(values, depth)
        size = sum(map(len, values))
        # a body may ask for the same bytes to be looked at in many ways
        self._fields_left -= size >> _TEXT_COST
        texts = [_text(value) for value in values]
        if None not in texts:
            may_wrap = values[0][:1] == b"\n" or all(map(_wraps_json, values))
            wrapped = self._all_messages(values, depth) if may_wrap else None
            return wrapped or (list(texts), sum(map(_weight_of_text, values)))
        if all(value.startswith(_FILES) for value in values):
            return list(values), 0.0
        messages = self._all_messages(values, depth)
        if messages is not None:
            return messages
        if all(map(_NAMED_MAP.match, values)):
            return list(values), 0.0
        self._fields_left -= size >> _PACKED_COST
        packed = [packed_numbers(value) for value in values]
        if None not in packed:
            return [number for numbers in packed if numbers for number in numbers], 0.0
        if len(values) == 1:
            return [values[0]], -2.0
        found: list[Tree] = []
        for value, text in zip(values, texts, strict=True):
            message = self._all_messages([value], depth) if text is None else None
            found.append(text if text is not None else message[0][0] if message else value)
        return found, -2.0

    def _cut_last(self, values: list[bytes], depth: int) -> tuple[list[Tree], float]:
        """The same where the end of the last is missing: it is a message, text or bytes as far as it goes."""
        found, bits = self._lengths(values[:-1], depth) if len(values) > 1 else ([], 0.0)
        last = values[-1]
        split = None if last.startswith(_FILES) or depth >= _MAX_DEPTH else self._split(last, 0, 0, cut=True)
        message = self._message(split[0], split[2], depth + 1) if split is not None else None
        if message is not None and message.bits >= _NEEDS:
            return [*found, message.fields], bits + message.bits
        text = _text(last[:-3])  # which may end within a letter
        return [*found, last if text is None else CutText(text)], bits

    def _all_messages(self, values: list[bytes], depth: int) -> tuple[list[Tree], float] | None:
        if depth >= _MAX_DEPTH:
            return None
        found: list[Tree] = []
        bits, needed = 0.0, _NEEDS_SHORT
        for value in values:
            if not value:
                found.append({})
                continue
            split = self._split(value, 0, 0)
            if split is None:
                return None
            message = self._message(split[0], split[2], depth + 1)
            bits += message.bits
            found.append(message.fields)
            if len(value) >= _SHORT:
                needed = max(needed, _NEEDS_ID if len(value) in _ID_SIZES else _NEEDS)
        return (found, bits) if bits >= needed else None


def _cut_field(data: bytes, at: int, number: int) -> list[Field]:
    """The field at the end of data that ends within its value, where that is long."""
    _, begin = _varint(data, at)
    return [(number, 2, CutBytes(data[begin:]))] if begin > 0 and len(data) - begin >= LONG else []


def _wraps_json(value: bytes) -> bool:
    """A message of one JSON text, 32 to 126 bytes long: its tag and length are letters too (``"O{…}``)."""
    if len(value) < 34 or value[0] & 7 != 2 or value[1] + 2 != len(value):
        return False
    return value[2:3] + value[-1:] in (b"{}", b"[]")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Value and the place after it; place 0 where the data ends in it, -1 where it is longer than 64 bits or padded."""
    value = shift = 0
    end = len(data)
    while at < end:
        byte = data[at]
        at += 1
        if byte < 128:
            value |= byte << shift
            return (value, at) if (byte or not shift) and value < 1 << 64 else (0, -1)
        value |= (byte & 127) << shift
        shift += 7
        if shift > 63:
            return (value | data[at] << 63, at + 1) if at < end and data[at] == 1 else (0, -1)
    return 0, 0


def _weight_of(value: int) -> float:
    """Bits of a varint: its length is what chance seldom makes; 1 is frequent, and 0 is left out by most senders."""
    if value < 128:
        return 3.0 if value == 1 else -1.0 if value == 0 else 0.0
    return (value.bit_length() + 6) // 7 - 3.0


def _weight_of_text(value: bytes) -> float:
    return min(len(value) * _PER_LETTER - 3.0, _MAX_TEXT_BITS)


def _text(value: bytes) -> str | None:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() or _UNREADABLE.search(text) is None else None
