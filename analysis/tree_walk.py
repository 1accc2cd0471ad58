"""How the values of a tree are called: the path and the names of a member, in the style of its format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Context
from analysis.remembered import Remembered
from analysis.units import Style

_IDENTIFIER: Final = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_-]{0,127}\Z")
_BRACKETED: Final = lazy_pattern(r"[^\[\]]{1,64}(?:\[[^\[\]]{0,64}\]){1,8}\Z")
_MOST_NESTED: Final = 6
_INDEX: Final = lazy_pattern(r"\[\d{1,9}\]")

Names = tuple[str, ...]


def json_step(key: str) -> str:
    """One object key as a JSONPath step: ``.lat`` or ``["odd key"]``."""
    return f".{key}" if _IDENTIFIER.match(key) else '["' + key[:128].replace('"', '\\"') + '"]'


STEPS: Final = Remembered(json_step)


def _nested(key: str) -> Names:
    """The names in a parameter of PHP's and Rails' way of nesting: ``device[metadata][resolution]``; else the key itself."""
    if not _BRACKETED.fullmatch(key):
        return (key,)
    found = [piece for piece in key[:-1].replace("]", "").split("[") if piece and not piece.isdecimal()]
    return tuple(found[-_MOST_NESTED:]) or (key,)


_NESTED: Final = Remembered(_nested)


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for all values of one tree: where it stands and how its paths are written."""

    base: str
    context: Context
    depth: int
    style: Style = "document"
    field_names: Mapping[str, str] = msgspec.field(default_factory=dict)

    @property
    def root(self) -> str:
        """The path of the tree itself."""
        return f"{self.base}:" + ("$" if self.style == "document" else "")

    def step(self, path: str, key: str) -> str:
        """The path of a member."""
        if self.style != "document" and len(path) == len(self.base) + 1:
            return path + key[:128]
        return f"{path}.{key[:128]}" if self.style == "fields" else path + json_step(key)

    def names(self, outer: Names, path: str, key: str) -> Names:
        """The names of a member: a numbered field has one only where the catalogue names it."""
        if self.style != "fields":
            return (*outer, *_NESTED[key]) if self.style == "pairs" and key[-1:] == "]" else (*outer, key)
        known = self.field_names.get(_INDEX.sub("", path[len(self.base) + 1 :])) if self.field_names else None
        return outer if known is None else (*outer, known)
