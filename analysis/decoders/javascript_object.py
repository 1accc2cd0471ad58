"""An object as JavaScript writes it, alone or handed to a function: names without quotes, texts in single ones.

Sources: JSON5 (spec.json5.org) of what may differ from JSON; what Gadgetbridge sends to watches that run JavaScript
(``GB({t:"notify",title:atob("…")})``).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.text_beginnings import TextBeginning
from analysis.units import Decoder, Opened, Part, Tree

_LONGEST: Final = 1 << 18  # characters
_NAME: Final = r"[A-Za-z_$][\w$]{0,60}"
# Control characters come before a line that a terminal should not echo (``\x10``).
_HINT: Final = rf"\A[\x00-\x20]{{0,8}}(?:{_NAME}(?:\.{_NAME}){{0,4}}\()?\{{\s{{0,8}}{_NAME}\s{{0,4}}:"
_START: Final = TextBeginning(_HINT)
_END: Final = lazy_pattern(r"\}(\)?)\s{0,8};?\s{0,8}\Z")
# A text in either quotes, in base64 or plain; a name; a comma that nothing follows. A text whose end is missing is one token
# as well, so that none of its letters is tried as the beginning of another.
_TOKEN: Final = lazy_pattern(
    r"""atob\("([A-Za-z0-9+/=]{0,100000})"\)|"(?:[^"\\\n]|\\.)*+"?|'((?:[^'\\\n]|\\.)*+)('?)"""
    rf"""|(?<![\w$])({_NAME})(?=\s{{0,4}}:)|,(?=\s{{0,16}}[}}\]])|\bundefined\b"""
)


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if len(data) > min(limit, _LONGEST):
        return None
    text = _START.text_of(data)
    if text is None:
        return None
    start, end = text.index("{"), _END.search(text, max(0, len(text) - 20))
    if end is None or bool(end[1]) is not ("(" in text[:start]):
        return None
    tree = _read(text[start : end.start() + 1])
    return Opened(label="js", tree=tree) if isinstance(tree, dict) else None


def _read(text: str) -> Tree:
    try:
        found: Tree = msgspec.json.decode(_TOKEN.sub(_as_json, text))
    except (msgspec.DecodeError, RecursionError, UnicodeError, binascii.Error):
        return None
    return found


def _as_json(token: re.Match[str]) -> str:
    coded, quoted, end, name = token.groups()
    if coded is not None:
        return json.dumps(base64.b64decode(coded, validate=True).decode("latin-1"))
    if quoted is not None and end:
        return '"' + quoted.replace("\\'", "'").replace('"', '\\"') + '"'
    if name is not None:
        return f'"{name}"'
    return {",": "", "undefined": "null"}.get(token[0], token[0])


DECODER = Decoder(name="javascript_object", order=33, open=_open, hint=_HINT)
