"""A signature beside what signed addresses have is found, its value never given; other signatures are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.signed_address import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "query",
    [
        {"sig": "0123456789abcdef"},
        {"Signature": "0123456789abcdef"},
        {"sv": "2022", "se": "2026"},
        {"X-Amz-Date": "20260105T101112Z"},
        {"sign": "0123456789abcdef", "expires": "12"},
        {"sig": "abc", "sv": "1", "se": "2"},
    ],
)
def test_finds_nothing_in(see: See, query: dict[str, str]) -> None:
    assert see(DETECTOR, query=query) == []


def test_the_body_is_no_address(see: See) -> None:
    assert see(DETECTOR, {"sig": "0123456789abcdef", "sv": "2022", "se": "2026"}) == []


@pytest.mark.parametrize(
    "query",
    [
        {"X-Amz-Signature": "5d1f3b7a9c0e4f26", "X-Amz-Expires": "900"},
        {"X-Goog-Signature": "5d1f3b7a9c0e4f26", "X-Goog-Expires": "900"},
        {"sv": "2022-11-02", "se": "2026-01-06", "sp": "w", "sig": "5d1f3b7a9c0e4f26"},
        {"Expires": "1767225600", "Signature": "5d1f3b7a9c0e4f26", "Key-Pair-Id": "K2"},
        {"Expires": "1767225600", "Signature": "[redacted]", "AWSAccessKeyId": "AK"},
    ],
)
def test_finds_the_signature_without_its_value(see: See, query: dict[str, str]) -> None:
    (seen,) = see(DETECTOR, query=query)
    assert (seen.category, seen.value) == ("credential.secret", "(secret)")
    assert "5d1f3b7a" not in seen.reasoning
