"""Bare numbers and addresses of people are found in lists named for them; hotlines and receivers are none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from analysis.detectors.contact_numbers import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]

PHONES = ["+4915112345678", "+4915223456789", "+491601234567", "+393331234567"]
MAILS = ["a@example.org", "b@example.org", "c@example.org"]


@pytest.mark.parametrize(
    "body",
    [
        {"numbers": PHONES[:3]},
        {"numbers": [1, 2, 3, 4, 5]},
        {"numbers": [PHONES[0]] * 4},
        {"hotlines": {"numbers": PHONES}},
        {"to": {"phones": PHONES}, "support": {"phones": PHONES}},
        {"values": PHONES},
        {"numbers": ["0151 23456789", *PHONES]},
        {"senders": {"emails": MAILS}},
        {"emails": MAILS[:2]},
        {"emails": ["a@b", "c@d", "e@f"]},
        {"hashes": ["0123456789abcdef0123456789abcdef"] * 3},
        {"contentHashes": ["0" * 31 + "1", "0" * 31 + "2", "0" * 31 + "3"]},
        {"phoneHashes": ["abc", "def", "ghi"]},
        {
            "text": "dn: cn=schema\nattributeTypes: telephoneNumber\n\ndn: cn=config\nobjectClass: top and more"
        },
        {"text": "dn: cn=one\nmail: a@example.org\nand nothing more than this one"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule", "count"),
    [
        ({"numbers": PHONES}, "contact_numbers.phones", 4),
        ({"discovery": {"e164s": PHONES}}, "contact_numbers.phones", 4),
        ({"invitees": MAILS}, "contact_numbers.mails", 3),
        (
            {"mobileNoHashes": [f"kq8ZtN3xW0v5Rm7Yp2Lc4Bd6Fg9Hj1a{n}" for n in "abc"]},
            "contact_numbers.hashes",
            3,
        ),
        (
            {"ldif": "dn: cn=A\ncn: A\nmail: a@example.org\n\ndn: cn=B\nmobile: +491701112223\n"},
            "contact_numbers.ldif",
            2,
        ),
    ],
)
def test_finds(see: See, body: object, rule: str, count: int) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.rule) == ("contact.entry", rule)
    assert seen.measures is not None
    assert seen.measures.n == count


@pytest.mark.parametrize(
    "body",
    [
        {"friends": ["user0000000001", "user0000000002", "user0000000003", "user0000000004"]},
        {"contacts": ["7E8effTKlT9tfA", "qIsYimv7czK4Mw", "lsRnKUBk/oKWpw"]},
        {"contacts": ["7E8effTKlT9tfA", "qIsYimv7czK4M", "lsRnKUBk/oKWpw", "L7sQEpS5ENH9uA"]},
        {"files": ["7E8effTKlT9tfA", "qIsYimv7czK4Mw", "lsRnKUBk/oKWpw", "L7sQEpS5ENH9uA"]},
        {
            "contacts": [
                "66d6f1a2b3c4d5e6f7a8b9c0",
                "66d6f1a2b3c4d5e6f7a8b9c1",
                "66d6f1a2b3c4d5e6f7a8b9c2",
                "66d6f1a2b3c4d5e6f7a8b9c3",
            ]
        },
        {"vcard": {"fn": {"text": "Jonas Weidel"}}},
        {"card": {"fn": {"text": "Jonas"}, "tel": {"uri": "tel:+4930555014"}}},
    ],
)
def test_names_and_ids_of_one_length_are_no_hashes(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_shortened_hashes_of_contacts(see: See) -> None:
    (found,) = see(
        DETECTOR, {"contacts": ["7E8effTKlT9tfA", "qIsYimv7czK4Mw", "lsRnKUBk/oKWpw", "L7sQEpS5ENH9uA"]}
    )
    assert (found.rule, found.measures and found.measures.n) == ("contact_numbers.cut", 4)


def test_an_entry_in_the_xml_form_of_vcard(see: See) -> None:
    (found,) = see(
        DETECTOR, {"vcards": {"vcard": {"fn": {"text": "Jonas Weidel"}, "tel": {"uri": "tel:+4930555014"}}}}
    )
    assert (found.rule, found.value) == ("contact_numbers.xcard", "1 entries\nJonas Weidel\n+4930555014")


HASHES = [hashlib.sha256(word.encode()).hexdigest() for word in ("a", "b", "c")]


@pytest.mark.parametrize(
    "body",
    [
        {"addresses": HASHES},
        {"salt": "q9", "files": HASHES},
        {"salt": "q9", "addresses": ["Ringstraße 4", "Gasse 2", "Platz 1"]},
        {"salt": "q9", "addresses": HASHES[:2]},
        {"salt": "q9", "addresses": [HASHES[0]] * 3},
        {"r": [{"n": "Mamma", "t": ["+393331234567"]}, {"n": "Giulia", "t": ["+393459876543"]}]},
        {"r": [{"n": "Mamma", "t": ["+393331234567"]}] * 3},
        {
            "r": [
                {"n": "Mamma", "t": ["+393331234567"]},
                {"n": "Lia", "t": ["+393459876543"]},
                {"n": "Zio", "t": []},
            ]
        },
        {"stores": [{"n": "Mitte", "t": [f"+4930123456{i}"]} for i in range(4)]},
    ],
)
def test_hashes_and_lists_of_something_else(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_hashes_beside_their_salt(see: See) -> None:
    (found,) = see(DETECTOR, {"pepper": "q9", "addresses": HASHES})
    assert (found.rule, found.measures and found.measures.n) == ("contact_numbers.hashes", 3)


def test_rows_with_a_list_of_numbers(see: See) -> None:
    rows = [
        {"n": name, "t": [f"+39333123456{i}", "+390612345678"]}
        for i, name in enumerate(("Mamma", "Lia C.", "Zio"))
    ]
    (found,) = see(DETECTOR, {"r": rows})
    assert (found.rule, found.path, found.measures and found.measures.n) == (
        "contact_numbers.shape", "body>json:$.r", 3,
    )  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["4471", "IC", "2026-10-01", 94], ["20817", "S", "2026-10-01", 31]],
        [["100200300", "burn", "2026-10-01", 94], ["100200301", "burn", "2026-10-01", 31]],
    ],
)
def test_rows_of_trains_and_parts_are_no_calls(see: See, rows: list[object]) -> None:
    assert see(DETECTOR, {"columns": ["number", "type", "date", "duration"], "rows": rows}) == []


def test_a_log_of_calls_is_found_in_a_table(see: See) -> None:
    rows = [["+4795028814", 1, 1793030881000, 214], ["+4741190077", 3, 1793034002000, 0]]
    (found,) = see(DETECTOR, {"fields": ["number", "type", "date", "duration"], "rows": rows})
    assert found.rule == "contact_numbers.calls"
