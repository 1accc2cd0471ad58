"""E-mail addresses by shape, telephone numbers by numbering plan; file names and versions are neither."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.contact_address import DETECTOR
from analysis.records import Confidence, Observation, Transmission

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"src": "icon@2x.png", "a": "img/icon@2x.png", "css": "a@b.css", "mail": "mailto"},
        {"dependency": "@babel/core", "p": "@types/node@20.1.0", "q": "react@18.2.0", "r": "lodash@npm.js"},
        {"dsn": "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/2"},
        {"u": "https://anna:secret@example.org/x", "v": "https://token@example.org"},
        {"u": "https://medium.com/@some.one", "git": "git@github.com:a/b.git"},
        {"addons": {"id": "uBlock0@raymondhill.net"}},
        {"t": "write to support@example.org or info@example.org"},
        {"x": "a@b", "y": "@", "z": "a@.com", "w": "a..b@example.org", "v": "@example.org", "e": "email"},
        {"wifi": "wifi_3c:a6:2f:01:02:03@NETWORK.EXAMPLE.ME"},
        {"phone": "iPhone", "mobile": "1", "tel": "123", "phone_type": "mobile"},
        {"phone": 1700083128368, "mobile": 1624129683, "mobile_version": "12345678"},
        {"order": "030901820", "id": "4930901820", "v": "+1.2.3", "offset": "+0200", "lat": "+52.2352123"},
        {"phone": "0000000", "phone_number": "1111111", "msisdn": "n/a"},
        {"n": "+999123456789", "phone": "+1"},
        {"rule": "@media screen"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value", "confidence"),
    [
        ({"email": "Anna.B+x@mail.example.org"}, "Anna.B+x@mail.example.org", Confidence.CERTAIN),
        ({"user": {"user_id": "anna@example.org"}}, "anna@example.org", Confidence.CERTAIN),
        ({"u": " anna@example.org "}, "anna@example.org", Confidence.LIKELY),
        ({"text": "I am anna@example.org."}, "anna@example.org", Confidence.POSSIBLE),
        ({"to": "mailto:anna@example.org"}, "anna@example.org", Confidence.POSSIBLE),
        ({"email": "info@example.org"}, "info@example.org", Confidence.CERTAIN),
    ],
)
def test_finds_an_email_address(see: See, body: object, value: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value, seen.confidence) == ("identifier.email", value, confidence)


def test_finds_the_address_in_a_pages_query(see: See) -> None:
    found = see(DETECTOR, query={"dl": "https://shop.example/?email=anna%40example.org"})
    assert [seen.path for seen in found] == ["query:dl>url:email"]


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        ({"phone": "+49 30 901820"}, Confidence.CERTAIN),
        ({"phoneNumber": "0049 30 901820"}, Confidence.CERTAIN),
        ({"x": "+4930901820"}, Confidence.LIKELY),
        ({"mobile": "0151 23456789"}, Confidence.LIKELY),
        ({"phone_number": "(201) 555-0123"}, Confidence.LIKELY),
        ({"msisdn": "491512345678"}, Confidence.LIKELY),
    ],
)
def test_finds_a_telephone_number(see: See, body: object, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.confidence) == ("identifier.phone", "x_phone", confidence)


def test_time_grows_with_the_length_alone(see: See) -> None:
    started = time.process_time()
    for hostile in ("a" * 200_000 + "@", "a@" * 100_000, "a@" + "a." * 100_000, "@" * 200_000):
        see(DETECTOR, {"text": hostile})
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "body",
    [
        {
            "fields": [
                {"type": "email", "placeholder": "name@example.com"},
                {"placeholder": "+43 660 1234567"},
            ]
        },
        {"cases": ["user@example.com", "simple@example.org"]},
        {"from": "<sip:lena@sip.example.net>;tag=1"},
        {"jid": "xmpp:noor@example-netz.de"},
        {"fixtures": "rosa.m@example.org"},
    ],
)
def test_what_a_form_a_test_or_another_service_shows(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_who_calls_is_a_number_only_where_it_is_one(see) -> None:
    assert [item.value for item in see(DETECTOR, {"caller-id": "436641234567"})] == ["436641234567"]
    assert see(DETECTOR, {"caller_id": "billing-worker"}) == []
    assert see(DETECTOR, {"caller_number": 12}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"contact_email": "adops@example.org", "sellers": []},
        {"supportEmail": "support@example.org"},
        {"press_contact": {"press_email": "presse@example.org"}},
        {"hint": "name@example.com"},
        {"string": [{"@name": "login_hint", "#text": "your.email@example.com"}]},
        {"email": "vorname.nachname@beispiel.de"},
    ],
)
def test_the_desk_of_a_firm_and_what_an_empty_field_shows_are_nobodys(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"contact_email": "anna@example.org"},
        {"email": "adops@example.org"},
        {"user": "support@example.org"},
        {"email": "name@mail.example.org"},
        {"email": "name.anna@example.com"},
    ],
)
def test_an_address_that_somebody_may_sign_in_with_stays_one(see: See, body: object) -> None:
    assert [seen.category for seen in see(DETECTOR, body)] == ["identifier.email"]


PAGE = '<!doctype html><html><body>{}<a href="mailto:hilfe@laden.example?subject=x">hilfe@laden.example</a></body></html>'


def of_page(text: str) -> list[str]:
    data = text.encode()
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
        method="PUT", path="/404.html", request_headers=(("Content-Type", "text/html"),), body=data, body_size=len(data),
    )  # fmt: skip
    return [item.value for item in DETECTOR.detect(open_message(sent))]


def test_a_page_tells_whom_to_write_to_and_who_is_signed_in() -> None:
    assert of_page(PAGE.format("")) == []
    assert of_page(PAGE.format("anna.keller@post.at")) == ["anna.keller@post.at"]
    assert set(of_page("<p><a href='mailto:anna.keller@post.at'>Anna</a></p>")) == {"anna.keller@post.at"}


def test_a_letter_in_a_field_keeps_the_address_that_it_links(see) -> None:
    letter = PAGE.format("").replace("hilfe@laden.example", "anna.keller@post.at")
    assert {item.value for item in see(DETECTOR, {"html": letter})} == {"anna.keller@post.at"}


@pytest.mark.parametrize("address", ["user@example.com", "test1@example.org", "Demo@example.net"])
def test_an_address_that_is_kept_for_examples(see, address) -> None:
    assert see(DETECTOR, {"email": address}) == []
    assert see(DETECTOR, {"email": address.replace("example.", "beispielhof.")}) != []


@pytest.mark.parametrize("number", ["+498001234567", "+448001111000", "+4918055512345", "+18005550199"])
def test_a_number_that_only_services_have(see, number) -> None:
    assert see(DETECTOR, {"phone": number}) == []


@pytest.mark.parametrize(
    "address", ["noreply@shop.example", "no-reply@a.at", "renovate-bot@firma.at", "bot@a.example"]
)
def test_an_address_of_a_program(see, address) -> None:
    assert see(DETECTOR, {"email": address}) == []
    assert see(DETECTOR, {"email": address.replace("@", "ticelli@")}) != []


@pytest.mark.parametrize(
    "form",
    [
        {"vorname": "Ilka", "handynr": "0151 23456789"},
        {"prenom": "Maelle", "nom": "Kerbrat", "numportable": "06 12 34 56 78"},
        {"fornamn": "Tuva", "mobil": "070-123 45 67"},
        {"ad": "Elif", "soyad": "Nar", "ceptel": "0532 123 45 67"},
        {"nome": "Chiara", "cognome": "Bellomo", "cellulare": "3471234567"},
    ],
)
def test_a_number_in_a_form_of_another_language(see: See, form: dict[str, str]) -> None:
    assert [found.property for found in see(DETECTOR, form=form)] == ["x_phone"]


@pytest.mark.parametrize(
    "form",
    [
        {"handy": "Galaxy A15", "vorname": "Ilka"},
        {"cell": "1200455098", "formula": "SUM"},
        {"mobil": "20261127", "vorname": "Ilka"},
        {"name": "Kabel", "tel": "3471234567", "preis": "4"},
        {"nachname": "Blum", "cell": "00000000"},
    ],
)
def test_a_short_word_for_a_telephone_may_be_another(see: See, form: dict[str, str]) -> None:
    assert see(DETECTOR, form=form) == []
