"""The sniffer as a process: on a box between a real TLS client and a real server, and where it may not capture."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.device_decisions import set_mode
from analysis.devices import Device, decide
from analysis.enrolment import enrol
from analysis.journal_format import decode_flow
from analysis.journal_reading import tail
from analysis.records import Address, Flow, Visibility
from analysis.settings import Home
from proxy_addons.live_records import UNSEEN_END
from tests.proxy_addons import household
from tests.proxy_addons.household import (
    BOX,
    DEVICE,
    DEVICE_6,
    GUEST,
    MAC,
    NOT_ENROLLED,
    REPOSITORY,
    SERVER,
    SERVER_6,
    Household,
    counts_of,
    flows_of,
    hints_of,
    latest,
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
    return [flow.host for flow in latest(home)]


def everything(home: Home) -> bytes:
    return b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())


def end(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGTERM) -> int:
    process.send_signal(number)
    return process.wait(20)


def test_a_contact_of_an_enrolled_device_is_told_while_it_lasts_and_when_it_is_over(
    house: Household, home: Home
) -> None:
    process = house.sniff(home)  # all interfaces: the packets cross two of the box
    house.visit(SERVER, "tracker.example")
    began = time.monotonic()
    wait_for(lambda: "tracker.example" in hosts(home), 10)
    assert time.monotonic() - began < 5
    opened = flows_of(home)[0]
    assert (opened.host, opened.sni, opened.writer) == ("tracker.example", "tracker.example", "sniffer")
    assert opened.addresses == (Address(kind="ip", value=DEVICE), Address(kind="mac", value=MAC))
    assert opened.client is not None
    assert (opened.client.remote_ip, opened.client.remote_port) == (SERVER, 443)
    assert (opened.alpn, opened.ech) == ("h2,http/1.1", False)
    assert end(process) == 0
    (closed,) = latest(home)
    assert closed.flow_id == opened.flow_id
    assert closed.closed_at is not None
    assert closed.closed_at > closed.opened_at
    assert UNSEEN_END not in closed.reason
    status = status_of(home)
    assert status is not None
    assert (status.state, status.counters["contacts"], status.counters["packets_lost"]) == ("stopped", 1, 0)
    assert closed.packets_out is not None
    assert closed.packets_in is not None
    assert status.counters["packets_read"] == closed.packets_out + closed.packets_in


@pytest.mark.parametrize("segments", [1, 64], ids=["packet by packet", "many packets put into one"])
def test_bytes_are_those_that_the_device_itself_counts(
    house: Household, tmp_path: Path, segments: int
) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="phone", addresses=(Address(kind="mac", value=MAC),)))
    house.segment(segments)
    process = house.sniff(home)
    before = house.sizes()
    load = "import sys; sys.stdout.buffer.write(bytes(3_000_000))"
    sent = 0
    for address in (SERVER, f"[{SERVER_6}]"):
        fetch = f"curl -s -m 9 -o /dev/null http://{address}/2000000"
        house.run(
            house.device,
            ["sh", "-c", f"{sys.executable} -c '{load}' | curl -s -m 9 -T - http://{address}/; {fetch}"],
        )
        sent += 3_000_000
    house.visit(SERVER, "tracker.example")
    time.sleep(1)
    out, into = (after - earlier for after, earlier in zip(house.sizes(), before, strict=True))
    assert end(process) == 0
    flows, counts = latest(home), counts_of(home)
    flows_out = sum(flow.bytes_out or 0 for flow in flows)
    flows_in = sum(flow.bytes_in or 0 for flow in flows)
    assert sum(count.bytes_out for count in counts) == flows_out
    assert sum(count.bytes_in for count in counts) == flows_in
    assert sum(count.packets for count in counts) == sum(
        (flow.packets_out or 0) + (flow.packets_in or 0) for flow in flows
    )
    assert {(count.interface, count.packets_lost) for count in counts} == {("all", 0)}
    if segments == 1:
        assert abs(flows_out - out) / out < 0.005
        assert abs(flows_in - into) / into < 0.005
    else:  # the interface counts what was put together as one packet; on a cable each has its own headers
        uploads = [flow for flow in flows if (flow.bytes_out or 0) > 2_000_000]
        assert len(uploads) == 2
        for flow in uploads:
            headers = 86 if flow.client is not None and ":" in flow.client.local_ip else 66
            payload = 1500 + 14 - headers
            expected = 3_000_000 + 3_000_000 / payload * headers
            assert flow.bytes_out is not None
            assert abs(flow.bytes_out - expected) / expected < 0.02
            assert flow.packets_out is not None
            assert flow.packets_out >= 3_000_000 / payload


def test_messages_in_clear_of_an_open_device_are_kept_and_of_an_observed_one_not(
    house: Household, home: Home
) -> None:
    process = house.sniff(home, "inside")
    curl = ["curl", "-s", "-m", "5", "-d", "lat=52.1", "-H", "Host: plain.example", f"http://{SERVER}/up"]
    house.run(house.device, curl, check=False)
    wait_for(lambda: b"lat=52.1" in everything(home))
    set_mode(home, "phone", "observe")
    wait_for(lambda: (status := status_of(home)) is not None and not status.counters["waiting"])
    time.sleep(2)
    curl[5], curl[7] = "lon=4.9", "Host: watched.example"
    house.run(house.device, curl, check=False)
    wait_for(lambda: "watched.example" in hosts(home))
    assert end(process) == 0
    assert b"lon=4.9" not in everything(home)
    by_host = {flow.host: flow.visibility for flow in latest(home)}
    assert by_host["plain.example"] is Visibility.CLEARTEXT
    assert by_host["watched.example"] is Visibility.NOT_OPENED


def test_a_connection_to_the_proxy_has_the_ends_that_the_proxy_notes_and_is_not_read_again(
    house: Household, home: Home
) -> None:
    process = house.sniff(home)
    command = [sys.executable, "-m", "analysis", "capture", "--home", str(home.root), "--listen", BOX]
    proxy = house.start(house.box, command)
    fetch = ["curl", "-s", "-m", "9", "-x", f"http://{BOX}:8080", f"http://{SERVER}/through-the-proxy"]
    wait_for(lambda: house.run(house.device, fetch, check=False).returncode == 0)

    def noted() -> list[Flow]:
        found = tail(home.journal_dir, "proxy-0", 0)
        flows = [decode_flow(record) for record in found if record.kind == "flow"]
        return [flow for flow in flows if flow.closed_at is not None]

    wait_for(noted)
    pair = noted()[-1].client
    assert pair is not None
    wait_for(lambda: pair in [flow.client for flow in latest(home)])
    assert end(process) == 0
    assert end(proxy) == 0
    (seen,) = [flow for flow in latest(home) if flow.client == pair]
    assert (seen.upstream, seen.host, seen.port) == (None, BOX, 8080)
    records = tail(home.journal_dir, "sniffer", 0, 10_000)
    assert not [record for record in records if record.kind == "transmission"]
    assert not any(b"through-the-proxy" in (record.content or b"") for record in records)


def test_what_a_device_says_of_itself_is_a_hint(house: Household, tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="phone", addresses=(Address(kind="mac", value=MAC),)))
    process = house.sniff(home)
    program = (
        "import socket\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton('10.77.1.2'))\n"
        "s.sendto(b'NOTIFY * HTTP/1.1\\r\\nHOST: 239.255.255.250:1900\\r\\nSERVER: Test/9 TV\\r\\n\\r\\n',"
        " ('239.255.255.250', 1900))\n"
    )
    house.run(house.device, [sys.executable, "-c", program])
    wait_for(lambda: [(hint.kind, hint.value) for hint in hints_of(home)] == [("ssdp_server", "Test/9 TV")])
    assert hints_of(home)[0].addresses == (Address(kind="ip", value=DEVICE), Address(kind="mac", value=MAC))
    assert end(process) == 0


def test_it_is_killed_and_goes_on(house: Household, home: Home) -> None:
    process = house.sniff(home)
    house.visit(SERVER, "before.example")
    wait_for(lambda: "before.example" in hosts(home))
    process.kill()
    process.wait(20)
    (home.run_dir / "sniffer.json").unlink()
    process = house.sniff(home)
    house.visit(SERVER, "after.example")
    wait_for(lambda: "after.example" in hosts(home))
    assert end(process) == 0
    assert hosts(home).count("before.example") == 1


def test_ipv6_is_seen_and_a_device_is_known_by_its_mac(house: Household, tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    decide(home, Device(id="", name="tablet", addresses=(Address(kind="mac", value=MAC),)))
    process = house.sniff(home, "inside")
    house.visit(SERVER_6, "six.example")
    wait_for(lambda: "six.example" in hosts(home))
    flow = next(flow for flow in latest(home) if flow.host == "six.example")
    assert flow.addresses == (Address(kind="ip", value=DEVICE_6), Address(kind="mac", value=MAC))
    assert end(process, signal.SIGINT) == 0


def test_of_a_device_that_is_not_enrolled_only_bytes_are_kept(house: Household, home: Home) -> None:
    process = house.sniff(home)
    house.visit(SERVER, "nobodys-business.example", source=GUEST)
    secret = ["curl", "-s", "-m", "5", "--interface", GUEST, "-d", "secret=geheim", f"http://{SERVER}/"]
    house.run(house.device, secret, check=False)
    house.visit(SERVER, "afterwards.example")
    wait_for(lambda: "afterwards.example" in hosts(home))
    assert end(process) == 0
    assert b"nobodys-business" not in everything(home)
    assert b"geheim" not in everything(home)
    assert GUEST.encode() not in everything(home)
    (total,) = [flow for flow in flows_of(home) if flow.reason == NOT_ENROLLED]
    assert total.bytes_out is not None
    assert total.bytes_out > 500
    assert (total.addresses, total.client, total.host) == ((), None, "")


def test_a_device_that_is_enrolled_meanwhile_is_seen_from_then_on(house: Household, home: Home) -> None:
    process = house.sniff(home)
    enrol(home, "tablet", ips=(GUEST,))
    wait_for(lambda: house.visit(SERVER, "late.example", source=GUEST) and "late.example" in hosts(home))
    assert end(process) == 0


def test_of_a_sensitive_name_only_the_category_is_kept(house: Household, home: Home) -> None:
    process = house.sniff(home)
    name = "lifeline.samaritans.org"
    ask(house, name)
    house.visit(SERVER, name)
    plain = ["curl", "-s", "-m", "5", "-d", "talk=1", "-H", f"Host: {name}", f"http://{SERVER}/chat"]
    house.run(house.device, plain, check=False)
    house.run(house.device, [sys.executable, "-c", QUIC_PROGRAM, name, str(REPOSITORY), SERVER])
    house.visit(SERVER, "afterwards.example")
    wait_for(lambda: hosts(home).count("category:crisis_lines") >= 3)
    wait_for(lambda: "afterwards.example" in hosts(home))
    assert end(process) == 0
    sensitive = [flow for flow in latest(home) if flow.host.startswith("category:")]
    assert {flow.transport for flow in sensitive} == {"tcp", "udp", "icmp"}  # nobody listens for QUIC there
    assert all(flow.sni is None and flow.upstream is None and flow.client is None for flow in sensitive)
    for word in (b"samaritans", b"talk=1", b"/chat"):
        assert word not in everything(home)


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
    (closed,) = latest(home)
    assert closed.closed_at is not None
    assert UNSEEN_END in closed.reason
    waiting.terminate()


def test_packets_are_kept_where_that_is_asked_for_and_no_sensitive_name_is_among_them(
    house: Household, home: Home
) -> None:
    enrol(home, "watched", ips=(DEVICE_6,), observe=True)
    process = house.sniff(home, "", "--keep-pcap", "24h")
    name = "lifeline.samaritans.org"
    ask(house, name)
    house.visit(SERVER, name)
    house.run(house.device, [sys.executable, "-c", QUIC_PROGRAM, name, str(REPOSITORY), SERVER])
    plain = ["curl", "-s", "-m", "5", "-H", f"Referer: https://{name}/", f"http://{SERVER}/chat"]
    house.run(house.device, plain, check=False)
    house.visit(SERVER, "kept.example")
    house.visit(SERVER_6, "observed.example")
    house.visit(SERVER, "stranger.example", source=GUEST)
    wait_for(lambda: (status := status_of(home)) is not None and status.counters["pcap_packets"] > 10)
    process.kill()
    process.wait(20)
    (home.run_dir / "sniffer.json").unlink()
    (part,) = (home.root / "packets").iterdir()
    assert part.suffix == ".part"
    process = house.sniff(home, "", "--keep-pcap", "24h")
    house.visit(SERVER, "again.example")
    wait_for(lambda: (status := status_of(home)) is not None and status.counters["pcap_packets"] > 5)
    assert end(process) == 0
    kept = sorted((home.root / "packets").glob("*.pcapng"))
    assert len(kept) == 2
    content = b"".join(path.read_bytes() for path in kept)
    for there in (b"kept.example", b"again.example"):
        assert there in content
    for absent in (b"samaritans", b"observed.example", b"stranger.example"):
        assert absent not in content
    assert b"samaritans" not in everything(home)
    leakledger = [sys.executable, "-m", "analysis"]
    found = subprocess.run(
        [*leakledger, "scan", "--all", "--format", "csv", *map(str, kept)],
        check=True,
        capture_output=True,
        cwd=REPOSITORY,
    )
    assert b"kept.example" in found.stdout
    assert b"again.example" in found.stdout
    verify = [*leakledger, "verify", "--home", str(home.root)]
    verified = subprocess.run(verify, check=True, capture_output=True, cwd=REPOSITORY)
    assert b"2 segments of kept packets as they were journalled" in verified.stdout
    kept[0].write_bytes(kept[0].read_bytes()[:-4])
    assert subprocess.run(verify, check=False, capture_output=True, cwd=REPOSITORY).returncode == 1


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


QUIC_PROGRAM = (
    "import socket, sys\n"
    "sys.path.insert(0, sys.argv[2])\n"
    "from tests.proxy_addons.frames import client_hello\n"
    "from tests.proxy_addons.quic_packets import crypto, initial\n"
    "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
    "hello = client_hello(sys.argv[1])[5:]\n"
    "s.sendto(initial(crypto(0, hello), b'conn-id1', number=0), (sys.argv[3], 443))\n"
)
