"""Joins the parts of one message: their bytes in order, and what has to be said where some are missing. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from analysis.media.raw_sound import LOOKED_AT, has_samples
from analysis.media.sound_frames import framed
from analysis.recorder_pieces import part_of_upload
from analysis.records import Transmission, Visibility
from analysis.rtp_packets import rtp_packet, sound_of
from analysis.sample_rows import SAMPLES, pace_of
from analysis.stream_frames import fill, packet_in, sound_in
from analysis.upload_parts import Piece

WHOLE_LIMIT: Final = 8 << 20  # bytes of a joined body
PACKETS: Final = "application/x-packets"  # packets behind their lengths, of which nothing is said

How = Literal["upload", "frames", "texts", "socketio", "packets", "sized", "rtp", "samples", "coded"]
_LEAST_FRAMES: Final = 3  # of an odd size, from which a first byte that is always the same is a header


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
    if how == "rtp":
        return _rtp(parts)
    unwrap = {"texts": sound_in, "coded": sound_in, "sized": packet_in}.get(how)
    pieces = [part.body if unwrap is None or part.body is None else unwrap(part.body) for part in parts]
    data: list[bytes] = []
    for part, piece in zip(parts, pieces, strict=True):
        if piece is None or _is_sample(part):
            break
        data.append(piece)
    if how == "sized":
        span = (parts[-1].seen_at - parts[0].seen_at).total_seconds()
        joined = _plain(parts, [framed(data)], len(pieces) - len(data))
        return msgspec.structs.replace(joined, media_type=f"{PACKETS};seconds={span:.3f}")
    if how in ("samples", "coded"):
        span, pace, usual = (
            pace_of(parts[: len(data)], [len(piece) for piece in data]) if data else (0.0, 0.0, 0.0)
        )
        joined = _plain(parts, data, len(pieces) - len(data))
        return msgspec.structs.replace(
            joined, media_type=f"{SAMPLES};seconds={span:.3f};pace={pace:.1f};usual={usual:.1f}"
        )
    return _plain(parts, _without_channel(data) if how == "frames" else data, len(pieces) - len(data))


def _rtp(parts: Sequence[Transmission]) -> Joined:
    """The sound of datagrams in the order of their numbers; the datagrams as they came where they are too few."""
    packets = [packet for part in parts if (packet := rtp_packet(part.body)) is not None]
    sound, media_type = sound_of(packets)
    lacking = sum(part.body is None for part in parts)
    joined = _plain(parts, [sound] if media_type else [part.body or b"" for part in parts], lacking)
    return msgspec.structs.replace(joined, media_type=media_type)


def _without_channel(data: list[bytes]) -> list[bytes]:
    """Frames without the byte that numbers their channel (Home Assistant's): samples of 16 bits have no odd sizes."""
    if len(data) < _LEAST_FRAMES or any(len(piece) % 2 == 0 or piece[0] != data[0][0] for piece in data):
        return data
    samples = [piece[1:] for piece in data]
    return samples if has_samples(b"".join(samples)[:LOOKED_AT]) else data


def _plain(parts: Sequence[Transmission], data: list[bytes], lacking: int) -> Joined:
    body = b"".join(data)
    notes = (f"the bytes of {lacking} of them are not at hand",) if lacking else ()
    whole = not lacking and len(body) <= WHOLE_LIMIT
    size = len(body) if not lacking else sum(part.body_size or 0 for part in parts)
    return Joined(parts=tuple(parts), body=body[:WHOLE_LIMIT], size=size, whole=whole, notes=notes)


def _is_sample(part: Transmission) -> bool:
    return part.visibility is Visibility.SAMPLED


def _upload(parts: Sequence[Transmission]) -> Joined:
    found = [(piece, part) for part in parts if (piece := part_of_upload(part)) is not None]
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
