"""Writes out what turns the direction of reading: with it a host or a name that was sent would be shown as another.

``U+202E`` makes ``elpmaxe.live`` out of ``evil.example`` on a page. Marks that only say which way a letter is read (U+200E,
U+200F, U+061C) stay: names in Arabic or Hebrew need them. Source: Unicode Standard Annex 9, 2.1 to 2.5.
"""

from __future__ import annotations

import re
from typing import Final

# embeddings, overrides and isolates, in UTF-8 and as JSON escapes them
_TURNS: Final = re.compile(
    rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])|\\(?:u20(?:2[a-eA-E]|6[6-9])|.)", re.DOTALL
)


def written_out(answer: bytes) -> bytes:
    r"""JSON in which each of them stands as text (``\u202e``); anything else as it was. Pure."""
    if b"\xe2\x80" not in answer and b"\xe2\x81" not in answer and b"\\u20" not in answer:
        return answer
    return _TURNS.sub(_as_text, answer)


def _as_text(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if text[:1] == b"\\":
        return b"\\" + text.lower() if len(text) > 2 else text
    return b"\\\\u%04x" % ord(text.decode())
