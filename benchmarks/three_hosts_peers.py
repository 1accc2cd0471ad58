"""The peers of ``three_hosts.py``: the server's services and what the devices do, each its own process in its namespace.

python benchmarks/three_hosts_peers.py server LEAF NAMES | phone SECONDS HOME_CA SERVER_CA | tablet SECONDS HOME_CA SERVER_CA
"""

from __future__ import annotations

import asyncio
import ipaddress
import random
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import wsproto
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Request

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks.three_hosts_network import GUEST, PROXY, address, address_6  # noqa: E402
from tests.proxy_addons.frames import client_hello  # noqa: E402
from tests.proxy_addons.quic_packets import crypto, initial  # noqa: E402

# name and number of each destination; the device's way there is in ``phone`` and ``tablet``
DESTINATIONS: Final = {
    "opened.example": 1, "refused.example": 2, "bank.example": 3, "clinic.example": 4, "plain.example": 5,
    "ws.example": 6, "direct.example": 7, "clear.example": 8, "quic.example": 9, "mqtt.example": 10,
    "observed.example": 11, "tablet.example": 12, "guest.example": 13, "resolver.example": 53,
}  # fmt: skip
PIECE: Final = 1_100_000  # bytes of an upload, at least; beside them what TLS needs to begin is little
_BY_NUMBER: Final = {number: name for name, number in DESTINATIONS.items()}


# -- the server -------------------------------------------------------------------------------------------------------


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """HTTP/1.1: takes a body, answers with as many bytes as the path asks for; an upgrade becomes a WebSocket."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            if b"upgrade: websocket" in head.lower():
                await _echo(head, reader, writer)
                return
            lines = head.decode("latin-1").split("\r\n")
            fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
            left = int(fields.get("content-length", 0))
            if fields.get("expect"):
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            while left:
                left -= len(await reader.readexactly(min(left, 1 << 16)))
            size = int(lines[0].split(" ")[1].rpartition("/")[2] or 0)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + bytes(size))
            await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        return  # the other end has gone, as the one that refuses a certificate does
    finally:
        writer.close()


async def _echo(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A WebSocket that sends back what it gets."""
    peer = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
    data = head
    while data:
        peer.receive_data(data)
        for event in peer.events():
            if isinstance(event, Request):
                writer.write(peer.send(AcceptConnection()))
            elif isinstance(event, BytesMessage):
                writer.write(peer.send(BytesMessage(data=event.data)))
            elif isinstance(event, CloseConnection):
                writer.write(peer.send(event.response()))
                return
        await writer.drain()
        data = await reader.read(1 << 16)


