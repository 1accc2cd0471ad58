"""Classifies capture files, message by message, and stores nothing."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from analysis.analyser_pool import AnalyserPool
from analysis.assembled import Assembled
from analysis.catalogue import Catalogue, load
from analysis.flow_lines import FlowLines
from analysis.importing import read_capture
from analysis.indicators import Indicators
from analysis.pipeline import Analyser, Analysis
from analysis.records import READABLE, Flow, Transmission
from analysis.scan_output import (
    CsvOutput,
    JsonOutput,
    NdjsonOutput,
    Output,
    TableOutput,
    printable,
    rows,
)
from analysis.scan_tally import Tally
from analysis.units import Notice, UnreadableFile

CORPUS: Final = "scan"
DONE, PARTLY, UNUSABLE = 0, 1, 2  # exit codes
_WARNINGS_SHOWN: Final = 10  # different ones, a file


class _Begins(msgspec.Struct, frozen=True):
    """The first record of a file."""

    path: Path


class _Ends(msgspec.Struct, frozen=True):
    """The end of a file; ``error`` is why it could not be read to its end, ``""`` where it was."""

    path: Path
    error: str


Item = Transmission | Flow | Notice | _Begins | _Ends


def _items(files: Iterable[Path], device: str, assembled: Assembled) -> Iterator[Item]:
    """All files as one stream, so that the cores are kept busy also by many small ones."""
    for path in files:
        yield _Begins(path)
        notices: list[Notice] = []
        error = ""
        try:
            for record in assembled.of(read_capture(path, CORPUS, device, notices.append)):
                yield from _taken(notices)
                yield record
        except UnreadableFile as fault:
            error = str(fault)
        yield from _taken(notices)
        yield _Ends(path, error)


def _taken(notices: list[Notice]) -> list[Notice]:
    found = notices[:]
    notices.clear()
    return found


class Scan:
    """One run over several files. ``say`` prints one line for the user, outside the output."""

    def __init__(
        self,
        output: Output,
        say: Callable[[str], None],
        *,
        device: str,
        show_values: bool,
        show_all: bool,
        indicators: Indicators | None = None,
        workers: int | None = None,
    ) -> None:
        self._output = output
        self._say = say
        self._given_device = self._device = device
        self._show_values = show_values
        self._show_all = show_all
        self._catalogue: Catalogue = load()
        self._analyser = Analyser(self._catalogue, indicators=indicators)
        self._flows = FlowLines(
            self._catalogue, (self._analyser.rules_version, self._analyser.catalogue_version)
        )
        self._pool = AnalyserPool(self._analyser, workers)
        self._assembled = Assembled()
        self.tally = Tally()
        self._path = Path()
        self._before = 0
        self._warnings: Counter[str] = Counter()
        self._failed = False

    def run(self, files: Iterable[Path]) -> int:
        """Scan every file; the exit code: 0 done, 1 a file was unreadable or damaged, 2 none could be read."""
        read = damaged = 0
        with self._pool:
            items = _items(files, self._given_device, self._assembled)
            for item, analysis in self._pool.analysed(items):
                if isinstance(item, _Begins):
                    self._begin(item.path)
                elif isinstance(item, _Ends):
                    damaged += bool(item.error) or self._failed
                    read += not item.error or self._counted() > self._before
                    self._end(item)
                elif isinstance(item, Notice):
                    self._say(f"{self._path}: {item.text}")
                else:
                    self._take(item, analysis)
        self._output.finish()
        if not read:
            return UNUSABLE
        return PARTLY if damaged else DONE

    def _counted(self) -> int:
        return self.tally.visibilities.total() + self.tally.unread_flows

    def _begin(self, path: Path) -> None:
        self._path = path
        self._before = self._counted()
        self._device = self._given_device
        self._warnings = Counter()
        self._failed = False

    def _end(self, item: _Ends) -> None:
        if item.error:
            self._say(f"{item.path}: {item.error}")
        self._tell(item.path, self._warnings)

    def _take(self, record: Transmission | Flow, analysis: Analysis | Exception | None) -> None:
        if isinstance(record, Flow):
            named = (item.value for item in record.addresses if item.kind == "name")
            self._device = next(named, self._device)
            self.tally.unread_flows += record.visibility not in READABLE
            self._flows.met(record)
            if self._show_all and (found := self._flows.rows(record)):
                self._output.write_flow(found)
        elif isinstance(analysis, Analysis):
            analysis = self._assembled.settled(analysis, self._analyser.analyse)
            self._print(analysis, self._device)
            self._warnings.update(analysis.event.warnings)
        else:
            number = record.source.message if record.source else 0
            self._say(f"{self._path}: entry {number}: could not be analysed ({analysis})")
            self.tally.add(record, ())
            self._failed = True

    def _print(self, analysis: Analysis, device: str) -> None:
        event = analysis.event
        self.tally.add(event.transmission, (finding.category for finding in event.findings))
        known, remote_ip = self._flows.ends(event.transmission.flow_id)
        company = self._catalogue.companies.get(event.company or "")
        found = list(
            rows(
                analysis,
                device=known or device,
                remote_ip=remote_ip,
                company_name=company.name if company else None,
                show_values=self._show_values,
                show_all=self._show_all,
            )
        )
        if found:
            self._output.write(found)

    def _tell(self, path: Path, warnings: Counter[str]) -> None:
        for text, count in warnings.most_common(_WARNINGS_SHOWN):
            self._say(f"{path}: {text}" + (f" ({count} times)" if count > 1 else ""))
        if len(warnings) > _WARNINGS_SHOWN:
            self._say(f"{path}: {len(warnings) - _WARNINGS_SHOWN} more warnings")


def scan_files(
    files: Iterable[Path],
    format_: str,
    device: str,
    show_values: bool,
    show_all: bool,
    known: Path | None = None,
) -> int:
    """Scan to standard output; what is wrong, and the summary of the formats for machines, go to standard error.

    ``known`` is a file of known values; raises ``UnusableIndicator`` where it cannot be used.
    """
    indicators = None
    if known is not None:
        from analysis.indicator_store import read_file

        indicators = read_file(known)
    stream: BinaryIO = sys.stdout.buffer
    try:
        output = _output(format_, stream)
        scan = Scan(
            output, _say, device=device, show_values=show_values, show_all=show_all, indicators=indicators
        )
        code = scan.run(files)
        if code != UNUSABLE and format_ == "table":
            stream.write(f"\n{scan.tally.summary()}\n".encode())
        stream.flush()
    except BrokenPipeError:
        raise  # the reader has seen enough: the command line ends quietly
    except OSError as error:
        _say(f"cannot write the output: {error.strerror}")
        return UNUSABLE
    if code != UNUSABLE and format_ != "table":
        _say(scan.tally.summary())
    return code


def _output(format_: str, stream: BinaryIO) -> Output:
    match format_:
        case "csv":
            return CsvOutput(stream)
        case "json":
            return JsonOutput(stream)
        case "ndjson":
            return NdjsonOutput(stream)
        case _:
            return TableOutput(stream, shutil.get_terminal_size().columns if stream.isatty() else 0)


def _say(line: str) -> None:
    sys.stderr.write(f"{printable(f'leakledger: {line}')}\n")
    sys.stderr.flush()
