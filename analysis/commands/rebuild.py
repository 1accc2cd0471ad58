"""Build the ledger anew from the journal, with today's rules and catalogue."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="rebuild")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
def command(home: Path | None) -> None:
    """Build the ledger anew from the journal, with today's rules and catalogue.

    Stop 'leakledger run' first. Where a body has been erased, the event stays as it was recorded.
    """
    from analysis import catalogue
    from analysis.counting import counted
    from analysis.rebuild import rebuild
    from analysis.settings import Home

    done = rebuild(Home.open(home, create=False), catalogue.load())
    click.echo(
        f"The ledger is rebuilt: {counted(done.analysed, 'message')} analysed anew, {done.kept:,} kept as recorded."
    )
