"""Which connections count as ways round the audit, and how they are added up."""

from __future__ import annotations

import pytest

from analysis.flow_reasons import write_reason
from analysis.unread_flows import Unread
from analysis.ways_used import ways_used

UNSEEN = "what goes through the tunnel, and to whom, cannot be seen"


def flow(
    reason: str, sent: int | None = 100, host: str = "203.0.113.5", company: str = "", at: int = 5
) -> Unread:
    return Unread("f", at, None, None, company, host, None, "metadata_only", sent, 0, reason)


@pytest.mark.parametrize(
    "reason",
    [
        "", "TLS", "QUIC; no name was sent", "DNS; names: a.example", "category alone", "STUN; a call",
        "TLS; names: WireGuard, Tor", write_reason("mdns", (), ("WireGuard",)),
    ],
)  # fmt: skip
def test_what_is_no_way_round(reason: str) -> None:
    assert ways_used([flow(reason)]) == []


@pytest.mark.parametrize("protocol", ["doh", "doq", "dot", "ipsec", "openvpn", "relay", "tor", "wireguard"])
def test_what_is_one(protocol: str) -> None:
    (way,) = ways_used([flow(write_reason(protocol, [UNSEEN]))])
    assert (way.protocol, way.connections, way.bytes_out, way.likely) == (protocol, 1, 100, False)


def test_one_way_is_told_once_and_what_is_only_probable_apart() -> None:
    tunnel, sure = (
        write_reason("wireguard", [UNSEEN]),
        write_reason("doh", ["known by the name of its service: x"]),
    )
    maybe = write_reason("doh", ["probably, by the address of a resolver: x"])
    found = ways_used(
        [
            flow(tunnel, 10, at=9), flow(tunnel, 900, "vpn.example", at=3), flow(tunnel, None, "vpn.example"),
            flow(sure, 50, "dns.google", "google"), flow(sure, 20, "dns.google.com", "google"), flow(maybe, 60, "1.1.1.1"),
        ]
    )  # fmt: skip
    assert [(way.label, way.likely, way.bytes_out, way.connections) for way in found] == [
        ("WireGuard", False, 910, 3), ("DNS over HTTPS", False, 70, 2), ("DNS over HTTPS", True, 60, 1),
    ]  # fmt: skip
    assert found[0].recipients == (("", "vpn.example"), ("", "203.0.113.5"))
    assert (found[0].unknown, found[0].first) == (1, 3)
    assert found[1].recipients == (("google", ""),)
