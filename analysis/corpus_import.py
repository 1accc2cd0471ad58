"""Imports capture files into a named corpus, which stays out of the household's totals; resumable, one status a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from analysis.errors import UserFault
from analysis.importing import read_capture
from analysis.journal import Entry, JournalWriter, encode_flow, encode_transmission
from analysis.journal_reading import tail
from analysis.records import HOME_CORPUS, SELF_TEST_CORPUS, Flow, Record, Transmission, Visibility
from analysis.settings import Home
from analysis.units import Notice, UnreadableFile

BATCH: Final = 200  # records a commit
IMPORTED: Final = "imported"


class UnusableCorpus(UserFault):
    """A corpus name that cannot be used; the text says why."""


class Reading(StrEnum):
    """How the reading of a file went."""

    READ = "read"
    PARTLY = "partly"  # damaged: what stands before the damage was read
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"  # the same bytes as another file of this corpus


class FileStatus(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one file; journalled, so that a later call says the same of it.

    ``messages`` are the requests and frames that were read, ``bodies_absent`` those of them whose bytes the file did not
    hold, ``left_out`` the notices of entries that were not used. The versions are those of the program that read it.
    """

    file: str
    sha256: str = ""
    status: Reading = Reading.READ
    reason: str = ""
    messages: int = 0
    flows: int = 0
    bodies_absent: int = 0
    left_out: int = 0
    rules_version: str = ""
    catalogue_version: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one file went in this call: ``added`` messages; ``already`` where it was in this corpus before."""

    status: FileStatus
    added: int = 0
    already: bool = False


class CorpusImport:
    """Writes to one corpus of a home. Raises ``UnusableCorpus`` and ``JournalBusy``.

    ``rules_version`` and ``catalogue_version`` go into each status.
    """

    def __init__(
        self, home: Home, corpus: str, *, rules_version: str = "", catalogue_version: str = ""
    ) -> None:
        if (
            corpus in (HOME_CORPUS, SELF_TEST_CORPUS)
            or not corpus.replace("-", "").isalnum()
            or len(corpus) > 40
        ):
            raise UnusableCorpus(
                f"{corpus!r}: a corpus has a name of its own of letters, digits and '-', up to 40"
            )
        self._corpus = corpus
        self._root = home.journal_dir
        self._writer = JournalWriter(home.journal_dir, f"import-{corpus}")
        self._known, self._ids = _earlier(home, self._writer.writer)
        self._versions = {"rules_version": rules_version, "catalogue_version": catalogue_version}

    def add(
        self,
        path: Path,
        device: str,
        name: str = "",
        warn: Callable[[Notice], None] = lambda _: None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Outcome:
        """Import one file. Killed in between, the same call goes on where it stopped.

        ``name`` is what the status calls the file, the path where it is empty. ``warn`` is told what of the file had to be
        left out, ``progress`` the number of messages read so far. A file that was read whole is not read again; one that
        was not is tried again, in case the program reads more of it now.
        """
        name = name or str(path)
        try:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            reason = _reason(error)
            return self._finish(FileStatus(file=name, status=Reading.UNREADABLE, reason=reason))
        known = self._known.get(sha256)
        if known is not None and known.file != name and known.status is not Reading.UNREADABLE:
            reason = f"the same bytes as {known.file}"
            duplicate = FileStatus(file=name, sha256=sha256, status=Reading.DUPLICATE, reason=reason)
            return Outcome(status=msgspec.structs.replace(duplicate, **self._versions), already=True)
        if known is not None and known.status is Reading.READ:
            return Outcome(status=known, already=True)
        return self._read(path, device, FileStatus(file=name, sha256=sha256), warn, progress)

    def _read(
        self,
        path: Path,
        device: str,
        status: FileStatus,
        warn: Callable[[Notice], None],
        progress: Callable[[int], None],
    ) -> Outcome:
        tally = _Tally(warn)
        added = 0
        reason = ""
        records = read_capture(path, self._corpus, device, tally.warn)
        while not reason:
            batch: list[Transmission | Flow] = []
            try:
                batch.extend(islice(records, BATCH))
            except UnreadableFile as error:
                reason = str(error)  # what came before the damage is in the batch
            if not batch:
                break
            added += self._append(batch)
            tally.count(batch)
            progress(tally.messages)
        how = Reading.READ if not reason else Reading.PARTLY if tally.records else Reading.UNREADABLE
        return self._finish(
            msgspec.structs.replace(
                status,
                status=how,
                reason=reason,
                messages=tally.messages,
                flows=tally.flows,
                bodies_absent=tally.bodies_absent,
                left_out=tally.left_out,
            ),
            added,
        )

    def _append(self, batch: Sequence[Transmission | Flow]) -> int:
        """Journal what is not there yet; the number of messages among it."""
        fresh = [record for record in batch if _id(record) not in self._ids]
        self._writer.append([_entry(record, self._writer.writer) for record in fresh])
        self._ids.update(_id(record) for record in fresh)
        return sum(isinstance(record, Transmission) for record in fresh)

    def _finish(self, status: FileStatus, added: int = 0) -> Outcome:
        status = msgspec.structs.replace(status, **self._versions)
        if self._known.get(status.sha256) != status:
            content = msgspec.json.encode(status, order="deterministic")
            self._writer.append([Entry(kind=IMPORTED, content=content)])
        if status.sha256:
            self._known[status.sha256] = status
        return Outcome(status=status, added=added)

    def close(self) -> None:
        """Free the corpus for others."""
        self._writer.close()


class _Tally:
    """Counts what comes out of one file."""

    def __init__(self, warn: Callable[[Notice], None]) -> None:
        self._warn = warn
        self.messages = self.flows = self.bodies_absent = self.left_out = 0

    @property
    def records(self) -> int:
        return self.messages + self.flows

    def warn(self, notice: Notice) -> None:
        self.left_out += 1
        self._warn(notice)

    def count(self, batch: Sequence[Transmission | Flow]) -> None:
        for record in batch:
            if isinstance(record, Flow):
                self.flows += 1
            else:
                self.messages += 1
                self.bodies_absent += record.visibility is Visibility.BODY_ABSENT


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "not readable by this user"
    if isinstance(error, IsADirectoryError):
        return "is a directory"
    return error.strerror or type(error).__name__


def _id(record: Transmission | Flow) -> str:
    """A flow may stand twice: when it opens, and with its bytes when it closes."""
    if isinstance(record, Transmission):
        return record.id
    return record.flow_id if record.closed_at is None else f"{record.flow_id} closed"


def _entry(record: Transmission | Flow, writer: str) -> Entry:
    named = msgspec.structs.replace(record, writer=writer)
    return encode_transmission(named) if isinstance(named, Transmission) else encode_flow(named)


class _Identified(msgspec.Struct):
    """What of a journalled record tells whether it was imported before."""

    id: str = ""
    flow_id: str = ""
    closed_at: str | None = None


def _earlier(home: Home, writer: str) -> tuple[dict[str, FileStatus], set[str]]:
    """The latest status of each file in the corpus by its SHA-256, and the ids of all records in it."""
    known: dict[str, FileStatus] = {}
    ids: set[str] = set()
    for kind, content in _contents(home, writer):
        if kind == IMPORTED:
            status = msgspec.json.decode(content, type=FileStatus)
            known[status.sha256] = status
        else:
            found = msgspec.json.decode(content, type=_Identified)
            flow_id = found.flow_id if found.closed_at is None else f"{found.flow_id} closed"
            ids.add(found.id if kind == "transmission" else flow_id)
    known.pop("", None)
    return known, ids


def _contents(home: Home, writer: str) -> Iterator[tuple[str, bytes]]:
    after = 0
    while records := tail(home.journal_dir, writer, after, limit=2000, bodies=False):
        after = records[-1].position.seq
        for record in records:
            if record.content is not None:
                yield record.kind, record.content
