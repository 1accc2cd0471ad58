"""Turns mitmproxy's flows, as read from a file, into transmissions and flows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mitmproxy.connection import Client
from mitmproxy.dns import DNSFlow
from mitmproxy.flow import Flow as MitmFlow
from mitmproxy.http import Headers, HTTPFlow
from mitmproxy.tcp import TCPFlow
from mitmproxy.udp import UDPFlow

from analysis.host_names import normalise_host
from analysis.import_records import (
    Body,
    ImportedFile,
    body_missing,
    body_of,
    encodable,
    open_file,
    protocol_name,
    utc_time,
)
from analysis.records import Address, Flow, SocketPair, Transmission, Visibility
from analysis.units import Notice
from proxy_addons.flow_files import read_flows
from proxy_addons.upstream_certificate import upstream_certificate

_REPLAYED: Final = "sent by mitmproxy (a replay or an injected message), not by the device"
_Records = Iterator[Transmission | Flow | Notice]


def records(path: Path, corpus: str, device: str) -> _Records:
    """Every message of the file that a device sent; ``message`` is the number of the flow, from 0."""
    written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return _Reader(open_file(path, corpus, "import-mitmproxy"), device, written_at).records(path)


class _Reader:
    """One pass over a flow file."""

    def __init__(self, file: ImportedFile, device: str, written_at: datetime) -> None:
        self._file = file
        self._written_at = written_at
        self._device = device
        self._flows: dict[tuple[str, str, int], str] = {}
        self._left_out: Counter[str] = Counter()

    def records(self, path: Path) -> _Records:
        """Flows, transmissions and notices in the order of the file."""
        for index, flow in enumerate(read_flows(path)):
            if isinstance(flow, str):
                yield Notice(message=index, text=f"flow {index}: {flow}; left out")
                continue
            try:
                found = list(self._one(index, flow))
            except Exception as error:  # noqa: BLE001  fields of any type can stand in a stranger's file
                text = f"flow {index}: cannot be read ({type(error).__name__}: {str(error)[:80]!r}); left out"
                yield Notice(message=index, text=text)
            else:
                yield from found
        for reason, count in self._left_out.items():
            yield Notice(text=f"{count} {'message' if count == 1 else 'messages'} left out: {reason}")

    def _one(self, index: int, flow: MitmFlow) -> _Records:
        if _when(flow) is None:
            guess = "the time at which the file was last written stands in"
            yield Notice(message=index, text=f"flow {index}: no usable time; {guess}")
        if flow.is_replay == "request":
            self._left_out[_REPLAYED] += 1
        elif isinstance(flow, HTTPFlow) and flow.request.method != "CONNECT":
            yield from self._http(index, flow)
        else:
            yield self._other(index, flow)

    def _http(self, index: int, flow: HTTPFlow) -> _Records:
        request = flow.request
        encrypted = request.scheme in ("https", "wss") or flow.client_conn.tls_established
        readable = Visibility.OPENED if encrypted else Visibility.CLEARTEXT
        host = encodable(request.pretty_host or request.host).lower().rstrip(".")
        key = (flow.client_conn.id, host, request.port)
        if key not in self._flows:
            opened = self._flow(index, flow, host, request.port, readable)
            self._flows[key] = opened.flow_id
            yield opened
        transmission = self._transmission(index, flow, host, self._flows[key], readable)
        yield transmission
        if flow.websocket is not None:
            yield from self._frames(index, flow, transmission, readable)

    def _transmission(
        self, index: int, flow: HTTPFlow, host: str, flow_id: str, readable: Visibility
    ) -> Transmission:
        request, response = flow.request, flow.response
        seen_at = utc_time(request.timestamp_start) or _when(flow) or self._written_at
        path, _, query = _text(request.data.path).partition("?")
        body = _body(flow, readable)
        return Transmission(
            id=self._file.new_id(seen_at, index),
            flow_id=flow_id,
            seen_at=seen_at,
            writer=self._file.writer,
            corpus=self._file.corpus,
            protocol=protocol_name(request.http_version),
            visibility=body.visibility,
            method=encodable(request.method).upper(),
            scheme=encodable(request.scheme).lower()
            or ("https" if readable is Visibility.OPENED else "http"),
            host=host,
            port=request.port,
            path=path or "/",
            query=query.partition("#")[0],
            request_headers=_pairs(request.headers),
            body=body.data,
            body_size=body.size,
            body_sha256=body.sha256,
            response_status=response.status_code if response is not None and response.status_code else None,
            response_type=_content_type(response.headers) if response is not None else None,
            source=self._file.source(index),
        )

    def _frames(
        self, index: int, flow: HTTPFlow, handshake: Transmission, readable: Visibility
    ) -> Iterator[Transmission]:
        """The WebSocket messages that were sent; headers and query are the handshake's and not told again."""
        assert flow.websocket is not None
        for part, message in enumerate(flow.websocket.messages):
            if message.from_client and message.injected:
                self._left_out[_REPLAYED] += 1
            if not message.from_client or message.injected:
                continue
            seen_at = utc_time(message.timestamp) or handshake.seen_at
            content = message.content  # text where it comes from a file of version 7 or older
            body = body_of(content.encode() if isinstance(content, str) else content, readable)
            yield Transmission(
                id=self._file.new_id(seen_at, index, part),
                flow_id=handshake.flow_id,
                seen_at=seen_at,
                writer=self._file.writer,
                corpus=self._file.corpus,
                protocol="websocket",
                visibility=body.visibility,
                scheme="wss" if readable is Visibility.OPENED else "ws",
                host=handshake.host,
                port=handshake.port,
                path=handshake.path,
                body=body.data,
                body_size=body.size,
                body_sha256=body.sha256,
                source=self._file.source(index, part),
            )

    def _other(self, index: int, flow: MitmFlow) -> Flow:
        """A flow whose content this project does not read: who, where to and when."""
        address = flow.server_conn.address or ("", 0)
        host, port = (flow.client_conn.sni or str(address[0])).lower(), int(address[1])
        return self._flow(index, flow, host, port, Visibility.METADATA_ONLY)

    def _flow(self, index: int, flow: MitmFlow, host: str, port: int, visibility: Visibility) -> Flow:
        client, server = flow.client_conn, flow.server_conn
        opened_at = utc_time(client.timestamp_start) or _when(flow) or self._written_at
        is_http = isinstance(flow, HTTPFlow)
        nameless = not client.sni and normalise_host(host) is None
        return Flow(
            flow_id=self._file.new_id(opened_at, index, kind="flow"),
            opened_at=opened_at,
            closed_at=utc_time(client.timestamp_end),
            writer=self._file.writer,
            corpus=self._file.corpus,
            addresses=self._addresses(client),
            transport="udp" if isinstance(flow, (UDPFlow, DNSFlow)) else client.transport_protocol,
            client=_pair(client.peername, client.sockname),
            upstream=_pair(server.sockname, server.peername),
            host=host,
            port=port,
            sni=client.sni or None,
            alpn=_text(client.alpn) if client.alpn else None,
            certificate=upstream_certificate(server, opened_at) if nameless else None,
            visibility=visibility,
            reason="" if is_http else _reason(flow),
            source=self._file.source(index),
        )

    def _addresses(self, client: Client) -> tuple[Address, ...]:
        if self._device:
            return (Address(kind="name", value=self._device),)
        ip = str(client.peername[0]) if client.peername else ""
        return (Address(kind="ip", value=ip),) if ip else ()


