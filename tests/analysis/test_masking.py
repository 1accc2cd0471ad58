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
        ("finance.purchase", "revenue", "12.99", "12.99"),
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
        "profile.interest",
        "opaque.blob",
        "unheard.of",
    ]
)
_properties = st.sampled_from(["x_any", "macAddress", "x_name", "latitude", "sessionId", "referer", "x_ssid"])
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
