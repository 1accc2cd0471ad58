"""base64 and base64url (RFC 4648), padded or not, in lines (RFC 2045) or in pieces, as a value, a data: URI or a body.

Letters and digits alone prove nothing, so a text is opened only where what comes out shows that it was meant: a known
container, printable text, a protobuf message, or a kilobyte and more of it.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.meaningful_bytes import is_token, media_type_of, was_meant
from analysis.remembered import Remembered
from analysis.units import Decoder, Opened, OpenedPart, Part

_MIN_TEXT: Final = 16  # characters
_MIN_BINARY: Final = 1_024  # characters of base64 that stand for themselves, whatever they hold
# Sixteen letters at least, then the end, padding or white space. Base64 has capitals, and letters beyond F; a UUID, a
# number, a hash, and most identifiers have not.
_HINT: Final = (
    r"\A(?:data:|(?![0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-)(?=[^A-Z]{0,512}+[A-Z])(?=[0-9A-F_-]{0,512}+[^0-9A-F_-])"
    r"[A-Za-z0-9+/_\-\r\n]{16,512}+(?:[=\s]|\Z|(?<=[\s\S]{512})))"
)
_START: Final = lazy_pattern(_HINT)
_START_OF_BYTES: Final = lazy_pattern(_HINT.encode())
_WHOLE: Final = lazy_pattern(r"[A-Za-z0-9+/_\-]{16,}={0,2}\Z")
_PIECES: Final = lazy_pattern(r"(?:[A-Za-z0-9+/_\-]{2,}={1,2}){1,10000}(?:[A-Za-z0-9+/_\-]{2,})?\Z")
_PADDING: Final = lazy_pattern(r"={1,2}")
_DATA_URI: Final = lazy_pattern(r"data:([\w.+-]{1,60}/[\w.+-]{1,60})?(?:;[\w=.+-]{1,80}){0,4};base64,")
_STANDARD: Final = str.maketrans("-_", "+/")
_UUID: Final = lazy_pattern(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\Z")


def _open(part: Part, limit: int) -> Opened | None:
    if len(part.data) < _MIN_TEXT or len(part.data) > limit * 4 // 3 + 4:
        return None
    if isinstance(part.data, bytes):
        if not _START_OF_BYTES.match(part.data):
            return None
        text = part.data.decode("ascii", "replace")
    elif len(part.data) < _MIN_BINARY and part.complete:
        return _SHORT[part.data]
    elif _START.match(part.data):
        text = part.data
    else:
        return None
    return _open_text(text, cut=not part.complete)


def _open_text(text: str, *, cut: bool = False) -> Opened | None:
    uri = _DATA_URI.match(text)
    data, sure = _decode(text[uri.end() :] if uri else text, cut=cut)
    if not data or not (uri or (sure and len(text) >= _MIN_BINARY) or was_meant(data)):
        return None
    declared = (uri.group(1) or "").lower() if uri else ""
    child = OpenedPart(data=data, media_type=declared or media_type_of(data))
    return Opened(label="base64", parts=(child,), keeps_text=len(text) < _MIN_BINARY and not is_token(data))


# A device sends the same tokens and identifiers again and again.
_SHORT: Final[Remembered[str, Opened | None]] = Remembered(
    lambda text: _open_text(text) if _START.match(text) else None
)


def _decode(text: str, *, cut: bool) -> tuple[bytes, bool]:
    """What it decodes to, empty where it is no base64, and whether the letters alone show that it is one."""
    if len(text) == 36 and _UUID.match(text):
        return b"", False
    text = text.rstrip()
    spaced = " " in text
    if spaced and "\n" not in text:
        text = text.replace(" ", "+")  # a plus sign that a form or query was not told to keep
    elif spaced or "\n" in text or "\t" in text or "\r" in text:
        text = "".join(text.split())
    if cut:
        text = text[: len(text) // 4 * 4]
    if _WHOLE.match(text):
        pieces = [text.rstrip("=")]
    elif _PIECES.match(text):
        pieces = [piece for piece in _PADDING.split(text) if piece]
    else:
        return b"", False
    try:
        data = b"".join(map(_decode_piece, pieces))
    except binascii.Error:
        return b"", False
    return data, not spaced and _is_mixed(text[:4096])


def _decode_piece(piece: str) -> bytes:
    standard = piece.translate(_STANDARD) if "-" in piece or "_" in piece else piece
    return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)


def _is_mixed(text: str) -> bool:
    """Capitals and small letters: base64 of anything long has both, a number, a path or a word does not."""
    return text.lower() != text and text.upper() != text


DECODER = Decoder(name="base64", order=50, open=_open, hint=_HINT)
