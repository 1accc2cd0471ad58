"""JSON texts one after another: without a separator, in sequences (RFC 7464), or each behind its length.

Source of the lengths: josephg/node-browserchannel, lib/server.coffee: the number of UTF-16 units, a line end, the JSON.
"""

from __future__ import annotations

import json
import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.text_beginnings import TextBeginning
from analysis.units import Decoder, Opened, Part, Tree

_MAX_ROWS: Final = 10_000
_HINT: Final = r"\A[\s\x1e]{0,64}(?:\d{1,9}\s{0,4})?[{\[]"
_START: Final = TextBeginning(_HINT)
_GAP: Final = lazy_pattern(r"[\s\x1e,]{0,64}")
_LENGTH: Final = lazy_pattern(r"(\d{1,9})\s{0,4}(?=[{\[])")
_SLACK: Final = 4  # characters of line ends that a length may or may not count


class _Constant(ValueError):
    """NaN or Infinity, which are no JSON."""


def _refuse(name: str) -> float:
    raise _Constant(name)


_JSON: Final = json.JSONDecoder(parse_constant=_refuse)


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if len(data) > limit:
        return None
    text = _START.text_of(data)
    if text is None:
        return None
    rows, lengths, truncated = _read(text, part.complete)
    ended = (
        text[:1] == "\x1e" or text.rstrip(" \r\n")[-1:] == "\x1e"
    )  # one row of a sequence, as SignalR sends each message
    if not (len(rows) >= 2 or (rows and (ended or lengths == len(rows)))) or not any(
        map(_says_something, rows)
    ):
        return None
    return Opened(label="json_concatenated", tree=rows, truncated=truncated)


def _read(text: str, complete: bool) -> tuple[list[Tree], int, bool]:
    """The rows, how many of them stand behind their length, and whether there were too many; no rows for anything else."""
    rows: list[Tree] = []
    position, lengths = 0, 0
    while True:
        position = _end_of(_GAP.match(text, position), position)
        if position == len(text):
            return rows, lengths, False
        if len(rows) == _MAX_ROWS:
            return rows, lengths, True
        length = _LENGTH.match(text, position)
        start = _end_of(length, position)
        row, position = _one(text, start)
        if position < 0 or (length and not _is_length(int(length[1]), text[start:position])):
            return (rows if not complete else []), lengths, False
        rows.append(row)
        lengths += length is not None


def _end_of(found: re.Match[str] | None, otherwise: int) -> int:
    return found.end() if found else otherwise


def _one(text: str, start: int) -> tuple[Tree, int]:
    """One object or array and the place after it; the place is -1 where there is none."""
    if text[start : start + 1] not in ("{", "["):
        return None, -1
    try:
        return _JSON.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, -1


def _is_length(declared: int, text: str) -> bool:
    """In characters, UTF-16 units or bytes, with or without the line ends around it."""
    if len(text) <= declared <= len(text) + _SLACK:
        return True
    units, octets = len(text.encode("utf-16-le", "replace")) // 2, len(text.encode("utf-8", "replace"))
    return units <= declared <= units + _SLACK or octets <= declared <= octets + _SLACK


def _says_something(row: Tree) -> bool:
    """An object with members, or an array that holds more than numbers: ``[1][2]`` are footnotes."""
    if isinstance(row, dict):
        return bool(row)
    return isinstance(row, list) and any(isinstance(item, dict | list | str) for item in row[:100])


DECODER = Decoder(name="json_concatenated", order=33, open=_open, hint=_HINT)
