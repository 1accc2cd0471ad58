"""What was searched for, by the field or the address; queries of programs and other parameters are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.search_query import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"q": "asthma inhaler"},
        {"query": "asthma inhaler"},
        {"query": "query Products($n: Int) { products(first: $n) { id } }"},
        {"search_query": "SELECT id FROM (users)"},
        {"search_query": "", "search_term": None},
        {"search_term": "null", "search_text": "undefined"},
        {"search_query": "{searchTerm}"},
        {"search_query_id": "a8f3c1d2", "search_term_count": 3},
        {"search_string": "a8f3c1d2-0000-4000-8000-000000000001"},
        {"search_string": "0123456789abcdef0123456789abcdef"},
        {"search_keyword": "https://example.org/a"},
        {"search_query": 12},
        {"search_query": "status:open"},
        {"search_text": "2026-01-01"},
        {"search_engine": "example search", "search": {"engine": "one"}},
        {"research_term": {"id": 4}, "search_results": "many results"},
        {"searchable": "yes please", "search_type": "web and images"},
        {"search_term": "relevance"},
        {"search_query": "de_DE"},
        {"suchtext": "Suchbegriff eingeben"},
        {"search_text": "Enter a search term"},
        {"top": [{"suchbegriff": "wetter", "rang": 1}, {"suchbegriff": "lotto", "rang": 2}]},
        {"palabras": [{"termino_busqueda": "sandalias mujer", "puja": 0.31}]},
        {"popular_searches": ["boots", "sandals"]},
        {"placeholder_search_text": "What are you looking for?"},
        {"search_term_url": "asthma inhaler"},
        {"text": "asthma inhaler", "term": "asthma", "keyword": "inhaler"},
        {"s": "words", "k": "words", "p": "words"},
        {"search_query_log": "words of a log"},
        {"search_term": "eyJhbGciOiJIUzI1NiJ9eyJzdWIiOiIxMjM0"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"search_term": "asthma inhaler"},
        {"searchQuery": "asthma inhaler"},
        {"params": {"search_term": "asthma"}},
        {"fb_search_string": "asthma inhaler"},
        {"af_search_string": "asthma inhaler"},
        {"search": {"query": "asthma inhaler"}},
        {"searchKeyword": "женский врач"},
        {"search_text": "Wiesenweg 12"},
        {"search_phrase": "how to tell my parents"},
        {"typed_query": "asth"},
        {"site_search": "asthma inhaler"},
        {"searched_for": "asthma inhaler"},
    ],
)
def test_finds(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.rule) == (
        "browsing.search",
        "x_searchQuery",
        "search_query.named",
    )
    assert seen.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    "path", ["/search", "/api/v2/suggest", "/complete/search", "/v1/autocomplete.json", "/products/find"]
)
def test_an_address_that_searches(see: See, path: str) -> None:
    (seen,) = see(DETECTOR, query={"q": "asthma inhaler", "page": "2", "sort": "asc"}, path=path)
    assert (seen.path, seen.rule) == ("query:q", "search_query.parameter")
    assert see(DETECTOR, query={"q": "0.8", "query": "true", "s": "relevance"}, path=path) == []
    assert [found.path for found in see(DETECTOR, {"query": "asthma"}, path=path)] == ["body>json:$.query"]


@pytest.mark.parametrize("path", ["/v1/events", "/research", "/searchlight", "/products"])
def test_an_address_that_does_not(see: See, path: str) -> None:
    assert see(DETECTOR, query={"q": "asthma inhaler"}, path=path) == []


def test_suggestions_and_fields_in_other_languages(see: See) -> None:
    (typed,) = see(DETECTOR, query={"q": "symptome borreliose"}, path="/ac/")
    (asked,) = see(DETECTOR, query={"検索": "妊娠検査薬"}, path="/v2/search")
    assert {typed.value, asked.value} == {"symptome borreliose", "妊娠検査薬"}
    assert see(DETECTOR, query={"q": "symptome borreliose"}, path="/account/") == []


def test_what_statistics_are_asked_about_was_searched_by_nobody(see) -> None:
    span = {"startDate": "2026-01-01", "endDate": "2026-10-31", "searchKeywords": ["Schwangerschaft"]}
    assert see(DETECTOR, span | {"granularity": "week"}) == []
    assert len(see(DETECTOR, span)) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"suchtext": "wie hoch ist die miete"}, ["wie hoch ist die miete"]),
        ({"texteRecherche": "comment arreter"}, ["comment arreter"]),
        ({"検索語": "離婚 弁護士"}, ["離婚 弁護士"]),
        ({"letzte_suchen": ["trennung", "unterhalt"]}, ["trennung", "unterhalt"]),
        ({"recentSearches": [{"q": "hiv test", "t": 4}]}, ["hiv test"]),
        ({"operationName": "SearchProducts", "variables": {"term": "rollstuhl"}}, ["rollstuhl"]),
        ({"intent": "search", "utterance": "films about divorce"}, ["films about divorce"]),
    ],
    ids=str,
)
def test_searches_of_other_languages_and_layouts(see: See, body: object, words: list[str]) -> None:
    assert [found.value for found in see(DETECTOR, body)] == words
