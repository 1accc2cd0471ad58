"""Recognises the pieces in which a browser's recorder is sent, a request each: the first begins a file, the others go on.

``MediaRecorder.start(timeslice)`` gives blobs of which only the first has a header (W3C, MediaStream Recording). How they
are sent is each page's own: nearly always with a number in the address, the form or a header, and seldom with how many.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.media_type import parse_media_type
from analysis.query_string import parse_pairs
from analysis.records import Transmission
from analysis.stream_frames import container_of
from analysis.units import Tree
from analysis.upload_parts import RECORDED, Piece, file_in, piece_of

__all__ = ("part_of_upload",)

_METHODS: Final = frozenset({"PUT", "POST", "PATCH"})
_NUMBERS: Final = frozenset({
    "seq", "sequence", "sequencenumber", "index", "idx", "chunk", "chunkindex", "chunknumber", "chunkid", "part",
    "partindex", "partnumber", "segment", "segmentindex", "slice", "blobindex", "xchunkindex", "xchunknumber", "xsequence",
    "xseq", "xsequencenumber", "xpartnumber", "xsegmentindex",
})  # fmt: skip
_IDS: Final = lazy_pattern(r"id\Z|uuid|session|recording|upload|meeting|call|file", re.IGNORECASE)
_DIGITS: Final = lazy_pattern(r"\d{1,5}\Z")
_LAST: Final = lazy_pattern(r"(.{0,500}[/_-])(\d{1,5})(\.(?:webm|ogg|opus|mp4|m4a))?\Z")
_TYPES: Final = ("audio/", "video/webm", "video/mp4")
_CLUSTER: Final = b"\x1f\x43\xb6\x75"
_GOES_ON: Final = (_CLUSTER, b"OggS\0\0", b"OggS\0\1", b"OggS\0\4", b"OggS\0\5")


def part_of_upload(sent: Transmission) -> Piece | None:
    """The piece of an upload that a request sends, by what it says of its place or by its number; None where it is none."""
    piece = piece_of(sent)
    if piece is not None or sent.method not in _METHODS or not sent.body:
        return piece
    return _recorded(sent, sent.body)


def _recorded(sent: Transmission, body: bytes) -> Piece | None:
    data: bytes | None = body
    fields: dict[str, Tree] = parse_pairs(sent.query) if sent.query else {}
    media_type = parse_media_type(sent.header("content-type") or "")[0]
    if media_type == "multipart/form-data":
        if b"filename" not in body[:4096] and b"filename" not in body[-4096:]:
            return None
        data, media_type, more = file_in(sent)
        fields |= more
    if data is None or len(data) < 16:
        return None
    begins = _begins(data)
    if not begins and not _continues(data, media_type):
        return None
    number, where = _number(sent, fields)
    if number is None or (begins and number > 1) or (not begins and not number):
        return None
    texts = sorted((name, value) for name, value in fields.items() if isinstance(value, str))
    ids = [f"{name}={value}"[:200] for name, value in texts if value and _IDS.search(name)]
    return Piece(
        key=("recorder", sent.corpus, sent.host, *where, *(ids[:8] or [sent.flow_id])), how=RECORDED, order=number,
        size=len(data), base=number if begins else 0, data=data, media_type=media_type,
    )  # fmt: skip


def _begins(data: bytes) -> bool:
    return container_of(data) is not None or (data[4:8] == b"ftyp" and b"mvex" in data[:4096])


def _continues(data: bytes, media_type: str) -> bool:
    """A cluster, a fragment or a page; or, where it is declared as a recording, anything that is no file of its own."""
    if data.startswith(_GOES_ON) or data[4:8] in (b"moof", b"styp"):
        return True
    return media_type in ("audio/webm", "video/webm") and data[0] in (
        0xA3,
        0xA0,
        0xAB,
    )  # blocks of a cluster begun before


def _number(sent: Transmission, fields: dict[str, Tree]) -> tuple[int | None, tuple[str, ...]]:
    """The number of the piece, and what of the address and the name of the field all pieces have in common."""
    for name, value in (*fields.items(), *sent.request_headers):
        plain = re.sub(r"[^a-z]", "", name.lower()[:60])
        if plain in _NUMBERS and isinstance(value, str) and _DIGITS.match(value.strip()):
            return int(value.strip()), (
                sent.path,
                plain,
            )  # int() leaves some of the white space that this takes
    last = _LAST.match(sent.path)
    return (int(last[2]), (last[1], "")) if last is not None else (None, ())
