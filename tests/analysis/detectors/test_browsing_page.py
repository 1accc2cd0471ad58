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


PAGE = "https://shop.example.de/danke"


@pytest.mark.parametrize(
    "body",
    [
        {"view": {"id": "v1", "url": PAGE}},  # Datadog RUM
        {"tabs": [{"title": "Inbox", "url": PAGE}]},
        {"history": [{"url": PAGE, "visitCount": 3}]},
        {"visits": [{"uri": "x", "url": PAGE}]},
        {
            "properties": {"path": "/danke", "url": PAGE, "title": "Danke", "referrer": ""}
        },  # Segment's page call
        {"urls": [{"uri": PAGE, "lastAccessTime": 1420564880000, "title": "Danke"}]},
        {"url": PAGE, "referrer": "", "screen": "1080x2400", "language": "de"},  # Umami, Plausible
        {"n": "pageview", "u": PAGE, "r": "", "event": "pageview", "referrer": "https://t.example"},
        {"pageview": {"url": PAGE}, "hits": 3},
        {"event": "click", "url": PAGE, "siteId": "9", "ts": 1},
        {"bookmarks": [{"url": PAGE}]},
        {"closedTabs": [{"url": PAGE, "closedAt": 1}]},
        {"url": PAGE, "hem": "0c83f57c786a0b4a39efab23731c7ebc"},
        {"previousPageUrl": PAGE},
        {"location": {"href": PAGE}},
    ],
)
def test_pages_in_other_formats(see: See, body: object) -> None:
    found = see(DETECTOR, body)
    assert PAGE in [seen.value for seen in found]
    assert {seen.category for seen in found} == {"browsing.page"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"idsite": "3", "rec": "1", "url": PAGE, "rand": "4"}, True),  # Matomo
        ({"v": "2", "fmt": "js", "pid": "1", "time": "5", "url": PAGE}, True),  # LinkedIn
        ({"idsite": "3", "urlref": PAGE, "rec": "1"}, True),
        ({"em": "tv.1~em.x", "url": PAGE}, True),
        ({"a": "1", "rn": "5", "tid": "5", "ev": "PageView", "url": PAGE}, True),
        ({"url": PAGE}, False),
        ({"url": PAGE, "w": "640", "h": "480"}, False),
        ({"url": "https://a.example/a.jpg", "idsite": "1", "ts": "1"}, False),
        ({"url": PAGE, "format": "json", "lang": "de"}, False),
        ({"url": PAGE, "t": "1", "id": "2"}, False),
        ({"u": PAGE, "quote": "look at this"}, False),
        ({"url": PAGE, "callback": "cb", "ts": "1", "ref": "x"}, False),
    ],
)
def test_pages_in_a_query(see: See, query: dict[str, str], found: bool) -> None:
    assert bool(see(DETECTOR, query=query)) is found


@pytest.mark.parametrize(
    "body",
    [
        {"url": PAGE, "method": "GET", "status": 200, "event": "request", "referrer": "x"},
        {"url": PAGE, "events": ["order.created"], "secret": "x", "event": "a", "siteid": "1"},
        {"image": {"url": PAGE}},
        {"items": [{"title": "News", "url": PAGE, "timestamp": 1}]},
        {"title": "News of the day", "url": PAGE},
        {"links": [{"href": PAGE, "rel": "next"}]},
        {"webhook": {"url": PAGE, "event": "x", "ts": 1}},
        {"repository": {"url": PAGE}},
        {"download": {"url": PAGE, "event": "a", "referrer": "b"}},
        {"url": "/danke", "referrer": "x", "event": "y"},
        {"video": {"url": PAGE, "event": "play", "sr": 1}},
        {"url": "https://a.example/x.mp4", "event": "play", "sid": 1, "ref": "a"},
        {"user": {"id": 5, "url": PAGE}},
        {"apiUrl": PAGE},
        {"url": PAGE, "userId": 5, "ts": 3},
    ],
)
def test_addresses_that_are_no_pages_seen(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "path",
    ["/proxy", "/oembed", "/image/resize", "/share", "/redirect", "/v1/screenshot", "/login", "/preview"],
)
def test_paths_that_fetch_what_they_are_told(see: See, path: str) -> None:
    assert see(DETECTOR, query={"url": PAGE, "idsite": "1", "ref": "x"}, path=path) == []


