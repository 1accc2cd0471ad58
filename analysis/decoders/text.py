"""Plain text that nothing else opened: readable UTF-8, or UTF-16 and UTF-32 that say so by their byte order mark."""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, Part

_MAX_TEXT: Final = 1 << 20  # bytes
_READABLE: Final = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\f\r")
_WIDE: Final = (  # the longer marks first: the one of UTF-32 starts like that of UTF-16
    (b"\xff\xfe\0\0", "utf-32-le", 4),
    (b"\0\0\xfe\xff", "utf-32-be", 4),
    (b"\xff\xfe", "utf-16-le", 2),
    (b"\xfe\xff", "utf-16-be", 2),
)
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data or len(data) > min(limit, _MAX_TEXT):
        return None
    if data.startswith(_MARKS):
        return _open_wide(data, part.complete)
    if data.translate(None, _READABLE):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if part.complete or len(data) - error.start > 3:
            return None
        text = data[: error.start].decode("utf-8")  # the sample ends inside a character
    return Opened(label="", tree=text)


def _open_wide(data: bytes, complete: bool) -> Opened | None:
    mark, encoding, width = next(wide for wide in _WIDE if data.startswith(wide[0]))
    if len(data) % width and complete:
        return None
    content = data[len(mark) : len(data) - len(data) % width]
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if complete or len(content) - error.start > width:
            return None
        text = content[: error.start].decode(encoding)  # the sample ends inside a character
    if not text or any(letter < " " and letter not in "\t\n\f\r" for letter in text):
        return None
    return Opened(label=encoding[:6], tree=text)


DECODER = Decoder(name="text", order=90, open=_open, takes="bytes")
