"""Classifies one capture file for ``scan``: in this process as it is read, or whole in a worker, whose output comes back."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from analysis.analyser_pool import Outcome, analysed
from analysis.assembled import Assembled
from analysis.catalogue import Catalogue
from analysis.flow_lines import FlowLines
from analysis.importing import read_capture
from analysis.pipeline import Analyser, Analysis
from analysis.records import READABLE, Flow, Transmission
from analysis.scan_output import CsvOutput, JsonOutput, NdjsonOutput, Output, TableOutput, rows
from analysis.scan_tally import Tally
from analysis.units import Notice, UnreadableFile

_NO_CORPUS: Final = ""  # nothing is kept
_WARNINGS_SHOWN: Final = 10  # different ones, a file


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to print. ``width`` is that of the terminal in columns, 0 where there is none."""

    format: str
    device: str
    show_values: bool
    show_all: bool
    width: int = 0


class Piece(msgspec.Struct, frozen=True):
    """Output of a worker, and what is to be said to the user after it ("": nothing)."""

    output: bytes
    said: str


class Scanned(msgspec.Struct, frozen=True, kw_only=True):
    """How a file went. ``tally`` is of this file alone; ``read`` where anything could be; ``pieces`` only of a worker."""

    tally: Tally
    read: bool
    damaged: bool
    pieces: tuple[Piece, ...] = ()


def new_output(format_: str, stream: BinaryIO, width: int = 0, *, part: bool = False) -> Output:
    """An output in one of ``FORMATS``; ``part`` is what another's ``add`` takes: it has no heading and is not finished."""
    match format_:
        case "csv":
            return CsvOutput(stream, part=part)
        case "json":
            return JsonOutput(stream)
        case "ndjson":
            return NdjsonOutput(stream)
        case _:
            return TableOutput(stream, width, part=part)


class FileScan:
    """One file. ``say`` prints one line for the user, outside the output."""

    def __init__(
        self, path: Path, analyser: Analyser, output: Output, say: Callable[[str], None], wanted: Wanted
    ) -> None:
        self._path = path
        self._analyser = analyser
        self._catalogue: Catalogue = analyser.catalogue
        self._output = output
        self._say = say
        self._wanted = wanted
        self._device = wanted.device
        self._assembled = Assembled()
        self._flows = FlowLines(self._catalogue, (analyser.rules_version, analyser.catalogue_version))
        self._tally = Tally()
        self._warnings: Counter[str] = Counter()
        self._failed = False
        self._error = ""

    def items(self) -> Iterator[Transmission | Flow | Notice]:
        """What is in the file, with what was joined from it; what cannot be read of it is told at the end."""
        notices: list[Notice] = []
        try:
            records = read_capture(self._path, _NO_CORPUS, self._wanted.device, notices.append)
            for record in self._assembled.of(records):
                yield from _taken(notices)
                yield record
        except UnreadableFile as fault:
            self._error = str(fault)
        yield from _taken(notices)

    def take(self, item: Transmission | Flow | Notice, outcome: Outcome) -> None:
        """Print what is to be said of an item, in the order of ``items``; ``outcome`` is its analysis."""
        if isinstance(item, Notice):
            self._say(f"{self._path}: {item.text}")
        elif isinstance(item, Flow):
            named = (address.value for address in item.addresses if address.kind == "name")
            self._device = next(named, self._device)
            self._tally.unread_flows += item.visibility not in READABLE
            self._flows.met(item)
            if self._wanted.show_all and (found := self._flows.rows(item)):
                self._output.write_flow(found)
        elif isinstance(outcome, Analysis):
            analysis = self._assembled.settled(outcome, self._analyser.analyse)
            self._print(analysis)
            self._warnings.update(analysis.event.warnings)
        else:
            number = item.source.message if item.source else 0
            self._say(f"{self._path}: entry {number}: could not be analysed ({outcome})")
            self._tally.add(item, ())
            self._failed = True

    def end(self) -> Scanned:
        """Say what is left to be said of the file."""
        if self._error:
            self._say(f"{self._path}: {self._error}")
        for text, count in self._warnings.most_common(_WARNINGS_SHOWN):
            self._say(f"{self._path}: {text}" + (f" ({count} times)" if count > 1 else ""))
        if len(self._warnings) > _WARNINGS_SHOWN:
            self._say(f"{self._path}: {len(self._warnings) - _WARNINGS_SHOWN} more warnings")
        counted = self._tally.visibilities.total() + self._tally.unread_flows
        return Scanned(
            tally=self._tally,
            read=not self._error or counted > 0,
            damaged=bool(self._error) or self._failed,
        )

    def _print(self, analysis: Analysis) -> None:
        event = analysis.event
        self._tally.add(event.transmission, (finding.category for finding in event.findings))
        known, remote_ip = self._flows.ends(event.transmission.flow_id)
        company = self._catalogue.companies.get(event.company or "")
        found = list(
            rows(
                analysis,
                device=known or self._device,
                remote_ip=remote_ip,
                company_name=company.name if company else None,
                show_values=self._wanted.show_values,
                show_all=self._wanted.show_all,
            )
        )
        if found:
            self._output.write(found)


def _taken(notices: list[Notice]) -> list[Notice]:
    found = notices[:]
    notices.clear()
    return found


def scan_whole(analyser: Analyser, path: Path, wanted: Wanted) -> Scanned:
    """A whole file in a worker process; the pieces of its output are for ``Output.add``, in their order."""
    pieces: list[Piece] = []
    stream = io.BytesIO()

    def say(line: str) -> None:
        pieces.append(Piece(stream.getvalue(), line))
        stream.seek(0)
        stream.truncate()

    file = FileScan(path, analyser, new_output(wanted.format, stream, wanted.width, part=True), say, wanted)
    for item in file.items():
        file.take(item, analysed(analyser, item))
    done = file.end()
    say("")
    return msgspec.structs.replace(done, pieces=tuple(pieces))
