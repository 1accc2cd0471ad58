"""What ``leakledger export`` does with findings: reads the call's words, writes the file whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from analysis.cli import UserError
from analysis.counting import counted
from analysis.devices import DeviceDirectory, decisions
from analysis.evidence.coverage import sentence
from analysis.evidence.csv_export import csv_lines, made_up, row_salt
from analysis.evidence.parquet_export import require_pyarrow, write_parquet
from analysis.evidence.whole_file import whole
from analysis.evidence_queries import Filters
from analysis.journal_format import from_micros
from analysis.journal_reading import writers
from analysis.ledger_reader import LedgerReader
from analysis.ledger_tables import events, findings, flows
from analysis.periods import moment
from analysis.queries import Viewer
from analysis.records import HOME_CORPUS
from analysis.settings import Home


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a call asks for: whose findings and which, and in a sentence how much of it could be read."""

    home: Home
    filters: Filters
    covered: str

    def told(self, count: int) -> str:
        """What is said of an export of so many rows."""
        played = " This is a demo's home: everything in these rows is made up." if self.home.is_demo else ""
        return f"{counted(count, 'finding')}. {self.covered}{played}"


def choose(home_path: Path | None, device: str | None, start: str, end: str, corpus: str) -> Choice:
    """Read the words of a call. Raises ``UserError`` for what is not there or cannot be."""
    home = Home.open(home_path, create=False)
    if device is not None and not device.strip():
        raise UserError("--device has no name in it; leave it out for all devices")
    begin, until = moment(start, home.timezone), moment(end, home.timezone, end=True)
    if begin is not None and until is not None and begin >= until:
        raise UserError(f"--from is not before --to: nothing lies between {start} and {end}")
    reader = LedgerReader(home.ledger_path)
    if not reader.ready():
        raise UserError(f"{home.root}: nothing was recorded here yet; start with 'leakledger run'")
    with reader.read() as connection:
        _check_corpus(home, connection, corpus)
        chosen = _device_id(home, connection, device, corpus) if device is not None else ""
        filters = Filters(corpus=corpus, device=chosen, start=begin, end=until)
        covered = sentence(connection, Viewer(owner=True), filters)
    reader.close()
    return Choice(home=home, filters=filters, covered=covered)


def export_csv(chosen: Choice, output: Path | None) -> None:
    """Write the findings, and say on stderr how many there are and how much could be read."""
    lines = csv_lines(chosen.home, Viewer(owner=True), chosen.filters)
    if output is None:
        count = _write(sys.stdout.buffer, lines)
        sys.stdout.buffer.flush()
    else:
        with whole(output) as stream:
            count = _write(stream, lines)
    click.echo(chosen.told(count - 1), err=True)


def export_parquet(chosen: Choice, output: Path) -> None:
    """The same as Parquet; what is said of it stands in the file as well."""
    require_pyarrow()
    filters = chosen.filters
    about = {
        "coverage": chosen.covered,
        "made_up": made_up(chosen.home, filters.corpus),
        "corpus": filters.corpus,
        "device": filters.device,
        "from": "" if filters.start is None else from_micros(filters.start).isoformat(),
        "to": "" if filters.end is None else from_micros(filters.end).isoformat(),
    }
    with whole(output) as stream:
        count = write_parquet(stream, chosen.home, Viewer(owner=True), filters, about)
    click.echo(chosen.told(count), err=True)


def print_salt(home_path: Path | None, finding_id: str) -> None:
    """Print the salt of a row; a row of a message that was never recorded has none."""
    home = Home.open(home_path, create=False)
    reader = LedgerReader(home.ledger_path)
    event, _, position = finding_id.rpartition("-")
    known = there = False
    if reader.ready() and position.isascii() and position.isdigit() and len(position) < 10:
        with reader.read() as connection:
            known = connection.execute(sa.select(events.c.id).where(events.c.id == event)).first() is not None
            row = sa.select(findings.c.id).where(
                findings.c.event_id == event, findings.c.position == int(position)
            )
            there = connection.execute(row).first() is not None
    if not known:
        raise UserError(
            f"no finding {finding_id!r}; give one of the column finding_id of 'leakledger export csv'"
        )
    click.echo(row_salt(home.key(), finding_id).hex())
    if not there:
        click.echo(
            "It is not among the findings of today's rules; this is the salt of an earlier export.", err=True
        )


def _check_corpus(home: Home, connection: Connection, corpus: str) -> None:
    known = {
        name
        for table in (events, flows)
        for (name,) in connection.execute(sa.select(table.c.corpus).distinct())
    }
    waiting = {
        writer.removeprefix("import-") for writer in writers(home.journal_dir) if writer.startswith("import-")
    }
    known |= {HOME_CORPUS, *waiting}
    if corpus not in known:
        raise UserError(f"there is no corpus {corpus!r}; there are: {', '.join(sorted(known))}")


def _device_id(home: Home, connection: Connection, name: str, corpus: str) -> str:
    if corpus != HOME_CORPUS:  # an import's devices have the names that it gave them
        chosen = sa.union(
            *(
                sa.select(table.c.device).where(table.c.corpus == corpus, table.c.device != "")
                for table in (events, flows)
            )
        )
        names = sorted(str(device) for (device,) in connection.execute(chosen))
        found = next((device for device in names if device.lower() == name.lower()), None)
        if found is None:
            there = ", ".join(names) or "none was named"
            raise UserError(f"no device is called {name!r} in the corpus {corpus}; there are: {there}")
        return found
    known = decisions(home)
    for decision in reversed(known):  # also one that has since been renamed or removed
        if name.lower() in (decision.device.name.lower(), decision.device.id.lower()):
            return decision.device.id
    return DeviceDirectory(known).named(name).id


def _write(stream: BinaryIO, lines: Iterator[str]) -> int:
    count = 0
    for line in lines:
        stream.write(line.encode())
        count += 1
    return count
