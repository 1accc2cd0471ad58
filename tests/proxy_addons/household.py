"""A household in network namespaces: a device, the box that forwards for it, and a TLS server. Needs root and iproute2."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from analysis.journal_format import CAPTURE_COUNT, HINT, decode_flow
from analysis.journal_reading import tail
from analysis.records import CaptureCount, DeviceHint, Flow
from analysis.settings import Home
from analysis.status import Status

REPOSITORY = Path(__file__).resolve().parents[2]
# addresses outside of the house must not be private ones; these belong to AS112 (RFC 7534, 7535), and lead nowhere here
DEVICE, GUEST, BOX, SERVER = "10.77.1.2", "10.77.1.3", "10.77.1.1", "192.31.196.2"
NOT_ENROLLED = "the device is not enrolled"
DEVICE_6, SERVER_6 = "fd77:1::2", "2620:4f:8000::2"
MAC = "02:00:00:00:01:02"


class Household:
    """``device`` -- ``box`` -- ``server``: two cables, IPv4 and IPv6, nothing that leads outside."""

    def __init__(self, leaf: Path) -> None:
        mark = f"ll{os.getpid()}"
        self.device, self.box, self.server = (f"{mark}{part}" for part in "dbs")
        self._started: list[subprocess.Popen[bytes]] = []
        self._build()
        self._serve(leaf)

    def _build(self) -> None:
        for space in (self.device, self.box, self.server):
            _ip(f"netns add {space}")
            _ip(f"-n {space} link set lo up")
        _ip(f"-n {self.box} link add inside type veth peer name eth0 netns {self.device}")
        _ip(f"-n {self.box} link add outside type veth peer name eth0 netns {self.server}")
        _ip(f"-n {self.device} link set eth0 address {MAC}")
        addresses = (
            (self.device, "eth0", (DEVICE, GUEST), DEVICE_6, BOX, "fd77:1::1"),
            (self.server, "eth0", ("10.77.2.2",), "fd77:2::2", "10.77.2.1", "fd77:2::1"),
            (self.box, "inside", (BOX,), "fd77:1::1", "", ""),
            (self.box, "outside", ("10.77.2.1",), "fd77:2::1", "", ""),
        )
        for space, link, fours, six, router, router_6 in addresses:
            for four in fours:
                _ip(f"-n {space} address add {four}/24 dev {link}")
            _ip(f"-n {space} address add {six}/64 dev {link} nodad")
            _ip(f"-n {space} link set {link} up")
            if router:
                _ip(f"-n {space} route add default via {router}")
                _ip(f"-n {space} -6 route add default via {router_6}")
        _ip(f"-n {self.server} address add {SERVER}/32 dev eth0")
        _ip(f"-n {self.server} address add {SERVER_6}/128 dev eth0 nodad")
        _ip(f"-n {self.box} route add {SERVER}/32 via 10.77.2.2")
        _ip(f"-n {self.box} -6 route add {SERVER_6}/128 via fd77:2::2")
        for name in ("ipv4/ip_forward", "ipv6/conf/all/forwarding"):
            self.run(self.box, ["sh", "-c", f"echo 1 > /proc/sys/net/{name}"])

    def _serve(self, leaf: Path) -> None:
        server = "import asyncio, ssl, sys\n" + SERVER_PROGRAM
        self.start(self.server, [sys.executable, "-c", server, str(leaf)])
        for _ in range(100):
            if self.visit(SERVER, "ready.example", check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def start(self, space: str, command: list[str]) -> subprocess.Popen[bytes]:
        """A process in a namespace, stopped at the end."""
        process = subprocess.Popen(
            ["ip", "netns", "exec", space, *command], cwd=REPOSITORY, stderr=subprocess.PIPE
        )
        self._started.append(process)
        return process

    def run(self, space: str, command: list[str], check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """A command in a namespace."""
        return subprocess.run(
            ["ip", "netns", "exec", space, *command], check=check, capture_output=True, timeout=30
        )

    def visit(
        self, address: str, name: str, *, source: str = "", space: str = "", check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        """Curl of the device fetches a page by TLS from ``address`` under a ``name``."""
        target = f"[{address}]" if ":" in address else address
        command = ["curl", "-sk", "-m", "5", "--resolve", f"{name}:443:{target}", f"https://{name}/"]
        return self.run(space or self.device, command + (["--interface", source] if source else []), check)

    def sizes(self) -> tuple[int, int]:
        """Bytes that the device's own interface has sent and received, as it counts them."""
        place = "/sys/class/net/eth0/statistics"
        answer = self.run(self.device, ["cat", f"{place}/tx_bytes", f"{place}/rx_bytes"])
        sent, received = map(int, answer.stdout.split())
        return sent, received

    def segment(self, segments: int) -> None:
        """How many packets the kernel may put into one on its way through these cables."""
        for space, link in (
            (self.device, "eth0"), (self.server, "eth0"), (self.box, "inside"), (self.box, "outside"),
        ):  # fmt: skip
            _ip(f"-n {space} link set {link} gso_max_segs {segments} gso_max_size 65536")

    def sniff(self, home: Home, interface: str = "", *options: str) -> subprocess.Popen[bytes]:
        """The sniffer as a process on the box, once it says that it runs."""
        command = [sys.executable, "-m", "analysis", "capture", "--home", str(home.root), "sniffer"]
        command += ["--interface", interface] if interface else []
        process = self.start(self.box, [*command, *options])
        wait_for(lambda: (status := status_of(home)) is not None and status.state == "running")
        return process

    def close(self) -> None:
        """Stop the processes and take the namespaces away."""
        for process in self._started:
            process.terminate()
        for process in self._started:
            process.wait(20)
            if process.stderr is not None:
                process.stderr.close()
        for space in (self.device, self.box, self.server):
            subprocess.run(["ip", "netns", "delete", space], check=False, capture_output=True)


