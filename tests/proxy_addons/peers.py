"""Real peers for the proxy's tests: a TLS origin (HTTP/1.1, HTTP/2, WebSocket), the proxy as a process, curl."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import hashlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import h2.config
import h2.connection
import h2.events
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from analysis.devices import Device, Mode, decide
from analysis.journal_format import JournalRecord, decode_flow, decode_transmission
from analysis.journal_reading import tail
from analysis.records import Address, Flow, Transmission
from analysis.settings import Home

REPOSITORY = Path(__file__).resolve().parents[2]
HOSTS = ("tracker.example", "pinned.example", "clinic.example", "g.whatsapp.net", "localhost")


class Authority:
    """A certificate authority made for the test."""

    def __init__(self, folder: Path) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        certificate = self._builder(self.name, self.key.public_key()).add_extension(
            constraints, critical=True
        )
        self.pem = folder / "authority.pem"
        self.pem.write_bytes(
            certificate.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )
        self.leaf = folder / "leaf.pem"
        self._issue(self.leaf)

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        now = dt.datetime.now(dt.UTC)
        return x509.CertificateBuilder(
            subject_name=subject,
            issuer_name=self.name,
            public_key=key,
            serial_number=x509.random_serial_number(),
            not_valid_before=now - dt.timedelta(days=1),
            not_valid_after=now + dt.timedelta(days=30),
        )

    def _issue(self, path: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in HOSTS])
        certificate = (
            self._builder(x509.Name([]), key.public_key())
            .add_extension(names, critical=True)
            .sign(self.key, hashes.SHA256())
        )
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )


@dataclass
class Received:
    """A request as the origin saw it."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    size: int = 0
    sha256: str = ""


class Origin:
    """An origin on loopback in a thread: ``/slow`` never answers, ``/early`` answers before the body has come."""

    def __init__(self, leaf: Path | None, alpn: tuple[str, ...] = ("h2", "http/1.1")) -> None:
        self.received: list[Received] = []
        self._context: ssl.SSLContext | None = None
        if leaf is not None:
            self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._context.load_cert_chain(leaf)
            self._context.set_alpn_protocols(list(alpn))
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)

        async def start() -> None:
            server = await asyncio.start_server(self._connection, "127.0.0.1", 0, ssl=self._context)
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()

        self._loop.create_task(start())
        self._loop.run_forever()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tls = writer.get_extra_info("ssl_object")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            if tls is not None and tls.selected_alpn_protocol() == "h2":
                await self._http2(reader, writer)
            else:
                await self._http1(reader, writer)
        writer.close()

    async def _http1(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            method, target, _ = line.decode().split(" ", 2)
            headers = []
            while header := (await reader.readline()).decode().strip():
                name, _, value = header.partition(":")
                headers.append((name, value.strip()))
            request = Received(method, target, headers)
            names = {name.lower(): value for name, value in headers}
            digest = hashlib.sha256()
            if "chunked" in names.get("transfer-encoding", ""):
                while size := int((await reader.readline()).split(b";")[0], 16):
                    data = await reader.readexactly(size + 2)
                    digest.update(data[:-2])
                    request.size += size
                await reader.readline()
            left = int(names.get("content-length", 0))
            while left and (data := await reader.read(min(left, 1 << 16))):
                digest.update(data)
                request.size += len(data)
                left -= len(data)
            request.sha256 = digest.hexdigest()
            self.received.append(request)
            if target.startswith("/slow"):
                await asyncio.sleep(60)
            if names.get("upgrade", "").lower() == "websocket":
                await self._websocket(names["sec-websocket-key"], reader, writer)
                return
            body = b'{"ok": true}'
            if target.startswith("/big"):
                body = bytes(5_000_000)
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (len(body), body)
            )
            await writer.drain()

    async def _websocket(self, key: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from websockets.frames import Frame, Opcode
        from websockets.protocol import State
        from websockets.server import ServerProtocol
        from websockets.utils import accept_key

        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + f"Sec-WebSocket-Accept: {accept_key(key)}\r\n\r\n".encode()
        )
        protocol = ServerProtocol(max_size=None)
        protocol.state = State.OPEN  # the handshake is done
        protocol.parser = protocol.parse()
        next(protocol.parser)
        while data := await reader.read(1 << 16):
            protocol.receive_data(data)
            for event in protocol.events_received():
                if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY):
                    protocol.send_text(b"echo %d" % len(event.data))
            for out in protocol.data_to_send():
                writer.write(out)
            await writer.drain()

    async def _http2(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        )
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        streams: dict[int, tuple[Received, list[bytes]]] = {}
        while data := await reader.read(1 << 16):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    pseudo = dict(event.headers)
                    streams[event.stream_id] = (
                        Received(pseudo[":method"], pseudo[":path"], event.headers),
                        [],
                    )
                elif isinstance(event, h2.events.DataReceived):
                    streams[event.stream_id][1].append(event.data)
                    connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, h2.events.StreamEnded):
                    request, chunks = streams.pop(event.stream_id)
                    body = b"".join(chunks)
                    request.size, request.sha256 = len(body), hashlib.sha256(body).hexdigest()
                    self.received.append(request)
                    connection.send_headers(
                        event.stream_id, [(":status", "201"), ("content-type", "application/json")]
                    )
                    connection.send_data(event.stream_id, b"{}", end_stream=True)
            writer.write(connection.data_to_send())
            await writer.drain()


