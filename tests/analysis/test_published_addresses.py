"""What an empty field of a form shows reaches nobody; what a field holds reaches somebody."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors.contact_address import DETECTOR
from analysis.published_addresses import is_an_example, is_shown_in_a_field
from tests.analysis.detectors.conftest import see as see


@pytest.mark.parametrize(
    "address",
    [
        "vous@exemple.example",
        "name@beispiel.de",
        "du@exempel.se",
        "test1@example.com",
        "nome.cognome@esempio.it",
    ],
)
def test_is_an_example(address: str) -> None:
    assert is_an_example(address)


@pytest.mark.parametrize("address", ["berta@exemple.example", "du@posteo.example", "info@haus.example"])
def test_is_no_example(address: str) -> None:
    assert not is_an_example(address)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<input placeholder="jan@post.example">', True),
        ("<input type='email' aria-label='z. B. jan@post.example'>", True),
        ('<EditText android:hint="jan@post.example"/>', True),
        ('<input placeholder="E-Mail" value="jan@post.example">', False),
        ("<p title=''>jan@post.example</p>", False),
        ("jan@post.example", False),
    ],
)
def test_is_shown_in_a_field(text: str, shown: bool) -> None:
    assert is_shown_in_a_field(text, text.index("@")) is shown


@pytest.mark.parametrize(
    "body",
    [
        {"fields": [{"type": "email", "hint": "jane@company.example"}]},
        {"kentat": [{"tyyppi": "tel", "vihje": "+358 40 1234567", "pakollinen": True}]},
        {"campi": [{"nome": "mail", "tipo": "email", "suggerimento": "la.tua@posta.example"}]},
        {"الحقول": [{"النوع": "email", "مثال": "ismak@mithal.example"}]},
    ],
)
def test_finds_nothing_in_the_description_of_a_form(see: Any, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"login_hint": "jane@company.example"},
        {"hint": "jane@company.example"},
        {
            "campi": [
                {"nome": "mail", "tipo": "email", "valore": "gino@posta.example", "suggerimento": "mail"}
            ]
        },
    ],
)
def test_finds_what_was_filled_in(see: Any, body: object) -> None:
    assert {found.category for found in see(DETECTOR, body)} == {"identifier.email"}
