"""A property has plain words or none: the names that programs give are for the drawer and the CSV."""

from __future__ import annotations

import re

from analysis import registry
from analysis.wording import using
from dashboard.property_words import PROPERTY_WORDS


def test_words_are_words_of_people_in_english_and_german() -> None:
    for language in ("en", "de"):
        with using(language):
            assert all(words and not re.search(r"_|[a-z][A-Z]", words) for words in PROPERTY_WORDS.values())


def test_in_german_they_are_other_words() -> None:
    english = list(PROPERTY_WORDS.values())
    with using("de"):
        same = [word for word, german in zip(english, PROPERTY_WORDS.values(), strict=True) if word == german]
    assert same == []


def test_a_rule_is_no_property() -> None:
    rules = {rule for detector in registry.detectors() for rule in detector.rules}
    assert not rules & set(PROPERTY_WORDS)
