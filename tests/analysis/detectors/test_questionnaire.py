"""Answers to PHQ-9, GAD-7 and the like are told; what is asked, other forms and scores of courses are not."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.questionnaire import DETECTOR

ANSWER = [{"valueCoding": {"code": "LA6570-1"}}]
ITEMS = [{"linkId": "44250-9", "answer": ANSWER}, {"linkId": "44255-8", "answer": ANSWER}]


@pytest.mark.parametrize(
    "body",
    [
        {
            "resourceType": "Questionnaire",
            "item": [{"linkId": "44250-9", "text": "a"}, {"linkId": "44255-8", "text": "b"}],
        },
        {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "1", "answer": ANSWER}]},
        {"form": "chapter-9", "score": 7},
        {"form": "PHQ-9"},
        {"survey": "NPS", "score": 9, "answers": [1]},
        {"instrument": "bass", "score": 3},
        {"title": "What the GAD-7 asks", "items": 7},
    ],
    ids=json.dumps,
)
def test_what_is_something_else_is_not_reported(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"resourceType": "QuestionnaireResponse", "item": ITEMS}, "2 questions answered"),
        ({"questionnaire": "http://loinc.org/q/44249-1", "item": [{"linkId": "x", "answer": ANSWER}]},
         "http://loinc.org/q/44249-1"),
        ({"instrument": "GAD-7", "answers": [1, 2, 0]}, "GAD-7"),
        ({"surveyName": "Edinburgh (EPDS)", "total": 11}, "Edinburgh (EPDS)"),
    ],
    ids=json.dumps,
)  # fmt: skip
def test_answers_are_told_once(see, body, found) -> None:
    assert [(seen.category, seen.value) for seen in see(DETECTOR, body)] == [("health.mood", found)]
