"""base64 and base64url (RFC 4648), padded or not, as a value, a data: URI or a whole body.

Letters and digits alone prove nothing, so a text is opened only where what comes out shows that it was meant: a known
container, printable text, or a kilobyte and more of it.
"""

from __future__ import annotations

import base64
import binascii
import re

from analysis.units import Decoder, Opened, OpenedPart, Part

_MIN_TEXT = 16  # characters
_MIN_BINARY = 1_024  # characters of base64 that stand for themselves, whatever they hold
_ALPHABET = re.compile(r"[A-Za-z0-9+/_\-\r\n]{16,}={0,2}\s{0,2}\Z")
_DATA_URI = re.compile(r"data:([\w.+-]{1,60}/[\w.+-]{1,60})?(?:;[\w=.+-]{1,80}){0,4};base64,")
_MAGIC = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"RIFF", b"OggS", b"fLaC", b"ID3\x02", b"ID3\x03",
    b"ID3\x04", b"#!AMR", b"\x1aE\xdf\xa3", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd",
)  # fmt: skip


def _open(part: Part, limit: int) -> Opened | None:
    if len(part.data) < _MIN_TEXT or len(part.data) > limit * 4 // 3 + 4:
        return None
    if isinstance(part.data, str):
        text = part.data
    elif part.data[:32].isascii() and part.data[:8].lstrip()[:1] not in (b"{", b"[", b"<"):
        text = part.data.decode("ascii", "replace")
    else:
        return None
    uri = _DATA_URI.match(text)
    media_type = (uri.group(1) or "") if uri else ""
    data = _decode(text[uri.end() :] if uri else text)
    if data is None or not (uri or len(text) >= _MIN_BINARY or _known(data) or _readable(data)):
        return None
    child = OpenedPart(data=data, media_type=media_type.lower())
    return Opened(label="base64", parts=(child,), keeps_text=len(text) < _MIN_BINARY)


def _decode(text: str) -> bytes | None:
    if not _ALPHABET.match(text):
        return None
    compact = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    if len(compact) % 4 == 1:
        return None
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except binascii.Error:
        return None


def _known(data: bytes) -> bool:
    return data.startswith(_MAGIC) or data[4:8] == b"ftyp"


def _readable(data: bytes) -> bool:
    """Printable text of which most is plain ASCII: chance would not make it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    plain = sum(letter.isascii() for letter in text)
    return plain * 4 >= len(text) * 3 and all(letter.isprintable() or letter in "\r\n\t" for letter in text)


DECODER = Decoder(name="base64", order=50, open=_open)
