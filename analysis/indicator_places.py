"""Known coordinates: which numbers stand for them: rounded, cut, as integers, or a reading that is metres away."""

from __future__ import annotations

import math
import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from typing import Final

import msgspec

from analysis.indicator_writings import Writing

ALONE_FROM: Final = 4  # decimals from which one of the two numbers is enough
NEAR: Final = 200  # characters between the two numbers of a pair
_FEWEST: Final = 2
_SINGLE_PRECISION: Final = Decimal("0.000008")  # degrees; what a 32-bit number may differ by
_MOST_DIGITS: Final = 17
WITHIN_M: Final = 50  # a receiver at one place never reads the same digits twice
_SLACK: Final = WITHIN_M / 111_320  # degrees of latitude
_READING_FROM: Final = 4  # decimals of a number that may be such a reading


class Half(msgspec.Struct, frozen=True, kw_only=True):
    """A known latitude or longitude, and how many degrees on each side of it are still that place."""

    degrees: Decimal
    slack: Decimal


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is a known latitude or longitude: its text with a decimal point, and the decimals given in it.

    ``alone`` is False for integers (E7, E6) and for what is only ``close`` to it: those count only in pairs.
    """

    text: str
    decimals: int
    alone: bool
    close: bool = False


def known_place(value: str) -> tuple[Half, Half]:
    """Latitude and longitude of a value as it is kept."""
    latitude, longitude = map(Decimal, value.split(","))
    wider = max(0.1, math.cos(math.radians(float(latitude))))  # a degree of longitude is shorter by that
    return (
        Half(degrees=latitude, slack=Decimal(f"{_SLACK:.5f}")),
        Half(degrees=longitude, slack=Decimal(f"{_SLACK / wider:.5f}")),
    )


def place_writings(value: str) -> list[Writing]:
    """The beginnings of every number that may stand for a latitude or longitude; ``read_number`` decides then."""
    found: dict[tuple[str, str], Writing] = {}
    for axis, known in zip(("latitude", "longitude"), known_place(value), strict=True):
        sizes = [max(abs(known.degrees) + off, Decimal(0)) for off in (Decimal(0), -known.slack, known.slack)]
        beginnings = [number for size in sizes for number in _shortened(size, _FEWEST)]
        for full in dict.fromkeys(f"{number:f}" for number in beginnings):
            short = full.rstrip("0")  # a zero at the end is often not written
            text = full if short.endswith(".") else short
            for written in (text, text.replace(".", ",")):
                found[written, axis] = Writing(text=written, edge="number", axis=axis)
        for number in (number for size in sizes for number in _shortened(size, _FEWEST + 1)):
            digits = f"{number:f}".replace(".", "").lstrip("0")
            if len(digits) >= _FEWEST + 1:
                found[digits, axis] = Writing(text=digits, form="as an integer", edge="number", axis=axis)
    return list(found.values())


def _shortened(number: Decimal, decimals: int) -> tuple[Decimal, Decimal]:
    step = Decimal(1).scaleb(-decimals)
    return number.quantize(step, ROUND_DOWN), number.quantize(step, ROUND_HALF_EVEN)


def read_number(known: Half, before: str, text: str, after: str) -> Number | None:
    """The whole number that begins with ``text``, where it is the known one, rounded, cut or close; None otherwise."""
    lead = re.search(r"([+-]?)0{0,2}\Z", before)
    sign = lead[1] if lead else ""
    left = before[: lead.start()] if lead else before
    if (
        (re.search(r"[0-9]\Z", left) and not sign)
        or left.endswith(".")
        or (sign and re.search(r"[eE]\Z", left))
    ):
        return None
    more = re.match(r"[0-9]{0,17}", after)
    rest = more.group() if more else ""
    beyond = after[len(rest) :]
    if re.match(r"[0-9]|\.[0-9]|[eE][+-]?[0-9]", beyond):
        return None
    negative = sign == "-" or bool(re.match(r"\s?°?\s?[SW]\b", beyond))
    if negative != (known.degrees < 0):
        return None
    whole, point, fraction = (text + rest).replace(",", ".").partition(".")
    if point:
        return _decimal_number(known, f"{whole}.{fraction}")
    return _integer_number(known, whole)


def _decimal_number(known: Half, text: str) -> Number | None:
    decimals = len(text.partition(".")[2])
    if decimals > _MOST_DIGITS:
        return None
    return _matched(known, Decimal(text), max(decimals, _FEWEST), text, alone=True)


def _integer_number(known: Half, digits: str) -> Number | None:
    for scale in (7, 6):
        number = Decimal(digits).scaleb(-scale)
        found = (
            _matched(known, number, scale, f"{number:f}", alone=False) if len(digits) >= scale - 1 else None
        )
        if found is not None:
            return found
    return None


def _matched(known: Half, number: Decimal, decimals: int, text: str, *, alone: bool) -> Number | None:
    """``number`` has no sign; that of the known one was compared before."""
    size = abs(known.degrees)
    same = _is_same(size, number, decimals)
    close = decimals >= _READING_FROM and abs(size - number) <= known.slack
    if not same and not close:
        return None
    shown = f"{'-' if known.degrees < 0 else ''}{text}"
    return Number(text=shown, decimals=decimals, alone=alone and same, close=not same)


def _is_same(known: Decimal, number: Decimal, decimals: int) -> bool:
    exponent = known.as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    if decimals >= 8 and abs(known - number) <= _SINGLE_PRECISION:
        return True
    if decimals <= given:
        return number in _shortened(known, decimals)
    return known in _shortened(number, given)


def another_place(partner: Decimal, texts: list[str]) -> bool:
    """Whether a number beside a lone latitude or longitude is the other half of another place."""
    for text in texts:
        for found in re.finditer(r"(?<![0-9.])-?[0-9]{1,3}[.,][0-9]{1,17}(?![0-9.])", text[:400]):
            number = Decimal(found[0].replace(",", "."))
            same = _is_same(abs(partner), abs(number), min(7, -_exponent(number)))
            if abs(number) <= 180 and not (same and (number < 0) == (partner < 0)):
                return True
    return False


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
