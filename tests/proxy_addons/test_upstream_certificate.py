"""Servers that a device names by their address alone, through the real proxy: the certificate says whose they are."""

from __future__ import annotations

import base64
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from mitmproxy.certs import Cert
from mitmproxy.test import tflow

from analysis.records import Certificate, Flow, Visibility
from proxy_addons.importers.mitmproxy_flows import IMPORTER
from proxy_addons.upstream_certificate import upstream_certificate
from tests.proxy_addons.certificates import START, authority
from tests.proxy_addons.importers.test_mitmproxy_flows import write
from tests.proxy_addons.peers import Origin, RunningProxy, enrol

ADDRESS = "127.0.0.1"
NAMES = ("*.a.example", "a.example")


@pytest.fixture
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Origin]:
    """A server whose certificate has these names."""
    names: tuple[str, ...] = getattr(request, "param", NAMES)
    leaf = tmp_path / "leaf.pem"
    key = authority().leaf_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    leaf.write_bytes(key + authority().leaf(names).public_bytes(serialization.Encoding.PEM))
    peer = Origin(leaf)
    yield peer
    peer.close()


def exchange(
    proxy: RunningProxy,
    server: Origin,
    user: str,
    *,
    name: str | None = None,
    version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2,
) -> None:
    """One request by TLS to the bare address, or less where the other side does not want it."""
    raw = socket.create_connection(("127.0.0.1", proxy.port), 20)
    credentials = base64.b64encode(f"{user}:x".encode()).decode()
    target = f"{ADDRESS}:{server.port}"
    raw.sendall(
        f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\nProxy-Authorization: Basic {credentials}\r\n\r\n".encode()
    )
    assert b"200" in raw.recv(4096)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode, context.maximum_version = False, ssl.CERT_NONE, version
    try:
        with context.wrap_socket(raw, server_hostname=name) as tls:
            tls.sendall(b"GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n")
            tls.recv(4096)
    except OSError:
        raw.close()


def known(proxy: RunningProxy, server: Origin, user: str, mode: str = "observe") -> None:
    """A device is enrolled, and the address leads to the server."""
    enrol(proxy.home, user, mode)  # type: ignore[arg-type]
    proxy.extra = ["--allow-target", f"{ADDRESS}:{server.port}"]
    proxy.restart()


def test_what_is_passed_through_says_its_certificate(proxy: RunningProxy, server: Origin) -> None:
    known(proxy, server, "tablet")
    exchange(proxy, server, "tablet")
    proxy.wait_for(closed_flows=1)
    (flow,) = proxy.flows()
    assert (flow.host, flow.sni, flow.visibility) == (ADDRESS, None, Visibility.NOT_OPENED)
    assert flow.certificate == Certificate(names=NAMES)
    assert (flow.bytes_in or 0) > 500


def test_what_names_its_server_is_not_looked_at_nor_what_is_encrypted(
    proxy: RunningProxy, server: Origin
) -> None:
    known(proxy, server, "tablet")
    exchange(proxy, server, "tablet", name="b.example")
    exchange(proxy, server, "tablet", version=ssl.TLSVersion.TLSv1_3)
    exchange(proxy, server, "stranger")
    proxy.wait_for(closed_flows=2)
    named, newer = (flow for flow in proxy.flows() if flow.addresses)
    assert (named.host, named.certificate) == ("b.example", None)
    assert (newer.host, newer.certificate) == (ADDRESS, None)
    assert b"a.example" not in proxy.on_disk()


def test_what_cannot_be_opened_is_known_from_the_second_time_on(proxy: RunningProxy, server: Origin) -> None:
    known(proxy, server, "laptop", "open")
    for _ in range(2):
        exchange(proxy, server, "laptop")
    proxy.wait_for(closed_flows=2)
    first, second = proxy.flows()
    assert "the server could not be opened" in first.reason
    assert second.certificate == Certificate(names=NAMES)


@pytest.mark.parametrize("server", [("www.samaritans.org", "a.example")], indirect=True)
def test_a_sensitive_name_is_its_category(proxy: RunningProxy, server: Origin) -> None:
    known(proxy, server, "tablet")
    exchange(proxy, server, "tablet")
    proxy.wait_for(closed_flows=1)
    (flow,) = proxy.flows()
    assert (flow.host, flow.port, flow.upstream, flow.certificate) == ("category:crisis_lines", 0, None, None)
    assert b"samaritans" not in proxy.on_disk()


def test_the_certificates_of_mitmproxy(tmp_path: Path) -> None:
    server = tflow.tserver_conn()
    server.certificate_list = []
    assert upstream_certificate(server, START) is None
    chain = [authority().leaf(NAMES), authority().intermediate]
    server.certificate_list = [Cert(one) for one in chain]
    assert upstream_certificate(server, START) == Certificate(names=NAMES)


def test_a_flow_file_tells_the_certificate_where_nothing_names_the_server(tmp_path: Path) -> None:
    flows = [tflow.ttcpflow(), tflow.ttcpflow()]
    for flow, name in zip(flows, (None, "b.example"), strict=True):
        flow.client_conn.sni, flow.server_conn.address = name, (ADDRESS, 443)
        flow.server_conn.certificate_list = [Cert(authority().leaf(NAMES))]
        flow.client_conn.timestamp_start = START.timestamp()
    read = [item for item in IMPORTER.read(write(tmp_path, *flows), "scan", "") if isinstance(item, Flow)]
    assert [(flow.host, flow.certificate) for flow in read] == [
        (ADDRESS, Certificate(names=NAMES)),
        ("b.example", None),
    ]
    assert read[0].opened_at == datetime.fromtimestamp(START.timestamp(), UTC)
