"""Frames within what some captures put around them; NFLOG as the kernel and dumpcap really write it."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.capture_file import CaptureFile
from proxy_addons.capture_traffic import CaptureTraffic
from proxy_addons.link_layers import IPV4, IPV6, network
from proxy_addons.talks import Talk
from proxy_addons.wrapped_links import WRAPPED, unwrapped
from tests.proxy_addons.capture_files import START, pcap, pcapng
from tests.proxy_addons.frames import question, tcp, udp

FOUR = tcp(("192.0.2.7", 4000), ("198.51.100.1", 80), b"x" * 30)
SIX = tcp(("2001:db8::7", 4000), ("2001:db8::1", 80), b"x" * 30)
MAC, OTHER = bytes.fromhex("020000000001"), bytes.fromhex("020000000002")
ETHERNET = OTHER + MAC + b"\x08\0" + FOUR
# as dumpcap wrote it from a kernel's nflog group: an ICMPv6 packet that a host sends when it comes up
RECORDED = bytes.fromhex(
    "0a000007080001" "0086dd0300" "09000a007365656e00000000" "080005000000" "00024c000900600000000020" "3aff"
    "00000000000000000000000000000000" "ff0200000000000000000001fffea63b" "8700f29900000000"
    "fe80000000000000686c5efffefea63b" "0e01bb6dbfe8ec4d"
)  # fmt: skip


def attribute(kind: int, value: bytes, order: str = "<") -> bytes:
    return struct.pack(f"{order}HH", 4 + len(value), kind) + value + bytes(-len(value) % 4)


def nflog(packet: bytes, order: str = "<", hardware: bytes = b"") -> bytes:
    found = b"\2\0\0\7" + attribute(1, b"\x08\0\1\0", order) + attribute(10, b"seen\0", order)
    if hardware:
        found += attribute(8, struct.pack("!HH", len(hardware), 0) + hardware.ljust(8, b"\0"), order)
    return found + attribute(9, packet, order)


def pktap(frame: bytes, link: int = 1, before: int = 14, length: int = 108, kind: int = 1) -> bytes:
    head = struct.pack(
        "<III24sIIIIi17s3xIHHi17s3x",
        length,
        kind,
        link,
        b"en0",
        1,
        2,
        before,
        0,
        77,
        b"App",
        0,
        6,
        0,
        77,
        b"App",
    )
    return head.ljust(length, b"\0") + frame


def pktap_2(frame: bytes, link: int = 1, before: int = 14) -> bytes:
    head = struct.pack("<6BHHHHHIIIiiI", 64, 0, 0, 40, 44, 48, link, before, 0, 6, 6, 2, 0, 0, 77, 77, 0x2001)
    return head.ljust(64, b"\0") + frame


@pytest.mark.parametrize(
    ("link", "data", "kind", "mac", "packet"),
    [
        (239, nflog(FOUR), IPV4, b"", FOUR), (239, nflog(SIX), IPV6, b"", SIX), (239, nflog(FOUR, ">"), IPV4, b"", FOUR),
        (239, nflog(FOUR, hardware=MAC), IPV4, MAC, FOUR), (239, nflog(SIX, ">", MAC), IPV6, MAC, SIX),
        (239, b"\2\0\0\7" + attribute(16, OTHER + MAC + b"\x08\0") + attribute(9, FOUR), IPV4, MAC, FOUR),
        (239, RECORDED, IPV6, b"", RECORDED[-72:]),
        (258, pktap(ETHERNET), IPV4, MAC, FOUR), (149, pktap(ETHERNET), IPV4, MAC, FOUR),
        (258, pktap(FOUR, 12, 0), IPV4, b"", FOUR), (258, pktap(b"\x1e\0\0\0" + SIX, 0, 4), IPV6, b"", SIX),
        (258, pktap(ETHERNET, length=156), IPV4, MAC, FOUR), (258, pktap(b"four" + SIX, 240, 4), IPV6, b"", SIX),
        (258, pktap_2(ETHERNET), IPV4, MAC, FOUR), (149, pktap_2(SIX, 12, 0), IPV6, b"", SIX),
        (281, ETHERNET[:12] + b"\x20\0\0\2" + ETHERNET[12:], IPV4, MAC, FOUR),
        (282, b"\x20\0\0\2" + ETHERNET, IPV4, MAC, FOUR),
        (284, ETHERNET[:12] + b"\xc0\x08\0\0" + ETHERNET[12:], IPV4, MAC, FOUR),
        (285, ETHERNET[:12] + b"\xda\xda\0\0\xc0\x08\0\0" + ETHERNET[12:], IPV4, MAC, FOUR),
        (117, bytes([61, 2]) + bytes(62) + FOUR, IPV4, b"", FOUR), (117, bytes([100, 24]) + bytes(98) + SIX, IPV6, b"", SIX),
        (109, bytes(12) + FOUR, IPV4, b"", FOUR), (104, b"\x0f\0\x86\xdd" + SIX, IPV6, b"", SIX),
        (
            163, struct.pack("!II", 0x80211001, 64) + bytes(56) + b"\x08\1\0\0" + OTHER + MAC + MAC + b"\0\0"
            + b"\xaa\xaa\x03\0\0\0\x08\0" + FOUR, IPV4, MAC, FOUR,
        ),
    ],
)  # fmt: skip
def test_the_packet_within_is_found_and_its_length_is_right(
    link: int, data: bytes, kind: int, mac: bytes, packet: bytes
) -> None:
    inner, frame, size = unwrapped(link, data, len(data) + 1000)  # 1,000 bytes were cut off by the capture
    start, found, sender = network(inner, frame)
    assert (found, sender, frame[start:]) == (kind, mac, packet)
    assert size == len(frame) + 1000
    for length in range(len(data) - len(packet)):
        inner, frame, _ = unwrapped(link, data[:length], len(data))
        assert network(inner, frame)[0] <= len(frame)


@pytest.mark.parametrize(
    ("link", "data"),
    [
        (239, b"\2\0\0\7" + attribute(1, b"\x08\0\1\0")), (239, nflog(b"\x10no ip")), (239, b"\2\0\0\7" + b"\0" * 40),
        (258, pktap(ETHERNET, kind=0)), (258, pktap(pktap(ETHERNET), 258)), (258, pktap(ETHERNET, length=4)),
        (258, b"\xff" * 200), (258, FOUR), (281, ETHERNET[:12]), (117, b"\2" + FOUR), (163, bytes(80)),
        (104, b"\x0f\0\x20\0" + FOUR),
    ],
)  # fmt: skip
def test_what_holds_none_is_no_ip(link: int, data: bytes) -> None:
    assert unwrapped(link, data, len(data)) == (101, b"", len(data))


def test_what_anybody_may_use_for_his_own_stays_what_it_is() -> None:
    assert unwrapped(149, FOUR * 3, 900) == (149, FOUR * 3, 900)
    assert unwrapped(1, ETHERNET, 900) == (1, ETHERNET, 900)
    assert unwrapped(9999, b"", 0) == (9999, b"", 0)


@given(st.sampled_from(sorted(WRAPPED)), st.binary(max_size=200), st.booleans())
def test_no_bytes_make_it_fail(link: int, data: bytes, beginning: bool) -> None:
    whole = {239: nflog(FOUR), 258: pktap(ETHERNET), 149: pktap_2(ETHERNET)}.get(link, b"")
    inner, frame, size = unwrapped(link, (whole[: len(whole) // 2] if beginning else b"") + data, 500)
    assert inner == link or inner not in WRAPPED
    assert size >= len(frame)
    network(inner, frame)


def talks(path: Path) -> tuple[list[Talk], CaptureTraffic]:
    traffic = CaptureTraffic()
    return [item for item in traffic.read_file(CaptureFile(path)) if isinstance(item, Talk)], traffic


@pytest.mark.parametrize("write", [pcap, pcapng])
def test_a_file_of_them_is_read_with_the_bytes_that_were_on_the_wire(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    frame = (
        OTHER
        + MAC
        + b"\x08\0"
        + udp(("192.0.2.7", 4000), ("198.51.100.1", 53), question("tracker.example", 7))
    )
    (tmp_path / "a").write_bytes(write([(START, pktap(frame)), (START + 1, b"\xff" * 150)], link=258))
    (talk,), traffic = talks(tmp_path / "a")
    assert (talk.names, talk.out.size, talk.out.packets) == (("tracker.example",), len(frame), 1)
    assert traffic.counts() == {"packets that are no IP": 1}


def test_an_unknown_link_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(pcap([(START + number, FOUR) for number in range(5)], link=149))
    found, traffic = talks(tmp_path / "a")
    assert (found, traffic.counts()) == ([], {"packets of link type 149, which is not read": 5})


@pytest.fixture
def spaces() -> Iterator[tuple[str, str]]:
    if os.geteuid() or not all(map(shutil.which, ("ip", "nft", "dumpcap"))):
        pytest.skip("needs root, ip, nft and dumpcap")
    names = (f"llw{os.getpid()}a", f"llw{os.getpid()}b")
    for name in names:
        subprocess.run(["ip", "netns", "add", name], check=True)
    yield names
    for name in names:
        subprocess.run(["ip", "netns", "delete", name], check=False)


def test_what_the_kernel_logs_and_dumpcap_writes_is_read(spaces: tuple[str, str], tmp_path: Path) -> None:
    here, there = spaces
    for words in (
        f"ip -n {here} link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns {there}",
        f"ip -n {here} address add 10.99.0.7/24 dev v0", f"ip -n {there} address add 10.99.0.1/24 dev v1",
        f"ip -n {here} link set v0 up", f"ip -n {there} link set v1 up",
        f"ip netns exec {there} nft add table inet t",
        f"ip netns exec {there} nft add chain inet t c {{ type filter hook input priority 0; }}",
        f"ip netns exec {there} nft add rule inet t c udp dport 53 log group 7",
    ):  # fmt: skip
        subprocess.run(words.split(), check=True)
    path = tmp_path / "nflog.pcap"
    capture = subprocess.Popen(
        ["ip", "netns", "exec", there, "dumpcap", "-q", "-i", "nflog:7", "-P", "-c", "3", "-a", "duration:20", "-w", "-"],
        stdout=path.open("wb"), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    data = question("tracker.example", 7)
    send = (
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
        f".sendto(bytes.fromhex('{data.hex()}'), ('10.99.0.1', 53))"
    )
    deadline = time.monotonic() + 20
    while capture.poll() is None and time.monotonic() < deadline:
        subprocess.run(["ip", "netns", "exec", here, "python3", "-c", send], check=True)
        time.sleep(0.2)
    capture.terminate()
    capture.wait(10)
    found, traffic = talks(path)
    assert traffic.counts() == {}
    assert {(talk.names[0], socket.inet_ntop(socket.AF_INET, talk.device)) for talk in found} == {
        ("tracker.example", "10.99.0.7")
    }
    assert traffic.neighbours.mac(found[0].device) == MAC
    assert sum(talk.out.size for talk in found) == sum(talk.out.packets for talk in found) * (
        14 + 28 + len(data)
    )
