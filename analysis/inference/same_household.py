"""Which devices belong to one household: they come from one address to one recipient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import CARRIER, TRAFFIC, Drawn, Evidence, Inference, Level, Scope, Source

_LEAST: Final = 2


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    today = [
        item for item in evidence.contacts if evidence.start <= item.start < evidence.end and item.device
    ]
    devices = tuple(sorted({item.device for item in today}))
    if len(devices) >= _LEAST and evidence.recipient != CARRIER:
        words = {"devices": str(len(devices))}
        yield Drawn(level=Level.VALUE, words=words, contacts=len(today), devices=devices, n=len(devices))


INFERENCE: Final = Inference(
    name="same_household",
    title="Which devices are one household's",
    needs={TRAFFIC: "connections of two devices through this home's address within a day"},
    condition="Two or more devices that had connections with one company through this box, so from one public "
    "address, on one day.",
    says="This data could let the recipient infer that {devices} devices belong to one household: all of them "
    "came to it from this home's address within a day.",
    cap=Level.VALUE,
    otherwise=(
        "The provider puts many homes behind one address (carrier-grade NAT).",
        "One of the devices is a guest's.",
    ),
    remedy=(
        "Block the company on the devices that do not need it.",
        "A VPN on one of the devices gives it another address.",
    ),
    sources=(
        Source(
            text="Phones and computers of one person were matched by address and time with an F1 of 0.91.",
            where="Zimmeck et al., USENIX Security 2017",
            basis="P",
        ),
        Source(
            text="Devices of 100 million households were grouped by their addresses.",
            where="Malloy et al., KDD 2017",
            basis="P",
        ),
    ),
    infer=_infer,
    scope=Scope.HOUSEHOLD,
)
