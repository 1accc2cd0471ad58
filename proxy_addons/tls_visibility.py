"""Decides, when a tunnel's first bytes are there, whether it is opened; and notices who did not accept our certificate."""

from __future__ import annotations

import re
import time
from typing import Final

from mitmproxy import exceptions
from mitmproxy.connection import Client
from mitmproxy.net.tls import starts_like_tls_record
from mitmproxy.proxy.layer import NextLayer
from mitmproxy.proxy.layers import ClientTLSLayer
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.proxy.layers.tls import parse_client_hello
from mitmproxy.tls import ClientHello, TlsData

from analysis.records import Visibility, utc_now
from proxy_addons.connections import ClientConnection, Connections, Leg
from proxy_addons.pass_through import CountingTCP
from proxy_addons.raw_messages import PRIVATE_PORTS
from proxy_addons.raw_stream import RecordedTCP
from proxy_addons.self_protection import parse_address
from proxy_addons.server_handshake import ServerHandshake
from proxy_addons.stream_bodies import Room
from proxy_addons.treatment import CLEARTEXT, NOT_HTTP, NOT_HTTP_INSIDE, OPENED, Treatment
from proxy_addons.upstream_certificate import upstream_certificate

MAX_HELD: Final = 4 << 20  # bytes of what servers send first, of all connections together
MAX_HELLO: Final = 1 << 16  # bytes; a ClientHello that is longer is none
AFTERTHOUGHT_SECONDS: Final = (
    5.0  # a client that checks after the handshake leaves at once; an idle one waits longer
)

_ALERT: Final = re.compile(r"(?:tlsv1|sslv3|tlsv13|ssl/tls) alert [a-z ]{1,60}")
HTTP1: Final = re.compile(
    rb"[A-Za-z]{3,20} [^\r\n ]{1,16384} HTTP/1\.[01]\r?\n"  # a whole request line
    rb"|(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [^\r\n]{0,16384}\Z"  # the beginning of one
)


