"""Reads a needle that was found back into plain text with its surroundings, and judges whether it stands alone there."""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import unquote

import msgspec

from analysis.indicator_forms import Form
from analysis.indicator_writings import Edge
from analysis.lazy_patterns import lazy_pattern

CONTEXT: Final = 48  # characters on each side of a needle that are read back
_BASE64: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")
_HEX: Final = frozenset(b"0123456789abcdefABCDEF")
_STANDARD: Final = bytes.maketrans(b"-_", b"+/")
_SKIPPED: Final = {
    0: 0,
    2: 1,
    3: 2,
}  # first whole character within its group of four -> bytes that stand before the value
_ESCAPE: Final = lazy_pattern(r"\\(?:u[0-9A-Fa-f]{4}|[bfnrtv])\Z")


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """A needle read back: the value as plain text and what stands on both sides of it."""

    before: str
    text: str
    after: str


def read_back(form: Form, data: bytes, start: int, low: int, high: int) -> Around | None:
    """What a needle that begins at ``start`` stands for, and its surroundings within ``data[low:high]``; None: not that."""
    end = start + len(form.needle)
    left, right = data[max(low, start - 4 * CONTEXT) : start], data[end : min(high, end + 4 * CONTEXT)]
    match form.encoding:
        case "base64" | "wide_base64":
            return _base64_around(form, data, start, low, high)
        case "hex":
            return _hex_around(form, left, right)
        case "reversed":
            before, after = _text(right[: 2 * CONTEXT])[::-1], _text(left[-2 * CONTEXT :])[::-1]
        case "utf16":
            before, after = (_text(side.replace(b"\0", b"")) for side in (left, right))
        case "percent" | "twice_percent":
            before, after = (unquote(unquote(_text(side))) for side in (left, right))
        case _:
            before, after = (unquote(_text(side)) if b"%" in side else _text(side) for side in (left, right))
            before = "" if _ESCAPE.search(before) else before
    return Around(before=before[-CONTEXT:], text=form.writing.text, after=after[:CONTEXT])


def _text(data: bytes) -> str:
    return data.decode("utf-8", "ignore")


def _base64_around(form: Form, data: bytes, start: int, low: int, high: int) -> Around | None:
    first = start - form.phase
    if first < low or not _BASE64.issuperset(data[first:start]):
        return None
    while first - 4 >= max(low, start - CONTEXT) and _BASE64.issuperset(data[first - 4 : first]):
        first -= 4
    last = end = start + len(form.needle)
    while last < min(high, end + CONTEXT) and data[last] in _BASE64:
        last += 1
    run = data[first:last].translate(_STANDARD)
    run = run[:-1] if len(run) % 4 == 1 else run
    decoded = base64.b64decode(run + b"=" * (-len(run) % 4))
    at = (start - form.phase - first) // 4 * 3 + _SKIPPED[form.phase]
    beyond = at + len(form.value)
    if decoded[at:beyond] != form.value:
        return None
    before, after = decoded[:at], decoded[beyond:]
    if form.encoding == "wide_base64":
        before, after = before.replace(b"\0", b""), after.replace(b"\0", b"")
    return Around(before=_if_printable(before), text=form.writing.text, after=_if_printable(after))


def _hex_around(form: Form, left: bytes, right: bytes) -> Around:
    before, after = len(left), 0
    while before >= 2 and _HEX.issuperset(left[before - 2 : before]) and len(left) - before < CONTEXT:
        before -= 2
    while after + 2 <= len(right) and _HEX.issuperset(right[after : after + 2]) and after < CONTEXT:
        after += 2
    sides = (bytes.fromhex(side.decode("ascii")) for side in (left[before:], right[:after]))
    return Around(before=_if_printable(next(sides)), text=form.writing.text, after=_if_printable(next(sides)))


def _if_printable(data: bytes) -> str:
    """What stands beside a value in an encoding; nothing where it is no text: then it was not written with the value."""
    text = data.decode("utf-8", "ignore")
    return text if text.isascii() and text.isprintable() else ""


def stands_alone(edge: Edge, around: Around) -> bool:
    """Whether what stands beside a value leaves it the value: not a longer number, another mailbox, another word."""
    before, text, after = around.before, around.text, around.after
    match edge:
        case "digits" | "date":
            part_of_number = before[-1:].isdecimal() or after[:1].isdecimal()
            decimal = re.search(r"[0-9]\.\Z", before) or re.match(r"\.[0-9]", after)
            return not part_of_number and not decimal and not (edge == "date" and _has_time(after))
        case "email":
            longer = re.search(r"[\w.+-]\Z", before, re.ASCII) or re.match(
                r"[A-Za-z0-9-]|\.[A-Za-z0-9]", after
            )
            return longer is None
        case "hex":
            return not re.search(r"[0-9A-Fa-f]\Z", before) and not re.match(r"[0-9A-Fa-f]", after)
        case "word":
            joins_left = text[:1].isalnum() and before[-1:].isalnum()
            return not joins_left and not (text[-1:].isalnum() and after[:1].isalnum())
        case _:
            return True


def _has_time(after: str) -> bool:
    """A date with a time of day is when something happened, not when somebody was born; midnight says nothing."""
    found = re.match(r"[T _]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)", after)
    return found is not None and bool(found[1].strip("0:"))
