"""JSONP, a callback around JSON, and JSON behind a prefix that keeps it from being run as a script; also a cut head of it.

Source of the prefixes: AngularJS, $http, "JSON vulnerability protection".
"""

from __future__ import annotations

from typing import Final

from analysis.json_text import parse_cut_json, parse_json
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_HEAD: Final = 512  # characters in which the JSON begins
_GUARD: Final = r"\)\]\}'?,?|(?:for\s?\(;;\)|while\s?\((?:1|true)\)|throw\s1);|\{\}\s?&&"
_CALL: Final = r"(?:/\*\*/\s{0,8})?[A-Za-z_$][\w$.]{0,200}\s?\("
_HINT: Final = rf"\A\s{{0,64}}(?:{_GUARD}|{_CALL}\s{{0,8}}[{{\[])"
_GUARDED: Final = lazy_pattern(rf"\s{{0,64}}(?:{_GUARD})\s{{0,64}}")
_CALLED: Final = lazy_pattern(rf"\s{{0,64}}{_CALL}\s{{0,8}}(?=[{{\[])")
_END: Final = lazy_pattern(r"\s{0,64}\)\s{0,8};?\s{0,64}\Z")
_FIRST: Final = frozenset(b")fwt{/_$ \t\r\n" + b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if len(data) > limit or not data:
        return None
    if isinstance(data, str):
        text = data
    elif data[0] in _FIRST and _begins(data[:_HEAD].decode("latin-1")):
        text = data.decode("utf-8", "replace" if part.complete else "ignore")
    else:
        return None
    guard = _GUARDED.match(text)
    if guard is not None:
        return _behind_guard(text[guard.end() :], as_text=isinstance(data, str), complete=part.complete)
    call = _CALLED.match(text)
    if call is None:
        return None
    end = _END.search(text, max(call.end(), len(text) - 160))
    if end is None and part.complete:
        return None
    tree = _json(text[call.end() : end.start() if end else None], complete=part.complete)
    return Opened(label="jsonp", tree=tree) if _holds_names(tree) else None


def _begins(head: str) -> bool:
    return _GUARDED.match(head) is not None or _CALLED.match(head) is not None


def _behind_guard(rest: str, *, as_text: bool, complete: bool) -> Opened | None:
    """The JSON behind a guard, or what else stands there, to be opened as what it is."""
    tree = _json(rest, complete=complete)
    if isinstance(tree, dict | list):
        return Opened(label="jsonp", tree=tree)
    if rest[:1].isdigit() or rest[:1] in ("{", "["):
        if as_text:
            return Opened(label="jsonp", tree=rest)
        return Opened(label="jsonp", parts=(OpenedPart(data=rest.encode("utf-8", "replace")),))
    return None


def _json(text: str, *, complete: bool) -> Tree:
    """The value; of a text whose end is not at hand what stands whole before that."""
    found, tree = parse_json(text)
    if not found and not complete:
        _, tree = parse_cut_json(text)
    return tree


def _holds_names(tree: Tree) -> bool:
    """An object, or an array that holds more than numbers: ``max([1, 2])`` is a formula."""
    return isinstance(tree, dict) or (
        isinstance(tree, list) and any(isinstance(item, dict | list | str) for item in tree[:100])
    )


DECODER = Decoder(name="jsonp", order=32, open=_open, hint=_HINT)
