"""After visits to sensitive sites, through the proxy and to others that are told of them, no file holds such a name."""

from __future__ import annotations

import asyncio
import gzip
import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import websockets
from websockets.typing import Origin

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.devices import Mode
from analysis.settings import Home
from tests.proxy_addons.household import REPOSITORY
from tests.proxy_addons.peers import Authority, RunningProxy, enrol, free_port
from tests.proxy_addons.peers import Origin as Peer

CRISIS, CLINIC, AWAY = "lifeline.samaritans.org", "clinic.mayoclinic.org", "www.samaritans.org"
PAGE = f"https://{CRISIS}/how-to-talk?step=2"
WORDS = (b"samaritans", b"clinic.mayoclinic", b"how-to-talk")  # the catalogue itself names mayoclinic.org


@pytest.fixture(params=["open", "observe"])
def proxy(
    request: pytest.FixtureRequest, tmp_path: Path, authority: Authority, origin: Peer, plain_origin: Peer
) -> Iterator[RunningProxy]:
    home = Home.open(tmp_path / "home", kind="demo")
    mode: Mode = request.param
    enrol(home, mode=mode)
    targets = {
        "tracker.example": origin.port,
        "plain.example": plain_origin.port,
        CRISIS: plain_origin.port,
        CLINIC: origin.port,
        AWAY: free_port(),  # nobody listens there
    }
    running = RunningProxy(home=home, origin_ca=authority.pem, origins=targets).start()
    yield running
    running.stop()


def visits(proxy: RunningProxy, *, opened: bool) -> None:
    """All the ways by which such a name may come by."""
    body = json.dumps({"lat": 52.520008, "lon": 13.404954, "page": {"url": PAGE, "host": CRISIS}})
    form = f"lat=52.520008&dl={quote(PAGE, safe='')}&dh={CRISIS}"
    packed = gzip.compress(body.encode(), mtime=0)
    proxy.curl(f"http://{CRISIS}/how-to-talk", "-d", "talk=1")
    proxy.curl("-k", f"https://{CLINIC}/how-to-talk", trusting=False)
    proxy.curl(f"http://{AWAY}/how-to-talk", f"https://{AWAY}/how-to-talk", check=False)
    for target in ("https://tracker.example", "http://plain.example"):
        trusting = opened or target.startswith("http:")

        def send(*arguments: str, stdin: bytes = b"", trusting: bool = trusting) -> None:
            proxy.curl(*arguments, stdin=stdin, trusting=trusting)

        send("-e", PAGE, "-A", f"App ({PAGE})", f"{target}/x?dl={quote(PAGE, safe='')}")
        send("--json", body, f"{target}/json")
        send("-d", form, f"{target}/form")
        send("-H", "Content-Encoding: gzip", "--data-binary", "@-", f"{target}/gzip", stdin=packed)
        send("-F", f"page={PAGE}", "-F", "lat=52.52", f"{target}/parts")
        proxy.curl("-H", f"Host: {CRISIS}", f"{target}/other-host", check=False, trusting=trusting)


async def talk(proxy: RunningProxy) -> None:
    """A WebSocket to another host that tells of the page."""
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    address = f"http://phone:x@127.0.0.1:{proxy.port}"
    target = "wss://tracker.example/live"
    async with websockets.connect(
        target, ssl=trust, proxy=address, origin=Origin(f"https://{CRISIS}")
    ) as socket:
        for message in (json.dumps({"page": PAGE, "heart_rate": 61}), PAGE.encode()):
            await socket.send(message)
            await socket.recv()


def run(proxy: RunningProxy, *arguments: str) -> bytes:
    command = [sys.executable, "-m", "analysis", *arguments, "--home", str(proxy.home.root)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, timeout=120, check=False)
    return done.stdout + done.stderr


def test_no_file_and_no_line_holds_a_sensitive_name(
    proxy: RunningProxy, request: pytest.FixtureRequest
) -> None:
    opened = request.node.callspec.params["proxy"] == "open"
    visits(proxy, opened=opened)
    asyncio.run(talk(proxy))
    said = proxy.stop()
    analyst = Analyst(proxy.home, catalogue.load())
    while analyst.step():
        continue
    analyst.close()
    assert analyst.failed == 0
    told = {
        "what the proxy said": said.encode(),
        "evidence": run(proxy, "export", "csv"),
        "verify": run(proxy, "verify"),
        "doctor": run(proxy, "doctor"),
        **{str(path): path.read_bytes() for path in proxy.home.root.rglob("*") if path.is_file()},
    }
    assert len(told) > 8
    for place, content in told.items():
        for word in WORDS:
            assert word not in content.lower(), f"{word!r} in {place}"
    flows, messages = proxy.flows(), proxy.transmissions()
    assert {flow.host for flow in flows} >= {"category:crisis_lines", "category:health", "tracker.example"}
    if not opened:
        assert messages == []
        return
    bodies = [message.body or b"" for message in messages]
    assert (
        sum(b"52.52" in body for body in bodies) == 6
    )  # what else was said stays: JSON, form and parts, both ways
    assert sum(b"category:crisis_lines" in body for body in bodies) >= 8
    assert sum(message.path == "/gzip" and message.body is None for message in messages) == 2
    assert b"location.precise" in told["evidence"]
