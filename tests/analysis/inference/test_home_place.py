"""A home needs three nights at one place, in full values."""

from __future__ import annotations

from datetime import date

from analysis.inference.home_place import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, position, refuses, sent, straight

NORTH, EAST = 52.23520, 10.56400


def night(
    number: int, at: str = "23:30", north: float = NORTH, east: float = EAST, precision_m: float = 1.1
) -> object:
    return sent(at, *position(north, east, precision_m), day=days_ago(number))


SENT = tuple(night(number) for number in (1, 2, 3, 4))

test_three_nights = concludes(
    INFERENCE, SENT,
    "where the device's owner lives, to about 200 m: it spent 4 nights at one place (near 52.24, 10.56).",
    Level.SERIES,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "one night": SENT[:1],
        "two nights": SENT[:2],
        "one night, three times": (night(2), night(2, "23:40"), night(1, "03:00")),
        "three days": tuple(night(number, "14:00") for number in (1, 2, 3)),
        "two decimals": tuple(night(number, precision_m=1112.0) for number in (1, 2, 3)),
        "three places": tuple(night(number, north=NORTH + number / 100) for number in (1, 2, 3)),
        "latitudes alone": tuple(sent("23:30", position(NORTH, EAST)[0], day=days_ago(number)) for number in (1, 2, 3)),
        "photos of the nights": tuple(
            sent("23:30", *position(NORTH, EAST, rules=("photo.exif_position",)), day=days_ago(n)) for n in (1, 2, 3)
        ),
        "a map that was looked at": tuple(
            sent("23:30", found("usage.map_tile", "13/4334/2691"), day=days_ago(n)) for n in (1, 2, 3)
        ),
        "the middle of nowhere": tuple(night(number, north=0.0, east=0.0) for number in (1, 2, 3)),
    },
)  # fmt: skip


def test_masked_values_tell_no_home() -> None:
    assert straight(INFERENCE, SENT, exact=False) == []


def test_a_night_is_one_however_midnight_cuts_it() -> None:
    kept = (night(3), night(2, "02:00"), night(2, "23:00"), night(1, "05:59"))
    assert straight(INFERENCE, kept) == []  # two nights: of days 3 and 2
    assert straight(INFERENCE, [*kept, night(1, "22:00")])[0].words["nights"] == "3"


def test_whole_numbers_are_millionths_or_ten_millionths() -> None:
    for scale in (10**6, 10**7):
        messages = [
            sent(
                "23:30",
                *(
                    found(
                        "location.precise",
                        str(round(degrees * scale)),
                        name,
                        f"body>json:$.{name}",
                        precision_m=0.1,
                    )
                    for name, degrees in (("latitude", NORTH), ("longitude", EAST))
                ),
                day=days_ago(number),
            )
            for number in (1, 2, 3)
        ]
        assert straight(INFERENCE, messages)[0].words["near"] == "52.24, 10.56"


def test_the_day_of_the_cases_is_a_friday() -> None:
    assert days_ago(0) == date(2026, 11, 20)
    assert days_ago(0).weekday() == 4
