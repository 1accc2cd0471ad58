"""Turns what a device sends over an opened connection that is no HTTP into transmissions: MQTT packets and other bytes."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Final

from mitmproxy.connection import Client
from mitmproxy.tcp import TCPFlow

from analysis.journal_format import Entry, encode_transmission
from analysis.records import Transmission, Visibility, new_id
from analysis.redaction import redact
from proxy_addons.connections import Connections, Leg, as_datetime
from proxy_addons.mqtt_password import PasswordMask
from proxy_addons.raw_stream import SHOWN
from proxy_addons.recorder import Recorder
from proxy_addons.sampling import kept
from proxy_addons.sensitive_names import SensitiveNames

PRIVATE_PORTS: Final = frozenset(
    {
        20,
        21,
        22,
        25,
        110,
        119,
        143,
        465,
        563,
        587,
        989,
        990,
        993,
        995,
        2525,
        4190,  # files, remote log-in, mail, news
        5060,
        5061,
        5222,
        5223,
        5228,
        5229,
        5230,
        5269,
        6667,
        6697,  # calls, push, chat
    }
)  # fmt: skip  conversations between people, and log-ins: relayed unread


class RawJob:
    """What was read at once of a connection on its way to the journal."""

    __slots__ = ("_body", "_leg", "_names", "_protocol", "_seen_at", "_size", "_tls", "held")
    is_message = True

    def __init__(
        self, stream: _Stream, names: SensitiveNames, seen_at: float, body: bytes | None, size: int
    ) -> None:
        self._leg, self._protocol, self._tls = stream.leg, stream.protocol, stream.tls
        self._names, self._seen_at = names, seen_at
        self._body, self._size = body, size
        self.held = len(body or b"")

    def drop_body(self) -> None:
        """Let go of the body; its size stays."""
        self._body = None
        self.held = 0

    def entry(self, writer: str) -> Entry:
        """As an entry, redacted, without the names of sensitive hosts."""
        return encode_transmission(redact(self._names.reduce(self.transmission(writer))))

    def transmission(self, writer: str) -> Transmission:
        """As a record. Without a body: what came after the bytes that are read, as one size."""
        seen_at = as_datetime(self._seen_at)
        body = kept(self._body, None, self._leg.treatment.visibility)
        plain = "mqtt" if self._protocol == "mqtt" else "tcp"
        return Transmission(
            id=new_id(seen_at),
            flow_id=self._leg.flow_id,
            seen_at=seen_at,
            writer=writer,
            corpus=self._leg.corpus,
            protocol=self._protocol,
            visibility=body.visibility if body.data is not None else Visibility.SAMPLED,
            scheme={"mqtt": "mqtts", "tcp": "tls"}[plain] if self._tls else plain,
            host=self._leg.name,
            port=self._leg.port,
            body_sha256=body.sha256,
            body_size=self._size,
            body=body.data,
        )


class _Stream:
    """One connection: its protocol is told by its first bytes."""

    __slots__ = ("leg", "mask", "protocol", "shown", "tls")

    def __init__(self, leg: Leg, protocol: str, tls: bool) -> None:
        self.leg, self.protocol, self.tls = leg, protocol, tls
        self.mask = PasswordMask() if protocol == "mqtt" else None
        self.shown = 0


class RawMessages:
    """mitmproxy addon. It must come before ``Connections``, which forgets a connection when it ends."""

    def __init__(self, recorder: Recorder, connections: Connections) -> None:
        self._recorder = recorder
        self._connections = connections
        self._names = SensitiveNames(connections.policy.never_intercept)
        self._streams: dict[str, _Stream] = {}

    def tcp_message(self, flow: TCPFlow) -> Awaitable[None] | None:
        """What a device has sent, as it was read from the connection."""
        message = flow.messages[-1]
        stream = self._streams.get(flow.client_conn.id) or self._begin(flow, message.content)
        if not message.from_client or stream is None or not stream.leg.treatment.read:
            return None
        body = message.content
        stream.shown += len(body)
        if stream.mask is not None:
            body = stream.mask(body)
        return self._recorder.offer(RawJob(stream, self._names, message.timestamp, body, len(body)))

    def _begin(self, flow: TCPFlow, first: bytes) -> _Stream | None:
        connection = self._connections.by_client.get(flow.client_conn.id)
        leg = connection.tunnel if connection is not None else None
        if connection is None or leg is None:
            return None
        leg.requests += 1  # bytes inside TLS prove that the client took our certificate
        if leg.established_at is not None and connection.device is not None:
            self._connections.policy.refusals.accept(connection.device.id, leg.sni or leg.host)
        stream = _Stream(leg, protocol_of(first), flow.client_conn.tls_established)
        self._streams[flow.client_conn.id] = stream
        return stream

    def client_disconnected(self, client: Client) -> None:
        """What came after the bytes that are read is told as one size."""
        stream = self._streams.pop(client.id, None)
        if stream is None or not stream.leg.treatment.read or stream.leg.stream is None:
            return
        rest = stream.leg.stream.sent - stream.shown
        if rest > 0 and stream.shown >= SHOWN:
            ended = client.timestamp_end or client.timestamp_start or 0.0
            self._recorder.offer(RawJob(stream, self._names, ended, None, rest))


def protocol_of(first: bytes) -> str:
    """``mqtt`` where a connection begins with CONNECT (OASIS MQTT 3.1.1 and 5, section 3.1), else ``raw``."""
    names = (b"\x00\x04MQTT", b"\x00\x06MQIsdp")
    return "mqtt" if first[:1] == b"\x10" and any(first.find(name, 2, 12) >= 2 for name in names) else "raw"
