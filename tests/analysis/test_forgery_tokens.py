"""Tokens against forged forms are known by name; tokens that let somebody in are others."""

from __future__ import annotations

import pytest

from analysis.forgery_tokens import is_forgery_token


@pytest.mark.parametrize(
    "name",
    ["X-CSRFToken", "csrftoken", "_csrf", "csrf_token", "XSRF-TOKEN", "csrfmiddlewaretoken", "authenticity_token",
     "__RequestVerificationToken", "anti_forgery_token"],
)  # fmt: skip
def test_against_forgery(name: str) -> None:
    assert is_forgery_token(name)


@pytest.mark.parametrize(
    "name",
    ["", "token", "access_token", "session_token", "X-Auth-Token", "verification_token", "authenticity"],
)
def test_others(name: str) -> None:
    assert not is_forgery_token(name)
