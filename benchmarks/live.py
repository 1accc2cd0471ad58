"""What the live sniffer takes without losing a packet, beside dumpcap (or tcpdump) on the same wire in the same run.

    sudo .venv/bin/python benchmarks/live.py [--data ../shared/data/pcap] [--seconds 6] [--rate 50000] [--mbit 300]

The captures below ``--data`` are joined to a capture of ``--rate`` packets a second that fill ``--mbit`` together: what they
hold of full packets is repeated until that is so. tcpreplay sends it over a veth pair in network namespaces made for it;
nothing leaves this machine. At the other end, on one core: the sniffer as ``leakledger capture sniffer`` runs it, with
every private address of the captures enrolled, everything read and journalled. Then, the same with ``dumpcap -w /dev/null``,
which writes and reads nothing. Printed: packets a second as sent, packets that the kernel lost, the share of one core; then
the rates at which the sniffer begins to lose. Needs root, iproute2 and tcpreplay.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import msgspec

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.devices import Device, decide  # noqa: E402
from analysis.records import Address  # noqa: E402
from analysis.settings import Home  # noqa: E402
from analysis.status import Status  # noqa: E402
from benchmarks.passive import _moved, packets_of  # noqa: E402

NEEDED = ("ip", "tcpreplay", "taskset")
FULL = range(1200, 1515)  # bytes
SENDER, WATCHER = f"llbench{os.getpid()}s", f"llbench{os.getpid()}w"
STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


class Run(NamedTuple):
    """What one run gave: the rate asked for, packets sent and their rate, packets seen and lost, share of one core."""

    asked: float
    sent: int
    rate: float
    seen: int
    lost: int
    share: float

    @property
    def reached(self) -> bool:
        """Whether the sender kept to the rate."""
        return self.rate >= 0.95 * self.asked

    def text(self) -> str:
        """As a line."""
        part = f" ({self.lost / self.sent:.2%})" if self.lost else ""
        if not self.reached:
            part += f" (the sender was to send {self.asked:,.0f}, and did not come to it)"
        return f"{self.rate:,.0f} packets/s: {self.seen:,} seen, {self.lost:,} lost{part}, {self.share:.0%} of one core"


def mixed(packets: list[tuple[float, bytes]], wanted: int, size: float) -> list[bytes]:
    """So many frames, of a mean size: the recorded ones in their order, with full ones of them repeated in between."""
    small = [frame for _, frame in packets if len(frame) <= 1514]
    full = [frame for frame in small if len(frame) in FULL]
    frames: list[bytes] = []
    total = turn = copy = 0
    while len(frames) < wanted:
        for frame in small:
            frames.append(_moved(frame, copy))
            total += len(frame)
            while total < size * len(frames) and full:
                more = full[turn % len(full)]
                turn += 1
                frames.append(more)
                total += len(more)
        copy += 1
    return frames[:wanted]


def write(frames: list[bytes], target: Path) -> None:
    """As a capture."""
    with target.open("wb") as stream:
        stream.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, 1))
        for number, frame in enumerate(frames):
            head = struct.pack(
                "<IIII", 1_700_000_000 + number // 10_000, number % 10_000 * 100, len(frame), len(frame)
            )
            stream.write(head + frame)


def enrol_all(home: Home, frames: list[bytes]) -> int:
    """Every private IPv4 address, and every sender's IPv6 address, becomes one device's; how many there are."""
    found: set[str] = set()
    for frame in frames:
        if frame[12:14] == b"\x08\0" and len(frame) >= 34:
            ends = [ipaddress.IPv4Address(frame[place : place + 4]) for place in (26, 30)]
            found.update(
                str(end) for end in ends if end.is_private and not end.is_loopback and not end.is_unspecified
            )
        elif frame[12:14] == b"\x86\xdd" and len(frame) >= 54:
            found.add(str(ipaddress.IPv6Address(frame[22:38])))
    addresses = tuple(Address(kind="ip", value=value) for value in sorted(found))
    decide(home, Device(id="", name="all", addresses=addresses))
    return len(found)


def build() -> None:
    """Two namespaces and a cable between them."""
    for space in (SENDER, WATCHER):
        _ip(f"netns add {space}")
    _ip(f"-n {WATCHER} link add wire type veth peer name wire netns {SENDER}")
    for space in (SENDER, WATCHER):
        subprocess.run(
            ["ip", "netns", "exec", space, "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6"],
            check=True,
        )
        _ip(f"-n {space} link set wire mtu 9000 up")


def take_down() -> None:
    """The namespaces go, and the cable with them."""
    for space in (SENDER, WATCHER):
        subprocess.run(["ip", "netns", "delete", space], check=False, capture_output=True)


def send(capture: Path, rate: float, cpu: int) -> tuple[int, float]:
    """Packets sent, and how many a second they were."""
    options = f"-q -i wire --preload-pcap --timer=gtod --pps={rate:.0f}"
    command = ["taskset", "-c", str(cpu), "tcpreplay", *options.split(), str(capture)]
    answer = subprocess.run(
        ["ip", "netns", "exec", SENDER, *command], capture_output=True, text=True, check=False, timeout=300
    )
    sent = re.search(r"Actual: (\d+) packets .* in ([0-9.]+) seconds", answer.stdout + answer.stderr)
    if sent is None:
        raise SystemExit(f"tcpreplay failed: {answer.stderr.strip() or answer.stdout.strip()}")
    return int(sent[1]), int(sent[1]) / float(sent[2])


def watch(home: Home, capture: Path, rate: float, cpus: tuple[int, int]) -> Run:
    """One run of the sniffer."""
    (home.run_dir / "sniffer.json").unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "analysis",
        "capture",
        "--home",
        str(home.root),
        "sniffer",
        "--interface",
        "wire",
    ]
    process = _start(command, cpus[1])
    try:
        while (status := _status(home)) is None or status.state != "running":
            time.sleep(0.05)
        child, before = process.pid, _cpu_seconds(process.pid)
        began = time.monotonic()
        sent, actual = send(capture, rate, cpus[0])
        seconds = max(sent / actual, 0.001)
        while time.monotonic() - began < seconds + 3:  # what waits in the ring
            time.sleep(0.2)
        share = (_cpu_seconds(child) - before) / seconds
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    last = _status(home)
    assert last is not None
    counters = last.counters
    return Run(
        rate, sent, actual, counters["packets"] - counters["packets_lost"], counters["packets_lost"], share
    )


def watch_with_peer(capture: Path, rate: float, cpus: tuple[int, int]) -> tuple[str, Run] | None:
    """The same with a tool that only takes packets; None where there is none."""
    dumpcap, tcpdump = shutil.which("dumpcap"), shutil.which("tcpdump")
    if dumpcap:
        name, command = "dumpcap -w /dev/null", [dumpcap, "-q", "-i", "wire", "-w", "/dev/null"]
    elif tcpdump:
        name, command = "tcpdump -w /dev/null", [tcpdump, "-n", "-i", "wire", "-w", "/dev/null"]
    else:
        return None
    process = _start(command, cpus[1])
    time.sleep(2)
    before = _cpu_seconds(process.pid)
    sent, actual = send(capture, rate, cpus[0])
    time.sleep(1)
    share = (_cpu_seconds(process.pid) - before) / (sent / actual)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1].decode()
    if counted := re.search(r"on interface '?wire'?: (\d+)/(\d+)", said):
        seen, lost = int(counted[1]), int(counted[2])
    else:
        numbers = {
            what: int(number) for number, what in re.findall(r"(\d+) packets (captured|dropped)", said)
        }
        seen, lost = numbers.get("captured", 0), numbers.get("dropped", 0)
    return name, Run(rate, sent, actual, seen, lost, share)


def _start(command: list[str], cpu: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["ip", "netns", "exec", WATCHER, "taskset", "-c", str(cpu), *command],
        cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def _status(home: Home) -> Status | None:
    path = home.run_dir / "sniffer.json"
    return msgspec.json.decode(path.read_bytes(), type=Status) if path.exists() else None


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ip(arguments: str) -> None:
    subprocess.run(["ip", *arguments.split()], check=True, capture_output=True)


def main() -> int:
    """Measure and print; 1 where a packet was lost at the rate that is asked for, 2 where it cannot be measured here."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data" / "pcap")
    options.add_argument("--seconds", type=float, default=6.0)
    options.add_argument("--rate", type=int, default=50_000, help="packets a second")
    options.add_argument("--mbit", type=float, default=300.0, help="megabits a second")
    options.add_argument("--cpus", default="0,1", help="the sender's core, the watcher's")
    options.add_argument(
        "--no-limit", action="store_true", help="leave out the search for the rate that is too much"
    )
    chosen = options.parse_args()
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if os.geteuid() != 0 or missing:
        print(
            f"not measured: {'needs root' if not missing else 'needs ' + ', '.join(missing)}", file=sys.stderr
        )
        return 2
    if not chosen.data.is_dir():
        print(f"{chosen.data}: no such folder; --data names one with captures", file=sys.stderr)
        return 2
    sender, watcher = (int(cpu) for cpu in chosen.cpus.split(","))
    with tempfile.TemporaryDirectory() as folder:
        capture, home = Path(folder) / "joined.pcap", Home.open(Path(folder) / "home")
        frames = mixed(
            packets_of(chosen.data), round(chosen.rate * chosen.seconds), chosen.mbit * 1e6 / 8 / chosen.rate
        )
        write(frames, capture)
        devices = enrol_all(home, frames)
        mean = sum(map(len, frames)) / len(frames)
        print(
            f"{len(frames):,} packets of {mean:.0f} bytes ({mean * 8 * chosen.rate / 1e6:.0f} Mbit/s);"
            f" {devices:,} addresses enrolled"
        )
        del frames
        try:
            build()
            first = watch(home, capture, chosen.rate, (sender, watcher))
            print(f"leakledger: {first.text()}")
            peer = watch_with_peer(capture, chosen.rate, (sender, watcher))
            print(
                "neither dumpcap nor tcpdump is installed: no peer"
                if peer is None
                else f"{peer[0]}: {peer[1].text()}"
            )
            for step in () if chosen.no_limit else STEPS[1:]:
                more = watch(home, capture, chosen.rate * step, (sender, watcher))
                print(f"leakledger at {step:g} times that: {more.text()}")
                if more.lost or not more.reached:
                    break
        finally:
            take_down()
    if not first.reached:
        print("not judged: the sender did not come to the rate that was asked for", file=sys.stderr)
        return 2
    return 1 if first.lost or first.seen < first.sent else 0


if __name__ == "__main__":
    sys.exit(main())
