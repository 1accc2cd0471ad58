"""Classifies capture files, message by message, and stores nothing."""

from __future__ import annotations

import shutil
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from analysis.analyser_pool import AnalyserPool
from analysis.catalogue import load
from analysis.import_records import encodable
from analysis.pipeline import Analyser
from analysis.scan_file import FileScan, Scanned, Wanted, new_output, scan_whole
from analysis.scan_output import Output, printable
from analysis.scan_tally import Tally

if TYPE_CHECKING:
    from analysis.indicators import Indicators

DONE, PARTLY, UNUSABLE = 0, 1, 2  # exit codes
LARGE: Final = (
    16 << 20
)  # bytes from which a file is read here, and shared out to the workers message by message
WORTH_IT: Final = 1 << 20  # bytes of files below which starting workers costs more than it brings
FILES_AHEAD: Final = 64  # that workers may have begun, or finished, before their turn to be printed


class Scan:
    """One run over several files. ``say`` prints one line for the user, outside the output."""

    def __init__(
        self,
        output: Output,
        say: Callable[[str], None],
        wanted: Wanted,
        *,
        indicators: Indicators | None = None,
        workers: int | None = None,
    ) -> None:
        self._output = output
        self._say = say
        self._wanted = wanted
        self._analyser = Analyser(load(), indicators=indicators)
        self._pool = AnalyserPool(self._analyser, workers)
        self.tally = Tally()

    def run(self, files: Iterable[Path]) -> int:
        """Scan every file; the exit code: 0 done, 1 a file was unreadable or damaged, 2 none could be read."""
        read = damaged = 0
        with self._pool:
            for done in self._scanned(list(files)):
                self.tally.update(done.tally)
                read += done.read
                damaged += done.damaged
        self._output.finish()
        if not read:
            return UNUSABLE
        return PARTLY if damaged else DONE

    def _scanned(self, files: list[Path]) -> Iterator[Scanned]:
        """Each file in its turn: a large one message by message, of the others several at a time, each by one worker."""
        sizes = [_size(path) for path in files]
        small = sum(size for size in sizes if size < LARGE)
        shared = self._pool.workers > 1 and len(files) > 1 and small >= WORTH_IT
        begun: deque[tuple[Path, Callable[[], Scanned] | None]] = deque()
        for path, size in zip(files, sizes, strict=True):
            away = shared and size < LARGE
            begun.append((path, self._pool.begin(scan_whole, path, self._wanted) if away else None))
            if len(begun) > FILES_AHEAD:
                yield self._printed(*begun.popleft())
        while begun:
            yield self._printed(*begun.popleft())

    def _printed(self, path: Path, result: Callable[[], Scanned] | None) -> Scanned:
        if result is None:
            file = FileScan(path, self._analyser, self._output, self._say, self._wanted)
            for item, outcome in self._pool.analysed(file.items()):
                file.take(item, outcome)
            return file.end()
        done = result()
        for piece in done.pieces:
            self._output.add(encodable(str(path)), piece.output)
            if piece.said:
                self._say(piece.said)
        return done


def _size(path: Path) -> int:
    """Bytes; 0 for what is not there, which is said when its turn comes."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


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
    wanted = Wanted(
        format=format_,
        device=device,
        show_values=show_values,
        show_all=show_all,
        width=shutil.get_terminal_size().columns if stream.isatty() else 0,
    )
    try:
        output = new_output(format_, stream, wanted.width)
        scan = Scan(output, _say, wanted, indicators=indicators)
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


def _say(line: str) -> None:
    sys.stderr.write(f"{printable(f'leakledger: {line}')}\n")
    sys.stderr.flush()
