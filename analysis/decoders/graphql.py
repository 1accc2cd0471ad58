"""GraphQL queries: what is written into the query itself, ``setLocation(lat: 52.1)``; variables stand beside it as JSON.

Source of the grammar: the GraphQL specification (October 2021), section 2.
"""

from __future__ import annotations

import json
import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_MAX_TEXT: Final = 1 << 16  # characters
_MAX_NESTING: Final = 30
_HINT: Final = (
    r"\A\s{0,64}(?:(?:query|mutation|subscription|fragment)\b[^{]{0,2000}\{|\{[\s,]{0,64}[A-Za-z_])"
)
_START: Final = lazy_pattern(_HINT)
_TOKEN: Final = lazy_pattern(
    r"[\s,\ufeff]{1,65536}|\#[^\r\n]{0,65536}|(?P<name>[A-Za-z_]\w{0,255})|(?P<number>-?\d{1,32}(?:\.\d{1,32})?(?:[eE][+-]?\d{1,3})?)"
    r'|(?P<block>"""[\s\S]{0,65536}?""")|(?P<string>"(?:[^"\\\r\n]|\\.){0,65536}")|(?P<mark>\.\.\.|[!$&()\[\]{}:=@|])',
    re.ASCII,
)
_ARGUMENT: Final = lazy_pattern(r"\w[\s,]{0,64}\([\s,]{0,64}[A-Za-z_]\w{0,255}\s{0,64}:", re.ASCII)
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
_BESIDE: Final = frozenset(
    {"name", ":", "...", "@"}
)  # what stands in a selection beside arguments and braces


class _Wrong(Exception):
    """The text is not GraphQL."""


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > min(limit, _MAX_TEXT) or not _START.match(text):
        return None
    if not _ARGUMENT.search(text):
        return None
    try:
        found = _Query(_tokens(text)).read()
    except (_Wrong, ValueError):
        return None
    return Opened(label="graphql", tree=found, keeps_text=True) if found else None


def _tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text): the kind of a mark is the mark itself."""
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise _Wrong
        position = found.end()
        if found.lastgroup:
            tokens.append((found[0] if found.lastgroup == "mark" else found.lastgroup, found[0]))
    return tokens


class _Query:
    """Reads the tokens of a document once and keeps the literal arguments of its fields."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._found: dict[str, Tree] = {}

    def read(self) -> dict[str, Tree]:
        """Argument names and values by the name of their field; a field that comes again has a list of them."""
        depth, before = 0, ("", "")
        directive = False
        while self._at < len(self._tokens):
            kind, text = self._next()
            if kind == "(" and depth == 0 and not directive:
                self._skip_variables()
            elif kind == "(" and before[0] == "name":
                self._keep(before[1], self._arguments(), directive)
            elif kind == "{":
                depth += 1
            elif kind == "}":
                depth -= 1
            elif kind not in _BESIDE:
                raise _Wrong
            if depth < 0:
                raise _Wrong
            directive = before[0] == "@"
            before = kind, text
        if depth:
            raise _Wrong
        return self._found

    def _keep(self, field: str, arguments: dict[str, Tree], directive: bool) -> None:
        if not arguments or directive:
            return
        earlier = self._found.get(field)
        if earlier is None:
            self._found[field] = arguments
        elif isinstance(earlier, list):
            earlier.append(arguments)
        else:
            self._found[field] = [earlier, arguments]

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise _Wrong
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip_variables(self) -> None:
        depth = 1
        while depth:
            kind, _ = self._next()
            depth += (kind == "(") - (kind == ")")

    def _arguments(self) -> dict[str, Tree]:
        return self._members(")", 0)

    def _members(self, end: str, nesting: int) -> dict[str, Tree]:
        """``name: value`` up to the closing mark; what a variable stands for is not here."""
        found: dict[str, Tree] = {}
        while True:
            kind, name = self._next()
            if kind == end:
                return found
            if kind != "name" or self._next()[0] != ":":
                raise _Wrong
            literal, value = self._value(nesting)
            if literal:
                found[name] = value

    def _value(self, nesting: int) -> tuple[bool, Tree]:
        """Whether it is a literal, and its value."""
        kind, text = self._next()
        if nesting > _MAX_NESTING:
            raise _Wrong
        if kind == "$":
            self._next()
            return False, None
        if kind == "{":
            members = self._members("}", nesting + 1)
            return bool(members), members
        if kind == "[":
            return self._list(nesting)
        if kind == "number":
            return True, float(text) if any(mark in text for mark in ".eE") else int(text)
        if kind == "string":
            return True, str(json.loads(text))
        if kind == "block":
            return True, text[3:-3].strip()
        if kind == "name":
            return True, _WORDS.get(text, text)
        raise _Wrong

    def _list(self, nesting: int) -> tuple[bool, Tree]:
        items: list[Tree] = []
        while self._at < len(self._tokens) and self._tokens[self._at][0] != "]":
            literal, value = self._value(nesting + 1)
            if literal:
                items.append(value)
        self._next()
        return bool(items), items


DECODER = Decoder(name="graphql", order=39, open=_open, takes="text", hint=_HINT)
