"""Common Crawl's index: asked at its pace, never another host, and what it does not say is not said."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.errors import UserFault
from analysis.exposure_crawl import CAPTURES, PACE, Crawl, crawls, look_up
from analysis.exposure_fetch import Asker
from tests.analysis.exposure_servers import CAPTURE, index
from tests.analysis.running_audit import free_port, wait_until

URL = "https://blog.example.com/me"
LINES = "".join(
    json.dumps({**CAPTURE, "timestamp": f"2024080510{n:02}30"}) + "\n" for n in range(60)
).encode()


def test_a_stranger_is_not_found_and_nothing_more_is_said() -> None:
    with index() as (address, asked):
        rows = list(
            look_up("https://blog.example.com/m", Asker(), crawls(address, Asker(), 2), whole_host=False)
        )
    assert [row.said for row in rows] == ["not_found", "not_found"]
    assert "has no capture in the index of crawl CC-MAIN-2024-33" in rows[0].says
    assert len(asked) == 3


def test_a_capture_is_said_with_crawl_and_time_and_no_more() -> None:
    with index() as (address, _):
        first, second = look_up(URL, Asker(), crawls(address, Asker(), 2), whole_host=False)
    assert first.says == (
        f"{URL} appears in crawl CC-MAIN-2024-33, captured at 2024-08-05 10:20 UTC (text/html, status 200)"
    )  # fmt: skip
    assert (first.kind, first.said, first.signal) == ("crawl", "found", "CC-MAIN-2024-33")
    assert first.sha256 == hashlib.sha256(json.dumps(CAPTURE).encode() + b"\n").hexdigest()
    assert "url=https%3A%2F%2Fblog.example.com%2Fme&output=json&limit=20" in first.asked
    assert second.said == "not_found"
    assert "train" not in first.says


def test_a_whole_host_sends_the_host_and_not_the_page() -> None:
    with index() as (address, asked):
        rows = list(look_up(URL, Asker(), crawls(address, Asker(), 1), whole_host=True))
    assert [row.says.partition(" ")[0] for row in rows] == [URL, "https://blog.example.com/photo.jpg"]
    assert asked[-1] == "/33-index?url=blog.example.com&output=json&limit=20&matchType=host"


@pytest.mark.parametrize(
    "listed",
    [
        (200, {}, b"<html>"), (200, {}, b"{}"), (200, {}, b'[{"id": 7}]'), (404, {}, b""), (500, {}, b""), (200, {}, b""),
        (302, {"Location": "http://localhost:1/collinfo.json"}, b""), (200, {}, b"[" * 100_000),
        (200, {}, b'[{"id": "x", "cdx-api": "http://localhost:1/x"}]'), (200, {}, b'[{"id": "x", "cdx-api": "file:///etc"}]'),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_trusted_is_one_line_and_nothing_is_asked(listed) -> None:  # type: ignore[no-untyped-def]
    with index(collinfo_json=listed) as (address, asked), pytest.raises(UserFault) as caught:
        crawls(address, Asker(), 3)
    assert "\n" not in str(caught.value)
    assert asked == ["/collinfo.json"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ((200, {}, b""), ["not_found"]),
        ((200, {}, b"garbage\n[1]\n"), ["unknown"]),
        ((500, {}, b""), ["unknown"]),
        ((429, {"Retry-After": "0"}, b""), ["unknown"]),
        ((200, {}, LINES), ["found"] * (CAPTURES + 1)),
        ((200, {}, b'{"timestamp": "x", "url": "\\u001b[31m"}\n'), ["found"]),
    ],
)  # fmt: skip
def test_an_index_may_answer_anything(reply, said: list[str]) -> None:  # type: ignore[no-untyped-def]
    with index(**{"33_index": reply}) as (address, _):
        rows = list(look_up(URL, Asker(), crawls(address, Asker(), 1), whole_host=False))
    assert [row.said for row in rows] == said
    assert all(row.says.isprintable() for row in rows)


def test_the_pace_is_kept() -> None:
    waited: list[float] = []
    patient = Asker(PACE, waited.append)
    with index() as (address, asked):
        list(look_up(URL, patient, crawls(address, patient, 2), whole_host=False))
    assert len(asked) == 3
    assert len(waited) == 2
    assert all(0.5 < pause <= PACE for pause in waited)
    begun = time.monotonic()
    with index() as (address, _):
        list(look_up(URL, Asker(0.2), crawls(address, Asker(), 2), whole_host=False))
    assert time.monotonic() - begun >= 0.2


@pytest.fixture
def pywb(tmp_path: Path) -> Iterator[str]:
    """The index of a pywb that holds a few captures. LEAKLEDGER_PYWB is the address of one that runs, or a Python."""
    named = os.environ.get("LEAKLEDGER_PYWB", "")
    if named.startswith("http"):
        yield named
        return
    if not named and importlib.util.find_spec("pywb") is None:
        pytest.skip("pywb is not installed here, and LEAKLEDGER_PYWB names no Python that has it")
    port, peer = free_port(), str(Path(__file__).with_name("pywb_peer.py"))
    with (tmp_path / "pywb.log").open("wb") as log:
        child = subprocess.Popen(
            [named or sys.executable, peer, str(tmp_path), str(port)], stdout=log, stderr=log
        )
    try:
        wait_until(lambda: child.poll() is not None or _listens(port), 60)
        assert child.poll() is None, (tmp_path / "pywb.log").read_text()[-2_000:]
        yield f"http://127.0.0.1:{port}/cc/cdx"
    finally:
        child.kill()
        child.wait()


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def test_a_real_pywb(pywb: str) -> None:
    crawl = (Crawl("pywb", pywb),)
    (missing,) = look_up("https://none.example.com/", Asker(), crawl, whole_host=False)
    assert missing.said == "not_found"
    (found,) = look_up(URL, Asker(), crawl, whole_host=False)
    assert (found.said, "captured at " in found.says) == ("found", True)
    assert len(list(look_up(URL, Asker(), crawl, whole_host=True))) == 2
    for whole_host in (False, True):
        (found,) = look_up("https://bücher.example/ü", Asker(), crawl, whole_host=whole_host)
        assert (found.said, "xn--bcher-kva.example/%C3%BC appears" in found.says) == ("found", True)
