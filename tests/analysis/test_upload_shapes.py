"""Shapes are facts with their numbers: what is not steady, no burst and no beacon is not called one."""

from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.upload_shapes import (
    BEATS,
    MINUTE,
    SECOND,
    Kind,
    Piece,
    beacon,
    bursts,
    is_acknowledging,
    large,
    steady,
)


def pieces(rates: list[float], seconds: int = 10, connection: str = "c", start: int = 0) -> list[Piece]:
    """Counts in a row; rates in kbit/s."""
    step = seconds * SECOND
    return [
        Piece(
            start=start + number * step,
            end=start + (number + 1) * step,
            bytes_out=int(rate * 125 * seconds),
            connection=connection,
        )
        for number, rate in enumerate(rates)
    ]


def test_a_steady_upload_has_its_rate_and_time() -> None:
    (shape,) = steady(pieces([64, 63, 65, 64, 64, 62], seconds=8))
    assert (shape.kind, shape.end - shape.start) == (Kind.STEADY, 48 * SECOND)
    assert round(shape.rate / 1000) == 64
    assert (round(shape.slowest / 1000), round(shape.fastest / 1000)) == (62, 65)
    assert "possible" not in shape.possible
    assert "would look like this" in shape.possible


@pytest.mark.parametrize(
    "given",
    [
        pieces([64, 10, 200, 64, 3, 90]),  # bursts of a browser
        pieces([64, 64, 64, 64]),  # too few counts
        pieces([64]),  # a total alone is an average
        pieces([64] * 8, seconds=2),  # sixteen seconds
        pieces([3] * 20),  # what keeps a connection open
        [piece for n in range(6) for piece in pieces([64], connection=f"c{n}", start=n * 10 * SECOND)],
        pieces([64, 64, 64]) + pieces([64, 64, 64], start=600 * SECOND),  # a pause between them
        [],
    ],
    ids=["uneven", "few", "one", "short", "little", "other connections", "pause", "none"],
)
def test_what_is_not_steady(given: list[Piece]) -> None:
    assert steady(given) == []


def test_fast_steady_uploads_are_no_sound() -> None:
    (shape,) = steady(pieces([4000] * 6))
    assert shape.possible == ""


def test_a_steady_part_of_a_connection_is_found() -> None:
    (shape,) = steady(pieces([900, 5, 32, 33, 32, 31, 32, 400]))
    assert (shape.start, shape.end) == (20 * SECOND, 70 * SECOND)


def test_photos_one_after_the_other_are_one_burst() -> None:
    photos = [
        Piece(start=20 * n * SECOND, end=(20 * n + 2) * SECOND, bytes_out=1_850_000, connection=str(n))
        for n in range(11)
    ]
    (shape,) = bursts(photos)
    assert (shape.bytes_out, shape.count, shape.end) == (20_350_000, 11, 202 * SECOND)


@pytest.mark.parametrize(
    "given",
    [
        [Piece(start=0, end=4 * SECOND, bytes_out=900_000)],  # not much
        [Piece(start=n * SECOND, end=(n + 1) * SECOND, bytes_out=20_000) for n in range(200)],  # small ones
        [Piece(start=0, end=40 * MINUTE, bytes_out=50_000_000)],  # slow
        [Piece(start=n * 10 * MINUTE, end=n * 10 * MINUTE + SECOND, bytes_out=600_000) for n in range(5)],
        [],
    ],
    ids=["little", "small", "slow", "apart", "none"],
)
def test_what_is_no_burst(given: list[Piece]) -> None:
    assert bursts(given) == []


def test_a_large_upload_is_an_average() -> None:
    (shape,) = large([Piece(start=0, end=40 * MINUTE, bytes_out=2_100_000_000, connection="c")])
    assert (shape.kind, round(shape.rate / 1e6)) == (Kind.LARGE, 7)
    assert large([Piece(start=0, end=40 * MINUTE, bytes_out=19_000_000)]) == []
    assert large([Piece(start=0, end=30 * SECOND, bytes_out=900_000_000)]) == []


# -- beacons --------------------------------------------------------------------------------------------------------


def timer(seed: int, beats: int, period: float, jitter: float = 0.0, missed: float = 0.0) -> list[int]:
    """A timer that counts from its last beat, in µs."""
    chance, at, found = random.Random(seed), 0.0, []
    for _ in range(beats):
        at += period * (1 + chance.uniform(-jitter, jitter))
        if chance.random() >= missed:
            found.append(int(at * SECOND))
    return found


def strolling(seed: int, number: int) -> list[int]:
    """A person who browses: pages at odd times, each with some connections at once."""
    chance, at, found = random.Random(seed), 0.0, []
    for _ in range(number):
        at += chance.lognormvariate(4, 1.5)
        found += [int((at + chance.expovariate(1)) * SECOND) for _ in range(chance.randint(1, 8))]
    return found


