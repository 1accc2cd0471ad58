"""Masking shows enough to recognise a value and never an identifier in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.masking import LIMIT, SECRET, digest, mask
from analysis.records import Confidence, Observation

KEY = bytes(range(32))


def observation(category: str, name: str, value: str) -> Observation:
    return Observation(
        category=category,
        property=name,
        path="body>json:$.x",
        value=value,
        reasoning="test",
        rule="test",
        confidence=Confidence.CERTAIN,
    )


@pytest.mark.parametrize(
    ("category", "name", "value", "expected"),
    [
        ("identifier.email", "x_email", "anna.b@example.org", "a…@e….org"),
        ("identifier.email", "x_email", "a@b.co", "a…@b….co"),
        ("identifier.email", "x_email", "no address here", "no a…re"),
        ("identifier.phone", "x_phone", "+49 30 901820", "+49…20"),
        ("identifier.phone", "x_phone", "030 901820", "…20"),
        ("identifier.phone", "x_phone", "110", "…"),
        ("identifier.advertising", "advertisingId", "6d92078a-8246-4ba4-ae5b-76104861e7dc", "6d92…dc"),
        ("identifier.device", "macAddress", "3c:a6:2f:01:02:03", "3c:a6:2f:…"),
        ("identifier.device", "macAddress", "3CA62F010203", "3CA62F…"),
        ("identifier.device", "x_serialNumber", "R58M12345", "R…"),
        ("identifier.device", "deviceName", "Anna’s iPhone", "A… i…"),
        ("identifier.account", "x_name", "Anna Beispiel", "A… B…"),
        ("location.precise", "latitude", "52.235212", "52.24"),
        ("location.precise", "latitude", "-52.2", "-52.2"),
        ("location.precise", "latitude", "522352120", "52.24"),
        ("location.precise", "x_coordinates", "52.235212,10.564321", "52.24,10.56"),
        ("location.address", "x_street", "Wiesenweg 12", "Wi…"),
        ("location.radio_scan", "x_bssid", "3c:a6:2f:01:02:03", "3c:a6:2f:…"),
        ("location.coarse", "timezone", "Europe/Berlin", "Europe/Berlin"),
        ("network_address.local", "localIp", "192.168.178.23", "192.168.…"),
        ("network_address.public", "publicIp", "2001:db8:1:2::5", "2001:db8:…"),
        ("credential.secret", "x_password", "hunter2", SECRET),
        ("device_state.hardware", "model", "Pixel 8", "Pixel 8"),
        ("sensor.motion", "accelerometerX", "0.0123456", "0.0123456"),
        ("health.heart_rate", "x_heartRate", "61", "61"),
        ("usage.session", "sessionId", "a81f3c5d77aa", "a81f…aa"),
        ("browsing.page", "websiteUrl", "https://a:b@c.org/p?email=x#y", "https://c.org/p?…"),
        ("message.text", "x_message", "see you at eight", "(16 characters)"),
        ("finance.card", "x_card", "4111111111111111", "4111…11"),
        ("message.metadata", "x_messageSubject", "the results", "(11 characters)"),
        ("message.metadata", "x_messageRecipient", "anna@example.org", "(16 characters)"),
        ("finance.card", "x_cardNumber", "4111 1111 1111 1111", "4111…11"),
        ("finance.card", "x_cardHolder", "Anna Beispiel", "A… B…"),
        ("finance.card", "x_cardLastDigits", "4242", "…42"),
        ("finance.card", "x_cardLastDigits", "42", "…"),
        ("finance.account", "x_iban", "DE89 3704 0044 0532 0130 00", "DE89…00"),
        ("finance.account", "x_sortCode", "20-00-00", "2…"),
        ("finance.account", "x_bankAccount", "31926819", "3…"),
        ("finance.purchase", "revenue", "12.99", "12.99"),
        ("finance.purchase", "currency", "EUR", "EUR"),
        ("finance.purchase", "x_orderId", "GPA.3345-1234-5678-90123", "GPA.…23"),
        (
            "contact.entry",
            "x_contacts",
            "2 entries with names, telephone numbers\nAnna 1\nBob 2",
            "2 entries with names, telephone numbers",
        ),
        ("contact.entry", "x_contacts", "1 entry as vCard\nFN Anna", "1 entry as vCard"),
        ("contact.entry", "x_contacts", "Anna Beispiel", "(13 characters)"),
        ("contact.entry", "x_contacts", "2 friends of Anna\n", "(17 characters)"),
        ("contact.entry", "x_other", "Anna Beispiel", "A… B…"),
        ("app_list.installed", "x_installedApps", "3 apps\ncom.example.dating\norg.b\norg.c", "3 apps"),
        ("app_list.installed", "x_other", "com.example.dating", "(18 characters)"),
        ("profile.birth", "x_birthDate", "1987-04-12", "1987…"),
        ("profile.birth", "x_birthDate", "12.04.1987", "1987…"),
        ("profile.birth", "x_birthDate", "19870412", "1987…"),
        ("profile.birth", "x_birthDate", "545184000", "…"),
        ("profile.birth", "x_birthDate", "yesterday", "…"),
        ("profile.demographic", "userGender", "f", "f"),
        ("profile.sensitive", "x_sensitive", "buddhist", "(8 characters)"),
        ("browsing.search", "x_searchQuery", "asthma inhaler", "(14 characters)"),
        ("consent_state.choice", "consentState", "TCF v2, 2024-05-01", "TCF v2, 2024-05-01"),
        (
            "opaque.bytes",
            "x_opaque",
            "1,234 bytes, entropy 7.9 bits/byte",
            "1,234 bytes, entropy 7.9 bits/byte",
        ),
        ("device_state.software", "userAgent", "a\x1b[31m\u202eb", "a\\x1b[31m\\u202eb"),
    ],
)
def test_masks_by_category(category: str, name: str, value: str, expected: str) -> None:
    assert mask(observation(category, name, value)) == expected


_categories = st.sampled_from(
    [
        "identifier.email",
        "identifier.phone",
        "identifier.device",
        "identifier.advertising",
        "identifier.hashed",
        "identifier.push",
        "identifier.account",
        "identifier.installation",
        "location.precise",
        "location.radio_scan",
        "location.address",
        "browsing.page",
        "network_address.local",
        "finance.card",
        "credential.secret",
        "device_state.software",
        "usage.session",
        "message.text",
        "contact.entry",
        "app_list.installed",
        "finance.account",
        "profile.interest",
        "profile.birth",
        "browsing.search",
        "opaque.bytes",
        "unheard.of",
    ]
)
_properties = st.sampled_from(
    [
        "x_any",
        "macAddress",
        "x_name",
        "latitude",
        "sessionId",
        "referer",
        "x_ssid",
        "x_contacts",
        "x_installedApps",
        "x_cardLastDigits",
        "x_cardHolder",
    ]
)
_values = (
    st.text(max_size=300)
    | st.emails()
    | st.uuids().map(str)
    | st.from_regex(r"\+[0-9]{7,14}", fullmatch=True)
    | st.from_regex(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}", fullmatch=True)
    | st.floats().map(str)
    | st.integers().map(str)
)


@given(_categories, _properties, _values)
def test_is_total_short_and_printable(category: str, name: str, value: str) -> None:
    masked = mask(observation(category, name, value))
    assert len(masked) <= LIMIT
    assert masked.isprintable()


@given(
    _categories.filter(lambda c: c.startswith("identifier.")), _values.filter(lambda v: len(v.strip()) >= 5)
)
def test_never_shows_an_identifier_in_full(category: str, value: str) -> None:
    assert value.strip() not in mask(observation(category, "x_any", value))


@given(
    st.sampled_from(["finance.card", "finance.account", "contact.entry", "message.text", "message.metadata",
                     "app_list.installed", "profile.birth", "profile.sensitive", "browsing.search"]),
    st.sampled_from(["x_any", "x_contacts", "x_installedApps", "x_cardHolder", "x_cardLastDigits"]),
    _values.filter(lambda v: len(v.strip()) >= 8),
)  # fmt: skip
def test_never_shows_what_is_private_in_full(category: str, name: str, value: str) -> None:
    assert value.strip() not in mask(observation(category, name, value))


@given(_values)
def test_never_shows_a_credential(value: str) -> None:
    assert mask(observation("credential.secret", "x_password", value)) == SECRET


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna@Example.org", " anna@example.org\n"),
        ("3C-A6-2F-01-02-03", "3c:a6:2f:01:02:03"),
        ("6D92078A-8246-4BA4-AE5B-76104861E7DC", "6d92078a82464ba4ae5b76104861e7dc"),
        ("+49 (30) 901820", "+4930901820"),
        ("Mu\u0308ller", "m\u00fcller"),
    ],
)
def test_one_value_has_one_digest(one: str, other: str) -> None:
    assert digest(KEY, one) == digest(KEY, other)


def test_different_values_and_keys_differ() -> None:
    assert digest(KEY, "a") != digest(KEY, "b")
    assert digest(KEY, "a") != digest(b"another", "a")
    assert digest(KEY, "52-1") != digest(KEY, "521")
    assert len(digest(KEY, "\ud800")) == 64


TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
SIGNATURE = TOKEN.rpartition(".")[2]


@pytest.mark.parametrize(
    ("category", "name", "value", "expected"),
    [
        ("location.precise", "x_geohash", "u33dc0cp", "u33d…"),
        ("location.coarse", "x_geohash", "u33d", "u33d"),
        ("location.precise", "x_plusCode", "9F4MGC22+22", "9F4M…"),
        ("usage.map_tile", "x_mapTile", "16/34623/21592", "16/…"),
        ("usage.map_tile", "x_mapTile", "15/17311/10796", "15/…"),
        ("usage.map_tile", "x_mapTile", "14/8655/5398", "14/8655/5398"),
        ("usage.map_tile", "x_mapTile", "u1204", "u1204/…"),
        ("usage.map_tile", "x_mapArea", "52.51234,13.38765,52.53,13.4", "52.51,13.39,52.53,13.4"),
        ("usage.map_tile", "x_mapArea", "1.2345e-05,-13.387654,0.5,1", "0.00,-13.39,0.5,1"),
        ("location.track", "x_track", "52.512345,13.387654 52.512399,13.387699", "52.51,13.39 …"),
        ("location.track", "x_track", "52.512345,13.387654", "52.51,13.39"),
        ("location.radio_scan", "x_bleScan", "f7826da6-4fa2-4e98-8024-bc5b71e0893e 4660 17185", "f7826da6…"),
        ("location.radio_scan", "x_bleScan", "c4:be:84:01:02:03", "c4:be:84:…"),
        ("location.radio_scan", "x_bleScan", "edd1ebeac04e5defa017 0bdb87539b67", "edd1ebea…"),
        ("location.radio_scan", "x_bleScan", "short", "s…"),
    ],
)
def test_places_are_coarse_in_every_writing(category: str, name: str, value: str, expected: str) -> None:
    assert mask(observation(category, name, value)) == expected


@pytest.mark.parametrize(
    "category",
    ["usage.interaction", "diagnostics.crash", "device_state.software", "browsing.page", "profile.interest"],
)
@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "a token {} in a text",
        "https://a.example/v1/{}/x",
        "Bearer {}",
        "GET /a/{} HTTP/1.1",
        "x={}&y=1",
    ],
)
def test_the_signature_of_a_token_is_never_shown(category: str, text: str) -> None:
    shown = mask(observation(category, "x_any", text.format(TOKEN)))
    assert not any(SIGNATURE[at : at + 6] in shown for at in range(len(SIGNATURE) - 5))


def test_secrets_of_addresses_are_not_shown() -> None:
    shown = mask(
        observation(
            "usage.interaction", "x_any", "https://me:geheim@a.example/b?access_token=abcdefgh12345678&x=1"
        )
    )
    assert "geheim" not in shown
    assert "abcdefgh12345678" not in shown
