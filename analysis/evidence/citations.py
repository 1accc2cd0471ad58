"""What was taken from the journal, by the analyst, the ledger and the list of devices: it must still be there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from analysis.counting import counted
from analysis.devices import OWNER, Decision
from analysis.journal_format import Position, to_micros
from analysis.journal_reading import tail
from analysis.records import HOME_CORPUS

ANALYST: Final = "analyst"
EVENT: Final = "event"
_ID_LENGTH: Final = 26  # of a device that somebody enrolled (``new_id``)


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """``by`` whom records ``first`` to ``last`` of a writer's day were read (not necessarily each one between them)."""

    by: str
    writer: str
    day: str
    first: int
    last: int


class _Sent(msgspec.Struct):
    id: str = ""


class _Event(msgspec.Struct):
    transmission: _Sent


class _Analysed(msgspec.Struct):
    """Of an ``AnalysedEvent`` what is compared."""

    source: Position
    event: _Event


class Outside:
    """What stands outside the journal. ``notes`` says what of it could not be read."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self.notes: list[str] = []
        self.compared = False
        self._ledger: sqlite3.Connection | None = None
        self._devices: set[str] = set()
        self._decided: set[tuple[int, str]] = set()

    def read_ledger(self, connection: sqlite3.Connection) -> None:
        """Take the citations of a ledger; the connection stays in one transaction, so that all is of one moment."""
        connection.execute("BEGIN")
        for prefix, by_writer in (("journal", "journal_writer"), ("analyst", f"'{ANALYST}'")):
            rows = connection.execute(
                f"SELECT {by_writer} AS writer, {prefix}_day AS day, min({prefix}_seq), max({prefix}_seq)"
                " FROM events GROUP BY writer, day"
            )
            self.citations += [
                Citation(by="the ledger", writer=writer, day=day, first=first, last=last)
                for writer, day, first, last in rows
            ]
        self._devices = {
            name
            for (name,) in connection.execute(
                "SELECT id FROM devices UNION SELECT device FROM events WHERE corpus = ?"
                " UNION SELECT device FROM flows WHERE corpus = ?",
                (HOME_CORPUS, HOME_CORPUS),
            )
            if len(name) == _ID_LENGTH
        }
        self._ledger = connection
        self.compared = True

    def read_state(self, connection: sqlite3.Connection) -> None:
        """Take the decisions that the list of devices holds: time (µs) and device."""
        rows = connection.execute("SELECT at, device FROM decisions")
        self._decided = {(at, msgspec.json.decode(device, type=_Sent).id) for at, device in rows}

    def events(self) -> Iterator[tuple[int, str]]:
        """(number in the analyst's journal, id) of every event of the ledger, in that order."""
        if self._ledger is not None:
            yield from self._ledger.execute("SELECT analyst_seq, id FROM events ORDER BY analyst_seq")

    def judge(self, root: Path) -> Iterator[tuple[str, str]]:
        """Faults of the owner's journal: devices and decisions that it should hold."""
        try:
            known, whole = _decisions(root)
        except (sqlite3.Error, msgspec.DecodeError, OSError) as error:
            yield OWNER, f"cannot be read: {error}"
            return
        if not whole:
            return  # what was erased there could be anything
        strangers = self._devices - {device for _, device in known}
        if strangers:
            yield (
                OWNER,
                f"the ledger names {counted(len(strangers), 'device')} that it never enrolled: something was removed",
            )
        beyond = self._decided - known
        if beyond:
            yield (
                OWNER,
                f"the list of devices holds {counted(len(beyond), 'decision')} that it does not: something was removed",
            )


@contextmanager
def outside(ledger: Path, state: Path) -> Iterator[Outside]:
    """What ledger and list of devices took from the journal, as of now; a file that cannot be read becomes a note."""
    found = Outside()
    opened: list[sqlite3.Connection] = []
    try:
        for path, name, read in (
            (ledger, "ledger", found.read_ledger),
            (state, "list of devices", found.read_state),
        ):
            if not path.exists():
                continue
            try:
                connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=10)
                opened.append(connection)
                connection.isolation_level = None
                connection.execute("PRAGMA query_only=1")
                read(connection)
            except (sqlite3.Error, msgspec.DecodeError) as error:
                found.notes.append(f"the {name} could not be compared with the journal: {error}")
        yield found
    finally:
        for connection in opened:
            connection.close()


def of_analyst(root: Path, taken: Iterator[tuple[int, str]]) -> tuple[list[Citation], list[int]]:
    """What the analyst's events cite, and the numbers of its records that are not the events that the ledger ``taken`` has.

    Raises ``sqlite3.Error`` and ``msgspec.DecodeError``.
    """
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    mismatches: list[int] = []
    expected = next(taken, None)
    after = 0
    while records := tail(root, ANALYST, after, limit=2000, bodies=False):
        after = records[-1].position.seq
        for record in records:
            seq, cited = record.position.seq, None
            if record.kind == EVENT and record.content is not None:
                cited = msgspec.json.decode(record.content, type=_Analysed)
                source = cited.source
                first, last = spans.get((source.writer, source.day), (source.seq, source.seq))
                spans[(source.writer, source.day)] = (min(first, source.seq), max(last, source.seq))
            while expected is not None and expected[0] <= seq:
                if (
                    expected[0] == seq
                    and record.content is not None
                    and (cited is None or cited.event.transmission.id != expected[1])
                ):
                    mismatches.append(seq)
                expected = next(taken, None)
    citations = [
        Citation(by="the analyst", writer=writer, day=day, first=first, last=last)
        for (writer, day), (first, last) in spans.items()
    ]
    return citations, mismatches


def _decisions(root: Path) -> tuple[set[tuple[int, str]], bool]:
    """Time and device of every decision in the owner's journal, and whether all of them can be read."""
    found: set[tuple[int, str]] = set()
    whole, after = True, 0
    while records := tail(root, OWNER, after, limit=1000, bodies=False):
        after = records[-1].position.seq
        for record in records:
            if record.kind != "device":
                continue
            if record.content is None:
                whole = False
                continue
            decision = msgspec.json.decode(record.content, type=Decision)
            found.add((to_micros(decision.at), decision.device.id))
    return found, whole
