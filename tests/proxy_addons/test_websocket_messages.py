"""WebSocket with a real client and server: each message is recorded, none piles up."""

from __future__ import annotations

import asyncio
import hashlib
import ssl

import websockets
from mitmproxy.test import tflow

from analysis.records import Visibility, utc_now
from proxy_addons.connections import Leg
from proxy_addons.never_intercept import load
from proxy_addons.sensitive_names import SensitiveNames
from proxy_addons.treatment import OPENED
from proxy_addons.websocket_messages import WebSocketJob
from tests.proxy_addons.peers import Origin, RunningProxy


def test_websocket_messages_are_recorded_one_by_one(proxy: RunningProxy, origin: Origin) -> None:
    async def talk() -> list[str | bytes]:
        trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
        address = f"http://phone:x@127.0.0.1:{proxy.port}"
        async with websockets.connect("wss://tracker.example/live?v=2", ssl=trust, proxy=address) as socket:
            replies = []
            for message in ('{"hr": 61}', b"\x00\x01", "x" * 2_000_000):
                await socket.send(message)
                replies.append(await socket.recv())
            return replies

    assert asyncio.run(talk()) == ["echo 10", "echo 2", "echo 2000000"]
    proxy.wait_for(transmissions=4, closed_flows=1)
    handshake, *messages = sorted(proxy.transmissions(), key=lambda item: item.seen_at)
    assert (handshake.method, handshake.response_status) == ("GET", 101)
    assert [(item.protocol, item.scheme, item.path, item.query) for item in messages] == [
        ("websocket", "wss", "/live", "")
    ] * 3
    assert [item.body_size for item in messages] == [10, 2, 2_000_000]
    assert messages[0].body == b'{"hr": 61}'
    assert messages[2].visibility == Visibility.SAMPLED
    assert messages[2].body_sha256 == hashlib.sha256(b"x" * 2_000_000).hexdigest()
    assert {item.flow_id for item in proxy.transmissions()} == {proxy.flows()[0].flow_id}


def test_a_path_of_any_bytes_loses_no_message() -> None:
    """As for the handshake itself: UTF-8 where it is, else byte by byte."""
    leg = Leg(flow_id="f", opened_at=utc_now(), host="a.example", port=443, treatment=OPENED)
    flow = tflow.twebsocketflow()
    assert flow.websocket is not None
    for raw, path in (
        (b"/caf\xe9/x?token=1", "/caf\xe9/x"),
        ("/café?q".encode(), "/caf\xe9"),
        (b"/plain", "/plain"),
    ):
        flow.request.data.path = raw
        job = WebSocketJob(flow, flow.websocket.messages[0], leg, "a.example", SensitiveNames(load()))
        assert job.transmission("proxy-0").path == path
        assert job.entry("proxy-0").kind == "transmission"
