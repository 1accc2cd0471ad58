"""One reading tells how a device is held, with all its axes only."""

from __future__ import annotations

from analysis.inference.motion_snapshot import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, found, never, refuses, sent

MOTION = "sensor.motion"


def axes(sensor: str, names: str) -> list[object]:
    return [found(MOTION, "1.5", f"{sensor}{name}") for name in names]


SENT = (sent("08:00", *axes("accelerometer", "XYZ")),)

test_how_it_was_held = concludes(
    INFERENCE,
    SENT,
    "how the device was held (upright, flat, on its side), in one reading, at 08:00.",
    Level.FIELD,
)
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "two axes": (sent("08:00", *axes("accelerometer", "XY")),),
        "axes of three messages": tuple(
            sent(f"08:0{n}", *axes("accelerometer", axis)) for n, axis in enumerate("XYZ")
        ),
        "a gyroscope": (sent("08:00", *axes("rotation", "XYZ")),),
        "a compass": (sent("08:00", *axes("x_magnetometer", "XYZ")),),
        "portrait": (sent("08:00", found(MOTION, "portrait", "orientation")),),
        "axes of two sensors": (sent("08:00", *axes("accelerometer", "X"), *axes("x_gravity", "YZ")),),
    },
)
