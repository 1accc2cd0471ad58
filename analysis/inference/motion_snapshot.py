"""How a device was held, from single motion readings; they tell no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source

_AXES: Final = tuple(
    frozenset(f"{sensor}{axis}" for axis in axes)
    for sensor, axes in (
        ("accelerometer", "XYZ"),
        ("x_gravity", "XYZ"),
        ("x_orientation", ("Alpha", "Beta", "Gamma")),
        ("x_orientation", ("Pitch", "Roll", "Yaw")),
    )
)


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    messages: dict[str, list[Datum]] = {}
    for item in evidence.today(evidence.of("sensor.motion")):
        if any(item.property in axes for axes in _AXES):
            messages.setdefault(item.event_id, []).append(item)
    held = [found for found in messages.values() if _is_whole(found)]
    if held:
        rests_on = [item for found in held for item in found]
        words = {"when": evidence.when(rests_on), "times": str(len(held))}
        yield Drawn(level=Level.FIELD, rests_on=rests_on, words=words, n=len(held))


def _is_whole(found: list[Datum]) -> bool:
    names = {item.property for item in found}
    return any(axes <= names for axes in _AXES)


INFERENCE: Final = Inference(
    name="motion_snapshot",
    title="How the device was held",
    needs={"sensor.motion": "the three axes of one reading"},
    condition="All three axes of an accelerometer, gravity or orientation reading in one message.",
    says="This data could let the recipient infer how the device was held (upright, flat, on its "
    "side), in {times} readings, at {when}.",
    counted="times",
    says_one="This data could let the recipient infer how the device was held (upright, flat, on its "
    "side), in one reading, at {when}.",
    cap=Level.FIELD,
    otherwise=("The reading was old when it was sent.", "A stand or a bag held the device, not a hand."),
    remedy=(
        "Uninstall the app, or block the recipient: Android asks nobody before an app reads the accelerometer.",
    ),
    sources=(
        Source(
            text="A survey of what accelerometers tell; a single reading gives the direction of gravity.",
            where="Kröger, Raschke, Bhuiyan 2019; ACM Computing Surveys, doi 10.1145/3510579",
            basis="P",
        ),
    ),
    infer=_infer,
)
