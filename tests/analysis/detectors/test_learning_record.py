"""Statements of who did what are found whole only; films, grammar and policies are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.learning_record import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]

VERB = "http://adlnet.gov/expapi/verbs/answered"


@pytest.mark.parametrize(
    "body",
    [
        {"verb": "aller", "object": "direct"},
        {"verb": {"id": VERB}},
        {"verb": {"id": VERB}, "object": {"id": "x"}},
        {"actor": {"name": "Ann"}, "object": {"id": "x"}},
        {"action": "read", "resource": "doc"},
        {"actor": "Ann Grey", "film": "Deep Sea"},
        {"answer": "la madre"},
        {"lesson": "Family 3", "correct": True},
        {"question": "What?", "answer": ""},
        {"cmi.core.lesson_status": "", "cmi.unknown": "x", "cm.core.exit": "x"},
        {"id": VERB},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value", "rule"),
    [
        (
            {"actor": {"mbox": "a"}, "verb": {"id": VERB}, "object": {"id": "x"}},
            VERB,
            "learning_record.statement",
        ),
        (
            {"actor": {"id": "u"}, "action": "NavigatedTo", "object": {"id": "x"}},
            "NavigatedTo",
            "learning_record.event",
        ),
        ({"actor": "u", "verb": "like", "object": "post"}, "like", "learning_record.event"),
        (
            {"lesson": "Family 3", "answer": "la madre", "correct": True},
            "la madre",
            "learning_record.attempt",
        ),
        ({"card_id": 7, "ease": 3, "time_taken": 2210}, "3", "learning_record.attempt"),
        ({"cmi.core.lesson_status": "incomplete"}, "incomplete", "learning_record.scorm"),
        ({"cmi.score.scaled": "0.7"}, "0.7", "learning_record.scorm"),
    ],
)
def test_finds(see: See, body: object, value: str, rule: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.value, seen.rule) == (value, rule)


@pytest.mark.parametrize(
    "body",
    [
        {"lesson": 12, "correct": 17},
        {"lesson": 12, "correct": "all", "wrong": 3},
        {"lesson": 12, "correct": True, "wrong": False},
        {"quiz": "Capitals", "question": "Peru?", "correct": 2, "wrong": 3},
    ],
)
def test_counts_no_answers_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body", [{"lesson": 12, "correct": 17, "wrong": 3}, {"lektion": 12, "richtig": 17, "falsch": 3}]
)
def test_finds_how_a_lesson_went(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value, seen.rule) == ("usage.interaction", "12", "learning_record.result")


@pytest.mark.parametrize(
    "body",
    [
        {"μάθημα": "7", "σωστά": 14, "λάθη": 6},
        {"bai_hoc": "7", "dung": 14, "sai": 6},
        {"урок": "7", "правильно": 14, "помилки": 6},
        {"pakka": "ruoka", "kortti": 4, "vastaus": "peruna", "oikein": True},
    ],
)
def test_results_in_more_languages(see: See, body: object) -> None:
    assert [seen.category for seen in see(DETECTOR, body)] == ["usage.interaction"]


@pytest.mark.parametrize(
    "body", [{"pakka": "ruoka", "kortti": 4, "sana": "peruna"}, {"lecke": "3", "helyes": "3/4"}]
)
def test_no_results_in_more_languages(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []
