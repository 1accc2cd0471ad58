"""Parts of addresses under the names of several languages: three together make one, fewer none."""

from __future__ import annotations

import pytest

from analysis.detectors.place import DETECTOR

ADDRESSES = [
    {"via": "Calle de la Paz", "num": "14", "cp": "46003", "pobl": "València"},
    {"indirizzo": "Via Garibaldi", "civico": "41/B", "cap": "10122", "comune": "Torino", "prov": "TO"},
    {"ul": "Długa", "nr_domu": "17", "kod": "30-147", "miejsc": "Kraków"},
    {"ulice": "Veveří", "cp": "111", "psc": "602 00", "obec": "Brno"},
    {"vejnavn": "Østergade", "husnr": "14", "postnr": "8000", "by": "Aarhus"},
    {"yubin": "150-0042", "ken": "Tokyo-to", "shi_ku": "Shibuya-ku", "chou_banchi": "Udagawa-cho 13-8"},
    {"sheng": "浙江省", "shi": "杭州市", "jiedao": "文三路 138 号"},
    {"shipping_rua": "Rua do Sol", "shipping_numero": 9, "shipping_cep": "22240-003"},
]


@pytest.mark.parametrize("body", ADDRESSES, ids=lambda body: ",".join(body))
def test_three_parts_are_an_address(see, body: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    seen = see(DETECTOR, {"x": body})
    assert "location.address" in {item.category for item in seen}


@pytest.mark.parametrize(
    "body",
    [
        {"via": "email", "num": 3, "cp": "46003"},  # how it was sent
        {"num": "14", "cp": "46003", "prov": "46"},  # no street
        {"str": "abc", "no": "1", "loc": "x"},
        {"by": "Anna", "adresse": "anna@mail.example", "nr": 4},
        {"ken": "Barbie", "ban": True, "machi": 5},
        {"street": "Straße", "hausnr": "Hausnr", "plz": "PLZ", "ort": "Ort"},  # labels of a form
        {"platzhalter": {"strasse": "Musterstraße 1", "plz": "12345", "ort": "Musterstadt"}},
        {"impressum": {"strasse": "Industriestraße 12", "plz": "70565", "ort": "Stuttgart"}},
    ],
)
def test_other_objects_are_none(see, body: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    assert [item for item in see(DETECTOR, body) if item.category == "location.address"] == []


def test_a_public_place_has_no_address_of_somebody(see) -> None:  # type: ignore[no-untyped-def]
    rows = [
        {
            "naam": "Rialto",
            "straat": "Ceintuurbaan",
            "huisnr": "338",
            "postcode": "1072 GN",
            "plaats": "Amsterdam",
        },
        {
            "naam": "Forum",
            "straat": "Hereplein",
            "huisnr": "73",
            "postcode": "9711 GD",
            "plaats": "Groningen",
        },
    ]
    assert see(DETECTOR, {"bioscopen": rows}) == []
    assert see(DETECTOR, {"klanten": rows}) != []
