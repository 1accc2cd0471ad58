"""ARPC: what an Apple device puts before the protocol buffer that it sends to the location service.

In network order: version (2 bytes); language, app and system, each a length of 2 bytes and its text; number of the function
and length of the payload, 4 bytes each; the payload up to the end. The body is declared as a form, which it is not.
Sources: github.com/acheong08/apple-corelocation-experiments lib/arpc.go;
https://appelsiini.net/2017/reverse-engineering-location-services/ (a recorded request).
"""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_VERSION: Final = b"\x00\x01"
_NAMES: Final = ("locale", "application", "system")
_MAX_TEXT: Final = 128  # bytes; "com.apple.locationd" and "8.4.1.12H321" were seen
_MIN_SIZE: Final = 2 + 3 * 3 + 8 + 1


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or data[:2] != _VERSION or not _MIN_SIZE <= len(data) <= limit:
        return None
    tree: dict[str, Tree] = {}
    at = 2
    for name in _NAMES:
        length = int.from_bytes(data[at : at + 2])
        text = data[at + 2 : at + 2 + length]
        if not 0 < length <= _MAX_TEXT or len(text) != length or not _is_plain(text):
            return None
        tree[name] = text.decode("ascii")
        at += 2 + length
    payload = data[at + 8 :]
    if not payload or int.from_bytes(data[at + 4 : at + 8]) != len(payload):
        return None
    return Opened(
        label="arpc", tree=tree, parts=(OpenedPart(data=payload, media_type="application/x-protobuf"),)
    )


def _is_plain(text: bytes) -> bool:
    return all(0x20 < byte < 0x7F for byte in text)


DECODER = Decoder(name="arpc", order=27, open=_open, takes="bytes")
