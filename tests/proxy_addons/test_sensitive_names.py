"""That somebody read a crisis line's page must not reach the journal through a message to somebody else."""

from __future__ import annotations

import time
from urllib.parse import quote

import msgspec
import pytest

from analysis.records import Transmission, new_id, utc_now
from proxy_addons.never_intercept import load
from proxy_addons.sensitive_names import SensitiveNames
from tests.proxy_addons.peers import RunningProxy

NAMES = SensitiveNames(load())
URL = "https://www.samaritans.org/how-we-can-help/?q=a&lang=en"


def sent(query: str = "", path: str = "/v1", **headers: str) -> Transmission:
    now = utc_now()
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Transmission(
        id=new_id(now), flow_id="f", seen_at=now, writer="w", host="t.example", path=path, query=query, request_headers=pairs
    )  # fmt: skip


def text(transmission: Transmission) -> str:
    return msgspec.json.encode(NAMES.reduce(transmission)).decode()


@pytest.mark.parametrize(
    "transmission",
    [
        sent(Referer=URL),
        sent(Origin="https://www.samaritans.org"),
        sent(Referer="HTTPS://WWW.SAMARITANS.ORG"),
        sent(Referer="https://u:p@samaritans.org/x"),
        sent(Link=f"<{URL}>; rel=canonical"),
        sent(X_Page=f"page={quote(URL, safe='')}"),
        sent(query=f"dl={quote(URL, safe='')}&n=1"),
        sent(query=f"dl={quote(quote(URL, safe=''), safe='')}&n=1"),
        sent(query=f"n=1&u={URL}"),
        sent(query="dh=www.samaritans.org"),
        sent(path=f"/r/{quote(URL, safe='')}"),
    ],
)
def test_a_sensitive_address_becomes_its_category(transmission: Transmission) -> None:
    found = text(transmission)
    assert "samaritans" not in found.lower()
    assert "how-we-can" not in found
    assert "category:crisis_lines" in found


def test_the_rest_of_the_message_stays() -> None:
    reduced = NAMES.reduce(sent(query=f"a=1&dl={quote(URL, safe='')}&b=2", Accept="*/*", Referer=URL))
    assert reduced.query == "a=1&dl=category:crisis_lines&b=2"
    assert reduced.request_headers == (("Accept", "*/*"), ("Referer", "category:crisis_lines"))


@pytest.mark.parametrize(
    "transmission",
    [
        sent(Referer="https://news.example/samaritans.org"),
        sent(Referer="https://notsamaritans.org/"),
        sent(Referer="https://samaritans.org.evil.example/"),
        sent(Referer="https://web.whatsapp.com/"),  # never opened, and no secret
        sent(query="q=good+samaritans.org&v=1.2.3", Accept="*/*", Cookie="a=b"),
    ],
)
def test_everything_else_stays_the_same_object(transmission: Transmission) -> None:
    assert NAMES.reduce(transmission) is transmission


def test_hostile_text_costs_no_time() -> None:
    began = time.process_time()
    for hostile in ("https://" * 8000, "a@" * 30_000, "=a." * 20_000, "http%3a%2f%2f" + "a" * 60_000):
        NAMES.reduce(sent(query=hostile, Referer=hostile))
    assert time.process_time() - began < 2


def test_it_is_done_before_the_journal(proxy: RunningProxy) -> None:
    proxy.curl("-H", f"Referer: {URL}", f"http://plain.example/x?dl={quote(URL, safe='')}")
    proxy.wait_for(transmissions=1, closed_flows=1)
    (message,) = proxy.transmissions()
    assert message.header("referer") == "category:crisis_lines"
    assert message.query == "dl=category:crisis_lines"
    assert b"samaritans" not in proxy.on_disk()
