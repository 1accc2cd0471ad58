"""Darkness is told by single readings, and not by a series that goes on to be bright."""

from __future__ import annotations

from analysis.inference.light_dark import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

LIGHT = "sensor.ambient_light"
SERIES = found(
    LIGHT,
    "23 readings, 4 to 5 lux",
    n=23,
    rate_hz=0.05,
    seconds=440.0,
    min=4.0,
    median=4.5,
    max=5.0,
    unit="lux",
)
SENT = (sent("07:02", SERIES), sent("07:10", found(LIGHT, "3.0", unit="lux")))

test_it_was_dark = concludes(
    INFERENCE,
    SENT,
    "that it was dark around the device, with the lights off, at 07:02–07:10 (at most 5 lux).",
    Level.VALUE,
)
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a reading just above": (sent("07:02", found(LIGHT, "10.5")),),
        "a series that becomes bright": (
            sent("07:02", found(LIGHT, "series", n=9, min=2.0, median=5.0, max=300.0)),
        ),
        "a negative reading": (sent("07:02", found(LIGHT, "-1")),),
        "words": (sent("07:02", found(LIGHT, "dark")),),
        "another sensor": (sent("07:02", found("sensor.proximity", "3.0")),),
        "another day": (sent("07:02", found(LIGHT, "3.0"), day=days_ago(1)),),
        "possible": (sent("07:02", found(LIGHT, "3.0", confidence="possible")),),
    },
)


def test_a_boundary_value_counts_and_the_least_sure_finding_decides() -> None:
    (one,) = straight(INFERENCE, [*SENT, sent("08:00", found(LIGHT, "10", confidence="likely"))])
    assert one.confidence == "likely"
    assert (one.rests_on, one.findings, one.words["lux"]) == (3, (1, 2, 3), "10")


def test_the_brightest_is_that_of_all_messages() -> None:
    """Not that of the message whose darkest reading is the brightest."""
    wide = found(LIGHT, "series", n=5, rate_hz=1.0, seconds=5.0, min=0.0, median=4.0, max=9.0, unit="lux")
    (one,) = straight(INFERENCE, [sent("07:02", wide), *SENT])
    assert one.words["lux"] == "9"
