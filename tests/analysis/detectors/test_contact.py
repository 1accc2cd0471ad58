"""Address books by name and shape; shops, counts, settings and single users are none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis.detectors.contact import DETECTOR
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation, Transmission

See = Callable[..., list[Observation]]
SENT = Transmission(id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test")
ANNA = {"name": "Anna Beispiel", "phone": "+49 171 5550101"}
BEN = {"name": "Ben Muster", "phone": "+49 171 5550102"}
CARLA = {"name": "Carla Probe", "email": "carla@example.org"}
HASHES = [hashlib.sha256(f"+4917155501{number}".encode()).hexdigest() for number in range(10, 15)]


@pytest.mark.parametrize(
    "body",
    [
        {"contacts": 3},
        {"contacts": True, "contacts_permission": "granted"},
        {"contacts": []},
        {"contacts": ["granted", "denied"]},
        {"contacts": [1, 2, 3]},
        {"contacts": [{"id": 1, "count": 2}, {"id": 2, "count": 3}]},
        {
            "contacts": [
                {"name": "Left electrode", "impedance": 12},
                {"name": "Right electrode", "impedance": 11},
            ]
        },
        {"contacts": [{"name": "Sales", "phone": "+49 30 901820", "opening_hours": "9-17"}]},
        {"store": {"contacts": [ANNA, BEN]}},
        {"support_contacts": [ANNA, BEN]},
        {"contact": ANNA},
        {"user": ANNA},
        {"first_name": "Anna", "last_name": "Beispiel", "phone": "+49 171 5550101"},
        {"stores": [{"name": "Berlin", "phone": "+49 30 1234567", "lat": 52.5}] * 4},
        {"results": [{"name": f"Shop {n}", "phone": f"+49 30 90182{n}"} for n in range(5)]},
        {
            "people": [
                {"first_name": "Anna", "phone": "+49 171 5550101"},
                {"first_name": "Ben", "phone": "+49 171 5550102"},
            ]
        },
        {"users": [{"first_name": "Anna", "email": "a@example.org"}] * 5},
        {"people": [{"firstName": f"P{n}", "age": n} for n in range(9)]},
        {"speakers": [{"firstName": f"P{n}", "email": f"p{n}@example.org", "price": 3} for n in range(9)]},
        {"hashes": HASHES, "files": HASHES},
        {"modules": [{"name": "core", "number": "1.2.3"}] * 5},
        {"contacts_sync": {"last": "2026-01-01", "numbers": [1, 2, 3]}},
        {
            "contacts": [
                {"name": "Anna", "date": "2026-01-01 10:00"},
                {"name": "Ben", "date": "2026-01-02 10:00"},
            ]
        },
        {"phones": ["Pixel 8", "Galaxy S23", "iPhone 15"]},
        {"versions": [{"first": "1.0", "number": "10.0.19045"}] * 4},
        {"text": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR"},
        {"text": "a file that begins with BEGIN:VCARD is a vCard"},
        {"emails": ["newsletter", "offers", "none"], "address_book": "enabled"},
        {"contacts": [{"name": f"N{n}"} for n in range(9)] + [ANNA]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "path", "head", "confidence"),
    [
        ({"contacts": [ANNA, BEN]}, "$.contacts", "2 entries with names, telephone numbers", Confidence.CERTAIN),
        ({"contacts": [ANNA]}, "$.contacts", "1 entry with names, telephone numbers", Confidence.LIKELY),
        (
            {"addressBook": [ANNA, BEN, CARLA]}, "$.addressBook",
            "3 entries with names, telephone numbers, e-mail addresses", Confidence.CERTAIN,
        ),
        (
            {"data": {"phone_contacts": [{"displayName": "A", "phoneNumbers": [{"label": "mobile",
            "number": "01715550101"}]}] * 2}},
            "$.data.phone_contacts", "2 entries with names, telephone numbers", Confidence.CERTAIN,
        ),
        (
            {"contacts": [{"givenName": "A", "emailAddresses": [{"label": "work", "email": "a@example.org"}]},
                          {"givenName": "B", "emailAddresses": [{"label": "work", "email": "b@example.org"}]}]},
            "$.contacts", "2 entries with names, e-mail addresses", Confidence.CERTAIN,
        ),
        ({"contacts": ["+491715550101", "+491715550102"]}, "$.contacts", "2 entries with telephone numbers",
        Confidence.LIKELY),
        ({"contact_list": ["a@example.org", "b@example.org"]}, "$.contact_list", "2 entries with e-mail addresses",
        Confidence.LIKELY),
        ({"contacts": [{"n": "x", "numbers": [491715550101]}, {"n": "y", "numbers": [491715550102]}]}, "$.contacts",
         "2 entries with telephone numbers", Confidence.LIKELY),
        (
            {"friends": [{"firstName": n, "phone": f"+4917155501{i}0"} for i, n in enumerate(("Anna", "Ben", "Carla"))]},
            "$.friends", "3 entries with names, telephone numbers", Confidence.LIKELY,
        ),
        ({"contacts": HASHES}, "$.contacts", "5 hashed entries", Confidence.LIKELY),
        ({"hashed_phone_numbers": HASHES[:2]}, "$.hashed_phone_numbers", "2 hashed entries", Confidence.LIKELY),
        ({"contacts": [{"phone_hash": digest} for digest in HASHES]}, "$.contacts", "5 hashed entries", Confidence.LIKELY),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, path: str, head: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.path) == ("contact.entry", "x_contacts", f"body>json:{path}")
    assert (seen.value.split("\n")[0], seen.confidence) == (head, confidence)


def test_what_is_found_is_named_in_the_value_and_counted(see: See) -> None:
    (seen,) = see(DETECTOR, {"contacts": [ANNA, CARLA]})
    assert seen.value.split("\n")[1:] == ["Anna Beispiel +49 171 5550101", "Carla Probe carla@example.org"]
    assert seen.measures is not None
    assert seen.measures.n == 2


CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Beispiel\r\nTEL;TYPE=CELL:+491715550101\r\nEND:VCARD\r\n"


def test_vcards_that_were_opened(see: See) -> None:
    (seen,) = see(DETECTOR, {"file": CARD * 3})
    assert (seen.rule, seen.confidence) == ("contact.vcard", Confidence.CERTAIN)
    assert seen.path == "body>json:$.file>vcard:$.vcard"
    assert seen.value.startswith("3 entries with names, telephone numbers\nAnna Beispiel +491715550101")


@pytest.mark.parametrize(
    ("text", "head"), [(CARD * 2, "2 entries as vCard"), (CARD.lower(), "1 entry as vCard")]
)
def test_vcards_that_stayed_text(text: str, head: str) -> None:
    leaf = Leaf(path="body", context="body", name="", names=(), value=text)
    (seen,) = DETECTOR.detect(Payload(transmission=SENT, leaves=(leaf,)))
    assert (seen.path, seen.rule, seen.value.split("\n")[0]) == ("body", "contact.vcard", head)
    assert "TEL +491715550101" in seen.value


def test_a_long_list_is_cut_short(see: See) -> None:
    many = [{"name": f"Person {number}", "phone": f"+49171{number:07d}"} for number in range(1_000)]
    (seen,) = see(DETECTOR, {"contacts": many})
    assert seen.value.startswith("1000 entries")
    assert len(seen.value) < 5_000


PHONE = "vnd.android.cursor.item/phone_v2"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"calls": [{"number": "+491701234567", "type": "INCOMING", "duration": 34}]}, "contact.calls"),
        ({"callLog": [{"phoneNumber": "+491701234567", "date": 1767225600000}]}, "contact.calls"),
        (
            {"call_history": [{"from": "+491701234567", "to": "+498912345678", "duration_seconds": 3}]},
            "contact.calls",
        ),
        ({"recentCalls": [{"address": "0891234567", "direction": "out"}]}, "contact.calls"),
        (
            {"contacts": [{"contactPerson": {"phoneNumbers": [{"value": "+34911234567"}]}}]},
            "contact.book",
        ),  # People API
        (
            {
                "contacts": [
                    {"person": {"emails": [{"address": "a@b.example"}], "names": [{"givenName": "A"}]}}
                ]
            },
            "contact.book",
        ),
        ({"invitees": [{"firstName": "Tom", "email": "tom@b.example"}]}, "contact.invited"),
        ({"friends": [{"name": "Ida", "phone": "+447700900123"}]}, "contact.invited"),
        ({"invites": ["tom@b.example", "ida@b.example"]}, "contact.invited"),
        (
            {"attendees": [{"displayName": "Tom", "email": "tom@b.example"}, {"email": "ida@b.example"}]},
            "contact.invited",
        ),
        (
            [{"display_name": "Mum", "data": [{"mimetype": PHONE, "data1": "+447700900123"}]}],
            "contact.book",
        ),  # Android
        (
            {"rows": [{"raw": {"n": 1}, "data": [{"mimetype": PHONE, "data1": "+447700900123"}]}]},
            "contact.book",
        ),
        ({"referrals": [{"name": "Tom", "mobile": "+447700900123"}]}, "contact.invited"),
    ],
)
def test_people_in_other_formats(see: See, body: object, rule: str) -> None:
    assert [seen.rule for seen in see(DETECTOR, body)] == [rule]


def test_a_whole_document_sent_to_an_address_book(see: See) -> None:
    body = [{"firstName": "Tom", "phone": "+447700900123"}, {"firstName": "Ida", "phone": "+447700900124"}]
    assert [seen.rule for seen in see(DETECTOR, body, path="/v1/contacts/sync")] == ["contact.book"]
    assert see(DETECTOR, body, path="/v1/bookings") == []
    assert see(DETECTOR, [{"id": 1, "phone": "+447700900123"}], path="/contacts") == []


@pytest.mark.parametrize(
    "body",
    [
        {"calls": [{"method": "getUser", "params": {"id": 1}, "duration": 3}]},
        {"calls": [{"id": 1, "agent": "Tom", "duration": 34}]},
        {"calls": [{"number": "+491701234567"}]},
        {"callHistory": [{"function": "main", "time": 3, "number": 4}]},
        {"friends": [{"id": 4711, "name": "Ida"}]},
        {"friends": ["ida", "tom"]},
        {"invitees": 3, "attendees": [{"status": "accepted"}]},
        {"guests": [{"type": "adult", "count": 2}]},
        {"support": {"calls": [{"number": "+491701234567", "duration": 1}]}},
        {"attendees": [{"email": "one@b.example"}]},
        [{"mimetype": "image/png", "data1": "+447700900123"}],
        {"stores": {"contacts": [{"person": {"phones": [{"value": "+34911234567"}]}}]}},
        {"referrals": [{"code": "ABC", "url": "https://a.example"}]},
    ],
)
def test_lists_that_are_no_people(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_numbers_in_lists_of_their_own_and_numbered_columns(see: See) -> None:
    rows = [
        {"display_name": name, "numbers": [f"+4850123456{at}"]}
        for at, name in enumerate(("Mum", "Dr Z", "Pawel"))
    ]
    (seen,) = see(DETECTOR, {"x": rows})
    assert seen.rule == "contact.people"
    columns = [
        {"Given Name": "Eva", "E-mail 1 - Value": "eva@example.org", "Phone 1 - Value": "+43 1 58858"},
        {"Given Name": "Max", "E-mail 1 - Value": "max@example.net", "Phone 1 - Value": "+43 660 1234567"},
    ]
    assert [item.category for item in see(DETECTOR, {"google": columns})] == ["contact.entry"]
    assert see(DETECTOR, {"google": columns[:1]}) == []


def test_a_call_that_sends_an_address_book(see: See) -> None:
    people = [
        {"name": "Mama", "phoneNumbers": ["+919812345678"]},
        {"name": "Ravi", "phoneNumbers": ["+919823456789"]},
    ]
    assert see(DETECTOR, {"operationName": "GetShops", "variables": {"input": people}}) == []
    (seen,) = see(DETECTOR, {"operationName": "SyncContacts", "variables": {"input": people}})
    assert seen.rule == "contact.book"


@pytest.mark.parametrize(
    "body",
    [
        [{"number": 1, "type": "call", "duration": 0.4}, {"number": 2, "type": "call", "duration": 0.9}],
        [
            {"number": "+1A", "direction": "Nord", "duration": 31},
            {"number": "+2B", "direction": "Ost", "duration": 12},
        ],
        [{"number": "+436605550199", "duration": 31, "price": 2}],
        [{"number": "+436605550199", "type": "track", "duration": 31, "album": "x"}],
        [{"number": "+436605550199", "type": "mobile"}],
    ],
)
def test_rows_that_are_no_calls(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_rows_of_calls_need_no_name_of_the_list(see: See) -> None:
    row = {
        "number": "+436605550199",
        "name": "Petra Lang",
        "type": "incoming",
        "date": 1788912044101,
        "duration": 81,
    }
    (found,) = see(DETECTOR, [row, {**row, "number": "+43316555012", "name": "Omar"}])
    assert (found.rule, found.measures and found.measures.n) == ("contact.calls", 2)


def test_kept_short_messages_tell_with_whom_somebody_writes(see) -> None:
    row = {"address": "+4915730012345", "date": "1795290000000", "body": "Bis später", "contact_name": "Mama"}
    assert [item.category for item in see(DETECTOR, {"sms": [row, {**row, "body": "Ja"}]})] == [
        "contact.entry"
    ]


def test_those_to_call_in_need_are_contacts_with_what_they_are_to_somebody(see) -> None:
    row = {"name": "Oma Erika", "tel": "0151 23456789"}
    assert see(DETECTOR, {"notfallkontakte": [{**row, "beziehung": "grossmutter"}]}) != []
    assert see(DETECTOR, {"emergency": [{"name": "Police", "tel": "0151 23456789"}]}) == []
