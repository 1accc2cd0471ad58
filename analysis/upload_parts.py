"""Recognises requests that send one piece of a bigger upload: which upload, which piece, and what is in it.

Sources: RFC 9110, 14.4 (Content-Range); Google's resumable uploads (Drive, Cloud Storage, Photos: X-Goog-Upload-*); the
tus protocol 1.0 (Upload-Offset); Amazon S3 UploadPart and CompleteMultipartUpload; Azure Put Block and Put Block List;
the documents of Dropzone, Fine Uploader, Resumable.js, Flow.js and Plupload for the names of their fields.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

import msgspec

from analysis.decoders.multipart import DECODER as MULTIPART
from analysis.lazy_patterns import lazy_pattern
from analysis.media_type import parse_media_type
from analysis.query_string import parse_pairs
from analysis.records import BODY_LIMIT, Transmission
from analysis.units import Part, Tree

_METHODS: Final = frozenset({"PUT", "POST", "PATCH"})
_RANGE: Final = lazy_pattern(r"\s{0,4}bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)\s{0,4}\Z", re.IGNORECASE)
_HEADERS: Final = frozenset({"content-range", "upload-offset", "x-goog-upload-offset"})
_NUMBER: Final = lazy_pattern(r"\d{1,15}\Z")
_HINTS: Final = (
    b"dzchunkindex",
    b"qqpartindex",
    b"ChunkNumber",
    b'"chunks"',
    b'"chunk"',
    b'"part"',
    b'"total"',
)
_QUERY_HINT: Final = lazy_pattern(r"partNumber=|comp=block|[cC]hunk|qqpart|part=")
_LOOKED_AT: Final = 1 << 14  # bytes of a form in which the fields of a piece are looked for
# upload, number of the piece, number of all, the first number
_FIELDS: Final = (
    ("dzuuid", "dzchunkindex", "dztotalchunkcount", 0),
    ("qquuid", "qqpartindex", "qqtotalparts", 0),
    ("resumableIdentifier", "resumableChunkNumber", "resumableTotalChunks", 1),
    ("flowIdentifier", "flowChunkNumber", "flowTotalChunks", 1),
    ("name", "chunk", "chunks", 0),
    ("upload_id", "part", "total", 1),
)
_MOST_PIECES: Final = 100_000
RECORDED: Final = "the number of a recorder's piece"

Key = tuple[str, ...]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of an upload.

    ``order`` is where it begins: a byte with ``by_offset``, else a number from ``base`` on; pieces of one ``order`` are in
    the order of their ``label``. ``total`` is in the same unit, 0 where it is not told; ``size`` in bytes. ``data`` is None
    where the bytes are not at hand, and shorter than ``size`` where only their beginning is. ``last``: it says that it is.
    """

    key: Key
    how: str
    order: int
    size: int
    total: int = 0
    by_offset: bool = False
    base: int = 0
    label: bytes = b""
    data: bytes | None = None
    media_type: str = ""
    coding: str = ""
    last: bool = False


def piece_of(sent: Transmission) -> Piece | None:
    """The piece that a request sends; None where it is none, or is the whole upload."""
    if sent.method not in _METHODS or not sent.body_size:
        return None
    found = _by_headers(sent)
    if found is None and sent.query and _QUERY_HINT.search(sent.query):
        found = _by_query(sent)
    if found is None:
        found = _by_fields(sent)
    return found


def end_of(sent: Transmission) -> Key | None:
    """The upload that a request ends: S3's CompleteMultipartUpload and AbortMultipartUpload, Azure's Put Block List."""
    if "uploadId=" in sent.query and sent.method in ("POST", "DELETE"):
        fields = parse_pairs(sent.query)
        if "partNumber" not in fields:
            return ("s3", sent.corpus, sent.host, sent.path, _text(fields.get("uploadId")))
    if sent.method == "PUT" and "comp=blocklist" in sent.query:
        return ("azure", sent.corpus, sent.host, sent.path)
    return None


def _by_headers(sent: Transmission) -> Piece | None:
    told = {name.lower(): value for name, value in sent.request_headers if name.lower() in _HEADERS}
    if not told:
        return None
    if (ranged := _RANGE.match(told.get("content-range", ""))) is not None:
        return _ranged(sent, ranged)
    if (offset := _number(told.get("x-goog-upload-offset"))) is not None:
        commands = (sent.header("x-goog-upload-command") or "").lower()
        if "upload" not in commands or (offset == 0 and "finalize" in commands):
            return None
        return _at_offset(sent, offset, "Google's resumable upload", last="finalize" in commands)
    if (offset := _number(told.get("upload-offset"))) is not None:
        complete = (sent.header("upload-complete") or "").strip() == "?1"
        return None if complete and not offset else _at_offset(sent, offset, "tus", last=complete)
    return None


