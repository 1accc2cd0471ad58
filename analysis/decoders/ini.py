"""Settings in sections, as configuration files write them: ``[Interface]``, then lines of ``name = value``.

Sources: wg-quick(8) and wg(8), section "Configuration file format"; the Desktop Entry Specification, section "Basic format";
Python's configparser, "Supported INI file structure". Sections and names that come again become lists.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.text_beginnings import TextBeginning
from analysis.units import Decoder, Opened, Part, Tree

_HINT: Final = r"\A[\ufeff\s]{0,63}\[[A-Za-z][\w .:/@-]{0,62}\][ \t]{0,8}\r?\n"
_START: Final = TextBeginning(_HINT)
_SECTION: Final = lazy_pattern(r"\[([A-Za-z][\w .:/@-]{0,62})\]")
_LINE: Final = lazy_pattern(r"([A-Za-z_][\w .\[\]/@-]{0,63}?)[ \t]{0,32}=[ \t]{0,32}([^\r\n]{0,4000})")
_COMMENTS: Final = ("#", ";")
_LEAST: Final = 2  # lines with a name
_MOST: Final = 5_000  # lines
_LONGEST: Final = 1 << 20


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not 8 <= len(data) <= min(limit, _LONGEST):
        return None
    text = _START.text_of(data)
    if text is None:
        return None
    tree = _sections(text.lstrip("\ufeff").splitlines())
    return Opened(label="ini", tree=tree) if tree is not None else None


def _sections(lines: list[str]) -> dict[str, Tree] | None:
    """The sections with their lines; None where a line is neither a section, a comment nor a name with a value."""
    tree: dict[str, Tree] = {}
    here: dict[str, Tree] = {}
    told = 0
    if len(lines) > _MOST:
        return None
    for line in map(str.strip, lines):
        if not line or line.startswith(_COMMENTS):
            continue
        if (section := _SECTION.fullmatch(line)) is not None:
            here = {}
            _put(tree, section[1], here)
        elif (found := _LINE.fullmatch(line)) is not None:
            told += 1
            _put(here, found[1], found[2].strip())
        else:
            return None
    return tree if told >= _LEAST else None


def _put(into: dict[str, Tree], name: str, value: Tree) -> None:
    held = into.get(name)
    if isinstance(held, list):
        held.append(value)
    else:
        into[name] = value if name not in into else [held, value]


DECODER = Decoder(name="ini", order=39, open=_open, hint=_HINT)
