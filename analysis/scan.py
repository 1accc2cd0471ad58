"""Classifies capture files, message by message, and stores nothing."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Final

from analysis.catalogue import Catalogue, load
from analysis.importing import read_capture
from analysis.indicators import Indicators
from analysis.pipeline import Analyser, Analysis
from analysis.records import READABLE, Flow
from analysis.scan_output import (
    CsvOutput,
    JsonOutput,
    NdjsonOutput,
    Output,
    TableOutput,
    Tally,
    printable,
    rows,
)
from analysis.units import Notice, UnreadableFile

CORPUS: Final = "scan"
DONE, PARTLY, UNUSABLE = 0, 1, 2  # exit codes
_WARNINGS_SHOWN: Final = 10  # different ones, a file


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
    ) -> None:
        self._output = output
        self._say = say
        self._device = device
        self._show_values = show_values
        self._show_all = show_all
        self._catalogue: Catalogue = load()
        self._analyser = Analyser(self._catalogue, indicators=indicators)
        self.tally = Tally()

    def run(self, files: Iterable[Path]) -> int:
        """Scan every file; the exit code: 0 done, 1 a file was unreadable or damaged, 2 none could be read."""
        read = damaged = 0
        for path in files:
            before = self.tally.visibilities.total() + self.tally.unread_flows
            try:
                failed = self._file(path)
            except UnreadableFile as error:
                self._say(f"{path}: {error}")
                damaged += 1
                read += self.tally.visibilities.total() + self.tally.unread_flows > before
            else:
                damaged += failed
                read += 1
        self._output.finish()
        if not read:
            return UNUSABLE
        return PARTLY if damaged else DONE

    def _file(self, path: Path) -> bool:
        """Scan one file; True where a message could not be analysed."""
        device = self._device
        warnings: Counter[str] = Counter()
        failed = False

        def warn(notice: Notice) -> None:
            self._say(f"{path}: {notice.text}")

        for record in read_capture(path, CORPUS, self._device, warn):
            if isinstance(record, Flow):
                device = next((item.value for item in record.addresses if item.kind == "name"), device)
                self.tally.unread_flows += record.visibility not in READABLE
                continue
            try:
                analysis = self._analyser.analyse(record)
            except Exception as error:  # noqa: BLE001  one message must not end a run over 2,000 files
                number = record.source.message if record.source else 0
                self._say(f"{path}: entry {number}: could not be analysed ({type(error).__name__})")
                self.tally.add(record, ())
                failed = True
            else:
                self._print(analysis, device)
                warnings.update(analysis.event.warnings)
        self._tell(path, warnings)
        return failed

    def _print(self, analysis: Analysis, device: str) -> None:
        event = analysis.event
        self.tally.add(event.transmission, (finding.category for finding in event.findings))
        company = self._catalogue.companies.get(event.company or "")
        found = list(
            rows(
                analysis,
                device=device,
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
