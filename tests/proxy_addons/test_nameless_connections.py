"""Connections that name nobody, from the packets to the record: the certificate is read, and nothing more than that."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from pathlib import Path

import pytest

from analysis.catalogue import load
from analysis.flow_lines import FlowLines
from analysis.records import Certificate, Flow
from proxy_addons.packet_filter import HEADERS
from proxy_addons.traffic import Traffic
from tests.proxy_addons.capture_files import START, pcap, read, records
from tests.proxy_addons.certificates import Sent, authority, connection
from tests.proxy_addons.frames import FIN, RST, answer, question, tcp, udp
from tests.proxy_addons.live_wire import BOX, GUEST, GUEST_MAC, PHONE, SERVER, Wire, directory

NAMES = ("*.a.example", "a.example")
SENSITIVE = "samaritans.org"
DEVICE, TARGET = (PHONE, 4000), (SERVER, 443)
OPEN = directory(("phone", "open", (("ip", PHONE),)))
OBSERVED = directory(("phone", "observe", (("ip", PHONE),)))


def sent(*names: str, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2, asks: str | None = None) -> Sent:
    leaf = authority().leaf(names or NAMES, organisation="Acme")
    return authority().handshake(leaf, name=asks, version=version)


def packets(handshake: Sent, *, size: int = 1400) -> list[bytes]:
    return [packet for _, packet in connection(handshake, DEVICE, TARGET, size=size)]


def visit(wire: Wire, handshake: Sent, *, device: tuple[str, int] = DEVICE, mac: str = "") -> None:
    for by_server, packet in connection(handshake, device, TARGET):
        if by_server:
            wire.down(packet, **({"target": mac} if mac else {}))
        else:
            wire.up(packet, **({"source": mac} if mac else {}))


def certificate(given: Iterable[bytes]) -> Certificate | None:
    """What is known of the one connection in packets, whose server is then not listened to any more."""
    _, talks, _ = read(given)
    (talk,) = [talk for talk in talks if talk.transport == "tcp"]
    assert not talk.into.wants
    assert talk.into.reader is None
    return talk.certificate


# -- what is read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [60, 536, 1400])
def test_a_server_without_a_name_is_known_by_its_certificate(size: int) -> None:
    assert certificate(packets(sent(), size=size)) == Certificate(names=NAMES, organisation="Acme")


def test_in_any_order_and_twice() -> None:
    given = packets(sent(), size=536)
    server = [place for place, packet in enumerate(given) if packet[12:16] == given[1][12:16]][1:]
    first, second, third = server[:3]
    given[second], given[third] = given[third], given[second]
    given.insert(third, given[first])
    assert certificate(given) == Certificate(names=NAMES, organisation="Acme")


def test_where_there_is_a_name_nobody_looks() -> None:
    assert certificate(packets(sent(asks="b.example"))) is None
    lookup = [
        udp((PHONE, 5300), (BOX, 53), question("b.example", 7)),
        udp((BOX, 53), (PHONE, 5300), answer("b.example", 7, (SERVER,))),
    ]
    assert certificate([*lookup, *packets(sent())]) is None
    other = [
        udp((PHONE, 5300), (BOX, 53), question("c.example", 8)),
        udp((BOX, 53), (PHONE, 5300), answer("c.example", 8, (SERVER,))),
    ]
    assert certificate([*lookup, *other, *packets(sent())]) is not None  # two names are none


@pytest.mark.parametrize(("target", "looks"), [(b"c.example:443", False), (b"198.51.100.7:443", True)])
def test_in_a_tunnel_its_target_is_the_name(target: bytes, looks: bool) -> None:
    asks, grants = b"CONNECT " + target + b" HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"
    assert (certificate(packets([(False, asks), (True, grants), *sent()])) is not None) == looks


@pytest.mark.parametrize("flags", [FIN, RST])
def test_a_connection_that_ends_before_its_certificate_has_come(flags: int) -> None:
    given = packets(sent(), size=300)
    server = [place for place, packet in enumerate(given) if packet[12:16] == given[1][12:16]]
    ends = tcp(TARGET, DEVICE, flags=flags, seq=301)
    assert certificate([*given[: server[1]], ends]) is None
    assert certificate([*given[: server[2]], ends]) == Certificate(more=1, organisation="Acme")


def test_of_tls_1_3_nothing_is_waited_for() -> None:
    traffic = Traffic()
    given = packets(sent(version=ssl.TLSVersion.TLSv1_3), size=200)
    server = [
        place for place, packet in enumerate(given) if packet[12:16] == given[1][12:16] and len(packet) > 40
    ]
    length = 5 + int.from_bytes(given[server[0]][43:45], "big")  # with a post-quantum key several packets
    hello = server[-(-length // 200) - 1]
    for number, packet in enumerate(given[: hello + 1]):
        assert list(traffic.take([(START + number, 101, packet, len(packet))])) == []
    (talk,) = traffic.talks.under_way()
    assert (talk.into.wants, talk.into.segments, talk.certificate) == (False, None, None)
    assert traffic.counts() == {}


# -- the record of a capture file -----------------------------------------------------------------------------------


def captured(folder: Path, *names: str) -> Path:
    path = folder / "c.pcap"
    path.write_bytes(pcap([(START + number, packet) for number, packet in enumerate(packets(sent(*names)))]))
    return path


def test_a_capture_tells_the_certificate_beside_the_address(tmp_path: Path) -> None:
    path = captured(tmp_path, "dns.google", "*.google.com")
    (flow,), _, notices = records(path)
    assert (flow.host, flow.sni, notices) == (SERVER, None, [])
    assert flow.certificate == Certificate(names=("dns.google", "*.google.com"), organisation="Acme")
    (row,) = FlowLines(load(), ("r", "c")).rows(flow)
    assert (row.host, row.company, row.tracker) == (SERVER, None, None)
    assert row.reasoning is not None
    assert (
        "its certificate is for dns.google, *.google.com; issued to Acme; no known authority vouches for it"
        in row.reasoning
    )
    assert "known by its certificate, dns.google: uncertain" in row.reasoning


def test_a_capture_with_a_certificate_that_is_vouched_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority().trusted(monkeypatch)
    path = captured(tmp_path, "dns.google", "*.google.com")
    (flow,), _, _ = records(path)
    assert flow.certificate is not None
    assert flow.certificate.vouched
    (row,) = FlowLines(load(), ("r", "c")).rows(flow)
    assert (row.host, row.company) == (SERVER, "google")
    assert row.reasoning is not None
    assert "known by its certificate, dns.google: certain" in row.reasoning


# -- live -----------------------------------------------------------------------------------------------------------


def told(wire: Wire) -> list[Flow]:
    wire.tick(2)
    wire.stop()
    return wire.flows()


def test_live_it_is_told_of_an_observed_device_too() -> None:
    wire = Wire(OBSERVED)
    visit(wire, sent())
    (flow,) = told(wire)
    assert (flow.host, flow.certificate) == (SERVER, Certificate(names=NAMES, organisation="Acme"))


def test_of_a_device_that_is_not_enrolled_nothing_is_read() -> None:
    wire = Wire(OPEN)
    visit(wire, sent(), device=(GUEST, 4000), mac=GUEST_MAC)
    wire.tick(60)
    assert (wire.entries, wire.traffic.counters()["talks"]) == ([], 0)
    assert min(wire.strangers) > 0
    visit(wire, sent())  # as the same of an enrolled one is read
    (flow,) = told(wire)
    assert flow.certificate is not None
    assert GUEST.encode() not in wire.everything()


@pytest.mark.parametrize(
    "names", [(SENSITIVE,), (f"*.{SENSITIVE}",), ("a.example", f"www.{SENSITIVE}", "b.example")]
)
def test_a_sensitive_name_in_a_certificate_is_its_category(names: tuple[str, ...]) -> None:
    wire = Wire(OPEN)
    visit(wire, sent(*names))
    (flow,) = told(wire)
    assert (flow.host, flow.port, flow.client, flow.upstream, flow.certificate) == (
        "category:crisis_lines",
        0,
        None,
        None,
        None,
    )
    assert flow.bytes_in
    assert b"samaritans" not in wire.everything().lower()
    assert SERVER.encode() not in wire.everything()
    assert b"Acme" not in wire.everything()


def test_what_is_no_sensitive_name_is_kept() -> None:
    wire = Wire(OPEN)
    visit(wire, sent(f"not{SENSITIVE}"))
    (flow,) = told(wire)
    assert flow.certificate == Certificate(names=(f"not{SENSITIVE}",), organisation="Acme")


# -- packets that are kept ------------------------------------------------------------------------------------------


def kept(wire: Wire) -> list[bytes]:
    assert wire.traffic.kept is not None
    return [packet.data for packet in wire.traffic.kept.ready(wire.at + 60, last=True)]


def test_packets_of_a_nameless_server_wait_for_its_certificate_and_are_cut_to_their_headers() -> None:
    wire = Wire(OPEN, keep=True)
    given = connection(sent(), DEVICE, TARGET)
    assert wire.traffic.kept is not None
    for number, (by_server, packet) in enumerate(given):
        if number == 3:  # the hello was seen; whose server it is, only with the next packet
            assert list(wire.traffic.kept.ready(wire.at)) == []
        (wire.down if by_server else wire.up)(packet)
    found = kept(wire)
    assert len(found) == len(given)
    assert max(len(data) for data in found if data[26:30] == given[1][1][12:16]) == HEADERS
    assert b"a.example" not in b"".join(found)


def test_packets_of_a_server_whose_certificate_is_sensitive_are_not_kept() -> None:
    wire = Wire(OPEN, keep=True)
    visit(wire, sent(SENSITIVE))
    assert kept(wire) == []