@dataclass
class RunningProxy:
    """``leakledger capture`` as a process, with its own demo home."""

    home: Home
    origin_ca: Path
    origins: dict[str, int]
    user: str = "phone"
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    extra: list[str] = field(default_factory=list)

    def start(self) -> RunningProxy:
        self.port = self.port or free_port()
        arguments = [sys.executable, "-c", "from analysis.cli import main; main()", "capture"]
        arguments += [
            "--home",
            str(self.home.root),
            "--port",
            str(self.port),
            "--upstream-ca",
            str(self.origin_ca),
        ]
        for host, port in self.origins.items():
            arguments += ["--resolve", f"{host}=127.0.0.1:{port}"]
        self.process = subprocess.Popen([*arguments, *self.extra], cwd=REPOSITORY, stderr=subprocess.PIPE)
        wait_until(self._is_up, 30)
        return self

    def _is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.process.stderr and self.process.stderr.read().decode()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def stop(self, number: int = signal.SIGTERM) -> str:
        """Stop it; what it said on stderr."""
        if self.process is None:
            return ""
        process, self.process = self.process, None
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
        self.exit_code = process.returncode
        return errors.decode()

    def restart(self) -> RunningProxy:
        self.stop()
        return self.start()

    def curl(
        self, *arguments: str, trusting: bool = True, check: bool = True, stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """Through the proxy as ``user``; ``trusting`` our authority or the origin's."""
        authority = self.home.ca_certificate if trusting else self.origin_ca
        command = [
            curl_path(),
            "-sS",
            "--max-time",
            "60",
            "-x",
            f"http://127.0.0.1:{self.port}",
            "--cacert",
            str(authority),
        ]
        if self.user:
            command += ["--proxy-user", f"{self.user}:x"]
        return subprocess.run(
            [*command, *arguments], check=check, capture_output=True, timeout=90, input=stdin
        )

    def records(self) -> list[JournalRecord]:
        """All that the proxy has journalled so far."""
        return tail(self.home.journal_dir, "proxy-0", limit=100_000)

    def transmissions(self) -> list[Transmission]:
        return [decode_transmission(record) for record in self.records() if record.kind == "transmission"]

    def flows(self) -> list[Flow]:
        """Flows in their last state, in the order in which they opened."""
        found = {}
        for record in self.records():
            if record.kind == "flow":
                flow = decode_flow(record)
                found[flow.flow_id] = flow
        return list(found.values())

    def wait_for(self, transmissions: int = 0, closed_flows: int = 0) -> None:
        """Until so many are in the journal."""
        wait_until(
            lambda: (
                len(self.transmissions()) >= transmissions
                and sum(flow.closed_at is not None for flow in self.flows()) >= closed_flows
            )
        )

    def on_disk(self) -> bytes:
        """Every byte of every file that the proxy keeps, certificates' folder excepted."""
        files = [path for path in self.home.root.rglob("*") if path.is_file() and "ca" not in path.parts[-2:]]
        return b"".join(path.read_bytes() for path in files)


def enrol(home: Home, user: str = "phone", mode: Mode = "open", kind: str = "proxy_user") -> Device:
    return decide(home, Device(id="", name=user, mode=mode, addresses=(Address(kind=kind, value=user),)))


def wait_until(condition, seconds: float = 15) -> None:  # type: ignore[no-untyped-def]
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def curl_path() -> str:
    found = shutil.which("curl")
    assert found is not None, "curl is not installed: sudo apt install curl"
    return found


def memory_peak_kib(pid: int) -> int:
    """The peak resident size (VmHWM) of a process in KiB; at least its proportional set size."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    return 0


__all__ = ["Authority", "Origin", "Received", "RunningProxy", "enrol", "free_port", "wait_until"]
