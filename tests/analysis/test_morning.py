"""The four sentences of a morning: what is not in the ledger is not told, and never without its coverage."""

from __future__ import annotations

import msgspec
import pytest

from analysis.morning import Part, Verdict, tell
from analysis.morning_findings import Hours, Seen, Tag, Unread
from analysis.queries import DeviceRow
from analysis.records import Measures, Visibility

TOPICS = ("light", "sound", "photo", "activity")
MESSENGER = "never opened: messengers"


def hours(*seen: Seen, kind: str = "phone", read: int = 7, **given: object) -> Hours:
    device = DeviceRow(id="d", name="Ada's phone", kind=kind)
    return Hours(device=device, seen=seen, read=read, **given)  # type: ignore[arg-type]


def finding(category: str, prop: str = "", value: str = "", **measures: object) -> Seen:
    return Seen(
        event_id="e1", category=category, property=prop, path="body", value=value, recipient="Acme",
        measures=Measures(**measures) if measures else None,  # type: ignore[arg-type]
    )  # fmt: skip


def light(low: float, high: float, n: int) -> Seen:
    return finding("sensor.ambient_light", n=n, min=low, median=low, max=high, unit="lux")


def unread(visibility: Visibility, reason: str = "", size: int = 500, to: str = "Acme") -> Unread:
    return Unread(recipient=to, visibility=visibility, reason=reason, connections=2, bytes_out=size)


def part(of: Hours, topic: str) -> Part:
    return next(item for item in tell(of).parts if item.topic == topic)


# -- negatives ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", TOPICS)
def test_where_all_was_read_nothing_found_is_told_with_how_much(topic: str) -> None:
    told = part(hours(), topic)
    assert told.verdict is Verdict.NOT_SEEN
    assert told.text.startswith("No ")
    assert "in the 7 messages that could be read" in told.text


@pytest.mark.parametrize("topic", TOPICS)
def test_where_something_could_not_be_read_it_is_possible(topic: str) -> None:
    told = part(hours(unread=(unread(Visibility.REFUSED),)), topic)
    assert told.verdict is Verdict.POSSIBLE
    assert "500 bytes went to Acme in 2 connections that could not be read" in told.text


@pytest.mark.parametrize("topic", TOPICS)
def test_without_any_traffic_nothing_is_said_of_the_sentence(topic: str) -> None:
    told = part(hours(read=0), topic)
    assert told.verdict is Verdict.NOTHING
    assert "mobile data" in told.aside


@pytest.mark.parametrize("topic", TOPICS)
def test_where_nothing_could_be_read_no_number_of_messages_is_told(topic: str) -> None:
    told = part(hours(read=0, unread=(unread(Visibility.QUIC),)), topic)
    assert told.verdict is Verdict.POSSIBLE
    assert "0 messages" not in told.text
    assert "Nothing of what it sent could be read." in told.text


def test_findings_that_are_not_certain_make_a_sentence_possible_only() -> None:
    told = part(hours(unsure={"audio.recording": 2}), "sound")
    assert told.verdict is Verdict.POSSIBLE
    assert told.text.startswith(
        "2 findings may be of this kind, but none is certain. No certain sound recording was seen"
    )
    assert part(hours(unsure={"audio.recording": 2}), "light").verdict is Verdict.NOT_SEEN


def test_the_time_in_a_photo_is_no_photo() -> None:
    assert part(hours(finding("photo.image", "x_photoTakenAt")), "photo").verdict is Verdict.NOT_SEEN


def test_not_every_connection_passed_by_choice_is_a_messengers() -> None:
    bank = unread(Visibility.PASSED_BY_CHOICE, "never opened: banking")
    assert part(hours(unread=(bank,)), "photo").verdict is Verdict.POSSIBLE


def test_a_messengers_bytes_are_told_and_its_content_is_not() -> None:
    sent = (unread(Visibility.PASSED_BY_CHOICE, MESSENGER, 18_320),)
    told = part(hours(unread=sent), "photo")
    assert told.verdict is Verdict.MESSENGER
    assert "18 kB went to Acme" in told.text
    assert "not known" in told.text
    assert part(hours(unread=sent), "light").verdict is Verdict.POSSIBLE


def test_a_sound_whose_level_varies_is_not_called_steady() -> None:
    told = part(hours(finding("audio.recording", seconds=3.0, level_spread_db=24.0)), "sound")
    assert "24.0 dB." in told.text
    assert "machine" not in told.text


