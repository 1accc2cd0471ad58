"""Heads of mails without their texts, in several languages and layouts; forms, rules and letters to very many are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.mail_head import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]

FROM, TO = "praxis@zahn-hell.example", "jana@post.example"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"from": "08:00", "to": "22:00", "subject": "Quiet hours", "date": "2026-11-20"},
        {"von": "2026-11-21", "bis": "2026-11-22", "betreff": "Wartung der Server", "datum": "2026-11-20"},
        {"regel": {"von": "*@spam.example", "betreff": "Gewinnspiel", "datum": "*"}},
        {"from": FROM, "subject": "Summer sale", "templateId": 4, "date": "2026-11-20"},
        {"from": "{{sender}}", "to": "{{email}}", "subject": "Your order", "size": 4},
        {"from": FROM, "to": TO},
        {"from": FROM, "host": "smtp.example", "port": 587, "to": TO, "date": "2026-11-20"},
        {"de": "fr", "a": "es", "s": "Hallo du"},
        {"from": FROM, "to": TO, "subject": "Lunch", "text": "See you at noon today", "date": "2026-11-20"},
        {"headers": [{"name": "From", "value": "x"}, {"name": "Subject", "value": "Your results are in"}]},
        {"subject": ["Maths test", "Biology test"], "mark": [2, 3]},
        {"rows": [["a", "b", "Your appointment on Monday", 1795340711]]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"from": FROM, "to": TO, "subject": "Your appointment", "size": 8812},
        {"de": FROM, "a": [TO], "betr": "Ihr Termin am 3. Dezember", "recu": 1795340711},
        {"nadawca": FROM, "do": TO, "rozmiar": 8812},
        {"från": {"adress": FROM}, "ämne": "Utvecklingssamtal på fredag", "mottagen": "2026-11-21"},
        {"发件人": FROM, "件名": "检查结果已出", "日期": "2026-11-20"},
        {"items": [{"mittente": f"Studio <{FROM}>", "oggetto": "Referto pronto", "letto": False}]},
        {
            "toRecipients": [],
            "from": {"emailAddress": {"address": FROM}},
            "subject": "Your appointment",
            "size": 2,
        },
        {"headers": [{"name": "From", "value": FROM}, {"name": "Subject", "value": "Your results are in"}]},
        {"von": [FROM, TO], "betreff": ["Ihr Termin am Montag", "Kuchen für Samstag"]},
        {"mails": [[FROM, TO, "Ihr Termin am Montag", 1795340711]]},
    ],
)
def test_finds_who_wrote_to_whom(see: See, body: object) -> None:
    found = see(DETECTOR, body)
    assert {item.category for item in found} == {"message.metadata"}
    assert FROM in {item.value.rpartition("<")[2].removesuffix(">") for item in found}


def test_many_columns_and_rows_are_read_in_a_time_that_grows_with_their_number(see: See) -> None:
    many = {"betreff": [["Ihr Termin am Montag"]] * 2_000, "von": [[FROM]] * 2_000}
    assert len(see(DETECTOR, many)) <= 500
