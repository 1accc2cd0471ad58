"""What importers share: the file's identity, ids that repeat, bodies within the limit, times, protocol names."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Source, Visibility, new_id

_H2: Final = lazy_pattern(r"(?:h2c?|http/2(?:\.0)?)\Z")
_H3: Final = lazy_pattern(r"(?:h3(?:-\d{1,2})?|http/3(?:\.0)?|(?:http/2\+)?quic(?:/\d{1,3})?)\Z")
_SENDS_A_BODY: Final = frozenset({"POST", "PUT", "PATCH"})
_EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)  # earlier is a clock that was never set
_LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM: Final = 1e11  # a larger number of the Unix epoch counts milliseconds


class ImportedFile(msgspec.Struct, frozen=True, kw_only=True):
    """The file that is read: ``name`` as the user gave it, SHA-256 (hex) of its bytes, the corpus it goes into.

    Both are "" where it is only looked at and goes nowhere: its records are then told from others' by its name.
    """

    name: str
    sha256: str
    corpus: str
    writer: str

    def new_id(self, at: datetime, message: int, part: int | None = None, kind: str = "transmission") -> str:
        """The same file, place, time and corpus give the same identifier, so that reading a file again adds nothing."""
        return new_id(at, f"{self.corpus}\0{self.sha256 or self.name}\0{kind}\0{message}\0{part}".encode())

    def source(self, message: int, part: int | None = None) -> Source:
        """Where in this file a record stood."""
        return Source(file=self.name, sha256=self.sha256, message=message, part=part)


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A request body as ``Transmission`` wants it: ``data`` whole up to the limit, else a head sample."""

    data: bytes | None
    size: int | None
    sha256: str | None
    visibility: Visibility


def open_file(path: Path, corpus: str, writer: str) -> ImportedFile:
    """Read the file once for its SHA-256, unless it goes into no corpus."""
    sha256 = ""
    if corpus:
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return ImportedFile(name=encodable(str(path)), sha256=sha256, corpus=corpus, writer=writer)


def encodable(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 can hold; the same object where there are none."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def body_of(data: bytes, readable: Visibility) -> Body:
    """The body that the file holds; ``readable`` is ``opened`` or ``cleartext``."""
    if not data:
        return Body(data=None, size=0, sha256=None, visibility=readable)
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > BODY_LIMIT:
        return Body(data=data[:HEAD_SAMPLE], size=len(data), sha256=digest, visibility=Visibility.SAMPLED)
    return Body(data=data, size=len(data), sha256=digest, visibility=readable)


def body_missing(method: str, declared: int | None, readable: Visibility) -> Body:
    """The file holds no body. ``declared`` is its size in bytes as the message or the file states it, None where unstated.

    Where the method usually sends one and nobody says that it was empty, the body counts as absent, not as empty.
    """
    if declared or (declared is None and method.upper() in _SENDS_A_BODY):
        return Body(data=None, size=declared, sha256=None, visibility=Visibility.BODY_ABSENT)
    return Body(data=None, size=0, sha256=None, visibility=readable)


def protocol_name(version: str, pseudo_headers: bool = False) -> str:
    """``HTTP/2.0``, ``h2`` → ``h2``; ``h3-29``, ``HTTP/3`` → ``h3``; what is not stated is ``http/1.1``."""
    name = version.strip().lower()
    if _H2.match(name):
        return "h2"
    if _H3.match(name):
        return "h3"
    if name in ("http/1.0", "http/0.9"):
        return name
    return "h2" if pseudo_headers else "http/1.1"


def utc_time(value: object) -> datetime | None:
    """An ISO 8601 time, or a number of the Unix epoch (s or ms), in UTC; a time without a zone is read as UTC."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            moment = datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS_FROM else value, UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return moment if _EARLIEST <= moment < _LATEST else None
