"""Keeps the household's known values sealed in the home, journals what the owner decided, reads a file of them for scan."""

from __future__ import annotations

import csv
import os
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TextIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from analysis.devices import OWNER
from analysis.errors import UserFault
from analysis.indicator_kinds import Indicator, UnusableIndicator, make_indicator
from analysis.indicators import Indicators
from analysis.journal import Entry, JournalWriter
from analysis.records import Record, new_id, utc_now
from analysis.settings import Home, write_private

KIND: Final = "indicator"  # of the owner's decisions in the journal
_PURPOSE: Final = b"leakledger known values, format 1"  # binds the key and the seal to this file
_LARGEST_FILE: Final = 4 << 20  # bytes of a file of known values
COLUMNS: Final = ("kind", "name", "value")


class SealedValuesUnreadable(UserFault):
    """The sealed file cannot be opened; the text says what to do."""


class IndicatorDecision(Record, frozen=True, kw_only=True):
    """What the owner decided about a known value, as it is journalled: never with the value."""

    at: datetime
    what: Literal["added", "removed"]
    id: str
    name: str
    kind: str


class _Sealed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int
    nonce: bytes
    sealed: bytes


def path_of(home: Home) -> Path:
    """The sealed file; it is there from the first value on."""
    return home.root / "indicators.sealed"


def known_values(home: Home) -> tuple[Indicator, ...]:
    """The home's known values, in the order in which they were added. Raises ``SealedValuesUnreadable``."""
    path = path_of(home)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    try:
        box = msgspec.json.decode(content, type=_Sealed)
        plain = _cipher(home).decrypt(box.nonce, box.sealed, _PURPOSE)
        return msgspec.json.decode(plain, type=tuple[Indicator, ...])
    except (msgspec.DecodeError, InvalidTag, ValueError) as error:
        raise SealedValuesUnreadable(
            f"{path}: damaged, or sealed with another key than {home.key_path}; put both back from one backup, or remove"
            " the file and add the values again"
        ) from error


def add(home: Home, name: str, kind: str, value: str) -> Indicator:
    """Seal a new known value and journal that it was added. Raises ``UnusableIndicator``."""
    now = utc_now()
    made = make_indicator(new_id(now), name, kind, value)
    writer = JournalWriter(
        home.journal_dir, OWNER
    )  # its lock also keeps two callers from writing over each other
    try:
        known = known_values(home)
        if any(item.name.casefold() == made.name.casefold() for item in known):
            raise UnusableIndicator(f"there is already a known value called {made.name}")
        _journal(writer, made, "added", now)
        _write(home, (*known, made))
    finally:
        writer.close()
    return made


def remove(home: Home, name: str) -> Indicator:
    """Forget a known value and journal that it was removed. Raises ``UnusableIndicator`` where there is none so called."""
    writer = JournalWriter(home.journal_dir, OWNER)
    try:
        known = known_values(home)
        gone = find(known, name)
        _write(home, tuple(item for item in known if item is not gone))
        _journal(writer, gone, "removed", utc_now())
    finally:
        writer.close()
    return gone


def find(known: tuple[Indicator, ...], name: str) -> Indicator:
    """The known value of that name, whatever the case. Raises ``UnusableIndicator``."""
    wanted = " ".join(name.split()).casefold()
    for item in known:
        if item.name.casefold() == wanted:
            return item
    there = ", ".join(item.name for item in known) or "none yet"
    raise UnusableIndicator(f"no known value is called {name!r}; there are: {there}")


def read_file(path: Path) -> Indicators:
    """Known values from a CSV file with the columns kind, name and value. Raises ``UnusableIndicator`` with the line."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UnusableIndicator(f"{path}: more than {_LARGEST_FILE >> 20} MiB; give fewer known values")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return Indicators(_rows(path, stream))
    except OSError as error:
        raise UnusableIndicator(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableIndicator(
            f"{path}: no CSV file in UTF-8 with the columns {', '.join(COLUMNS)}"
        ) from error


class HomeIndicators:
    """The home's known values for a process that runs on: read again only when somebody has changed them."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._seen = self._stamp()
        self.current = Indicators(known_values(home))

    def refresh(self) -> bool:
        """True where ``current`` is another set than before; costs one look at the file while nothing has changed."""
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self.current = Indicators(known_values(self._home))
        self._seen = stamp
        return True

    def _stamp(self) -> tuple[int, int, int]:
        try:
            status = os.stat(path_of(self._home))  # noqa: PTH116  a third of the time, several times a second
        except FileNotFoundError:
            return (0, 0, 0)
        return (status.st_mtime_ns, status.st_size, status.st_ino)


def _rows(path: Path, stream: TextIO) -> list[Indicator]:
    found: list[Indicator] = []
    rows = csv.reader(stream, strict=True)
    for row in rows:
        if not row or row[0].startswith("#"):
            continue
        if not found and tuple(cell.strip().lower() for cell in row) == COLUMNS:
            continue
        if len(row) != len(COLUMNS):
            raise UnusableIndicator(f"{path}: line {rows.line_num}: expected {', '.join(COLUMNS)}")
        kind, name, value = (cell.strip() for cell in row)
        try:
            found.append(make_indicator(name, name, kind, value))
        except UnusableIndicator as error:
            raise UnusableIndicator(f"{path}: line {rows.line_num}: {error}") from error
    if not found:
        raise UnusableIndicator(
            f"{path}: there is no known value in it; expected lines of {', '.join(COLUMNS)}"
        )
    return found


def _cipher(home: Home) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(home.key()))


def _write(home: Home, known: tuple[Indicator, ...]) -> None:
    nonce = os.urandom(12)
    sealed = _cipher(home).encrypt(nonce, msgspec.json.encode(known), _PURPOSE)
    box = _Sealed(format=1, nonce=nonce, sealed=sealed)
    write_private(path_of(home), msgspec.json.encode(box).decode())


def _journal(writer: JournalWriter, item: Indicator, what: Literal["added", "removed"], at: datetime) -> None:
    decision = IndicatorDecision(at=at, what=what, id=item.id, name=item.name, kind=item.kind)
    writer.append([Entry(kind=KIND, content=msgspec.json.encode(decision, order="deterministic"))])
