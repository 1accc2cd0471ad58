"""What stays in the house, in a sentence."""

from __future__ import annotations

from analysis.flow_reasons import TO_THIS_BOX, WITHIN_HOME
from analysis.local_traffic import Local
from dashboard.local_words import local_sentence
from dashboard.phrases import plain


def test_where_nothing_stayed_nothing_is_said() -> None:
    assert local_sentence(()) == ()


def test_both_places_are_told_with_their_numbers() -> None:
    box = Local(place=TO_THIS_BOX, bytes_out=2_000_000, bytes_in=1, connections=1)
    home = Local(place=WITHIN_HOME, bytes_out=300, bytes_in=0, connections=12)
    said = plain(local_sentence((box, home)))
    assert said.startswith(
        "Stayed in the house, and is in no total here: 2.0 MB up to this box in 1 connection ("
    )
    assert said.endswith("300 bytes up to other machines of the house, or to all of them, in 12 connections.")
    assert "recipient" not in said
