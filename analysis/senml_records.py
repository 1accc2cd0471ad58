"""Names the numbered labels of SenML in CBOR, and tells its records from other lists of maps with numbers for keys.

Source: RFC 8428, table 4 (the labels), 4.1 to 4.5 (what a record holds, how names are written), 6 (CBOR).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analysis.binary_values import Malformed
from analysis.cbor_values import CborReader
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Tree

_LABELS: Final = {
    "-1": "bver", "-2": "bn", "-3": "bt", "-4": "bu", "-5": "bv", "-6": "bs", "0": "n", "1": "u", "2": "v", "3": "vs",
    "4": "vb", "5": "s", "6": "t", "7": "ut", "8": "vd",
}  # fmt: skip
_NUMBERED: Final = frozenset(_LABELS)
_TEXTS: Final = ("-2", "-4", "0", "1", "3")
_NUMBERS: Final = ("-1", "-3", "-5", "-6", "2", "5", "6", "7")
_VALUES: Final = frozenset({"2", "3", "4", "5", "8"})
_NAME: Final = lazy_pattern(
    r"[A-Za-z0-9/][A-Za-z0-9.:/_-]{0,127}"
)  # RFC 8428, 4.5.1; LwM2M begins with a slash
_LISTS: Final = frozenset([*range(0x81, 0x98), 0x98, 0x99, 0x9F])  # first byte of a list that is not empty
_HEADS: Final = {0x98: 2, 0x99: 3}  # bytes before the first record
_MAPS: Final = frozenset([*range(0xA2, 0xB8), 0xBF])
_KEYS: Final = frozenset([*range(0x09), *range(0x20, 0x26)])  # 0 to 8, -1 to -6
_LEAST: Final = 8  # bytes


def with_names(record: Tree) -> Tree:
    """A record of SenML or SensML whose numbered labels are the names of its JSON form."""
    if not isinstance(record, dict):
        return record
    return {_LABELS.get(key, key): value for key, value in record.items()}


def read_records(data: bytes, *, cut: bool = False) -> tuple[Tree, bool] | None:
    """The records of a pack of SenML that fills the bytes, and whether it was cut short; None for any other bytes."""
    if len(data) < _LEAST or data[0] not in _LISTS:
        return None
    first = _HEADS.get(data[0], 1)
    if data[first] not in _MAPS or data[first + 1] not in _KEYS:
        return None
    reader = CborReader(data, cut=cut)
    try:
        tree = reader.value()
    except Malformed:
        return None
    if (reader.at != len(data) and not reader.over) or reader.odd or not isinstance(tree, list):
        return None
    records = [record for record in tree if isinstance(record, dict)]
    whole = records[: len(records) - reader.over]  # the last one may lack its value
    if len(records) != len(tree) or not all(map(_is_record, whole)) or not _are_named(whole):
        return None
    return [with_names(record) for record in records], reader.truncated


def _is_record(record: Mapping[str, Tree]) -> bool:
    """Whether a map has the labels of a record and nothing else, each with a value of its kind."""
    return (
        record.keys() <= _NUMBERED
        and all(isinstance(record.get(key, ""), str) for key in _TEXTS)
        and all(_is_number(record.get(key, 0)) for key in _NUMBERS)
        and isinstance(record.get("4", False), bool)
        and isinstance(record.get("8", b""), bytes | str)
    )


def _is_number(value: Tree) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are_named(records: list[dict[str, Tree]]) -> bool:
    """Whether each record that has a value has a name, its own or the one that holds for all behind it."""
    base, measured = "", 0
    for record in records:
        own = record.get("-2")
        base = own if isinstance(own, str) else base
        if not _VALUES.isdisjoint(record):
            measured += 1
            if _NAME.fullmatch(base + _text(record.get("0"))) is None:
                return False
    return measured > 0


def _text(value: Tree) -> str:
    return value if isinstance(value, str) else ""
