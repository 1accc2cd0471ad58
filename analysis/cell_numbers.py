"""Reads the numbers by which a mobile network cell is known, in digits or as hexadecimal text (``3A1C``, ``01C7B209``)."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Scalar
from analysis.readings import number

# With a letter, or with the zeros that hexadecimal writing keeps: other digits are read as they are.
_HEXADECIMAL: Final = lazy_pattern(r"(?=[0-9]{0,9}[A-Fa-f]|0)[0-9A-Fa-f]{4,9}")
_WRITTEN_SO: Final = frozenset({"area", "cell"})


def cell_number(value: Scalar, part: str) -> int | None:
    """The whole number that a part of a cell's identity is (``area``, ``cell``, ``mcc`` …); None where it is none."""
    if part in _WRITTEN_SO and isinstance(value, str) and _HEXADECIMAL.fullmatch(value):
        return int(value, 16)
    amount = number(value)
    return int(amount) if amount is not None and amount == int(amount) else None
