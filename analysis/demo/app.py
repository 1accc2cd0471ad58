"""What a made-up device needs to behave like a real one: apps that speak TLS through the explicit proxy."""

from __future__ import annotations

import asyncio
import base64
import gzip
import http.client
import json
import secrets
import ssl
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from analysis.demo.stand_ins import LOOPBACK

TIMEOUT: Final = 20.0  # seconds
Headers = Mapping[str, str]


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """How a device's process is started: the proxy's ``port``, the authorities (PEM files) that its system trusts
    (``trusted``: the proxy's and the stand-ins'), the one that a distrustful app alone takes (``own``), how long the
    morning takes (``seconds``), and the steps to leave out."""

    port: int
    trusted: tuple[str, ...]
    own: str
    seconds: float
    without: tuple[str, ...] = ()


class App:
    """One app on one device. A distrustful one accepts its maker's own authority only."""

    def __init__(self, setup: Setup, user: str, *, distrustful: bool = False) -> None:
        self._setup, self._user = setup, user
        self.context = ssl.create_default_context(cafile=setup.own)
        if not distrustful:
            for authority in setup.trusted:
                self.context.load_verify_locations(authority)

    def send(self, method: str, host: str, target: str, headers: Headers, body: bytes = b"") -> int:
        """One request on a connection of its own; the status. Raises ``ssl.SSLError`` for a certificate not accepted."""
        connection = http.client.HTTPSConnection(
            LOOPBACK, self._setup.port, timeout=TIMEOUT, context=self.context
        )
        connection.set_tunnel(host, 443, headers={"Proxy-Authorization": self._credentials()})
        return _exchange(connection, method, target, headers, body)

    def send_plainly(self, host: str, target: str, headers: Headers) -> int:
        """One GET without any encryption; the status."""
        connection = http.client.HTTPConnection(LOOPBACK, self._setup.port, timeout=TIMEOUT)
        given = {"Host": host, "Proxy-Authorization": self._credentials(), **headers}
        return _exchange(connection, "GET", f"http://{host}{target}", given, b"")

    def talk(self, host: str, target: str, messages: Sequence[str | bytes]) -> None:
        """Send messages over a WebSocket, each acknowledged by the other side."""
        asyncio.run(self._talk(f"wss://{host}{target}", messages))

    async def _talk(self, uri: str, messages: Sequence[str | bytes]) -> None:
        # asyncio, not threads: from 3.13 on, a thread that waits in an SSL socket's recv can hold up another one's send
        proxy = f"http://{self._user}:demo@{LOOPBACK}:{self._setup.port}"
        options: dict[str, Any] = {
            "ssl": self.context,
            "proxy": proxy,
            "open_timeout": TIMEOUT,
            "compression": None,
        }
        async with asyncio.timeout(2 * TIMEOUT), connect(uri, **options) as socket:
            for message in messages:
                await socket.send(message)
                await socket.recv()

    def _credentials(self) -> str:
        return "Basic " + base64.b64encode(f"{self._user}:demo".encode()).decode()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happens ``at`` a share (0 to 1) of the morning. ``name`` is what ``without`` leaves out."""

    at: float
    name: str
    play: Callable[[], object]


def _exchange(
    connection: http.client.HTTPConnection, method: str, target: str, headers: Headers, body: bytes
) -> int:
    try:
        connection.request(method, target, body=body or None, headers=dict(headers))
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def as_json(value: object, *, compressed: bool = False) -> tuple[Headers, bytes]:
    """A JSON body, gzipped where asked, with its headers."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    body = json.dumps(value, separators=(",", ":")).encode()
    return ({**headers, "Content-Encoding": "gzip"}, gzip.compress(body)) if compressed else (headers, body)


def as_form(fields: Mapping[str, str], *, compressed: bool = False) -> tuple[Headers, bytes]:
    """A form body, gzipped where asked, with its headers."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(fields).encode()
    return ({**headers, "Content-Encoding": "gzip"}, gzip.compress(body)) if compressed else (headers, body)


def as_multipart(
    fields: Mapping[str, str], name: str, filename: str, media_type: str, data: bytes
) -> tuple[Headers, bytes]:
    """A multipart form with one file, with its headers."""
    boundary = secrets.token_hex(16)
    pieces = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
    pieces += [f"{head}Content-Type: {media_type}\r\n\r\n".encode(), data, f"\r\n--{boundary}--\r\n".encode()]
    return {"Content-Type": f"multipart/form-data; boundary={boundary}"}, b"".join(pieces)


def live(name: str, make_steps: Callable[[Setup], Sequence[Step]]) -> None:
    """The process of one device: read the setup, live through the morning, exit with 1 where a step failed.

    Says on standard output how many steps were played; each is one connection.
    """
    setup = msgspec.json.decode(sys.argv[1], type=Setup)
    started, played, failed = time.monotonic(), 0, 0
    for step in sorted(make_steps(setup), key=lambda step: step.at):
        if step.name in setup.without:
            continue
        time.sleep(max(0.0, started + step.at * setup.seconds - time.monotonic()))
        try:
            step.play()
            played += 1
        except (OSError, http.client.HTTPException, WebSocketException) as error:
            failed += 1
            sys.stderr.write(f"the demo's {name} could not finish {step.name!r}: {error}\n")
    sys.stdout.write(f"{played}\n")
    sys.exit(1 if failed else 0)
