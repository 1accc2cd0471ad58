"""WebSocket with a real client and server: each message is recorded, none piles up."""

from __future__ import annotations

import asyncio
import hashlib
import ssl

import websockets

from analysis.records import Visibility
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