def _reason(flow: MitmFlow) -> str:
    if isinstance(flow, DNSFlow):
        names = ", ".join(question.name for question in flow.request.questions[:8])
        return f"DNS question: {names}" if names else "DNS"
    if isinstance(flow, (TCPFlow, UDPFlow)):
        return "no HTTP: its content is not read"
    return "a tunnel that was not opened"


def _body(flow: HTTPFlow, readable: Visibility) -> Body:
    """As sent, whatever the content encoding says; a body that mitmproxy streamed past is absent."""
    raw = flow.request.raw_content
    length = flow.request.headers.get("content-length", "").strip()
    declared = int(length) if length.isascii() and length.isdigit() and len(length) < 19 else None
    if raw or (raw is not None and not declared):
        return body_of(raw, readable)
    return body_missing(flow.request.method, declared, readable)


def _when(flow: MitmFlow) -> datetime | None:
    started = flow.request.timestamp_start if isinstance(flow, HTTPFlow) else None
    times = (started, flow.client_conn.timestamp_start, flow.timestamp_created)
    return next((at for at in map(utc_time, times) if at is not None), None)


def _content_type(headers: Headers) -> str | None:
    given = headers.get("content-type")
    return encodable(given) if given is not None else None


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(value)) for name, value in headers.fields)


def _pair(opener: tuple[str, int] | None, other: tuple[str, int] | None) -> SocketPair | None:
    """``local`` is the end that opened the connection. None where an end is not known."""
    if not opener or not other or not opener[1] or not other[1]:
        return None
    return SocketPair(
        local_ip=str(opener[0]), local_port=opener[1], remote_ip=str(other[0]), remote_port=other[1]
    )


def _text(raw: bytes) -> str:
    """As UTF-8 where it is, else byte by byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
