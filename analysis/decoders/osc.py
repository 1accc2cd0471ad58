"""Open Sound Control 1.0: messages and bundles as phones and wearables send them, each address with its arguments.

Source: opensoundcontrol.org, "The Open Sound Control 1.0 Specification": everything big-endian, texts padded to four bytes.
"""

from __future__ import annotations

import struct
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_ADDRESS: Final = lazy_pattern(rb"/[!-~]{1,200}")
_TYPES: Final = lazy_pattern(rb",[ifshdtTFNIcr]{0,64}")
_DEEPEST: Final = 4  # bundles in one another
_MOST: Final = 5_000  # messages
_SIZES: Final = {"i": ">i", "f": ">f", "h": ">q", "d": ">d"}


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 8 <= len(data) <= limit or len(data) % 4 or not part.complete:
        return None
    found: list[tuple[str, list[Tree]]] = []
    if data[:1] not in (b"#", b"/") or not _read(data, found, 0) or not found:
        return None
    rows: dict[str, list[Tree]] = {}
    for address, values in found:
        rows.setdefault(address.strip("/"), []).append(values if len(values) != 1 else values[0])
    tree: dict[str, Tree] = {}
    for address, several in rows.items():
        _put(tree, address, several[0] if len(several) == 1 else several)
    return Opened(label="osc", tree=tree)


def _put(tree: dict[str, Tree], address: str, value: Tree) -> None:
    """A value under the steps of its address; under the whole address where one of them is a value itself."""
    *steps, last = address.split("/")
    here = tree
    for step in steps:
        within = here.setdefault(step, {})
        if not isinstance(within, dict):
            tree[address] = value
            return
        here = within
    if last in here:
        tree["/" + address] = value
    else:
        here[last] = value


def _read(data: bytes, found: list[tuple[str, list[Tree]]], depth: int) -> bool:
    """Whether the bytes are one packet to their end; its messages are added."""
    if data[:8] != b"#bundle\0":
        message = _message(data)
        if message is None or len(found) >= _MOST:
            return False
        found.append(message)
        return True
    at = 16
    while at + 4 <= len(data) and depth < _DEEPEST:
        size = int.from_bytes(data[at : at + 4])
        if size % 4 or not size or at + 4 + size > len(data):
            return False
        if not _read(data[at + 4 : at + 4 + size], found, depth + 1):
            return False
        at += 4 + size
    return at == len(data)


def _message(data: bytes) -> tuple[str, list[Tree]] | None:
    address, at = _text(data, 0)
    types, at = _text(data, at)
    if not _ADDRESS.fullmatch(address) or not _TYPES.fullmatch(types):
        return None
    values: list[Tree] = []
    for kind in types[1:].decode():
        if kind in _SIZES:
            size = struct.calcsize(_SIZES[kind])
            if at + size > len(data):
                return None
            number = struct.unpack_from(_SIZES[kind], data, at)[0]
            values.append(float(f"{number:.7g}") if kind == "f" else number)
            at += size
        elif kind == "s":
            text, at = _text(data, at)
            values.append(text.decode("utf-8", "replace"))
        else:
            at += {"t": 8, "c": 4, "r": 4}.get(kind, 0)
            values.append({"T": True, "F": False}.get(kind))
    return (address.decode(), values) if at == len(data) else None


def _text(data: bytes, at: int) -> tuple[bytes, int]:
    """A text with its zero byte, padded to four; where there is none, nothing, and an end behind the bytes."""
    end = data.find(b"\0", at)
    if end < 0:
        return b"", len(data) + 1
    behind = (end // 4 + 1) * 4
    return data[at:end], behind if not data[end:behind].strip(b"\0") else len(data) + 1


DECODER = Decoder(name="osc", order=24, open=_open, takes="bytes")
