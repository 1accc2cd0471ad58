"""The camera's model, and its serial number where one was written."""

from __future__ import annotations

from analysis.inference.photo_camera import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

SENT = (
    sent(
        "08:47",
        found("photo.image", "Example One", "x_photoMakeModel"),
        found("identifier.device", "EX1-…16", "x_photoSerial"),
    ),
)

test_a_camera = concludes(
    INFERENCE, SENT,
    "which camera took the photos (model: Example One) and, from serial numbers (number: 1), which other "
    "photos are of the same camera; sent at 08:47.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a photo without a camera": (sent("08:47", found("photo.image", "JPEG 640x480", "x_photo")),),
        "the phone's model": (sent("08:47", found("diagnostics.device", "Example One", "model")),),
        "another device id": (sent("08:47", found("identifier.device", "3554…", "imei")),),
        "an owner's name": (sent("08:47", found("identifier.account", "A… B…", "x_photoOwner")),),
        "an empty model": (sent("08:47", found("photo.image", "", "x_photoMakeModel")),),
        "the day before": (sent("08:47", *SENT[0].findings, day=days_ago(1)),),
    },
)


def test_a_serial_number_alone_is_enough() -> None:
    (one,) = straight(INFERENCE, [sent("08:47", SENT[0].findings[1])])
    assert one.words["camera"] == "–"
