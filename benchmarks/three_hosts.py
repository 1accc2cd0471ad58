"""Bytes for each device and destination, as the ledger has them, beside what the server's own kernel counted.

    sudo .venv/bin/python benchmarks/three_hosts.py [--minutes 10] [--limit 0.5] [--keep FOLDER]

Devices, a box and a server in network namespaces; nothing leaves this machine. On the box run the proxy, the sniffer and the
analyst, as ``leakledger run`` starts them. A phone (opened), a tablet (only observed) and a guest (not enrolled) send mixed
traffic for the time: through the proxy HTTPS that is opened, HTTPS that the app refuses, hosts that are never opened, of
which one is sensitive, HTTP, a WebSocket; past it HTTPS, HTTP, QUIC-like datagrams, MQTT to mosquitto, DNS; IPv4 and IPv6.

Compared, with the ratio for each: past the proxy the ledger's bytes with those that the server's kernel counted for the
same device, each way. Through the proxy there are two connections, cut into packets and acknowledged each in its own way:
for each destination what TCP carried is compared, that is the ledger's bytes without the headers of its packets, with what
the server counted from the box; the bytes on the wire stand beside it and are not judged. All of them together are compared
on the wire with what the device's kernel counted towards the proxy. Then the sum over visibilities with what the interface
counted. 1 where one differs by more than ``--limit`` per cent or anything failed, 2 where it cannot be measured here. Needs
root, iproute2, nftables, curl and mosquitto.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.enrolment import enrol  # noqa: E402
from analysis.records import utc_now  # noqa: E402
from analysis.settings import Home  # noqa: E402
from analysis.status import read_all  # noqa: E402
from benchmarks.three_hosts_ledger import Ledgered, Line, compare  # noqa: E402
from benchmarks.three_hosts_network import ENDS, PROXY, Counted, Network  # noqa: E402
from benchmarks.three_hosts_peers import DESTINATIONS  # noqa: E402
from tests.proxy_addons import peers  # noqa: E402

NEEDED: Final = ("ip", "nft", "curl", "mosquitto")
NEVER: Final = (
    "- {category: bank, sensitive: false, hosts: [bank.example]}\n"
    "- {category: health, sensitive: true, hosts: [clinic.example]}\n"
)


def play(
    home: Home, network: Network, seconds: float, folder: Path
) -> tuple[dict[tuple[str, int], Counted], list[str]]:
    """Everything from the first packet to the last record: what was counted, by device and destination; what failed."""
    peers.HOSTS = tuple(DESTINATIONS)
    authority = peers.Authority(folder)
    (home.root / "never_intercept.yaml").write_text(NEVER)
    enrol(home, "phone", kind="phone", ips=ENDS["phone"])
    enrol(home, "tablet", kind="tablet", ips=ENDS["tablet"], observe=True)
    program = [sys.executable, "benchmarks/three_hosts_peers.py"]
    network.start(network.server, [*program, "server", str(authority.leaf)])
    (folder / "mosquitto.conf").write_text("listener 1883\nallow_anonymous true\nuser root\nlog_type error\n")
    network.start(network.server, ["mosquitto", "-c", str(folder / "mosquitto.conf")])
    part = [sys.executable, "-m", "analysis"]
    sniffer = network.start(network.box, [*part, "capture", "--home", str(home.root), "sniffer"])
    proxy = network.start(
        network.box,
        [
            *part,
            "capture",
            "--home",
            str(home.root),
            "--listen",
            PROXY[0],
            "--upstream-ca",
            str(authority.pem),
        ],
    )
    analyst = network.start(network.box, [*part, "analyse", "--home", str(home.root)])
    _wait(
        lambda: (
            {"sniffer", "proxy-0", "analyst"}
            <= {one.name for one in read_all(home) if one.state == "running"}
        )
    )
    _wait(lambda: _answers(network))
    before = network.counted()
    certificates = (str(home.ca_certificate), str(authority.pem))
    devices = [
        network.start(space, [*program, name, str(seconds), *certificates])
        for space, name in ((network.phone, "phone"), (network.tablet, "tablet"))
    ]
    ended = [device.wait(seconds + 300) for device in devices]
    time.sleep(12)  # closed connections are told after ten seconds
    for process in (proxy, sniffer):
        process.send_signal(signal.SIGTERM)
    ended += [process.wait(60) for process in (proxy, sniffer)]
    counted = network.counted()
    analyst.send_signal(signal.SIGTERM)
    ended.append(analyst.wait(120))
    subprocess.run(
        [*part, "analyse", "--home", str(home.root), "--once"],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    difference = {key: now.plus(before[key], -1) for key, now in counted.items()}
    return difference, [f"a part ended with exit code {code}" for code in ended if code]


def _answers(network: Network) -> bool:
    command = [
        "ip",
        "netns",
        "exec",
        network.box,
        "curl",
        "-s",
        "-m",
        "3",
        "http://clear.example/1",
        "-o",
        "/dev/null",
    ]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _wait(true: Callable[[], bool], seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit("waited in vain for a part to start or to end")
        time.sleep(0.2)


def main() -> int:
    """Play, compare, print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--limit", type=float, default=0.5, help="per cent")
    options.add_argument("--keep", type=Path, help="keep the home in this folder, which is not there yet")
    chosen = options.parse_args()
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if os.geteuid() != 0 or missing:
        print(f"not measured: {'needs ' + ', '.join(missing) if missing else 'needs root'}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        home = Home.open(
            chosen.keep or folder / "home", kind="demo"
        )  # a demo's: it may trust a made-up authority
        network = Network(tuple(DESTINATIONS.values()))
        began = utc_now()
        try:
            network.build()
            counted, failures = play(home, network, chosen.minutes * 60, folder)
            sent_again = network.sent_again()
        finally:
            network.take_down()
        seen = Ledgered(home, began)
        lines = compare(seen, counted)
        print(f"\n{'':<58} {'ledger':>14} {'counted':>14}  ratio")
        print("\n".join(line.text() for line in lines))
        print(f"\nup, by visibility, in {(utc_now() - began) // timedelta(seconds=1)} s:")
        shares = seen.coverage()
        print(
            "\n".join(
                f"  {one.visibility.value:<20} {one.bytes_out:>14,} bytes, {one.connections:,} connections"
                for one in shares
            )
        )
        print(f"  {'stayed in the house':<20} {seen.stayed():>14,} bytes")
        counted_out, accounted, packets, lost = seen.interface()
        balance = Line(
            "all visibilities and what stayed, and the interface",
            sum(one.bytes_out for one in shares) + seen.stayed(),
            counted_out,
        )
        print(
            f"\n{balance.text()}\n{packets:,} packets, {lost:,} lost; the pages account for {accounted:,} bytes;"
            f" TCP sent {sent_again:,} segments again"
        )
        worst = max([*lines, balance], key=lambda line: line.differs)
        print(f"the greatest difference is {worst.differs:.3f} %: {worst.what}")
        for failure in failures:
            print(failure, file=sys.stderr)
    return 1 if failures or worst.differs > chosen.limit else 0


if __name__ == "__main__":
    sys.exit(main())
