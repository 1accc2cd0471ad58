"""The detectors of privacy choices declare one category alike, and give observations of it."""

from __future__ import annotations

from analysis.detectors import agreed_terms, consent_choices, consent_state
from analysis.privacy_choices import CHOICE, MAPPED, chosen
from analysis.records import Confidence


def test_a_choice_stands_where_it_was_found_and_says_why() -> None:
    found = chosen("body>json:$.a", "no", "consent_choices.row", "whether one thing is consented to")
    assert (found.category, found.property, found.confidence) == (CHOICE, "consentState", Confidence.LIKELY)
    assert (found.path, found.value, found.rule) == ("body>json:$.a", "no", "consent_choices.row")
    assert found.reasoning == "whether one thing is consented to"


def test_all_of_them_say_the_same_of_it_in_other_taxonomies() -> None:
    for module in (agreed_terms, consent_choices, consent_state):
        assert module.DETECTOR.categories == {CHOICE: MAPPED}
