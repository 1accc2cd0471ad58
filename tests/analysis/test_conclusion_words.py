"""The sentence of a conclusion: its figures are written anew, whatever else fills it is left as it came."""

from __future__ import annotations

import re

import msgspec
import pytest

from analysis import registry
from analysis.conclusion_words import said
from analysis.inference import audio_present
from analysis.inferences import PREFIX, Conclusion, Inference, Level
from analysis.records import Confidence
from analysis.wording import tr, trn, using

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
def test_no_language_says_more_than_could(inference: Inference) -> None:
    one, many, none = (getattr(inference, name) for name in ("says_one", "says", "says_none"))
    with using("de"):
        blanks = dict.fromkeys(re.findall(r"\{([a-z]+)\}", one + many), "x")
        spoken = [trn(one, many, number, **blanks) for number in (1, 2)] if one else [tr(many)]
        spoken += [tr(none)] if none else []
        assert all(words.startswith(GERMAN) for words in spoken)
    assert all(words.startswith(PREFIX) for words in (one, many, none) if words)


@pytest.mark.parametrize("inference", registry.inferences(), ids=lambda one: one.name)
def test_a_number_is_never_a_list_of_one_in_brackets(inference: Inference) -> None:
    """``photos (number: 1)`` is how a machine counts; a sentence has a form of its own for one."""
    assert not re.search(r"\((?:number|pieces|readings|count)\b", inference.says)
    if inference.counted:
        assert f"{{{inference.counted}}}" in inference.says
        assert inference.says_one
        assert f"{{{inference.counted}}}" not in inference.says_one


@pytest.mark.parametrize(("pieces", "english", "german"), [
    ("1", "for 5.0 s (Opus; 36 kB), at 09:01.", "für 5,0 s zu hören war (Opus; 36 kB), um 09:01."),
    ("2", "for 5.0 s, in 2 pieces (Opus; 36 kB), at 09:01.", "für 5,0 s in 2 Stücken zu hören war (Opus; 36 kB), um 09:01."),
    (
        "1,200", "for 5.0 s, in 1,200 pieces (Opus; 36 kB), at 09:01.",
        "für 5,0 s in 1.200 Stücken zu hören war (Opus; 36 kB), um 09:01.",
    ),
])  # fmt: skip
def test_one_is_told_apart_from_several(pieces: str, english: str, german: str) -> None:
    words = {"pieces": pieces, "length": "5.0 s", "kinds": "Opus", "kilobytes": "36", "when": "09:01"}
    one = msgspec.structs.replace(
        conclusion(**words), template=audio_present.INFERENCE.says, of_one=audio_present.INFERENCE.says_one,
        counted="pieces",
    )  # fmt: skip
    assert said(one).endswith(english)
    assert one.sentence() == said(one)
    with using("de"):
        assert said(one).endswith(german)
