"""IP addresses of the sender, not of servers, and no version numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.network_address import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"version": "10.0.0.1", "app_version": "4.8.15.16", "build": "172.16.0.1"},
        {"ip": "127.0.0.1", "client_ip": "0.0.0.0", "ipv6": "::1"},
        {"ip": "unknown", "ips": 4, "ip_address": "999.1.1.1"},
        {"server_ip": "93.184.216.34", "dns": "8.8.8.8", "remoteAddress": "10.0.0.68"},
        {"gateway_ip": "192.168.1.1", "router": "192.168.178.1"},
        {"zip": "10.11.12.13", "ship": "10.1.1.1", "description": "10.1.1.1"},
        {"text": "connect to 192.168.1.1 please"},
        {"time": "12:34:56", "ip": "12:34:56", "ratio": "16:9:1"},
        {"ip_hash": "10.0.0.1", "download_ip": "93.184.216.34"},
        {"address": "Wiesenweg 12, 38126"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"local_ip": "10.0.0.1"}, [("network_address.local", "localIp", "10.0.0.1")]),
        (
            {"ip": "fe80::1c2:3dff:fe4e:5f60%wlan0"},
            [("network_address.local", "localIp", "fe80::1c2:3dff:fe4e:5f60%wlan0")],
        ),
        ({"x": "192.168.178.23"}, [("network_address.local", "localIp", "192.168.178.23")]),
        ({"device": {"ip": "93.184.216.34"}}, [("network_address.public", "publicIp", "93.184.216.34")]),
        ({"ipv6": "2606:2800:220:1::1"}, [("network_address.public", "publicIp", "2606:2800:220:1::1")]),
        (
            {"ips": "10.1.2.3, 93.184.216.34"},
            [
                ("network_address.local", "localIp", "10.1.2.3"),
                ("network_address.public", "publicIp", "93.184.216.34"),
            ],
        ),
    ],
)
def test_finds(see: See, body: object, expected: list[tuple[str, str, str]]) -> None:
    assert [(seen.category, seen.property, seen.value) for seen in see(DETECTOR, body)] == expected


def test_a_host_header_is_where_the_message_goes(see: See) -> None:
    assert see(DETECTOR, headers=(("Host", "192.168.1.1"), ("X-Api-Version", "10.0.0.1"))) == []


CANDIDATE = "candidate:1 1 udp 2113937151 {} 51472 typ {} generation 0"


@pytest.mark.parametrize(
    ("body", "values"),
    [
        (
            {"candidate": CANDIDATE.format("192.168.0.104", "host"), "sdpMid": "0"},
            ["192.168.0.104"],
        ),  # browsers' trickle ICE
        ({"sdp": f"v=0\r\na={CANDIDATE.format('79.201.33.12', 'srflx')}\r\n"}, ["79.201.33.12"]),
        (
            {"candidates": [CANDIDATE.format("10.0.0.7", "host"), CANDIDATE.format("79.201.33.12", "prflx")]},
            ["10.0.0.7", "79.201.33.12"],
        ),
        ({"sdp": "v=0\r\nc=IN IP4 192.168.0.104\r\nm=audio 9\r\n"}, ["192.168.0.104"]),
        ({"sdp": "v=0\r\nc=IN IP6 2a02:8109:9a80:1::1\r\nm=audio 9\r\n"}, ["2a02:8109:9a80:1::1"]),
        (
            {"a": f"{CANDIDATE.format('192.168.0.4', 'host')}\n{CANDIDATE.format('192.168.0.4', 'host')}"},
            ["192.168.0.4"],
        ),
        (
            {"jsep": {"type": "offer", "sdp": f"v=0\na={CANDIDATE.format('172.16.4.2', 'host')}\n"}},
            ["172.16.4.2"],
        ),
        ({"ice": f"a={CANDIDATE.format('fd00::4', 'host')}"}, ["fd00::4"]),
        (
            {"x": CANDIDATE.replace("udp", "TCP").format("192.168.0.5", "host") + " tcptype active"},
            ["192.168.0.5"],
        ),
        ({"myip": "93.219.44.18", "hostname": "meier"}, ["93.219.44.18"]),
        ({"wan_ip": "93.219.44.18"}, ["93.219.44.18"]),
    ],
)
def test_addresses_of_calls(see: See, body: object, values: list[str]) -> None:
    assert [seen.value for seen in see(DETECTOR, body)] == values


@pytest.mark.parametrize(
    "text",
    [
        CANDIDATE.format("79.201.33.12", "relay"),
        CANDIDATE.format("4a1f-2b3c.local", "host"),
        CANDIDATE.format("127.0.0.1", "host"),
        "v=0\r\no=- 46117317 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n",
        "v=0\r\nc=IN IP4 0.0.0.0\r\nm=audio 9\r\n",
        "the candidate of our party, typ A, speaks at 10",
        CANDIDATE.format("999.1.2.3", "host"),
        "v=0\r\nc=IN IP4 224.2.36.42/127\r\n",
        "a candidate: 1 1 udp 2 10.0.0.1 5 typ host",
        "c=IN IP4 somewhere else in the text",
    ],
)
def test_no_address_of_the_device(see: See, text: str) -> None:
    assert see(DETECTOR, {"x": text}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"type": "TXT", "content": "84.113.20.9"},
        {"type": "A", "note": "84.113.20.9"},
        {"targets": ["10.0.4.11:80"]},
        {"version": "84.113.20.9:1"},
    ],
)
def test_addresses_of_others_and_of_nobody(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ({"type": "A", "content": "84.113.20.9"}, "network_address.public"),
        ({"type": "AAAA", "data": "2003:e1:7f0a:1c00:1d2e:3f4a:5b6c:7d8e"}, "network_address.public"),
        ({"client_address": "84.113.20.11:41641"}, "network_address.public"),
        ({"endpoints": "192.168.1.23:41641"}, "network_address.local"),
    ],
)
def test_finds_records_and_addresses_with_ports(see: See, body: object, category: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert seen.category == category


def test_a_candidate_tells_the_address_behind_it_too(see) -> None:
    line = "candidate:84 1 udp 1677729535 198.51.100.23 46154 typ srflx raddr 10.0.1.17 rport 50123"
    assert {item.value for item in see(DETECTOR, {"candidate": line})} == {"198.51.100.23", "10.0.1.17"}
    relayed = "candidate:84 1 udp 1677729535 198.51.100.23 46154 typ relay raddr 10.0.1.17 rport 50123"
    assert see(DETECTOR, {"candidate": relayed}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"hops": [{"from": "193.0.14.129", "ttl": 57}]},
        {"from": "193.0.14.129", "src_addr": "80.81.192.12"},
        {"from": "the office", "src_addr": "here"},
        {"client": "193.0.14.129:443"},
        {"Name": "InternetGatewayDevice.DNSServerIPAddress", "Value": "195.3.96.67"},
        {"wan6": "2a02:8388", "lan4": "10.0"},
        {"list": "[a:b]:c:d"},
    ],
)
def test_addresses_that_are_not_told_as_the_senders(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ({"from": "91.141.38.205", "src_addr": "192.168.0.17"}, ["91.141.38.205", "192.168.0.17"]),
        ({"ConnectionInfo": {"Client": "[2a02:8388:8c3::2b1]:50112"}}, ["[2a02:8388:8c3::2b1]:50112"]),
        ({"wan6": "2a02:8388:8c3::9", "lan4": "10.0.0.31"}, ["2a02:8388:8c3::9", "10.0.0.31"]),
        ({"Name": "InternetGatewayDevice.WANDevice.1.ExternalIPAddress",
          "Value": {"@type": "xsd:string", "#text": "84.115.62.17"}}, ["84.115.62.17"]),
    ],
)  # fmt: skip
def test_addresses_under_other_names(see: See, body: object, values: list[str]) -> None:
    assert [seen.value for seen in see(DETECTOR, body)] == values


@pytest.mark.parametrize(
    "body",
    [
        {"services": {"db": {"networks": {"back": {"ipv4_address": "172.28.5.10"}}}}},
        {"networks": {"back": {"ipam": {"config": [{"ip": "172.28.0.1"}]}}}},
        {"body": {"server_ip": "192.0.2.172"}},
    ],
)
def test_addresses_of_containers_and_servers_are_none_of_a_device(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_an_address_beside_networks_stays_one(see: See) -> None:
    seen = see(DETECTOR, {"networks": [{"name": "home", "ipv4_address": "192.168.1.4"}]})
    assert [item.value for item in seen] == ["192.168.1.4"]


@pytest.mark.parametrize("name", ["myipv6", "myip6", "myip"])
def test_what_a_home_tells_a_service_of_names(see: See, name: str) -> None:
    seen = see(DETECTOR, query=f"hostname=home.example&{name}=2606:2800:220:1::1", path="/nic/update")
    assert [item.category for item in seen] == ["network_address.public"]


def test_addresses_that_a_cluster_gives_out_are_no_home(see) -> None:
    assert see(DETECTOR, {"spec": {"clusterIP": "10.43.12.9"}, "status": {"podIP": "10.42.0.17"}}) == []
    assert len(see(DETECTOR, {"homePod": {"ip": "192.168.1.5"}})) == 1


@pytest.mark.parametrize("name", ["servers", "resolvers", "upstreams", "blocklist"])
def test_the_address_of_what_a_service_runs_or_bars(see, name) -> None:
    assert see(DETECTOR, {name: [{"ip": "193.32.127.66"}, {"ip": "185.213.154.68"}]}) == []
    assert len(see(DETECTOR, {"devices": [{"ip": "193.32.127.66"}]})) == 1


@pytest.mark.parametrize("names", [("start_ip", "end_ip"), ("ip_from", "ip_to"), ("ipStart", "ipEnd")])
def test_ranges_of_networks_are_nobodys(see: See, names: tuple[str, str]) -> None:
    first, last = names
    rows = [{first: "84.248.0.0", last: "84.251.255.255"}, {first: "91.152.0.0", last: "91.159.255.255"}]
    assert see(DETECTOR, {"rows": rows}) == []
    assert (
        see(
            DETECTOR,
            {
                "rows": [
                    {first: "192.168.0.0", last: "192.168.255.255"},
                    {first: "10.0.0.0", last: "10.255.255.255"},
                ]
            },
        )
        == []
    )
    pools = [{first: f"192.168.{net}.100", last: f"192.168.{net}.200"} for net in (1, 2)]
    assert {seen.category for seen in see(DETECTOR, {"pools": pools})} == {"network_address.local"}
