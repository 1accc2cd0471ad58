from __future__ import annotations

import pytest

from analysis import registry
from analysis.category_words import CATEGORY_WORDS, category_words


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
    assert set(CATEGORY_WORDS) <= known


def test_no_word_is_a_name_of_the_program() -> None:
    for detector in registry.detectors():
        for category in detector.categories:
            assert "_" not in category_words(category)
