"""Why a finding was recognised, in the language of now: what is journalled is English, and its pieces are known here.

The pieces stand in ``reasonings.txt``, those that differ from finding to finding with ``{blanks}``. A piece that is not
known stays as it was journalled, so that nothing is said that no rule said.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.wording import ENGLISH, language, tr, written

PATH: Final = Path(__file__).with_name("reasonings.txt")
FIGURES: Final = frozenset(
    {"decimals", "hours", "length", "list", "metres", "more", "ms", "n", "policy", "rate", "sound", "start", "step"}
)  # fmt: skip
SPOKEN: Final = frozenset({"reason", "sensor", "what"})  # blanks that hold a piece themselves
_BETWEEN: Final = "; "
_FIELD: Final = lazy_pattern(r"field of ([^\s:;]{1,200}): ")
_NAMED: Final = lazy_pattern(r" \(named '(.*)'\)\Z", re.DOTALL)
_BLANK: Final = lazy_pattern(r"\{([a-z]+)\}")
_DEEPEST: Final = 4  # pieces in a piece
_LONGEST: Final = 1_000  # characters of a piece; no detector says more

_Template = tuple[re.Pattern[str], str]


@cache
def pieces() -> frozenset[str]:
    """Every piece that is known, with blanks or without."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _templates() -> tuple[_Template, ...]:
    """The pieces with blanks: those that begin with a number, then those that say most by themselves."""
    having = [piece for piece in pieces() if "{" in piece]
    having.sort(key=lambda piece: (not piece.startswith("{n}"), -len(_BLANK.sub("", piece)), piece))
    return tuple((_pattern(piece), piece) for piece in having)


def _pattern(template: str) -> re.Pattern[str]:
    found = ""
    for place, part in enumerate(_BLANK.split(template)):
        if place % 2 == 0:
            found += re.escape(part)
        else:
            found += rf"(?P<{part}>[0-9][0-9.,e+-]*)" if part in FIGURES else rf"(?P<{part}>.+?)"
    return re.compile(found, re.DOTALL)


def reasoning_words(journalled: str) -> str:
    """The reasoning of a finding for a page; exports keep it as it was journalled."""
    return journalled if language() == ENGLISH else _translated(language(), journalled)


def plain_words(journalled: str) -> str:
    """The same without what our catalogue calls the place: what anybody can do something with."""
    field = _FIELD.match(journalled)
    return reasoning_words(journalled[field.end() :] if field else journalled)


@lru_cache(4096)
def _translated(_language: str, journalled: str) -> str:
    field = _FIELD.match(journalled)
    rest = journalled[field.end() :] if field else journalled
    told = _BETWEEN.join(_piece(piece) or piece for piece in rest.split(_BETWEEN))
    return tr("field of {endpoint}: {reasons}", endpoint=field[1], reasons=told) if field else told


def unknown(journalled: str) -> list[str]:
    """The pieces of a reasoning that stay in English, whatever the language."""
    field = _FIELD.match(journalled)
    rest = journalled[field.end() :] if field else journalled
    return [piece for piece in rest.split(_BETWEEN) if piece and _piece(piece) is None]


def _piece(piece: str, depth: int = 0) -> str | None:
    """One reason, None where it is not known; the name of a field is a foreign one, and stays."""
    if depth > _DEEPEST or len(piece) > _LONGEST:
        return None
    if (named := _NAMED.search(piece)) and (reason := _piece(piece[: named.start()], depth + 1)):
        return tr("{reason} (named '{name}')", reason=reason, name=named[1])
    if "{" not in piece and piece in pieces():
        return tr(piece)
    if piece.endswith(".") and (said := _piece(piece[:-1], depth + 1)):
        return f"{said}."
    for pattern, template in _templates():
        if (match := pattern.fullmatch(piece)) and (said := _filled(template, match, depth)):
            return said
    return None


def _filled(template: str, match: re.Match[str], depth: int) -> str | None:
    """A piece with its blanks filled; None where one of them holds a piece that is not known."""
    blanks = {}
    for name, value in match.groupdict().items():
        said = _piece(value, depth + 1) if name in SPOKEN else written(value) if name in FIGURES else value
        if said is None:
            return None
        blanks[name] = said
    return tr(template, **blanks)
