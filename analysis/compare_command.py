"""What ``leakledger compare`` and ``leakledger export days`` do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import click
from sqlalchemy import Connection

from analysis.company_queries import Period
from analysis.comparison import comparison
from analysis.comparison_words import lines
from analysis.day_rows import recorded_days
from analysis.errors import UserFault
from analysis.evidence.coverage import quick_sentence
from analysis.evidence.whole_file import whole
from analysis.evidence_queries import Filters
from analysis.frame_cells import Names, days_cells
from analysis.frame_output import write_frame, write_frames
from analysis.frames import digest_frame, frame_of
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of, days_recorded
from analysis.settings import Home

_OWNER: Final = Viewer(owner=True)
_LONGEST: Final = timedelta(days=3_653)


def compare(home_path: Path | None, start: str, end: str, other: str, form: str, output: Path | None) -> None:
    """Write or print a comparison of two periods; of which days, and how much could be read of each, goes to stderr."""
    home = Home.open(home_path, create=False)
    today = datetime.now(home.timezone).date()
    after = _period(start, end, _last_whole_day(home, today))
    length = after.last - after.first
    begin = _day("--with", other) if other else after.first - length - timedelta(days=1)
    before = Period(first=begin, last=begin + length)
    if after.first < before.first:
        before, after = after, before
    with _reading(home) as connection:
        found = comparison(connection, _OWNER, before, after, today)
        names = Names(connection, _OWNER)
        covered = [f"{_name(period)}: {_covered(connection, home, period)}" for period in (before, after)]
    if form == "table":
        _print([*lines(found, names), "", *covered, *_played(home)], output)
        return
    write_frame(frame_of(found, names), form, output)
    for line in (*covered, *_played(home)):
        click.echo(line, err=True)


def export_days(home_path: Path | None, start: str, end: str, form: str, output: Path | None) -> None:
    """Write what left day by day, a week at a time; how much could be read of it goes to stderr."""
    home = Home.open(home_path, create=False)
    with _reading(home) as connection:
        recorded = days_recorded(connection)
        if recorded is None:
            raise UserFault(f"{home.root}: nothing was recorded here yet; start with 'leakledger run'")
        period = _period(start or recorded[0].isoformat(), end or recorded[1].isoformat(), recorded[1])
        covered = _covered(connection, home, period)
        about = {
            **days_cells(period), "days_recorded": len(recorded_days(connection, period)), "coverage": covered
        }  # fmt: skip
        weeks = (digest_frame(connection, _OWNER, week) for week in _weeks(period))
        write_frames(weeks, about, form, output)
    for line in (f"{_name(period)}: {covered}", *_played(home)):
        click.echo(line, err=True)


def _weeks(period: Period) -> Iterator[Period]:
    """The period in stretches of seven days at most."""
    first = period.first
    while first <= period.last:
        last = min(first + timedelta(days=6), period.last)
        yield Period(first=first, last=last)
        first = last + timedelta(days=1)


@contextmanager
def _reading(home: Home) -> Iterator[Connection]:
    reader = LedgerReader(home.ledger_path)
    try:
        if not reader.ready():
            raise UserFault(f"{home.root}: nothing was recorded here yet; start with 'leakledger run'")
        with reader.read() as connection:
            yield connection
    finally:
        reader.close()


def _last_whole_day(home: Home, today: date) -> date:
    """Yesterday, or the last day before on which anything is on record; today where that is the first."""
    with _reading(home) as connection:
        recorded = days_recorded(connection)
    yesterday = today - timedelta(days=1)
    return today if recorded is None or recorded[0] > yesterday else min(yesterday, recorded[1])


def _period(start: str, end: str, default: date) -> Period:
    first = _day("--from", start) if start else _day("--to", end) if end else default
    last = _day("--to", end) if end else first
    if last < first:
        raise UserFault(f"--from is not before --to: nothing lies between {first} and {last}")
    if last - first > _LONGEST:
        raise UserFault(f"{first} to {last} is too long: ten years at most")
    return Period(first=first, last=last)


def _day(option: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UserFault(f"{option} {text!r} is no day such as 2026-11-22") from None
    if not 1970 <= day.year < 9900:
        raise UserFault(f"{option} {text!r}: nothing can be recorded of that year")
    return day


def _covered(connection: Connection, home: Home, period: Period) -> str:
    start, end = day_of(period.first, home.timezone).start, day_of(period.last, home.timezone).end
    return quick_sentence(connection, _OWNER, Filters(start=start, end=end))


def _name(period: Period) -> str:
    return f"{period.first}" if period.first == period.last else f"{period.first} to {period.last}"


def _played(home: Home) -> list[str]:
    return ["This is a demo's home: everything in it is made up."] if home.is_demo else []


def _print(told: list[str], output: Path | None) -> None:
    text = "".join(f"{line}\n" for line in told)
    if output is None:
        click.echo(text, nl=False)
        return
    with whole(output) as stream:
        stream.write(text.encode())
