"""Pages in parts are found with host, title or referrer; routes, sitemaps and formulas are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.page_visit import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"host": "api.example.com", "path": "/v1/orders", "method": "GET"}, "/routes"),
        ({"items": [{"path": "/about", "title": "About us", "priority": 0.5}]}, "/links"),
        ({"h": 0.1, "p": 2, "t": "sine wave plot"}, "/plot"),
        ({"domain": "example-bakery.com", "price": 12}, "/check"),
        ({"domains": [{"domain": "example-bakery.com"}]}, "/x"),
        ({"visits": [{"domain": "not a host", "at": 1}]}, "/x"),
        ({"p": "/a.js", "h": "www.example.com", "t": "A title here"}, "/count"),
        ({"path": "/home", "host": "www.example.com"}, "/x"),
        ({"hostname": "web-1", "url": "/x", "title": "Two words"}, "/x"),
        ({"p": "/home", "t": "Title"}, "/count"),
    ],
)
def test_finds_nothing_in(see: See, body: object, path: str) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("query", "path", "value"),
    [
        ({"h": "example-news.com", "p": "/health", "i": "Living with it"}, "/ping", "example-news.com/health"),
        ({"p": "/care", "r": "https://mastodon.example/", "t": "Care by state", "s": "1"}, "/count", "/care"),
        (
            {"h": "https://www.example-clinic.org", "p": "/test", "r": "https://www.example.com/"},
            "/",
            "www.example-clinic.org/test",
        ),
    ],
)  # fmt: skip
def test_finds_a_page(see: See, query: dict[str, str], path: str, value: str) -> None:
    (seen,) = see(DETECTOR, query=query, path=path)
    assert (seen.category, seen.value, seen.rule) == ("browsing.page", value, "page_visit.parts")


def test_finds_sites_in_a_list_of_visits(see: See) -> None:
    rows = [
        {"domain": "www.example-casino.com", "at": 1, "blocked": True},
        {"domain": "example.org", "at": 2},
    ]
    assert [item.value for item in see(DETECTOR, {"visits": rows})] == [
        "www.example-casino.com",
        "example.org",
    ]


def test_names_in_a_log_of_lookups_need_a_domain(see: See) -> None:
    rows = [{"q": "select.users", "ts": 1788901200}, {"q": "de.wikipedia.org", "ts": 1788901210}]
    assert [found.value for found in see(DETECTOR, {"queries": rows})] == ["de.wikipedia.org"]
    assert see(DETECTOR, {"answers": rows}) == []
