"""What is new in words: by way of which device it left, in English and in German, and what no host tells."""

from __future__ import annotations

import pytest

from analysis.first_words import _FROM_WORN, first_words, source_words
from analysis.query_records import Company, First
from analysis.wearables import wearables
from analysis.wording import using

NAMES = {"p": "Phone", "a": "Anna’s phone", "w": "Watch"}
COMPANIES = {"wm": Company(id="wm", name="Watch Maker", country="CN"), "x": Company(id="x", name="X")}


def new(device: str, category: str, host: str = "connectapi.garmin.com", company: str = "wm") -> First:
    return First(seen_at=0, device=device, company=company, host=host, category=category)


@pytest.mark.parametrize(
    ("device", "category", "host", "said"),
    [
        ("p", "location.precise", "connectapi.garmin.com", "from the phone"),  # that may be the phone's own
        ("p", "health.heart_rate", "connectapi.garmin.com.evil.example", "from the phone"),
        ("p", "health.heart_rate", "", "from the phone"),
        ("w", "health.heart_rate", "connectapi.garmin.com", "from the watch"),  # it sends by itself
        ("gone", "health.heart_rate", "connectapi.garmin.com", "from a device that is not enrolled"),
        (
            "p",
            "fitness.steps",
            "connectapi.garmin.com",
            "from the watch, by way of the phone (as the address shows),",
        ),
        (
            "a",
            "health.sleep",
            "api.fitbit.com",
            "from the watch or band, by way of Anna’s phone (as the address shows),",
        ),
    ],
)
def test_only_what_a_watchs_own_app_got_went_by_way_of_the_phone(
    device: str, category: str, host: str, said: str
) -> None:
    assert source_words(new(device, category, host), NAMES, {"w"}) == said


def test_each_wearable_has_its_words() -> None:
    assert {one.what for one in wearables()} <= set(_FROM_WORN)


def test_a_line_in_german() -> None:
    with using("de"):
        said = first_words(new("p", "health.heart_rate"), COMPANIES, NAMES, {"w"})
    assert said == "Herzfrequenz, von der Uhr über das Handy (das zeigt die Adresse) an Watch Maker (CN)"


def test_a_recipient_without_a_country_or_a_name() -> None:
    assert (
        first_words(new("p", "", company="x"), COMPANIES, NAMES, ()) == "first contact with X, from the phone"
    )
    nobody = first_words(new("p", "photo.image", host="", company=""), COMPANIES, NAMES, ())
    assert nobody == "photos went from the phone to an unnamed host"
    sensitive = first_words(new("p", "", host="category:legal_aid", company=""), COMPANIES, NAMES, ())
    assert sensitive == "first contact with Legal aid, from the phone"
