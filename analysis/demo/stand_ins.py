"""Local stand-ins of trackers: they take what is sent, answer politely and keep nothing."""

from __future__ import annotations

import asyncio
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from analysis.demo.certificates import Certificates, make_certificates

LOOPBACK: Final = "127.0.0.1"
LIGHT: Final = "api.segment.io"
VOICE: Final = "pitangui.amazon.com"
IMAGES: Final = "api.stability.ai"
MESSENGER: Final = "mmg.whatsapp.net"
WATCH: Final = "connectapi.garmin.com"
REFUSING: Final = "nmetrics.samsung.com"
PLAIN: Final = "de.ioam.de"
HTTP_HOSTS: Final = (
    LIGHT, IMAGES, MESSENGER, WATCH, REFUSING, "graph.facebook.com", "api2.branch.io", "notify.bugsnag.com",
    "www.google-analytics.com", "rtb.openx.net", "app.adjust.com", "api-eu.mixpanel.com",
    "firebaseinstallations.googleapis.com", "o1.ingest.sentry.io",
)  # fmt: skip
_CHUNK: Final = 1 << 16
_LARGEST: Final = 16 << 20  # bytes of a body that a stand-in reads


class _Answering(BaseHTTPRequestHandler):
    """Reads a request whole and answers it with a small JSON object."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self) -> None:
        """Take a body."""
        left = min(int(self.headers.get("content-length") or 0), _LARGEST)
        while left and (data := self.rfile.read(min(left, _CHUNK))):
            left -= len(data)
        self._answer(200, b'{"status":"ok"}')

    do_PUT = do_POST

    def do_GET(self) -> None:
        """Answer a GET that only its address matters of."""
        self._answer(204, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response_only(status)
        if body:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep nothing, not even a line."""


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    failures = 0

    def handle_error(self, *_: object) -> None:
        """A client that goes away in the middle is ordinary here (one of them refuses a certificate): it is counted."""
        self.failures += 1


class StandIns:
    """All stand-ins, listening on ephemeral loopback ports from the moment they are made until ``close``."""

    def __init__(self, folder: Path) -> None:
        self.certificates: Certificates = make_certificates(folder, (*HTTP_HOSTS, VOICE))
        self._tls = _QuietServer((LOOPBACK, 0), _Answering)
        context = self.certificates.server_context()
        # the handshake belongs into the connection's own thread: a silent client must not hold up the others
        self._tls.socket = context.wrap_socket(
            self._tls.socket, server_side=True, do_handshake_on_connect=False
        )
        self._plain = _QuietServer((LOOPBACK, 0), _Answering)
        self._voice = _Voice(self.certificates.server_context())
        self._threads = [
            threading.Thread(target=server.serve_forever, daemon=True) for server in (self._tls, self._plain)
        ]
        for thread in self._threads:
            thread.start()

    def resolutions(self) -> dict[str, str]:
        """Host name to ``ip:port``: what the demo's proxy resolves these names to, and nobody else."""
        tls, plain = (int(server.server_address[1]) for server in (self._tls, self._plain))
        ports = {**dict.fromkeys(HTTP_HOSTS, tls), VOICE: self._voice.port, PLAIN: plain}
        return {host: f"{LOOPBACK}:{port}" for host, port in ports.items()}

    def close(self) -> None:
        """Stop listening."""
        for server in (self._tls, self._plain):
            server.shutdown()
            server.server_close()
        self._voice.close()
        for thread in self._threads:
            thread.join(5)


class _Voice:
    """The voice service, a WebSocket over TLS: one acknowledgement for each message."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._start(context), self._loop).result(10)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def _start(self, context: ssl.SSLContext) -> Server:
        return await serve(_listen, LOOPBACK, 0, ssl=context)

    def close(self) -> None:
        """Close the socket and every connection."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()


async def _listen(connection: ServerConnection) -> None:
    try:
        async for message in connection:
            await connection.send(f'{{"received":{len(message)}}}')
    except ConnectionClosed:
        return
