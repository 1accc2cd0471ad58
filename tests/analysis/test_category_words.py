from __future__ import annotations

import pytest

from analysis import registry, taxonomy
from analysis.catalogue import PURPOSES
from analysis.category_words import CATEGORY_WORDS, category_words, kind_words, purposes_words
from analysis.wording import using


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("sensor.ambient_light", "light readings"),
        ("health.blood_pressure", "blood pressure"),
        ("app_list", "app list"),
    ],
)
def test_a_category_has_words_of_its_own_or_those_of_its_name(category: str, words: str) -> None:
    assert category_words(category) == words


def test_no_words_stand_for_a_category_that_no_detector_has() -> None:
    known = {category for detector in registry.detectors() for category in detector.categories}
    assert set(CATEGORY_WORDS) <= known | {
        "identifier.known_value"
    }  # which the household gave, and no detector
    assert set(CATEGORY_WORDS) <= set(taxonomy.categories())


def test_no_category_is_named_by_one_bare_word_of_the_program() -> None:
    """``entry``, ``text``, ``local`` tell nobody what went."""
    bare = {"choice", "entry", "secret", "crash", "sdk", "account", "card", "lab", "text", "metadata", "local", "public",
            "bytes", "birth", "demographic", "interest", "sensitive", "app", "interaction", "session", "installed",
            "search", "known value", "map tile", "ecg", "spo2", "condition", "cycle"}  # fmt: skip
    assert {category_words(category) for category in taxonomy.categories()} & bare == set()


def test_no_word_is_a_name_of_the_program() -> None:
    for detector in registry.detectors():
        for category in detector.categories:
            assert "_" not in category_words(category)


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_kind_and_no_purpose_is_called_by_a_word_of_the_trade(language: str) -> None:
    trade = {"opaque", "credential", "consent state", "diagnostics", "attribution", "cdn", "os vendor", "push",
             "hashed identifier", "push token", "network address", "fraud"}  # fmt: skip
    with using(language):
        kinds = {kind_words(category.partition(".")[0]) for category in taxonomy.categories()}
        said = (
            kinds
            | set(map(category_words, taxonomy.categories()))
            | {purposes_words([one]) for one in PURPOSES}
        )
    assert said & trade == set()
    assert not any("_" in words for words in said)


def test_a_kind_that_is_told_apart_has_its_own_words() -> None:
    assert kind_words("location.coarse") == category_words("location.coarse") != kind_words("location")
