from __future__ import annotations

from datetime import timedelta

from analysis.demo import person
from analysis.records import utc_now


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


def test_nobody_lives_there_and_nobody_has_that_address() -> None:
    assert person.EMAIL.endswith("@example.org")  # RFC 2606
    assert (round(person.LATITUDE), round(person.LONGITUDE)) == (-49, -123)  # the middle of the Pacific
