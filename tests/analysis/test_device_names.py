"""The name of a model proves nothing; a name that somebody gave does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.device_names import is_generic, plain, same_name


@pytest.mark.parametrize(
    "name",
    ["iPhone", "iPhone (2)", "iPhone-3", "iPad", "android-dhcp-14", "Android", "Galaxy-S21", "Galaxy-S21-Ultra-5G",
     "SM-G991B", "Pixel-7-Pro", "Redmi-Note-12", "MacBook-Pro", "OnePlus-Nord-CE", "Apple-TV.local", "localhost",
     "raspberrypi", "tv", "", " ", "x", "HomePod mini", "Chromecast", "Galaxy Watch4"],
)  # fmt: skip
def test_a_name_of_a_model_is_generic(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize(
    "name",
    ["Annas-iPhone", "Anna’s iPhone", "Galaxy S21 von Anna", "Lucas-iMac", "Adam-s-Phone", "DESKTOP-AB12CD3",
     "LAPTOP-9X8Y7Z6A", "android-1c1335ec95a27318", "MacBook-Pro-von-Ben", "wohnzimmer", "Kirils-Phone"],
)  # fmt: skip
def test_a_name_that_somebody_gave_or_that_was_made_up_for_one_is_not(name: str) -> None:
    assert not is_generic(name)


def test_names_are_compared_without_what_software_adds() -> None:
    assert same_name("Anna’s iPhone", "Annas-iPhone.local.")
    assert same_name("annas-iphone", "Annas-iPhone.fritz.box")
    assert same_name("Annas iPhone (2)", "annas-iphone")
    assert not same_name("Annas-iPhone", "Bens-iPhone")
    assert not same_name("", "")


@given(st.text(max_size=400))
def test_any_text_is_a_name(name: str) -> None:
    is_generic(name)
    assert len(plain(name)) <= 64
