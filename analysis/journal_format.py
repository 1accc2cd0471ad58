"""The format of the journal: entries, positions, records read back, and the hashes of the chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import msgspec

from analysis.records import CaptureCount, DeviceHint, Event, Flow, Transmission

FORMAT: Final = (
    2  # 1: records without ``body_hash``; they stand in a journal beside newer ones and still verify
)
GENESIS: Final = bytes(32)
NO_BODY: Final = b""  # the ``body_hash`` of a record that was written without a body
SALT_BYTES: Final = 16
HINT: Final = "hint"
CAPTURE_COUNT: Final = "capture_count"
SEGMENT_SUFFIX: Final = ".sqlite"
BODIES_SUFFIX: Final = ".bodies.sqlite"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be journalled: ``content`` is JSON, ``body`` what may be erased earlier than the content.

    ``body_sha256`` is the SHA-256 of ``body`` where it has been computed already, so that it need not be again.
    """

    kind: str
    content: bytes
    body: bytes | None = None
    body_sha256: bytes | None = None


class Position(msgspec.Struct, frozen=True, order=True):
    """Where a record stands: writer, UTC day of recording (ISO), sequence number from 1 within the writer's whole chain."""

    writer: str
    day: str
    seq: int


class JournalRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record read back; ``content`` is None where it was erased, ``body`` where there was none or it was erased.

    ``unreadable``: it has, or may have, a body that is not here because the file in which it stands is damaged.
    """

    position: Position
    recorded_at: datetime
    kind: str
    content: bytes | None
    body: bytes | None
    unreadable: bool = False


_encode = msgspec.json.Encoder(order="deterministic").encode


def encode_transmission(transmission: Transmission) -> Entry:
    """A transmission as an entry; its body goes to the bodies file."""
    content = _encode(msgspec.structs.replace(transmission, body=None) if transmission.body else transmission)
    body = transmission.body or None
    return Entry(kind="transmission", content=content, body=body, body_sha256=_known_sha256(transmission))


def _known_sha256(transmission: Transmission) -> bytes | None:
    """The SHA-256 of what is kept of a body, where that is the whole body."""
    body, whole = transmission.body, transmission.body_sha256
    if not body or whole is None or len(whole) != 64 or transmission.body_size != len(body):
        return None
    return bytes.fromhex(whole)


def encode_flow(flow: Flow) -> Entry:
    """A flow as an entry."""
    return Entry(kind="flow", content=_encode(flow))


def encode_hint(hint: DeviceHint) -> Entry:
    """A hint as an entry."""
    return Entry(kind=HINT, content=_encode(hint))


def encode_capture_count(count: CaptureCount) -> Entry:
    """What an interface counted, as an entry."""
    return Entry(kind=CAPTURE_COUNT, content=_encode(count))


def decode_transmission(record: JournalRecord) -> Transmission:
    """The transmission of a record, with its body where that is still there. Raises ``msgspec.ValidationError``."""
    if record.content is None:
        raise ValueError(f"{record.position}: the content was erased")
    transmission = msgspec.json.decode(record.content, type=Transmission)
    return (
        msgspec.structs.replace(transmission, body=record.body) if record.body is not None else transmission
    )


def decode_flow(record: JournalRecord) -> Flow:
    """The flow of a record."""
    if record.content is None:
        raise ValueError(f"{record.position}: the content was erased")
    return msgspec.json.decode(record.content, type=Flow)


def read_or_none[T](record: JournalRecord, decode: Callable[[JournalRecord], T]) -> T | None:
    """What a record holds; None where that was erased or cannot be read."""
    try:
        return decode(record)
    except (msgspec.DecodeError, ValueError):
        return None


def decode_event(content: bytes) -> Event:
    """An event as the analyst journals it."""
    return msgspec.json.decode(content, type=Event)


def content_hash(salt: bytes, content: bytes) -> bytes:
    """SHA-256 over salt and content."""
    return hashlib.sha256(salt + content).digest()


def body_hash(salt: bytes, sha256: bytes) -> bytes:
    """SHA-256 over a salt and the body's SHA-256. The salt goes with the body, so that what was erased cannot be guessed."""
    return hashlib.sha256(salt + sha256).digest()


def chain_hash(
    prev: bytes, seq: int, recorded_at: int, kind: str, hashed_content: bytes, hashed_body: bytes | None
) -> bytes:
    """The hash of one record: fixed-width fields, the kind with its length, so that no two records collide.

    ``hashed_body``: 32 bytes, ``NO_BODY``, or None for a record of format 1, which says nothing of a body.
    """
    name = kind.encode()
    fields = seq.to_bytes(8, "big") + recorded_at.to_bytes(8, "big") + len(name).to_bytes(2, "big") + name
    body = b"" if hashed_body is None else hashed_body or bytes(32)
    return hashlib.sha256(prev + fields + hashed_content + body).digest()


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 UTC, exact."""
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def from_micros(micros: int) -> datetime:
    """The inverse of ``to_micros``."""
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def seal(body: bytes) -> bytes:
    """The one seam where bodies are sealed for storage; encryption at rest goes here."""
    return body


def unseal(sealed: bytes) -> bytes:
    """The inverse of ``seal``."""
    return sealed
