"""Parses one JSON text, for all decoders that look into one."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from analysis.cut_values import LONG, CutText
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Tree

_MOST_CUT: Final = 1 << 20  # characters of a text without an end that are read
_TOKEN: Final = lazy_pattern(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],]|[^"{}\[\],]++', re.DOTALL)
_ESCAPES: Final = 64  # characters at the end, among which one may be cut in half
_HALF_ESCAPE: Final = lazy_pattern(r"((?:[^\\]|\A)(?:\\\\)*)\\(?:u[0-9A-Fa-f]{0,3})?\Z")
_CLOSERS: Final = {"{": "}", "[": "]"}


def parse_json(data: bytes | str) -> tuple[bool, Tree]:
    """(True, value), or (False, None) for anything that is not exactly one JSON text."""
    try:
        return True, msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False, None


def is_too_deep(data: bytes | str) -> bool:
    """Whether it is nested deeper than it can be parsed."""
    try:
        msgspec.json.decode(data)
    except RecursionError:
        return True
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return False


def parse_cut_json(data: bytes | str, most: int = _MOST_CUT) -> tuple[bool, Tree]:
    """(True, what stands whole before the cut) of an object or array whose end is missing, else (False, None).

    A long text that is cut is kept, as a ``CutText``: it may be a picture or a sound. At most ``most`` characters are looked
    at; what is behind them counts as cut off.
    """
    text = (data.decode("utf-8", "ignore") if isinstance(data, bytes) else data)[:most]
    open_ones: list[str] = []
    end = depth = at = 0
    before = ""
    for token in _TOKEN.finditer(text):
        if token.start() != at:
            break  # within a string
        at, letter = token.end(), token[0]
        if letter in _CLOSERS:
            open_ones.append(_CLOSERS[letter])
        elif letter in ("}", "]"):
            if not open_ones or open_ones.pop() != letter or not open_ones:
                return False, None  # no JSON, or nothing is missing
            end, depth = at, len(open_ones)
        elif letter == ",":
            end, depth = token.start(), len(open_ones)
        before = letter if letter.strip() else before
    closers = "".join(reversed(open_ones))
    if open_ones and len(text) - at > LONG and _begins_value(before, open_ones[-1]):
        found, tree = parse_json(text[:-_ESCAPES] + _HALF_ESCAPE.sub(r"\1", text[-_ESCAPES:]) + '"' + closers)
        if found:
            return True, _marked(tree)
    return parse_json(text[:end] + closers[len(open_ones) - depth :]) if depth else (False, None)


def _begins_value(before: str, closer: str) -> bool:
    """Whether a text behind this is a value and no name."""
    return before.rstrip().endswith(":") or (closer == "]" and before in ("[", ","))


def _marked(tree: Tree) -> Tree:
    """The same with its last text marked as cut."""
    if isinstance(tree, dict) and tree:
        last = next(reversed(tree))
        tree[last] = _marked(tree[last])
    elif isinstance(tree, list) and tree:
        tree[-1] = _marked(tree[-1])
    return CutText(tree) if isinstance(tree, str) else tree
