"""A tracker's message that names a crisis line's page: what else is in it stays, the address does not."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from urllib.parse import quote

import brotli
import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Transmission, Visibility, new_id, utc_now
from proxy_addons.never_intercept import Category, NeverIntercept, load
from proxy_addons.sensitive_bodies import SensitiveBodies
from tests.proxy_addons.frames import question

BODIES = SensitiveBodies(load())
NAME = "www.samaritans.org"
URL = f"https://{NAME}/how-we-can-help/?q=a&lang=en"
MASK = b"category:crisis_lines"


def sent(body: bytes, content_type: str = "application/json", coding: str = "") -> Transmission:
    now = utc_now()
    headers = (("Content-Type", content_type), *((("Content-Encoding", coding),) if coding else ()))
    return Transmission(
        id=new_id(now), flow_id="f", seen_at=now, writer="w", host="t.example", method="POST", request_headers=headers,
        visibility=Visibility.OPENED, body=body, body_size=len(body), body_sha256=hashlib.sha256(body).hexdigest(),
    )  # fmt: skip


def kept(transmission: Transmission) -> bytes:
    reduced = BODIES.reduce(transmission)
    assert reduced.body is not None
    assert len(reduced.body) == reduced.body_size == transmission.body_size
    assert reduced.body_sha256 == hashlib.sha256(reduced.body).hexdigest()
    return reduced.body


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"lat": 52.5, "url": URL, "n": 1}).encode(),
        json.dumps({"lat": 52.5, "url": URL, "n": 1}).replace("/", "\\/").encode(),
        json.dumps({"lat": 52.5, "referrer": {"host": NAME.upper()}, "n": 1}).encode(),
        json.dumps([52.5, "samaritans.org"]).encode(),
        json.dumps({"text": f"line\nhttps://{NAME}", "lat": 52.5}).encode(),
        f"lat=52.5&dl={quote(URL, safe='')}&n=1".encode(),
        f"lat=52.5&dl={quote(quote('https://samaritans.org/x', safe=''), safe='')}&n=1".encode(),
        f"lat=52.5&dh={NAME}&n=1".encode(),
        b"\x0a\x2e" + URL.encode() + b"\x12\x0452.5",
        f"<p>{URL}</p><q>52.5</q>".encode(),
    ],
    ids=[
        "json", "escaped slashes", "host alone", "without www", "after a line", "form", "form twice", "host in a form",
        "protobuf", "markup",
    ],
)  # fmt: skip
def test_a_sensitive_address_becomes_its_category_and_the_rest_stays(body: bytes) -> None:
    found = kept(sent(body, "application/x-www-form-urlencoded" if b"=" in body[:5] else "application/json"))
    assert b"samaritans" not in found.lower()
    assert b"how-we-can" not in found
    assert b"52.5" in found
    assert b"&n=1" in found or b"&n=1" not in body
    if b'"url"' in body:
        assert json.loads(found)["n"] == 1
        assert MASK in found


@pytest.mark.parametrize(
    "body",
    [
        b'{"url": "https://notsamaritans.org/"}',
        b'{"url": "https://samaritans.org.evil.example/"}',
        b'{"url": "https://samaritans.organic/"}',
        b'{"url": "https://web.whatsapp.com/"}',
        b'{"text": "good samaritans"}',
        b"",
    ],
)
def test_everything_else_stays_the_same_object(body: bytes) -> None:
    transmission = sent(body)
    assert BODIES.reduce(transmission) is transmission


def test_pictures_are_not_searched() -> None:
    transmission = sent(URL.encode(), "image/jpeg")
    assert BODIES.reduce(transmission) is transmission


CODED = {
    "gzip": gzip.compress(URL.encode(), mtime=0),
    "deflate": zlib.compress(URL.encode()),
    "br": brotli.compress(URL.encode()),
    "zstd": zstandard.compress(URL.encode()),
}


@pytest.mark.parametrize("coding", sorted(CODED))
def test_a_packed_body_that_names_one_is_not_kept(coding: str) -> None:
    reduced = BODIES.reduce(sent(CODED[coding], coding=coding.upper()))
    assert (reduced.body, reduced.body_sha256) == (None, None)
    assert reduced.body_size == len(CODED[coding])
    assert reduced.visibility is Visibility.PASSED_BY_CHOICE


@pytest.mark.parametrize(
    "body", [gzip.compress(b'{"lat": 52.5}', mtime=0), b"\x1f\x8bdamaged", b"not packed"]
)
def test_another_packed_body_is_kept_as_it_is(body: bytes) -> None:
    transmission = sent(body, coding="gzip")
    assert BODIES.reduce(transmission) is transmission


def test_a_packed_body_without_end_costs_bounded_memory() -> None:
    bomb = sent(gzip.compress(bytes(64 << 20) + URL.encode(), mtime=0), coding="gzip")
    reduced = BODIES.reduce(bomb)
    assert reduced.body is None  # what lies behind the bound was not searched


def test_a_question_over_https_for_one_is_not_kept() -> None:
    reduced = BODIES.reduce(sent(question(NAME, 7), "application/dns-message"))
    assert reduced.body is None
    other = sent(question("api.example", 7), "application/dns-message")
    assert BODIES.reduce(other) is other


def test_of_a_sampled_body_the_sample_is_reduced() -> None:
    whole = sent(b'{"a": "' + URL.encode() + b'"')
    reduced = BODIES.reduce(msgspec.structs.replace(whole, body_size=5_000_000, body_sha256="ab" * 32))
    assert reduced.body is not None
    assert b"samaritans" not in reduced.body
    assert (reduced.body_size, reduced.body_sha256) == (5_000_000, "ab" * 32)


def test_the_home_may_add_names() -> None:
    own = SensitiveBodies(
        NeverIntercept([Category(category="own", sensitive=True, hosts=("clinic.example",))])
    )
    reduced = own.reduce(sent(b'{"at": "https://a.clinic.example/x"}'))
    assert reduced.body == b'{"at": "https://category:own' + b"*" * 6 + b'"}'
    assert SensitiveBodies(NeverIntercept([])).reduce(sent(URL.encode())).body == URL.encode()


@given(
    st.binary(max_size=40),
    st.binary(max_size=40),
    st.sampled_from([b"samaritans.org", NAME.encode(), URL.encode()]),
)
def test_whatever_stands_around_it_an_address_in_quotes_is_found(
    before: bytes, after: bytes, name: bytes
) -> None:
    transmission = sent(before + b' "' + name + b'" ' + after)
    assert b"samaritans" not in kept(transmission)
