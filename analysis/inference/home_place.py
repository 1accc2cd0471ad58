"""Where somebody lives: where the device spends its nights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source
from analysis.stays import fixes, stay


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    home = stay(evidence, fixes(evidence))
    if home is not None:
        words = {"near": home.near, "nights": str(home.days)}
        yield Drawn(
            level=Level.SERIES, rests_on=home.data, words=words, n=len(home.fixes), seconds=home.seconds
        )


INFERENCE: Final = Inference(
    name="home_place",
    title="Where you live",
    needs={"location.precise": "latitude and longitude with three decimals or more, on three nights"},
    condition="Positions with at least three decimals (112 m) between 22:00 and 6:00, of at least 3 nights "
    "within 200 m of one another, in 30 days.",
    says="This data could let the recipient infer where the device's owner lives, to about 200 m: it spent "
    "{nights} nights at one place (near {near}).",
    cap=Level.SERIES,
    otherwise=(
        "The nights were spent at a hotel, at a friend's, or at work.",
        "The place was typed in or looked up, and the device was elsewhere.",
    ),
    remedy=(
        "Take the location permission from the app, or allow only the approximate location.",
        "Allow location only while the app is used, and close it at night.",
    ),
    sources=(
        Source(
            text="Homes are found by the last destination of the day and by where the nights are spent.",
            where="Krumm 2007",
            basis="S",
        ),
        Source(text="Noise of 200 m does not hide a home.", where="Wiedemann et al. 2024", basis="S"),
    ),
    infer=_infer,
    days=30,
    exact=True,
)
