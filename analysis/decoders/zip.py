"""ZIP archives: each member a part with its file name, within bounds; encrypted members stay as they are.

Source: PKWARE's APPNOTE.TXT. A large office document or app package is a file of its own kind rather than a parcel of
data, and stays closed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.units import Decoder, Opened, OpenedPart, Part

_MAGIC: Final = b"PK\x03\x04"
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_CENTRAL_MAGIC: Final = b"PK\x01\x02"
_END: Final = struct.Struct("<4s4H2IH")
_END_MAGIC: Final = b"PK\x05\x06"
_MAX_COMMENT: Final = 1 << 16  # bytes that may follow the end record
_MAX_MEMBERS: Final = 1_000
_MAX_PACKAGE: Final = 4 << 20  # bytes in all members of a document or app package
_PACKAGES: Final = frozenset(
    {"[Content_Types].xml", "AndroidManifest.xml", "META-INF/MANIFEST.MF", "mimetype"}
)
_ENCRYPTED, _SIZE_FOLLOWS = 1, 8  # flags
_STORED, _DEFLATED = 0, 8
_UNKNOWN: Final = 0xFFFFFFFF  # the size stands elsewhere (ZIP64)


class _Member(msgspec.Struct, frozen=True):
    name: str
    flags: int
    method: int
    packed: int
    size: int
    offset: int  # of its local header


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not data.startswith(_MAGIC) or len(data) > limit:
        return None
    members = list(_central(data)) or list(_local(data))
    package = any(member.name in _PACKAGES for member in members[:8])
    if package and sum(member.size for member in members) > _MAX_PACKAGE:
        return None
    left, truncated = limit, len(members) > _MAX_MEMBERS
    parts: list[OpenedPart] = []
    for member in members[:_MAX_MEMBERS]:
        if left <= 0:
            truncated = True
            break
        content, whole = _content(data, member, left)
        truncated = truncated or not whole
        left -= len(content)
        if content:
            parts.append(OpenedPart(data=content, step=_step(member.name), filename=member.name))
    return Opened(label="zip", parts=tuple(parts), truncated=truncated) if parts else None


def _central(data: bytes) -> Iterator[_Member]:
    """The members as the directory at the end lists them; none where it is missing."""
    end = data.rfind(_END_MAGIC, max(0, len(data) - _MAX_COMMENT - _END.size))
    if end < 0 or end + _END.size > len(data):
        return
    _, _, _, _, _, size, at, _ = _END.unpack_from(data, end)
    if at + size > end:
        return
    for _ in range(_MAX_MEMBERS + 1):
        if not data.startswith(_CENTRAL_MAGIC, at) or at + _CENTRAL.size > len(data):
            return
        fields = _CENTRAL.unpack_from(data, at)
        name_size, extra_size, comment_size = fields[10:13]
        start = at + _CENTRAL.size
        yield _Member(
            _name(data[start : start + name_size], fields[3]),
            fields[3], fields[4], fields[8], fields[9], fields[16],
        )  # fmt: skip
        at = start + name_size + extra_size + comment_size


def _local(data: bytes) -> Iterator[_Member]:
    """The members one after the other, where the directory is missing: an archive that was cut short."""
    at = 0
    for _ in range(_MAX_MEMBERS + 1):
        if not data.startswith(_MAGIC, at) or at + _LOCAL.size > len(data):
            return
        _, _, flags, method, _, _, _, packed, size, name_size, extra_size = _LOCAL.unpack_from(data, at)
        start = at + _LOCAL.size
        after = start + name_size + extra_size
        if flags & _SIZE_FOLLOWS:
            packed = size = _UNKNOWN
        yield _Member(_name(data[start : start + name_size], flags), flags, method, packed, size, at)
        at = after + packed if packed != _UNKNOWN else data.find(_MAGIC, after)
        if at < 0:
            return


def _content(data: bytes, member: _Member, limit: int) -> tuple[bytes, bool]:
    """At most ``limit`` bytes of a member, none of a folder or of what cannot be read; and whether that is all of it."""
    if not data.startswith(_MAGIC, member.offset) or member.offset + _LOCAL.size > len(data):
        return b"", True
    name_size, extra_size = _LOCAL.unpack_from(data, member.offset)[9:11]
    start = member.offset + _LOCAL.size + name_size + extra_size
    packed = data[start : start + min(member.packed, len(data))]
    if member.flags & _ENCRYPTED or member.method == _STORED:
        return packed[:limit], len(packed) <= limit
    if member.method != _DEFLATED:
        return b"", True
    stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, limit)
    except zlib.error:
        return b"", True
    return content, not stream.unconsumed_tail


def _name(raw: bytes, flags: int) -> str:
    return raw[:512].decode("utf-8" if flags & 0x800 else "cp437", "replace")


def _step(name: str) -> str:
    """The name as it stands in the path, without what separates steps there."""
    return name[:128].replace(">", "_").replace("\n", "_").replace("\r", "_")


DECODER = Decoder(name="zip", order=16, open=_open, takes="bytes")