def _ranged(sent: Transmission, ranged: re.Match[str]) -> Piece | None:
    start, end = int(ranged[1]), int(ranged[2])
    total = int(ranged[3]) if ranged[3] != "*" else 0
    if end < start or (total and end >= total) or (start == 0 and end + 1 == total):
        return None
    size = end - start + 1
    data, media_type = sent.body, _type(sent)
    if media_type.startswith("multipart/"):
        data, media_type, _ = file_in(sent)
    elif size != sent.body_size:
        return None  # the range speaks of something else than this body
    key = ("range", sent.corpus, sent.host, sent.path, sent.query, ranged[3])
    return Piece(
        key=key, how="Content-Range", order=start, size=size, total=total, by_offset=True, data=data,
        media_type=media_type, coding=sent.header("content-encoding") or "",
    )  # fmt: skip


def _at_offset(sent: Transmission, offset: int, how: str, *, last: bool) -> Piece:
    media_type = _type(sent)
    return Piece(
        key=(how, sent.corpus, sent.host, sent.path, sent.query), how=how, order=offset, size=sent.body_size or 0,
        by_offset=True, data=sent.body, media_type="" if "offset+octet-stream" in media_type else media_type, last=last,
    )  # fmt: skip


def _by_query(sent: Transmission) -> Piece | None:
    fields = parse_pairs(sent.query)
    size = sent.body_size or 0
    number = _number(fields.get("partNumber"))
    if number is not None and (upload := _text(fields.get("uploadId"))) and sent.method == "PUT":
        return Piece(
            key=("s3", sent.corpus, sent.host, sent.path, upload), how="S3 multipart upload", order=number, size=size,
            base=1, data=sent.body, media_type=_type(sent),
        )  # fmt: skip
    if fields.get("comp") == "block" and (block := _text(fields.get("blockid"))) and sent.method == "PUT":
        return Piece(
            key=("azure", sent.corpus, sent.host, sent.path), how="Azure Put Block", order=0, size=size,
            label=_block(block), data=sent.body, media_type=_type(sent),
        )  # fmt: skip
    if _type(sent).startswith("multipart/"):
        return None  # the piece is then a file of the form
    return _numbered(sent, fields, sent.body, size, _type(sent))


def _by_fields(sent: Transmission) -> Piece | None:
    if not sent.body or not _type(sent).startswith("multipart/"):
        return None
    head, tail = sent.body[:_LOOKED_AT], sent.body[-_LOOKED_AT:]
    if not any(hint in head or hint in tail for hint in _HINTS) and not _QUERY_HINT.search(sent.query):
        return None
    data, media_type, fields = file_in(sent)
    if data is None:
        return None
    return _numbered(sent, parse_pairs(sent.query) | fields, data, len(data), media_type)


def _numbered(
    sent: Transmission, fields: dict[str, Tree], data: bytes | None, size: int, media_type: str
) -> Piece | None:
    for upload, number, count, base in _FIELDS:
        order, total = _number(fields.get(number)), _number(fields.get(count))
        if order is None or total is None or not 2 <= total <= _MOST_PIECES:
            continue
        name = _text(fields.get(upload))
        if not name and base == 0:
            continue
        if not base <= order < base + total:
            continue
        flow = "" if upload in ("dzuuid", "qquuid") else sent.flow_id  # the others are names, not unique
        return Piece(
            key=(number, sent.corpus, sent.host, sent.path, flow, name, str(total)), how=f"the fields {number} and {count}",
            order=order, size=size, total=total, base=base, data=data, media_type=media_type,
        )  # fmt: skip
    return None


def file_in(sent: Transmission) -> tuple[bytes | None, str, dict[str, Tree]]:
    """The one file of a form, its type, and the fields beside it; None where there is not exactly one."""
    declared, parameters = parse_media_type(sent.header("content-type") or "")
    if not sent.body:
        return None, "", {}
    whole = Part(
        path="body", context="body", names=(), data=sent.body, media_type=declared, parameters=parameters
    )
    opened = MULTIPART.open(whole, BODY_LIMIT)
    if opened is None or not isinstance(opened.tree, dict | None):
        return None, "", {}
    files = [part for part in opened.parts if isinstance(part.data, bytes)]
    if len(files) != 1 or not isinstance(files[0].data, bytes):
        return None, "", {}
    media_type = files[0].media_type
    return files[0].data, "" if media_type == "application/octet-stream" else media_type, opened.tree or {}


def _type(sent: Transmission) -> str:
    return parse_media_type(sent.header("content-type") or "")[0]


def _block(name: str) -> bytes:
    """A block's id without its base64: ids are mostly numbers with leading zeros, and sort as such."""
    try:
        return base64.b64decode(name, validate=True)[:128]
    except (binascii.Error, ValueError):
        return name[:128].encode()


def _number(value: Tree) -> int | None:
    plain = (
        value.strip() if isinstance(value, str) else ""
    )  # int() leaves some of the white space that this takes
    return int(plain) if _NUMBER.match(plain) else None


def _text(value: Tree) -> str:
    return value[:512] if isinstance(value, str) else ""
