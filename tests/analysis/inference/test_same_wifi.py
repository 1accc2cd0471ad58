"""One network, two devices."""

from __future__ import annotations

from analysis.inference.same_wifi import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import PHONE, TABLET, concludes, days_ago, found, never, refuses, sent

RADIO = "location.radio_scan"


def heard(at: str, device: str, digest: str = "our network", name: str = "x_ssid", **more: object) -> object:
    return sent(at, found(RADIO, "ou…", name, digest=digest), device=device, **more)


SENT = (heard("10:00", PHONE), heard("19:00", TABLET))

test_one_network = concludes(
    INFERENCE, SENT,
    "that 2 devices share one home, office or hotspot: they named the same Wi-Fi network, at 10:00–19:00. This "
    "holds also where a VPN hides the address.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one device": SENT[:1],
        "one device twice": (heard("10:00", PHONE), heard("19:00", PHONE)),
        "two networks": (heard("10:00", PHONE), heard("19:00", TABLET, "another")),
        "a name and an address": (heard("10:00", PHONE), heard("19:00", TABLET, name="x_wifiScan")),
        "an access point and a cell": (heard("10:00", PHONE), heard("19:00", TABLET, name="x_cellScan")),
        "lists of neighbours": tuple(
            sent("10:00", found(RADIO, "…", "x_wifiScan", digest="list", n=9), device=device)
            for device in (PHONE, TABLET)
        ),
        "the other the day before": (heard("10:00", PHONE), heard("19:00", TABLET, day=days_ago(1))),
    },
)
