"""Days as a person would say them, in the language of now: ``Sunday, 22 November 2026``, ``Sun 22 Nov``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from analysis.wording import Words, tr

_MONTHS: Final = Words(
    dict(enumerate(("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                    "November", "December"), 1)),
    context="month",
)  # fmt: skip
_SHORT_MONTHS: Final = Words(
    dict(enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1)),
    context="short month",
)
_WEEKDAYS: Final = Words(
    dict(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))),
    context="day of the week",
)
_SHORT_WEEKDAYS: Final = Words(
    dict(enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))), context="short day of the week"
)


def weekday(day: date) -> str:
    """``Sunday``."""
    return _WEEKDAYS[day.weekday()]


def short_weekday(day: date) -> str:
    """``Sun``."""
    return _SHORT_WEEKDAYS[day.weekday()]


def long_day(day: date) -> str:
    """``Sunday, 22 November 2026``."""
    return tr("{weekday}, {date}", weekday=weekday(day), date=full_day(day))


def full_day(day: date) -> str:
    """``22 November 2026``."""
    return tr("{day} {month} {year}", day=day.day, month=_MONTHS[day.month], year=day.year)


def day_and_month(day: date) -> str:
    """``22 November``."""
    return tr("{day} {month}", day=day.day, month=_MONTHS[day.month])


def short_day(day: date) -> str:
    """``Sun 22 Nov``."""
    return tr("{weekday} {date}", weekday=short_weekday(day), date=short_date(day))


def short_date(day: date) -> str:
    """``22 Nov``."""
    return tr("{day} {month}", context="short", day=day.day, month=_SHORT_MONTHS[day.month])


def short_full_date(day: date) -> str:
    """``22 Nov 2026``."""
    return tr(
        "{day} {month} {year}", context="short", day=day.day, month=_SHORT_MONTHS[day.month], year=day.year
    )


def told_date(told: str) -> str:
    """A date as the catalogue has it (``2021``, ``2021-03``, ``2021-03-09``) in words; anything else as it stands."""
    try:
        if len(told) == len("2021-03"):
            day = date.fromisoformat(f"{told}-01")
            return tr("{month} {year}", context="short", month=_SHORT_MONTHS[day.month], year=day.year)
        return short_full_date(date.fromisoformat(told)) if len(told) == len("2021-03-09") else told
    except ValueError:
        return told


def moment(at: datetime) -> str:
    """``Sun 22 Nov 09:12``."""
    return tr("{day} {time}", day=short_day(at), time=f"{at:%H:%M}")
