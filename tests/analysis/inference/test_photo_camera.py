"""The camera's model, and its serial number where one was written."""

from __future__ import annotations

from analysis.conclusion_words import said
from analysis.inference.photo_camera import INFERENCE
from analysis.inferences import Level
from analysis.wording import using
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
    "which camera took the photos (model: Example One) and, from the serial number in one, which "
    "other photos are of the same camera; sent at 08:47.",
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
    assert one.words["camera"] == "not told"


def test_without_a_serial_number_nothing_is_said_of_other_photos() -> None:
    (one,) = straight(INFERENCE, [sent("08:47", SENT[0].findings[0])])
    assert one.sentence().endswith("(model: Example One); no serial number was in them; sent at 08:47.")
    with using("de"):
        assert said(one).endswith(
            "(Modell: Example One); eine Seriennummer war nicht darin; gesendet um 08:47."
        )


def test_several_serial_numbers_are_counted() -> None:
    other = sent("09:00", found("identifier.device", "EX2-…17", "x_photoSerial"))
    (one,) = straight(INFERENCE, [*SENT, other])
    assert "from 2 serial numbers in them, which other photos are of the same cameras" in one.sentence()
    with using("de"):
        assert "anhand von 2 Seriennummern darin" in said(one)


def test_the_photos_of_one_camera_have_one_serial_number() -> None:
    other = found("identifier.device", "EX2-…20", "x_photoSerial")
    same = [sent(f"08:4{minute}", SENT[0].findings[1]) for minute in range(3)]
    (one,) = straight(INFERENCE, same)
    assert (one.words["serials"], one.rests_on) == ("1", 3)
    (two,) = straight(INFERENCE, [*same, sent("08:50", other)])
    assert two.words["serials"] == "2"
