"""The peers of the proxy's benchmark: an nginx origin, bare mitmdump and the recording proxy, each on its core."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.devices import Device, decide  # noqa: E402
from analysis.journal_reading import tail  # noqa: E402
from analysis.records import Address  # noqa: E402
from analysis.settings import Home  # noqa: E402

HOST = "localhost"
PROXY_CORE, LOAD_CORE = "0", "1"


class Peers:
    """Everything of one run below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin_port = free_port()
        self.sink_port = free_port()
        self.pem = folder / "origin.pem"
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3 -subj /CN=localhost"
        names = [
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            str(folder / "origin.key"),
            "-out",
            str(self.pem),
        ]
        subprocess.run([*command.split(), *names], check=True, capture_output=True)
        generator = random.Random(7)
        readings = [{"t": i, "x": generator.random(), "y": generator.random()} for i in range(40)]
        small = json.dumps({"device": "phone", "readings": readings[:31]}).encode()
        large = gzip.compress(json.dumps([generator.random() for _ in range(7400)]).encode())
        (folder / "small").write_bytes(small)
        (folder / "large").write_bytes(large)
        self.homes = 0

    @contextlib.contextmanager
    def origin(self) -> Iterator[None]:
        """nginx with TLS, which reads a body and answers 200."""
        (self.folder / "logs").mkdir()
        config = self.folder / "nginx.conf"
        config.write_text(f"""
worker_processes 1; daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 100000000; client_max_body_size 0; client_body_buffer_size 1m;
  client_body_temp_path {self.folder}/body; proxy_temp_path {self.folder}/proxy;
  fastcgi_temp_path {self.folder}/f; uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
  server {{ listen 127.0.0.1:{self.origin_port} ssl;
    ssl_certificate {self.pem}; ssl_certificate_key {self.folder}/origin.key;
    location / {{ default_type application/json; return 200 '{{"ok":true}}'; }}
  }} }}
""")
        process = start(LOAD_CORE, ["nginx", "-p", str(self.folder), "-c", str(config)])
        wait_for_port(self.origin_port, process)
        try:
            yield
        finally:
            end(process)

    @contextlib.contextmanager
    def bare(self, *options: str) -> Iterator[tuple[int, int]]:
        """mitmdump of this environment as it comes: (port, pid)."""
        port = free_port()
        command = [
            str(Path(sys.executable).parent / "mitmdump"),
            "-q",
            "--listen-host",
            "127.0.0.1",
            "-p",
            str(port),
        ]
        command += [
            "--set",
            f"confdir={self.folder}/bare",
            "--set",
            f"ssl_verify_upstream_trusted_ca={self.pem}",
        ]
        process = start(PROXY_CORE, [*command, *options])
        wait_for_port(port, process)
        try:
            yield port, process.pid
        finally:
            end(process)

    @contextlib.contextmanager
    def ours(self) -> Iterator[tuple[int, int]]:
        """The recording proxy, recording into a fresh home: (port, pid)."""
        self.homes += 1
        home = Home.open(self.folder / f"home{self.homes}", kind="demo")
        decide(home, Device(id="", name="load", addresses=(Address(kind="ip", value="127.0.0.1"),)))
        port = free_port()
        command = [
            sys.executable,
            "-c",
            "from analysis.cli import main; main()",
            "capture",
            "--home",
            str(home.root),
        ]
        command += ["--port", str(port), "--upstream-ca", str(self.pem)]
        for target in (self.origin_port, self.sink_port):
            command += ["--allow-target", f"{HOST}:{target}"]
        process = start(PROXY_CORE, command)
        wait_for_port(port, process)
        try:
            yield port, process.pid
        finally:
            end(process)
            self.recorded = count_transmissions(home)
            shutil.rmtree(home.root)


def sink(port: int, folder: Path) -> None:
    """A TLS origin that reads a body and throws it away; one connection at a time. (nginx would answer before reading.)"""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "origin.pem", folder / "origin.key")
    with socket.create_server(("127.0.0.1", port)) as server:
        while True:
            raw, _ = server.accept()
            with contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as connection:
                head = b""
                while b"\r\n\r\n" not in head and (data := connection.recv(1 << 16)):
                    head += data
                head, _, body = head.partition(b"\r\n\r\n")
                declared = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
                left = int(declared[1]) - len(body) if declared else 0
                buffer = bytearray(1 << 18)
                while left > 0 and (count := connection.recv_into(buffer)):
                    left -= count
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")


def start(core: str, command: list[str]) -> subprocess.Popen[bytes]:
    """A process on one core, in the repository's folder."""
    return subprocess.Popen(["taskset", "-c", core, *command], cwd=REPOSITORY, stderr=subprocess.DEVNULL)


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process that we started."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until something listens."""
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"{process.args} ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit(f"nothing listens on port {port}")


def free_port() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pss_mb(pid: int) -> float:
    """The proportional set size of a process in MB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def count_transmissions(home: Home) -> int:
    """How many messages the journal has acknowledged."""
    count = after = 0
    while records := tail(home.journal_dir, "proxy-0", after, limit=5000, bodies=False):
        after = records[-1].position.seq
        count += sum(record.kind == "transmission" for record in records)
    return count
