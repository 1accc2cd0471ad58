"""What ``leakledger pin`` does and says: keeps messages, lets them go, lists them, keeps a device's media for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import click

from analysis.cli import UserError
from analysis.counting import amount, counted
from analysis.devices import DeviceDirectory, decisions
from analysis.journal_format import Position
from analysis.journal_reading import body_sizes
from analysis.ledger_reader import LedgerReader
from analysis.packet_segments import duration
from analysis.pin_journal import Pins
from analysis.pin_list import media_kept_now, pinned_messages
from analysis.pins import NotPinned, event_of, keep_media, let_go, pin
from analysis.queries import Viewer
from analysis.records import utc_now
from analysis.scan_output import printable
from analysis.settings import Home


def pin_each(home: Home, names: Iterable[str]) -> int:
    """Pin messages; the exit code: 1 where one of them could not be, for the reason that is printed."""
    return _each(names, lambda name: _pinned(home, name))


def let_each_go(home: Home, names: Iterable[str]) -> int:
    """Let messages go again; the exit code as above."""
    return _each(names, lambda name: _let_go(home, name))


def _each(names: Iterable[str], act: Callable[[str], str]) -> int:
    code = 0
    for name in names:
        try:
            click.echo(act(name))
        except NotPinned as fault:
            click.echo(f"leakledger: {printable(str(fault))}", err=True)
            code = 1
    return code


def _pinned(home: Home, name: str) -> str:
    made = pin(home, name)
    size = sum(body_sizes(home.journal_dir, made.bodies).values())
    return (
        f"{made.event} is kept since {made.at:%Y-%m-%d %H:%M} UTC: {amount(size)} of what was sent, in this home and"
        f" nowhere else, until 'leakledger pin --undo {made.event}', or until its device is forgotten."
    )


def _let_go(home: Home, name: str) -> str:
    event = event_of(name)
    if let_go(home, name):
        return f"{event} is let go: its body was older than you keep, and is erased. What was found stays."
    days = counted(home.settings.body_days, "day")
    return (
        f"{event} is let go: its body goes as any other, {days} after it was recorded. What was found stays."
    )


def list_pins(home: Home) -> None:
    """Print what is kept, and whose media are for now."""
    reader = LedgerReader(home.ledger_path)
    try:
        if reader.ready():
            with reader.read() as connection:
                found = pinned_messages(home, connection, Viewer(owner=True))
        else:
            found = []
    finally:
        reader.close()
    for item in found:
        what = amount(item.size) if item.size else "its body is gone"
        by = item.pin.by or "the owner"
        line = (
            f"{item.pin.event}  {item.device_name or '-'}  {item.host}  {what}  kept since"
            f" {item.pin.at:%Y-%m-%d %H:%M} UTC by {by}"
        )
        click.echo(printable(line))
    total = amount(sum(body_sizes(home.journal_dir, _places(home)).values()))
    if found:
        click.echo(f"{counted(len(found), 'message')} kept beyond the usual days, {total} on the disk.")
    else:
        click.echo("No message is pinned. 'leakledger pin EVENT' keeps what one sent.")
    _list_media(home)


def _places(home: Home) -> Iterable[Position]:
    return Pins(home.journal_dir).refresh().bodies()


def _list_media(home: Home) -> None:
    names = {device.id: device.name for device in DeviceDirectory(decisions(home)).devices()}
    for id, word in media_kept_now(home, names, utc_now()).items():
        click.echo(
            printable(
                f"Photos and sound that {names[id]} sends until {word.until:%Y-%m-%d %H:%M} UTC are kept as messages are."
            )
        )


def media_for(home: Home, name: str, lasts: str) -> None:
    """Keep the photos and sound that a device sends from now on; ``lasts`` is such as ``1h``, "" ends it."""
    length = duration(lasts) if lasts else None
    if lasts and length is None:
        raise UserError(f"--for {lasts!r}: write minutes or hours from 1m to 24h, such as 1h")
    device = DeviceDirectory(decisions(home)).named(name)
    made = keep_media(home, device, length or timedelta(0))
    if not length:
        click.echo(f"{device.name}: photos and sound go as soon as they are analysed, from now on.")
        return
    click.echo(
        f"{device.name}: photos and sound that it sends until {made.until:%Y-%m-%d %H:%M} UTC are kept for"
        f" {counted(home.settings.body_days, 'day')}, as other messages are; 'leakledger pin EVENT' keeps one for longer."
    )


def pinned_words(home: Home, event: str) -> str:
    """A line for a message that is pinned; "" for others."""
    made = Pins(home.journal_dir).refresh().now.get(event)
    if made is None:
        return ""
    by = f"{made.by}'s" if made.by else "the owner's"
    return f"Its body is kept since {made.at:%Y-%m-%d %H:%M} UTC by {by} wish, until 'leakledger pin --undo {event}'.\n"
