"""docs/inferences.md says what the inferences declare and what was measured on the recordings."""

from __future__ import annotations

from pathlib import Path

from analysis import registry
from analysis.inference_document import document, with_figures
from benchmarks.inferences import PAGE, figures, sound_scores

STALE = (
    "docs/inferences.md is stale: run benchmarks/inferences.py --write, look at what changed, and commit it"
)


def test_the_page_holds_what_every_inference_declares() -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, _, after = document().partition("<!-- figures -->")
    assert text.startswith(before), STALE
    assert text.endswith(after), STALE
    for one in registry.inferences():
        assert one.says in text


def test_the_page_holds_what_is_measured(shared_data: Path) -> None:
    assert with_figures(document(), figures(shared_data)) == PAGE.read_text(encoding="utf-8"), STALE


def test_speech_and_machines_are_told_apart_on_real_recordings(shared_data: Path) -> None:
    for score in sound_scores(shared_data):
        if score.should == "no":
            assert score.drawn == 0, score
        if score.should == "yes" and not score.recording.endswith("3 s"):
            assert score.drawn >= 0.8 * score.pieces, score