def test_digital_silence_is_not_called_a_machine() -> None:
    silence = finding("audio.recording", seconds=12.0, level_spread_db=0.0, modulation_depth=0.0)
    assert "machine" not in part(hours(silence), "sound").text


@pytest.mark.parametrize("depth", [0.35, None])
def test_a_sound_that_beats_or_whose_beats_are_not_known_is_not_called_steady(depth: float | None) -> None:
    steady = finding("audio.recording", seconds=12.0, level_spread_db=0.6, modulation_depth=0.05)
    beating = finding("audio.recording", seconds=12.0, level_spread_db=0.6, modulation_depth=depth)
    assert "0.6 dB, as little as that of a machine" in part(hours(steady), "sound").text
    for found in ((beating,), (steady, beating)):
        told = part(hours(*found), "sound").text
        assert "0.6 dB." in told
        assert "machine" not in told


def test_a_goal_of_minutes_is_not_told_as_one_of_steps() -> None:
    steps = finding("fitness.steps", value="1893")
    minutes = msgspec.structs.replace(
        finding("fitness.goal", value="30"), path="body>json:$.activeMinutesGoal"
    )
    told = part(hours(steps, minutes), "activity").text
    assert "1,893 steps went to Acme" in told
    assert "goal" not in told


def test_a_photo_without_exif_tells_no_place() -> None:
    told = part(hours(finding("photo.image", "x_photo", "JPEG 800x600")), "photo")
    assert told.verdict is Verdict.SEEN
    assert "neither place nor time" in told.text
    assert "where it was taken" not in told.text


@pytest.mark.parametrize(("kind", "topic"), [("tv", "activity"), ("watch", "photo"), ("speaker", "activity")])
def test_what_a_kind_of_device_lacks_is_not_available_on_it(kind: str, topic: str) -> None:
    told = part(hours(kind=kind), topic)
    assert told.verdict is Verdict.NOT_AVAILABLE
    assert "in the 7 messages that could be read" in told.text


def test_what_was_seen_is_told_whatever_the_kind_of_device() -> None:
    told = part(hours(finding("fitness.steps", value="1893"), kind="tv"), "activity")
    assert told.verdict is Verdict.SEEN


def test_no_text_says_that_somebody_knows() -> None:
    of = hours(light(4, 1300, 9), finding("audio.stream"), finding("fitness.goal", value="10000"))
    for told in tell(of).parts:
        assert "know" not in told.text
        assert told.verdict is not Verdict.SEEN or "could let the recipient infer" in told.text


# -- what is there is told with its numbers ----------------------------------------------------------------------------


def test_light_is_told_with_number_range_and_recipient() -> None:
    told = part(hours(light(4, 64, 23), light(65, 1300, 23)), "light")
    assert "46 readings from 4 to 1,300 lux went to Acme in 1 message." in told.text
    assert "1 reading of 300 lux" in part(hours(light(300, 300, 1)), "light").text


def test_steps_goal_and_heart_rate_are_told_together() -> None:
    steps, goal = finding("fitness.steps", value="1893"), finding("fitness.goal", value="10000")
    heart = (
        finding("health.heart_rate", n=6, min=57.0, median=60.0, max=84.0),
        finding("health.heart_rate", value="61"),
    )
    assert (
        "1,893 steps of a goal of 10,000 and 6 readings of the heart rate"
        in part(hours(steps, goal, *heart), "activity").text
    )
    assert "A goal of 10,000 went" in part(hours(goal), "activity").text
    assert "1 reading of the heart rate" in part(hours(heart[1]), "activity").text


def test_masked_steps_are_no_number() -> None:
    assert "A number of steps" in part(hours(finding("fitness.steps", value="1…3")), "activity").text


def test_a_photo_tells_what_its_exif_data_hold_and_who_else_got_one() -> None:
    tags = (Tag(name="GPSLatitude", precision_m=5.0), Tag(name="Model"))
    sent = (unread(Visibility.PASSED_BY_CHOICE, MESSENGER, to="Messenger"),)
    told = part(hours(finding("photo.image", "x_photo", "JPEG 8x6"), tags=tags, unread=sent), "photo")
    assert "the place and the camera's model" in told.text
    assert "to about 5 m" in told.text
    assert "500 bytes went to Messenger" in told.text


def test_many_recipients_are_counted_not_listed() -> None:
    many = [
        Unread(recipient=f"Company {n}", visibility=Visibility.QUIC, reason="", connections=1, bytes_out=1)
        for n in range(9)
    ]
    assert (
        "Company 0, Company 1, Company 2 and 6 more in 9 connections"
        in part(hours(unread=tuple(many)), "light").text
    )


