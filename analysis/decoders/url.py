"""The query of a URL that stands inside a value (``{"page": "https://shop.example/?email=…"}``)."""

from __future__ import annotations

from analysis.query_string import parse_pairs
from analysis.units import Decoder, Opened, Part


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > min(limit, 1 << 16):
        return None
    if not text[:8].lower().startswith(("http://", "https://")) or any(letter.isspace() for letter in text):
        return None
    query = text.partition("#")[0].partition("?")[2]
    found = parse_pairs(query) if "=" in query else None
    if not found:
        return None
    return Opened(label="url", tree=found, style="pairs", keeps_text=True)


DECODER = Decoder(
    name="url", order=41, open=_open, takes="text", hint=r"\A[Hh][Tt][Tt][Pp][Ss]?://[^\s?]{1,4000}\?"
)
