"""JSON Web Tokens (RFC 7519): what they claim can be read; the signature, which lets its bearer in, is dropped first."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.redaction import REDACTED
from analysis.units import Decoder, Opened, Part, Tree

_MAX_TEXT: Final = 1 << 18  # characters
_LONGEST_HEADER: Final = 1_000  # characters of a token that is kept as a value, up to which detectors look
_LONGEST_PAYLOAD: Final = 2_500
_HINT: Final = r"\A(?:[Bb]earer )?ey[A-Za-z0-9_-]{8}"
_LETTER: Final = r"[A-Za-z0-9_-]"
_TOKEN: Final = lazy_pattern(
    rf"((?:[Bb]earer )?)(ey{_LETTER}{{8,100000}})\.({_LETTER}{{2,200000}})\."
    rf"({_LETTER}{{0,100000}}={{0,2}}|{re.escape(REDACTED)})\s{{0,8}}\Z"
)


def _open(part: Part, limit: int) -> Opened | None:
    """The claims of a token without its signature; of one that still has it, first the token without it."""
    text = part.data
    if not isinstance(text, str) or len(text) > min(limit, _MAX_TEXT) or "ey" not in text[:9]:
        return None
    found = _TOKEN.match(text)
    if found is None:
        return None
    before, head, body, signature = found.groups()
    header, payload = _json(head), _json(body)
    if not isinstance(header, dict) or not isinstance(payload, dict):
        return None
    if signature in ("", REDACTED):
        return Opened(label="jwt", tree={"header": header, "payload": payload}, keeps_text=True)
    if len(head) <= _LONGEST_HEADER and len(body) <= _LONGEST_PAYLOAD:
        return Opened(label="", tree=f"{before}{head}.{body}.{REDACTED}")
    sign = f"{head[:_LONGEST_HEADER]}.{body[:8]}.{REDACTED}"  # enough to be known as a token, too little to be opened
    return Opened(label="jwt", tree={"header": header, "payload": payload, "token": sign})


def _json(piece: str) -> Tree:
    try:
        found: Tree = msgspec.json.decode(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    except (binascii.Error, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return found


DECODER = Decoder(name="jwt", order=42, open=_open, takes="text", hint=_HINT)
