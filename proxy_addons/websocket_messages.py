"""Turns what a client sends over a WebSocket into transmissions, one a message, and keeps mitmproxy from piling them up."""

from __future__ import annotations

from collections.abc import Awaitable

from mitmproxy.http import HTTPFlow
from mitmproxy.websocket import WebSocketMessage

from analysis.journal_format import Entry, encode_transmission
from analysis.records import Transmission, new_id
from analysis.redaction import redact
from proxy_addons.connections import Connections, Leg, as_datetime
from proxy_addons.http_messages import request_host, text_of
from proxy_addons.mqtt_password import PasswordMask
from proxy_addons.recorder import Recorder
from proxy_addons.sampling import kept
from proxy_addons.sensitive_names import SensitiveNames


class WebSocketJob:
    """One message on its way to the journal. Messages of one socket share its ``flow_id``; ``seen_at`` orders them."""

    __slots__ = ("_body", "_host", "_leg", "_names", "_seen_at", "_size", "_target", "_tls", "held")
    is_message = True

    def __init__(
        self, flow: HTTPFlow, message: WebSocketMessage, leg: Leg, host: str, names: SensitiveNames
    ) -> None:
        self._leg = leg
        self._names = names
        self._host = host
        self._target = flow.request.data.path
        self._tls = flow.client_conn.tls_established
        self._seen_at = message.timestamp
        self._body: bytes | None = message.content
        self._size = len(message.content)
        self.held = self._size

    def drop_body(self) -> None:
        """Let go of the body; its size stays."""
        self._body = None
        self.held = 0

    def entry(self, writer: str) -> Entry:
        """As an entry, redacted, without the names of sensitive hosts."""
        return encode_transmission(redact(self._names.reduce(self.transmission(writer))))

    def transmission(self, writer: str) -> Transmission:
        """As a record; headers and query are with the handshake, and would be found again in every message."""
        seen_at = as_datetime(self._seen_at)
        body = kept(without_password(self._body), None, self._leg.treatment.visibility)
        return Transmission(
            id=new_id(seen_at),
            flow_id=self._leg.flow_id,
            seen_at=seen_at,
            writer=writer,
            corpus=self._leg.corpus,
            protocol="websocket",
            visibility=body.visibility,
            scheme="wss" if self._tls else "ws",
            host=self._host,
            port=self._leg.port,
            path=text_of(self._target).partition("?")[0],
            body_sha256=body.sha256,
            body_size=self._size,
            body=body.data,
        )


def without_password(message: bytes | None) -> bytes | None:
    """A message in which the password of an MQTT CONNECT, where it is one, is masked."""
    if (
        message is None
        or message[:1] != b"\x10"
        or not any(name in message[:16] for name in (b"MQTT", b"MQIsdp"))
    ):
        return message
    return PasswordMask()(message)


class WebSocketMessages:
    """mitmproxy addon."""

    def __init__(self, recorder: Recorder, connections: Connections) -> None:
        self._recorder = recorder
        self._connections = connections
        self._names = SensitiveNames(connections.policy.never_intercept)

    def websocket_message(self, flow: HTTPFlow) -> Awaitable[None] | None:
        """A message, whole, in either direction."""
        assert flow.websocket is not None
        message = flow.websocket.messages[-1]
        flow.websocket.messages.clear()  # else they stay for as long as the socket
        leg = self._connections.leg_of(flow)
        if not message.from_client or leg is None or not leg.treatment.read:
            return None
        host = request_host(flow, leg)
        if self._connections.policy.passed_by_choice((host,)) is not None:
            return None
        return self._recorder.offer(WebSocketJob(flow, message, leg, host, self._names))
