"""Print jobs over IPP: who prints what where, by the names of the attributes; the document itself as a part.

Source: RFC 8010, section 3 (operation, groups of attributes with tag, name and value; tag 3 ends them).
"""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_DECLARED: Final = "application/ipp"
_END: Final = 3
_TEXTS: Final = frozenset({0x30, 0x41, 0x42, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A})
_NUMBERS: Final = frozenset({0x21, 0x23})
_MOST: Final = 500  # attributes


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if (
        isinstance(data, str)
        or part.media_type != _DECLARED
        or not 9 <= len(data) <= limit
        or data[0] not in (1, 2)
    ):
        return None
    said: dict[str, Tree] = {"operation": int.from_bytes(data[2:4])}
    at, name, read = 8, "", 0
    while at < len(data) and data[at] != _END:
        if data[at] < 0x10:
            at += 1  # another group begins
            continue
        size = int.from_bytes(data[at + 1 : at + 3])
        given = data[at + 3 : at + 3 + size]
        start = at + 5 + size
        length = int.from_bytes(data[start - 2 : start])
        value = data[start : start + length]
        read += 1
        if len(given) != size or len(value) != length or start > len(data) or read > _MOST:
            return None
        name = given.decode("utf-8", "replace") if size else name
        _add(said, name, data[at], value)
        at = start + length
    if at >= len(data):
        return None
    document = data[at + 1 :]
    inside = (OpenedPart(data=document, step="document", name="document"),) if document else ()
    return Opened(label="ipp", tree=said, style="pairs", parts=inside)


def _add(said: dict[str, Tree], name: str, tag: int, value: bytes) -> None:
    shown: Tree
    if tag in _TEXTS:
        shown = value.decode("utf-8", "replace")
    elif tag in _NUMBERS and len(value) == 4:
        shown = int.from_bytes(value, signed=True)
    else:
        return
    earlier = said.get(name)
    if isinstance(earlier, list):
        earlier.append(shown)
    elif name:
        said[name] = shown if earlier is None else [earlier, shown]


DECODER = Decoder(name="ipp", order=26, open=_open, takes="bytes")
