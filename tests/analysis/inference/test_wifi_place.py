"""Two access points place a device; one does not."""

from __future__ import annotations

from analysis.inference.wifi_place import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

RADIO = "location.radio_scan"
SENT = (
    sent("08:00", found(RADIO, "3c:a6:2f:…", "x_wifiScan", digest="one", n=1)),
    sent("08:05", found(RADIO, "34:81:c4:…", "x_wifiScan", digest="two", n=1)),
)

test_two_access_points = concludes(
    INFERENCE, SENT,
    "where the device was, to metres and without GPS: 2 or more Wi-Fi access points were named, "
    "at 08:00–08:05.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one access point": SENT[:1],
        "one access point twice": (SENT[0], sent("09:00", *SENT[0].findings)),
        "two network names": (sent("08:00", found(RADIO, "ab…", "x_ssid", digest="one", n=2)),),
        "cells": (sent("08:00", found(RADIO, "262-1-1-1", "x_cellScan", n=4)),),
        "the phone's own address": (sent("08:00", found("identifier.device", "3c:a6:2f:…", "macAddress")),),
        "one each on two days": (SENT[0], sent("08:05", *SENT[1].findings, day=days_ago(1))),
    },
)


def test_one_list_is_enough() -> None:
    (one,) = straight(INFERENCE, [sent("08:00", found(RADIO, "…", "x_wifiScan", n=7))])
    assert one.words["points"] == "7"
