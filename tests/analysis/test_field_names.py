"""Names are split into words and matched in whole words only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.field_names import all_words, is_named, naming, says, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("latitude", ["latitude"]),
        ("GPSLatitudeE7", ["gps", "latitude", "e", "7"]),
        ("gps_latitude_e7", ["gps", "latitude", "e", "7"]),
        ("X-Geo-Position", ["x", "geo", "position"]),
        ("ANALOG.accelerometer_x", ["analog", "accelerometer", "x"]),
        ("HKQuantityTypeIdentifierHeartRate", ["hk", "quantity", "type", "identifier", "heart", "rate"]),
        ("längengrad", ["longitude"]),
        ("", []),
        ("__", []),
    ],
)
def test_words(name: str, expected: list[str]) -> None:
    assert list(words(name)) == expected


def test_a_phrase_is_said_apart_or_together_but_never_within_a_word() -> None:
    assert says("avgHeartRate", ("heart rate",))
    assert says("heartrate", ("heart rate",))
    assert not says("heartbeat_rate", ("heart rate",))
    assert not says("latte", ("lat",))
    assert not says("flat_rate", ("lat",))


def test_a_name_is_a_phrase_with_known_words_around_only() -> None:
    assert is_named("deviceBatteryLevel", ("battery level",), frozenset({"device"}))
    assert not is_named("battery_level_icon", ("battery level",), frozenset({"device"}))
    assert all_words(["aB", "c"]) == {"a", "b", "c"}


@given(st.text(max_size=400))
def test_any_text_can_be_split(name: str) -> None:
    assert all(word == word.lower() and word for word in words(name))


@pytest.mark.parametrize("name", ["lat", "Advertising ID", "x_12345", "längengrad", "a" * 100])
def test_a_name_is_quoted(name: str) -> None:
    assert naming(name) == f" (named {name[:60]!r})"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "anna@home.example",
        "anna%40home.example",
        "+49 171 234567",
        "user_4711815",
        "52.5123,13.4",
        "490154203237518",
        "２０２６０１",
        "1-2-3-4-5-6",
    ],
)
def test_a_name_that_may_be_a_datum_is_not(name: str) -> None:
    assert naming(name) == ""


def test_long_names_are_split_but_not_remembered() -> None:
    assert words("a" * 5_000) == ("a" * 64,) * 4