def test_where_there_was_more_than_is_read_the_sentence_says_so() -> None:
    assert part(hours(light(1, 2, 3), cut=True), "light").text.startswith(
        "More than is looked at here was sent; of that, 3 readings"
    )


def test_little_light_is_not_rounded_away() -> None:
    """A dark bedroom: what is below one lux is no zero."""
    assert "3 readings from 0.2 to 0.42 lux went" in part(hours(light(0.2, 0.42, 3)), "light").text
    assert "3 readings of 0.4 lux went" in part(hours(light(0.4, 0.4, 3)), "light").text
    assert "3 readings from 0 to 12.5 lux went" in part(hours(light(0.0, 12.5, 3)), "light").text
    assert "3 readings from 12,000 to 15,000 lux went" in part(hours(light(12_000, 15_000, 3)), "light").text
    assert "3 readings of 1,000 lux went" in part(hours(light(1_000.1, 1_000.4, 3)), "light").text


@pytest.mark.parametrize("topic", TOPICS)
def test_where_a_message_was_read_in_part_not_everything_was(topic: str) -> None:
    told = part(hours(sampled=1), topic)
    assert told.verdict is Verdict.NOT_SEEN
    assert "in the 7 messages that could be read" in told.text
    assert told.aside == ""
    assert "on record that could not be read" in part(hours(), topic).aside


@pytest.mark.parametrize("topic", TOPICS)
def test_that_all_was_read_is_said_of_what_is_on_record_and_of_no_more(topic: str) -> None:
    """Without the sniffer, what goes past the proxy is not on record: nobody can know that all was read."""
    told = part(hours(), topic)
    assert "verything" not in told.text + told.aside
    assert "only where the sniffer ran" in told.aside


def test_bytes_that_nobody_counted_are_no_zero() -> None:
    one = msgspec.structs.replace(unread(Visibility.PASSED_BY_CHOICE, MESSENGER, 0), unknown=2)
    told = part(hours(unread=(one,)), "photo")
    assert told.text.startswith("An amount that nobody counted went to Acme in 2 connections")
    assert (told.bytes_out, told.at_least) == (0, True)
    some = part(hours(unread=(one, unread(Visibility.REFUSED))), "sound").text
    assert "At least 500 bytes went to Acme in 4 connections" in some
    assert not part(hours(unread=(unread(Visibility.PASSED_BY_CHOICE, MESSENGER),)), "photo").at_least


def test_photos_of_several_kinds_are_named_by_each() -> None:
    photos = [
        finding("photo.image", "x_photo", value) for value in ("JPEG 800x600", "PNG 20x20", "JPEG 800x600")
    ]
    assert "3 photos (JPEG 800x600, PNG 20x20) went to Acme" in part(hours(*photos), "photo").text
    many = [finding("photo.image", "x_photo", f"JPEG {number}x600") for number in range(1, 7)]
    assert "6 photos (JPEG 1x600, JPEG 2x600, JPEG 3x600 and 3 more) went" in part(hours(*many), "photo").text


def test_the_exif_data_of_several_photos_are_not_those_of_one() -> None:
    photos = [finding("photo.image", "x_photo", value) for value in ("JPEG 8x6", "JPEG 9x6")]
    tags = (
        Tag(name="GPSLatitude", precision_m=5.0),
        Tag(name="Model"),
        Tag(name="GPSLatitude", precision_m=80.0),
    )
    told = part(hours(*photos, tags=tags), "photo")
    assert "Among their EXIF data are the place and the camera's model." in told.text
    assert "where one was taken, to about 5 m." in told.text
    assert "the pictures show was not looked at" in told.aside
    none = part(hours(*photos), "photo").text
    assert "in their EXIF data" in none
    for words in ("Its ", " its ", " it was"):
        assert words not in told.text + told.aside + none
    one = part(hours(photos[0], tags=tags[:1]), "photo")
    assert "Its EXIF data hold the place." in one.text
    assert "where it was taken, to about 5 m." in one.text
    assert "the picture shows" in one.aside


@pytest.mark.parametrize(("value", "words"), [("1", "1 step went to"), ("2", "2 steps went to")])
def test_one_step_is_no_steps(value: str, words: str) -> None:
    told = tell(hours(finding("fitness.steps", "x_steps", value)))
    assert any(part.text.startswith(words) for part in told.parts)
