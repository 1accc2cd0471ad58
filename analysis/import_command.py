"""What ``leakledger import`` does: one line a file, then the ledger is brought up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.corpus_import import CorpusImport
from analysis.journal import JournalBusy
from analysis.settings import Home
from analysis.units import UnreadableFile


def import_files(files: tuple[Path, ...], home_path: Path | None, corpus: str, device: str) -> int:
    """Exit code 0 where all files were read, 1 where some were, 2 where none was."""
    home = Home.open(home_path)
    known = catalogue.load()
    target = CorpusImport(home, corpus)
    unread = 0
    try:
        for number, path in enumerate(files, start=1):
            unread += not _import_one(target, path, device, f"{number}/{len(files)}")
    finally:
        target.close()
    if unread < len(files):
        _analyse(home, known)
    return 0 if not unread else (2 if unread == len(files) else 1)


def _import_one(target: CorpusImport, path: Path, device: str, place: str) -> bool:
    try:
        outcome = target.add(
            path,
            device,
            warn=lambda notice: click.echo(f"leakledger: {path}: {notice.text}", err=True),
            progress=lambda messages: _progress(f"{place} {path}: {messages} messages"),
        )
    except (UnreadableFile, OSError) as error:
        _progress("")
        reason = str(error) if isinstance(error, UnreadableFile) else error.strerror
        click.echo(f"leakledger: {path}: {reason}", err=True)
        return False
    _progress("")
    how = "is already in this corpus; nothing added" if outcome.already else f"{outcome.added} messages added"
    click.echo(f"{place} {outcome.file}: {how}")
    return True


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
    click.echo(f"{analyst.analysed} messages analysed")
