"""Address books in columns and in rows without names; directories of firms and lists of one kind are none."""

from __future__ import annotations

import pytest

from analysis.detectors.contact_numbers import DETECTOR

PHONES = ["+4915112345678", "+4917023456789", "+493012345678"]


@pytest.mark.parametrize(
    "body",
    [
        {"n": ["Mama", "Opa"], "p": PHONES},
        {"n": ["Mama", "Mama", "Mama"], "p": PHONES},
        {"n": ["Polizei", "Taxi", "Apotheke am Markt"], "p": PHONES},
        [["Polizei", PHONES[0]], ["Giftnotruf", PHONES[1]], ["Taxi", PHONES[2]]],
        [["Mama", PHONES[0]], ["Opa", PHONES[1]], ["total", 2]],
        [["Mama", PHONES[0]], ["Opa", PHONES[1]]],
        {"branches": {"n": ["Graz", "Wien", "Linz"], "p": PHONES}},
    ],
)
def test_finds_nothing_in(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"n": ["Mama", "Opa", "Jule"], "p": PHONES}, "/up"),
        ([["Mama", PHONES[0]], ["Opa", PHONES[1]], ["Jule", PHONES[2]]], "/up"),
        ([["Mama", PHONES[0]], ["Opa", PHONES[1]]], "/kontakte"),
    ],
)
def test_finds_the_people(see, body, path) -> None:
    assert [item.category for item in see(DETECTOR, body, path=path)] == ["contact.entry"]


def test_time_grows_with_the_length_alone(see) -> None:
    assert see(DETECTOR, [["Mama", f"+49151{number:08d}", number] for number in range(5_000)])
