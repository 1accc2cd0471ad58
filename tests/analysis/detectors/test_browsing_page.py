"""Pages and referrers by name; a site that tells itself is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.browsing_page import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"url": "https://example.org/a", "link": "https://example.org/b"},
        {"page_url": "/relative", "referrer": "direct", "dl": "1", "dr": ""},
        {"image": {"page_url": "https://example.org/a.png"}},
        {"redirect_page_url": "https://example.org/a", "logo_website": "https://example.org"},
        {"page_url": "https://example.org/two words"},
        {"referrer_policy": "https://example.org/"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"page_location": "https://clinic.example/asthma"}, "viewedPage"),
        ({"site": {"page": "https://clinic.example/asthma"}}, "viewedPage"),
        ({"document": {"referrer": "https://search.example/?q=asthma"}}, "referer"),
        ({"websiteUrl": "https://clinic.example"}, "websiteUrl"),
    ],
)
def test_finds(see: See, body: object, name: str) -> None:
    seen = see(DETECTOR, body)[0]
    assert (seen.category, seen.property) == ("browsing.page", name)


def test_the_referer_header_counts_for_other_sites_only(see: See) -> None:
    header = (("Referer", "https://clinic.example/asthma"),)
    assert [seen.property for seen in see(DETECTOR, headers=header, host="pixel.example")] == ["referer"]
    assert see(DETECTOR, headers=header, host="clinic.example") == []
    assert see(DETECTOR, headers=(("Referer", "https://[bad/"),), host="pixel.example") == []
