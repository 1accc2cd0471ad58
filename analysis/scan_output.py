"""What ``scan`` prints: one row a finding, in four formats, and the line that says how much could be read."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Final, Protocol

import msgspec

from analysis.evidence.csv_cells import escape
from analysis.flow_reasons import TOGETHER
from analysis.import_records import encodable
from analysis.pipeline import Analysis

FORMATS: Final = ("table", "csv", "json", "ndjson")
_LIMITS: Final = (28, 24, 8, 40)  # characters of a table's columns, but for the last
_NARROWEST: Final = 40  # columns of a terminal


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of output. The names, their order and their meaning are the interface that docs/scan.md describes."""

    file: str
    message: int
    part: int | None
    seen_at: datetime
    device: str
    method: str
    host: str
    path_url: str
    tracker: str | None
    company: str | None
    company_name: str | None
    category: str | None = None
    property: str | None = None
    path: str | None = None
    value: str | None = None
    reasoning: str | None = None
    rules: tuple[str, ...] | None = None
    confidence: str | None = None
    visibility: str
    rules_version: str
    catalogue_version: str
    remote_ip: str | None = None
    port: int | None = None
    protocol: str | None = None
    bytes_out: int | None = None


COLUMNS: Final = Row.__struct_fields__


def rows(
    analysis: Analysis,
    *,
    device: str,
    company_name: str | None,
    show_values: bool,
    show_all: bool,
    remote_ip: str | None = None,
) -> Iterator[Row]:
    """The rows of a message: one a finding; none, or with ``show_all`` one, where nothing was found."""
    event = analysis.event
    transmission = event.transmission
    source = transmission.source
    message = Row(
        file=source.file if source else "",
        message=source.message if source else 0,
        part=source.part if source else None,
        seen_at=transmission.seen_at,
        device=encodable(device),
        method=transmission.method,
        host=transmission.host,
        path_url=transmission.path,
        tracker=event.tracker,
        company=event.company,
        company_name=company_name,
        visibility=transmission.visibility.value,
        rules_version=event.rules_version,
        catalogue_version=event.catalogue_version,
        remote_ip=remote_ip,
        port=transmission.port or None,
        protocol=transmission.protocol,
    )
    if not event.findings and show_all:
        yield message
    for finding, revealed in zip(event.findings, analysis.revealed, strict=True):
        secret = finding.category.partition(".")[0] == "credential"
        yield msgspec.structs.replace(
            message,
            category=finding.category,
            property=finding.property,
            path=encodable(finding.path),
            value=encodable(revealed if show_values and not secret else finding.value),
            reasoning=encodable(finding.reasoning),
            rules=finding.rules,
            confidence=finding.confidence.value,
        )


class Output(Protocol):
    """A format. ``write`` is called once a message, ``write_flow`` once a connection; ``finish`` at the end."""

    def write(self, message: list[Row]) -> None:
        """Print the rows of one message; there is at least one."""

    def write_flow(self, flow: list[Row]) -> None:
        """Print the row of a connection and those of the names seen in it."""

    def add(self, file: str, part: bytes) -> None:
        """Print what another of this format, made as a ``part``, has printed of a file."""

    def finish(self) -> None:
        """Print what closes the document."""


class NdjsonOutput:
    """One JSON object a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._encoder = msgspec.json.Encoder()

    def write(self, message: list[Row]) -> None:
        """Print and flush, so that a reader at the other end of a pipe can begin."""
        self._stream.write(self._encoder.encode_lines(message))
        self._stream.flush()

    write_flow = write

    def add(self, file: str, part: bytes) -> None:  # noqa: ARG002
        """Append and flush."""
        self._stream.write(part)
        self._stream.flush()

    def finish(self) -> None:
        """Nothing closes a stream of lines."""


class JsonOutput:
    """One JSON array of objects, one a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._encoder = msgspec.json.Encoder()
        self._before = b"[\n"

    def write(self, message: list[Row]) -> None:
        """Append."""
        for row in message:
            self._stream.write(self._before + self._encoder.encode(row))
            self._before = b",\n"

    write_flow = write

    def add(self, file: str, part: bytes) -> None:  # noqa: ARG002
        """Append; what stands before a part's first row, to open or to go on with an array, is two bytes either way."""
        if part:
            self._stream.write(self._before + part[2:])
            self._before = b",\n"

    def finish(self) -> None:
        """Close the array."""
        self._stream.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")
        self._stream.flush()


