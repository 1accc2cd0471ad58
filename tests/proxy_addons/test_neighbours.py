"""Who is who in the house: MACs, names, routers; and names that lead round the audit."""

from __future__ import annotations

import pytest

from analysis.records import Address
from proxy_addons.neighbours import MAX_NEIGHBOURS, Neighbours, is_local, is_shared
from proxy_addons.ways_round import resolves_over_https, way_round

IP, MAC = bytes([192, 168, 1, 7]), bytes.fromhex("0200000000aa")


def of(neighbours: Neighbours, address: bytes = IP, mac: bytes = b"") -> list[tuple[str, str]]:
    return [(item.kind, item.value) for item in neighbours.addresses(address, "ip", mac)]


def test_a_device_is_known_by_address_mac_and_name() -> None:
    neighbours = Neighbours()
    assert of(neighbours) == [("ip", "ip")]
    neighbours.met(IP, MAC)
    neighbours.called("printer", IP)
    assert of(neighbours) == [("ip", "ip"), ("mac", "02:00:00:00:00:aa"), ("name", "printer")]
    neighbours.named("anna-phone", MAC)
    assert of(neighbours)[-1] == ("name", "anna-phone")
    assert neighbours.addresses(bytes(4), "0.0.0.0", MAC) == (
        Address(kind="mac", value="02:00:00:00:00:aa"),
        Address(kind="name", value="anna-phone"),
    )


@pytest.mark.parametrize("name", ["", "localhost", "a\x1b[31m", "x" * 300])
def test_what_is_no_name(name: str) -> None:
    neighbours = Neighbours()
    neighbours.met(IP, MAC)
    neighbours.named(name, MAC)
    neighbours.called(name, IP)
    assert "name" not in dict(of(neighbours))


def test_a_router_is_no_device() -> None:
    neighbours = Neighbours()
    for number in range(20):
        neighbours.met(bytes([192, 168, 2, number]), MAC)
    assert of(neighbours, bytes([192, 168, 2, 3])) == [("ip", "ip")]
    neighbours.met(IP, b"\x01\0\x5e\0\0\1")  # a group's MAC
    assert of(neighbours) == [("ip", "ip")]


def test_memory_is_bounded() -> None:
    neighbours = Neighbours()
    for number in range(MAX_NEIGHBOURS + 100):
        neighbours.met(number.to_bytes(4, "big"), number.to_bytes(6, "big"))
        neighbours.named(f"n{number}", number.to_bytes(6, "big"), number.to_bytes(4, "big"))
    assert (
        max(len(table) for table in (neighbours._macs, neighbours._names, neighbours._given))
        == MAX_NEIGHBOURS
    )


def test_which_addresses_are_in_the_house() -> None:
    local = [
        b"\x0a\1\1\1",
        IP,
        b"\xac\x1f\0\1",
        b"\xa9\xfe\1\1",
        b"\x64\x40\0\1",
        b"\xfd" + bytes(15),
        b"\xfe\x80" + bytes(14),
    ]
    others = [b"\xac\x20\0\1", b"\x64\x80\0\1", b"\xc0\xa9\0\1", b"\x08\x08\x08\x08", b"\x20\1" + bytes(14)]
    assert all(map(is_local, local))
    assert not any(map(is_local, others))
    assert all(map(is_shared, [b"\xe0\0\0\xfb", b"\xff" * 4, bytes(4), b"\xff\2" + bytes(14), bytes(16)]))
    assert not is_shared(IP)


@pytest.mark.parametrize(
    ("host", "port", "alpn", "transport", "asked", "protocol"),
    [
        ("mozilla.cloudflare-dns.com", 443, ("h2",), "tcp", True, "doh"),
        ("abc.dns.nextdns.io", 443, (), "tcp", True, "doh"),
        ("resolver.example", 853, (), "tcp", False, "dot"),
        ("resolver.example", 853, (), "udp", False, "doq"),
        ("resolver.example", 784, ("doq-i02",), "udp", False, "doq"),
        ("mask.icloud.com", 443, ("h3",), "udp", True, "relay"),
        ("www.wr4ia6mt5xeh.com", 9001, (), "tcp", False, "tor"),
        ("1.1.1.1", 443, ("h2",), "tcp", False, "doh"),
        ("2001:4860:4860::8888", 443, ("h3",), "udp", False, "doh"),
        ("protective.joindns4.eu", 443, (), "tcp", True, "doh"),
        ("doh-01.spectrum.com", 443, (), "tcp", True, "doh"),
        ("turn.example", 443, ("stun.turn",), "tcp", True, "turn"),
        ("stun.example", 443, ("stun.nat-discovery",), "tcp", True, "stun"),
        ("turn.example", 5349, (), "tcp", True, "turn"),
        # what only looks like it
        ("www.wr4ia6mt5xeh.com", 9001, (), "tcp", True, ""),
        ("www.wr4ia6mt5xeh.com", 443, (), "tcp", False, ""),
        ("notcloudflare-dns.com", 443, (), "tcp", False, ""),
        ("cloudflare-dns.com.evil.example", 443, (), "tcp", False, ""),
        ("www.icloud.com", 443, (), "tcp", False, ""),
        ("1.1.1.1", 8443, (), "tcp", False, ""),
        ("1.1.1.11", 443, (), "tcp", False, ""),
        ("spectrum.com", 443, (), "tcp", True, ""),
        ("turn.example", 443, ("stunning",), "tcp", True, ""),
        ("doquet.example", 443, ("document",), "udp", False, ""),
    ],
)
def test_ways_round_the_audit(
    host: str, port: int, alpn: tuple[str, ...], transport: str, asked: bool, protocol: str
) -> None:
    way, meaning = way_round(host, port, alpn, transport, asked)
    assert way == protocol
    assert bool(meaning) == bool(protocol)


def test_a_name_is_matched_label_by_label() -> None:
    assert resolves_over_https("dns.google")
    assert not resolves_over_https("google")
    assert not resolves_over_https("")
