"""The time that a camera wrote."""

from __future__ import annotations

import pytest

from analysis.inference.photo_time import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

SENT = (sent("08:47", found("photo.image", "2026-11-19T18:02:11", "x_photoTakenAt")),)

test_a_time = concludes(
    INFERENCE, SENT,
    "when a photo or film was taken (2026-11-19 18:02); it was sent at 08:47.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a photo without a time": (sent("08:47", found("photo.image", "JPEG 640x480", "x_photo")),),
        "an empty time": (sent("08:47", found("photo.image", "", "x_photoTakenAt")),),
        "a model": (sent("08:47", found("photo.image", "Example One", "x_photoMakeModel")),),
        "a time of something else": (
            sent("08:47", found("diagnostics.crash", "2026-11-19", "x_photoTakenAt")),
        ),
        "perhaps": (sent("08:47", found("photo.video", "2026", "x_photoTakenAt", confidence="possible")),),
        "the day before": (sent("08:47", *SENT[0].findings, day=days_ago(1)),),
    },
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026:11:19 18:02:11", "2026-11-19 18:02"),
        ("2026-11-19T18:02:11.250+01:00", "2026-11-19 18:02"),
        ("2026-11-19", "2026-11-19"),
        ("19 November 2026", "19 November 2026"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_time_is_written_for_people(written: str, shown: str) -> None:
    (told,) = straight(INFERENCE, (sent("08:47", found("photo.image", written, "x_photoTakenAt")),))
    assert told.words["taken"] == shown
