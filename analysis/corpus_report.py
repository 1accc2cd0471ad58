"""What ``import`` says of its files: one status row each, for people and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from analysis.corpus_import import FileStatus
from analysis.errors import UserFault
from analysis.evidence.csv_cells import escape

COLUMNS: Final = (*FileStatus.__struct_fields__, "csv_escaped")


class UnusableReport(UserFault):
    """A report that cannot be written; the text says why."""


def check_report(path: Path) -> None:
    """Raises ``UnusableReport`` for a name whose format is unknown."""
    if path.suffix.lower() not in (".ndjson", ".csv"):
        raise UnusableReport(f"{path}: a report ends in .ndjson or .csv")


def write_report(path: Path, statuses: Iterable[FileStatus]) -> None:
    """Write one row a file, whole or not at all. Raises ``UnusableReport``."""
    rows = [msgspec.to_builtins(msgspec.structs.asdict(status)) for status in statuses]
    text = "".join(_csv(rows) if path.suffix.lower() == ".csv" else _ndjson(rows))
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(text.encode("utf-8", "backslashreplace"))
        draft.replace(path)
    except OSError as error:
        raise UnusableReport(f"{path}: {error.strerror}; no report was written, the import stands") from error


def _ndjson(rows: list[dict[str, object]]) -> Iterator[str]:
    for row in rows:
        yield msgspec.json.encode(row).decode() + "\n"


def _csv(rows: list[dict[str, object]]) -> Iterator[str]:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = [escape(str(row[name])) for name in FileStatus.__struct_fields__]
        escaped = any(changed for _, changed in cells)
        writer.writerow([*(cell for cell, _ in cells), str(escaped).lower()])
    yield stream.getvalue()


def summary(statuses: Iterable[FileStatus]) -> str:
    """``2,000 files: 1,950 read, 30 partly, 20 unreadable; 81,234 messages``."""
    found = list(statuses)
    counts = {
        name: sum(status.status == name for status in found)
        for name in ("read", "partly", "unreadable", "duplicate")
    }
    parts = [f"{count:,} {name}" for name, count in counts.items() if count or name == "read"]
    messages = sum(status.messages for status in found)
    absent = sum(status.bodies_absent for status in found)
    line = f"{len(found):,} file{'' if len(found) == 1 else 's'}: {', '.join(parts)}; {messages:,} messages"
    return line + (f", the bodies of {absent:,} not in the file" if absent else "")
