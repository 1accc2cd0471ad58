"""Names in Base64: at each place where they may begin, in every case, alphabet and escape."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.sensitive_base64 import Base64Names, Change

NAME = b"clinic.example"
SHORT = b"a1.ch"


def changes(decoded: bytes) -> Iterator[Change]:
    for name in (NAME, SHORT):
        place = decoded.lower().find(name)
        if place >= 0:
            yield place, place + len(name), b"*" * len(name)


NAMES = Base64Names((NAME, SHORT), changes)


def reduced(body: bytes) -> bytes:
    changed = bytearray(body)
    for spot in NAMES.spots(body):
        assert spot.edits is not None
        for place, byte in spot.edits.items():
            changed[place] = byte
    return bytes(changed)


def decoded(run: bytes) -> bytes:
    return base64.urlsafe_b64decode(run.replace(b"+", b"-").replace(b"/", b"_") + b"=" * (-len(run) % 4))


@given(
    st.binary(max_size=60), st.binary(max_size=60), st.sampled_from([NAME, NAME.upper(), b"Clinic.exAmple", SHORT]),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_a_name_is_found_and_nothing_else_is_changed(
    before: bytes, after: bytes, name: bytes, url_safe: bool, padded: bool
) -> None:
    plain = before + b"?" + name + b"?" + after
    run = base64.urlsafe_b64encode(plain) if url_safe else base64.b64encode(plain)
    run = run if padded else run.rstrip(b"=")
    body = b'{"n": 1, "at": "' + run + b'"}'
    (spot, *_) = NAMES.spots(body)
    if spot.edits is None:  # a character that no letter stands for would have to change
        return
    found = decoded(reduced(body)[16:-2])
    assert found.replace(b"*" * len(name), name) == plain.replace(b"*" * len(name), name)
    assert name not in found
    assert len(reduced(body)) == len(body)


@pytest.mark.parametrize(
    "before", [b"", b"x", b"xy", b"xyz", b"https://", b"https://www.", b"\xff\xff\xff", b"?>~"]
)
@pytest.mark.parametrize("name", [NAME, SHORT])
@pytest.mark.parametrize("after", [b"", b"/", b"??", b"/?a=1&b=??>", b"\xff\xff"])
def test_at_every_place(before: bytes, name: bytes, after: bytes) -> None:
    run = base64.b64encode(before + name + after)
    found = decoded(reduced(run))
    assert found == before + b"*" * len(name) + after


@pytest.mark.parametrize(
    "escape",
    [
        lambda run: quote(run, safe="").encode(),
        lambda run: quote(quote(run, safe=""), safe="").encode(),
        lambda run: quote(run, safe="").lower().encode() if run.islower() else quote(run, safe="").encode(),
        lambda run: run.replace(b"/", b"\\/"),
        lambda run: run.replace(b"+", b"\\u002b").replace(b"/", b"\\u002F").replace(b"=", b"\\u003d"),
    ],
)  # fmt: skip
def test_the_escapes_of_urls_and_json_stay_what_they_are(escape) -> None:  # type: ignore[no-untyped-def]
    for before in (b"??>>??https://", b"??>>??xhttps://", b"??>>??xyhttps://"):
        run = base64.b64encode(before + NAME + b"/a?b>c?d??")
        body = b"u=" + escape(run) + b"&n=1"
        found = reduced(body)
        assert found != body
        assert len(found) == len(body)
        assert found.endswith(body[-4:])
        assert not NAMES.spots(found)
        assert found == b"u=" + escape(base64.b64encode(before + b"*" * len(NAME) + b"/a?b>c?d??")) + b"&n=1"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\\n", b"%0A", b"%0D%0A", b"%250A"])
def test_a_line_that_ends_within_a_name_leaves_nothing_to_change(end: bytes) -> None:
    run = base64.b64encode(b"https://www." + NAME + b"/how-we-can-help")
    for place in range(20, 30):
        body = run[:place] + end + run[place:]
        assert any(spot.edits is None for spot in NAMES.spots(body))


def test_what_changes_up_to_a_lines_end_is_not_changed_in_half() -> None:
    run = base64.b64encode(b"xy" + NAME + b"?")  # 24 characters
    whole = Base64Names((NAME,), lambda found: [(2, len(found), b"*" * (len(found) - 2))])
    assert [spot.edits is None for spot in whole.spots(run)] == [False]
    assert [spot.edits is None for spot in whole.spots(run.rstrip(b"=") + b"\r\nYWJj")] == [True]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"=", NAME, b"https://" + NAME, base64.b64encode(b"https://www.example.com/"), b"A" * 5000,
        base64.b64encode(NAME)[1:], base64.b64encode(b"clinic-example"), base64.b64encode(NAME).swapcase(),
        base64.b64encode(base64.b64encode(NAME)), b"\xff" * 100, b"\n" * 50 + b"\\n%0A",
    ],
)  # fmt: skip
def test_what_holds_none(body: bytes) -> None:
    assert NAMES.spots(body) == []


def test_a_name_that_may_stay_changes_nothing() -> None:
    assert Base64Names((NAME,), lambda _: []).spots(base64.b64encode(b"not" + NAME)) == []


def test_nothing_can_stand_instead() -> None:
    (spot,) = Base64Names((NAME,), lambda _: [(0, 3, None)]).spots(b'"' + base64.b64encode(NAME) + b'"')
    assert (spot.number, spot.edits) == (0, None)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    NAMES.spots(data)
    NAMES.spots(base64.b64encode(NAME) + data)
    NAMES.spots(data + base64.b64encode(b"x" + NAME))


@given(st.text(alphabet="Y2xpbmljLmV4YW1wbGU+/-_%25bF\\u0n\r\n=", max_size=120))
def test_nor_does_what_is_nearly_one(text: str) -> None:
    NAMES.spots(text.encode() + base64.b64encode(NAME) + text.encode())


@pytest.mark.parametrize(
    "body",
    [
        base64.b64encode(NAME * 40_000), base64.b64encode(b"x" + NAME) * 40_000, (base64.b64encode(NAME) + b"%2F") * 30_000,
        (base64.b64encode(NAME) + b"\\/") * 30_000, base64.b64encode(os.urandom(750_000)),
        b"%2F" * 300_000 + base64.b64encode(NAME),
    ],
    ids=["in a row", "each for itself", "escaped", "in JSON", "noise", "escapes alone"],
)  # fmt: skip
def test_hostile_bodies_cost_bounded_time(body: bytes) -> None:
    began = time.process_time()
    NAMES.spots(body)
    assert time.process_time() - began < 5
