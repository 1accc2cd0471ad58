"""Plain text that nothing else opened: bytes that are readable UTF-8 become one value."""

from __future__ import annotations

from analysis.units import Decoder, Opened, Part

_MAX_TEXT = 1 << 20  # bytes
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data or len(data) > min(limit, _MAX_TEXT):
        return None
    if any(byte in _CONTROLS for byte in data[:4096]):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if part.complete or len(data) - error.start > 3:
            return None
        text = data[: error.start].decode("utf-8")  # the sample ends inside a character
    if any(letter < " " and letter not in "\t\n\f\r" for letter in text):
        return None
    return Opened(label="", tree=text)


DECODER = Decoder(name="text", order=90, open=_open, takes="bytes")
