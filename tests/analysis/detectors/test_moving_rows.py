"""Rows without names are a way only where two columns have the digits of positions and go on as somebody moves."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.location import DETECTOR
from analysis.records import Observation, Transmission
from tests.corpus.recipes import STEPS

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


@pytest.fixture
def seen_in() -> Callable[[bytes], list[Observation]]:
    """What is observed in a body of protocol buffers."""

    def observe(body: bytes) -> list[Observation]:
        message = Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
            scheme="https", host="collector.example", port=443, path="/b", query="",
            request_headers=(("Content-Type", "application/x-protobuf"),), body=body, body_size=len(body),
        )  # fmt: skip
        return list(DETECTOR.detect(open_message(message)))

    return observe


def four_bytes(north: int, east: int, *, step: int = 5, noise: bool = False) -> bytes:
    rows = []
    for at in range(6):
        shift = (at * 7919) % 13 * 100_000 if noise else 400 * at
        pair = [[1, {"fixed32": north + shift}], [2, {"fixed32": east - shift}]]
        rows.append([4, [*pair, [3, 1_795_350_000 + step * at]]])
    data = STEPS["protobuf"]([[1, "mule-3"], *rows])
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize(("north", "east"), [(466_211_773, -73_120_442), (-338_688_201, 1_512_092_933)])
def test_signed_numbers_of_four_bytes(seen_in, north: int, east: int) -> None:  # type: ignore[no-untyped-def]
    (seen,) = seen_in(four_bytes(north, east))
    assert (seen.category, seen.rule) == ("location.track", "track.rows")
    assert seen.value.startswith(f"{north / 1e7:.7g},{east / 1e7:.7g} ")


def test_four_bytes_of_other_things(seen_in) -> None:  # type: ignore[no-untyped-def]
    assert not seen_in(four_bytes(466_211_773, -73_120_442, noise=True))
    assert not seen_in(four_bytes(3, 9))
