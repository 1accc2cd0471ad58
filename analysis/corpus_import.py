"""Imports capture files into a named corpus, which stays out of the household's totals; resumable, one outcome a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import batched
from pathlib import Path
from typing import Final

import msgspec

from analysis.errors import UserFault
from analysis.importing import read_capture
from analysis.journal import Entry, JournalWriter, encode_flow, encode_transmission
from analysis.journal_reading import tail
from analysis.records import HOME_CORPUS, SELF_TEST_CORPUS, Flow, Record, Transmission
from analysis.settings import Home
from analysis.units import Notice

BATCH: Final = 200  # records a commit
IMPORTED: Final = "imported"


class UnusableCorpus(UserFault):
    """A corpus name that cannot be used; the text says why."""


class Imported(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What is journalled when a file is whole in a corpus."""

    file: str
    sha256: str
    messages: int


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one file went: ``added`` messages; ``already`` where the same bytes were in this corpus before."""

    file: str
    added: int = 0
    already: bool = False


class CorpusImport:
    """Writes to one corpus of a home. Raises ``UnusableCorpus`` and ``JournalBusy``."""

    def __init__(self, home: Home, corpus: str) -> None:
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
        self._done, self._ids = _earlier(home, self._writer.writer)

    def add(
        self,
        path: Path,
        device: str,
        warn: Callable[[Notice], None] = lambda _: None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Outcome:
        """Import one file. Killed in between, the same call goes on where it stopped. Raises ``UnreadableFile``.

        ``warn`` is told what of the file had to be left out, ``progress`` the number of messages read so far.
        """
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        if sha256 in self._done:
            return Outcome(file=str(path), already=True)
        added = messages = 0
        for batch in batched(read_capture(path, self._corpus, device, warn), BATCH):
            fresh = [record for record in batch if _id(record) not in self._ids]
            self._writer.append([_entry(record, self._writer.writer) for record in fresh])
            self._ids.update(_id(record) for record in fresh)
            messages += sum(isinstance(record, Transmission) for record in batch)
            added += sum(isinstance(record, Transmission) for record in fresh)
            progress(messages)
        content = Imported(file=str(path), sha256=sha256, messages=messages)
        self._writer.append(
            [Entry(kind=IMPORTED, content=msgspec.json.encode(content, order="deterministic"))]
        )
        self._done.add(sha256)
        return Outcome(file=str(path), added=added)

    def close(self) -> None:
        """Free the corpus for others."""
        self._writer.close()


def _id(record: Transmission | Flow) -> str:
    return record.id if isinstance(record, Transmission) else record.flow_id


def _entry(record: Transmission | Flow, writer: str) -> Entry:
    named = msgspec.structs.replace(record, writer=writer)
    return encode_transmission(named) if isinstance(named, Transmission) else encode_flow(named)


class _Identified(msgspec.Struct):
    """What of a journalled record tells whether it was imported before."""

    id: str = ""
    flow_id: str = ""
    sha256: str = ""


def _earlier(home: Home, writer: str) -> tuple[set[str], set[str]]:
    """Files that are whole in the corpus (SHA-256), and the ids of all records in it."""
    done: set[str] = set()
    ids: set[str] = set()
    for kind, found in _identified(home, writer):
        if kind == IMPORTED:
            done.add(found.sha256)
        else:
            ids.add(found.id if kind == "transmission" else found.flow_id)
    return done, ids


def _identified(home: Home, writer: str) -> Iterator[tuple[str, _Identified]]:
    after = 0
    while records := tail(home.journal_dir, writer, after, limit=2000, bodies=False):
        after = records[-1].position.seq
        for record in records:
            if record.content is not None:
                yield record.kind, msgspec.json.decode(record.content, type=_Identified)
