"""tar archives (POSIX ustar and GNU): each file a part with its name, within bounds.

Source: POSIX pax, "ustar Interchange Format" and "pax Header Block"; GNU tar's long names.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, OpenedPart, Part

_BLOCK: Final = 512  # bytes
_MAGIC_AT: Final = 257
_MAGIC: Final = b"ustar"
_MAX_MEMBERS: Final = 1_000
_MAX_HEADERS: Final = 4_000
_MAX_NAME: Final = 512  # bytes
_FILES: Final = (b"0", b"\0", b"7")
_LONG_NAME, _EXTENDED = b"L", b"x"
_PAX_PATH: Final = lazy_pattern(rb"(?:\A|\n)\d{1,6} path=([^\n]{1,512})\n")


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data.startswith(_MAGIC, _MAGIC_AT) or not _BLOCK <= len(data) <= limit:
        return None
    if not _checksum_holds(data[:_BLOCK]):
        return None
    parts: list[OpenedPart] = []
    at, name = 0, ""
    for _ in range(_MAX_HEADERS):
        header = data[at : at + _BLOCK]
        if len(header) < _BLOCK or not header.startswith(_MAGIC, _MAGIC_AT) or not _checksum_holds(header):
            return Opened(label="tar", parts=tuple(parts)) if parts else None
        size = _number(header[124:136])
        content = data[at + _BLOCK : at + _BLOCK + size]
        at += _BLOCK + (size + _BLOCK - 1) // _BLOCK * _BLOCK
        kind = header[156:157]
        if kind == _LONG_NAME:
            name = content[:_MAX_NAME].rstrip(b"\0").decode("utf-8", "replace")
        elif kind == _EXTENDED:
            path = _PAX_PATH.search(content[: 8 * _BLOCK])
            name = path.group(1).decode("utf-8", "replace") if path else ""
        else:
            if kind in _FILES and content:
                filename = name or _ustar_name(header)
                parts.append(OpenedPart(data=content, step=_step(filename), filename=filename))
            name = ""
        if len(parts) == _MAX_MEMBERS:
            break
    return Opened(label="tar", parts=tuple(parts), truncated=True) if parts else None


def _number(field: bytes) -> int:
    """An octal number, or GNU's binary one; 0 for what is neither."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    return int(digits, 8) if digits and not digits.strip(b"01234567") else 0


def _checksum_holds(header: bytes) -> bool:
    return _number(header[148:156]) == sum(header) - sum(header[148:156]) + 8 * 32


def _ustar_name(header: bytes) -> str:
    name, prefix = header[:100].rstrip(b"\0"), header[345:500].rstrip(b"\0")
    whole = prefix + b"/" + name if prefix and header.startswith(b"ustar\0", _MAGIC_AT) else name
    return whole.decode("utf-8", "replace")


def _step(name: str) -> str:
    """The name as it stands in the path, without what separates steps there."""
    return name[:128].replace(">", "_").replace("\n", "_").replace("\r", "_")


DECODER = Decoder(name="tar", order=17, open=_open, takes="bytes")
