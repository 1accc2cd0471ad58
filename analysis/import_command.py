"""What ``leakledger import`` does: one line a file, then the ledger is brought up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.corpus_import import CorpusImport, FileStatus, Outcome, Reading
from analysis.corpus_report import check_report, summary, write_report
from analysis.errors import UserFault
from analysis.journal import JournalBusy
from analysis.pipeline import rules_version
from analysis.scan_output import printable
from analysis.settings import Home


class Given(msgspec.Struct, frozen=True):
    """One file to import; ``name`` is what reports call it: its path below the folder that was given, or as it was given."""

    path: Path
    name: str


def given_files(paths: tuple[Path, ...]) -> Iterator[Given]:
    """The files of a call; of a folder all below it but hidden ones, sorted by name, so that each run has the same order."""
    for path in paths:
        if not path.is_dir():
            yield Given(path, str(path))
            continue
        inner = [(found.relative_to(path), found) for found in path.rglob("*") if found.is_file()]
        for name, found in sorted(inner, key=lambda item: item[0].as_posix()):
            if not any(part.startswith(".") for part in name.parts):
                yield Given(found, name.as_posix())


def import_files(
    paths: tuple[Path, ...], home_path: Path | None, corpus: str, device: str, report: Path | None = None
) -> int:
    """Exit code 0 where all files were read, 1 where some were, 2 where none was."""
    if report is not None:
        check_report(report)
    home = Home.open(home_path)
    known = catalogue.load()
    files = list(given_files(paths))
    if not files:
        where = ", ".join(map(str, paths))
        raise UserFault(f"{where}: no file is in it; give a folder with captures (hidden files are left out)")
    target = CorpusImport(home, corpus, rules_version=rules_version(), catalogue_version=known.version)
    statuses: list[FileStatus] = []
    try:
        for number, given in enumerate(files, start=1):
            statuses.append(_import_one(target, given, device, f"{number}/{len(files)}"))
    finally:
        target.close()
    unread = sum(status.status is Reading.UNREADABLE for status in statuses)
    if unread < len(statuses):
        _analyse(home, known)
    if report is not None:
        write_report(report, statuses)
    if len(statuses) != 1:
        click.echo(summary(statuses))
    damaged = sum(status.status is Reading.PARTLY for status in statuses)
    if unread == len(statuses):
        return 2
    return 1 if unread or damaged else 0


def _import_one(target: CorpusImport, given: Given, device: str, place: str) -> FileStatus:
    outcome = target.add(
        given.path,
        device,
        given.name,
        warn=lambda notice: click.echo(printable(f"leakledger: {given.path}: {notice.text}"), err=True),
        progress=lambda messages: _progress(
            printable(f"{place} {given.path}: {messages} message{'' if messages == 1 else 's'}")
        ),
    )
    _progress("")
    status = outcome.status
    if status.reason and status.status is not Reading.DUPLICATE:
        click.echo(printable(f"leakledger: {given.path}: {status.reason}"), err=True)
    if status.status is not Reading.UNREADABLE:
        click.echo(printable(f"{place} {given.name}: {_how(outcome)}"))
    return status


def _how(outcome: Outcome) -> str:
    if outcome.status.status is Reading.DUPLICATE:
        return f"{outcome.status.reason}; nothing added"
    if outcome.already:
        return "is already in this corpus; nothing added"
    damaged = ", up to where it is damaged" if outcome.status.status is Reading.PARTLY else ""
    return f"{outcome.added} message{'' if outcome.added == 1 else 's'} added{damaged}"


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)


def _analyse(home: Home, known: catalogue.Catalogue) -> None:
    try:
        analyst = Analyst(home, known)
    except JournalBusy:
        click.echo("The running audit analyses them now.")
        return
    try:
        while analyst.step():
            _progress(f"{analyst.analysed} messages analysed")
    finally:
        analyst.close()
    _progress("")
    click.echo(f"{analyst.analysed} message{'' if analyst.analysed == 1 else 's'} analysed")
