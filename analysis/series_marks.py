"""Where the values of a list that is one finding stand in a layer's text: each in its place, none by chance. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from analysis.lazy_patterns import lazy_pattern

MOST: Final = 200  # values of a list that are looked for
_MISSED: Final = 3  # values that are not found, after which no more are looked for
_TAIL: Final = lazy_pattern(r"(?:\.[A-Za-z_]\w*)*\.([A-Za-z_]\w*)")
_LIST: Final = lazy_pattern(r"\.([A-Za-z_]\w*)\[\*\]")
_BETWEEN: Final = r"[\s,\"\\]*"  # what JSON has between two values of a list, also where it is text in text


def marks(content: str, path: str, values: Sequence[str], end: int) -> list[tuple[int, int]]:
    """Start and end of each value, in order, up to ``end``; nothing where the text is not the JSON that the path says.

    ``path`` has ``[*]`` for the list. A value counts only behind its own key, or in a row in its list.
    """
    steps, _, tail = path.rpartition("[*]")
    begin = _begin(content, steps, end)
    if not steps or begin is None:
        return []
    values = [value for value in values[:MOST] if value]
    if not tail:
        return _in_a_row(content, values, begin, end)
    key = _TAIL.fullmatch(tail)
    return _by_key(content, key.group(1), values, begin, end) if key is not None else []


def _begin(content: str, steps: str, end: int) -> int | None:
    """Behind the bracket that opens the outermost list; None where it cannot be found."""
    json = f"{steps}[*]".rpartition(">")[2]
    named = _LIST.search(json)
    if named is None:
        at = content.find("[", 0, end) if json.startswith("json:$[*]") else -1
        return at + 1 if at >= 0 else None
    opened = re.compile(rf'"{re.escape(named.group(1))}\\*"\s*:\s*\[').search(content, 0, end)
    return opened.end() if opened is not None else None


def _in_a_row(content: str, values: Sequence[str], begin: int, end: int) -> list[tuple[int, int]]:
    found = []
    for value in values:
        here = re.compile(rf"{_BETWEEN}({re.escape(value)})(?![\w.])").match(content, begin, end)
        if here is None:
            break
        found.append(here.span(1))
        begin = here.end()
    return found


def _by_key(content: str, key: str, values: Sequence[str], begin: int, end: int) -> list[tuple[int, int]]:
    found = []
    missed = 0
    for value in values:
        stands = re.compile(rf'"{re.escape(key)}\\*"\s*:\s*(?:\\*")?({re.escape(value)})(?![\w.])')
        here = stands.search(content, begin, end)
        if here is None:
            missed += 1
            if missed >= _MISSED:
                break
            continue
        found.append(here.span(1))
        begin = here.end()
    return found
