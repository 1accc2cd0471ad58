"""How fast captures are read, beside tshark and nDPI's ndpiReader on the same file in the same run.

    .venv/bin/python benchmarks/passive.py [--data ../shared/data/pcap] [--packets 1000000] [--rounds 3] [--compiled]

The captures below ``--data`` are joined, again and again, into one Ethernet capture of at least ``--packets`` packets: time
goes on from copy to copy, and the addresses of private networks differ, so that connections do. Then, in interleaved
rounds, each on one core:

* ``CaptureTraffic.read_file`` with full extraction: hellos with JA4, certificates, QUIC's Initials, DNS, DHCP, mDNS,
  SSDP, HTTP, WebSocket, MQTT;
* ``tshark -T fields`` with the same fields;
* ``ndpiReader``, stated as it is: it names applications, and gives out neither requests nor DNS names.

Medians are printed, of time on the clock and of processor time (which other programs disturb less), their ratios, and the
peak of memory on that file and on one of ten times its length. The target is held against processor time, which counts a
program's start; ours finds its bytecode, as in an installed package. With ``--compiled`` the same code is measured once more
as ``make wheel-compiled`` builds it (in a copy; needs a C compiler and a minute), and held against the target by itself.
tshark (Debian package ``tshark``) and ndpiReader (``libndpi-bin``) are left out where they are not installed, and that is
said.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.units import UnreadableFile  # noqa: E402
from benchmarks.compiled_copy import compiled_copy  # noqa: E402
from proxy_addons.capture_file import CaptureFile  # noqa: E402
from proxy_addons.capture_traffic import CaptureTraffic  # noqa: E402
from proxy_addons.link_layers import network  # noqa: E402
from proxy_addons.talks import Talk  # noqa: E402

RATIO_TARGET = 8
MEMORY_TARGET = 200  # MB
GAP = 60.0  # seconds; longer silences of a capture are shortened to this
FIELDS = (
    "frame.time_epoch", "frame.len", "eth.src", "ip.src", "ip.dst", "ip.proto", "ipv6.src", "ipv6.dst", "ipv6.nxt",
    "tcp.srcport", "tcp.dstport", "tcp.flags", "udp.srcport", "udp.dstport", "arp.src.hw_mac", "arp.src.proto_ipv4",
    "tls.handshake.version", "tls.handshake.ciphersuite", "tls.handshake.extension.type", "tls.handshake.sig_hash_alg",
    "tls.handshake.extensions.supported_version", "tls.handshake.extensions_server_name",
    "tls.handshake.extensions_alpn_str", "x509ce.dNSName", "x509sat.uTF8String", "x509sat.printableString",
    "quic.version", "quic.dcid",
    "dns.qry.name", "dns.resp.name", "dns.a", "dns.aaaa", "dns.cname", "dns.flags.rcode",
    "http.request.method", "http.host", "http.request.uri", "http.request.line", "http.content_type", "http.file_data",
    "http2.headers.method", "http2.headers.authority", "http2.headers.path", "http2.header.name", "http2.header.value",
    "http2.data.data", "websocket.opcode", "websocket.payload", "mqtt.msgtype", "mqtt.topic", "mqtt.msg",
    "dhcp.hw.mac_addr", "dhcp.ip.your", "dhcp.option.hostname", "dhcp.option.vendor_class_id", "dhcp.client_id",
    "dhcp.option.request_list_item", "dhcpv6.client_domain", "stun.type", "rtp.ssrc",
)  # fmt: skip


def packets_of(folder: Path) -> list[tuple[float, bytes]]:
    """Every packet below a folder as an Ethernet frame, with the seconds since the one before it in its file."""
    found: list[tuple[float, bytes]] = []
    for path in sorted(folder.rglob("*")):
        before = None
        try:
            if not path.is_file() or path.suffix not in (".pcap", ".pcapng", ".gz"):
                continue
            for at, link, data, _ in CaptureFile(path).packets():
                frame = data if link == 1 else _as_ethernet(link, data)
                found.append((min(abs(at - before), GAP) if before is not None else 1.0, frame))
                before = at
        except UnreadableFile as error:
            print(f"{path}: {error}", file=sys.stderr)
    return found


def _as_ethernet(link: int, data: bytes) -> bytes:
    start, kind, _ = network(link, data)
    return b"\x02\0\0\0\0\1\x02\0\0\0\0\2" + struct.pack("!H", kind) + data[start:]


def _moved(frame: bytes, copy: int) -> bytes:
    """The frame with the private addresses of its IPv4 header in another network."""
    if frame[12:14] != b"\x08\0" or len(frame) < 34:
        return frame
    changed = bytearray(frame)
    for place in (26, 30):
        if changed[place] == 10:
            changed[place + 1] ^= copy & 0xFF
        elif changed[place] == 192 and changed[place + 1] == 168:
            changed[place + 2] ^= copy & 0xFF
    return bytes(changed)


def join(packets: list[tuple[float, bytes]], target: Path, wanted: int) -> int:
    """Write a capture of at least so many packets; the number written."""
    now, written = 1_700_000_000.0, 0
    with target.open("wb") as stream:
        stream.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, 1))
        copy = 0
        while written < wanted:
            for gap, frame in packets:
                now += gap
                moved = _moved(frame, copy)
                stream.write(
                    struct.pack("<IIII", int(now), int(now % 1 * 1e6), len(moved), len(moved)) + moved
                )
            written += len(packets)
            copy += 1
    return written


def own(path: Path) -> dict[str, int]:
    """Read a capture with full extraction; what was found."""
    traffic = CaptureTraffic()
    found = {"talks": 0, "messages": 0, "names": 0, "hellos": 0}
    for item in traffic.read_file(CaptureFile(path)):
        if isinstance(item, Talk):
            found["talks"] += 1
            found["names"] += len(item.names)
            found["hellos"] += item.hello is not None
        else:
            found["messages"] += 1
    return found | {"packets": traffic.number + 1}


class Taken(msgspec.Struct, frozen=True):
    """Seconds of a run, on the clock and of the processor, and the megabytes that it took at most."""

    clock: float
    processor: float
    memory: float
    output: str


def measure(command: list[str], cpu: int, bytecode: Path, *, output: bool = False) -> Taken:
    """One run of a command on one core, from its start to its end; a script of ours finds the package beside it."""
    package = Path(command[1]).parents[1] if command[0] == sys.executable else REPOSITORY
    environment = os.environ | {
        "PYTHONPATH": str(package),
        "PYTHONPYCACHEPREFIX": str(bytecode / package.name),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(
        ["taskset", "-c", str(cpu), *command],
        stdout=subprocess.PIPE if output else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as process:
        said = process.stdout.read() if process.stdout is not None else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    seconds = time.perf_counter() - began
    return Taken(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said.strip())


def peers(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands to compare with, of those that are installed."""
    if tshark := shutil.which("tshark"):
        fields = [part for field in FIELDS for part in ("-e", field)]
        yield "tshark -T fields", [tshark, "-n", "-r", str(path), "-T", "fields", *fields]
    else:
        print("tshark is not installed (Debian package tshark): no ratio")
    if reader := shutil.which("ndpiReader"):
        yield "ndpiReader", [reader, "-q", "-i", str(path)]
    else:
        print("ndpiReader is not installed (Debian package libndpi-bin)")


