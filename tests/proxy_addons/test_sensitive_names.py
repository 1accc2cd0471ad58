"""That somebody read a crisis line's page must not reach the journal through a message to somebody else."""

from __future__ import annotations

import base64
import gzip
import re
import time
from base64 import urlsafe_b64encode
from urllib.parse import quote

import msgspec
import pytest

from analysis.records import Transmission, new_id, utc_now
from proxy_addons.never_intercept import load
from proxy_addons.sensitive_names import SensitiveNames
from tests.proxy_addons.peers import RunningProxy

NAMES = SensitiveNames(load())
URL = "https://www.samaritans.org/how-we-can-help/?q=a&lang=en"


def question(name: str) -> str:
    """A DNS question as DNS over HTTPS writes it in a URL."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return urlsafe_b64encode(bytes(5) + b"\1" + bytes(6) + labels + b"\0\0\1\0\1").decode().rstrip("=")


QUESTION, OTHER = question("www.samaritans.org"), question("www.shop.example")


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
        sent(query=f"dl={quote(quote(quote(URL, safe=''), safe=''), safe='')}&n=1"),
        sent(query=f"dl={URL.removeprefix('https:')}"),
        sent(query=f"dl={URL.removeprefix('https://')}"),
        sent(query=f"n=1&dl={quote(URL.removeprefix('https://'), safe='')}&m=2"),
        sent(query=f"n=1&dl={quote(URL.removeprefix('https:'), safe='')}&m=2"),
        sent(query="name=www.samaritans.org.&type=A"),
        sent(query="n=1;dh=www.samaritans.org;m=2"),
        sent(query="dh=www.samaritans.org:443"),
        sent(query=f"n=1&dns={QUESTION}&m=2"),
        sent(query=f"dns={QUESTION}"),
        sent(path="/c/s/www.samaritans.org/how-we-can-help/"),
        sent(path="/icon/www.samaritans.org"),
        sent(X_Forwarded_Host="www.samaritans.org"),
        sent(X_Forwarded_Host="WWW.SAMARITANS.ORG:443"),
        sent(X_Page="www.samaritans.org/how-we-can-help"),
        sent(path="/sites/www.samaritans.org/icon"),
        sent(query="u=samaritans.org%3A443%2Fhow-we-can-help"),
        sent(query="variables=" + quote('{"host":"www.samaritans.org","n":1}', safe="")),
        sent(query="variables=" + quote(quote('{"host":"www.samaritans.org"}', safe=""), safe="")),
        sent(query='variables={"host":"www.samaritans.org"}'),
        sent(X_Page='{"host": "www.samaritans.org", "n": 1}'),
        sent(Cookie="a=b; last=www.samaritans.org; c=d"),
        sent(Cookie=f"a=b; last={quote(URL, safe='')}; c=d"),
        sent(query=f"xdns={QUESTION}"),
        sent(
            query="data="
            + quote(base64.b64encode(gzip.compress(URL.encode(), mtime=0)).decode(), safe="")
            + "&n=1"
        ),
        # within another address, however deep
        sent(Referer=f"https://www.search.example/url?q={URL}"),
        sent(Referer=f"https://www.search.example/url?q={quote(URL, safe='')}&sa=D"),
        sent(query=f"u={quote('https://t.example/r?to=' + quote(URL, safe=''), safe='')}&n=1"),
        sent(query="u=https://t.example/r?to=https://www.samaritans.org/how-we-can-help"),
        sent(query="u=t.example/r?to=www.samaritans.org/how-we-can-help"),
        sent(X_Page="t.example/?u=www.samaritans.org/how-we-can-help"),
        # without a path, in markup, with an underline, deep below, and as JSON writes a slash
        sent(query="u=www.samaritans.org?how-we-can-help=1"),
        sent(X_Page="www.samaritans.org?a=how-we-can-help"),
        sent(query="www.samaritans.org/how-we-can-help"),
        sent(query="u=www.samaritans.org/how-we-can-help<br>"),
        sent(query="u=https://a_b.samaritans.org/how-we-can-help&v=a_b.samaritans.org/how-we-can-help"),
        sent(query=f"u={'a.' * 12}samaritans.org/how-we-can-help"),
        sent(query='v={"url":"https:\\/\\/www.samaritans.org\\/how-we-can-help"}'),
        sent(query="v=" + quote('{"url":"https:\\/\\/www.samaritans.org\\/how-we-can-help"}', safe="")),
        sent(Cookie="r={www.samaritans.org/how-we-can-help}", X_Mail="jo@samaritans.org"),
        sent(query=f"dl={quote(quote(quote(quote('www.samaritans.org/how-we-can-help'))), safe='')}"),
        # in a path
        sent(path="/p/www.samaritans.org:443/how-we-can-help"),
        sent(path="/p/www.samaritans.org/how-we-can-help's"),
        sent(path="/p/www.samaritans.org;x/how-we-can-help page"),
        sent(path="/ip3/www.samaritans.org.ico"),
        sent(query="icon=www.samaritans.org.png&n=1"),
    ],
)
def test_a_sensitive_address_becomes_its_category(transmission: Transmission) -> None:
    found = text(transmission)
    assert "samaritans" not in found.lower()
    assert "how-we-can" not in found
    assert QUESTION not in found
    assert "category:crisis_lines" in found


def coded(plain: str) -> str:
    return base64.b64encode(plain.encode()).decode()


@pytest.mark.parametrize("before", ["", "x", "xy"])
def test_in_base64_it_becomes_its_category_in_base64(before: str) -> None:
    value = coded(before + URL)
    whole = sent(
        query=f"a=1&u={quote(value, safe='')}&b=2",
        path=f"/r/{value.rstrip('=')}",
        Cookie=f"a=b; u={value}; c=d",
        X_Ids="A" * 40,
    )
    found = NAMES.reduce(whole)
    for text, old in (
        (found.query, whole.query),
        (found.path, whole.path),
        (found.header("cookie") or "", whole.header("cookie") or ""),
    ):
        assert len(text) == len(old)
        (run,) = re.findall(r"[A-Za-z0-9+]{30,}", re.sub("%2F|(?<=[a-zA-Z0-9]{9})/", "+", text))
        plain = base64.b64decode(run + "=" * (-len(run) % 4)).decode()
        assert plain.startswith(before)
        assert (
            plain.replace("?", "*")
            .replace(">", "*")
            .endswith("category:crisis_lines" + "*" * (len(URL) - 29))
        )
    assert found.query.endswith("&b=2")
    assert found.header("x-ids") == "A" * 40


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
        sent(query="u=notsamaritans.org&v=samaritans.org.evil.example", path="/good-samaritans.org/x"),
        sent(Cookie="a=notsamaritans.org", X_Id="samaritans.org.evil.example"),
        sent(query="u=" + base64.b64encode(b"https://notsamaritans.org/").decode()),
        sent(
            query="u=" + base64.b64encode(b"https://www.example.com/a/b/c").decode(),
            Cookie="eJw=eJw; H4sIAAAA",
        ),
        sent(query="u=notsamaritans.org/x&v=samaritans.org.evil.example/"),
        sent(query="q=good+samaritans.org/x&d=//t.example/samaritans.org"),
        sent(query=f"dns={OTHER}&dns=AAAAAAAAAAAAAAAAAAAAAAAAAA"),
        sent(path="/news/about-samaritans.org-and-others/1.2.3/notsamaritans.org"),
        sent(User_Agent="samaritans.org.evil.example/1.2 (x)", X_Host="notsamaritans.org", X_V="1.2.3"),
        sent(
            query="u=samaritans.organic/x&v=samaritans.org-a/x&w=samaritans.org.co/x",
            path="/samaritans.org.uk.ico",
        ),
    ],
)
def test_everything_else_stays_the_same_object(transmission: Transmission) -> None:
    assert NAMES.reduce(transmission) is transmission


def test_hostile_text_costs_no_time() -> None:
    began = time.process_time()
    for hostile in (
        "https://" * 8000,
        "a@" * 30_000,
        "=a." * 20_000,
        "http%3a%2f%2f" + "a" * 60_000,
        "=//a.b" * 10_000,
        "/a.b-" * 12_000,
        "dns=" + "A" * 60_000,
        "http" + "%25" * 20_000,
        "=a.b/" * 13_000 + "<",
        "/a.b" * 16_000 + "<",
        "=" + "a." * 30_000 + "(",
    ):
        # where no sensitive name stands, nothing is looked at
        text = f"u=samaritans.org&{hostile}"
        NAMES.reduce(sent(query=text, path=f"/{text}", Referer=text))
    assert time.process_time() - began < 2


def test_it_is_done_before_the_journal(proxy: RunningProxy) -> None:
    proxy.curl("-H", f"Referer: {URL}", f"http://plain.example/x?dl={quote(URL, safe='')}")
    proxy.wait_for(transmissions=1, closed_flows=1)
    (message,) = proxy.transmissions()
    assert message.header("referer") == "category:crisis_lines"
    assert message.query == "dl=category:crisis_lines"
    assert b"samaritans" not in proxy.on_disk()
