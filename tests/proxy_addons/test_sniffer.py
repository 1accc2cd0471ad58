"""The sniffer as a process: on a box between a real TLS client and a real server, and where it may not capture."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from analysis.devices import Device, decide
from analysis.enrolment import enrol
from analysis.records import Address, Flow
from analysis.settings import Home
from tests.proxy_addons import household
from tests.proxy_addons.household import (
    BOX,
    DEVICE,
    DEVICE_6,
    GUEST,
    MAC,
    REPOSITORY,
    SERVER,
    SERVER_6,
    Household,
    flows_of,
    status_of,
    wait_for,
)
from tests.proxy_addons.peers import Authority

NO_CAPABILITY = (
    "setpriv",
    "--bounding-set",
    "-net_raw",
    "--inh-caps",
    "-net_raw",
    "--ambient-caps",
    "-net_raw",
)


@pytest.fixture(scope="module")
def house(authority: Authority) -> Iterator[Household]:
    household.needed()
    built = Household(authority.leaf)
    yield built
    built.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    opened = Home.open(tmp_path / "home")
    enrol(opened, "phone", kind="phone", ips=(DEVICE,))
    return opened


def hosts(home: Home) -> list[str]:
    return [flow.host for flow in flows_of(home) if flow.closed_at is None]


def everything(home: Home) -> bytes:
    return b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())


def end(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGTERM) -> int:
    process.send_signal(number)
    return process.wait(20)


def test_a_contact_of_an_enrolled_device_is_journalled_once_and_closed(house: Household, home: Home) -> None:
    process = house.sniff(home)  # all interfaces: the packets cross two of the box
    house.visit(SERVER, "tracker.example")
    wait_for(lambda: len(flows_of(home)) == 2)
    opened, closed = flows_of(home)
    assert (opened.host, opened.sni, opened.writer) == ("tracker.example", "tracker.example", "sniffer")
    assert opened.addresses == (Address(kind="ip", value=DEVICE), Address(kind="mac", value=MAC))
    assert opened.client is not None
    assert (opened.client.remote_ip, opened.client.remote_port) == (SERVER, 443)
    assert opened.alpn == "h2,http/1.1"
    assert opened.bytes_out is None
    assert closed.flow_id == opened.flow_id
    assert closed.closed_at is not None
    assert closed.closed_at > opened.opened_at
    assert end(process) == 0
    assert len(flows_of(home)) == 2
    status = status_of(home)
    assert status is not None
    assert (status.state, status.counters["connections"], status.counters["packets_lost"]) == (
        "stopped",
        1,
        0,
    )


def test_ipv6_is_seen_and_a_device_is_known_by_its_mac(house: Household, tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="tablet", addresses=(Address(kind="mac", value=MAC),)))
    process = house.sniff(home, "inside")
    house.visit(SERVER_6, "six.example")
    wait_for(lambda: "six.example" in hosts(home))
    flow = flows_of(home)[0]
    assert flow.addresses == (Address(kind="ip", value=DEVICE_6), Address(kind="mac", value=MAC))
    assert end(process, signal.SIGINT) == 0


def test_of_a_device_that_is_not_enrolled_no_name_is_kept(house: Household, home: Home) -> None:
    process = house.sniff(home)
    house.visit(SERVER, "nobodys-business.example", source=GUEST)
    house.visit(SERVER, "afterwards.example")
    wait_for(lambda: "afterwards.example" in hosts(home))
    assert end(process) == 0
    assert b"nobodys-business" not in everything(home)
    assert GUEST.encode() not in everything(home)


def test_a_device_that_is_enrolled_meanwhile_is_seen_from_then_on(house: Household, home: Home) -> None:
    process = house.sniff(home)
    enrol(home, "tablet", ips=(GUEST,))
    wait_for(lambda: house.visit(SERVER, "late.example", source=GUEST) and "late.example" in hosts(home))
    assert end(process) == 0


def test_of_a_sensitive_name_only_the_category_is_kept(house: Household, home: Home) -> None:
    process = house.sniff(home)
    ask(house, "lifeline.samaritans.org")
    house.visit(SERVER, "lifeline.samaritans.org")
    house.visit(SERVER, "afterwards.example")
    wait_for(lambda: "afterwards.example" in hosts(home))
    assert end(process) == 0
    sensitive = [flow for flow in flows_of(home) if flow.host.startswith("category:")]
    assert len(sensitive) == 2
    assert all(flow.sni is None and flow.upstream is None for flow in sensitive)
    assert b"samaritans" not in everything(home)


def test_a_connection_without_a_name_is_named_by_the_dns_answer(house: Household, home: Home) -> None:
    process = house.sniff(home)
    ask(house, "asked.example")
    command = ["openssl", "s_client", "-noservername", "-connect", f"{SERVER}:443"]
    house.run(house.device, [*command, "-verify_quiet"], check=False)
    wait_for(lambda: "asked.example" in hosts(home))
    flow = next(flow for flow in flows_of(home) if flow.host == "asked.example")
    assert flow.sni is None
    assert "DNS" in flow.reason
    assert end(process) == 0


def test_the_boxs_own_connections_are_the_boxs_only_where_it_is_enrolled(
    house: Household, home: Home
) -> None:
    process = house.sniff(home)
    house.visit(SERVER, "of-the-box.example", space=house.box)
    house.visit(SERVER, "afterwards.example")
    wait_for(lambda: "afterwards.example" in hosts(home))
    assert "of-the-box.example" not in hosts(home)
    enrol(home, "the box", kind="computer", ips=("10.77.2.1", BOX))
    wait_for(
        lambda: (
            house.visit(SERVER, "of-the-box.example", space=house.box) and "of-the-box.example" in hosts(home)
        )
    )
    assert end(process) == 0


def test_an_interface_that_goes_away_is_said_and_found_again(house: Household, home: Home) -> None:
    process = house.sniff(home, "inside")
    house.run(house.box, ["ip", "link", "set", "inside", "down"])
    wait_for(lambda: (status := status_of(home)) is not None and status.state == "degraded")
    house.run(house.box, ["ip", "link", "set", "inside", "up"])
    house.run(house.box, ["ip", "address", "replace", "fd77:1::1/64", "dev", "inside", "nodad"])
    wait_for(lambda: (status := status_of(home)) is not None and status.state == "running")
    house.visit(SERVER, "back.example")
    wait_for(lambda: "back.example" in hosts(home))
    assert end(process) == 0


def test_what_is_open_at_the_end_is_closed_and_said(house: Household, home: Home) -> None:
    process = house.sniff(home)
    waiting = house.start(
        house.device,
        ["openssl", "s_client", "-quiet", "-connect", f"{SERVER}:443", "-servername", "open.example"],
    )
    wait_for(lambda: "open.example" in hosts(home))
    assert end(process) == 0
    closed = [flow for flow in flows_of(home) if flow.closed_at is not None]
    assert [flow.reason for flow in closed] == ["its end was not seen"]
    waiting.terminate()


def test_where_capture_is_not_permitted_it_says_so_once_and_ends(home: Home) -> None:
    prefix = NO_CAPABILITY if os.geteuid() == 0 else ()
    ended = sniff_in_vain(home, prefix)
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert "run as root or give the command cap_net_raw" in ended.stderr
    status = status_of(home)
    assert status is not None
    assert status.state == "stopped"
    assert status.message == ended.stderr.strip()


def test_an_interface_that_does_not_exist_is_said_with_those_that_do(home: Home) -> None:
    if os.geteuid() != 0:
        pytest.skip("capture needs root")
    for name in ("nowhere0", "a-name-much-too-long-for-linux", "näh0"):
        ended = sniff_in_vain(home, (), "--interface", name)
        assert ended.returncode == 3
        assert ended.stderr.count("\n") == 1
        assert f"no network interface {name!r}" in ended.stderr
        assert "lo" in ended.stderr


def test_a_broken_list_of_sensitive_names_is_said_in_one_line(home: Home) -> None:
    if os.geteuid() != 0:
        pytest.skip("capture needs root")
    (home.root / "never_intercept.yaml").write_text("- category: [")
    ended = sniff_in_vain(home, ())
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "never_intercept.yaml:" in ended.stderr


def sniff_in_vain(home: Home, prefix: tuple[str, ...], *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        *prefix,
        sys.executable,
        "-m",
        "analysis",
        "capture",
        "--home",
        str(home.root),
        "sniffer",
        *options,
    ]
    return subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, text=True, timeout=60)


def ask(house: Household, name: str) -> None:
    """The device asks the server's resolver for a name, and gets the server's address."""
    program = (
        "import socket, sys\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "s.settimeout(5)\n"
        "labels = b''.join(bytes([len(l)]) + l.encode() for l in sys.argv[1].split('.'))\n"
        f"s.sendto(b'\\0\\7\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0' + labels + b'\\0\\0\\1\\0\\1', ('{SERVER}', 53))\n"
        "s.recv(512)\n"
    )
    house.run(house.device, [sys.executable, "-c", program, name])


def test_flows_hold_no_more_than_what_is_told(house: Household, home: Home) -> None:
    """A guard for what is added later: fields that the sniffer leaves out stay out."""
    process = house.sniff(home)
    house.visit(SERVER, "tracker.example")
    wait_for(lambda: hosts(home) == ["tracker.example"])
    assert end(process) == 0
    told = {name for flow in flows_of(home) for name in msgspec.to_builtins(flow)}
    assert told <= {
        "flow_id", "opened_at", "closed_at", "writer", "addresses", "client", "upstream", "host", "port", "sni", "alpn",
        "ech", "ja4", "reason", "transport",
    }  # fmt: skip
    assert all(isinstance(flow, Flow) for flow in flows_of(home))