def main() -> int:
    """Measure and print; 1 where a target is missed."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data" / "pcap")
    options.add_argument("--packets", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--cpu", type=int, default=0)
    options.add_argument("--no-long", action="store_true", help="leave out the file of ten times the length")
    options.add_argument("--compiled", action="store_true", help="measure what is compiled as well")
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        print(own(chosen.child))
        return 0
    if not chosen.data.is_dir():
        print(f"{chosen.data}: no such folder; --data names one with captures", file=sys.stderr)
        return 2
    packets = packets_of(chosen.data)
    with tempfile.TemporaryDirectory() as folder:
        joined, bytecode = Path(folder) / "joined.pcap", Path(folder) / "bytecode"
        count = join(packets, joined, chosen.packets)
        print(f"{count:,} packets, {joined.stat().st_size / 1e6:.0f} MB, from {len(packets):,} recorded ones")
        ours = {"leakledger": Path(__file__).resolve()}
        if chosen.compiled:
            copy = compiled_copy(Path(folder) / "compiled")
            ours["leakledger, compiled"] = copy / "benchmarks" / Path(__file__).name
        missed = compare(ours, joined, count, chosen.rounds, chosen.cpu, bytecode)
        if not chosen.no_long:
            long = join(packets, joined, 10 * chosen.packets)
            taken = measure([sys.executable, __file__, "--child", str(joined)], chosen.cpu, bytecode)
            print(
                f"ten times the length: {long:,} packets, {long / taken.processor:,.0f} packets/s,"
                f" peak {taken.memory:.0f} MB"
            )
            missed |= taken.memory > MEMORY_TARGET
    return 1 if missed else 0


def compare(ours: dict[str, Path], path: Path, count: int, rounds: int, cpu: int, bytecode: Path) -> bool:
    """Interleaved rounds over one file; whether one of ours missed a target."""
    own_commands = {
        name: [sys.executable, str(script), "--child", str(path)] for name, script in ours.items()
    }
    others = dict(peers(path))
    taken: dict[str, list[Taken]] = {name: [] for name in (*own_commands, *others)}
    for command in own_commands.values():
        measure(command, cpu, bytecode)  # writes the bytecode
    for _ in range(rounds):
        for name, command in (own_commands | others).items():
            taken[name].append(measure(command, cpu, bytecode, output=name in ours))
    clock = {name: statistics.median(each.clock for each in runs) for name, runs in taken.items()}
    processor = {name: statistics.median(each.processor for each in runs) for name, runs in taken.items()}
    for name in others:
        print(
            f"{name}: {count / processor[name]:,.0f} packets a second of the processor,"
            f" {count / clock[name]:,.0f} on the clock"
        )
    missed = False
    for name in ours:
        memory = max(each.memory for each in taken[name])
        print(
            f"{name}: {count / processor[name]:,.0f} packets a second of the processor,"
            f" {count / clock[name]:,.0f} on the clock, peak {memory:.0f} MB; {taken[name][-1].output}"
        )
        missed |= memory > MEMORY_TARGET
        for other in others:
            ratio = processor[other] / processor[name]
            target = other.startswith("tshark")
            missed |= target and ratio < RATIO_TARGET
            word = (
                f" (target {RATIO_TARGET:g}) {'reached' if ratio >= RATIO_TARGET else 'MISSED'}"
                if target
                else ""
            )
            print(
                f"  {ratio:.2f} times as fast as {other} ({clock[other] / clock[name]:.2f} on the clock){word}"
            )
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"load of the machine meanwhile (1, 5, 15 minutes): {load}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
