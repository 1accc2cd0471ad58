"""Show how a finding was reached: each layer of the message that was opened, and the value in the last."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="explain")
@click.argument("target", metavar="EVENT|FILE")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option(
    "--message",
    type=click.IntRange(min=0),
    help="Explain this message of a capture file, numbered as 'scan' does.",
)
@click.option("--part", type=click.IntRange(min=0), help="Only this frame of a WebSocket message.")
@click.option("--show-values", is_flag=True, help="Print full values and the beginning of each layer.")
def command(target: str, home: Path | None, message: int | None, part: int | None, show_values: bool) -> None:
    """Show how each finding of a message was reached, layer by layer.

    EVENT is an event's id, or a finding's: the first column of 'leakledger export csv'. With --message, FILE is a
    capture file.
    """
    from analysis.cli import UserError
    from analysis.explain_command import explain_event, explain_file
    from analysis.settings import Home

    if message is not None:
        explain_file(Path(target), message, part, show_values)
    elif part is not None:
        raise UserError("--part needs --message")
    elif Path(target).exists():
        raise UserError(f"{target}: say which message of the file with --message NUMBER")
    else:
        explain_event(Home.open(home, create=False), target, show_values)
