"""Addresses within other text: those of the home, and the same device's beside one; not those of servers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.address_texts import addresses_within
from analysis.decoding import open_message
from analysis.records import Transmission


def found(body: object, kind: str = "application/json") -> list[str]:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", host="h.example",
        request_headers=(("Content-Type", kind),), body=data, body_size=len(data),
    )  # fmt: skip
    return [address for _, address in addresses_within(open_message(message))]


@pytest.mark.parametrize(
    "body",
    [
        {"endpoints": ["84.115.210.7:443", "84.115.210.8:443"]},
        {"uri": "https://93.184.216.34/health", "location": "http://93.184.216.34/"},
        {"addresses": ["tcp://0.0.0.0:8080", "tcp://127.0.0.1:9090", "unix:///run/app.sock"]},
        {"endpoints": ["stun://192.168.1.4:3478", "relay://10.0.0.1:443"]},
        {"server_ip": "93.184.216.34", "note": "tcp://192.168.1.5:22"},
        {"address": "Wiesenweg 12, 38126", "location": "192.168.1.300:80"},
    ],
)
def test_nothing_is_found_in(body: object) -> None:
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"addresses": ["tcp://192.168.1.37:22000", "tcp://84.115.210.7:22202", "relay://84.201.99.28:22067"]},
         ["192.168.1.37", "84.115.210.7"]),
        ({"Addrs": ["/ip4/127.0.0.1/tcp/4001", "/ip4/192.168.1.37/tcp/4001", "/ip4/84.115.210.7/udp/4001/quic-v1"]},
         ["192.168.1.37", "84.115.210.7"]),
        ({"Endpoints": ["84.115.210.7:41641", "192.168.1.5:41641"]}, ["84.115.210.7", "192.168.1.5"]),
        ({"localUrl": "http://10.0.0.14:8080/live"}, ["10.0.0.14"]),
        ({"endpoint": "udp://[fd00::12]:4500"}, ["fd00::12"]),
        ({"server_ip": "192.168.1.1", "phase": "connection"}, ["192.168.1.1"]),
    ],
)  # fmt: skip
def test_addresses_of_the_device_are_found(body: object, expected: list[str]) -> None:
    assert found(body) == expected


def test_sip_and_ssdp_tell_where_a_device_is() -> None:
    sip = (
        "REGISTER sip:x.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.168.178.23:5060;branch=z9\r\nMax-Forwards: 70\r\n"
        "Contact: <sip:anna@192.168.178.23:5060>;expires=3600\r\n\r\n"
    )
    ssdp = (
        "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nLOCATION: http://192.168.1.50:8008/d.xml\r\n\r\n"
    )
    assert set(found(sip, "text/plain")) == {"192.168.178.23"}
    assert found(ssdp, "text/plain") == ["192.168.1.50"]


def test_addresses_of_documentation_are_those_of_a_server_on_the_internet() -> None:
    assert found({"server_ip": "192.0.2.172"}) == []
    assert found({"server_ip": "192.168.1.5"}) == ["192.168.1.5"]
