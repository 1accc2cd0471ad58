"""Reads the days and times that a user writes, in the home's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from analysis.errors import UserFault
from analysis.journal_format import to_micros


class UnreadableTime(UserFault):
    """Not a day or time; the text says what is expected."""


def moment(text: str, zone: ZoneInfo, *, end: bool = False) -> int | None:
    """µs UTC of ``2026-11-22``, ``2026-11-22T06:00`` or a time with its own offset; None for "".

    A bare day means its first moment, or with ``end`` the first moment after it. Raises ``UnreadableTime``.
    """
    if not text:
        return None
    try:
        if len(text) == 10:
            day = date.fromisoformat(text) + timedelta(days=int(end))
            return to_micros(datetime.combine(day, time(), tzinfo=zone))
        at = datetime.fromisoformat(text)
        return to_micros(at if at.tzinfo is not None else at.replace(tzinfo=zone))
    except (ValueError, OverflowError) as error:  # the latter at either end of the calendar
        raise UnreadableTime(f"{text!r} is no day (2026-11-22) and no time (2026-11-22T06:00)") from error
