"""The network of ``three_hosts.py``: devices, a box and a server in namespaces, and the counters of server and devices.

The server has an address of its own for each destination, IPv4 and IPv6, and its kernel (nftables) counts packets and bytes
for each pair of ends. Nothing leads outside. Needs root, iproute2 and nftables.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

REPOSITORY: Final = Path(__file__).resolve().parents[1]
NETNS: Final = Path("/etc/netns")  # where iproute2 looks for a namespace's own resolv.conf
PROXY: Final = ("10.77.1.1", 8080)
PHONE, PHONE_6 = "10.77.1.2", "fd77:1::2"
TABLET, TABLET_6, GUEST = "10.77.3.2", "fd77:3::2", "10.77.3.3"
BOX, BOX_6 = "10.77.2.1", "fd77:2::1"
ENDS: Final = {
    "phone": (PHONE, PHONE_6), "tablet": (TABLET, TABLET_6), "guest": (GUEST, ""), "box": (BOX, BOX_6),
}  # fmt: skip
FRAME: Final = 14  # bytes of an Ethernet header, which nftables does not count


HEADERS: Final = {"4": 20 + 32, "6": 40 + 32}  # bytes of IP and of TCP with its time stamps


# Nothing is lost on these cables, but two processors may overtake one another, and who waits for one may be late. Then TCP
# would send again, and say in longer headers what it has got: bytes on one side of the proxy that the other does not have.
SENT_ONCE: Final = {
    "tcp_sack": 0, "tcp_dsack": 0, "tcp_recovery": 0, "tcp_early_retrans": 0, "tcp_reordering": 300,
    "tcp_max_reordering": 1000, "tcp_rto_min_us": 3_000_000,  # the last: since Linux 6.11
}  # fmt: skip


class Counted(NamedTuple):
    """Bytes each way, seen from the device: on the wire, and what TCP carried."""

    out: int = 0
    into: int = 0
    content_out: int = 0
    content_into: int = 0

    def plus(self, other: Counted, times: int = 1) -> Counted:
        """The sum of both, the other so many times."""
        return Counted(*(one + times * more for one, more in zip(self, other, strict=True)))


def address(number: int) -> str:
    """The server's IPv4 address for a destination (of AS112, RFC 7534: no private one)."""
    return f"192.31.196.{number}"


def address_6(number: int) -> str:
    """The same for IPv6."""
    return f"2620:4f:8000::{number:x}"


