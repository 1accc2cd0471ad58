"""The audit of a page: what is not said is not reserved, and each signal is read by its own rules."""

from __future__ import annotations

import hashlib
import itertools
from typing import Any

import pytest

from analysis.errors import UserFault
from analysis.exposure_fetch import MAX_ANSWER, MOST, Asker, origin, wire
from analysis.exposure_page import addresses, audit
from analysis.exposure_records import Row
from tests.analysis.exposure_servers import Reply, serving, site


def _audit(files: dict[str, Reply], path: str = "/page") -> tuple[dict[str, Row], list[str]]:
    with serving(site(files)) as (address, asked):
        rows = list(audit(address + path, Asker()))
    return {row.signal.partition(" for ")[0]: row for row in rows}, asked


def _page(html: str = "<html></html>", **headers: str) -> dict[str, Reply]:
    return {"/page": (200, {name.replace("_", "-"): value for name, value in headers.items()}, html.encode())}


def test_a_page_that_says_nothing_has_reserved_nothing() -> None:
    rows, asked = _audit(_page())
    assert {row.said for row in rows.values()} == {"not_stated"}
    assert asked == ["/page", "/robots.txt", "/.well-known/tdmrep.json"]
    assert {row.kind for row in rows.values()} == {"opt_out"}


@pytest.mark.parametrize(
    ("files", "signal"),
    [
        (_page(X_Robots_Tag="noindex, nofollow"), "X-Robots-Tag"),
        (_page(X_Robots_Tag="noaither, xnoai"), "X-Robots-Tag"),
        (_page('<p>noai</p><meta name="robots" content="noindex">'), "meta robots"),
        (_page('<meta name="description" content="noai">'), "meta robots"),
        (_page("<!-- <meta name=robots content=noai> -->"), "meta robots"),
        (_page(tdm_reservation="2"), "tdm-reservation header"),
        (_page(tdm_reservation="yes"), "tdm-reservation header"),
        (_page('<meta name="tdm-reservation" content="">'), "tdm-reservation meta"),
        ({**_page(), "/.well-known/tdmrep.json": (200, {}, b"{")}, "tdmrep.json"),
        ({**_page(), "/.well-known/tdmrep.json": (200, {}, b"[" * 100_000)}, "tdmrep.json"),
        ({**_page(), "/.well-known/tdmrep.json": (200, {}, b'[{"location": "/o", "tdm-reservation": 1}]')}, "tdmrep.json"),
        ({**_page(), "/.well-known/tdmrep.json": (200, {}, b'{"location": "/", "tdm-reservation": 1}')}, "tdmrep.json"),
        ({**_page(), "/.well-known/tdmrep.json": (200, {}, b'[7, {"location": 7}, {}]')}, "tdmrep.json"),
        ({**_page(), "/robots.txt": (200, {}, b"User-agent: Googlebot\nDisallow: /")}, "robots.txt"),
        ({**_page(), "/robots.txt": (200, {}, b"User-agent: GPTBot\nDisallow: /private")}, "robots.txt"),
    ],
)  # fmt: skip
def test_what_looks_like_a_reservation_and_is_none(files: dict[str, Reply], signal: str) -> None:
    assert _audit(files)[0][signal].said == "not_stated"


