"""Two recipients with one precise level within minutes; round levels and one recipient's brands do not count."""

from __future__ import annotations

from pathlib import Path

from analysis.inference.battery_join import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import TABLET, concludes, found, never, refuses, sent, through_ledger

BATTERY = "device_state.battery"


def level(at: str, value: str, company: str = "adnetwork", **more: object) -> object:
    return sent(at, found(BATTERY, value, "batteryLevel"), company=company, **more)


SENT = (level("10:00", "0.8137"), level("10:03", "0.8137", "social"))

test_two_records = concludes(
    INFERENCE, SENT,
    "that its records and those of another (recipients: 2) are of one device, if they compared notes: each got "
    "the same precise battery level within 5 minutes, at 10:00–10:03.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one recipient": (level("10:00", "0.8137"), level("10:03", "0.8137")),
        "one value": SENT[:1],
        "whole per cent": (level("10:00", "81"), level("10:03", "81", "social")),
        "one decimal": (level("10:00", "0.8"), level("10:03", "0.8", "social")),
        "different levels": (level("10:00", "0.8137"), level("10:03", "0.8136", "social")),
        "more than 5 minutes apart": (level("10:00", "0.8137"), level("10:06", "0.8137", "social")),
        "full, as all that hang on a charger": (level("10:00", "1.00"), level("10:03", "1.00", "social")),
        "full, in per cent": (level("10:00", "100.00%"), level("10:03", "100.00%", "social")),
        "empty": (level("10:00", "0.00"), level("10:03", "0.00", "social")),
        "a voltage": (
            sent("10:00", found(BATTERY, "3.812", "x_batteryVoltage")),
            sent("10:01", found(BATTERY, "3.812", "x_batteryVoltage"), company="social"),
        ),
    },
)


def test_both_recipients_are_named(tmp_path: Path) -> None:
    (one,) = through_ledger(tmp_path, INFERENCE, SENT)
    assert one.recipients == ("adnetwork", "social")


def test_two_brands_of_one_owner_are_one_recipient(tmp_path: Path) -> None:
    brands = {"adnetwork": "phonemaker", "social": "phonemaker"}
    assert through_ledger(tmp_path, INFERENCE, SENT, brands=brands) == []


def test_two_devices_with_one_level_are_not_joined(tmp_path: Path) -> None:
    assert (
        through_ledger(tmp_path, INFERENCE, [SENT[0], level("10:03", "0.8137", "social", device=TABLET)])
        == []
    )
