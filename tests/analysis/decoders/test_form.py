"""Forms open where declared or plain to see; sentences and base64 stay closed."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.form import DECODER
from analysis.units import Part


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        st.text(st.characters(exclude_categories=["Cs"])),
        min_size=1,
    )
)
def test_a_declared_form_opens_as_it_was_encoded(fields: dict[str, str]) -> None:
    opened = DECODER.open(part(urlencode(fields).encode(), "application/x-www-form-urlencoded"), 1 << 20)
    assert opened is not None
    assert opened.tree == fields
    assert opened.style == "pairs"


def test_an_undeclared_form_of_two_pairs_opens() -> None:
    opened = DECODER.open(part("lat=52.2&lon=10.5&app%5Bid%5D=x"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"lat": "52.2", "lon": "10.5", "app[id]": "x"}


def test_one_undeclared_pair_opens_where_it_holds_encoded_json() -> None:
    opened = DECODER.open(part("payload=%7B%22lat%22%3A52.2%7D"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"payload": '{"lat":52.2}'}


def test_one_undeclared_pair_opens_where_it_holds_an_encoded_address_with_a_query() -> None:
    opened = DECODER.open(part("u=https%3A%2F%2Fa.example%2Fp%3Flat%3D52.5%26lon%3D13.4"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"u": "https://a.example/p?lat=52.5&lon=13.4"}


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a=b",
        "u=https%3A%2F%2Fa.example%2Fp",  # of which the text itself says as much
        "see u=https%3A%2F%2Fa.example%2Fp%3Flat%3D52.5",
        "u=https%3A%2F%2Fa.example%2Fp%3Flat%3D52.5 and more",
        "a=%7Bname",
        "greeting=%7B%7Bname%7D%7D and=more",
        "a=b%7D",
        "x = 1 & y = 2",
        "dGVsZW1ldHJ5IGlzIGRhdGE=",
        "if a=1&b then",
        "=&=",
        b"\xff=1&b=2",
        "https://a.b/?x=1&y=2",
    ],
)
def test_what_is_no_form_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("8=https%3A%2F%2Fa.example&10=82.64.11.12", {"8": "https://a.example", "10": "82.64.11.12"}),
        ("1=a&2=b", {"1": "a", "2": "b"}),
        ("gaid=38400000-8cf0-11bd-b23e-10b96e40000d", {"gaid": "38400000-8cf0-11bd-b23e-10b96e40000d"}),
        ("android_id=9774d56d682e549c", {"android_id": "9774d56d682e549c"}),
        ("u.hem=973dfe463ec85785f5f95af5ba3906ee\n", {"u.hem": "973dfe463ec85785f5f95af5ba3906ee"}),
    ],
)
def test_numbers_as_names_and_one_identifier(text: str, tree: dict[str, str]) -> None:
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.tree == tree
    assert opened.keeps_text is ("&" not in text)


@pytest.mark.parametrize(
    "text",
    [
        "x=1",
        "a=38400000-8cf0-11bd-b23e",
        "width=640",
        "q=a8f3",
        "E=mc2",
        "if x=0123456789abcdef then",
        "=0123456789abcdef",
        "1=0123456789abcdef",
        "dGVsZW1ldHJ5=",
        "a=b=0123456789abcdef0123",
    ],
)
def test_one_pair_of_something_else_stays_closed(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None


def test_declared_but_no_form() -> None:
    declared = "application/x-www-form-urlencoded"
    assert DECODER.open(part(b"\x03\x00=\x01\xff\xfe" * 20, declared), 1 << 20) is None
    assert DECODER.open(part("a=café\r\n".encode(), declared), 1 << 20) is not None


@pytest.mark.parametrize("kind", ["", "application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_json_behind_a_name_opens_whatever_it_is_declared_as(kind: str) -> None:
    opened = DECODER.open(part(b'json={"a": "1&b=2", "c": [3]}\n', kind), 1 << 20)
    assert opened is not None
    assert opened.tree == {"json": '{"a": "1&b=2", "c": [3]}\n'}


@pytest.mark.parametrize(
    "data",
    [
        b"json={a: 1}",
        b"json={",
        b"x = {1}",
        b"=[1]",
        b"window.x={}; window.y={}",
        b"a b={}",
        b'json={"a": 1} and so on',
    ],
)
def test_what_is_no_json_behind_a_name_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
