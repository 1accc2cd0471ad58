"""Where the device is, to metres and without GPS, from the Wi-Fi access points that it hears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source

_LEAST: Final = 2  # access points


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = evidence.today(evidence.of("location.radio_scan", "x_wifiScan"))
    heard = max((item.count() for item in found), default=0)
    different = len({item.digest for item in found if item.digest})
    if max(heard, different) >= _LEAST:
        words = {"when": evidence.when(found), "points": str(max(heard, different))}
        yield Drawn(level=Level.VALUE, rests_on=found, words=words, n=max(heard, different))


INFERENCE: Final = Inference(
    name="wifi_place",
    title="Where you are, by Wi-Fi",
    needs={"location.radio_scan": "hardware addresses of access points (BSSID), two or more"},
    condition="At least two different access points' hardware addresses; locally administered ones do not count.",
    says="This data could let the recipient infer where the device was, to metres and without GPS: {points} "
    "or more Wi-Fi access points were named, at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "The access points are not in the look-up services, or were moved.",
        "They were heard earlier, at another place.",
    ),
    remedy=(
        "Take the location permission from the app: without it Android and iOS hide these addresses.",
        "End your network's name in _nomap: some look-up services then leave it out.",
    ),
    sources=(
        Source(
            text="A public look-up service answered with up to 400 neighbours a query; over two billion access "
            "points were placed.",
            where="Rye and Levin, arXiv 2405.14975",
            basis="P",
        ),
    ),
    infer=_infer,
)
