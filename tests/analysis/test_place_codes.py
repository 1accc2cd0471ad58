"""Geohashes, Plus Codes and polylines against published examples, round trips, and texts that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.place_codes import geohash, pairs_of_text, plus_code, polyline


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("ezs42", 42.605, -5.603),
        ("u4pruydqqvj", 57.64911, 10.40744),
        ("c23nb62w20sth", None, None),
        ("6gkzwgjzn820", -25.38270, -49.26561),
    ],
)
def test_published_geohashes(code: str, latitude: float | None, longitude: float | None) -> None:
    found = geohash(code)
    if latitude is None:
        assert found is None  # thirteen characters
        return
    assert found is not None
    assert found.latitude == pytest.approx(latitude, abs=1e-3)
    assert found.longitude == pytest.approx(longitude, abs=1e-3)


@pytest.mark.parametrize("code", ["", "ez", "alpha", "hello", "u33DC0", "s000", "0000", "u33dc0 ", "a33dc0"])
def test_other_texts_are_no_geohash(code: str) -> None:
    assert geohash(code) is None


# of the test data of google/open-location-code (Apache-2.0)
@pytest.mark.parametrize(
    ("code", "latitude", "longitude", "height"),
    [
        ("7FG49Q00+", 20.375, 2.775, 0.05), ("7FG49QCJ+2V", 20.3700625, 2.7821875, 0.000125),
        ("7FG49QCJ+2VX", 20.3701125, 2.782234375, 0.000025), ("8FVC2222+22", 47.0000625, 8.0000625, 0.000125),
        ("4VCPPQGP+Q9", -41.2730625, 174.7859375, 0.000125), ("62G20000+", 0.5, -179.5, 1), ("22220000+", -89.5, -179.5, 1),
    ],
)  # fmt: skip
def test_published_plus_codes(code: str, latitude: float, longitude: float, height: float) -> None:
    found = plus_code(f"near {code}.")
    assert found is not None
    assert (found.latitude, found.longitude) == (pytest.approx(latitude), pytest.approx(longitude))
    assert found.height == pytest.approx(height)


@pytest.mark.parametrize(
    "text",
    [
        "9G8F+6W",
        "8FVC9G8F",
        "8fvc9g8f+6w",
        "8FVC9G8F+6",
        "8FVC0000+22",
        "X8FVC9G8F+6W",
        "8FVC9G8F+6WA",
        "8FVC9G8F 6W",
        "AAAAAAAA+AA",
    ],
)
def test_other_texts_are_no_plus_code(text: str) -> None:
    assert plus_code(text) is None


def _encoded(points: list[tuple[int, int]]) -> str:
    """The published algorithm, on hundred-thousandths of a degree."""
    text, last = "", (0, 0)
    for point in points:
        for now, before in zip(point, last, strict=True):
            step = (now - before) << 1
            step = ~step if step < 0 else step
            while step >= 32:
                text += chr((32 | step & 31) + 63)
                step >>= 5
            text += chr(step + 63)
        last = point
    return text


@given(
    st.lists(
        st.tuples(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000)),
        min_size=1,
        max_size=30,
    )
)
def test_polylines_are_read_as_they_were_written(points: list[tuple[int, int]]) -> None:
    assert polyline(_encoded(points)) == [(latitude / 1e5, longitude / 1e5) for latitude, longitude in points]


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(value: str) -> None:
    for cell in (geohash(value), plus_code(value, named=True)):
        assert cell is None or (-90 <= cell.latitude <= 90 and -180 <= cell.longitude <= 180)
    points, pairs = polyline(value), pairs_of_text(value)
    assert points is None or len(points) <= len(value)
    assert pairs is None or len(pairs[0]) <= len(value)


def test_pairs() -> None:
    assert pairs_of_text("52.1,10.5|52.2,10.6|52.3,10.75") == ([(52.1, 10.5), (52.2, 10.6), (52.3, 10.75)], 2)
    assert pairs_of_text("LINESTRING (10.5 52.1, 10.6 52.2, 10.7 52.3)") == (
        [(52.1, 10.5), (52.2, 10.6), (52.3, 10.7)],
        1,
    )
    for text in (
        "",
        "52.1,10.5",
        "52.1,10.5|52.2,10.6",
        "a,b|c,d|e,f",
        "1|2|3|4",
        "LINESTRING(",
        "52.1,10.5|x|52.2,10.6|1,2",
    ):
        assert pairs_of_text(text) is None
