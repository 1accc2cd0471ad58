"""Clients that refuse, leave or cannot be opened are noticed, and their traffic goes on."""

from __future__ import annotations

import base64
import socket
import ssl
from pathlib import Path

import pytest
from mitmproxy.options import Options
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layer import NextLayer
from mitmproxy.proxy.layers import TCPLayer
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.test import tflow

from analysis.device_decisions import forget
from analysis.devices import DeviceDirectory, decisions
from analysis.records import Visibility
from proxy_addons.connections import Connections
from proxy_addons.pass_through import CountingTCP
from proxy_addons.tls_visibility import HTTP1, TlsVisibility, client_words
from tests.proxy_addons.peers import Authority, Origin, RunningProxy, wait_until


def test_what_refused_is_not_remembered_of_a_forgotten_device(proxy: RunningProxy, origin: Origin) -> None:
    proxy.curl("https://pinned.example/secret", trusting=False, check=False)
    remembered = proxy.home.root / "refused.json"
    wait_until(lambda: remembered.exists() and "pinned.example" in remembered.read_text())
    forget(proxy.home, "phone")
    wait_until(lambda: "pinned.example" not in remembered.read_text())
    before = remembered.read_text()
    proxy.stop()
    assert remembered.read_text() == before
    old = f'{{"refusals": [{{"device": "{phone_of(proxy)}", "host": "pinned.example", "since": "2026-11-22T07:00:00Z",'
    remembered.write_text(old + ' "until": "2036-11-22T07:00:00Z", "times": 1, "reason": "x"}]}')
    proxy.start()  # while nothing ran, somebody forgot it
    wait_until(lambda: "pinned.example" not in remembered.read_text())


def phone_of(proxy: RunningProxy) -> str:
    (found,) = DeviceDirectory(decisions(proxy.home)).everyone()
    return found.id


def test_a_client_that_refuses_is_passed_through_from_then_on(proxy: RunningProxy, origin: Origin) -> None:
    refused = proxy.curl("https://pinned.example/secret", trusting=False, check=False)
    assert refused.returncode == 60
    for _ in range(2):
        reply = proxy.curl("--http1.1", "-d", "x" * 5000, "https://pinned.example/secret", trusting=False)
        assert reply.stdout == b'{"ok": true}'
    proxy.wait_for(closed_flows=3)
    attempt, *passed = proxy.flows()
    assert attempt.visibility == Visibility.REFUSED
    assert "unknown ca" in attempt.reason
    for flow in passed:
        assert (flow.visibility, flow.host, flow.sni) == (
            Visibility.REFUSED,
            "pinned.example",
            "pinned.example",
        )
        assert "passed through since" in flow.reason
        assert 5000 < (flow.bytes_out or 0) < 8000
        assert 500 < (flow.bytes_in or 0) < 8000
    assert proxy.transmissions() == []
    proxy.restart()  # a restart remembers
    proxy.curl("https://pinned.example/secret", trusting=False)
    proxy.curl("--http1.1", "https://tracker.example/other")  # other hosts are not affected
    proxy.wait_for(transmissions=1, closed_flows=5)
    assert [item.host for item in proxy.transmissions()] == ["tracker.example"]


def test_a_client_that_leaves_after_the_handshake_is_refused_as_well(
    proxy: RunningProxy, origin: Origin
) -> None:
    def open_tunnel(running: RunningProxy, host: str) -> socket.socket:
        raw = socket.create_connection(("127.0.0.1", running.port))
        credentials = base64.b64encode(b"phone:x").decode()
        raw.sendall(
            f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\nProxy-Authorization: Basic {credentials}\r\n\r\n".encode()
        )
        assert b"200" in raw.recv(4096)
        return raw

    trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
    with trust.wrap_socket(open_tunnel(proxy, "pinned.example"), server_hostname="pinned.example"):
        pass
    proxy.wait_for(closed_flows=1)
    (flow,) = proxy.flows()
    assert flow.visibility == Visibility.REFUSED
    assert "without a request" in flow.reason
    assert proxy.curl("https://pinned.example/", trusting=False).returncode == 0


def test_after_the_certificate_was_installed_earlier_refusals_are_tried_again(
    proxy: RunningProxy, origin: Origin
) -> None:
    proxy.curl("https://pinned.example/", trusting=False, check=False)
    proxy.curl("https://tracker.example/", trusting=True)
    proxy.curl("https://pinned.example/now", trusting=True)
    proxy.wait_for(transmissions=2)
    assert [item.host for item in proxy.transmissions()] == ["tracker.example", "pinned.example"]


def test_a_server_that_we_cannot_verify_is_left_to_the_device(
    proxy: RunningProxy, tmp_path: Path, authority: Authority
) -> None:
    folder = tmp_path / "private"
    folder.mkdir()
    private = Authority(folder)
    peer = Origin(private.leaf)
    proxy.stop()
    proxy.origins["pinned.example"] = peer.port
    proxy.start()
    try:
        proxy.curl("https://pinned.example/", check=False)
        command = proxy.curl("--cacert", str(private.pem), "-d", "x", "https://pinned.example/")
        assert command.returncode == 0
        proxy.wait_for(closed_flows=2)
    finally:
        peer.close()
    first, second = proxy.flows()
    assert first.visibility == second.visibility == Visibility.NOT_OPENED
    assert "the server could not be opened" in first.reason
    assert "passed through since" in second.reason
    assert proxy.transmissions() == []  # what never reached the server has not left


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST /v1?a=b HTTP/1.0\n", b"GET /a/long/beginn", b"PROPFIND /x HTTP/1.1\r\n",
    ],
)  # fmt: skip
def test_http_is_recognised(data: bytes) -> None:
    assert HTTP1.match(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"NICK me\r\nUSER x\r\n", b"EHLO there\r\n",
        b"\x10\x0c\x00\x04MQTT", b"\x16\x03\x01\x02\x00", b"GE", b"* OK IMAP ready\r\n", b"A" * 100_000,
    ],
)  # fmt: skip
def test_other_protocols_are_not_taken_for_http(data: bytes) -> None:
    assert not HTTP1.match(data)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("The client does not trust the proxy's certificate for secret.example (tlsv1 alert unknown ca)",
         "tlsv1 alert unknown ca"),
        ("OpenSSL Error([('SSL routines', '', 'ssl/tls alert certificate unknown')])", "ssl/tls alert certificate unknown"),
        ("The client disconnected during the handshake. If this happens consistently for secret.example, ...",
         "in the middle of the handshake"),
        ("something about secret.example", "without saying why"),
        ("", "without saying why"),
    ],
)  # fmt: skip
def test_what_was_observed_is_said_without_the_host(error: str, words: str) -> None:
    assert client_words(error) == words


@pytest.mark.parametrize("layer", [HttpStream, None])
def test_a_tunnel_that_is_nobodys_is_relayed_unopened(layer: type[HttpStream] | None) -> None:
    """Where its client could not be looked up nothing says that it may be opened, and mitmproxy's default is to open."""
    connections = Connections(None, None, lambda: DeviceDirectory(()), {}, None)  # type: ignore[arg-type]
    context = Context(tflow.tclient_conn(), Options())
    _ = HttpStream(context, 1) if layer else TCPLayer(context)  # each puts itself below what is there
    asked = NextLayer(context)
    TlsVisibility(connections).next_layer(asked)
    assert isinstance(asked.layer, CountingTCP) == (layer is not None)