SERVER_PROGRAM = """
async def answer(reader, writer):
    try:
        await reader.readuntil(b"\\r\\n\\r\\n")
        writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()

async def take(reader, writer):  # whatever comes; then as many bytes as a path asks for
    got = b""
    while data := await reader.read(1 << 16):
        got += data[: max(0, 64 - len(got))]
        if not got.startswith(b"PUT ") or data.endswith(b"0\\r\\n\\r\\n"):
            break
    size = int(got.split(b" ")[1].strip(b"/") or 0) if got.startswith(b"GET /") else 0
    try:
        writer.write(b"HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n" + bytes(size))
        await writer.drain()
    except OSError:
        pass
    writer.close()

class Resolver(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport
    def datagram_received(self, data, sender):  # every name is at the server
        head = data[:2] + b"\\x81\\x80\\0\\1\\0\\1\\0\\0\\0\\0"
        record = b"\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\x3c\\0\\4" + bytes([192, 31, 196, 2])
        self.transport.sendto(head + data[12:] + record, sender)

async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[1])
    await asyncio.start_server(answer, ["0.0.0.0", "::"], 443, ssl=context)
    await asyncio.start_server(take, ["0.0.0.0", "::"], 80)
    await asyncio.start_server(take, "0.0.0.0", 1883)
    await asyncio.get_running_loop().create_datagram_endpoint(Resolver, ("192.31.196.2", 53))
    await asyncio.Event().wait()

asyncio.run(main())
"""


def needed() -> None:
    """Skips where namespaces cannot be made."""
    if os.geteuid() != 0:
        pytest.skip("network namespaces need root")
    for tool in ("ip", "curl", "openssl", "setpriv"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    probe = f"ll{os.getpid()}x"
    if subprocess.run(["ip", "netns", "add", probe], check=False, capture_output=True).returncode:
        pytest.skip("network namespaces cannot be made here")
    subprocess.run(["ip", "netns", "delete", probe], check=False, capture_output=True)


def status_of(home: Home) -> Status | None:
    """The sniffer's last heartbeat."""
    path = home.run_dir / "sniffer.json"
    return msgspec.json.decode(path.read_bytes(), type=Status) if path.exists() else None


def flows_of(home: Home) -> list[Flow]:
    """All flows that the sniffer has journalled."""
    return [
        decode_flow(record)
        for record in tail(home.journal_dir, "sniffer", 0, 10_000)
        if record.kind == "flow"
    ]


def latest(home: Home) -> list[Flow]:
    """The last record of every flow of an enrolled device."""
    return list({flow.flow_id: flow for flow in flows_of(home) if flow.reason != NOT_ENROLLED}.values())


def hints_of(home: Home) -> list[DeviceHint]:
    """All hints that the sniffer has journalled."""
    found = tail(home.journal_dir, "sniffer", 0, 10_000)
    return [msgspec.json.decode(each.content or b"", type=DeviceHint) for each in found if each.kind == HINT]


def counts_of(home: Home) -> list[CaptureCount]:
    """What the interface counted, as it was journalled."""
    found = tail(home.journal_dir, "sniffer", 0, 10_000)
    return [
        msgspec.json.decode(each.content or b"", type=CaptureCount)
        for each in found
        if each.kind == CAPTURE_COUNT
    ]


def wait_for(true: object, seconds: float = 45.0) -> None:
    """Until a condition (a callable without arguments) holds."""
    assert callable(true)
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _ip(arguments: str) -> None:
    subprocess.run(["ip", *arguments.split()], check=True, capture_output=True)
