"""Calendars (RFC 5545): the events, tasks and entries of a journal as fields, by the names of their properties."""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_MAX_TEXT: Final = 4 << 20  # characters
_MAX_LINES: Final = 50_000
_HINT: Final = r"\A[\ufeff\s]{0,64}[Bb][Ee][Gg][Ii][Nn]:[Vv][Cc][Aa][Ll][Ee][Nn][Dd][Aa][Rr]\s"
_START: Final = lazy_pattern(_HINT)
_FOLD: Final = lazy_pattern(r"\r?\n[ \t]")
_LINE: Final = lazy_pattern(
    r"([A-Za-z][\w-]{0,63})((?:;[\w-]{1,40}=(?:\"[^\"\n]{0,300}\"|[^:;\"\n]{0,300})){0,20}):(.*)\Z", re.DOTALL
)
_COMMON_NAME: Final = lazy_pattern(r"(?i);CN=(?:\"([^\"\n]{1,200})\"|([^:;\"\n]{1,200}))")
_ESCAPE: Final = lazy_pattern(r"\\([\\,;nN])")
_ENTRIES: Final = frozenset({"vevent", "vtodo", "vjournal"})
_PEOPLE: Final = frozenset({"attendee", "organizer"})


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > min(limit, _MAX_TEXT) or not _START.match(text):
        return None
    entries: list[dict[str, Tree]] = []
    inside = ""
    for line in _FOLD.sub("", text).split("\n", _MAX_LINES)[:_MAX_LINES]:
        found = _LINE.match(line.strip())
        if found is None:
            continue
        name, value = found[1].lower(), found[3]
        if name == "begin":
            inside = value.lower()
            if inside in _ENTRIES:
                entries.append({})
        elif name == "end":
            inside = ""
        elif inside in _ENTRIES:
            _add(entries[-1], name, _value(name, found[2], value))
    full: list[Tree] = [entry for entry in entries if entry]
    return Opened(label="icalendar", tree={"calendar": full}) if full else None


def _value(name: str, parameters: str, value: str) -> Tree:
    plain = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    called = _COMMON_NAME.search(parameters) if name in _PEOPLE else None
    email = plain[7:] if plain[:7].lower() == "mailto:" else plain
    if name not in _PEOPLE:
        return plain
    return {"name": called[1] or called[2], "email": email} if called else {"email": email}


def _add(entry: dict[str, Tree], name: str, value: Tree) -> None:
    earlier = entry.get(name)
    if earlier is None:
        entry[name] = value
    elif isinstance(earlier, list):
        earlier.append(value)
    else:
        entry[name] = [earlier, value]


DECODER = Decoder(name="icalendar", order=44, open=_open, takes="text", hint=_HINT)
