"""Server-sent events and their like (HTML standard, 9.2.6): ``data: {…}`` lines, several to an event."""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.text_beginnings import TextBeginning
from analysis.units import Decoder, Opened, Part, Tree

_MAX_LINES: Final = 20_000
_MAX_EVENTS: Final = 10_000
_HINT: Final = r"\A\s{0,64}(?:(?:event|id|retry):[^\n]{0,200}\n|:[^\n]{0,200}\n){0,8}data: ?[{\[]"
_START: Final = TextBeginning(_HINT)
_FIELD: Final = lazy_pattern(r"(event|data|id|retry): ?(.*)\Z", re.DOTALL)


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if len(data) > limit:
        return None
    text = _START.text_of(data)
    if text is None:
        return None
    lines = text.strip().replace("\r\n", "\n").split("\n", _MAX_LINES)
    truncated = len(lines) > _MAX_LINES
    events = _events(lines[:_MAX_LINES])
    if not events or not all(
        event.get("data", "{")[:1] in ("{", "[", "") or len(events) > 1 for event in events
    ):
        return None
    tree: list[Tree] = [dict(event) for event in events[:_MAX_EVENTS]]
    return Opened(label="event_stream", tree=tree, truncated=truncated or len(events) > _MAX_EVENTS)


def _events(lines: list[str]) -> list[dict[str, str]]:
    """Events with their ``data`` lines joined; empty where a line is none of such a stream."""
    events: list[dict[str, str]] = []
    pieces: dict[str, list[str]] = {}
    for line in [*lines, ""]:
        if not line.strip():
            if pieces:
                events.append({name: "\n".join(values) for name, values in pieces.items()})
            pieces = {}
            continue
        field = _FIELD.match(line)
        if field is not None:
            pieces.setdefault(field[1], []).append(field[2])
        elif not line.startswith(":"):
            return []
    return events


DECODER = Decoder(name="event_stream", order=34, open=_open, hint=_HINT)
