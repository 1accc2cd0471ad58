"""Says of a declared media type whether a format without a magic number may stand behind it."""

from __future__ import annotations

from typing import Final

__all__ = ("GENERIC_TYPES", "is_plain_text", "may_be_unmarked")

GENERIC_TYPES: Final = frozenset({
    "application/octet-stream", "binary/octet-stream", "application/binary", "application/x-binary",
    "application/vnd.google.octet-stream-compressible",
})  # fmt: skip
_UNMARKED: Final = GENERIC_TYPES | {
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/gzip",
    "application/x-gzip",
}  # fmt: skip  what clients declare without thinking, or of the layer that was opened before
_TEXT: Final = bytes([9, 10, 12, 13, *range(32, 127), *range(128, 256)])
_FIRST: Final = 64  # bytes; a binary format shows in so many, nearly always
_MOST: Final = 4096


def may_be_unmarked(media_type: str) -> bool:
    """Nothing was declared, or something that says nothing of what is inside."""
    return media_type in _UNMARKED


def is_plain_text(data: bytes) -> bool:
    """No control character in the first 4,096 bytes: text of some kind, which a binary format hardly ever is."""
    return not data[:_FIRST].translate(None, _TEXT) and not data[_FIRST:_MOST].translate(None, _TEXT)
