"""Steps out of a value's path: what encloses it, and the path that all rows of a list share."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern

_INDEX: Final = lazy_pattern(r"\[\d{1,9}\]")
_NAME: Final = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_-]{0,127}\Z")
_ITEM: Final = lazy_pattern(r"\[\d{1,9}\]\Z")
_LAST_STEP: Final = lazy_pattern(
    r"""(?:\.[A-Za-z_][A-Za-z0-9_-]{0,127}|\["(?:[^"\n]|(?<=\\)"){0,256}"\]|\[(?:\d{1,9}|\*)\])\Z"""
)


def outer(path: str) -> str:
    """The path of what directly encloses a path; ``""`` at the top."""
    if path[-1:] == "]":
        start = path.rfind("[")
        if _ITEM.match(path, start):
            return path[:start]
        found = _LAST_STEP.search(path)
        if found:
            return path[: found.start()]
    else:  # most: a search would try every step from the beginning
        start = path.rfind(".")
        if start >= 0 and _NAME.match(path, start + 1):
            return path[:start]
    if path.endswith(":$"):
        return path.rpartition(">")[0]
    layer = path.rfind(">")
    step = path.rfind(":")
    return path[: max(layer, step)] if max(layer, step) > 0 else ""


def generic(path: str) -> str:
    """A path with every list index as ``[*]``: the same for all rows of a list."""
    return _INDEX.sub("[*]", path) if "[" in path else path
