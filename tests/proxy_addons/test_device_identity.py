"""The device's name in ``Proxy-Authorization``."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.device_identity import MAX_USER, user_name


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@given(st.text(max_size=MAX_USER).filter(lambda text: ":" not in text), st.text(max_size=20))
def test_any_name(user: str, password: str) -> None:
    found = user_name(basic(f"{user}:{password}"))
    assert found in (user, "")  # "" where the whole is too long
    if len(f"{user}:{password}".encode()) < 2 * MAX_USER:
        assert found == user


def test_case_and_missing_password() -> None:
    assert user_name(basic("phone").replace("Basic", "bAsIc")) == "phone"
    assert user_name(basic("phone:")) == "phone"


@pytest.mark.parametrize(
    "credentials",
    ["", "Basic", "Basic !!!", "Bearer cGhvbmU6eA==", "Basic /////w==", "Basic " + "A" * 100_000],
)
def test_no_name(credentials: str) -> None:
    assert user_name(credentials) == ""


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert len(user_name(text)) <= MAX_USER
