"""The words: never more than the evidence allows, never a number without its unit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from analysis.coverage import Coverage, Readable, Recipient, coverage
from analysis.query_records import Kind, Totals
from analysis.records import Visibility
from dashboard import sentences
from dashboard.sentences import plain

NAMES = {"phone": "Phone", "tablet": "Tablet"}


def recipient(state: Readable = Readable.READ, known: bool = True, **changed: object) -> Recipient:
    return Recipient(**{"id": "a", "name": "A", "known": known, "readable": state, **changed})  # type: ignore[arg-type]


def mark(category: str, company: str, device: str = "phone", confidence: str = "certain") -> Kind:
    return Kind(device=device, company=company, host="", category=category, confidence=confidence, count=1)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"), (1, "1 byte"), (640, "640 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (212_000, "212 kB"),
        (999_499, "999 kB"), (999_600, "1.0 MB"), (9_800_000, "9.8 MB"), (41_000_000, "41 MB"), (2_500_000_000, "2.5 GB"),
    ],
)  # fmt: skip
def test_amounts(size: int, text: str) -> None:
    assert sentences.amount(size) == text


def test_an_amount_that_is_a_lower_bound_says_so() -> None:
    assert sentences.amount(212_000, True) == "at least 212 kB"
    assert sentences.amount(0, True) == "not known"


def test_the_headline_calls_them_companies_only_where_all_are_known() -> None:
    known = [recipient(bytes_out=41_000_000), recipient()]
    spoken = sentences.headline("Since midnight", ["Phone", "Tablet"], known, coverage(known), ())
    assert plain(spoken) == "Since midnight, 2 devices sent 41 MB to 2 companies."
    mixed = [*known, recipient(known=False, at_least=True)]
    spoken = sentences.headline("Since midnight", ["Phone"], mixed, coverage(mixed), ())
    assert plain(spoken) == "Since midnight, the phone sent at least 41 MB to 3 recipients."
    assert [part.text for part in spoken if part.strong] == ["the phone", "at least 41 MB", "3 recipients"]


def test_a_headline_without_recipients_claims_nothing() -> None:
    assert (
        plain(sentences.headline("Since midnight", [], [], coverage([]), ()))
        == "Since midnight, nothing was recorded."
    )


def test_what_matters_uses_certain_findings_only() -> None:
    marks = [
        mark("audio.recording", "social", confidence="likely"),
        mark("location.precise", "x", confidence="possible"),
    ]
    assert sentences.what_matters(marks, NAMES) == ()


def test_what_matters_says_two_kinds_and_to_how_many() -> None:
    marks = [
        mark("sensor.ambient_light", "one", "tablet"), mark("sensor.ambient_light", "two", "tablet"),
        *(mark("location.precise", name) for name in "abcde"), mark("identifier.advertising", "one"),
        mark("health.heart_rate", "one"),
    ]  # fmt: skip
    spoken = sentences.what_matters(marks, NAMES)
    assert plain(spoken) == (
        "Light readings from the tablet went to two of them, location from the phone to five, "
        "heart rate from the phone to one."
    )
    assert [part.text for part in spoken if part.strong] == ["Light readings", "location", "heart rate"]
    assert (
        plain(sentences.what_matters(marks, {}))
        == "Light readings went to two of them, location to five, heart rate to one."
    )


def test_what_matters_to_a_single_recipient_counts_nothing() -> None:
    marks = [mark("health.heart_rate", "wm"), mark("fitness.steps", "wm")]
    assert plain(sentences.what_matters(marks, {}, alone=True)) == "Heart rate went there, steps too."


def test_what_matters_counts_devices_where_there_are_several() -> None:
    marks = [mark("location.precise", "a"), mark("location.precise", "a", "tablet")]
    assert plain(sentences.what_matters(marks, NAMES)) == "Location from 2 devices went to one of them."


def test_what_matters_names_all_four_that_the_essay_asks_for() -> None:
    kinds = ("audio.recording", "photo.image", "sensor.motion", "location.precise", "health.heart_rate")
    told = plain(sentences.what_matters([mark(kind, "one") for kind in kinds], {}))
    assert "location to one." in told
    assert "heart rate" not in told


def test_a_place_is_told_before_a_rough_one_that_went_to_more() -> None:
    marks = [mark("location.coarse", name) for name in "abc"] + [mark("location.precise", "d")]
    assert plain(sentences.what_matters(marks, NAMES)) == "Location from the phone went to one of them."


def test_coverage_says_why_and_that_there_may_be_more() -> None:
    counts = {
        Readable.READ: 21, Readable.PART: 1, Readable.REFUSED: 8, Readable.PASSED: 3, Readable.NOT_OPENED: 0,
        Readable.NAME_ONLY: 5,
    }  # fmt: skip
    assert plain(sentences.coverage_sentence(Coverage(counts=counts, companies=38))) == (
        "We could read what went to 21 of the 38. 1 could be read in part, 8 did not accept our certificate, 3 are never "
        "opened by choice, 5 used QUIC or show only their name. What we could not read may hold more."
    )


def test_coverage_of_nothing_readable_is_said_in_words() -> None:
    none = Coverage(counts={Readable.REFUSED: 2}, companies=2)
    spoken = plain(
        sentences.coverage_sentence(
            Coverage(counts={**dict.fromkeys(Readable, 0), **none.counts}, companies=2)
        )
    )
    assert spoken.startswith("We could read what went to none of the 2 companies.")
    assert "may hold more" in spoken


@pytest.mark.parametrize(
    ("total", "said"), [(2, "We could read what went to both."), (3, "went to all 3 companies.")]
)
def test_where_everything_could_be_read_two_are_both(total: int, said: str) -> None:
    counts = {**dict.fromkeys(Readable, 0), Readable.READ: total}
    assert plain(sentences.coverage_sentence(Coverage(counts=counts, companies=total))).endswith(said)


@pytest.mark.parametrize("state", list(Readable))
def test_coverage_of_one_recipient_is_a_sentence(state: Readable) -> None:
    spoken = plain(sentences.coverage_sentence(coverage([recipient(state)])))
    assert spoken.startswith(("We ", "What "))
    assert "the one company" in spoken
    assert ("may hold more" in spoken) == (state is not Readable.READ)


def test_no_sentence_says_that_an_app_pins() -> None:
    words = " ".join([*sentences.VISIBILITY_WORDS.values(), *map(sentences.readable_words, Readable)])
    assert "pin" not in words.replace("opening", "")


def test_every_state_has_words() -> None:
    assert set(sentences.VISIBILITY_WORDS) == set(Visibility)
    assert all(sentences.readable_words(state) for state in Readable)


def test_kinds_are_drawn_under_eight_names() -> None:
    assert sentences.kind_of("fitness.steps") == "health"
    assert sentences.kind_of("device_state.battery") == "other"
    assert sentences.kind_of("location.precise") == sentences.kind_of("location.coarsest") == "location"
    assert sentences.kind_of("location.coarse") == "location.coarse"  # a time zone is no place
    assert sentences.kind_words("location.coarse") == "rough location or time zone"
    assert len(sentences.KINDS) == 8
    assert sentences.category_words("finance.card_number") == "card number"
    assert sentences.category_words("contact") == "contact"


def test_others_and_strangers_are_totals() -> None:
    assert sentences.others_sentence(Totals(devices=0, bytes_out=0, unknown=0)) == ()
    spoken = plain(sentences.others_sentence(Totals(devices=2, bytes_out=5_000, unknown=1)))
    assert spoken.startswith("The other 2 devices of the house sent at least 5.0 kB.")
    assert sentences.strangers_sentence(0) == ()
    assert "nothing else" in plain(sentences.strangers_sentence(5_000))


def test_an_hour_that_comes_twice_says_which_one() -> None:
    """Clocks in Berlin went back on 25 October 2026, at 03:00 of summer time; 00:00 UTC was 02:00 of it."""
    zone, midnight = (
        ZoneInfo("Europe/Berlin"),
        int(datetime(2026, 10, 25, tzinfo=UTC).timestamp()) * 1_000_000,
    )
    told = [sentences.clock(midnight + quarter * 900_000_000, zone) for quarter in range(-1, 9)]
    assert told == [
        "01:45", "02:00 CEST", "02:15 CEST", "02:30 CEST", "02:45 CEST", "02:00 CET", "02:15 CET", "02:30 CET", "02:45 CET",
        "03:00",
    ]  # fmt: skip
    in_spring = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp()) * 1_000_000
    assert [sentences.clock(in_spring + at, zone) for at in (-1_000_000, 0)] == ["01:59", "03:00"]
    assert sentences.clock(midnight, ZoneInfo("UTC")) == "00:00"


def test_a_day_that_is_not_today_is_named() -> None:
    assert sentences.day_words(date(2026, 11, 20), date(2026, 11, 22)) == "On Friday, 20 November 2026"
    assert sentences.day_words(date(2026, 11, 22), date(2026, 11, 22)) == "Since midnight"


def test_a_sensitive_recipient_is_named_by_its_category_in_words() -> None:
    assert sentences.recipient_words("category:crisis_lines") == "Crisis lines"
    assert sentences.recipient_words("crisis.example") == "crisis.example"
    unknown = recipient(known=False, id="category:health")
    assert sentences.recipient_about(unknown) == "sensitive: only this category is kept"
    assert sentences.recipient_about(recipient(known=False)) == "not in our catalogue"
