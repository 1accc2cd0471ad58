"""Matrix parameters of a path segment (RFC 3986, 3.3): ``/places;lat=52.1;lon=10.5/nearby``."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_MAX_TEXT: Final = 8_192  # characters
_HINT: Final = r";[A-Za-z_][\w.\-]{0,63}="
_SEGMENT: Final = lazy_pattern(r"[^;=\s]{0,256}(?:;[A-Za-z_][\w.\-]{0,63}(?:=[^;]{0,4096})?){1,64}\Z")


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if (
        part.context != "path"
        or part.depth > 1
        or not isinstance(text, str)
        or len(text) > min(limit, _MAX_TEXT)
    ):
        return None
    if ";" not in text or "=" not in text or not _SEGMENT.match(text):
        return None
    found: dict[str, Tree] = {}
    for parameter in text.split(";")[1:]:
        name, _, value = parameter.partition("=")
        found.setdefault(name, unquote(value, errors="replace"))
    return Opened(label="matrix", tree=found, style="pairs", keeps_text=True)


DECODER = Decoder(name="matrix", order=45, open=_open, takes="text", hint=_HINT)
