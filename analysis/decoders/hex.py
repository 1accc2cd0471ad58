"""Hexadecimal text that was meant as bytes: readable text, JSON or a known container; ids, hashes and colours stay."""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.meaningful_bytes import is_container, is_token, media_type_of, was_meant
from analysis.units import Decoder, Opened, OpenedPart, Part

_MIN_DIGITS: Final = 24
_MIN_BINARY: Final = 1_024  # digits that stand for themselves, whatever they hold
_MIN_DECIMAL: Final = 64  # digits; so long a number without a letter is hexadecimal only by what it says
_HASHES: Final = frozenset({16, 20, 28, 32, 48, 64})  # bytes of MD5 and UUIDs, SHA-1 and the SHA-2 family
_HINT: Final = r"\A(?:0[xX])?[0-9A-Fa-f]{24}"
_HEX: Final = lazy_pattern(r"(?:0[xX])?([0-9a-f]{24,}|[0-9A-F]{24,})\s{0,2}\Z")


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or not _MIN_DIGITS <= len(text) <= 2 * limit:
        return None
    found = _HEX.match(text)
    if found is None or len(found[1]) % 2:
        return None
    data = bytes.fromhex(found[1])
    stands_alone = len(found[1]) >= _MIN_BINARY and not found[1].isdigit()
    if not stands_alone and not _was_meant(found[1], data):
        return None
    child = OpenedPart(data=data, media_type=media_type_of(data))
    return Opened(label="hex", parts=(child,), keeps_text=len(text) < _MIN_BINARY and not is_token(data))


def _was_meant(digits: str, data: bytes) -> bool:
    if len(data) in _HASHES:
        return is_container(data) or _is_json(data)
    if digits.isdigit() and len(digits) < _MIN_DECIMAL:
        return False
    return len(set(data)) >= 4 and was_meant(data)


def _is_json(data: bytes) -> bool:
    if data[:1] not in (b"{", b"["):
        return False
    try:
        msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return True


DECODER = Decoder(name="hex", order=48, open=_open, takes="text", hint=_HINT)
