"""Check that nothing in the journal was changed or lost."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="verify")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
def command(home: Path | None) -> None:
    """Check that nothing in the journal was changed or lost.

    Exit code 0: everything holds. 1: a fault was found; each is one line. docs/evidence.md says what it proves.
    """
    from analysis.counting import counted
    from analysis.evidence.verify import verify_home
    from analysis.evidence.verify_words import lines
    from analysis.settings import Home

    report = verify_home(Home.open(home, create=False))
    for fault in report.faults:
        click.echo(f"{fault.where}: {fault.what}", err=True)
    for line in lines(report):
        click.echo(line)
    if not report.holds:
        click.echo(f"{counted(len(report.faults), 'fault')}: the journal does not hold", err=True)
        raise SystemExit(1)
    if not report.records:
        click.echo("The journal is empty: there is nothing that could hold.")
        return
    click.echo(
        "The journal holds. This shows that it was not changed since it was written, not who wrote it."
    )
