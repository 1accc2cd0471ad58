"""The four sentences in words: no device is said to lack what it has, and names do not run on."""

from __future__ import annotations

import pytest

from analysis.devices import KINDS
from analysis.morning_topics import (
    ACTIVITY_TOPIC,
    LIGHT_TOPIC,
    PHOTO_TOPIC,
    SOUND_TOPIC,
    Topic,
    Verdict,
    as_part,
    listed,
    sentences,
)
from analysis.wording import tr, using

TOPICS = (LIGHT_TOPIC, SOUND_TOPIC, PHOTO_TOPIC, ACTIVITY_TOPIC)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_each_is_told_in_both_languages(topic: Topic) -> None:
    assert topic.none.startswith("No ")
    assert topic.none_certain.startswith("No certain ")
    assert set(topic.lacking) <= set(KINDS)
    part = as_part(topic, Verdict.NOT_SEEN, "x")
    assert part.sentence == topic.sentence
    with using("de"):
        assert as_part(topic, Verdict.NOT_SEEN, "x").sentence != topic.sentence
        assert tr(topic.none).startswith("Kein")


def test_names_are_listed_once_and_many_are_counted() -> None:
    assert listed(["b", "a", "b"]) == "a and b"
    assert listed("abcd") == "a, b, c and d"
    assert listed("abcdef") == "a, b, c and 3 more"
    with using("de"):
        assert listed("abcdef") == "a, b, c und 3 weitere"


def test_sentences_that_say_nothing_leave_no_gap() -> None:
    assert sentences("", "One.", "", "Two.") == "One. Two."
