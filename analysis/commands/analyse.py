"""Analyse what the journal holds and keep the ledger up to date."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="analyse")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--once", is_flag=True, help="Stop when everything that is journalled now is in the ledger.")
def command(home: Path | None, once: bool) -> None:
    """Analyse what the journal holds and keep the ledger up to date."""
    import signal
    import threading

    from analysis import catalogue
    from analysis.analyser_pool import limit_memory
    from analysis.analyst import Analyst
    from analysis.counting import counted
    from analysis.ledger_format import is_outdated
    from analysis.rebuild import renew
    from analysis.settings import Home
    from analysis.status import Heartbeat
    from analysis.unread_bodies import UNREAD

    limit_memory()
    opened = Home.open(home)
    known = catalogue.load()
    if is_outdated(opened.ledger_path):
        renew(opened, known, click.echo)
    analyst = Analyst(opened, known)
    try:
        if once:
            while analyst.step():
                continue
            click.echo(f"{counted(analyst.analysed, 'message')} analysed")
            if analyst.unread:
                click.echo(f"{analyst.unread:,} of them without content: {UNREAD}")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        heartbeat = Heartbeat(opened, "analyst")
        analyst.run(stop, heartbeat)
        heartbeat.stop("stopped", "", **analyst.counters())
    finally:
        analyst.close()
