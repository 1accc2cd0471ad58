"""Rows without names are a way only where two columns have the digits of positions and go on as somebody moves."""

from __future__ import annotations

import random

import pytest

from analysis.detectors.location import DETECTOR

Rows = list[list[float | int | str]]


def way(*, time: int = 1_795_350_000, scale: int = 0) -> Rows:
    rows: Rows = []
    for at in range(8):
        north, east = 52.123451 + at * 0.000412, 13.410231 + at * 0.000601
        pair = [round(axis * 10**scale) if scale else round(axis, 6) for axis in (north, east)]
        rows.append([time + 5 * at, *pair, 48])
    return rows


@pytest.mark.parametrize("scale", [0, 6, 7])
def test_rows_of_a_way(see, scale: int) -> None:  # type: ignore[no-untyped-def]
    (seen,) = see(DETECTOR, {"q": way(scale=scale)})
    assert (seen.category, seen.rule) == ("location.track", "track.rows")
    assert seen.measures.n == 8
    assert seen.measures.seconds == 35
    assert seen.value.startswith("52.12345,13.41023 ")


def test_times_may_be_texts(see) -> None:  # type: ignore[no-untyped-def]
    rows = [[f"2026-11-20T10:00:0{at}Z", *row[1:]] for at, row in enumerate(way())]
    assert [item.category for item in see(DETECTOR, {"q": rows})] == ["location.track"]


def noise() -> Rows:
    chance = random.Random(3)
    return [
        [1_795_350_000 + at, 52.12 + chance.random() / 1e3, 13.41 + chance.random() / 1e3, 1]
        for at in range(40)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        way()[:3],  # too few
        noise(),  # a sensor at rest
        [[1_795_350_000 + at, 4.254321 + at / 1e4, 4.255012 + at / 1e4, 1] for at in range(8)],  # bid and ask
        [
            [1_795_350_000 + at, 51.28451 + at / 10, 13.11821 + at / 9, 1] for at in range(8)
        ],  # faster than anybody
        [[1_795_350_000 + at, 52.5, 13.25 + at / 4, 1] for at in range(8)],  # few decimals
        [[1_795_350_000 + at, 0.512345 + at / 1e4, 0.112345 + at / 1e4, 1] for at in range(8)],  # shares
        [[at, 521_234_567, 134_102_345, 48] for at in range(8)],  # nothing moves
        [[48.0 + at // 2 * 0.5, 11.0 + at % 2 * 0.5, 3.25] for at in range(8)],  # a grid
    ],
)
def test_other_rows_are_none(see, rows: Rows) -> None:  # type: ignore[no-untyped-def]
    assert see(DETECTOR, {"q": rows}) == []


def test_the_line_of_a_timetable_is_nobodys_way(see) -> None:  # type: ignore[no-untyped-def]
    shape = [row[1:3] for row in way()]
    assert see(DETECTOR, {"shape_id": "L5", "route_id": "L5", "shape": shape}) == []
    assert see(DETECTOR, {"pos": [1_795_350_000, 47.421066, 10.985365, 12]}) != []
    assert see(DETECTOR, {"row": [1_795_350_000, 47.421066, 10.985365, 12]}) == []
