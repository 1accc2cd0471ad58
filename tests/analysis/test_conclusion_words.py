"""The sentence of a conclusion: its figures are written anew, whatever else fills it is left as it came."""

from __future__ import annotations

import pytest

from analysis import registry
from analysis.conclusion_words import said
from analysis.inferences import PREFIX, Conclusion, Level
from analysis.records import Confidence
from analysis.wording import using

GERMAN = "Diese Daten könnten den Empfänger schließen lassen"


def conclusion(**words: str) -> Conclusion:
    template = "".join(f"{{{name}}}" for name in words)
    return Conclusion(
        inference="x", level=Level.VALUE, recipients=("a",), devices=("d",), template=template, words=words,
        confidence=Confidence.CERTAIN, findings=(), rests_on=0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "german"),
    [
        ("1,030", "1.030"), ("5.2", "5,2"), ("12", "12"), ("≥ 1,893", "≥ 1.893"), ("5,000–7,499", "5.000–7.499"),
        ("3.0 s", "3,0 s"), ("45%", "45 %"), ("at least 3.5 s", "mindestens 3,5 s"), ("an unknown time", "unbekannte Zeit"),
        ("an unknown number", "unbekannter Zahl"), ("at least 1,893", "mindestens 1.893"),
        ("52.52, 13.40", "52.52, 13.40"), ("07:02–07:38", "07:02–07:38"), ("Pixel 7.1", "Pixel 7.1"),
        ("2026:11:20 08:00:00", "2026:11:20 08:00:00"), ("at least this", "at least this"), ("{0}**", "{0}**"), ("", ""),
    ],
)  # fmt: skip
def test_only_figures_are_written_anew(value: str, german: str) -> None:
    assert said(conclusion(value=value)) == value
    with using("de"):
        assert said(conclusion(value=value)) == german


@pytest.mark.parametrize("inference", registry.inferences(), ids=lambda one: one.name)
def test_no_language_says_more_than_could(inference: object) -> None:
    template = getattr(inference, "says")  # noqa: B009 - the ids need an object
    with using("de"):
        from analysis.wording import tr

        assert tr(template).startswith(GERMAN)
    assert template.startswith(PREFIX)
