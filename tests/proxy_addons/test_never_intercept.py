"""The list of what is never opened: label by label, only ever more of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.never_intercept import (
    SHIPPED,
    Category,
    Match,
    NeverIntercept,
    NeverInterceptUnreadable,
    load,
    read,
)

SENSITIVE = {"health", "crisis_lines", "religion", "sexuality", "legal_aid", "unions"}
KEPT = {
    "banking", "tax_and_government", "messengers", "mail", "password_managers", "sso", "os_update", "push", "attestation",
    "app_store", "captive_portal", "work_and_school", "vpn",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> NeverIntercept:
    return load()


@pytest.mark.parametrize(
    ("host", "category"),
    [
        ("whatsapp.net", "messengers"),
        ("G.WhatsApp.net.", "messengers"),
        ("courier.push.apple.com", "push"),
        ("connectivitycheck.gstatic.com", "captive_portal"),
        ("accounts.google.com", "sso"),
        ("www.samaritans.org", "crisis_lines"),
        ("online.sparkasse.de", "banking"),
        ("teléfonodelaesperanza.org", "crisis_lines"),
        ("xn--telfonodelaesperanza-d2b.org", "crisis_lines"),
    ],
)
def test_matches(shipped: NeverIntercept, host: str, category: str) -> None:
    match = shipped.match(host)
    assert match is not None
    assert match.category == category


@pytest.mark.parametrize(
    "host",
    [
        "notwhatsapp.net", "whatsapp.net.example.com", "net", "", ".", "graph.facebook.com", "app-measurement.com",
        "gstatic.com", "google.com", "apple.com", "api.branch.io", "127.0.0.1", "[::1]", "a" * 5000, "." * 500, "com",
    ],
)  # fmt: skip
def test_does_not_match(shipped: NeverIntercept, host: str) -> None:
    assert shipped.match(host) is None


def test_categories_and_which_are_sensitive() -> None:
    categories = {entry.category: entry for entry in read(SHIPPED)}
    assert set(categories) == SENSITIVE | KEPT
    assert {name for name, entry in categories.items() if entry.sensitive} == SENSITIVE
    assert all(entry.why for entry in categories.values())


def test_every_host_is_named_once() -> None:
    hosts = [host for entry in read(SHIPPED) for host in entry.hosts]
    assert sorted({host for host in hosts if hosts.count(host) > 1}) == []


def test_of_a_sensitive_host_the_category_is_the_alias(shipped: NeverIntercept) -> None:
    assert shipped.match("www.nhs.uk") == Match("health", True)
    assert Match("health", True).alias == "category:health"
    assert Match("messengers", False).alias == ""


def test_of_several_names_a_sensitive_one_wins(shipped: NeverIntercept) -> None:
    assert shipped.match_any(("mail.google.com", "www.nhs.uk")) == Match("health", True)
    assert shipped.match_any(("example.org", "mail.google.com")) == Match("mail", False)
    assert shipped.match_any(("example.org", "")) is None


def test_a_home_can_add_and_cannot_take_away(tmp_path: Path) -> None:
    (tmp_path / "never_intercept.yaml").write_text(
        "- category: school\n  sensitive: true\n  hosts: [our-school.example]\n"
        "- category: harmless\n  sensitive: false\n  hosts: [nhs.uk, sub.nhs.uk]\n"
        "- category: private\n  sensitive: true\n  hosts: [mail.google.com]\n"
    )
    both = load(tmp_path)
    assert both.match("www.our-school.example") == Match("school", True)
    assert both.match("x.nhs.uk") == Match("health", True)
    assert both.match("sub.nhs.uk") == Match("health", True)
    assert both.match("mail.google.com") == Match("private", True)
    assert both.match("signal.org") is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- category: x\n  hosts: [", ":2"),
        ("- category: x\n  hosts: [a.example]\n", "sensitive"),
        ("- category: x\n  sensitive: maybe\n  hosts: [a.example]\n", "sensitive"),
        ("- category: x\n  sensitive: true\n  hosts: ['*.example.org']\n", "no host name"),
        ("- category: x\n  sensitive: true\n  hosts: [com]\n", "no host name"),
        ("- category: x y\n  sensitive: true\n  hosts: [a.example]\n", "letters"),
        ("just words", "expected a list"),
    ],
)
def test_a_broken_file_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "never_intercept.yaml").write_text(text)
    with pytest.raises(NeverInterceptUnreadable) as raised:
        load(tmp_path)
    assert said in str(raised.value)
    assert str(tmp_path) in str(raised.value)
    assert "\n" not in str(raised.value)


TWO_LISTS = NeverIntercept(
    [
        Category(category="health", sensitive=True, hosts=("clinic.example",)),
        Category(category="crisis", sensitive=True, hosts=("my-clinic.example",)),
        Category(category="bank", sensitive=False, hosts=("bank.example",)),
    ]
)


@given(st.text(max_size=300))
def test_any_text_is_looked_into(text: str) -> None:
    assert TWO_LISTS.within(text) is None or "clinic" in text.lower()


@given(st.text(max_size=300))
def test_any_host_is_answered(host: str) -> None:
    found = NeverIntercept([Category(category="x", sensitive=True, hosts=("example.org",))]).match(host)
    assert found is None or host.strip().rstrip(".").lower().endswith("example.org")


def test_a_sensitive_name_is_found_in_bytes_and_no_other_is() -> None:
    found = NeverIntercept(
        [
            Category(category="health", sensitive=True, hosts=("clinic.example",)),
            Category(category="bank", sensitive=False, hosts=("bank.example",)),
        ]
    ).is_in
    assert found(b"GET / HTTP/1.1\r\nHost: www.Clinic.Example\r\n")
    assert found(b"\3www\6CLINIC\7example\0")
    assert found(b"u=https%3A%2F%2Fclinic.example%2F")
    for harmless in (
        b"",
        b"bank.example",
        b"\4bank\7example\0",
        b"clinic example",
        b"the clinic. example",
        bytes(999),
    ):
        assert not found(harmless)


@pytest.mark.parametrize(
    "text",
    [
        "clinic.example", "www.Clinic.Example.fritz.box", "clinic.example.lan", "me@clinic.example", "clinic.example v1",
        "a/1 (https://www.clinic.example/) b", "Anna's pc.clinic.example", "x=clinic.example;y", "clinic.example.",
        "vendor class clinic.example v1, asks for 1 3",
    ],
)  # fmt: skip
def test_a_sensitive_name_within_a_text_is_found(text: str) -> None:
    found = TWO_LISTS.within(text)
    assert found is not None
    assert found.category == "health"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example",
        "bank.example",
        "bank.example.fritz.box",
        "myclinic.example",
        "clinic.examples",
        "clinic-example",
        ".",
    ],
)
def test_no_other_name_within_a_text_is(text: str) -> None:
    assert TWO_LISTS.within(text) is None


@pytest.mark.parametrize(
    ("host", "category"),
    [
        ("www-clinic-example.cdn.ampproject.org", "health"),
        ("clinic-example.translate.goog", "health"),
        ("WWW-Clinic-Example.Translate.Goog.", "health"),
        ("my--clinic-example.translate.goog", "crisis"),
        # what only looks like it, and what is no secret
        ("clinic--example.translate.goog", ""),
        ("bank-example.translate.goog", ""),
        ("www-clinic-example.elsewhere.example", ""),
        ("translate.goog", ""),
    ],
)
def test_a_page_that_is_shown_by_somebody_else_is_what_it_is(host: str, category: str) -> None:
    match = TWO_LISTS.match(host)
    assert (match.category if match is not None else "") == category