@pytest.mark.parametrize(
    ("host", "path", "found"),
    [
        ("check.av.example", "/url", True),
        ("av.example", "/safebrowsing/v1/url", True),
        ("av.example", "/urlscan/url", True),
        ("filter.example", "/webfilter/site", True),
        ("api.example", "/v2/reputation/urls", True),
        ("api.example", "/threat/lookup/uri", True),
        ("api.example", "/url", False),
        ("api.example", "/check", False),
        ("api.example", "/health/check", False),
        ("api.example", "/shorten/url", False),
        ("api.example", "/rating/movies", False),
        ("api.example", "/lookup/company", False),
        ("check.example", "/v1/status", False),
        ("api.example", "/scan/receipt", False),
    ],
)
def test_pages_sent_to_be_checked(see: See, host: str, path: str, found: bool) -> None:
    assert bool(see(DETECTOR, {"url": PAGE}, host=host, path=path)) is found


@pytest.mark.parametrize(
    "query",
    [
        {"did": "72e1c5f0", "ifa_type": "rida", "dt": "Roku Ultra"},
        {"dt": "half a second", "steps": "200"},
        {"dt": "Smart TV", "os": "Tizen", "tid": "9"},
    ],
)
def test_dt_of_a_device_or_a_calculation_is_no_title(see: See, query: dict[str, str]) -> None:
    assert see(DETECTOR, query=query) == []


def test_dt_of_a_hit_is_the_title(see: See) -> None:
    (seen,) = see(DETECTOR, query={"tid": "G-1", "cid": "1.2", "dt": "Asthma in children"})
    assert seen.value == "Asthma in children"


ADVICE = "https://www.example-beratung.de/schulden/privatinsolvenz"


@pytest.mark.parametrize(
    ("body", "path", "rule"),
    [
        ({"u": ADVICE, "ttl": "Privatinsolvenz: der Ablauf"}, "/v1/page", "browsing_page.beside"),
        ({"e": "pv", "url": ADVICE, "tv": "js-3.13.1", "aid": "web"}, "/tp2", "browsing_page.beside"),
        ({"platform": "javascript", "exception": {"values": []}, "request": {"url": ADVICE}}, "/store/", ""),
        ({"platform": "javascript", "exception": {"type": "TypeError"}, "request": {"url": ADVICE}}, "/store/",
         "browsing_page.fault"),
        ({"platform": "java", "exception": {"type": "IOException"}, "request": {"url": ADVICE}}, "/store/", ""),
        ({"u": ADVICE, "ttl": 300}, "/v1/page", ""),
        ({"u": ADVICE, "ttl": "Privatinsolvenz: der Ablauf"}, "/v1/sources", ""),
        ({"e": "ue", "url": ADVICE, "tv": "js-3.13.1"}, "/tp2", ""),
        ({"e": "pv", "url": ADVICE}, "/tp2", ""),
    ],
)  # fmt: skip
def test_pages_by_where_they_are_sent_and_what_is_told(see: See, body: object, path: str, rule: str) -> None:
    assert [found.rule for found in see(DETECTOR, body, path=path)] == ([rule] if rule else [])


def test_what_an_extension_asks_about_is_the_page_and_the_one_before(see: See) -> None:
    page, before = "https://www.example.com/debt", "https://search.example.org/"
    seen = see(DETECTOR, form={"q": page, "prev": before, "pid": "u7Qm2"}, path="/related")
    assert [(one.path, one.rule) for one in seen] == [("body>form:q", "browsing_page.beside")]
    assert see(DETECTOR, query={"q": page, "sa": "D", "usg": "x", "ref": before}, path="/url") == []
    assert see(DETECTOR, form={"q": page, "prev": before}, path="/related") == []
    assert see(DETECTOR, form={"q": "shoes", "prev": before, "pid": "u7Qm2"}, path="/related") == []


def test_the_page_before_in_a_counter(see: See) -> None:
    (seen,) = see(DETECTOR, query={"page-ref": "https://search.example.org/"}, path="/watch/1")
    assert (seen.path, seen.property) == ("query:page-ref", "referer")
