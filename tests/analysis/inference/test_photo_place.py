"""Only what stands in a photo tells where it was taken."""

from __future__ import annotations

from analysis.inference.photo_place import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, position, refuses, sent

PLACE = "location.precise"


def gps(name: str, value: str, block: str = "exif", rule: str = "photo.exif_position") -> object:
    return found(
        PLACE, value, name, f"body>multipart:photo>{block}:GPS{name.title()}", rules=(rule,), precision_m=3.0
    )


SENT = (sent("08:47", gps("latitude", "41.85"), gps("longitude", "12.49")),)

test_a_photo = concludes(
    INFERENCE, SENT,
    "where a photo or film was taken (near 41.85, 12.49); it was sent at 08:47.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a photo without a place": (sent("08:47", found("photo.image", "JPEG 640x480", "x_photo")),),
        "a latitude alone": (sent("08:47", gps("latitude", "41.85")),),
        "the device's own position": (sent("08:47", *position(41.85, 12.49)),),
        "halves of two photos": (
            sent("08:47", gps("latitude", "41.85")),
            sent("08:48", gps("longitude", "12.49")),
        ),
        "halves of two blocks": (
            sent("08:47", gps("latitude", "41.85"), gps("longitude", "12.49", "xmp", "photo.xmp_position")),
        ),
        "a time": (sent("08:47", found("photo.image", "2026:11:20 08:40:00", "x_photoTakenAt")),),
        "the day before": (sent("08:47", *SENT[0].findings, day=days_ago(1)),),
    },
)
