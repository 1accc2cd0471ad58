"""Which devices share a home or an office, from the same Wi-Fi network's name or address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Scope, Source

_LEAST: Final = 2  # devices


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    networks: dict[tuple[str, str], list[Datum]] = {}
    for item in evidence.today(evidence.of("location.radio_scan", "x_ssid", "x_wifiScan")):
        if item.count() == 1 and item.digest and item.device:
            networks.setdefault((item.property, item.digest), []).append(item)
    shared = [
        item
        for found in networks.values()
        if len({item.device for item in found}) >= _LEAST
        for item in found
    ]
    if shared:
        shared.sort(key=lambda item: (item.seen_at, item.id))
        devices = len({item.device for item in shared})
        words = {"devices": str(devices), "when": evidence.when(shared)}
        yield Drawn(level=Level.VALUE, rests_on=shared, words=words, n=devices)


INFERENCE: Final = Inference(
    name="same_wifi",
    title="Which devices share a Wi-Fi",
    needs={"location.radio_scan": "one Wi-Fi network's name or address, from two devices"},
    condition="The same network name (SSID) or access point address (BSSID), alone in its message's list, from "
    "two or more devices on one day.",
    says="This data could let the recipient infer that {devices} devices share one home, office or hotspot: "
    "they named the same Wi-Fi network, at {when}. This holds also where a VPN hides the address.",
    cap=Level.VALUE,
    otherwise=(
        "The network has a name that many have.",
        "It is a café's or a train's.",
    ),
    remedy=(
        "Take the location permission from the app: without it Android and iOS hide the network's name.",
    ),
    sources=(
        Source(
            text="SDKs that scan for Wi-Fi and Bluetooth link identifiers with one another by what is heard "
            "(52 SDKs, 9,976 apps).",
            where="arXiv 2503.15238",
            basis="P",
        ),
    ),
    infer=_infer,
    scope=Scope.HOUSEHOLD,
)
