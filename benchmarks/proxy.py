"""The recording proxy against bare mitmdump, in the same run: requests a second, p99, and a large upload.

    python benchmarks/proxy.py [--pairs 7] [--seconds 6] [--skip-upload | --only-upload]

Explicit mode, TLS on both sides, 16 keep-alive connections, the proxy on one core and the load (hey, curl, nginx) on the
other. Each pair runs both proxies, in alternating order; the ratio of a pair is ours ÷ bare mitmdump; medians are printed.
Needs nginx, hey, curl and openssl (Debian: apt install nginx-light hey curl openssl). Nothing leaves loopback.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import random
import re
import shutil
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
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
CONNECTIONS = 16
TARGETS = {"2 KB JSON": 1.30, "64 KB gzip JSON": 1.05}
PSS_TARGET_MB, UPLOAD_TARGET = 110, 0.8
UPLOAD_MB = 200
PROXY_CORE, LOAD_CORE = "0", "1"


def main() -> int:
    """Measure, print, and say by the exit code whether the targets were reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--skip-upload", action="store_true")
    parser.add_argument("--only-upload", action="store_true")
    parser.add_argument("--sink", nargs=2, metavar=("PORT", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.sink:
        sink(int(arguments.sink[0]), Path(arguments.sink[1]))
    missing = [tool for tool in ("nginx", "hey", "curl", "openssl") if shutil.which(tool) is None]
    if missing:
        print(f"needs {', '.join(missing)}: sudo apt install {' '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="leakledger-bench-") as folder:
        bench = Bench(Path(folder))
        with bench.origin():
            names = () if arguments.only_upload else tuple(TARGETS)
            reached = [bench.requests(name, arguments.pairs, arguments.seconds) for name in names]
            if not arguments.skip_upload:
                reached.append(bench.upload(min(arguments.pairs, 5)))
    return 0 if all(reached) else 1


class Bench:
    """Everything of one run below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin_port = free_port()
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
        for target in (self.origin_port, self.origin_port + 1):
            command += ["--allow-target", f"{HOST}:{target}"]
        process = start(PROXY_CORE, command)
        wait_for_port(port, process)
        try:
            yield port, process.pid
        finally:
            end(process)
            self.recorded = count_transmissions(home)
            shutil.rmtree(home.root)

    def requests(self, name: str, pairs: int, seconds: float) -> bool:
        """Interleaved pairs of load; True where the target was reached."""
        body = self.folder / ("small" if name.startswith("2") else "large")
        rates: list[tuple[float, float]] = []
        tails: list[float] = []
        for number in range(pairs):
            found = {}
            order = ("bare", "ours") if number % 2 == 0 else ("ours", "bare")
            for which in order:
                with self.bare() if which == "bare" else self.ours() as (port, _):
                    self.load(port, body, 1.0)
                    found[which] = self.load(port, body, seconds)
                if which == "ours" and self.recorded < found["ours"][0] * seconds * 0.95:
                    raise SystemExit(
                        f"only {self.recorded} requests were recorded: this measures something else"
                    )
            rates.append((found["ours"][0], found["bare"][0]))
            tails.append(found["ours"][1] / found["bare"][1])
        ratio = statistics.median(ours / bare for ours, bare in rates)
        spread = f"{min(a / b for a, b in rates):.2f} to {max(a / b for a, b in rates):.2f}"
        ours, bare = (statistics.median(column) for column in zip(*rates, strict=True))
        reached = ratio >= TARGETS[name]
        print(
            f"{name} ({body.stat().st_size} B), {CONNECTIONS} connections, {pairs} pairs of {seconds:g} s: "
            f"{ours:.0f} recorded requests/s ÷ {bare:.0f} of bare mitmdump = {ratio:.2f} ({spread}); "
            f"p99 ÷ {statistics.median(tails):.2f}; target {TARGETS[name]:.2f} {'reached' if reached else 'MISSED'}",
            flush=True,
        )
        return reached

    def load(self, port: int, body: Path, seconds: float) -> tuple[float, float]:
        """(requests a second, p99 in seconds) of hey through a proxy."""
        command = [
            "taskset",
            "-c",
            LOAD_CORE,
            "hey",
            "-z",
            f"{seconds}s",
            "-c",
            str(CONNECTIONS),
            "-m",
            "POST",
        ]
        command += ["-T", "application/json", "-D", str(body), "-x", f"http://127.0.0.1:{port}"]
        said = subprocess.run(
            [*command, f"https://{HOST}:{self.origin_port}/v1/e"], check=True, capture_output=True, text=True
        ).stdout
        rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
        p99 = re.search(r"99%+ in ([\d.]+) secs", said) or re.search(
            r"Slowest:\s+([\d.]+)", said
        )  # below 100 requests
        codes = re.findall(r"\[(\d+)\]\s+(\d+) responses", said)
        if (
            rate is None
            or p99 is None
            or [code for code, _ in codes] != ["200"]
            or "Error distribution" in said
        ):
            raise SystemExit(f"the load failed:\n{said}")
        return float(rate[1]), float(p99[1])

    def upload(self, pairs: int) -> bool:
        """A large upload by curl: throughput ÷ mitmproxy with stream=True, and our peak PSS."""
        big = self.folder / "big"
        with big.open("wb") as stream:
            for _ in range(UPLOAD_MB):
                stream.write(random.Random(1).randbytes(1_000_000))
        script = self.folder / "stream.py"
        script.write_text("def requestheaders(flow):\n    flow.request.stream = True\n")
        ratios, peaks, speeds = [], [], []
        sink = start(
            LOAD_CORE, [sys.executable, __file__, "--sink", str(self.origin_port + 1), str(self.folder)]
        )
        wait_for_port(self.origin_port + 1, sink)
        for number in range(pairs):
            found = {}
            for which in ("stream", "ours") if number % 2 == 0 else ("ours", "stream"):
                with self.bare("-s", str(script)) if which == "stream" else self.ours() as (port, pid):
                    found[which], peak = self.put(port, pid, big)
                    if which == "ours":
                        peaks.append(peak)
            speeds.append(found["ours"])
            ratios.append(found["ours"] / found["stream"])
        end(sink)
        ratio, peak = statistics.median(ratios), max(peaks)
        reached = ratio >= UPLOAD_TARGET and peak <= PSS_TARGET_MB
        print(
            f"{UPLOAD_MB} MB upload, {pairs} pairs: {statistics.median(speeds):.0f} MB/s recorded ÷ mitmproxy stream=True = "
            f"{ratio:.2f} (target {UPLOAD_TARGET:.2f}); peak PSS {peak:.0f} MB (target {PSS_TARGET_MB}) "
            f"{'reached' if reached else 'MISSED'}",
            flush=True,
        )
        return reached

    def put(self, port: int, pid: int, big: Path) -> tuple[float, float]:
        """(MB/s, peak PSS in MB) of one upload."""
        command = [
            "taskset",
            "-c",
            LOAD_CORE,
            "curl",
            "-sS",
            "--http1.1",
            "-k",
            "-x",
            f"http://127.0.0.1:{port}",
            "-T",
            str(big),
        ]
        started = time.monotonic()
        process = subprocess.Popen(
            [*command, f"https://{HOST}:{self.origin_port + 1}/upload"], stdout=subprocess.DEVNULL
        )
        peak = pss_mb(pid)
        while process.poll() is None:
            peak = max(peak, pss_mb(pid))
            time.sleep(0.05)
        if process.returncode:
            raise SystemExit(f"curl failed with {process.returncode}")
        elapsed = time.monotonic() - started
        for _ in range(20):  # and while it is journalled
            peak = max(peak, pss_mb(pid))
            time.sleep(0.05)
        return UPLOAD_MB / elapsed, peak


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
    """A port that is free, and the next one, too."""
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


if __name__ == "__main__":
    os.environ.pop("LEAKLEDGER_HOME", None)
    sys.exit(main())
