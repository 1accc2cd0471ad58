"""Cookies that number a browser are found by name, whatever their value; those of a shop's settings are none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.tracking_cookie import DETECTOR
from analysis.records import Observation, Transmission

See = Callable[..., list[Observation]]


def for_a_file(headers: tuple[tuple[str, str], ...]) -> Transmission:
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="GET",
        scheme="https", host="www.example.com", port=443, path="/logo.png", query="", request_headers=headers,
    )  # fmt: skip


@pytest.mark.parametrize(
    "cookie",
    [
        "theme=dark",
        "lang=en; currency=EUR",
        "_GA=1",
        "cart=3",
        "ga=GA1.2.1.2",
        "consent=1",
        "_gaffe=1",
        "s_nrx=1",
        "a=b=c",
        "=",
    ],
)
def test_finds_nothing_in(see: See, cookie: str) -> None:
    assert see(DETECTOR, headers=(("Cookie", cookie),)) == []


def test_a_field_of_the_name_is_no_cookie(see: See) -> None:
    assert see(DETECTOR, {"_ga": "GA1.2.1830212345.1767000001"}) == []


@pytest.mark.parametrize(
    "name",
    ["_ga", "_ga_7HQ2X1", "_fbp", "IDE", "uuid2", "AMCV_0123456789ABCDEF%40AdobeOrg",
     "_pk_id.7.1fff", "mp_0123456789abcdef_mixpanel",
     "ajs_anonymous_id", "_hjSessionUser_12345", "ab.storage.deviceId.0a1b2c3d-4e5f", "hubspotutk"],
)  # fmt: skip
def test_finds_a_number_of_the_browser(see: See, name: str) -> None:
    (seen,) = see(DETECTOR, headers=(("Cookie", f"theme=dark; {name}=secret-value; {name}=again"),))
    assert (seen.category, seen.property) == ("identifier.installation", "browserId")
    assert "secret-value" not in seen.value + seen.reasoning
    assert name[:20] in seen.reasoning


def test_files_of_a_page_get_the_same_cookies_and_are_left_out(see: See) -> None:
    sent = (("Cookie", "_ga=GA1.2.1.2"),)
    assert len(see(DETECTOR, headers=sent, path="/pixel")) == 1
    assert len(see(DETECTOR, headers=sent, path="/logo.png")) == 1  # something was sent to it
    assert list(DETECTOR.detect(open_message(for_a_file(sent)))) == []
