"""An origin on loopback that plays trackers: TLS with HTTP/1.1, HTTP/2 and WebSocket, and the page of an app's web view."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from dataclasses import dataclass
from pathlib import Path

import h2.config
import h2.connection
import h2.events
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.utils import accept_key

PAGE = Path(__file__).parent / "data" / "end_to_end" / "page.html"
_CORS = (
    ("access-control-allow-origin", "*"),
    ("access-control-allow-headers", "*, content-type, content-encoding"),
    ("access-control-allow-methods", "*"),
)


@dataclass(frozen=True)
class Received:
    """A request, or a message of a socket, as the origin got it."""

    protocol: str
    host: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Origin:
    """Serves in a thread of its own until ``close``. ``cookie`` is what it sets with the page."""

    def __init__(self, context: ssl.SSLContext | None, cookie: str) -> None:
        self.received: list[Received] = []
        self.port = 0
        self._context = context
        if context is not None:
            context.set_alpn_protocols(["h2", "http/1.1"])
        self._cookie = cookie
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def close(self) -> None:
        """Stop serving."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tls = writer.get_extra_info("ssl_object")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            if tls is not None and tls.selected_alpn_protocol() == "h2":
                await self._http2(reader, writer)
            else:
                await self._http1(reader, writer)
        writer.close()

    def _answer(self, request: Received) -> tuple[int, list[tuple[str, str]], bytes]:
        self.received.append(request)
        if request.method == "OPTIONS":
            return 204, list(_CORS), b""
        if request.target == "/web-view":
            headers = [
                ("content-type", "text/html"),
                ("set-cookie", f"visitor={self._cookie}; Secure; Path=/"),
            ]
            return 200, headers, PAGE.read_bytes()
        return 200, [("content-type", "application/json"), *_CORS], b'{"ok": true}'

    async def _http1(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            method, target, _ = line.decode().split(" ", 2)
            headers = {}
            while header := (await reader.readline()).decode().strip():
                name, _, value = header.partition(":")
                headers[name.lower()] = value.strip()
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            request = Received("http/1.1", headers.get("host", ""), method, target, headers, body)
            if headers.get("upgrade", "").lower() == "websocket":
                self.received.append(request)
                await self._websocket(request, reader, writer)
                return
            status, fields, content = self._answer(request)
            fields.append(("content-length", str(len(content))))
            head = "".join(f"{name}: {value}\r\n" for name, value in fields)
            writer.write(f"HTTP/1.1 {status} OK\r\n{head}\r\n".encode() + content)
            await writer.drain()

    async def _websocket(
        self, request: Received, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        accepted = accept_key(request.headers["sec-websocket-key"])
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + f"Sec-WebSocket-Accept: {accepted}\r\n\r\n".encode()
        )
        protocol = ServerProtocol(max_size=None)
        protocol.state = State.OPEN  # the handshake is done
        protocol.parser = protocol.parse()
        next(protocol.parser)
        while data := await reader.read(1 << 16):
            protocol.receive_data(data)
            for event in protocol.events_received():
                if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY):
                    content = bytes(event.data)
                    self.received.append(
                        Received("websocket", request.host, "", request.target, request.headers, content)
                    )
                    protocol.send_text(b"thank you")
            for out in protocol.data_to_send():
                writer.write(out)
            await writer.drain()

    async def _http2(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        settings = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        connection = h2.connection.H2Connection(settings)
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        streams: dict[int, tuple[dict[str, str], bytearray]] = {}
        while data := await reader.read(1 << 16):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    fields_sent = {str(name): str(value) for name, value in event.headers}
                    streams[event.stream_id] = fields_sent, bytearray()
                elif isinstance(event, h2.events.DataReceived):
                    streams[event.stream_id][1].extend(event.data)
                    connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, h2.events.StreamEnded):
                    headers, body = streams.pop(event.stream_id)
                    host = headers.get(":authority", headers.get("host", ""))
                    request = Received("h2", host, headers[":method"], headers[":path"], headers, bytes(body))
                    status, fields, content = self._answer(request)
                    connection.send_headers(event.stream_id, [(":status", str(status)), *fields])
                    connection.send_data(event.stream_id, content, end_stream=True)
            writer.write(connection.data_to_send())
            await writer.drain()
