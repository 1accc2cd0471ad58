"""A stream sent in pieces is one series; what comes later is another."""

from __future__ import annotations

from analysis.successions import rate_of, runs, seconds_of
from tests.inference_cases import evidence_of, found, sent

LIGHT = "sensor.ambient_light"


def lengths(*at_and_seconds: tuple[str, float]) -> list[int]:
    messages = [sent(at, found(LIGHT, "series", n=9, seconds=seconds)) for at, seconds in at_and_seconds]
    return [len(run) for run in runs(evidence_of(messages).data)]


def test_nothing_is_no_run() -> None:
    assert runs([]) == []


def test_a_pause_of_more_than_five_seconds_ends_a_run() -> None:
    assert lengths(("10:00:00", 10.0), ("10:00:15", 10.0)) == [2]
    assert lengths(("10:00:00", 10.0), ("10:00:16", 10.0)) == [1, 1]
    assert lengths(("10:00:00", 0.0), ("10:00:05", 0.0), ("10:00:11", 0.0)) == [2, 1]


def test_the_length_of_the_earlier_one_does_not_count() -> None:
    """Its readings ended when it was sent."""
    assert lengths(("10:00:00", 60.0), ("10:00:30", 1.0)) == [1, 1]


def test_what_is_not_told_is_zero() -> None:
    (without,) = evidence_of([sent("10:00", found(LIGHT, "12"))]).data
    (told,) = evidence_of([sent("10:00", found(LIGHT, "series", n=5, seconds=4.0, rate_hz=1.0))]).data
    assert (seconds_of(without), rate_of(without)) == (0.0, 0.0)
    assert (seconds_of(told), rate_of(told)) == (4.0, 1.0)
