"""Export evidence: what left a device, when, and to whom, as CSV that a stranger can check."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(name="export")
def command() -> None:
    """Export evidence: what left a device, when, and to whom, as CSV that a stranger can check."""


@command.command(name="csv")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--device", help="Only this device (name or id).")
@click.option(
    "--from",
    "start",
    default="",
    help="From this day (2026-11-22) or time (2026-11-22T06:00) on.",
)
@click.option("--to", "end", default="", help="Up to and with this day, or up to this time.")
@click.option(
    "--corpus", default="home", show_default=True, help="A named import instead of the home's own traffic."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file instead of standard output."
)
def csv(
    home: Path | None, device: str | None, start: str, end: str, corpus: str, output: Path | None
) -> None:
    """Write findings as CSV, one line each; docs/evidence.md explains every column."""
    from analysis.evidence.csv_command import export_csv

    export_csv(home, device, start, end, corpus, output)


@command.command(name="salt")
@click.argument("finding_id")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
def salt(finding_id: str, home: Path | None) -> None:
    """Print the salt of one exported row, for a stranger who is to check its value."""
    from analysis.evidence.csv_command import print_salt

    print_salt(home, finding_id)
