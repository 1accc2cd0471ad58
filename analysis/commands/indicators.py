"""Keep values that you know (an e-mail address, a number) and find where they were sent."""

from __future__ import annotations

from pathlib import Path

import click

_HOME = click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
_KINDS = (
    "email", "phone", "name", "address", "mac", "imei", "serial", "advertising_id", "coordinates", "birth_date", "ssid",
    "account", "other",
)  # fmt: skip


@click.group(name="indicators")
def command() -> None:
    """Keep values that you know (an e-mail address, a number) and find where they were sent.

    They are found however they are written, encoded or hashed. A value is kept sealed and never shown again.
    """


@command.command()
@_HOME
@click.argument("name")
@click.argument("value", type=click.Choice(["-"]), required=False)
@click.option("--kind", type=click.Choice(_KINDS), required=True, help="What it is.")
def add(home: Path | None, name: str, value: str | None, kind: str) -> None:
    """Add a known value under a NAME that findings show; the value is asked for.

    With - as last argument the value is the first line of standard input. Add a person's values only if that person agrees.
    """
    from analysis.indicator_command import add_value

    add_value(home, name, kind, from_stdin=value is not None)


@command.command(name="list")
@_HOME
def list_(home: Path | None) -> None:
    """List names and kinds of the known values, never the values."""
    from analysis.indicator_command import list_values

    list_values(home)


@command.command()
@_HOME
@click.argument("name")
def remove(home: Path | None, name: str) -> None:
    """Forget a known value. What was found of it before stays."""
    from analysis.indicator_command import remove_value

    remove_value(home, name)


@command.command()
@_HOME
@click.argument("name", default="")
def search(home: Path | None, name: str) -> None:
    """Look for the known values (or the one called NAME) in everything recorded that is still kept."""
    from analysis.indicator_command import search_kept

    search_kept(home, name)
