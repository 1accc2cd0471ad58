"""What ``leakledger indicators`` says and asks; the values themselves are never printed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analysis.indicator_kinds import KINDS, UnusableIndicator
from analysis.indicator_search import Searched, search
from analysis.indicator_store import add, find, known_values, remove
from analysis.indicators import Indicators
from analysis.scan_output import printable
from analysis.settings import Home


def add_value(home_path: Path | None, name: str, kind: str, from_stdin: bool) -> None:
    """Ask for the value without echo (or take the first line of standard input), and seal it."""
    home = Home.open(home_path)
    if from_stdin:
        value = sys.stdin.readline(4096).rstrip("\r\n")
    elif sys.stdin.isatty():
        value = str(click.prompt(f"The value ({KINDS[kind].example}; not shown)", hide_input=True, err=True))
    else:
        raise UnusableIndicator(
            "no terminal to ask at; give the value on standard input and '-' as last argument"
        )
    made = add(home, name, kind, value)
    click.echo(
        f"{made.name} ({made.kind}) is looked for from now on. Its value is sealed and will not be shown again."
    )
    click.echo("'leakledger indicators search' looks for it in what was recorded before.")


def list_values(home_path: Path | None) -> None:
    """Names and kinds."""
    known = known_values(Home.open(home_path, create=False))
    if not known:
        click.echo("No known value yet. 'leakledger indicators add NAME --kind KIND' adds one.")
    for item in known:
        click.echo(f"{item.name} ({item.kind})")


def remove_value(home_path: Path | None, name: str) -> None:
    """Forget one."""
    gone = remove(Home.open(home_path, create=False), name)
    click.echo(
        f"{gone.name} is no longer looked for, and its value is forgotten. What was found before stays."
    )


def search_kept(home_path: Path | None, name: str) -> None:
    """Print every hit in what is still kept, then what was looked through."""
    home = Home.open(home_path, create=False)
    known = known_values(home)
    if not known:
        raise UnusableIndicator(
            "there is no known value yet; 'leakledger indicators add NAME --kind KIND' adds one"
        )
    chosen = (find(known, name),) if name else known
    searched = Searched()
    hits = kept = 0
    for hit in search(home, Indicators(chosen), searched, _progress):
        _progress(0)
        where = f" (corpus {hit.corpus})" if hit.corpus else ""
        click.echo(
            printable(
                f"{hit.seen_at:%Y-%m-%d %H:%M:%S} UTC  {hit.event}  {hit.host}{where}  {hit.path}  {hit.reasoning}"
            )
        )
        hits += 1
        kept += hit.body_kept
    _progress(0)
    click.echo(
        f"{hits} found in {searched.whole} whole messages, {searched.without_body} whose body is no longer kept (URL and"
        f" headers only), and {searched.values} values of earlier findings."
    )
    if searched.unreadable:
        click.echo(f"{searched.unreadable} records could not be read; 'leakledger verify' names them.")
    if kept:
        click.echo(
            "'leakledger rebuild' makes findings of those in whole messages; a message whose body is gone stays as recorded."
        )


def _progress(records: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{f'{records} records' if records else ''}", err=True, nl=False)
