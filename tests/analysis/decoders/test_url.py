"""The query of a URL inside a value opens, and the URL stays as a value too."""

from __future__ import annotations

import pytest

from analysis.decoders.url import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body>json:$.page", context="body", names=("page",), data=data)


def test_the_query_opens_and_the_fragment_does_not() -> None:
    opened = DECODER.open(part("HTTPS://shop.example/a?email=a%40b.example&q=caf%C3%A9#x=1"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"email": "a@b.example", "q": "café"}
    assert opened.keeps_text


@pytest.mark.parametrize(
    "data",
    [
        "",
        "https://a.example/path",
        "https://a.example/?word",
        "see https://a.example/?x=1",
        "ftp://a/?x=1",
        b"https://a/?x=1",
        "https://a.example/#a?x=1",
    ],
)
def test_what_has_no_query_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("123/activities?event=CUSTOM&advertiser_id=x", {"event": "CUSTOM", "advertiser_id": "x"}),
        ("/collect?v=1&cid=555", {"v": "1", "cid": "555"}),
        ("v2.3/me/events?name=a%40b.example", {"name": "a@b.example"}),
        ("/a/b/c.php?user[id]=7", {"user[id]": "7"}),
        ("me/photos?caption=hi+there#x", {"caption": "hi there"}),
    ],
)
def test_the_query_of_a_relative_address_opens(text: str, tree: dict[str, str]) -> None:
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.tree == tree
    assert opened.keeps_text


@pytest.mark.parametrize(
    "text",
    [
        "what?a=b",
        "and/or?",
        "a/b?1=2",
        "is it 1/2?x=1 or",
        "a/b?c",
        "https:/a/b?x=1",
        "a b/c?x=1",
        "/a/b",
        "?x=1",
        "mailto:a/b?x=1",
        "c++/d?=1",
    ],
)
def test_questions_are_no_addresses(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None
