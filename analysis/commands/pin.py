"""Keep what a message sent for longer than others, until you let it go."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="pin")
@click.option("--home", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--list", "listed", is_flag=True, help="List what is kept, since when and by whose wish.")
@click.option("--undo", is_flag=True, help="Let the messages go again, or end --media-of.")
@click.option(
    "--media-of",
    metavar="DEVICE",
    default="",
    help="Have photos and sound that it sends from now on kept as messages are.",
)
@click.option(
    "--for", "lasts", metavar="TIME", default="", help="With --media-of: how long, 24h at most [1h]."
)
@click.argument("events", metavar="[EVENT]...", nargs=-1)
def command(
    home: Path | None, listed: bool, undo: bool, media_of: str, lasts: str, events: tuple[str, ...]
) -> None:
    """Keep what a message sent for longer than others, until you let it go.

    EVENT is an event's id, or a finding's: the first column of 'leakledger export csv'. Its body and full values stay in
    this home and nowhere else, until --undo, or until its device is forgotten. Photos and sound are usually gone before you
    see them: --media-of keeps those that are still to come. Exit code 1: one of the messages could not be kept.
    """
    from analysis.cli import UserError
    from analysis.pin_command import let_each_go, list_pins, media_for, pin_each
    from analysis.settings import Home

    if sum((bool(events), listed, bool(media_of))) != 1 or (listed and undo):
        raise UserError(
            "pin needs one of: EVENT…, --list, --media-of DEVICE; 'leakledger pin --help' tells more"
        )
    if lasts and (undo or not media_of):
        raise UserError("--for says how long --media-of lasts; a message that is pinned stays until --undo")
    opened = Home.open(home, create=False)
    if listed:
        list_pins(opened)
    elif media_of:
        media_for(opened, media_of, "" if undo else lasts or "1h")
    elif code := (let_each_go if undo else pin_each)(opened, events):
        raise SystemExit(code)
