"""What is new is told on a page in the words of the alert, with what matters in bold."""

from __future__ import annotations

import pytest

from analysis.first_words import first_words
from analysis.queries import DeviceRow
from analysis.query_records import Company, First
from dashboard.first_sentences import first_rank, first_sentence
from dashboard.phrases import plain

GARMIN = "connectapi.garmin.com"
DEVICES = (
    DeviceRow(id="p", name="Phone", kind="phone"),
    DeviceRow(id="w", name="Ben’s", kind="watch"),
    DeviceRow(id="", name="not enrolled", kind="unknown"),
)
COMPANIES = {"wm": Company(id="wm", name="Watch Maker", country="CN")}


def new(device: str, category: str = "", host: str = "", company: str = "wm") -> First:
    return First(seen_at=0, device=device, company=company, host=host, category=category)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (
            new("p", "health.heart_rate", GARMIN),
            "First time we could see this: heart rate went from the watch, by way of the phone (as the address shows), "
            "to Watch Maker (CN).",
        ),
        (
            new("w", "health.heart_rate", GARMIN),
            "First time we could see this: heart rate went from Ben’s to Watch Maker (CN).",
        ),
        (
            new("p", "location.precise", GARMIN),
            "First time we could see this: location went from the phone to Watch Maker (CN).",
        ),
        (new("p"), "First contact with Watch Maker (CN), from the phone."),
        (new("p", host="category:legal_aid", company=""), "First contact with Legal aid, from the phone."),
        (
            new("gone", host="x.example", company=""),
            "First contact with x.example, from a device that is not enrolled.",
        ),
        (
            new("", host="x.example", company=""),
            "First contact with x.example, from a device that is not enrolled.",
        ),
    ],
)
def test_what_is_new_is_told_with_what_it_went_through(first: First, said: str) -> None:
    assert plain(first_sentence(first, COMPANIES, DEVICES)) == said


@pytest.mark.parametrize("category", ["", "health.heart_rate", "location.precise"])
@pytest.mark.parametrize("device", ["p", "w", "gone"])
def test_page_and_alert_say_the_same(category: str, device: str) -> None:
    first = new(device, category, GARMIN)
    alert = first_words(first, COMPANIES, {"p": "Phone", "w": "Ben’s"}, {"w"})
    assert alert[1:] in plain(first_sentence(first, COMPANIES, DEVICES))


def test_the_facts_are_in_bold_and_a_name_is_no_markup() -> None:
    companies = {"wm": Company(id="wm", name="**Bold** {source}", country="CN")}
    spoken = first_sentence(new("p", "photo.image"), companies, DEVICES)
    assert [part.text for part in spoken if part.strong] == ["photos", "**Bold** {source}"]


def test_kinds_that_say_most_come_first_and_a_time_zone_is_none_of_them() -> None:
    ranked = sorted(
        [new("p", "device_state.screen"), new("p", "location.coarse"), new("p"), new("p", "photo.image")],
        key=first_rank,
    )
    assert [first.category for first in ranked] == [
        "photo.image",
        "",
        "device_state.screen",
        "location.coarse",
    ]
