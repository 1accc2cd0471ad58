"""The relay with real sockets: untouched and counted exactly."""

from __future__ import annotations

import base64
import socket
import threading

from analysis.records import Visibility
from tests.proxy_addons.peers import RunningProxy


def open_tunnel(proxy: RunningProxy, host: str) -> socket.socket:
    """CONNECT by hand, as the enrolled device."""
    raw = socket.create_connection(("127.0.0.1", proxy.port), 20)
    credentials = base64.b64encode(b"phone:x").decode()
    head = (
        f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\nProxy-Authorization: Basic {credentials}\r\n\r\n"
    )
    raw.sendall(head.encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):  # no byte further: what the server says may come at once
        answer += raw.recv(1)
    assert b" 200 " in answer
    return raw


def test_bytes_are_relayed_and_counted_exactly(proxy: RunningProxy) -> None:
    """A protocol that is neither TLS nor HTTP, as some apps speak through a proxy."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy.stop()
        proxy.origins["tracker.example"] = server.getsockname()[1]
        proxy.start()
        received = bytearray()

        def serve() -> None:
            peer, _ = server.accept()
            while len(received) < len(content) and (data := peer.recv(1 << 16)):
                received.extend(data)
            peer.sendall(b"r" * 54_321)
            peer.close()

        content = b"\x00\x01binary" * 100_000
        thread = threading.Thread(target=serve)
        thread.start()
        with open_tunnel(proxy, "tracker.example") as raw:
            raw.sendall(content)
            reply = b""
            while data := raw.recv(1 << 16):
                reply += data
        thread.join(20)
    assert bytes(received) == content
    assert reply == b"r" * 54_321
    proxy.wait_for(closed_flows=1)
    (flow,) = proxy.flows()
    assert (flow.bytes_out, flow.bytes_in) == (len(content), 54_321)
    assert (flow.visibility, flow.reason) == (Visibility.CLEARTEXT, "")
    assert b"".join(sent.body or b"" for sent in proxy.transmissions()) == content


def test_a_server_that_speaks_first_is_heard(proxy: RunningProxy) -> None:
    """SMTP and its like: the client waits for a greeting."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy.stop()
        proxy.origins["tracker.example"] = server.getsockname()[1]
        proxy.start()

        def serve() -> None:
            peer, _ = server.accept()
            peer.sendall(b"220 mail.example ready\r\n")
            peer.recv(100)
            peer.close()

        thread = threading.Thread(target=serve)
        thread.start()
        with open_tunnel(proxy, "tracker.example") as raw:
            assert raw.recv(100) == b"220 mail.example ready\r\n"
            raw.sendall(b"QUIT\r\n")
            assert raw.recv(100) == b""
        thread.join(20)
    proxy.wait_for(closed_flows=1)
    assert (proxy.flows()[0].bytes_out, proxy.flows()[0].bytes_in) == (6, 24)
