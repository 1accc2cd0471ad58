"""Tells numbers from other bytes: floats, doubles and varints that stand in a row, and what a fixed-size value is."""

from __future__ import annotations

import math
import struct
from typing import Final

__all__ = ("double_of", "float_of", "packed_numbers", "shortest_float")

_FLOATS: Final = (1e-4, 1e8)  # magnitudes; an E7 coordinate read as a float is nearly always outside
_DOUBLES: Final = (1e-9, 1e15)  # magnitudes; a time in nanoseconds read as a double is far outside
_NEAR_ZERO: Final = 1e-3  # of the least magnitude
_MIN_DOUBLES: Final = 2
_MIN_FLOATS: Final = 3
_MIN_PACKED: Final = 8  # bytes of varints; as many random ones are seldom all of one length
_MIN_MIXED: Final = 48  # bytes of varints of which some have one byte and some two
_MIN_LONG: Final = 4  # varints of two and more bytes
_MAX_PACKED: Final = 1 << 16  # bytes; more is a recording rather than a list of numbers


def double_of(data: bytes) -> tuple[float | int, float]:
    """Eight bytes as a double where that gives a number of human size, else as a signed integer; and bits of evidence."""
    number: float = struct.unpack("<d", data)[0]
    if number == 0 or _DOUBLES[0] < abs(number) < _DOUBLES[1]:
        return number, 4.0 if number else 0.0
    whole: int = struct.unpack("<q", data)[0]
    return whole, 6.0 if 0 <= whole < 1 << 61 else -1.0  # a time since 1970 in any unit, or a count


def float_of(data: bytes) -> tuple[float | int, float]:
    """Four bytes as a float where that gives a number of human size, else as a signed integer; and bits of evidence."""
    number: float = struct.unpack("<f", data)[0]
    if number == 0 or _FLOATS[0] < abs(number) < _FLOATS[1]:
        return shortest_float(number), 2.0 if number else 0.0
    whole: int = struct.unpack("<i", data)[0]
    return whole, -1.0


def shortest_float(number: float) -> float:
    """The shortest decimal that is this very float of four bytes (52.1, where widening it gives 52.099998474121094)."""
    if (
        not abs(number) < 1e38
    ):  # near the largest, rounding would leave the range; so would infinity and "not a number"
        return number
    data = struct.pack("<f", number)
    for digits in (6, 7, 8):
        short = float(f"{number:.{digits}g}")
        if struct.pack("<f", short) == data:
            return short
    return float(f"{number:.9g}")


def packed_numbers(data: bytes) -> list[float | int] | None:
    """The numbers of a packed field, or None where the bytes do not look like numbers in a row."""
    size = len(data)
    if size > _MAX_PACKED:
        return None
    doubles: tuple[float, ...] = ()
    if size % 8 == 0 and size >= 8 * _MIN_DOUBLES:
        doubles = struct.unpack(f"<{size // 8}d", data)
        if not _human(doubles, _DOUBLES):
            doubles = ()
    if size % 4 == 0 and size >= 4 * _MIN_FLOATS:
        floats = struct.unpack(f"<{size // 4}f", data)
        if _human(floats, _FLOATS) and not (doubles and _rather_doubles(doubles, floats)):
            return [shortest_float(number) for number in floats]
    return list(doubles) if doubles else _varints(data)


def _rather_doubles(doubles: tuple[float, ...], floats: tuple[float, ...]) -> bool:
    """Of two readings the one whose numbers are nearer to 1; and doubles of few digits end in zero bytes."""
    return floats[::2].count(0.0) > len(doubles) // 2 or _from_one(doubles) < _from_one(floats)


def _from_one(numbers: tuple[float, ...]) -> float:
    sizes = [abs(math.log10(abs(number))) for number in numbers if number]
    return sum(sizes) / len(sizes)


def _human(numbers: tuple[float, ...], sizes: tuple[float, float]) -> bool:
    """All of human size, at least half of them not zero; in a row, up to a quarter may be nearer to zero than that."""
    least, most = sizes
    zeros = small = 0
    for number in numbers:
        size = abs(number)
        if size == 0:
            zeros += 1
        elif not size < most or size < least * _NEAR_ZERO:
            return False
        elif size < least:
            small += 1
    return zeros * 2 <= len(numbers) and small * 4 <= len(numbers)


def _varints(data: bytes) -> list[float | int] | None:
    """Varints of nearly one length, as those of a series are; random bytes have many lengths."""
    size = len(data)
    if size < _MIN_PACKED or data[-1] > 127:
        return None
    numbers: list[float | int] = []
    value = shift = 0
    shortest, longest = 10, 1
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte > 127:
            if shift > 63:
                return None
            continue
        if (not byte and shift > 7) or value >= 1 << 64:
            return None
        shortest, longest = min(shortest, shift // 7), max(longest, shift // 7)
        if longest - shortest > 1:
            return None
        numbers.append(value)
        value = shift = 0
    if longest == 1:  # a text with a separator in it, or mostly nothing, is no list of numbers
        return numbers if sum(map(_is_letter, data)) * 2 < size and data.count(0) * 2 < size else None
    return numbers if len(numbers) >= _MIN_LONG and (shortest > 1 or size >= _MIN_MIXED) else None


def _is_letter(byte: int) -> bool:
    return 48 <= byte <= 57 or 65 <= byte <= 90 or 97 <= byte <= 122
