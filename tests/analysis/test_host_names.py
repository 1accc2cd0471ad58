"""Host names: what is none, what is the same, and which suffixes are rented out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.host_names import normalise_host, shared_suffix, site_of, suffixes

LONGEST = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 61])


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "..", "a..b", ".a", "a.example..", "1.2.3.4", "1.2.3.4.", "0x7f.1", "127.1", "1.2.3.0x4", "2130706433",
        "::1", "[::1]", "a:443", "https://a.example", "a/b", "a\\b", "a b", "a@b", "a?b", "a#b", "a%2eb", "a\x00b",
        "a\nb.example",
        "a\u202eb.example", LONGEST + "x", "x" * 64 + ".example", "ö" * 300, "\udcff.example", "ö" * 60 + ".example",
        "a。。b", "graph.facebook.com／evil.example", "１.２.３.４",
    ],
)  # fmt: skip
def test_what_is_no_name_is_none(text: str) -> None:
    assert normalise_host(text) is None
    assert list(suffixes(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A.Example", "a.example"), ("a.example.", "a.example"), (" a.example\n", "a.example"), (LONGEST, LONGEST),
        (LONGEST + ".", LONGEST), ("Bücher.example", "xn--bcher-kva.example"),
        ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
        ("bücher。example", "xn--bcher-kva.example"), ("bücher.example。", "xn--bcher-kva.example"),
        ("faß.example", "xn--fa-hia.example"), ("fass.example", "fass.example"), ("_dns.a.example", "_dns.a.example"),
        ("ｇｒａｐｈ.example", "graph.example"), ("a.0xg", "a.0xg"),
    ],
)  # fmt: skip
def test_one_name_has_one_form(text: str, name: str) -> None:
    assert len(LONGEST) == 253
    assert normalise_host(text) == name


@given(st.text(max_size=300))
def test_whatever_is_asked_it_never_raises_and_stays_a_name(text: str) -> None:
    name = normalise_host(text)
    if name is not None:
        assert name.isascii()
        assert normalise_host(name) == name
        assert len(name) <= 253
        assert site_of(name)
        shared_suffix(name)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("github.io", None), ("www.github.com", None), ("notgithub.io", None), ("cloudfront.net.example", None),
        ("s3.example", None), ("firebaselogging.googleapis.com", None), ("a.github.io", "github.io"),
        ("d1.cloudfront.net", "cloudfront.net"), ("b.s3.amazonaws.com", "amazonaws.com"),
        ("x.herokuapp.com", "herokuapp.com"), ("shop.altervista.org", "altervista.org"),
        ("x.eu-west-1.awsapprunner.com", "awsapprunner.com"), ("org-prod.apigee.net", "apigee.net"),
        ("b.s3.fr-par.scw.cloud", "scw.cloud"), ("altervista.org", None), ("cloud.linode.com", None),
        ("my-app.firebaseio.com", "firebaseio.com"), ("web.up.railway.app", "up.railway.app"), ("railway.app", None),
        ("shop.weebly.com", "weebly.com"), ("notweebly.com", None),
        ("firebasestorage.googleapis.com", "firebasestorage.googleapis.com"), ("x.blogspot.de", "blogspot.de"),
        ("storage.googleapis.com", "storage.googleapis.com"), ("b.storage.googleapis.com", "storage.googleapis.com"),
    ],
)  # fmt: skip
def test_a_tenant_is_known_by_the_suffix_that_is_rented_out(name: str, suffix: str | None) -> None:
    assert shared_suffix(name) == suffix


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("a.b.example.com", "example.com"), ("example.com", "example.com"), ("com", "com"),
        ("shop.example.co.uk", "example.co.uk"),
        ("a.user.github.io", "user.github.io"), ("github.io", "github.io"), ("www.co.uk", "www.co.uk"),
        ("a.co.de", "a.co.de"),
    ],
)  # fmt: skip
def test_the_site_of_a_name(name: str, site: str) -> None:
    assert site_of(name) == site
