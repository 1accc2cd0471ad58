"""Check that nothing in the journal was changed or lost."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="verify")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
def command(home: Path | None) -> None:
    """Check that nothing in the journal was changed or lost.

    Exit code 0: everything holds. 1: a fault was found; each is one line.
    """
    from analysis.evidence.verify import verify_journal
    from analysis.settings import Home

    report = verify_journal(Home.open(home, create=False).journal_dir)
    for fault in report.faults:
        click.echo(f"{fault.where}: {fault.what}", err=True)
    click.echo(
        f"{report.records} records of {report.writers} writers checked in {report.segments} segments; "
        f"{report.contents} contents and {report.bodies} bodies are at hand, {report.erased} contents were erased on record"
    )
    for writer, head in sorted(report.heads.items()):
        click.echo(f"  {writer} ends at {head}")
    if not report.holds:
        click.echo(f"{len(report.faults)} faults: the journal does not hold", err=True)
        raise SystemExit(1)
    click.echo(
        "The journal holds. This shows that it was not changed since it was written, not who wrote it."
    )
