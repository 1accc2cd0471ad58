"""The query of a URL that stands inside a value (``{"page": "https://shop.example/?email=…"}``, ``"me/events?name=…"``)."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.query_string import parse_pairs
from analysis.units import Decoder, Opened, Part

_ABSOLUTE: Final = r"\A[Hh][Tt][Tt][Pp][Ss]?://[^\s?]{1,4000}\?"
# A path of at least one slash and a parameter with a name: what clients write into batches of requests.
_RELATIVE: Final = (
    r"\A(?:/[\w.~%@:-]{0,200}+|[\w.~%@-]{1,200}+/)[\w.~%@:/-]{0,2000}+\?[A-Za-z_][\w.\[\]%-]{0,64}="
)
_HINT: Final = f"{_ABSOLUTE}|{_RELATIVE}"
_START: Final = lazy_pattern(_HINT)


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > min(limit, 1 << 16):
        return None
    if not _START.match(text) or any(letter.isspace() for letter in text):
        return None
    query = text.partition("#")[0].partition("?")[2]
    found = parse_pairs(query) if "=" in query else None
    if not found:
        return None
    return Opened(label="url", tree=found, style="pairs", keeps_text=True)


DECODER = Decoder(name="url", order=41, open=_open, takes="text", hint=_HINT)
