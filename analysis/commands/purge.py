"""Erase bodies and full values that are older than the settings allow."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="purge")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
def command(home: Path | None) -> None:
    """Erase bodies and full values that are older than the settings allow.

    'leakledger run' does this every hour. What was found stays, and what is pinned; every erasure is recorded.
    """
    from analysis.counting import counted
    from analysis.devices import OWNER
    from analysis.journal import JournalWriter
    from analysis.ledger import Ledger
    from analysis.retention import purge
    from analysis.settings import Home

    opened = Home.open(home, create=False)
    ledger = Ledger(opened.ledger_path, opened.timezone)
    writer = JournalWriter(opened.journal_dir, OWNER)
    try:
        done = purge(opened, ledger.cursors(), writer)
    finally:
        writer.close()
        ledger.close()
    click.echo(
        f"Erased {counted(done.bodies, 'body', 'bodies')} older than {counted(opened.settings.body_days, 'day')} and the"
        f" full values of {counted(done.values, 'message')} older than {counted(opened.settings.value_days, 'day')}."
    )
    if done.pinned:
        click.echo(
            f"{counted(done.pinned, 'body', 'bodies')} as old stayed: pinned ('leakledger pin --list')."
        )
