"""What ``leakledger digest`` does."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from analysis import digest as digests
from analysis.errors import UserFault
from analysis.journal_format import to_micros
from analysis.ledger_reader import LedgerReader
from analysis.notice_delivery import NotDelivered, deliver, refused_webhook, where
from analysis.notice_settings import Notices
from analysis.notifier import made_up, of_digest, run
from analysis.queries import Day, Viewer, day_of
from analysis.records import utc_now
from analysis.settings import Home


def digest(home_path: Path | None, day: str | None, *, send: bool, preview: bool, stay: bool) -> int:
    """Print or send one day's digest; the exit code: 1 where it could not be delivered everywhere."""
    home = Home.open(home_path, create=False)
    if stay:
        return run(home)
    notices = home.settings.notices
    if (send or preview) and not where(notices):
        raise UserFault(
            f'{home.settings_path}: nowhere to send it; set folder, email or webhook under "notices", as docs/notices.md'
            " shows"
        )
    chosen = _day(day, home)
    reader = LedgerReader(home.ledger_path)
    try:
        if not reader.ready():
            raise UserFault(f"{home.root}: nothing has been recorded yet")
        with reader.read() as connection:
            found = digests.of_day(connection, Viewer(owner=True), chosen, to_micros(utc_now()))
    finally:
        reader.close()
    if not (send or preview):
        click.echo(made_up(home) + digests.text(found, home.timezone, names=True), nl=False)
        return 0
    notice = of_digest(home, found, notices.names)
    if preview:
        click.echo(f"{_to_whom(notices)}\n{notice.title}\n\n{notice.text}", nl=False)
        return 0
    try:
        deliver(notice, notices)
    except NotDelivered as error:
        click.echo(f"leakledger: not delivered to {error}", err=True)
        return 1
    click.echo(f"Sent to {'; '.join(where(notices))}.")
    return 0


def _to_whom(notices: Notices) -> str:
    """Who would get it, and whom ``--send`` would refuse."""
    why = refused_webhook(notices)
    if notices.webhook is None or not why:
        return f"To {'; '.join(where(notices))}:"
    left = where(msgspec.structs.replace(notices, webhook=None))
    return f"To {'; '.join(left) or 'nobody'}:\nNot to {notices.webhook.url}, which is refused: {why}"


def _day(text: str | None, home: Home) -> Day:
    if text is None:
        return day_of(datetime.now(home.timezone).date(), home.timezone)
    try:
        return day_of(date.fromisoformat(text), home.timezone)
    except (ValueError, OverflowError):  # the latter at either end of the calendar
        raise UserFault(f"--day {text!r} is no date such as 2026-11-22") from None