class TlsVisibility:
    """mitmproxy addon. It must come before mitmproxy's own ``NextLayer`` and before ``Connections``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._policy = connections.policy
        self._room = Room(MAX_HELD)

    def next_layer(self, next_layer: NextLayer) -> None:
        """Called when the first bytes of a tunnel, or of what is inside TLS, are there."""
        connection = self._connections.by_client.get(next_layer.context.client.id)
        above = next_layer.context.layers[-1]
        if next_layer.layer is not None:
            return
        if connection is None or connection.tunnel is None:
            if isinstance(above, HttpStream):  # whose it is could not be found out: mitmproxy would open it
                next_layer.layer = CountingTCP(next_layer.context)
        elif isinstance(above, HttpStream):
            self._enter_tunnel(next_layer, connection, connection.tunnel)
        elif isinstance(above, ClientTLSLayer) and not _speaks_http(next_layer):
            self._enter_raw(next_layer, connection.tunnel)

    def _enter_raw(self, next_layer: NextLayer, leg: Leg) -> None:
        """Inside TLS, and no HTTP. mitmproxy's own relay would keep every message."""
        if leg.treatment is OPENED and leg.port not in PRIVATE_PORTS:
            next_layer.layer = leg.stream = RecordedTCP(next_layer.context)
        else:
            leg.treatment = NOT_HTTP_INSIDE
            next_layer.layer = CountingTCP(next_layer.context)

    def _enter_tunnel(self, next_layer: NextLayer, connection: ClientConnection, leg: Leg) -> None:
        data: bytes = next_layer.data_client()  # type: ignore[no-untyped-call]
        hello, is_tls = _client_hello(data)
        if is_tls and hello is None and len(data) < MAX_HELLO and not leg.treatment.anonymous:
            raise exceptions.AddonHalt  # wait for the rest of it
        self._connections.tunnel_starts(connection, pending=len(data))
        if hello is not None and not leg.treatment.anonymous:
            leg.sni = hello.sni.lower() if hello.sni else None
        is_http = HTTP1.match(data) is not None
        is_raw = bool(data) and not is_tls and not is_http and leg.port not in PRIVATE_PORTS
        wanted = OPENED if hello is not None else CLEARTEXT if is_http or is_raw else NOT_HTTP
        leg.treatment = self._policy.treat(connection.device, (leg.host, leg.sni or ""), utc_now(), wanted)
        if not leg.treatment.read:
            nameless = hello is not None and not leg.treatment.anonymous and _is_nameless(leg)
            handshake = ServerHandshake(self._room) if nameless else None
            leg.relay = CountingTCP(next_layer.context, handshake)
            next_layer.layer = leg.relay
        elif is_raw:
            next_layer.layer = leg.relay = leg.stream = RecordedTCP(next_layer.context)
        self._connections.announce(connection, leg)

    def tls_established_client(self, data: TlsData) -> None:
        """The handshake is done; a client may still leave now."""
        leg = self._tunnel(data)
        if leg is not None:
            leg.established_at = time.monotonic()
            leg.alpn = data.conn.alpn.decode("ascii", "replace") if data.conn.alpn else None

    def tls_failed_client(self, data: TlsData) -> None:
        """The client ended the handshake."""
        connection = self._connections.by_client.get(data.context.client.id)
        if connection is None or connection.tunnel is None:
            return
        reason = (
            f"the client closed the connection after our certificate: {client_words(data.conn.error or '')}"
        )
        if _is_nameless(connection.tunnel):
            connection.tunnel.upstream_certificate = upstream_certificate(data.context.server, utc_now())
        self._refuse(connection, connection.tunnel, reason)

    def tls_failed_server(self, data: TlsData) -> None:
        """The server's side cannot be opened by us (a private authority, a client certificate): let the device do it."""
        connection = self._connections.by_client.get(data.context.client.id)
        leg = connection.tunnel if connection is not None else None
        if connection is None or leg is None or connection.device is None or not leg.treatment.read:
            return
        reason = f"the server could not be opened: {_server_words(data.conn.error or '')}"
        key = leg.sni or leg.host
        self._policy.refusals.add(connection.device.id, key, reason, utc_now(), by_server=True)
        leg.treatment = Treatment(visibility=Visibility.NOT_OPENED, reason=reason, read=True)

    def client_disconnected(self, client: Client) -> None:
        """Established, and gone without a request: a certificate check after the handshake looks like this."""
        connection = self._connections.by_client.get(client.id)
        leg = connection.tunnel if connection is not None else None
        if connection is None or leg is None or leg.established_at is None or leg.requests:
            return
        if leg.treatment is not OPENED or connection.device is None:
            return
        if self._policy.refusals.is_proven(connection.device.id, leg.sni or leg.host):
            return  # a browser that connected beforehand and then did not need it
        if time.monotonic() - leg.established_at < AFTERTHOUGHT_SECONDS:
            self._refuse(
                connection,
                leg,
                "the client closed the connection after the handshake with our certificate, without a request",
            )

    def _refuse(self, connection: ClientConnection, leg: Leg, reason: str) -> None:
        if connection.device is None or not leg.treatment.read:
            return
        self._policy.refusals.add(connection.device.id, leg.sni or leg.host, reason, utc_now())
        leg.treatment = Treatment(visibility=Visibility.REFUSED, reason=reason)

    def _tunnel(self, data: TlsData) -> Leg | None:
        connection = self._connections.by_client.get(data.context.client.id)
        return connection.tunnel if connection is not None else None


def _is_nameless(leg: Leg) -> bool:
    """Whether a device has named a server by its address alone."""
    return not leg.sni and parse_address(leg.host) is not None


def _client_hello(data: bytes) -> tuple[ClientHello | None, bool]:
    """(the ClientHello where it is complete, whether it looks like TLS at all)."""
    if not starts_like_tls_record(data):
        return None, False
    try:
        return parse_client_hello(data), True
    except ValueError:
        return None, False


def _speaks_http(next_layer: NextLayer) -> bool:
    """ALPN or the first bytes say HTTP."""
    alpn = next_layer.context.client.alpn
    if alpn in (b"h2", b"http/1.1", b"http/1.0"):
        return True
    return HTTP1.match(next_layer.data_client()) is not None  # type: ignore[no-untyped-call]


def client_words(error: str) -> str:
    """What mitmproxy says of a failed handshake with a client, without the host's name."""
    alert = _ALERT.search(error)
    if alert:
        return alert[0].strip()
    if "disconnected during the handshake" in error or error == "connection closed":
        return "in the middle of the handshake"
    if "cannot agree on a TLS version" in error:
        return "no common TLS version"
    return "without saying why"


def _server_words(error: str) -> str:
    if "verify failed" in error:
        return (
            error[error.index("Certificate verify failed") :][:120]
            if "Certificate" in error
            else "verify failed"
        )
    alert = _ALERT.search(error)
    return alert[0].strip() if alert else "its TLS handshake failed"
