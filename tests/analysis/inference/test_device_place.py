"""Only a position of the device's own tells where it was."""

from __future__ import annotations

from analysis.inference.device_place import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, position, refuses, sent, straight

SENT = (sent("08:47", *position(41.85, 12.49)),)

test_a_position = concludes(
    INFERENCE,
    SENT,
    "where the device was at 08:47, to about 1 m (first near 41.85, 12.49).",
    Level.VALUE,
)
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a latitude alone": (sent("08:47", position(41.85, 12.49)[0]),),
        "halves of two messages": (
            sent("08:47", position(41.85, 12.49)[0]),
            sent("08:48", position(41.85, 12.49)[1]),
        ),
        "halves of two places": (
            sent(
                "08:47",
                found("location.precise", "41.85", "latitude", "body>json:$.a.lat", precision_m=1112.0),
                found("location.precise", "12.49", "longitude", "body>json:$.b.lon", precision_m=1112.0),
            ),
        ),
        "where a photo was taken": (sent("08:47", *position(41.85, 12.49, rules=("photo.exif_position",))),),
        "a position of which nobody knows how exact it is": (
            sent(
                "08:47",
                found("location.precise", "41.85", "latitude", "body>json:$.geo.lat"),
                found("location.precise", "12.49", "longitude", "body>json:$.geo.lon"),
            ),
        ),
        "a rough place": (sent("08:47", found("location.coarse", "Rome", "city")),),
        "the middle of nowhere": (sent("08:47", *position(0.0, 0.0)),),
        "beyond the globe": (sent("08:47", *position(112.5, 12.49)),),
        "the day before": (sent("08:47", *position(41.85, 12.49), day=days_ago(1)),),
    },
)  # fmt: skip


def test_of_several_the_times_the_nearest_and_the_first_are_told() -> None:
    rows = (
        sent("07:02", *position(41.85, 12.49, 1112.0)),
        sent("09:30", *position(41.90, 12.40, 11.1)),
    )
    (told,) = straight(INFERENCE, rows)
    assert (told.words["when"], told.words["metres"], told.words["near"]) == (
        "07:02–09:30",
        "11",
        "41.85, 12.49",
    )
    assert told.n == 2
    assert told.rests_on == 4
