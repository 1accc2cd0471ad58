"""One message under way: its parts so far, whether it is complete, and the derived transmission that it becomes."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec

from analysis.joining import How, join
from analysis.records import Transmission, Visibility, new_id
from analysis.stream_frames import Start
from analysis.upload_parts import RECORDED, Key, Piece


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """A derived transmission, the parts that it was joined from in the same order, how, and what is to be said of it."""

    transmission: Transmission
    parts: tuple[Transmission, ...]
    how: How
    notes: tuple[str, ...]


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a record: the id of the whole that it is a part of (``""``: none), and the wholes that it completed."""

    part_of: str = ""
    done: tuple[Whole, ...] = ()


class OpenWhole:
    """Parts that have come, in the order in which they came; ``held`` are the bytes of their bodies.

    ``to_come``: bytes of a packet, or attachments, that are still lacking.
    """

    def __init__(self, key: Key, how: How, first: Transmission, at: datetime, start: Start | None) -> None:
        self.key, self.how, self.start = key, how, start
        self.id = new_id(first.seen_at, b"whole\0" + first.id.encode())
        self.at = at
        self.parts: list[Transmission] = []
        self.held = self.to_come = 0
        self.complete = False
        self._orders: dict[tuple[int, bytes], int] = {}  # pieces of an upload to their bytes
        self._digest: hashlib._Hash | None = hashlib.sha256()  # while the pieces come one behind the other

    def add(self, part: Transmission, room: int) -> None:
        """Take a part; without its body where there is no room for it."""
        size = len(part.body or b"")
        self.parts.append(part if size <= room else msgspec.structs.replace(part, body=None))
        self.held += size if size <= room else 0

    def begins_anew(self, piece: Piece) -> bool:
        """The first piece once more, when others have come since: another upload to the same place."""
        if piece.order != piece.base or piece.label:
            return False
        other = piece.how == RECORDED and (piece.order, piece.label) not in self._orders
        return len(self._orders) > 1 or (other and bool(self._orders))

    def note(self, piece: Piece) -> None:
        """What a part that was taken is of the upload."""
        behind = sum(self._orders.values()) if piece.by_offset else len(self._orders) + piece.base
        in_row = piece.order == behind and not piece.label and len(piece.data or b"") == piece.size
        if self._digest is not None and in_row:
            self._digest.update(piece.data or b"")
        else:
            self._digest = None
        self._orders[(piece.order, piece.label)] = piece.size
        seen = sum(self._orders.values()) if piece.by_offset else len(self._orders)
        self.complete = (
            seen >= piece.total if piece.total else piece.last and seen >= piece.order + piece.size
        )

    def whole(self) -> Whole:
        """The derived transmission. Of the headers only the type of the joined bytes is told again."""
        joined = join(self.how, self.parts)
        first = self.parts[0]
        readable = (
            Visibility.OPENED if first.scheme in ("https", "wss", "mqtts", "tls") else Visibility.CLEARTEXT
        )
        if not joined.whole:
            readable = Visibility.SAMPLED if joined.body else Visibility.BODY_ABSENT
        sha256 = joined.sha256
        if sha256 is None and self.complete and self._digest is not None:
            sha256 = self._digest.hexdigest()
        media_type = (self.start.media_type if self.start is not None else "") or joined.media_type
        headers = [("content-type", media_type)] if media_type else []
        headers += [("content-encoding", joined.coding)] if joined.coding else []
        return Whole(
            transmission=Transmission(
                id=self.id, flow_id=first.flow_id, seen_at=first.seen_at, writer=first.writer, corpus=first.corpus,
                protocol=first.protocol, visibility=readable, method=first.method, scheme=first.scheme, host=first.host,
                port=first.port, path=first.path, request_headers=tuple(headers), body_sha256=sha256,
                body_size=joined.size, body=joined.body or None, app_hint=first.app_hint, source=first.source,
                parts=tuple(part.id for part in joined.parts),
            ),
            parts=joined.parts,
            how=self.how,
            notes=(_joined_from(len(self.parts)), *joined.notes, *([self.start.reasoning] if self.start else [])),
        )  # fmt: skip


def _joined_from(count: int) -> str:
    return f"joined from {count} message{'s' if count > 1 else ''}"
