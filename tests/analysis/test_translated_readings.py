"""Readings are named in English whatever language names them; words that also mean something else stay."""

from __future__ import annotations

import pytest

from analysis.field_names import words
from analysis.translated_names import folded


@pytest.mark.parametrize(
    "name",
    [
        "inne",  # Polish: others
        "ute",
        "lampo",  # Italian: a flash
        "buka",  # Indonesian: open
        "doOnNext",
        "interno",  # of an address
        "prag",  # a town
        "τιμή",  # a price as well
        "القيمة",
    ],
)
def test_words_with_another_meaning_stay(name: str) -> None:
    assert "".join(words(name)) == name.lower()


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("θερμοκρασία", ("temperature",)),
        ("Θερμοκρασία_χώρου", ("room", "temperature")),
        ("στάθμη_θορύβου", ("noise", "level")),
        ("درجة_الحرارة", ("temperature",)),
        ("الضغط_الجوي", ("air", "pressure")),
        ("độ_ẩm", ("humidity",)),
        ("nhiet_do", ("temperature",)),
        ("ánh_sáng", ("light",)),
        ("temp_ute", ("outdoor", "temperature")),
        ("вологість", ("humidity",)),
        ("zracni_tlak", ("air", "pressure")),
        ("notranja_vlaga", ("indoor", "humidity")),
        ("明るさ", ("brightness",)),
        ("טמפרטורה", ("temperature",)),
        ("رطوبت", ("humidity",)),
        ("خط_العرض", ("latitude",)),
        ("γεωγραφικό_μήκος", ("longitude",)),
        ("zemljepisna_sirina", ("latitude",)),
        ("επιτάχυνση", ("acceleration",)),
    ],
)
def test_readings_and_places_in_further_languages(name: str, english: tuple[str, ...]) -> None:
    assert words(name) == english


def test_marks_of_greek_and_vietnamese_letters_are_left_out_and_those_of_others_are_not() -> None:
    assert folded("πλάτος") == "πλατος"
    assert folded("ẩm") == "am"
    assert folded("が") == "が"
    assert folded("й") == "й"
