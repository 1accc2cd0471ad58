"""Export evidence: what left a device, when, and to whom, as CSV or Parquet that a stranger can check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click


@click.group(name="export")
def command() -> None:
    """Export evidence: what left a device, when, and to whom, as CSV or Parquet that a stranger can check."""


def _choosing(export: Callable[..., None]) -> Callable[..., None]:
    """The options that say which findings."""
    for option in reversed((
        click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept."),
        click.option("--device", help="Only this device (name or id)."),
        click.option("--from", "start", default="", help="From this day (2026-11-22) or time (2026-11-22T06:00) on."),
        click.option("--to", "end", default="", help="Up to and with this day, or up to this time."),
        click.option(
            "--corpus", default="home", show_default=True,
            help="A named import instead of the home's own traffic.",
        ),
    )):  # fmt: skip
        export = option(export)
    return export


@command.command(name="csv")
@_choosing
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of standard output."
)
def csv(
    home: Path | None, device: str | None, start: str, end: str, corpus: str, output: Path | None
) -> None:
    """Write findings as CSV, one line each; docs/evidence.md explains every column."""
    from analysis.evidence.csv_command import choose, export_csv

    export_csv(choose(home, device, start, end, corpus), output)


@command.command(name="parquet")
@_choosing
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), required=True, help="The file to be written."
)
def parquet(home: Path | None, device: str | None, start: str, end: str, corpus: str, output: Path) -> None:
    """Write the same rows and columns as Parquet, with true types; needs pyarrow (the extra 'parquet')."""
    from analysis.evidence.csv_command import choose, export_parquet

    export_parquet(choose(home, device, start, end, corpus), output)


@command.command(name="days")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--from", "start", default="", help="The first day, such as 2026-11-16.  [default: of all]")
@click.option("--to", "end", default="", help="The last day, itself included.  [default: of all]")
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "json", "parquet")),
    default="csv",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of standard output."
)
def days(home: Path | None, start: str, end: str, form: str, output: Path | None) -> None:
    """Write what left by day, device, recipient and kind of data; docs/frames.md explains every column."""
    from analysis.compare_command import export_days

    export_days(home, start, end, form, output)


@command.command(name="salt")
@click.argument("finding_id")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
def salt(finding_id: str, home: Path | None) -> None:
    """Print the salt of one exported row, for a stranger who is to check its value."""
    from analysis.evidence.csv_command import print_salt

    print_salt(home, finding_id)
