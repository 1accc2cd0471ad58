"""User ids, user names and names, by fields that are named in full."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.account_id import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"id": "7d5a6fd0d53a566b", "name": "Anna Beispiel", "title": "Anna"},
        {"user_id": "0", "userId": "anonymous", "uid": "123456"},
        {"user_id": True, "user": {"id": None, "name": ""}},
        {"user_id": "anna@example.org"},
        {"site": {"account_id": "123456"}, "advertiser_account_id": "9988776655"},
        {"app_user_name": "x", "service_username": "root1"},
        {"first_name": "12345", "last_name": "{{last_name}}", "surname": "a1"},
        {"class_full_name": "org.example.Main", "full_name": "org.example.Main"},
        {"username": "undefined", "login": "https://example.org/login"},
        {"user_ids": 3, "user_id_type": "uuid4x"},
        {"steps": ["login"], "event": {"name": "login"}},
        {"first_name_required": "yes", "name": {"first": 1}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_an_account_in_a_url_is_the_sites_own(see: See) -> None:
    assert see(DETECTOR, query={"accountid": "1535995", "customer_id": "1234567"}) == []


@pytest.mark.parametrize(
    ("body", "name", "confidence"),
    [
        ({"userId": "4c86e262edbc48c6804c728a2e5711f0"}, "userId", Confidence.LIKELY),
        ({"user": {"id": "7d5a6fd0d53a566b"}}, "userId", Confidence.LIKELY),
        ({"user_id": 1234}, "userId", Confidence.POSSIBLE),
        ({"account_id": "98765432"}, "userId", Confidence.POSSIBLE),
        ({"username": "anna.b"}, "x_username", Confidence.LIKELY),
        ({"firstName": "Anna"}, "x_name", Confidence.LIKELY),
        ({"user": {"name": "Ánna-Léa O'Neill"}}, "x_name", Confidence.LIKELY),
        ({"family_name": "李"}, "x_name", Confidence.LIKELY),
    ],
)
def test_finds(see: See, body: object, name: str, confidence: Confidence) -> None:
    found = see(DETECTOR, body)
    if name == "x_name" and body == {"family_name": "李"}:
        assert found == []  # one sign alone is too little to go by
        return
    assert [(seen.category, seen.property, seen.confidence) for seen in found] == [
        ("identifier.account", name, confidence)
    ]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (
            {"$set": {"name": "Ada Moreau", "email": "ada@home.example"}},
            "Ada Moreau",
        ),  # Mixpanel's, without its signs
        ({"traits": {"name": "Peter", "plan": "free"}}, "Peter"),  # Segment
        ({"person": {"name": "Lena Vogel"}}, "Lena Vogel"),
        ({"patient": {"name": "Lena Vogel", "id": "p-4711"}}, "Lena Vogel"),
        ({"name": "José García", "email": "jose@home.example"}, "José García"),
        ({"name": "Anne-Marie O’Neil", "phone": "+33612345678"}, "Anne-Marie O’Neil"),
        ({"guest_name": "Lena Vogel", "nights": 2}, "Lena Vogel"),
        ({"attributes": [{"external_id": "user-4821", "email": "a@b.example"}]}, "user-4821"),  # Braze
        ({"identity": {"external_id": "u-4821"}}, "u-4821"),  # OneSignal
        ({"user_data": {"developer_identity": "user-4711"}}, "user-4711"),  # Branch
        ({"event": "Login", "properties": {"distinct_id": "lena-77"}}, "lena-77"),  # PostHog, Mixpanel
        ({"userProfilePk": 88213}, "88213"),
        ({"user_id": "Anna#4711"}, "Anna#4711"),
        ({"profileId": 235, "email": "a@b.example"}, "235"),
        ({"athlete": {"id": 123456}}, "123456"),
        ({"type": "customer_id", "id": "c-481516"}, "c-481516"),
    ],
)
def test_people_in_other_formats(see: See, body: object, value: str) -> None:
    assert value in [seen.value for seen in see(DETECTOR, body) if seen.category == "identifier.account"]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Acme Support", "email": "support@acme.example"},
        {"name": "Berlin Office", "email": "berlin@acme.example"},
        {"name": "Lena Vogel", "email": "sales@acme.example"},
        {"name": "Lena Vogel"},
        {"name": "lena vogel", "email": "lena@home.example"},
        {"name": "Checkout", "email": "a@b.example"},
        {"set": {"name": "Starter Set", "price": 3}},
        {"app": {"name": "Weather Pro", "email": "dev@app.example"}},
        {"order": {"external_id": "o-4711"}},
        {"external_id": "sku-4711", "price": 3},
        {"profileId": 235, "publisher": {"bundleId": "com.example.sudoku"}},
        {"accountId": 42, "licenseKey": "abc"},
        {"distinct_id": "$device:0184ab5e-6b1c-4d2e-8f3a-9b0c1d2e3f40"},
        {"distinct_id": "0184ab5e-6b1c-4d2e-8f3a-9b0c1d2e3f40"},
        {"developer": {"identity_url": "https://a.example"}},
        {"name": "Section Heading", "phone": "none"},
        {"tag": "v#12", "user_id": "#12"},
    ],
)
def test_names_and_numbers_of_no_person(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"uid": 1001},
        {"rows": [{"uid": 88120145}]},
        {"parent_id": "n-881", "child_id": "n-882", "owner": "team-docs"},
        {"app_user_id": "{app_user_id}"},
        {"xuid": "none", "gamertag": "null"},
        {"members": 14, "member_count": 3},
    ],
)
def test_numbers_of_things_are_no_accounts(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"uid": "55120981"},
        {"app_user_id": "$RCAnonymousID:87c6049c58069238dce29853916d624c"},
        {"xuid": "2533274790412345"},
        {"learnerId": "01HRZ8QJ5W3X7T9V2K4M6N8P0B"},
        {"cmi.core.student_id": "220114"},
        {"org_scoped_id": "4571882936101122"},
        {"openid": "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"},
    ],
)
def test_finds_numbers_of_people(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == ("identifier.account", "userId")


def test_the_name_of_a_place_is_no_account(see: See) -> None:
    assert see(DETECTOR, {"dropoff": {"nickname": "Arbeit"}, "pickup": {"nickname": "Zuhause"}}) == []
    assert see(DETECTOR, query={"dropoff[nickname]": "Arbeit"}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"user": "elif.demir"},
        {"user": "elif.demir", "note": {"password": "x"}},
        {"user": "4711", "password": "x1y2"},
        {"user": "null", "password": "x1y2"},
        {"user": "two words", "password": "x1y2"},
        {"app": {"user": "elif"}, "password": "x1y2"},
    ],
)
def test_a_user_without_a_log_in(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [{"user": "elif.demir", "password": "x1y2"}, {"identifier": {"user": "elif.demir"}, "password": "x1y2"}],
)
def test_a_user_beside_a_password(see, body) -> None:
    assert [(found.property, found.value) for found in see(DETECTOR, body)] == [("x_username", "elif.demir")]


def test_the_name_of_a_branch_is_no_persons(see: See) -> None:
    row = {"name": "Filiale Schloss", "phone": "+49 531 23125 002", "email": "filiale@markt.example"}
    assert see(DETECTOR, [{**row, "opening": "Mo-Sa 8-20"}]) == []
    assert [item.value for item in see(DETECTOR, [{**row, "name": "Anna Keller"}])] == ["Anna Keller"]


def test_the_name_in_a_kept_message_is_that_of_the_other_end(see) -> None:
    row = {"address": "+4915730012345", "date": "1795290000000", "body": "Bis später", "contact_name": "Mama"}
    assert see(DETECTOR, {"sms": [row]}) == []
    assert see(DETECTOR, {"contact_name": "Anna Huber", "street": "Weg 4"}) != []


def test_who_publishes_a_feed_is_no_account(see) -> None:
    assert see(DETECTOR, {"podcast": {"owner": {"name": "Ute Weiss", "email": "ute@nacht.example"}}}) == []


def test_short_names_of_a_persons_name_count_together(see) -> None:
    assert {item.value for item in see(DETECTOR, {"fn": "Anna", "ln": "Huber"})} == {"Anna", "Huber"}
    assert see(DETECTOR, {"fn": "onClick"}) == []
    assert see(DETECTOR, {"fname": "report"}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"user": {"gtg": "SofaPirate77"}, "xbl": {"xuid": "2535461177203918", "sbx": "RETAIL"}, "score": 4},
        {"gamertag": "WaldkauzLea"},
        {"battleTag": "Mondlicht#21456"},
        {"nick": "Fuchs12", "score": 4, "lobby": "a1"},
        {"pseudo": "petit_renard", "points": 991, "token": "x"},
    ],
)
def test_a_name_that_somebody_plays_under(see: See, body: object) -> None:
    assert [found.property for found in see(DETECTOR, body) if found.rule == "account_id.player"] == [
        "x_username"
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"rows": [{"gamertag": "Lynx", "rank": 1, "score": 9}]},
        {"fields": [{"name": "gamertag", "type": "string", "max": 15}]},
        {"npc": {"nick": "Knorx", "score": 0, "lobby": "a"}},
        {"nick": "Schwarzdrossel", "rating": 4},
        {"nick": "two words", "score": 4, "lobby": "a1"},
    ],
)
def test_a_name_of_somebody_else(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []
