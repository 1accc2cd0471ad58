"""What the journal and the ledger hold of a self-test's messages."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from analysis.counting import several
from analysis.journal_format import decode_flow, decode_transmission, to_micros
from analysis.journal_reading import tail, writers
from analysis.ledger_reader import LedgerReader
from analysis.masking import digest
from analysis.queries import fetch
from analysis.records import SELF_TEST_CORPUS, Confidence
from analysis.self_test_data import WANTED, Wanted
from analysis.self_test_result import Seen
from analysis.settings import Home
from analysis.wording import tr

_PULSE: Final = 0.1  # seconds between looks at the ledger
_LOOK_BACK: Final = timedelta(minutes=1)  # a clock may be set while the test runs
_TRACE_LIMIT: Final = 20_000  # records of a busy proxy that are looked through
_RANK: Final = {Confidence.POSSIBLE: 0, Confidence.LIKELY: 1, Confidence.CERTAIN: 2}


class SeenFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as the ledger has it."""

    category: str
    property: str
    path: str
    value: str
    value_digest: str
    confidence: str


class SeenEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One message of the self-test as the ledger has it."""

    warnings: tuple[str, ...]
    findings: tuple[SeenFinding, ...]


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal says: the paths that are in it, and why a connection was not opened."""

    journalled: frozenset[str] = frozenset()
    reason: str = ""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Everything by which the messages are judged; ``analyst`` says whether one is running, ``key`` is the home's."""

    events: Mapping[str, SeenEvent]
    analyst: bool
    key: bytes
    traces: Traces

    def findings(self, event: SeenEvent, wanted: Sequence[Wanted]) -> tuple[tuple[Seen, ...], str]:
        """The findings that were asked for, and what is missing ("" where nothing is)."""
        seen, missing = [], []
        for item in wanted:
            found = self._find(event, item)
            if found is None:
                missing.append(item.words)
            else:
                seen.append(found)
        if not missing:
            return tuple(seen), ""
        warned = f" ({event.warnings[0][:200]})" if event.warnings else ""
        lacking = several(tr(words, context=WANTED) for words in missing)
        return tuple(
            seen
        ), f"{tr('it was analysed, but nothing surely recognised {missing}', missing=lacking)}{warned}"

    def _find(self, event: SeenEvent, wanted: Wanted) -> Seen | None:
        """The surest finding that fits: the value is compared by its digest, so that a near miss does not count."""
        fitting = [
            item
            for item in event.findings
            if item.category == wanted.category
            and wanted.property in ("", item.property)
            and item.confidence != Confidence.POSSIBLE
            and (not wanted.value or item.value_digest == digest(self.key, wanted.value))
        ]
        if not fitting:
            return None
        best = max(fitting, key=lambda item: _RANK[Confidence(item.confidence)])
        return Seen(
            words=wanted.words,
            category=best.category,
            property=best.property,
            path=best.path,
            value=best.value,
            confidence=best.confidence,
        )


def await_events(
    home: Home, prefix: str, began: datetime, expected: int, patience: float
) -> dict[str, SeenEvent]:
    """The events whose path begins so, by path, as soon as there are as many as expected, or patience (s) is at an end."""
    give_up = time.monotonic() + patience
    reader = LedgerReader(home.ledger_path)
    try:
        while True:
            events = _events(reader, prefix, began)
            if (expected and len(events) >= expected) or time.monotonic() >= give_up:
                return events
            time.sleep(_PULSE)
    finally:
        reader.close()


def _events(reader: LedgerReader, prefix: str, began: datetime) -> dict[str, SeenEvent]:
    if not reader.ready():
        return {}
    start = to_micros(began - _LOOK_BACK)
    where = "e.corpus = :corpus AND e.seen_at >= :start AND substr(e.path, 1, :length) = :prefix"
    named = {"corpus": SELF_TEST_CORPUS, "start": start, "length": len(prefix), "prefix": prefix}
    with reader.read() as connection:
        events = fetch(connection, f"SELECT e.path, e.warnings FROM events e WHERE {where}", **named)
        sql = (
            "SELECT e.path AS url_path, f.category, f.property, f.path, f.value, f.value_digest, f.confidence"
            f" FROM findings f JOIN events e ON e.id = f.event_id WHERE {where} ORDER BY f.id"
        )
        findings: dict[str, list[SeenFinding]] = {}
        for row in fetch(connection, sql, **named):
            item = SeenFinding(**{name: row[name] for name in SeenFinding.__struct_fields__})
            findings.setdefault(row["url_path"], []).append(item)
    return {
        row["path"]: SeenEvent(
            warnings=tuple(json.loads(row["warnings"])), findings=tuple(findings.get(row["path"], ()))
        )
        for row in events
    }


def traces(home: Home, before: Mapping[str, int], prefix: str) -> Traces:
    """What the proxies have journalled of the self-test since ``before`` (writer to number). Raises ``sqlite3.Error``."""
    journalled: set[str] = set()
    reason = ""
    for writer in writers(home.journal_dir):
        if not writer.startswith("proxy"):
            continue
        records = tail(home.journal_dir, writer, before.get(writer, 0), _TRACE_LIMIT, bodies=False)
        for record in records:
            if record.content is None or SELF_TEST_CORPUS.encode() not in record.content:
                continue
            if record.kind == "transmission":
                path = decode_transmission(record).path
                journalled.update((path,) if path.startswith(prefix) else ())
            elif record.kind == "flow":
                flow = decode_flow(record)
                reason = flow.reason if flow.corpus == SELF_TEST_CORPUS and flow.reason else reason
    return Traces(journalled=frozenset(journalled), reason=reason)
