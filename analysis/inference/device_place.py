"""Where the device was, from a position of its own that was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source
from analysis.stays import Fix, beside, fix_of


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    pairs: dict[tuple[str, str], list[Datum]] = {}
    for item in evidence.today(evidence.of("location.precise", "latitude", "longitude")):
        if not item.of_a_photo() and _metres(item) is not None:
            pairs.setdefault((item.event_id, beside(item.path)), []).append(item)
    found = [fix for pair in pairs.values() if len(pair) == 2 and (fix := fix_of(pair)) is not None]
    if found:
        rests_on = sorted(
            (item for fix in found for item in fix.data), key=lambda item: (item.seen_at, item.id)
        )
        metres = min(_metres(item) or 1.0 for item in rests_on)
        words = {"when": evidence.when(rests_on), "metres": f"{max(metres, 1.0):,.0f}", "near": _near(found)}
        yield Drawn(level=Level.VALUE, rests_on=rests_on, words=words, n=len(found))


def _metres(item: Datum) -> float | None:
    return item.measures.precision_m if item.measures is not None else None


def _near(found: list[Fix]) -> str:
    first = min(found, key=lambda fix: fix.seen_at)
    return f"{first.latitude:.2f}, {first.longitude:.2f}"


INFERENCE: Final = Inference(
    name="device_place",
    title="Where the device was",
    needs={
        "location.precise": "latitude and longitude of the device's own, beside each other in one message"
    },
    condition="Any position of the device's own (not of a photo) whose number of decimals is known.",
    says="This data could let the recipient infer where the device was at {when}, to about {metres} m "
    "(first near {near}).",
    cap=Level.VALUE,
    otherwise=(
        "The place was typed in or looked up, and the device was elsewhere.",
        "The position was an old one that the app still had.",
    ),
    remedy=(
        "Take the location permission from the app, or allow only the approximate location.",
        "Allow location only while the app is used.",
    ),
    sources=(
        Source(
            text="Google's Data safety form has apps declare as precise location what shows a user or device "
            "within less than 3 square kilometres.",
            where="developer.android.com, declare data use",
            basis="P",
        ),
    ),
    infer=_infer,
)
