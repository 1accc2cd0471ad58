"""Which shop or room somebody was in, from the Bluetooth beacons that the device heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source

_RULES: Final = frozenset({"ble.ibeacon", "ble.eddystone"})


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = [
        item
        for item in evidence.today(evidence.of("location.radio_scan", "x_bleScan"))
        if not _RULES.isdisjoint(item.rules)
    ]
    if found:
        beacons = str(max(len({item.digest for item in found}), *(item.count() for item in found)))
        words = {"when": evidence.when(found), "beacons": beacons}
        yield Drawn(level=Level.VALUE, rests_on=found, words=words, n=int(beacons))


INFERENCE: Final = Inference(
    name="beacon_place",
    title="Which shop or room",
    needs={"location.radio_scan": "the identity of an iBeacon or Eddystone beacon"},
    condition="Any complete identity of an iBeacon (UUID, major, minor) or Eddystone (namespace, instance) beacon.",
    says="This data could let the recipient infer which shop or room the device was in: {beacons} "
    "Bluetooth beacons were named, at {when}.",
    counted="beacons",
    says_one="This data could let the recipient infer which shop or room the device was in: a Bluetooth "
    "beacon was named, at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "The beacon is your own: a tag, a toy, a lamp.",
        "Nobody but its owner knows where the beacon stands.",
    ),
    remedy=(
        "Take the Bluetooth (Nearby devices) and location permissions from the app.",
        "Switch Bluetooth off while out.",
    ),
    sources=(
        Source(
            text="Of 9,976 apps with SDKs that scan for Wi-Fi and Bluetooth (52 SDKs), 86 % collected a "
            "sensitive type of data, for places, visits to shops and to bridge identifiers.",
            where="arXiv 2503.15238",
            basis="P",
        ),
    ),
    infer=_infer,
)
