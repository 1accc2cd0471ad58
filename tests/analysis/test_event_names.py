"""The names of events stand in their plain form, so that they are found."""

from __future__ import annotations

import pytest

from analysis.event_names import ALONE, STANDARD, tells_of_the_heart
from analysis.field_names import words


@pytest.mark.parametrize("name", sorted(ALONE | STANDARD))
def test_a_name_is_plain_and_a_word(name: str) -> None:
    assert "".join(words(name)) == name
    assert name.isalpha()


def test_what_programs_do_is_not_among_them() -> None:
    assert not {"error", "request", "heartbeat", "config", "event"} & (ALONE | STANDARD)


def test_an_event_of_the_heart_says_so() -> None:
    assert tells_of_the_heart("hr_update")
    assert not any(map(tells_of_the_heart, ("phx_join", "chart", "threshold", 79, None)))
