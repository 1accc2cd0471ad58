"""Positions become fixes, fixes become places, by nights and by working hours."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stays import fixes, home_and_work, metres, night_of, stay, working_day_of
from tests.inference_cases import ZONE, days_ago, evidence_of, found, position, sent


def test_distances_are_those_of_the_globe() -> None:
    assert metres(52.0, 10.0, 52.001, 10.0) == pytest.approx(111.2, rel=0.01)
    assert metres(52.0, 10.0, 52.0, 10.001) == pytest.approx(68.5, rel=0.01)
    assert metres(0.0, 179.9995, 0.0, -179.9995) == pytest.approx(111.2, rel=0.01)  # across the date line


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_a_distance_is_the_same_both_ways_and_never_negative(
    north: float, east: float, up: float, right: float
) -> None:
    there = metres(north, east, north + up, east + right)
    assert there >= 0
    assert there == pytest.approx(metres(north + up, east + right, north, east))


@pytest.mark.parametrize(
    ("hour", "day"), [(22, 20), (23, 20), (0, 19), (5, 19), (6, None), (12, None), (21, None)]
)
def test_a_night_goes_by_its_evening(hour: int, day: int | None) -> None:
    night = night_of(datetime(2026, 11, 20, hour, tzinfo=ZONE))
    assert (night.day if night else None) == day


@pytest.mark.parametrize(
    ("at", "counts"),
    [((20, 9), True), ((20, 15), True), ((20, 16), False), ((21, 10), False), ((20, 8), False)],
)
def test_working_hours_are_from_monday_to_friday(at: tuple[int, int], counts: bool) -> None:
    assert (working_day_of(datetime(2026, 11, at[0], at[1], tzinfo=ZONE)) is not None) is counts


def test_several_positions_of_one_message_are_kept_apart_by_their_objects() -> None:
    def point(stem: str, north: str, east: str) -> list[object]:
        return [
            found("location.precise", value, name, f"{stem}.{name}", precision_m=1.0)
            for name, value in (("latitude", north), ("longitude", east))
        ]

    message = sent(
        "23:00", *point("body>json:$.a", "52.1", "10.1"), *point("body>json:$.b[1]", "52.2", "10.2")
    )
    assert [(fix.latitude, fix.longitude) for fix in fixes(evidence_of([message]))] == [
        (52.1, 10.1),
        (52.2, 10.2),
    ]


def test_values_out_of_range_are_no_positions() -> None:
    wrong = sent("23:00", *position(91.0, 10.0), day=days_ago(1))
    assert fixes(evidence_of([wrong])) == []
    text = [found("location.precise", "north", name, precision_m=1.0) for name in ("latitude", "longitude")]
    assert fixes(evidence_of([sent("23:00", *text)])) == []


def test_thousands_of_positions_are_thinned() -> None:
    minutes = [sent(f"{hour}:{minute:02d}", *position(52.0, 10.0), day=days_ago(number))
               for number in range(1, 20) for hour in (22, 23) for minute in range(60)]  # fmt: skip
    evidence = evidence_of(minutes)
    place = stay(evidence, fixes(evidence))
    assert place is not None
    assert place.days == 19
    assert len(place.fixes) <= 600
    assert home_and_work(evidence, fixes(evidence)) is None
