"""Only whole identities of beacons count."""

from __future__ import annotations

from analysis.inference.beacon_place import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent

RADIO = "location.radio_scan"
SENT = (sent("16:20", found(RADIO, "f7826da6-… 1 2", "x_bleScan", rules=("ble.ibeacon",), n=1)),)

test_a_beacon = concludes(
    INFERENCE,
    SENT,
    "which shop or room the device was in: a Bluetooth beacon was named, at 16:20.",
    Level.VALUE,
)
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "devices nearby": (
            sent("16:20", found(RADIO, "3c:a6:2f:…", "x_bleScan", rules=("ble.address_list",), n=3)),
        ),
        "Wi-Fi": (sent("16:20", found(RADIO, "3c:a6:2f:…", "x_wifiScan", rules=("wifi.bssid_list",), n=3)),),
        "a cell": (sent("16:20", found(RADIO, "262-1-1-1", "x_cellScan", rules=("cell.identity",))),),
        "an id of the same form": (
            sent("16:20", found("identifier.device", "f782…", rules=("device_id.uuid",))),
        ),
        "Bluetooth is on": (sent("16:20", found("device_state.bluetooth", "true")),),
        "the day before": (sent("16:20", *SENT[0].findings, day=days_ago(1)),),
    },
)
