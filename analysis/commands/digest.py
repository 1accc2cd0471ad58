"""The day in a few lines: print it, or send it where the settings say."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="digest")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--day", help="Which day, such as 2026-11-22.  [default: today]")
@click.option("--send", is_flag=True, help="Send it now to where 'notices' in settings.json says.")
@click.option("--preview", is_flag=True, help="Print what --send would send, and to whom; sends nothing.")
@click.option("--stay", is_flag=True, hidden=True, help="Stay, and send what is due: what 'run' starts.")
@click.pass_context
def command(
    ctx: click.Context, home: Path | None, day: str | None, send: bool, preview: bool, stay: bool
) -> None:
    """The day in a few lines: what left, to how many, what is new.

    Printed here. It is sent only with --send, or daily by 'leakledger run' where settings.json says so under "notices".
    """
    from analysis.digest_command import digest

    ctx.exit(digest(home, day, send=send, preview=preview, stay=stay))