class Network:
    """``numbers`` are those of the destinations; 53 is the resolver."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        mark = f"ll3h{os.getpid()}"
        self.phone, self.tablet, self.box, self.server = (f"{mark}{part}" for part in "ptbs")
        self._numbers = numbers
        self._started: list[subprocess.Popen[bytes]] = []

    def build(self) -> None:
        """Namespaces, cables, addresses, counters."""
        for space in (self.phone, self.tablet, self.box, self.server):
            _ip(f"netns add {space}")
            _ip(f"-n {space} link set lo up")
            # no more under way than the queue between two namespaces takes: what it drops is sent twice, and differs
            for limits in ("tcp_wmem", "tcp_rmem"):
                self.run(space, ["sh", "-c", f"echo 4096 65536 131072 > /proc/sys/net/ipv4/{limits}"])
            for name, value in SENT_ONCE.items():
                path = f"/proc/sys/net/ipv4/{name}"
                self.run(space, ["sh", "-c", f"[ ! -e {path} ] || echo {value} > {path}"])
            folder = NETNS / space
            folder.mkdir(parents=True)
            (folder / "resolv.conf").write_text(f"nameserver {address(53)}\noptions timeout:5 attempts:3\n")
        self._cable("inside", self.phone, ("10.77.1.1/24", "fd77:1::1/64"), (f"{PHONE}/24", f"{PHONE_6}/64"))
        tablet = (f"{TABLET}/24", f"{GUEST}/24", f"{TABLET_6}/64")
        self._cable("inside2", self.tablet, ("10.77.3.1/24", "fd77:3::1/64"), tablet)
        outside = (f"{BOX}/24", f"{BOX_6}/64")
        self._cable("outside", self.server, outside, ("10.77.2.2/24", "fd77:2::2/64"))
        for number in self._numbers:
            _ip(f"-n {self.server} address add {address(number)}/32 dev eth0")
            _ip(f"-n {self.server} address add {address_6(number)}/128 dev eth0 nodad")
        _ip(f"-n {self.box} route add 192.31.196.0/24 via 10.77.2.2")
        _ip(f"-n {self.box} -6 route add 2620:4f:8000::/48 via fd77:2::2")
        for name in ("ipv4/ip_forward", "ipv6/conf/all/forwarding"):
            self.run(self.box, ["sh", "-c", f"echo 1 > /proc/sys/net/{name}"])
        self._count()

    def _cable(self, name: str, space: str, of_box: tuple[str, ...], of_other: tuple[str, ...]) -> None:
        _ip(f"-n {self.box} link add {name} type veth peer name eth0 netns {space}")
        for where, link, addresses in ((self.box, name, of_box), (space, "eth0", of_other)):
            # packets as they are on a real cable: what the kernel puts together the counters would count as one
            _ip(f"-n {where} link set {link} gso_max_segs 1 up")
            for one in addresses:
                _ip(f"-n {where} address add {one} dev {link}" + (" nodad" if ":" in one else ""))
        router, router_6 = (one.partition("/")[0] for one in of_box)
        _ip(f"-n {space} route add default via {router}")
        _ip(f"-n {space} -6 route add default via {router_6}")

    def _count(self) -> None:
        rules = []
        for number in self._numbers:
            for who, ends in ENDS.items():
                for far, family in zip(ends, ("ip", "ip6"), strict=True):
                    own = address(number) if family == "ip" else address_6(number)
                    if far:
                        name = f"{who}_{number}_{'4' if family == 'ip' else '6'}"
                        rules.append(("in", name, f"{family} saddr {far} {family} daddr {own}"))
                        rules.append(("out", name, f"{family} saddr {own} {family} daddr {far}"))
        self._counters(self.server, rules)
        for space, who in ((self.phone, "phone"), (self.tablet, "tablet")):
            to_proxy = f"ip saddr {ENDS[who][0]} ip daddr {PROXY[0]} tcp dport {PROXY[1]}"
            from_proxy = f"ip daddr {ENDS[who][0]} ip saddr {PROXY[0]} tcp sport {PROXY[1]}"
            self._counters(space, [("out", f"{who}_0_4", to_proxy), ("in", f"{who}_0_4", from_proxy)])

    def _counters(self, space: str, rules: list[tuple[str, str, str]]) -> None:
        names = sorted({f"{hook}_{name}" for hook, name, _ in rules})
        lines = ["table inet seen {", *(f"counter {name} {{ }}" for name in names)]
        for hook, chain in (("input", "in"), ("output", "out")):
            lines.append(f"chain {chain} {{ type filter hook {hook} priority 0;")
            lines += [f"{what} counter name {way}_{name}" for way, name, what in rules if way == chain]
            lines.append("}")
        script = "\n".join([*lines, "}"])
        command = ["ip", "netns", "exec", space, "nft", "-f", "-"]
        subprocess.run(command, input=script.encode(), check=True)

    def sent_again(self) -> int:
        """Segments that TCP sent once more, in all namespaces: each is counted on one side of the proxy only."""
        found = 0
        for space in (self.phone, self.tablet, self.box, self.server):
            said = self.run(space, ["cat", "/proc/net/snmp"]).stdout.decode()
            names, values = (line.split() for line in said.splitlines() if line.startswith("Tcp:"))
            found += int(dict(zip(names, values, strict=True))["RetransSegs"])
        return found

    def counted(self) -> dict[tuple[str, int], Counted]:
        """By device and destination, as the server's kernel counted; destination 0 is the proxy, as the device counted."""
        found: dict[tuple[str, int], Counted] = {}
        for space, up in ((self.server, "in"), (self.phone, "out"), (self.tablet, "out")):
            answer = json.loads(
                self.run(space, ["nft", "-j", "list", "counters", "table", "inet", "seen"]).stdout
            )
            for item in answer["nftables"]:
                if (counter := item.get("counter")) is None:
                    continue
                way, who, number, family = counter["name"].split("_")
                size = counter["bytes"] + FRAME * counter["packets"]
                content = counter["bytes"] - HEADERS[family] * counter["packets"]
                more = Counted(size, 0, content, 0) if way == up else Counted(0, size, 0, content)
                found[who, int(number)] = found.get((who, int(number)), Counted()).plus(more)
        return found

    def start(self, space: str, command: list[str], **environment: str) -> subprocess.Popen[bytes]:
        """A process in a namespace, ended at the end."""
        process = subprocess.Popen(
            ["ip", "netns", "exec", space, *command], cwd=REPOSITORY, env=os.environ | environment
        )
        self._started.append(process)
        return process

    def run(self, space: str, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        """A command in a namespace."""
        return subprocess.run(
            ["ip", "netns", "exec", space, *command], check=True, capture_output=True, timeout=60
        )

    def take_down(self) -> None:
        """End what was started; the namespaces go, and the cables with them."""
        for process in self._started:
            if process.poll() is None:
                process.terminate()
        for process in self._started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        for space in (self.phone, self.tablet, self.box, self.server):
            subprocess.run(["ip", "netns", "delete", space], check=False, capture_output=True)
            shutil.rmtree(NETNS / space, ignore_errors=True)


def _ip(arguments: str) -> None:
    done = subprocess.run(["ip", *arguments.split()], check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"ip {arguments}: {done.stderr.strip()}")
