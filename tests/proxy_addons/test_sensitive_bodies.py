"""A tracker's message that names a crisis line's page: what else is in it stays, the address does not."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import random
import re
import zlib
from collections.abc import Callable
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
        json.dumps({"icon": f"/ip3/{NAME}.ico", "lat": 52.5}).encode(),
        json.dumps({"text": f"line\nhttps://{NAME}", "lat": 52.5}).encode(),
        f"lat=52.5&dl={quote(URL, safe='')}&n=1".encode(),
        f"lat=52.5&dl={quote(quote('https://samaritans.org/x', safe=''), safe='')}&n=1".encode(),
        f"lat=52.5&dh={NAME}&n=1".encode(),
        b"\x0a\x2e" + URL.encode() + b"\x12\x0452.5",
        f"<p>{URL}</p><q>52.5</q>".encode(),
    ],
    ids=[
        "json", "escaped slashes", "host alone", "without www", "icon", "after a line", "form", "form twice",
        "host in a form", "protobuf", "markup",
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


def b64(plain: bytes) -> bytes:
    return base64.b64encode(plain)


@pytest.mark.parametrize("before", [b"", b"x", b"xy"])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda run: b'{"lat": 52.5, "url": "' + run + b'", "n": 1}',
        lambda run: b'{"lat": 52.5, "url": "' + run.rstrip(b"=") + b'", "n": 1}',
        lambda run: b'{"lat": 52.5, "url": "' + run.replace(b"/", b"\\/") + b'", "n": 1}',
        lambda run: b'{"lat": 52.5, "url": "' + run.replace(b"+", b"-").replace(b"/", b"_") + b'", "n": 1}',
        lambda run: b"lat=52.5&url=" + quote(run, safe="").encode() + b"&n=1",
        lambda run: b"lat=52.5&url=" + quote(quote(run, safe=""), safe="").encode() + b"&n=1",
        lambda run: b"\x0a\x2e" + run + b"\x12\x0452.5",
        lambda run: (
            b'{"query": "mutation($u:String){a(u:$u)}", "variables": {"u": "' + run + b'", "lat": 52.5}}'
        ),
    ],
    ids=["json", "no padding", "escaped slashes", "url-safe", "form", "form twice", "protobuf", "GraphQL"],
)
def test_in_base64_too_an_address_becomes_its_category(before: bytes, wrap: Callable[[bytes], bytes]) -> None:
    for url in (URL, f"https://{NAME.upper()}/?a=???", NAME):
        body = wrap(b64(before + b"?" + url.encode()))
        found = kept(sent(body))
        assert found != body
        assert b"52.5" in found
        (run,) = re.findall(rb"[A-Za-z0-9+_-]{16,}", re.sub(rb"%(25)?2F|\\/|/", b"_", found))
        plain = base64.urlsafe_b64decode(run.replace(b"+", b"-") + b"=" * (-len(run) % 4))
        assert plain.startswith(before + b"?")
        assert b"samaritans" not in plain.lower()
        assert b"how-we" not in plain
        assert b"lang" not in plain


@pytest.mark.parametrize(
    "body",
    [
        b'{"url": "' + b64(b"https://notsamaritans.org/x") + b'"}',
        b'{"url": "' + b64(b"https://samaritans.org.evil.example/x") + b'"}',
        b'{"url": "' + b64(b"https://www.example.com/a/long/page?of=much") + b'"}',
        b'{"url": "' + b64(b64(URL.encode())) + b'"}',  # twice: not seen, as the documents say
        b'{"a": "H4sI", "b": "H4sIAAAAAAAA", "c": "eJw=", "d": "eJzzzz", "KLUv": "KLUv/Q=="}',
        b'{"a": "' + b64(gzip.compress(b'{"url": "https://www.example.com/"}', mtime=0)) + b'"}',
        b"\x1f\x8b\x08" * 9, b"\x28\xb5\x2f\xfd" * 9, b"x\x9cno",
        "notsamaritans.org".encode("utf-16-le"), "samaritans.organ".encode("utf-16-be"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays_the_same_object(body: bytes) -> None:
    transmission = sent(body)
    assert BODIES.reduce(transmission) is transmission


PACKED = gzip.compress(b'{"url": "' + URL.encode() + b'"}', mtime=0)


@pytest.mark.parametrize(
    "body",
    [
        b'{"q": "' + b64(question(NAME, 7)) + b'"}',
        b'{"a": "' + b64(PACKED) + b'", "n": 1}',
        b'{"a": "' + b64(PACKED).replace(b"/", b"\\/") + b'", "n": 1}',
        b"n=1&a=" + quote(b64(PACKED), safe="").encode(),
        b'{"a": "' + b64(zlib.compress(URL.encode())) + b'"}', b64(zlib.compress(URL.encode(), 9)),
        b'{"a": "' + b64(zlib.compress(URL.encode(), 1)) + b'"}',
        b'{"a": "' + b64(zstandard.compress(URL.encode())) + b'"}',
        b"n=%7B%22a%22%3A%22" + b64(zlib.compress(URL.encode())) + b"%22%7D",
        b'{"a": "' + base64.encodebytes(PACKED).replace(b"\n", b"\\n") + b'"}',
        PACKED, b"envelope\n" + PACKED, zlib.compress(URL.encode()), b"\x01\x02" + zstandard.compress(URL.encode()),
        gzip.compress(b"first", mtime=0) + PACKED,
        gzip.compress(b'{"a": "' + b64(PACKED) + b'"}', mtime=0),
        base64.encodebytes(b"." * 40 + URL.encode() + b"/a-long-page" * 9),
        b'{"a": "' + base64.encodebytes(b"." * 40 + URL.encode()).replace(b"\n", b"\\n") + b'"}',
        URL.encode("utf-16-le"), URL.encode("utf-16-be"), b'"' + NAME.encode("utf-16") + b'"',
        b"\x1f\x8b\x08" * 300 + b'"' + URL.encode() + b'"',
    ],
)  # fmt: skip
def test_what_cannot_be_replaced_is_not_kept(body: bytes) -> None:
    reduced = BODIES.reduce(sent(body))
    assert (reduced.body, reduced.body_sha256, reduced.body_size) == (None, None, len(body))
    assert reduced.visibility is Visibility.PASSED_BY_CHOICE


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(PACKED, mtime=0), "gzip, gzip"), (brotli.compress(PACKED), "gzip, br"), (PACKED, "identity, gzip"),
        (gzip.compress(b"first", mtime=0) + PACKED, "gzip"),
        (gzip.compress(b'{"u": "' + b64(URL.encode()) + b'"}', mtime=0), "gzip"),
        (gzip.compress(b'{"u": "' + b64(PACKED) + b'"}', mtime=0), "gzip"),
    ],
    ids=["twice", "two", "identity", "two members", "base64 within", "packed within"],
)  # fmt: skip
def test_however_it_is_packed(body: bytes, coding: str) -> None:
    assert BODIES.reduce(sent(body, coding=coding)).body is None


@pytest.mark.parametrize(
    "body",
    [
        rb'{"u": "https:\u002f\u002fsamaritans.org\u002fhow-we-can-help?a=1\u0026b=how-we\u003d", "n": 1}',
        rb'{"u": "https:\u002f\u002fwww.samaritans.org\u002fhow-we-can-help", "n": 1}',
        rb'{"u": "a\u003dsamaritans.org", "n": 1}',
        '{"u": "https://samaritans.org/ü/how-we-can-help?a={how-we}&b=[how-we]", "n": 1}'.encode(),
    ],
)
def test_jsons_escapes_belong_to_the_address(body: bytes) -> None:
    found = kept(sent(body))
    assert json.loads(found)["n"] == 1
    assert b"how-we" not in found
    assert b"samaritans" not in found


def test_what_follows_in_binary_data_and_in_plain_text_belongs_to_it() -> None:
    for body in (
        b"\x0a\x40" + URL.encode() + b"&topic=how-we\x12\x0452.5",
        f"{URL}&topic=how-we 52.5".encode(),
    ):
        found = kept(sent(body, "text/plain"))
        assert b"how-we" not in found
        assert b"52.5" in found


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


def test_a_packed_body_that_is_damaged_behind_the_name_is_not_kept() -> None:
    packed = gzip.compress(URL.encode() + random.Random(1).randbytes(100_000), mtime=0)
    assert BODIES.reduce(sent(packed[:-900] + bytes(900), coding="gzip")).body is None


def test_packed_in_packed_in_packed_costs_bounded_time() -> None:
    body = b"hello" * 200
    for _ in range(3):
        body = (gzip.compress(body, mtime=0) + b"\xff") * 200
    assert BODIES.reduce(sent(body, "application/octet-stream")).body is None


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


@given(st.binary(max_size=80), st.binary(max_size=80), st.booleans(), st.booleans())
def test_whatever_stands_around_it_an_address_in_base64_is_found(
    before: bytes, after: bytes, url_safe: bool, padded: bool
) -> None:
    plain = before + b'"' + URL.encode() + b'"' + after
    run = (base64.urlsafe_b64encode if url_safe else base64.b64encode)(plain)
    reduced = BODIES.reduce(sent(b'{"a": "' + (run if padded else run.rstrip(b"=")) + b'"}'))
    if reduced.body is None:  # a character that no letter stands for would have to change
        return
    found = reduced.body[7:-2].rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_")
    assert base64.urlsafe_b64decode(found + b"=" * (-len(found) % 4)).replace(b"*", b"") == plain.replace(
        NAME.encode() + URL.encode().partition(NAME.encode())[2], MASK
    ).replace(b"*", b"")
