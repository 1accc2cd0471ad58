"""Two days, weeks or other periods beside each other: what is new, gone, more or less."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="compare")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option(
    "--from",
    "start",
    default="",
    help="The first day, such as 2026-11-16.  [default: yesterday, or the last day on record]",
)
@click.option("--to", "end", default="", help="The last day, itself included.  [default: the first]")
@click.option(
    "--with", "other", default="", help="First day of the other period.  [default: as many days just before]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "csv", "json", "parquet")),
    default="table",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of standard output."
)
def command(home: Path | None, start: str, end: str, other: str, form: str, output: Path | None) -> None:
    """Two periods of equal length beside each other, by device, recipient and kind of data.

    What was not recorded, or could not be read, is said to be unknown, and is no zero. docs/frames.md explains each column.
    """
    from analysis.compare_command import compare

    compare(home, start, end, other, form, output)
