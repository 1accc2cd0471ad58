"""multipart bodies (RFC 2046, RFC 7578): text fields become values, everything else parts to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

if TYPE_CHECKING:
    from email.message import Message

_MAX_PARTS = 1_000
_MAX_HEADER = 8_192  # bytes of one part's headers
_MAX_TEXT = 1 << 16  # bytes; a longer field is a part


def _open(part: Part, limit: int) -> Opened | None:
    if isinstance(part.data, str) or not part.media_type.startswith("multipart/"):
        return None
    boundary = part.parameters.get("boundary", "")
    if not 1 <= len(boundary) <= 200 or len(part.data) > limit:
        return None
    delimiter = b"--" + boundary.encode("latin-1", "replace")
    first = part.data.find(delimiter)
    after = part.data[first + len(delimiter) :][:1] if first >= 0 else b""
    newline = b"\n" if after == b"\n" else b"\r\n"  # some senders end lines with LF only
    pieces = (newline + part.data).split(newline + delimiter, _MAX_PARTS)
    fields: dict[str, Tree] = {}
    parts: list[OpenedPart] = []
    for index, piece in enumerate(pieces[1:]):
        if piece.startswith(b"--"):
            break
        _read_piece(piece, index, fields, parts)
    if not fields and not parts:
        return None
    return Opened(label="multipart", tree=fields or None, parts=tuple(parts), style="pairs")


def _read_piece(piece: bytes, index: int, fields: dict[str, Tree], parts: list[OpenedPart]) -> None:
    head, separator, content = piece.partition(b"\r\n\r\n")
    if not separator:
        head, separator, content = piece.partition(b"\n\n")
    if not separator or len(head) > _MAX_HEADER:
        return
    from email.parser import HeaderParser  # slow to load, and few messages have parts

    headers = HeaderParser().parsestr(head.decode("utf-8", "replace").lstrip("\r\n"))
    name = _parameter(headers, "name")
    filename = _parameter(headers, "filename")
    declared = headers.get_content_type() if headers["content-type"] else ""
    text = None if filename or len(content) > _MAX_TEXT else _as_text(content, declared)
    if text is not None and name and name not in fields:
        fields[name] = text
        return
    coding = str(headers.get("content-encoding", "")).strip().lower()
    parts.append(
        OpenedPart(
            data=content,
            step=name or str(index),
            name=name,
            media_type=declared,
            parameters={key.lower(): str(value) for key, value in (headers.get_params() or [])[1:]},
            filename=filename,
            encodings=(coding,) if coding else (),
        )
    )


def _parameter(headers: Message, name: str) -> str:
    value = headers.get_param(name, header="content-disposition")
    return value[:256] if isinstance(value, str) else (value[2][:256] if isinstance(value, tuple) else "")


def _as_text(content: bytes, declared: str) -> str | None:
    if declared and not declared.startswith("text/") and not declared.endswith("json"):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if all(letter.isprintable() or letter in "\r\n\t" for letter in text) else None


DECODER = Decoder(name="multipart", order=20, open=_open, takes="bytes")
