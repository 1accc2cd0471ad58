"""application/x-www-form-urlencoded: a declared body, or a text of ``name=value`` pairs: two or more, or one of JSON."""

from __future__ import annotations

import re

from analysis.query_string import parse_pairs
from analysis.units import Decoder, Opened, Part

_PAIR = r"[A-Za-z_][\w.\-\[\]$%:]{0,127}=[^&\s{}\"<>]{0,65000}"
_PAIRS = re.compile(rf"{_PAIR}(?:&{_PAIR}){{1,5000}}\Z")
_JSON_IN_ONE = re.compile(
    r"[A-Za-z_][\w.\-\[\]$]{0,127}=(?:%7[Bb]|%5[Bb])[^&\s{}\"<>=]{2,1000000}(?:%7[Dd]|%5[Dd])\Z"
)


def _open(part: Part, limit: int) -> Opened | None:
    declared = part.media_type == "application/x-www-form-urlencoded"
    if not declared and (part.media_type not in ("", "text/plain") or len(part.data) > 1 << 20):
        return None
    if len(part.data) > limit:
        return None
    if isinstance(part.data, bytes):
        if b"=" not in part.data[: 1 << 16]:
            return None
        text = part.data.decode("utf-8", "replace") if declared else _plain(part.data)
    else:
        text = part.data
    if "=" not in text or not (declared or _PAIRS.match(text) or _JSON_IN_ONE.match(text)):
        return None
    return Opened(label="form", tree=parse_pairs(text.strip()), style="pairs")


def _plain(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        return ""


DECODER = Decoder(name="form", order=40, open=_open, hint="=")