class _Resolver(asyncio.DatagramProtocol):
    """Every destination has its two addresses; HTTPS records there are none."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, sender: tuple[str, int]) -> None:
        place, labels = 12, []
        while data[place]:
            labels.append(data[place + 1 : place + 1 + data[place]].decode())
            place += 1 + data[place]
        kind, number = data[place + 2], DESTINATIONS.get(".".join(labels).lower())
        packed = b""
        if number is not None and kind in (1, 28):
            packed = ipaddress.ip_address(address(number) if kind == 1 else address_6(number)).packed
        record = b"\xc0\x0c\0" + bytes([kind]) + b"\0\1\0\0\0\x3c\0" + bytes([len(packed)]) + packed
        head = data[:2] + b"\x81\x80\0\1\0" + bytes([bool(packed)]) + b"\0\0\0\0"
        answer = head + data[12 : place + 5] + (record if packed else b"")
        self._transport.sendto(answer, sender)  # type: ignore[attr-defined]


class _Datagrams(asyncio.DatagramProtocol):
    """Every fourth datagram gets a short answer."""

    def __init__(self) -> None:
        self._taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, sender: tuple[str, int]) -> None:
        self._taken += bool(data)
        if self._taken % 4 == 0:
            self._transport.sendto(b"\x40" + bytes(40), sender)  # type: ignore[attr-defined]


async def _serve(leaf: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(leaf)
    await asyncio.start_server(_answer, ["0.0.0.0", "::"], 443, ssl=context)
    await asyncio.start_server(_answer, ["0.0.0.0", "::"], 80)
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(_Resolver, (address(53), 53))
    for own in (address(9), address_6(9)):
        await loop.create_datagram_endpoint(_Datagrams, (own, 443))
    print("serving", flush=True)
    await asyncio.Event().wait()


# -- the devices ------------------------------------------------------------------------------------------------------


class Device:
    """What a device does, again and again; ``failures`` counts what was not answered, by destination."""

    def __init__(self, home_ca: str, server_ca: str) -> None:
        self._home_ca, self._server_ca = home_ca, server_ca
        self._random = random.Random(4)
        self.failures: dict[str, int] = {}
        self.done: dict[str, int] = {}

    def curl(self, url: str, *options: str, ca: str = "", size: int = 0) -> bool:
        """An upload of random size, and an answer half of that."""
        size = size or self._random.randrange(PIECE, 3 * PIECE // 2)
        command = [
            "curl", "-s", "-S", "-m", "40", "-o", "/dev/null", "--data-binary", "@-", "-H", "Expect:",
            "-H", "Content-Type: application/octet-stream", "--cacert", ca or self._server_ca, *options,
            f"{url}/{size // 2}",
        ]  # fmt: skip
        return (
            subprocess.run(
                command, input=self._random.randbytes(size), check=False, capture_output=True
            ).returncode
            == 0
        )

    def by_proxy(self, url: str, *, ca: str = "") -> bool:
        """The same through the proxy."""
        return self.curl(url, "-x", f"http://{PROXY[0]}:{PROXY[1]}", ca=ca)

    def web_socket(self) -> bool:
        """A WebSocket in TLS, through the proxy."""
        with socket.create_connection(PROXY, 20) as plain:
            plain.sendall(b"CONNECT ws.example:443 HTTP/1.1\r\nHost: ws.example:443\r\n\r\n")
            if b" 200 " not in plain.recv(4096):
                return False
            context = ssl.create_default_context(cafile=self._home_ca)
            with context.wrap_socket(plain, server_hostname="ws.example") as wire:
                peer = wsproto.WSConnection(wsproto.ConnectionType.CLIENT)
                wire.sendall(peer.send(Request(host="ws.example", target="/ws")))
                message, due, back = self._random.randbytes(PIECE // 20), 20, 0
                while back < 20 * len(message):
                    peer.receive_data(wire.recv(1 << 16) or None)
                    for event in peer.events():
                        if isinstance(event, CloseConnection):
                            return False
                        back += len(event.data) if isinstance(event, BytesMessage) else 0
                    if due and back == (20 - due) * len(message):
                        wire.sendall(peer.send(BytesMessage(data=message)))
                        due -= 1
                wire.sendall(peer.send(CloseConnection(code=1000)))
                return True

    def mqtt(self) -> bool:
        """Readings to a real broker, QoS 1."""
        found = socket.getaddrinfo("mqtt.example", 1883, type=socket.SOCK_STREAM)
        with socket.create_connection(self._random.choice(found)[4][:2], 20) as wire:
            wire.sendall(b"\x10\x10\0\4MQTT\4\2\0\x3c\0\4test")
            if wire.recv(4) != b"\x20\2\0\0":
                return False
            for number in range(1, 21):
                payload = b"\0\3t/1" + number.to_bytes(2, "big") + b"12.5;" * 2000
                size = len(payload)
                wire.sendall(b"\x32" + bytes([size & 127 | 128, size >> 7]) + payload)
                if wire.recv(4)[:1] != b"\x40":
                    return False
            wire.sendall(b"\xe0\0")
            return True

    def quic(self) -> bool:
        """An Initial with a name, then datagrams as of an upload."""
        with socket.socket(
            socket.AF_INET6 if self._random.random() < 0.5 else socket.AF_INET, socket.SOCK_DGRAM
        ) as wire:
            wire.settimeout(5)
            wire.connect((address_6(9) if wire.family == socket.AF_INET6 else address(9), 443))
            wire.send(
                initial(crypto(0, client_hello("quic.example", alpn=("h3",))[5:]), b"conn-id1", number=0)
            )
            for number in range(150):
                wire.send(b"\x40" + self._random.randbytes(1200))
                if number % 10 == 9:
                    time.sleep(0.01)
            return bool(wire.recv(100))

    def again(self, seconds: float, acts: dict[str, Callable[[], bool]], rest: float) -> None:
        """All of these in turn until the time is over; the last round is finished."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for name, act in acts.items():
                try:
                    good = act()
                except OSError:
                    good = False
                self.done[name] = self.done.get(name, 0) + good
                if not good:
                    self.failures[name] = self.failures.get(name, 0) + 1
            time.sleep(rest)
        for name in acts:
            print(f"{name}: {self.done[name]} done, {self.failures.get(name, 0)} failed", flush=True)


def phone(seconds: float, home_ca: str, server_ca: str) -> None:
    """Everything that a phone may do, with a certificate that it trusts for some apps and not for others."""
    it = Device(home_ca, server_ca)
    families = iter(range(10**9))
    family = lambda: ("-4", "-6")[next(families) % 2]  # noqa: E731
    acts: dict[str, Callable[[], bool]] = {
        "opened.example": lambda: it.by_proxy("https://opened.example", ca=home_ca),
        "refused.example": lambda: it.by_proxy("https://refused.example"),
        "bank.example": lambda: it.by_proxy("https://bank.example"),
        "clinic.example": lambda: it.by_proxy("https://clinic.example"),
        "plain.example": lambda: it.by_proxy("http://plain.example"),
        "ws.example": it.web_socket,
        "direct.example": lambda: it.curl("https://direct.example", family()),
        "clear.example": lambda: it.curl("http://clear.example", family()),
        "quic.example": it.quic,
        "mqtt.example": it.mqtt,
    }
    it.again(seconds, acts, 5.0)


def tablet(seconds: float, home_ca: str, server_ca: str) -> None:
    """A device that is only observed, and, at the same cable, one that is not enrolled."""
    it = Device(home_ca, server_ca)
    acts: dict[str, Callable[[], bool]] = {
        "observed.example": lambda: it.by_proxy("https://observed.example"),
        "tablet.example": lambda: it.curl("https://tablet.example", "-6"),
        "guest.example": lambda: it.curl("http://guest.example", "-4", "--interface", GUEST),
    }
    it.again(seconds, acts, 5.0)


def main(arguments: list[str]) -> None:
    """One peer."""
    if arguments[0] == "server":
        asyncio.run(_serve(arguments[1]))
    else:
        act = phone if arguments[0] == "phone" else tablet
        act(float(arguments[1]), arguments[2], arguments[3])


if __name__ == "__main__":
    main(sys.argv[1:])
