"""Names beside a card, an account, a bell, a birth or a child's day are found; those of things, pets and figures are not."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors.named_person import DETECTOR
from tests.analysis.detectors.conftest import see as see

CARD = {"number": "5500005555555559", "exp_month": 4, "cvc": "123"}
PLACE = {"strasse": "Lindengasse 4", "plz": "4020", "ort": "Linz"}
IBAN = "NL91ABNA0417164300"


@pytest.mark.parametrize(
    "body",
    [
        {"card": {"name": "Silver Dragon", "number": "77", "exp": "First Dawn"}},
        {"name": "Garden Shed", "imei": "352099001761481"},
        {"name": "Regal Kiefer", "auftrag": "4539578763621486"},
        {"card": {"name": "Name On Card", "number": "Card Number", "exp": "Expiry"}},
        {"debtorName": "Republik Oesterreich", "rating": "AA"},
        {"payer_name": "Muster Maschinenbau GmbH", "iban": IBAN},
        {"klingel": "Westminster", "lautstaerke": 4},
        {"klingel": "12", **PLACE},
        {"klingel": "Defekt", **PLACE},
        {"enfant": "Oui", "date": "2026-12-01"},
        {"barn": "North", "date": "2026-11-16", "passes": 4},
        {"child": "Settings", "parent": "Root", "modified": "2026-11-01"},
        {"kind": "Feiertag", "date": "2026-12-26"},
        {"enfant": "Gratin", "adulte": "Blanquette", "date": "2026-12-01"},
        {"name": "Bella", "birthday": "2021-05-02", "breed": "Collie"},
        {"name": "Rosalba", "birthday": "2001-02-14", "species": "Deer"},
        {"name": "Ljuba Welitsch", "birthDate": "1913-07-10", "occupation": "soprano"},
        {"squad": [{"name": "Jonas Falk", "birthDate": "1999-06-21"}]},
        {"name": "Rolf", "born": "2026-10-28"},
        {"ten": "Trần Hưng Đạo", "loai": "đường"},
        {"name": "Morning Run", "bpm": 140},
    ],
)
def test_finds_nothing_in(see: Any, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"card": {"name": "Ottavia Brandolini", **CARD}}, "Ottavia Brandolini"),
        ({"source": {"name": "Bogna Wilczek", **CARD}}, "Bogna Wilczek"),
        ({"debtorName": "Wietske Dijkman", "debtorAccount": {"iban": IBAN}}, "Wietske Dijkman"),
        ({"Dbtr": {"Nm": "Annegret Fuhrmann"}, "DbtrAcct": {"IBAN": IBAN}}, "Annegret Fuhrmann"),
        ({"klingel": "Obermayr", **PLACE}, "Obermayr"),
        ({"buzzer_name": "Oduya", "street_address": "77 Canal Row", "city": "Leith", "apt": "2F1"}, "Oduya"),
        ({"barn": "Sunniva", "dato": "2026-11-16", "hentes": "15:30"}, "Sunniva"),
        ({"παιδί": "Νεφέλη", "ημερομηνία": "2026-11-18"}, "Νεφέλη"),
        ({"bambino": "Tommaso", "giorno": "2026-10-09"}, "Tommaso"),
        ({"nick": "Juna", "birthday": "2020-01-15"}, "Juna"),
        ({"名前": "さくら", "生年月日": "2026年3月2日"}, "さくら"),
        ({"ten": "Phạm Hồng Đăng", "hr": 74}, "Phạm Hồng Đăng"),
    ],
)
def test_finds_the_name(see: Any, body: object, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.value) == ("identifier.account", "x_name", value)