@pytest.mark.parametrize(
    ("files", "signal", "said", "words"),
    [
        (_page(X_Robots_Tag="noindex, NoAI"), "X-Robots-Tag", "reserved", "says noai"),
        (_page(X_Robots_Tag="somebot: noindex, noimageai"), "X-Robots-Tag", "reserved", "noimageai for somebot"),
        (_page('<META NAME="Robots" CONTENT="noai, noimageai">'), "meta robots", "reserved", "noai, noimageai"),
        (_page(tdm_reservation="1"), "tdm-reservation header", "reserved", "are reserved"),
        (_page(tdm_reservation="0"), "tdm-reservation header", "not_reserved", "are not reserved"),
        (_page('<meta name="tdm-reservation" content="1">'), "tdm-reservation meta", "reserved", "are reserved"),
        (_page(Content_Usage="train-ai=n"), "Content-Usage header", "reserved", "says: train-ai=n"),
        (_page(Content_Usage="train-ai=y"), "Content-Usage header", "not_reserved", "says: train-ai=y"),
        (
            {**_page(), "/.well-known/tdmrep.json": (200, {}, b'[{"location": "/pa*", "tdm-reservation": 1}]')},
            "tdmrep.json", "reserved", "tdmrep.json for /pa*",
        ),
        (
            {**_page(), "/robots.txt": (200, {}, b"User-agent: CCBot\nUser-agent: GPTBot\nDisallow: /")},
            "robots.txt", "reserved", "asks 2 of ",
        ),
        ({**_page(), "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}, "robots.txt", "reserved", "asks everybody"),
        (
            {**_page(), "/robots.txt": (200, {}, b"User-agent: *\nContent-Usage: / train-ai=n")},
            "Content-Usage in robots.txt", "reserved", "train-ai=n",
        ),
        (
            {**_page(), "/robots.txt": (200, {}, b"User-agent: *\nContent-Usage: train-ai=n, search=y")},
            "Content-Usage in robots.txt", "not_stated",
            "has “train-ai=n, search=y” without a path that begins with /: malformed by the draft, so it does not count",
        ),
        (
            {**_page(), "/robots.txt": (200, {}, b"User-agent: *\nContent-Usage: train-ai=y\nContent-Usage: / train-ai=n")},
            "Content-Usage in robots.txt", "reserved",
            "(a draft) says: train-ai=n; it also has “train-ai=y” without a path that begins with /: malformed",
        ),
        ({**_page(), "/robots.txt": (503, {"Retry-After": "0"}, b"")}, "robots.txt", "unknown", "busy"),
        ({**_page(), "/robots.txt": (500, {}, b"")}, "robots.txt", "unknown", "the server failed (status 500)"),
    ],
)  # fmt: skip
def test_each_signal_by_its_own_rules(files: dict[str, Reply], signal: str, said: str, words: str) -> None:
    row = _audit(files)[0][signal]
    assert row.said == said
    assert words in row.says


def test_a_row_can_be_checked_by_a_stranger() -> None:
    row = _audit(_page("hello", tdm_reservation="1"))[0]["tdm-reservation header"]
    assert row.sha256 == hashlib.sha256(b"hello").hexdigest()
    assert row.asked.endswith("/page")
    assert row.at.endswith("+00:00")


def test_no_other_host_is_asked() -> None:
    with serving(site({})) as (elsewhere, asked_elsewhere):
        away = elsewhere.replace("127.0.0.1", "localhost")
        files = {
            "/page": (302, {"Location": away + "/page"}, b""),
            "/robots.txt": (301, {"Location": "javascript:x"}, b""),
        }
        rows, _ = _audit(files)
    assert asked_elsewhere == []
    assert rows["X-Robots-Tag"].said == "unknown"
    assert "leads to localhost, which was not asked" in rows["X-Robots-Tag"].says
    assert "no web address" in rows["robots.txt"].says


def test_a_redirect_on_the_same_host_is_followed_and_a_circle_ends() -> None:
    there: dict[str, Reply] = {
        "/page": (302, {"Location": "/there"}, b""),
        "/there": (200, {"X-Robots-Tag": "noai"}, b""),
    }
    assert _audit(there)[0]["X-Robots-Tag"].said == "reserved"
    rows, asked = _audit({"/page": (302, {"Location": "/page"}, b"")})
    assert "in a circle" in rows["X-Robots-Tag"].says
    assert asked.count("/page") == 5


def test_no_server_gets_more_requests_than_were_shown() -> None:
    count = itertools.count(1)

    def answer(path: str) -> Reply:
        if next(count) % 3:
            return 503, {"Retry-After": "0"}, b""
        return 302, {"Location": path + "x"}, b""

    with serving(answer) as (address, asked):
        assert "in a circle" in Asker().get(address + "/").trouble
    assert len(asked) == MOST == 15


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"), ("https://a.example/%C3%BC", "https://a.example/%C3%BC"),
        ("https://a.example/100%", "https://a.example/100%"), ("http://[::1]:80/ü", "http://[::1]:80/%C3%BC"),
        ("https://Bücher.example/ü/ß?ä=é", "https://xn--bcher-kva.example/%C3%BC/%C3%9F?%C3%A4=%C3%A9"),
        ("https://straße.example:8443/", "https://xn--strae-oqa.example:8443/"),
        ("https://a.example/a b\u202e", "https://a.example/a%20b%E2%80%AE"),
    ],
)  # fmt: skip
def test_an_address_goes_over_the_wire_in_ascii(url: str, asked: str) -> None:
    assert wire(url) == asked
    assert wire(asked) == asked


def test_a_redirect_to_other_letters_is_followed_byte_for_byte() -> None:
    there: dict[str, Reply] = {
        "/page": (302, {"Location": "/ü".encode().decode("latin-1")}, b""),
        "/%C3%BC": (200, {"X-Robots-Tag": "noai"}, b""),
    }
    assert _audit(there)[0]["X-Robots-Tag"].said == "reserved"


def test_an_endless_page_is_cut_and_a_closed_port_is_said() -> None:
    with serving(site({"/": (200, {}, b"x" * (3 * MAX_ANSWER))})) as (address, _):
        assert len(Asker().get(address + "/").body) == MAX_ANSWER
    answer = Asker().get(address + "/")
    assert answer.status == 0
    assert "could not be asked" in answer.trouble


def test_a_busy_server_is_given_time_and_then_left_alone() -> None:
    waited: list[float] = []
    with serving(site({"/": (429, {"Retry-After": "7"}, b"")})) as (address, asked):
        assert "busy" in Asker(wait=waited.append).get(address + "/").trouble
    assert (len(asked), waited) == (3, [7.0, 7.0, 7.0])


@pytest.mark.parametrize(
    "url",
    ["", "https://\ud800.example/", "https://ü..example/", "example.com", "ftp://a.example/",
     "file:///etc/passwd", "https://", "https://user:pw@a.example/", "http://[x", "http://a:99999/"],
)  # fmt: skip
def test_what_is_no_web_address_is_one_line(url: Any) -> None:
    with pytest.raises(UserFault) as caught:
        origin(url)
    assert "\n" not in str(caught.value)


def test_what_will_be_asked_is_said_before() -> None:
    assert addresses("https://a.example/x?y=1") == (
        "https://a.example/x?y=1", "https://a.example/robots.txt", "https://a.example/.well-known/tdmrep.json",
    )  # fmt: skip
