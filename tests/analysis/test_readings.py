"""Numbers, times and rates out of scalars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readings import instant, number, seconds_between, spread, stated_rate, text


@pytest.mark.parametrize(
    "value", [None, True, "", "latte", "52.2.1", "1e999", "nan", "inf", "0x1", "1,5", float("inf"), "9" * 99]
)
def test_what_is_no_number(value: object) -> None:
    assert number(value) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, 1.0), ("-1.5", -1.5), (" 2 ", 2.0), ("1e3", 1000.0), ("0.0021834075450897217", 21834075450897217e-19)],
)  # fmt: skip
def test_numbers(value: str | int, expected: float) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("times", "name", "seconds"),
    [
        ([1_700_000_000, 1_700_000_010], "t", 10),
        ([1_700_000_000_000, 1_700_000_010_000], "t", 10),
        ([1_700_000_000_000_000_000, 1_700_000_010_000_000_000], "t", 10),
        ([0, 20, 40], "t", 0.04),
        ([0, 20_000, 40_000], "t", 0.04),
        ([0, 20_000_000, 40_000_000], "t", 0.04),
        ([0, 0.02, 0.04], "seconds_elapsed", 0.04),
        ([0, 1000, 2000], "elapsed_us", 0.002),
    ],
)
def test_unit_of_a_time_column(times: list[float], name: str, seconds: float) -> None:
    assert seconds_between(times, name) == pytest.approx(seconds)


@pytest.mark.parametrize("times", [[], [1], [2, 1], [1, 1], [1, float("nan")]])
def test_no_span(times: list[float]) -> None:
    assert seconds_between(times) is None


def test_rates_that_are_told() -> None:
    assert stated_rate({"interval_ms": 20}) == pytest.approx(50)
    assert stated_rate({"samplingRateHz": 50}) == 50
    assert stated_rate({"interval": 16}) == pytest.approx(62.5)
    assert stated_rate({"heart_rate": 60, "bitrate": 64, "interval": 0}) is None


def test_texts_and_instants() -> None:
    assert (text(None), text(True), text(1.0), text("a")) == ("", "true", "1.0", "a")
    assert text(10**5000).startswith("0x")
    assert instant("2023-11-14T22:13:20Z") == 1_700_000_000
    assert instant("2023-11-14 22:13:20 +0000") == 1_700_000_000
    assert instant("2023-99-99") is None
    assert spread([3, 1, 2]) == (1, 2, 3)


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()))
def test_any_scalar_has_a_text_and_a_number_or_none(value: bool | int | float | str | None) -> None:
    assert isinstance(text(value), str)
    assert number(value) is None or isinstance(number(value), float)
    assert instant(value) is None or isinstance(instant(value), float)


@pytest.mark.parametrize(
    "value", ["4 m", "5 kg", "12:30", "1.2.3 %", "20 % off", "C", "%", "7F3A", "21 degrees", "0x1F"]
)
def test_what_is_no_reading_with_a_unit(value: str) -> None:
    assert number(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [("21.4 °C", 21.4), ("44 %", 44), ("1013hPa", 1013), ("-3.5°C", -3.5), ("61 bpm", 61)],
)
def test_a_reading_may_stand_before_its_unit(value: str, expected: float) -> None:
    assert number(value) == expected
