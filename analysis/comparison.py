"""Reads two periods from the ledger and compares them."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import Connection

from analysis.company_queries import Period
from analysis.comparing import Compared, Side, compared, side_of
from analysis.day_rows import DayRow, day_rows, others_day_rows, recorded_days
from analysis.errors import UserFault
from analysis.queries import Viewer


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two periods, how well each is known, and what was in them."""

    first: Side
    second: Side
    rows: tuple[Compared, ...]


def comparison(
    connection: Connection, viewer: Viewer, before: Period, after: Period, today: date
) -> Comparison:
    """Compare two periods of equal length. Raises ``UserFault`` where they are not, or have a day in common.

    ``today`` in the home's zone: what a period that is not over has less of may still come.
    """
    if before.last - before.first != after.last - after.first:
        raise UserFault("two periods that are compared must have as many days")
    if before.first <= after.last and after.first <= before.last:
        raise UserFault("two periods that are compared must have no day in common")
    was, first = _read(connection, viewer, before, today)
    is_now, second = _read(connection, viewer, after, today)
    return Comparison(first=first, second=second, rows=tuple(compared(was, is_now, first, second)))


def _read(connection: Connection, viewer: Viewer, period: Period, today: date) -> tuple[list[DayRow], Side]:
    rows = day_rows(connection, viewer, period)
    side = side_of(rows, period, recorded_days(connection, period), today)
    return [*rows, *others_day_rows(connection, viewer, period)], side
