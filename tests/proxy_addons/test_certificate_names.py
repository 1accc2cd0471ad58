"""Whom a certificate is for: against the library, damaged, cut off, and made to deceive."""

from __future__ import annotations

import string
from random import Random

import pytest
from cryptography import x509
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proxy_addons.certificate_names import MAX_NAMES, NotCertificate, Subject, read
from tests.proxy_addons.certificates import authority, der
from tests.proxy_addons.test_passive_fuzz import damaged

LABEL = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=20).map(
    lambda label: f"a{label}a"
)
NAME = st.builds(
    lambda wild, labels: wild + ".".join(labels),
    st.sampled_from(["", "*."]),
    st.lists(LABEL, min_size=2, max_size=4),
)


NONE = {
    "empty": b"",
    "one byte": b"\x30",
    "without end": b"\x30\x80",
    "nothing in it": b"\x30\0",
    "cut": b"\x30\x82\xff\xff",
    "lengths beyond all": b"\x30\x84\xff\xff\xff\xff\x30\x84\xff\xff\xff\xff",
    "a set": b"\x31\3\x30\1\0",
    "no DER": b"GET / HTTP/1.1\r\n",
    "a text": b"\x30\5\x30\3\x0c\1a",
    "tags of several bytes": b"\x1f" * 40,
    "a length of five bytes": b"\x30\x85\0\0\0\0\1\0",
}
NO_NAMES = (
    "a.example\0.b.example", "192.0.2.7", "a..example", ".example", "*.*.example", "a*.example", "*", "localhost",
    "a b.example", "a.example/x", "ä.example", "a;names: b.example", "x" * 64 + ".example",
)  # fmt: skip


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_what_is_no_certificate(data: bytes) -> None:
    try:
        subject = read(data)
    except NotCertificate:
        return
    assert (subject.names, subject.organisation, subject.whole) == ((), "", False)


def test_names_and_organisation() -> None:
    leaf = authority().leaf(
        ["*.A.example", "a.example", "A.example", "xn--mller-kva.example"], organisation="Größe & Söhne AG"
    )
    assert read(der(leaf)) == Subject(
        names=("*.a.example", "a.example", "xn--mller-kva.example"), organisation="Größe & Söhne AG"
    )


def test_addresses_and_an_empty_list_are_no_names() -> None:
    assert read(der(authority().leaf([], addresses=["192.0.2.7", "2001:db8::7"]))) == Subject()
    assert (
        read(der(authority().leaf([], common="a.example"))) == Subject()
    )  # the extension is there, and says nobody


def test_the_common_name_stands_in_where_there_is_no_list() -> None:
    assert read(der(authority().leaf(None, common="Device.A.example"))).names == ("device.a.example",)
    assert read(der(authority().leaf(None, common="My device"))) == Subject()


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_written_like_a_name_and_is_none_is_counted(name: str) -> None:
    placeholder = "z" * len(name.encode("latin-1"))
    data = der(authority().leaf([placeholder, "b.example"])).replace(
        placeholder.encode(), name.encode("latin-1")
    )
    assert read(data) == Subject(names=("b.example",), more=1)


def test_an_organisation_is_one_line_of_text() -> None:
    data = der(authority().leaf(["a.example"], organisation="Acme\x01Corp")).replace(b"Acme\x01", b"Acme\n")
    assert read(data).organisation == "Acme Corp"


def test_many_names_are_bounded() -> None:
    subject = read(der(authority().leaf([f"{number}.a.example" for number in range(2500)])))
    assert len(subject.names) == MAX_NAMES
    assert not subject.whole  # more than is ever looked through
    subject = read(der(authority().leaf([f"{number}.a.example" for number in range(MAX_NAMES + 3)])))
    assert (len(subject.names), subject.more, subject.whole) == (MAX_NAMES, 3, True)


def test_a_certificate_that_is_cut_off_says_what_it_says_until_there() -> None:
    leaf = der(authority().leaf([f"{number:03}.a.example" for number in range(20)], organisation="Acme"))
    whole = read(leaf)
    seen = set()
    for end in range(len(leaf)):
        try:
            part = read(leaf[:end])
        except NotCertificate:
            continue
        assert part.names == whole.names[: len(part.names)]
        assert part.whole == (len(part.names) == 20 and end >= leaf.index(b"019.a.example") + 13)
        seen.add(len(part.names))
    assert seen == set(range(21))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    names=st.lists(NAME, max_size=12, unique=True),
    organisation=st.text(st.characters(codec="utf-8"), max_size=30),
)
def test_it_reads_what_the_library_reads(names: list[str], organisation: str) -> None:
    shown = "".join(letter for letter in organisation if letter.isprintable()).strip()
    leaf = authority().leaf(names, organisation=shown)
    expected = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(
        x509.DNSName
    )
    assert read(der(leaf)) == Subject(names=tuple(expected), organisation=shown)


def test_damaged_ones_raise_nothing_else() -> None:
    chance, leaf = Random(5), der(authority().leaf(["*.a.example", "a.example"], organisation="Acme"))
    for _ in range(3000):
        try:
            subject = read(damaged(chance, leaf))
        except NotCertificate:
            continue
        assert len(subject.names) <= MAX_NAMES
        assert all(name == name.lower() and name.isascii() for name in subject.names)
        assert subject.organisation.isprintable()
