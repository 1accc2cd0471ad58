"""The header X-Geo, in which a browser tells its search engine where the device is: a position in Base64.

Source: Chromium, partner_location_descriptor.proto and geolocation header (read as text in a public code index, 2026-11-26):
``a`` before a message in text, ``w`` before one in binary, in both ``latlng`` with ten-millionths of a degree.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part

_HINT: Final = r"\A[aw] [A-Za-z0-9_+/-]{20,800}={0,2}\Z"
_START: Final = lazy_pattern(_HINT)
_TEXT: Final = lazy_pattern(rb"latitude_e7:\s{0,4}(-?[0-9]{1,10})\s{1,8}longitude_e7:\s{0,4}(-?[0-9]{1,10})")
_BINARY: Final = lazy_pattern(
    rb"\x2a\x0a\x0d(.{4})\x15(.{4})", re.DOTALL
)  # field 5: two fields of four bytes


def _open(part: Part, _limit: int) -> Opened | None:
    text = part.data
    if (
        not isinstance(text, str)
        or not part.names
        or part.names[-1].lower() != "x-geo"
        or not _START.match(text)
    ):
        return None
    sent = text[2:].rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        data = base64.b64decode(sent + "=" * (-len(sent) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    found = (_TEXT if text[0] == "a" else _BINARY).search(data)
    if found is None:
        return None
    if text[0] == "a":
        latitude, longitude = int(found[1]), int(found[2])
    else:
        latitude, longitude = (int.from_bytes(found[at], "little", signed=True) for at in (1, 2))
    return Opened(label="x-geo", tree={"latlng": {"latitude_e7": latitude, "longitude_e7": longitude}})


DECODER = Decoder(name="x_geo", order=47, open=_open, takes="text", hint=_HINT)
