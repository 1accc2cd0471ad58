"""Reads a capture file of any known format: chooses the importer, redacts, and turns what is wrong into one line."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from analysis import registry
from analysis.records import Flow, Transmission
from analysis.redaction import redact
from analysis.units import Importer, Notice, UnreadableFile

# bytes that an importer sees of a file before it is chosen: more than a block of zstd (RFC 8878, 3.1.1.2: at most 128 kB),
# of which nothing can be unpacked before it is whole
_HEAD: Final = (1 << 17) + 1024


def choose(path: Path) -> Importer:
    """The importer for a file. Raises ``UnreadableFile``; its text does not name the file."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableFile("is a directory; give the files in it")
        if not stat.S_ISREG(mode):
            raise UnreadableFile("is not a regular file; save the capture to one first")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise UnreadableFile(_reason(error)) from error
    if not head:
        raise UnreadableFile("the file is empty")
    found = next((importer for importer in registry.importers() if importer.sniff(path.name, head)), None)
    if found is None:
        raise UnreadableFile("no format that is read here; HAR, mitmproxy flows and pcap are")
    return found


def read_capture(
    path: Path, corpus: str, device: str, warn: Callable[[Notice], None]
) -> Iterator[Transmission | Flow]:
    """The records of a file, redacted, in its order; ``warn`` is told what had to be left out or guessed.

    Raises ``UnreadableFile``, also after records were given: those stand, the rest of the file is damaged.
    """
    try:
        for record in choose(path).read(path, corpus, device):
            if isinstance(record, Notice):
                warn(record)
            elif isinstance(record, Transmission):
                yield redact(record)
            else:
                yield record
    except OSError as error:
        raise UnreadableFile(_reason(error)) from error
    except MemoryError as error:
        raise UnreadableFile("too big for this machine's memory") from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "not readable by this user"
    return error.strerror or type(error).__name__
