"""Turns HTTP/1 and HTTP/2 requests into transmissions; bodies are streamed past where they are big."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from typing import Final

from mitmproxy.connection import Client
from mitmproxy.http import Headers, HTTPFlow

from analysis.journal_format import Entry, encode_transmission
from analysis.records import BODY_LIMIT, Transmission, new_id
from analysis.redaction import redact
from proxy_addons.body_tap import BodyTap
from proxy_addons.connections import Connections, Leg, as_datetime
from proxy_addons.recorder import Recorder
from proxy_addons.sampling import KeptBody, kept
from proxy_addons.sensitive_names import SensitiveNames

UNANSWERED_SECONDS: Final = 30.0  # a request that is not answered by then is recorded without a status
STREAM_ABOVE: Final = 1 << 16  # bytes of a response that are relayed as they come

_Fields = tuple[tuple[bytes, bytes], ...]


class HttpJob:
    """One request on its way to the journal: references only, everything else is done in the writer thread."""

    __slots__ = (
        "_authority", "_body", "_dropped", "_fields", "_leg", "_method", "_names", "_response", "_scheme", "_seen_at",
        "_status", "_tap", "_target", "_version", "held",
    )  # fmt: skip
    is_message = True

    def __init__(
        self, flow: HTTPFlow, leg: Leg, tap: BodyTap | None, host: str, names: SensitiveNames
    ) -> None:
        data = flow.request.data
        self._leg = leg
        self._names = names
        self._authority = host
        self._fields: _Fields = data.headers.fields
        self._method, self._scheme, self._target = data.method, data.scheme, data.path
        self._version = data.http_version
        self._seen_at = data.timestamp_start
        self._tap = tap
        self._body = data.content if tap is None else None
        self._dropped: int | None = None
        response = flow.response
        self._status = response.data.status_code if response is not None else None
        self._response: _Fields = response.data.headers.fields if response is not None else ()
        self.held = tap.held if tap is not None else len(self._body or b"")

    def drop_body(self) -> None:
        """Let go of the body; its size stays."""
        self._dropped = self._tap.size if self._tap is not None else len(self._body or b"")
        self._tap = self._body = None
        self.held = 0

    def entry(self, writer: str) -> Entry:
        """As an entry, redacted, without the names of sensitive hosts."""
        return encode_transmission(redact(self._names.reduce(self.transmission(writer))))

    def transmission(self, writer: str) -> Transmission:
        """As a record."""
        seen_at = as_datetime(self._seen_at)
        target = text_of(self._target)
        path, _, query = target.partition("?")
        visibility = self._leg.treatment.visibility
        body = kept(self._body, self._tap, visibility)
        if self._dropped is not None:
            body = KeptBody(visibility=visibility, size=self._dropped)
        content_type = next(
            (value for name, value in self._response if name.lower() == b"content-type"), None
        )
        return Transmission(
            id=new_id(seen_at),
            flow_id=self._leg.flow_id,
            seen_at=seen_at,
            writer=writer,
            corpus=self._leg.corpus,
            protocol="h2" if self._version == b"HTTP/2.0" else "http/1.1",
            visibility=body.visibility,
            method=text_of(self._method),
            scheme=text_of(self._scheme),
            host=self._authority,
            port=self._leg.port,
            path=path,
            query=query,
            request_headers=tuple((text_of(name), text_of(value)) for name, value in self._fields),
            body_sha256=body.sha256,
            body_size=body.size,
            body=body.data,
            response_status=self._status,
            response_type=text_of(content_type) if content_type is not None else None,
        )


class _Exchange:
    """A request under way."""

    __slots__ = ("complete_at", "flow", "host", "leg", "tap")

    def __init__(self, flow: HTTPFlow, leg: Leg, tap: BodyTap | None, host: str) -> None:
        self.flow, self.leg, self.tap, self.host = flow, leg, tap, host
        self.complete_at = 0.0  # monotonic; 0 while the request is still coming


class HttpMessages:
    """mitmproxy addon: a request is recorded when it is complete and its response begins, or else does not come."""

    def __init__(self, recorder: Recorder, connections: Connections) -> None:
        self._recorder = recorder
        self._connections = connections
        self._policy = connections.policy
        self._names = SensitiveNames(self._policy.never_intercept)
        self._under_way: dict[str, _Exchange] = {}

    def requestheaders(self, flow: HTTPFlow) -> None:
        """Find out whose it is, and set the tap: in ``request`` it would be too late."""
        connection = self._connections.by_client.get(flow.client_conn.id)
        if connection is None:
            return
        leg = connection.tunnel
        if leg is None:
            self._connections.identify(connection, flow)
            leg = self._connections.plain_leg(connection, flow)
        leg.requests += 1
        if leg.requests == 1 and leg.established_at is not None and connection.device is not None:
            self._policy.refusals.accept(connection.device.id, leg.sni or leg.host)
        size = _request_size(flow)
        is_big = size is None or size > BODY_LIMIT
        host = request_host(flow, leg)
        if not leg.treatment.read or self._policy.passed_by_choice((host,)) is not None:
            flow.request.stream = is_big
            return
        tap = BodyTap(whole=size is None) if is_big else None
        if tap is not None:
            flow.request.stream = tap
        self._under_way[flow.id] = _Exchange(flow, leg, tap, host)

    def request(self, flow: HTTPFlow) -> Awaitable[None] | None:
        """The request is complete."""
        exchange = self._under_way.get(flow.id)
        if exchange is None:
            return None
        exchange.complete_at = time.monotonic()
        return self._record(exchange) if flow.response is not None else None

    def responseheaders(self, flow: HTTPFlow) -> Awaitable[None] | None:
        """The response begins: its status and type are known. Its body is never kept."""
        if flow.response is not None:
            size = _content_length(flow.response.headers)
            flow.response.stream = size is None or size > STREAM_ABOVE
        exchange = self._under_way.get(flow.id)
        if exchange is None or not exchange.complete_at:
            return None
        return self._record(exchange)

    def error(self, flow: HTTPFlow) -> Awaitable[None] | None:
        """No response, or the client left. What never reached a server has not left the home: the flow alone says so."""
        exchange = self._under_way.get(flow.id)
        if exchange is None:
            return None
        server = flow.server_conn
        if server.timestamp_tcp_setup is None or (server.tls and not server.tls_established):
            del self._under_way[flow.id]
            return None
        return self._record(exchange)

    def client_disconnected(self, client: Client) -> None:
        """Record what is left of a connection."""
        for exchange in [item for item in self._under_way.values() if item.flow.client_conn is client]:
            self._record(exchange)

    def sweep(self, now: float) -> None:
        """Record requests that have waited too long for an answer; ``now`` is monotonic."""
        for exchange in list(self._under_way.values()):
            if exchange.complete_at and now - exchange.complete_at >= UNANSWERED_SECONDS:
                self._record(exchange)

    def _record(self, exchange: _Exchange) -> Awaitable[None] | None:
        del self._under_way[exchange.flow.id]
        job = HttpJob(exchange.flow, exchange.leg, exchange.tap, exchange.host, self._names)
        return self._recorder.offer(job)


def request_host(flow: HTTPFlow, leg: Leg) -> str:
    """The host that the request names, lower case: ``:authority``, else ``Host``, else where the connection goes."""
    authority = flow.request.data.authority
    raw = authority or next(
        (value for name, value in flow.request.data.headers.fields if name.lower() == b"host"), b""
    )
    host = raw.decode("ascii", "replace").strip().lower()
    if host.startswith("["):
        name = host[1:].partition("]")[0]
    else:
        name = host.partition(":")[0]
    return name or leg.name


def _content_length(headers: Headers) -> int | None:
    """The declared length in bytes, None where there is none that can be trusted."""
    for name, value in headers.fields:
        if name.lower() == b"content-length":
            return int(value) if value.isdigit() and len(value) < 16 else None
    return None


def _request_size(flow: HTTPFlow) -> int | None:
    """Bytes of the body to come, None where only its end will tell."""
    headers = flow.request.headers
    size = _content_length(headers)
    if size is None and flow.request.data.http_version != b"HTTP/2.0":
        return None if "transfer-encoding" in headers or "content-length" in headers else 0
    return size


def text_of(raw: bytes) -> str:
    """As UTF-8 where it is, else byte by byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
