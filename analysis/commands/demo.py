"""See a made-up home's morning: three devices, the real proxy, local stand-ins of trackers."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="demo")
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    help="The demo's own home, emptied first.  [default: ~/.leakledger-demo]",
)
@click.option("--fast", is_flag=True, help="The morning in seconds instead of a minute.")
@click.option("--once", is_flag=True, help="No dashboard: print what was found and stop.")
@click.option(
    "--stock", is_flag=True, help="Beside them a phone as it comes out of its box: most of it unreadable."
)
@click.option("--without", multiple=True, hidden=True, help="Leave out a step of the morning, by its name.")
@click.pass_context
def command(
    ctx: click.Context, home: Path | None, fast: bool, once: bool, stock: bool, without: tuple[str, ...]
) -> None:
    """See a made-up home's morning, recorded for real.

    A phone, a tablet and a watch send what such devices send, through the real proxy, to stand-ins of trackers on this
    machine. Nothing leaves it, and your own home is not touched. Ctrl-C stops everything.
    """
    from analysis.demo.playing import FAST, MORNING, Wishes, run_demo

    wishes = Wishes(seconds=FAST if fast else MORNING, once=once, without=without, stock=stock)
    ctx.exit(run_demo(home, wishes))
