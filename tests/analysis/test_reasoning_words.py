"""Why something was recognised: in English as it was journalled, in German where its pieces are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reasoning_words import KNOWN, reasoning_words
from analysis.wording import using

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("journalled", "german"),
    [
        ("the language that is set", "die eingestellte Sprache"),
        ("the language that is set (named 'Accept-Language')", "die eingestellte Sprache (Name: „Accept-Language“)"),
        (
            "field of segment/v1: Segment's common fields name it; who made the device (named 'manufacturer')",
            "Feld von segment/v1: Segments übliche Felder nennen es; wer das Gerät hergestellt hat (Name: „manufacturer“)",
        ),
        # a piece that is not known stands as it was journalled, and what a foreign name holds stays
        (
            "field of x/y: a reason that nobody knows (named 'a'); the operating system",
            "Feld von x/y: a reason that nobody knows (named 'a'); das Betriebssystem",
        ),
        ("the operating system (named 'a'); b{0}')", "das Betriebssystem (Name: „a“); b{0}')"),
        ("the operating system (named 'it's {x} **b**')", "das Betriebssystem (Name: „it's {x} **b**“)"),
        ("The operating system", "The operating system"),
        ("field of : the operating system", "field of : the operating system"),
        ("", ""),
    ],
)  # fmt: skip
def test_known_pieces_are_translated(journalled: str, german: str) -> None:
    assert reasoning_words(journalled) == journalled
    with using("de"):
        assert reasoning_words(journalled) == german


pieces = st.one_of(st.sampled_from(sorted(KNOWN)), st.text(max_size=20))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(pieces, st.one_of(st.none(), st.text(max_size=10))), max_size=4), st.booleans())
def test_in_english_it_is_what_was_journalled(told: list[tuple[str, str | None]], field: bool) -> None:
    text = "; ".join(piece if name is None else f"{piece} (named '{name}')" for piece, name in told)
    journalled = f"field of a/b: {text}" if field else text
    assert reasoning_words(journalled) == journalled


def test_every_known_piece_is_said_somewhere() -> None:
    said = (ROOT / "trackers.yaml").read_text(encoding="utf-8")
    own = ROOT / "analysis" / "reasoning_words.py"
    said += "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "analysis").rglob("*.py") if path != own
    )
    assert not {piece for piece in KNOWN if piece not in said}
