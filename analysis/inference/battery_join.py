"""That records of two recipients are of one device, from the same precise battery level within minutes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Scope, Source, number_in
from analysis.lazy_patterns import lazy_pattern

_PRECISE: Final = lazy_pattern(r"[0-9]{1,3}\.[0-9]{2,20}%?")
_AT_AN_END: Final = (0.0, 1.0, 100.0)  # as whatever hangs on its charger is
_WITHIN: Final = 300_000_000  # µs


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    levels: dict[str, list[Datum]] = {}
    for item in evidence.today(evidence.of("device_state.battery", "batteryLevel")):
        if _PRECISE.fullmatch(item.value) and number_in(item.value) not in _AT_AN_END:
            levels.setdefault(item.value, []).append(item)
    joined: dict[int, Datum] = {}
    for found in levels.values():
        for one, other in pairwise(found):
            near = other.seen_at - one.seen_at <= _WITHIN
            if near and one.recipient != other.recipient:
                joined |= {one.id: one, other.id: other}
    if joined:
        rests_on = sorted(joined.values(), key=lambda item: (item.seen_at, item.id))
        recipients = tuple(sorted({item.recipient for item in rests_on}))
        words = {"when": evidence.when(rests_on), "recipients": str(len(recipients))}
        yield Drawn(level=Level.VALUE, rests_on=rests_on, words=words, n=len(rests_on), recipients=recipients)


INFERENCE: Final = Inference(
    name="battery_join",
    title="One device, two records",
    needs={"device_state.battery": "the battery level with two decimals or more, at two recipients"},
    condition="The same battery level, neither full nor empty, with at least two decimals, at two recipients (two "
    "companies that do not belong together) within 5 minutes.",
    says="This data could let the recipient infer that its records and those of another (recipients: "
    "{recipients}) are of one device, if they compared notes: each got the same precise battery level within 5 "
    "minutes, at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "Many devices have this level at this time: it joins records only with something else, such as the address.",
        "Nobody compares notes.",
    ),
    remedy=(
        "Block one of the recipients, or use an app or browser that does not tell the battery level (Firefox "
        "and Safari do not).",
    ),
    sources=(
        Source(
            text="A battery's readout had 14,172,310 states and was renewed each 30 s; Firefox took the "
            "interface away.",
            where="Olejnik et al., The Leaking Battery, 2015",
            basis="P",
        ),
    ),
    infer=_infer,
    scope=Scope.ACROSS,
)
