"""Two devices at one recipient on one day; the carrier knows anyway."""

from __future__ import annotations

from analysis.inference.same_household import INFERENCE
from analysis.inferences import CARRIER, Level
from tests.inference_cases import PHONE, TABLET, concludes, days_ago, evidence_of, never, refuses, sent

SENT = (sent("10:00", device=PHONE), sent("19:00", device=TABLET))

test_two_devices = concludes(
    INFERENCE, SENT,
    "that 2 devices belong to one household: all of them came to it from this home's address within a day.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one device": SENT[:1],
        "one device twice": (sent("10:00"), sent("19:00")),
        "one with a stranger": (sent("10:00"), sent("11:00", device="")),
        "the other the day before": (sent("10:00"), sent("23:00", device=TABLET, day=days_ago(1))),
        "both the day before": (
            sent("22:00", day=days_ago(1)),
            sent("23:00", device=TABLET, day=days_ago(1)),
        ),
    },
)


def test_who_carries_the_connections_is_left_out() -> None:
    import msgspec

    evidence = msgspec.structs.replace(evidence_of(SENT), recipient=CARRIER)
    assert INFERENCE.conclude(evidence) == []
