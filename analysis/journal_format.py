"""The format of the journal: entries, positions, records read back, and the hashes of the chain."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

import msgspec

from analysis.records import Event, Flow, Transmission

FORMAT: Final = 1
GENESIS: Final = bytes(32)
SALT_BYTES: Final = 16
SEGMENT_SUFFIX: Final = ".sqlite"
BODIES_SUFFIX: Final = ".bodies.sqlite"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be journalled: ``content`` is JSON, ``body`` what may be erased earlier than the content."""

    kind: str
    content: bytes
    body: bytes | None = None


class Position(msgspec.Struct, frozen=True, order=True):
    """Where a record stands: writer, UTC day of recording (ISO), sequence number from 1 within the writer's whole chain."""

    writer: str
    day: str
    seq: int


class JournalRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record read back; ``content`` is None where it was erased, ``body`` where there was none or it was erased."""

    position: Position
    recorded_at: datetime
    kind: str
    content: bytes | None
    body: bytes | None


_encode = msgspec.json.Encoder(order="deterministic").encode


def encode_transmission(transmission: Transmission) -> Entry:
    """A transmission as an entry; its body goes to the bodies file."""
    content = _encode(msgspec.structs.replace(transmission, body=None) if transmission.body else transmission)
    return Entry(kind="transmission", content=content, body=transmission.body or None)


def encode_flow(flow: Flow) -> Entry:
    """A flow as an entry."""
    return Entry(kind="flow", content=_encode(flow))


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


def decode_event(content: bytes) -> Event:
    """An event as the analyst journals it."""
    return msgspec.json.decode(content, type=Event)


def content_hash(salt: bytes, content: bytes) -> bytes:
    """SHA-256 over salt and content."""
    return hashlib.sha256(salt + content).digest()


def chain_hash(prev: bytes, seq: int, recorded_at: int, kind: str, hashed_content: bytes) -> bytes:
    """The hash of one record: fixed-width fields, the kind with its length, so that no two records collide."""
    name = kind.encode()
    fields = seq.to_bytes(8, "big") + recorded_at.to_bytes(8, "big") + len(name).to_bytes(2, "big") + name
    return hashlib.sha256(prev + fields + hashed_content).digest()


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
