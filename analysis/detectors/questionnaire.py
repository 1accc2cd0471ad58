"""Recognises answers to questionnaires by which doctors ask for depression, anxiety, drinking and the like.

Sources: FHIR R4 QuestionnaireResponse; the examples of HL7's US Core and Personal Health Records (read 2026-11-26), which
name the LOINC codes of PHQ-9 (44249-1) and of the questions of PHQ-9 and GAD-7.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.units import Detector, Mapped

_MOOD: Final = "health.mood"
_NAMED: Final = lazy_pattern(
    r"(?i)(?:\A|[^a-z0-9])(phq[-_ ]?(?:2|4|8|9|15)|gad[-_ ]?(?:2|7)|epds|audit[-_ ]?c|bdi[-_ ]?ii|ces[-_ ]?d"
    r"|dass[-_ ]?21|pcl[-_ ]?5|who[-_ ]?5|hads|mdq|asrs|pss[-_ ]?10)(?![a-z0-9])"
)
_LOINC: Final = lazy_pattern(r"(?:\A|[/|#])(?:44249-1|55757-9|69737-5)(?:\Z|[/|#])")
# The questions of PHQ-9 and GAD-7.
_QUESTIONS: Final = frozenset({
    "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8",
    "69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7",
})  # fmt: skip
_LEAST: Final = 2  # questions
_CALLED: Final = FieldTable(dict.fromkeys((
    "=questionnaire", "=instrument", "=survey", "=scale", "=assessment", "=screening", "=screener", "=form", "=test",
    "=measure", "=questionnaire id", "=instrument id", "=survey id", "=form id", "=assessment type", "=survey name",
    "=form name",
), "called"))  # fmt: skip
_QUESTION: Final = FieldTable({"=link id": "question"})
_ANSWERED: Final = frozenset({
    "answers", "responses", "answer", "score", "totalscore", "total", "sum", "result", "items", "item", "severity", "values",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    questions = [leaf for leaf, _, value in named_in(payload, _QUESTION) if value in _QUESTIONS]
    if len(questions) >= _LEAST and _is_answered(questions[0], place):
        why = "answers to a questionnaire by which doctors ask for depression or anxiety, by the codes of its questions"
        yield _observation(
            questions[0], f"{len(questions)} questions answered", "questionnaire.questions", why
        )
        return
    for leaf, _, value in named_in(payload, _CALLED):
        named = leaf.context in ("body", "query") and (
            _NAMED.search(value[:200]) or _LOINC.search(value[:200])
        )
        group = place.around(leaf.path) if named else None
        if group is not None and _has_answers(group, place):
            why = "which questionnaire of doctors was answered, beside the answers or their sum"
            yield _observation(leaf, value[:200], "questionnaire.named", why)
            return


def _is_answered(question: Leaf, place: Surroundings) -> bool:
    """Whether an answer stands beside a question: ``{"linkId": …, "answer": [{"valueCoding": …}]}``."""
    here = outer(question.path)
    return any(name.startswith(("answer", "value")) for name in place.names_at(here)) or any(
        place.group(f"{here}.{name}") is not None for name in ("answer[0]", "answer[0].valueCoding", "answer")
    )


def _has_answers(group: Group, place: Surroundings) -> bool:
    if any("".join(words(name)) in _ANSWERED for name in place.names_at(group.path)):
        return True
    return any(
        f"{group.path}.{name}" in place.lists or place.group(f"{group.path}.{name}[0]") is not None
        for name in ("answers", "responses", "items", "item")
    )


def _observation(leaf: Leaf, value: str, rule: str, why: str) -> Observation:
    return Observation(
        category=_MOOD, property="x_questionnaire", path=leaf.path, value=value, reasoning=why, rule=rule,
        confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="questionnaire",
    version=1,
    categories={_MOOD: Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")},
    rules={
        "questionnaire.questions": "Two or more questions of PHQ-9 or GAD-7 by their LOINC codes, with answers.",
        "questionnaire.named": "The name or LOINC code of a known questionnaire (PHQ-9, GAD-7, EPDS …) beside answers or "
        "a score.",
    },
    detect=_detect,
    needs=Needs(fields=(_CALLED, _QUESTION)),
)
