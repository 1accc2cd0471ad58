"""What ``leakledger export csv`` does: reads the call's words, writes the file whole or not at all."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from analysis.cli import UserError
from analysis.devices import DeviceDirectory, decisions
from analysis.evidence.coverage import sentence
from analysis.evidence.csv_export import csv_lines
from analysis.evidence_queries import Filters
from analysis.ledger_reader import LedgerReader
from analysis.periods import moment
from analysis.queries import Viewer
from analysis.records import HOME_CORPUS
from analysis.settings import Home


def export_csv(
    home_path: Path | None, device: str, start: str, end: str, corpus: str, output: Path | None
) -> None:
    """Write the findings of a device and period, and say on stderr how many there are and how much could be read."""
    home = Home.open(home_path, create=False)
    filters = Filters(
        corpus=corpus,
        device=_device_id(home, device, corpus),
        start=moment(start, home.timezone),
        end=moment(end, home.timezone, end=True),
    )
    reader = LedgerReader(home.ledger_path)
    if not reader.ready():
        raise UserError(f"{home.root}: nothing was recorded here yet; start with 'leakledger run'")
    with reader.read() as connection:
        covered = sentence(connection, filters)
    lines = csv_lines(home, Viewer(owner=True), filters)
    count = _write_whole(output, lines) if output is not None else _write_stdout(lines)
    click.echo(f"{count - 1} findings. {covered}", err=True)


def _device_id(home: Home, name: str, corpus: str) -> str:
    if not name or corpus != HOME_CORPUS:
        return name  # an import's devices have the names that it gave them
    known = decisions(home)
    for decision in reversed(known):  # also one that has since been renamed or removed
        if name.lower() in (decision.device.name.lower(), decision.device.id.lower()):
            return decision.device.id
    return DeviceDirectory(known).named(name).id


def _write_stdout(lines: Iterator[str]) -> int:
    stream = sys.stdout.buffer
    count = 0
    for line in lines:
        stream.write(line.encode())
        count += 1
    stream.flush()
    return count


def _write_whole(output: Path, lines: Iterator[str]) -> int:
    output = output.resolve()  # a link stays, and what it leads to is written
    if output.exists() and not output.is_file():
        raise UserError(f"{output}: is no regular file; nothing was written")
    draft = output.with_name(f".{output.name}.part")
    count = 0
    try:
        with draft.open("w", encoding="utf-8", newline="") as stream:
            for line in lines:
                stream.write(line)
                count += 1
        draft.replace(output)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise UserError(f"{output}: {error.strerror}; nothing was written") from error
    return count
