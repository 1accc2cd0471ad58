"""Who is behind a host or a name: check the catalogue, look hosts up, show a company, import lists."""

from __future__ import annotations

from pathlib import Path

import click

_HOME = click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
_FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "ndjson"]), default="table", show_default=True,
    help="For people or for programs.",
)  # fmt: skip


@click.group(name="catalogue")
def command() -> None:
    """Who is behind a host: the catalogue of trackers and companies."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def check(file: Path | None) -> None:
    """Check a catalogue FILE, or the one that comes with the program: shape, meaning and examples.

    Exit code 0: nothing is wrong. 1: something is, said with file and line.
    """
    from analysis.catalogue_command import check

    if not check(file):
        raise SystemExit(1)


@command.command()
@click.argument("hosts", nargs=-1, required=True)
@_FORMAT
@click.option("--lists", is_flag=True, help="Ask the imported lists of this home, too.")
@_HOME
def lookup(hosts: tuple[str, ...], form: str, lists: bool, home: Path | None) -> None:
    """Say who is behind each HOST or IP address; - reads one a line from standard input. Nothing is asked of any network.

    A tenant of a hosting company or a CDN is "uncertain": the owner carries the bytes, whose they are is not known.
    """
    from analysis.catalogue_command import lookup

    lookup(hosts, form, home, lists)


@command.command()
@click.argument("company")
@_FORMAT
@_HOME
def show(company: str, form: str, home: Path | None) -> None:
    """Show the dossier of a COMPANY, by its name or id: owners, brands, claims, what it feeds, what one can do.

    With a home that has a ledger, also what it got from this house.
    """
    from analysis.dossier_text import show_company

    show_company(company, form, home)


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_HOME
def import_(files: tuple[Path, ...], home: Path | None) -> None:
    """Import your own copy of another project's list; it is kept in the home, as a second opinion under its own name.

    DuckDuckGo Tracker Radar (entity_map.json, domain_map.json or its folders), Disconnect's services.json, Ghostery's
    trackerdb.json, Exodus's or AdGuard's trackers, hosts files, Adblock lists.
    """
    from analysis.catalogue_command import import_files

    import_files(home, files)


@command.command()
def schema() -> None:
    """Print the JSON Schema of the catalogue file, for editors."""
    import msgspec

    from analysis.catalogue import json_schema

    click.echo(msgspec.json.format(msgspec.json.encode(json_schema())).decode())
