"""Names in other languages say in English what they are called; words that two languages use otherwise stay as they are."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import (
    translated_body,
    translated_devices,
    translated_people,
    translated_places,
    translated_readings,
)
from analysis.field_names import words
from analysis.translated_names import in_english

BOOKS = (translated_body, translated_devices, translated_people, translated_places, translated_readings)


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("luftdruck_hpa", ("air", "pressure", "hpa")),
        ("accéléromètre", ("accelerometer",)),
        ("accelerometre", ("accelerometer",)),
        ("Température_extérieure", ("temperature", "extérieure")),
        ("giroscopio_x", ("gyroscope", "x")),
        ("加速度计", ("accelerometer",)),
        ("心拍数", ("heart", "rate")),
        ("широта", ("latitude",)),
        ("identifiant_appareil", ("id", "device")),
        ("Gerätekennung", ("device", "id")),
        ("端末識別番号", ("device", "id")),
        ("ladestand", ("battery", "level")),
        ("einwilligung", ("consent",)),
        ("已安装应用", ("installed", "apps")),
        ("anrufe", ("calls",)),
        ("tai_juu", ("body", "weight")),
        ("kyouNoTaiJuuKg", ("kyou", "no", "body", "weight", "kg")),
        ("kff1006", ("gps", "latitude")),
        ("kff1222", ("acceleration", "z")),
    ],
)
def test_a_word_with_one_meaning_is_english(name: str, spoken: tuple[str, ...]) -> None:
    assert words(name) == spoken


@pytest.mark.parametrize(
    "word",
    [
        "via",
        "tempo",
        "land",
        "gift",
        "pas",
        "passi",
        "peso",
        "kff1203",
        "ort",
        "latte",
        "wertung",
        "nombre",
        "serie",
        "zeit",
    ],
)
def test_a_word_with_another_meaning_stays(word: str) -> None:
    assert in_english(word) == (word,)


def test_half_a_phrase_stays() -> None:
    assert words("tai_chi_juu") == ("tai", "chi", "juu")


def test_no_word_is_given_two_meanings() -> None:
    said = Counter(word for book in BOOKS for several in book.WORDS.values() for word in set(several.split()))
    assert not [word for word, times in said.items() if times > 1]


@given(st.text(max_size=60))
def test_every_word_stays_one_word_at_least(word: str) -> None:
    assert in_english(word)
