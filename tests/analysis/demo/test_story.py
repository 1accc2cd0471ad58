from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from analysis.demo.found import Found
from analysis.demo.story import Part, tell, write
from analysis.records import Measures, Visibility
from analysis.settings import Home
from dashboard.story import Part as Shown
from tests.analysis.demo.ledger_rows import found, light, row, unread

LIGHT, SOUND, FRIEND, PHOTO, WATCH = range(5)


def told(seen: Found, number: int) -> Part:
    return tell(seen)[number]


# -- negatives: what the ledger does not hold is not told -----------------------------------------------------------


@pytest.mark.parametrize("number", [LIGHT, SOUND, FRIEND, PHOTO, WATCH])
def test_an_empty_ledger_tells_that_nothing_was_seen_and_of_how_much(number: int) -> None:
    part = told(found(), number)
    assert part.verdict == "not_seen"
    assert part.text.startswith("No ")
    assert "7 messages" in part.text


@pytest.mark.parametrize("number", [LIGHT, SOUND, FRIEND, PHOTO, WATCH])
def test_where_something_could_not_be_read_nothing_seen_is_possible_but_unreadable(number: int) -> None:
    devices = ("phone", "tablet", "watch")
    refused = tuple(unread(device, Visibility.REFUSED) for device in devices)
    part = told(found(unreadable=refused), number)
    assert part.verdict == "possible"
    assert "500 bytes went to Acme in 2 connections that could not be read" in part.text


def test_another_device_s_readings_are_not_the_tablet_s() -> None:
    other = msgspec.structs.replace(light(4, 1300, 23), device_name="phone")
    assert told(found(other), LIGHT).verdict == "not_seen"


def test_a_finding_that_is_only_likely_is_not_told_as_seen() -> None:
    assert told(found(light(4, 1300, 23, confidence="likely")), LIGHT).verdict == "not_seen"


def test_the_time_in_a_photo_is_no_photo() -> None:
    assert told(found(row("phone", "photo.image", "x_photoTakenAt")), PHOTO).verdict == "not_seen"


def test_not_every_connection_passed_by_choice_is_a_messenger_s() -> None:
    bank = unread("phone", Visibility.PASSED_BY_CHOICE, "never opened: banking")
    assert told(found(unreadable=(bank,)), FRIEND).verdict == "possible"


def test_without_a_refusal_there_is_no_sentence_of_one() -> None:
    assert len(tell(found(unreadable=(unread("phone", Visibility.QUIC),)))) == 5


def test_a_sound_whose_level_varies_is_not_called_steady() -> None:
    speech = row("phone", "audio.recording", measures=Measures(seconds=3.0, level_spread_db=24.0))
    part = told(found(speech), SOUND)
    assert part.verdict == "seen"
    assert "24.0 dB." in part.text
    assert "machine" not in part.text


def test_a_photo_without_exif_tells_no_place() -> None:
    part = told(found(row("phone", "photo.image", "x_photo", "JPEG 800x600")), PHOTO)
    assert part.verdict == "seen"
    assert "neither place nor time" in part.text
    assert "where it was taken" not in part.text


def test_the_exif_of_another_message_is_not_this_photo_s() -> None:
    place = row("phone", "location.precise", "latitude", path="body>exif:GPSLatitude", event_id="e2")
    part = told(found(row("phone", "photo.image", "x_photo", "JPEG 8x6"), place), PHOTO)
    assert "the place" not in part.text


# -- what is there is told with its numbers ----------------------------------------------------------------------------


def test_light_is_told_with_number_range_and_recipient() -> None:
    part = told(found(light(4, 64, 23), light(65, 1300, 23)), LIGHT)
    assert part.verdict == "seen"
    assert "46 readings from 4 to 1,300 lux went to Acme in 2 messages" in part.text


def test_an_unknown_recipient_is_named_by_its_host() -> None:
    part = told(found(light(4, 64, 23, company="", company_name="")), LIGHT)
    assert "went to acme.example" in part.text


def test_a_messenger_is_told_with_bytes_and_never_with_content() -> None:
    whatsapp = unread("phone", Visibility.PASSED_BY_CHOICE, "never opened: messengers", 18_320)
    part = told(found(unreadable=(whatsapp,)), FRIEND)
    assert part.verdict == "messenger"
    assert "18,320 bytes" in part.text
    assert "not known" in part.text
    assert "photo" not in part.text


def test_the_watch_is_told_with_steps_goal_and_heart_rate() -> None:
    rows = [
        row("watch", "fitness.steps", value="1893"),
        row("watch", "fitness.goal", value="10000"),
        row("watch", "health.heart_rate", measures=Measures(n=6, min=57, median=60, max=84)),
    ]
    assert (
        "1,893 steps of a goal of 10,000 and 6 readings of the heart rate" in told(found(*rows), WATCH).text
    )
    assert "1,893 steps and 6 readings" in told(found(rows[0], rows[2]), WATCH).text


def test_what_was_refused_is_possible_and_says_why() -> None:
    part = tell(found(unreadable=(unread("tablet", Visibility.REFUSED),)))[-1]
    assert part.verdict == "possible"
    assert "did not accept our certificate" in part.text
    assert "pin" not in part.text


def test_no_sentence_says_that_somebody_knows() -> None:
    seen = found(
        light(4, 1300, 115), row("phone", "audio.recording"), row("phone", "photo.image", "x_photo", "JPEG")
    )
    for part in tell(seen):
        assert "know" not in part.text.replace("known here", "")
        assert (
            part.verdict != "seen"
            or "could let the recipient infer" in part.text
            or part.sentence.startswith("A photo")
        )


def test_the_dashboard_reads_what_is_written(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home", kind="demo")
    parts = tell(found())
    write(home, parts)
    shown = msgspec.json.decode((home.root / "demo_story.json").read_bytes(), type=list[Shown])
    assert [(part.sentence, part.verdict, part.text, part.aside) for part in parts] == [
        (part.sentence, part.verdict, part.text, part.aside) for part in shown
    ]
