"""What left in a day, or in some, in one line: what the day before and the week before are compared by."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import Connection

from analysis.queries import STRANGERS, Scope, Viewer, tuples
from analysis.records import HOME_CORPUS


class DayTotal(msgspec.Struct, frozen=True, kw_only=True):
    """``bytes_out`` are those known; ``at_least``: there were more. ``companies`` of the ``recipients`` are known."""

    devices: int
    recipients: int
    companies: int
    bytes_out: int
    at_least: bool = False


def day_total(connection: Connection, viewer: Viewer, day: date, last: date | None = None) -> DayTotal | None:
    """Of the devices that the viewer sees in full, without the bytes of strangers; None where nothing left.

    With ``last`` all days up to that one, itself included.
    """
    scope = Scope(connection, viewer)
    sql = f"""
        SELECT device, company, host, sum(bytes_out), sum(bytes_unknown) FROM flow_rollup
        WHERE grain = 'd' AND corpus = :corpus AND start >= :day AND start <= :last AND {scope.where()} AND NOT ({STRANGERS})
            AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0)
        GROUP BY 1, 2, 3"""
    days = {"day": day.isoformat(), "last": (last or day).isoformat()}
    rows = list(tuples(connection, sql, corpus=HOME_CORPUS, **days, **scope.parameters))
    if not rows:
        return None
    known = {company for _, company, _, _, _ in rows if company}
    return DayTotal(
        devices=len({scope.canonical(device) for device, *_ in rows}),
        recipients=len(known) + len({host for _, company, host, _, _ in rows if not company}),
        companies=len(known),
        bytes_out=sum(sent for *_, sent, _ in rows),
        at_least=any(unknown for *_, unknown in rows),
    )
