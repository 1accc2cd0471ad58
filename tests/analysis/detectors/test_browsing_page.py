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
        {"page_title": "", "document_title": None},
        {"page_title": "0123456789abcdef0123456789abcdef"},
        {"page_title": "{title}", "dt": "12:30:15"},
        {"title": "Asthma in children", "book_title": "Asthma"},
        {"author": {"page_title": "Dr. med."}, "default_page_title": "Home of bees"},
        {"dt": "2026-01-01 10:00", "page_title_length": "twelve"},
        {"page_url": "javascript:void(0)", "current_url": "about:blank"},
        {"page_url": None, "referrer": 12},
        {"callback_page_url": "https://example.org/a", "policy_website": "https://example.org"},
        {"document": {"id": 7, "version": "1"}, "site": {"id": "https"}},
        {"avatar_url": "https://example.org/a.png", "api_url": "https://api.example.org"},
        {"referrer": "android-app://com.example.app"},
        {"page": "https://example.org/a", "href": "https://example.org/b"},
        {"publisher": {"website": "https://example.org"}, "logo": {"site_url": "https://example.org"}},
        {"preferrer": "https://example.org", "urls": ["https://example.org/a"]},
        {"page_title": 12, "document_title": True},
        {"page_title": "<b>bold</b>", "tab_title": "|||||"},
        {"subtitle": "Asthma in children", "titles": ["Asthma"]},
        {"page_title": "a8f3c1d2-0000-4000-8000-000000000001"},
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
        ({"page_title": "Asthma in children | Clinic"}, "viewedPage"),
        ({"dt": "Asthma in children"}, "viewedPage"),
        ({"document": {"title": "Asthma in children"}}, "viewedPage"),
        ({"tab_title": "喘息の子ども"}, "viewedPage"),
        ({"event_source_url": "https://clinic.example/asthma"}, "viewedPage"),
        ({"page_referrer": "https://search.example/?q=asthma"}, "referer"),
        ({"current_url": "https://clinic.example/asthma"}, "viewedPage"),
        ({"site_url": "https://clinic.example"}, "websiteUrl"),
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