class CsvOutput:
    """RFC 4180, in UTF-8; cells that a spreadsheet would run are led by an apostrophe."""

    def __init__(self, stream: BinaryIO, *, part: bool = False) -> None:
        self._stream = stream
        if not part:
            self._line(COLUMNS)

    def write(self, message: list[Row]) -> None:
        """Append."""
        for row in message:
            self._line(escape(_cell(getattr(row, name)))[0] for name in COLUMNS)

    write_flow = write

    def add(self, file: str, part: bytes) -> None:  # noqa: ARG002
        """Append."""
        self._stream.write(part)

    def finish(self) -> None:
        """Flush."""
        self._stream.flush()

    def _line(self, cells: Iterable[str]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line).writerow(cells)
        self._stream.write(line.getvalue().encode())


class TableOutput:
    """For people: a heading a message, its findings aligned below it. ``width`` in columns, 0 for as wide as it is."""

    def __init__(self, stream: BinaryIO, width: int = 0, *, part: bool = False) -> None:
        self._stream = stream
        self._width = max(width, _NARROWEST) if width else 0
        self._part, self._file = part, ""

    def write(self, message: list[Row]) -> None:
        """Print a block."""
        first = message[0]
        lines = self._heading(first.file)
        number = f"{first.message}.{first.part}" if first.part is not None else str(first.message)
        who = f"  → {first.company_name}" if first.company_name else ""
        where = f"{first.host}{'' if first.path_url.startswith('/') else ' '}{first.path_url}".strip()
        what = " ".join(part for part in (first.method or "message to", where) if part)
        lines.append(f"  {number}  {first.seen_at:%Y-%m-%d %H:%M:%S}Z  {first.visibility}{who}  {what}")
        lines += self._findings(message)
        self._stream.write(self._encoded(lines))
        self._stream.flush()

    def write_flow(self, flow: list[Row]) -> None:
        """One line: the connection; the names behind it."""
        first, *named = flow
        where = " ".join(dict.fromkeys((first.host, first.remote_ip or first.host)))
        where += f":{first.port}" if first.port else ""
        who = f"  → {first.company_name}" if first.company_name else ""
        told = [part for part in (first.reasoning or "").split("; ") if TOGETHER in part]
        names = f"names: {', '.join(row.host for row in named)}" if named else "".join(told[:1])
        what = (first.device, first.protocol or "", where, f"{first.bytes_out} bytes out", names)
        text = "  ".join(what).rstrip()
        lines = self._heading(first.file)
        at = f"{first.seen_at:%Y-%m-%d %H:%M:%S}Z"
        lines.append(f"  {first.message}  {at}  {first.visibility}{who}  {text}")
        self._stream.write(self._encoded(lines))
        self._stream.flush()

    def add(self, file: str, part: bytes) -> None:
        """Append below the file's name, which a part leaves out."""
        if part:
            self._stream.write(self._encoded(self._heading(file)) + part)
            self._stream.flush()

    def finish(self) -> None:
        """Nothing closes a table."""

    def _encoded(self, lines: Iterable[str]) -> bytes:
        return "".join(f"{self._fit(printable(line))}\n" for line in lines).encode()

    def _heading(self, file: str) -> list[str]:
        """The file's name where another one begins."""
        if self._part or file == self._file:
            return []
        before, self._file = self._file, file
        return ["", file] if before else [file]

    def _findings(self, message: list[Row]) -> list[str]:
        cells = [
            [_cut(cell or "", limit) for cell, limit in zip(_shown(row), (*_LIMITS, 10_000), strict=True)]
            for row in message
            if row.category is not None
        ]
        if not cells:
            return ["      nothing found in what could be read"]
        widths = [max(len(row[column]) for row in cells) for column in range(len(_LIMITS))]
        return [
            "      "
            + "  ".join(cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True))
            + f"  {row[4]}"
            for row in cells
        ]

    def _fit(self, line: str) -> str:
        return line if not self._width or len(line) <= self._width else f"{line[: self._width - 1]}…"


def printable(text: str) -> str:
    """The text without what would steer a terminal: control, format and bidirectional characters are written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else f"\\u{ord(letter):04x}"
        for letter in text
    )  # fmt: skip


def _shown(row: Row) -> tuple[str | None, ...]:
    return row.category, row.property, row.confidence, row.value, row.path


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return " ".join(value) if isinstance(value, tuple) else str(value)