def by_chance(seed: int, number: int) -> list[int]:
    """Contacts that have nothing to do with one another."""
    chance, at, found = random.Random(seed), 0.0, []
    mean = chance.choice([20, 60, 300, 1200])
    for _ in range(number):
        at += chance.expovariate(1 / mean)
        found.append(int(at * SECOND))
    return found


def test_what_is_remembered_of_busy_hosts_takes_little_memory() -> None:
    busy = timer(3, 4_000, 20)
    beacon(busy[:100])
    tracemalloc.start()
    for more in range(12):  # a page that is open asks again with every new connection
        beacon([at + 0 for at in busy[: 3_900 + more]])
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 12 * 4_000 * 12  # bytes; numbers one by one would take three times that


def test_a_beacon_has_its_period_jitter_and_missed_beats() -> None:
    times = timer(1, 60, 300)
    shape = beacon([time for number, time in enumerate(times) if number % 10 != 4], 5_000)
    assert shape is not None
    assert (shape.kind, shape.period, shape.count, shape.missed, shape.bytes_out) == (
        Kind.BEACON, 300 * SECOND, 54, 6, 5_000,
    )  # fmt: skip
    assert shape.jitter == 0


@pytest.mark.parametrize(
    ("jitter", "missed"), [(0.0, 0.0), (0.05, 0.0), (0.05, 0.1), (0.1, 0.1), (0.05, 0.2)]
)
def test_jitter_and_missed_beats_hide_no_beacon(jitter: float, missed: float) -> None:
    found = [
        beacon(timer(seed, 40, period, jitter, missed)) for seed in range(20) for period in (15, 60, 900)
    ]
    right = [shape for shape, period in zip(found, (15, 60, 900) * 20, strict=True) if shape is not None
             and abs(shape.period / SECOND - period) < 0.1 * period]  # fmt: skip
    assert len(right) >= 0.95 * len(found)


def test_connections_that_come_together_are_one_beat() -> None:
    times = [time + extra * SECOND for time in timer(3, 20, 120) for extra in (0, 1, 2)]
    shape = beacon(times)
    assert shape is not None
    assert (shape.count, shape.period) == (20, 120 * SECOND)


@pytest.mark.parametrize("kind", [strolling, by_chance], ids=["browsing", "chance"])
@pytest.mark.parametrize("number", [8, 12, 30, 150])
def test_a_person_is_no_beacon(kind: object, number: int) -> None:
    assert [seed for seed in range(150) if beacon(kind(seed, number))] == []  # type: ignore[operator]


@pytest.mark.parametrize(
    "times",
    [
        [],
        [5],
        [0] * 50,
        timer(1, BEATS - 1, 60),  # too few
        timer(1, 100, 3),  # a conversation
        timer(1, 100, 8 * 3600),  # longer than a day can tell
        [60 * SECOND * 2**n for n in range(20)],  # a retry that waits longer each time
        [hour * 3600 * SECOND + minute * 60 * SECOND for hour in range(3) for minute in (0, 7, 31)],
    ],
    ids=["none", "one", "at once", "few", "fast", "slow", "back-off", "a timetable"],
)
def test_what_is_no_beacon(times: list[int]) -> None:
    assert beacon(times) is None


@given(times=st.lists(st.integers(0, 10**15), max_size=60))
def test_any_times_give_a_shape_or_none(times: list[int]) -> None:
    shape = beacon(times)
    if shape is not None:
        assert shape.period > 0
        assert shape.count <= len(times)
        assert shape.start <= shape.end


PIECES = st.builds(
    lambda start, length, size, connection: Piece(start=start, end=start + length, bytes_out=size, connection=connection),
    st.integers(0, 10**14), st.integers(0, 10**11), st.integers(1, 10**13), st.sampled_from("abc"),
)  # fmt: skip


@given(given=st.lists(PIECES, max_size=40))
def test_no_shape_holds_more_than_was_sent(given: list[Piece]) -> None:
    total = sum(piece.bytes_out for piece in given)
    for shapes in (steady(given), bursts(given), large(given)):
        assert sum(shape.bytes_out for shape in shapes) <= total
        assert all(shape.start <= shape.end for shape in shapes)


@pytest.mark.parametrize(
    ("sent", "got", "acknowledges"),
    [
        (54, 2 * 1514, True),  # IPv4 without time stamps, every second packet
        (66, 1514, True),
        (86, 1514, True),  # IPv6 with time stamps, every packet
        (8_000, 0, False),
        (8_000, 8_000, False),  # a call
        (8_000, 80_000, False),  # a camera that is spoken to
        (0, 0, True),
    ],
)
def test_acknowledgements_are_no_upload(sent: int, got: int, acknowledges: bool) -> None:
    assert is_acknowledging(sent, got) is acknowledges
