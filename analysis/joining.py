"""Joins the parts of one message: their bytes in order, and what has to be said where some are missing. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from analysis.records import Transmission, Visibility
from analysis.stream_frames import fill, sound_in
from analysis.upload_parts import Piece, piece_of

WHOLE_LIMIT: Final = 8 << 20  # bytes of a joined body

How = Literal["upload", "frames", "texts", "socketio", "packets"]


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """``parts`` in order; ``body`` up to the limit and to the first gap; ``whole`` where it is all that was sent.

    ``size`` is that of all pieces that were seen, in bytes.
    """

    parts: tuple[Transmission, ...]
    body: bytes
    size: int
    whole: bool
    media_type: str = ""
    coding: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str | None:
        """Hex; None where not all bytes are at hand."""
        return hashlib.sha256(self.body).hexdigest() if self.whole else None


def join(how: How, parts: Sequence[Transmission]) -> Joined:
    """The same parts in the same order give the same bytes."""
    if how == "upload":
        return _upload(parts)
    if how == "socketio":
        head, *rest = parts
        body = fill(head.body or b"", [part.body for part in rest]) if head.body else b""
        lacking = sum(part.body is None for part in parts)
        return _plain(parts, [body], lacking)
    pieces = [sound_in(part.body or b"") if how == "texts" else part.body for part in parts]
    data: list[bytes] = []
    for part, piece in zip(parts, pieces, strict=True):
        if piece is None or _is_sample(part):
            break
        data.append(piece)
    return _plain(parts, data, len(pieces) - len(data))


def _plain(parts: Sequence[Transmission], data: list[bytes], lacking: int) -> Joined:
    body = b"".join(data)
    notes = (f"the bytes of {lacking} of them are not at hand",) if lacking else ()
    whole = not lacking and len(body) <= WHOLE_LIMIT
    size = len(body) if not lacking else sum(part.body_size or 0 for part in parts)
    return Joined(parts=tuple(parts), body=body[:WHOLE_LIMIT], size=size, whole=whole, notes=notes)


def _is_sample(part: Transmission) -> bool:
    return part.visibility is Visibility.SAMPLED


def _upload(parts: Sequence[Transmission]) -> Joined:
    found = [(piece, part) for part in parts if (piece := piece_of(part)) is not None]
    latest: dict[tuple[int, bytes], Piece] = {(piece.order, piece.label): piece for piece, _ in found}
    ordered = [latest[key] for key in sorted(latest)]
    if not ordered:
        return Joined(parts=tuple(parts), body=b"", size=0, whole=False, notes=("no piece is at hand",))
    first = ordered[0]
    notes: list[str] = []
    if first.order != first.base:
        notes.append(f"it begins at {_place(first)}: what was sent before was not seen")
    body, all_there = _run(ordered, notes)
    size = sum(piece.size for piece in ordered)
    in_order = [part for _, part in sorted(found, key=lambda pair: (pair[0].order, pair[0].label))]
    named = {part.id for part in in_order}
    return Joined(
        parts=(*in_order, *(part for part in parts if part.id not in named)),
        body=body,
        size=size,
        whole=all_there and first.order == first.base and len(body) == size,
        media_type=next((piece.media_type for piece in ordered if piece.media_type), ""),
        coding=first.coding,
        notes=tuple(notes),
    )


def _run(ordered: list[Piece], notes: list[str]) -> tuple[bytes, bool]:
    """The bytes up to the first gap, and whether there was none."""
    data: list[bytes] = []
    size, expected = 0, ordered[0].order
    for piece in ordered:
        if piece.order != expected:
            notes.append(
                f"from {_place(piece, expected)} on something was not seen: what follows is not joined"
            )
            return b"".join(data), False
        expected = piece.order + (piece.size if piece.by_offset else (0 if piece.label else 1))
        data.append((piece.data or b"")[: WHOLE_LIMIT - size])
        size += len(data[-1])
        if piece.data is None or len(piece.data) < piece.size:
            notes.append(f"of the piece at {_place(piece)} only {len(piece.data or b'')} bytes are at hand")
            return b"".join(data), False
        if size >= WHOLE_LIMIT:
            notes.append(f"only its first {WHOLE_LIMIT >> 20} MiB are joined")
            return b"".join(data), False
    total = ordered[-1].total
    seen = expected - (0 if ordered[-1].by_offset else ordered[-1].base)
    if total and seen < total:
        notes.append(f"from {_place(ordered[-1], expected)} on it was not seen")
        return b"".join(data), False
    return b"".join(data), True


def _place(piece: Piece, order: int | None = None) -> str:
    number = piece.order if order is None else order
    return f"byte {number}" if piece.by_offset else f"piece {number}"
