from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from analysis.demo import person
from analysis.records import utc_now
from analysis.sun import elevation


def test_the_morning_is_over() -> None:
    assert person.morning("07:52") < utc_now()
    assert utc_now() - person.morning("07:52") < timedelta(days=2)
    assert f"{person.morning('07:02'):%H:%M:%S}" == "07:02:00"


def test_the_light_rises_from_4_to_1300_lux_between_7_02_and_7_40() -> None:
    series = person.light_series()
    lux = [value for _, value in series]
    assert (min(lux), max(lux)) == (4.0, 1300.0)
    assert (lux[0], lux[-1]) == (4.0, 1300.0)
    assert f"{series[0][0]:%H:%M}" == "07:02"
    assert f"{series[-1][0]:%H:%M}" == "07:40"


@pytest.mark.parametrize("month", [1, 3, 6, 9, 12])
@pytest.mark.parametrize("hour", range(24))
def test_whenever_the_demo_is_played_it_is_morning_at_its_home(month: int, hour: int) -> None:
    now = datetime(2026, month, 21, hour, 40, tzinfo=UTC)
    latitude, longitude = person.where_it_is_morning(now)
    assert -180 <= longitude <= 180
    assert 10 < elevation(now, latitude, longitude) < 50
    assert elevation(now + timedelta(hours=1), latitude, longitude) > elevation(now, latitude, longitude)


def test_nobody_lives_there_and_nobody_has_that_address() -> None:
    assert person.EMAIL.endswith("@example.org")  # RFC 2606
    assert (round(person.LATITUDE), round(person.LONGITUDE)) == (-49, -123)  # the middle of the Pacific
