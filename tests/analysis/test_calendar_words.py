"""Days in words, in English and in German."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from analysis.calendar_words import (
    day_and_month,
    full_day,
    long_day,
    moment,
    short_date,
    short_day,
    short_full_date,
    short_weekday,
    told_date,
    weekday,
)
from analysis.wording import using

DAY = date(2026, 5, 3)


def words() -> list[str]:
    said = (weekday, short_weekday, long_day, full_day, day_and_month, short_day, short_date, short_full_date)
    return [say(DAY) for say in said] + [moment(datetime(2026, 3, 1, 9, 5, tzinfo=UTC))]


def test_days_in_english() -> None:
    assert words() == [
        "Sunday", "Sun", "Sunday, 3 May 2026", "3 May 2026", "3 May", "Sun 3 May", "3 May", "3 May 2026",
        "Sun 1 Mar 09:05",
    ]  # fmt: skip


def test_days_in_german() -> None:
    with using("de"):
        assert words() == [
            "Sonntag", "So", "Sonntag, 3. Mai 2026", "3. Mai 2026", "3. Mai", "So, 3. Mai", "3. Mai", "3. Mai 2026",
            "So, 1. März, 09:05",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "english", "german"),
    [
        ("2021", "2021", "2021"), ("2021-03", "Mar 2021", "März 2021"), ("2026-05-03", "3 May 2026", "3. Mai 2026"),
        ("", "", ""), ("2021-13", "2021-13", "2021-13"), ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("long ag", "long ag", "long ag"), ("long agooo", "long agooo", "long agooo"), ("{0}**", "{0}**", "{0}**"),
    ],
)  # fmt: skip
def test_a_date_of_the_catalogue_is_told_as_far_as_it_is_known(told: str, english: str, german: str) -> None:
    assert told_date(told) == english
    with using("de"):
        assert told_date(told) == german


def test_every_month_and_weekday_has_words() -> None:
    for code in ("en", "de"):
        with using(code):
            months = {full_day(date(2026, month, 1)) for month in range(1, 13)}
            days = {long_day(date(2026, 6, day)).partition(",")[0] for day in range(1, 8)}
        assert (len(months), len(days)) == (12, 7)
