"""Rows of readings within texts, by gravity or by the name of the text; other rows and other texts."""

from __future__ import annotations

import random
import time

import pytest

from analysis.detectors.motion import DETECTOR

CHANCE = random.Random(9)
ROWS = [[round(middle + CHANCE.gauss(0, 0.1), 2) for middle in (1.2, -2.4, 9.3)] for _ in range(12)]


def _text(between: str, within: str, rows: list[list[float]] = ROWS) -> str:
    return between.join(within.join(map(str, row)) for row in rows)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"d": f"2.2.3-1,2,-94,-143,{_text(';', ',')};-1,2,-94,-115"}, "motion.gravity_shape"),
        ({"d": "3|de|" + _text("|", ",")}, "motion.gravity_shape"),
        ({"d": _text("\n", "\t")}, "motion.gravity_shape"),
        ({"d": _text(",", ",")}, "motion.gravity_shape"),
        ({"accel": _text(";", ":", ROWS[:4])}, "motion.named_series"),
        (["ACC;1795350000;0.12;0.33;9.71"], "motion.text"),
        ({"log": "t=1000 acc=0.12,0.33,9.71 volt=3"}, "motion.text"),
        ({"log": "gyro: 0.011, 0.002, -0.010"}, "motion.text"),
    ],
    ids=range(8),
)
def test_rows_in_a_text(see, body, rule) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.rule) == ("sensor.motion", rule)


@pytest.mark.parametrize(
    "text",
    [
        _text(";", ",", [[5.2 + at / 10, 6.1, 7.9 - at / 10] for at in range(20)]),
        _text(";", ",", [[CHANCE.gauss(0, 6) for _ in range(3)] for _ in range(20)]),
        _text(";", ",", ROWS[:5]),
        "AAPL,189.2,190.1,188.0;MSFT,420.1,421.2,419.0;GOOG,170.2,171.1,169.0",
        "acc 0.91, loss 0.3",
        "accuracy=0.91,0.92,0.93",
        "access:1.0.2,3.4.5,6.7.8",
        "transform: rotate3d(0.5, 0.3, 0.2, 45deg)",
        "mag: 5.1, 5.3, 5.6",
        "acc=1,2,3",
    ],
    ids=range(10),
)
def test_other_texts(see, text) -> None:
    assert see(DETECTOR, {"d": text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "1.5,2.5;" * 60_000,
        "acc=" * 100_000,
        "a" * 1_000_000 + "1.5,2.5",
        "1.5,2.5," * 60_000,
        "acc=1.5," * 60_000,
    ],
    ids=range(5),
)
def test_long_texts_take_no_long_time(see, text) -> None:
    start = time.process_time()
    see(DETECTOR, {"d": text})
    assert time.process_time() - start < 5
