"""From frames to records: contacts in seconds, bytes of all packets, messages in clear, and what must never be there."""

from __future__ import annotations

import struct
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.flow_reasons import names_in
from analysis.flow_rows import FlowRow, account_of
from analysis.records import Address, Visibility
from proxy_addons import live_traffic, talks
from tests.proxy_addons.frames import ACK, FIN, RST, SYN, answer, client_hello, question, tcp, udp
from tests.proxy_addons.live_wire import (
    BOX,
    GUEST,
    GUEST_MAC,
    OTHER,
    PHONE,
    PHONE_6,
    PHONE_MAC,
    SERVER,
    SERVER_6,
    Wire,
    directory,
    ethernet,
)
from tests.proxy_addons.quic_packets import crypto, initial

OPEN = directory(("phone", "open", (("ip", PHONE),)))
BY_MAC = directory(("phone", "open", (("mac", PHONE_MAC),)))
OBSERVED = directory(("phone", "observe", (("ip", PHONE),)))
GET = b"GET /a?b=1 HTTP/1.1\r\nHost: a.example\r\nUser-Agent: App/1.0\r\n\r\n"
POST = b'POST /t HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\n{"lat":1}'
SENSITIVE = "lifeline.samaritans.org"


def connect(
    port: int = 4000, to: tuple[str, int] = (SERVER, 443), device: str = PHONE
) -> tuple[bytes, bytes]:
    """SYN and its answer."""
    return tcp((device, port), to, flags=SYN, seq=0), tcp(to, (device, port), flags=SYN | ACK, seq=0)


def visit(wire: Wire, name: str, port: int = 4000, **alpn: tuple[str, ...]) -> None:
    syn, ack = connect(port)
    wire.up(syn)
    wire.down(ack)
    wire.up(tcp((PHONE, port), (SERVER, 443), client_hello(name, **alpn)))
    wire.down(tcp((SERVER, 443), (PHONE, port), bytes(1400)))


def ask(wire: Wire, name: str, addresses: tuple[str, ...] = (SERVER,), aliases: tuple[str, ...] = ()) -> None:
    wire.up(udp((PHONE, 5300), (BOX, 53), question(name, 7)))
    wire.down(udp((BOX, 53), (PHONE, 5300), answer(name, 7, addresses, aliases)))


def post(
    wire: Wire, content: bytes = POST, port: int = 4000, device: str = PHONE, mac: str = PHONE_MAC
) -> None:
    to = (SERVER, 80)
    syn, ack = connect(port, to, device)
    wire.up(syn, source=mac)
    wire.down(ack, target=mac)
    wire.up(tcp((device, port), to, content), source=mac)
    wire.down(tcp(to, (device, port), b"HTTP/1.1 204 No Content\r\n\r\n"), target=mac)


def test_a_contact_is_told_within_seconds_again_while_it_lasts_and_at_its_end() -> None:
    wire = Wire(OPEN)
    visit(wire, "tracker.example", alpn=("h2",))
    assert wire.records("flow") == []
    wire.tick()
    (opened,) = wire.records("flow")
    assert (opened.host, opened.sni, opened.alpn, opened.closed_at) == (
        "tracker.example",
        "tracker.example",
        "h2",
        None,
    )
    assert (opened.packets_out, opened.packets_in, opened.ech) == (2, 2, False)
    assert opened.ja4
    assert opened.visibility is Visibility.METADATA_ONLY
    assert opened.client == opened.upstream
    assert (opened.client.local_ip, opened.client.remote_ip) == (PHONE, SERVER)
    wire.tick(10)
    assert len(wire.records("flow")) == 1
    wire.tick(live_traffic.AGAIN)
    assert len(wire.records("flow")) == 1  # nothing new
    wire.up(tcp((PHONE, 4000), (SERVER, 443), bytes(500), seq=2000))
    wire.tick(1)
    _, again = wire.records("flow")
    assert (again.flow_id, again.packets_out, again.closed_at) == (opened.flow_id, 3, None)
    assert again.bytes_out > opened.bytes_out + 500
    wire.up(tcp((PHONE, 4000), (SERVER, 443), flags=FIN | ACK, seq=2500))
    wire.down(tcp((SERVER, 443), (PHONE, 4000), flags=FIN | ACK, seq=1401))
    wire.tick(30)
    closed = wire.records("flow")[-1]
    assert (closed.flow_id, closed.packets_out, closed.packets_in) == (opened.flow_id, 4, 3)
    assert closed.closed_at is not None
    assert "not seen" not in closed.reason
    wire.tick(1000)
    wire.stop()
    assert len(wire.records("flow")) == 3


def test_every_byte_of_an_enrolled_device_is_in_one_flow() -> None:
    wire = Wire(OPEN)
    visit(wire, "tracker.example")
    ask(wire, "api.example")
    post(wire, port=4001)
    wire.up(udp((PHONE, 6000), (OTHER, 9999), bytes(300)))
    wire.up(tcp((PHONE, 4002), (OTHER, 25), flags=SYN))  # nobody answers
    icmp = bytes.fromhex("4500002800000000400100000000000000000000")[:12] + bytes(
        map(int, f"{PHONE}.{OTHER}".split("."))
    )
    wire.up(icmp + b"\x08\0" + bytes(18))
    wire.tick(4000)
    wire.stop()
    flows = wire.flows()
    enrolled = wire.enrolled
    assert sum(flow.bytes_out for flow in flows) == enrolled.out > 0
    assert sum(flow.bytes_in for flow in flows) == enrolled.into > 0
    assert sum(flow.packets_out + flow.packets_in for flow in flows) == enrolled.packets
    assert all(flow.bytes_out or flow.bytes_in for flow in flows)
    assert {flow.transport for flow in flows} == {"tcp", "udp", "icmp"}


def test_ipv6_of_a_device_that_is_known_by_its_mac() -> None:
    wire = Wire(BY_MAC)
    wire.up(tcp((PHONE_6, 4000), (SERVER_6, 443), client_hello("six.example")))
    wire.down(tcp((SERVER_6, 443), (PHONE_6, 4000), bytes(100)))
    wire.tick()
    (flow,) = wire.flows()
    assert (flow.host, flow.packets_out, flow.packets_in) == ("six.example", 1, 1)
    assert [(each.kind, each.value) for each in flow.addresses] == [("ip", PHONE_6), ("mac", PHONE_MAC)]


def test_quic_says_its_name_and_is_quic() -> None:
    wire = Wire(OPEN)
    hello = client_hello("video.example", alpn=("h3",))[5:]
    for number, at in enumerate(range(0, len(hello), 200)):
        wire.up(
            udp(
                (PHONE, 5000),
                (SERVER, 443),
                initial(crypto(at, hello[at : at + 200]), b"conn-id1", number=number),
            )
        )
    wire.down(udp((SERVER, 443), (PHONE, 5000), b"\x40" + bytes(50)))
    wire.tick()
    (flow,) = wire.flows()
    assert (flow.host, flow.visibility, flow.transport, flow.alpn) == (
        "video.example",
        Visibility.QUIC,
        "udp",
        "h3",
    )


def test_messages_in_clear_are_journalled_whole_and_without_their_secrets() -> None:
    wire = Wire(OPEN)
    post(wire, POST.replace(b"Content-Length", b"Authorization: Bearer geheim\r\nContent-Length"))
    (message,) = wire.records("transmission")
    (flow,) = wire.flows()
    assert (message.flow_id, message.host, message.path, message.writer) == (
        flow.flow_id,
        "a.example",
        "/t",
        "sniffer",
    )
    assert message.visibility is flow.visibility is Visibility.CLEARTEXT
    (body,) = [entry.body for entry in wire.entries if entry.kind == "transmission"]
    assert body == b'{"lat":1}'
    assert b"geheim" not in wire.everything()


def test_mqtt_in_clear_without_its_password() -> None:
    wire = Wire(OPEN)
    fields = b"\0\4MQTT\4\xc2\0\x3c" + b"\0\2id" + b"\0\4user" + b"\0\6geheim"
    publish = b"\0\3t/1" + b"12.5"
    packets = bytes([0x10, len(fields)]) + fields + bytes([0x30, len(publish)]) + publish
    wire.up(*connect(4000, (SERVER, 1883))[:1])
    wire.up(tcp((PHONE, 4000), (SERVER, 1883), packets))
    first, second = wire.records("transmission")
    assert (first.protocol, first.scheme, second.path) == ("mqtt", "mqtt", "t/1")
    assert b"geheim" not in wire.everything()
    assert b"12.5" in wire.everything()


def test_in_observe_mode_there_is_no_content() -> None:
    wire = Wire(OBSERVED)
    post(wire)
    visit(wire, "tracker.example", port=4001)
    wire.tick()
    wire.stop()
    by_host = {flow.host: flow for flow in wire.flows()}
    assert by_host["a.example"].visibility is Visibility.NOT_OPENED
    assert "observe mode" in by_host["a.example"].reason
    assert by_host["tracker.example"].visibility is Visibility.METADATA_ONLY
    assert wire.records("transmission") == []
    assert b"lat" not in wire.everything()


@pytest.mark.parametrize("decided", [OPEN, BY_MAC], ids=["by address", "by MAC"])
def test_of_a_device_that_is_not_enrolled_nothing_is_held_but_bytes(decided: object) -> None:
    wire = Wire(decided)  # type: ignore[arg-type]
    post(wire, POST.replace(b"a.example", b"nobody.example"), device=GUEST, mac=GUEST_MAC)
    wire.up(udp((GUEST, 5300), (BOX, 53), question("nobody.example", 7)), source=GUEST_MAC)
    wire.up(
        udp((GUEST, 5353), ("224.0.0.251", 5353), answer("guest.local", 0, (GUEST,))),
        source=GUEST_MAC,
        kind=2,
    )
    wire.down(udp((BOX, 53), (GUEST, 5300), answer("nobody.example", 7, (SERVER,))), target=GUEST_MAC)
    wire.tick(2)
    wire.stop()
    assert wire.entries == []
    assert wire.strangers[0] > 200
    assert wire.strangers[1] > 100
    held = repr(vars(wire.traffic._traffic.talks)) + repr(vars(wire.traffic._traffic.names))
    held += repr(vars(wire.traffic._traffic.neighbours)) + repr(vars(wire.enrolled))
    address = bytes(map(int, GUEST.split(".")))
    assert repr(address)[2:-1] not in held
    assert "nobody" not in held
    assert wire.enrolled.packets == 0


def test_what_a_stranger_sends_to_this_machine_is_in_its_bytes_as_well() -> None:
    wire = Wire(OPEN)
    wire.up(tcp((GUEST, 4000), (BOX, 8080), bytes(900)), source=GUEST_MAC)
    wire.down(tcp((BOX, 8080), (GUEST, 4000), bytes(900)), target=GUEST_MAC)
    assert wire.strangers == [954, 954]
    assert wire.entries == []


def test_a_connection_to_this_machine_is_a_flow_with_its_ends_but_is_not_read() -> None:
    wire = Wire(OPEN)
    to = (BOX, 8080)
    for packet in connect(4000, to)[:1]:
        wire.up(packet)
    wire.up(tcp((PHONE, 4000), to, b"GET http://a.example/secret HTTP/1.1\r\nHost: a.example\r\n\r\n"))
    wire.down(tcp(to, (PHONE, 4000), bytes(100)))
    wire.tick()
    (flow,) = wire.flows()
    assert (flow.client.local_ip, flow.client.local_port) == (PHONE, 4000)
    assert (flow.client.remote_ip, flow.client.remote_port, flow.upstream) == (BOX, 8080, None)
    assert (flow.packets_out, flow.packets_in) == (2, 1)
    assert "to this box" in flow.reason.split("; ")
    assert b"secret" not in wire.everything()
    assert wire.records("transmission") == []


def test_sensitive_names_are_their_category_whatever_the_way() -> None:
    wire = Wire(OPEN)
    ask(wire, SENSITIVE, (OTHER,))
    visit(wire, SENSITIVE)
    post(wire, POST.replace(b"a.example", SENSITIVE.encode()), port=4001)
    hello = client_hello(SENSITIVE)[5:]
    wire.up(udp((PHONE, 5000), (SERVER, 443), initial(crypto(0, hello), b"conn-id1", number=0)))
    wire.up(tcp((PHONE, 4002), (OTHER, 9999), b"\0\1binary"))  # by the address alone
    wire.up(udp((PHONE, 5353), ("224.0.0.251", 5353), question(SENSITIVE, 0)), kind=2)
    referred = POST.replace(b"Content-Length", f"Referer: https://{SENSITIVE}/x\r\nContent-Length".encode())
    post(wire, referred, port=4003)
    proxied = (
        b"GET http://" + SENSITIVE.encode() + b"/x HTTP/1.1\r\nHost: " + SENSITIVE.encode() + b"\r\n\r\n"
    )
    post(wire, proxied, port=4004)
    ask(wire, "first-party.example", (OTHER,), aliases=(SENSITIVE,))
    visit(wire, "first-party.example", port=4005)
    wire.tick(30)
    wire.stop()
    assert b"samaritans" not in wire.everything()
    reduced = [flow for flow in wire.flows() if flow.host == "category:crisis_lines"]
    assert len(reduced) == 6  # TLS, HTTP, QUIC, by address, by proxy, by alias
    for flow in reduced:
        assert (flow.sni, flow.client, flow.upstream, flow.aliases, flow.ja4, flow.port) == (
            None,
            None,
            None,
            (),
            None,
            0,
        )
        assert OTHER not in repr(flow)
        assert flow.bytes_out
    assert "category:crisis_lines" in next(flow.reason for flow in wire.flows() if "DNS" in flow.reason)
    assert [message.host for message in wire.records("transmission")] == ["a.example"]


def test_a_sensitive_name_is_found_in_whatever_a_device_says() -> None:
    """With a search domain behind it, within the name of a thing, of a program or of a system."""
    from scapy.layers.dns import DNS, DNSRR

    wire = Wire(BY_MAC)
    ask(wire, "www.samaritans.org.fritz.box", ())
    options = bytes([12, 17]) + b"pc.samaritans.org" + bytes([60, 18]) + b"samaritans.org 1.0" + b"\xff"
    head = bytes([1, 1, 6, 0]) + bytes(24) + bytes.fromhex(PHONE_MAC.replace(":", "")) + bytes(10 + 64 + 128)
    wire.up(udp(("0.0.0.0", 68), ("255.255.255.255", 67), head + b"\x63\x82\x53\x63" + options), kind=1)
    server = b"NOTIFY * HTTP/1.1\r\nSERVER: a/1 (https://www.samaritans.org/) b\r\n\r\n"
    wire.up(udp((PHONE, 1900), ("239.255.255.250", 1900), server), kind=2)
    names = ("me@samaritans.org._http._tcp.local", "samaritans.org.local")
    offered = [
        DNSRR(rrname="_http._tcp.local", type="PTR", rdata=names[0]),
        DNSRR(rrname=names[1], type="A", rdata=PHONE),
    ]
    wire.up(udp((PHONE, 5353), ("224.0.0.251", 5353), bytes(DNS(qr=1, qd=[], an=offered))), kind=2)
    wire.up(udp((PHONE, 5353), ("224.0.0.251", 5353), question(names[1], 0)), kind=2)
    wire.tick(20)
    wire.stop()
    assert b"samaritans" not in b"".join(entry.content for entry in wire.entries)
    assert {hint.value for hint in wire.records("hint")} >= {"category:crisis_lines"}
    assert sum("category:crisis_lines" in names_in(flow.reason) for flow in wire.flows()) == 3


def test_a_bank_s_messages_are_not_read_though_its_name_is_kept() -> None:
    wire = Wire(OPEN)
    post(wire, POST.replace(b"a.example", b"api.paypal.com"))
    (flow,) = wire.flows()
    assert (flow.host, flow.visibility) == ("api.paypal.com", Visibility.PASSED_BY_CHOICE)
    assert wire.records("transmission") == []


def test_aliases_tell_who_answers_behind_a_name() -> None:
    wire = Wire(OPEN)
    ask(wire, "metrics.shop.example", aliases=("shop.tracker.example", "edge.cdn.example"))
    visit(wire, "metrics.shop.example")
    wire.up(tcp((PHONE, 4001), (SERVER, 9999), b"\0\1binary"))
    wire.tick(20)
    for port in (443, 9999):
        flow = next(flow for flow in wire.flows() if flow.port == port)
        assert (flow.host, flow.aliases) == (
            "metrics.shop.example",
            ("shop.tracker.example", "edge.cdn.example"),
        )


def test_an_answer_that_nobody_asked_for_names_nothing() -> None:
    wire = Wire(OPEN)
    wire.down(udp((BOX, 53), (PHONE, 5300), answer("false.example", 7, (SERVER,))))
    wire.up(udp((PHONE, 5354), (BOX, 53), question("true.example", 8)))
    wire.down(udp((BOX, 53), (PHONE, 5354), answer("false.example", 8, (SERVER,))))
    wire.up(tcp((PHONE, 4000), (SERVER, 9999), b"\0\1binary"))
    wire.tick(20)
    assert next(flow for flow in wire.flows() if flow.port == 9999).host == SERVER


def test_what_a_device_says_of_itself_becomes_hints_once() -> None:
    wire = Wire(BY_MAC)
    options = (
        bytes([12, 6]) + b"Galaxy" + bytes([55, 3, 1, 3, 6, 60, 4]) + b"andr" + bytes([61, 3, 1, 2, 3, 255])
    )
    head = bytes([1, 1, 6, 0]) + bytes(24) + bytes.fromhex(PHONE_MAC.replace(":", "")) + bytes(10 + 64 + 128)
    request = udp(("0.0.0.0", 68), ("255.255.255.255", 67), head + b"\x63\x82\x53\x63" + options)
    for _ in range(3):
        wire.up(request, kind=1)
        wire.up(request, kind=1, source=GUEST_MAC)
        post(wire, GET)
    hints = {(hint.kind, hint.value) for hint in wire.records("hint")}
    assert hints == {
        ("dhcp_hostname", "Galaxy"), ("dhcp_fingerprint", "1,3,6"), ("dhcp_vendor_class", "andr"),
        ("dhcp_client_id", "010203"), ("user_agent", "App/1.0"),
    }  # fmt: skip
    assert len(wire.records("hint")) == len(hints)
    assert all(any(each.value == PHONE_MAC for each in hint.addresses) for hint in wire.records("hint"))
    wire.tick(20)
    assert all(flow.addresses[-1].value == PHONE_MAC for flow in wire.flows())


def test_ssdp_and_multicast_dns_of_enrolled_devices_are_hints() -> None:
    from scapy.layers.dns import DNS, DNSRR

    wire = Wire(OPEN)
    notify = b"NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nSERVER: Linux UPnP/1.0 TV/2\r\nNTS: ssdp:alive\r\n\r\n"
    offered = bytes(DNS(qr=1, qd=[], an=[
        DNSRR(rrname="_googlecast._tcp.local", type="PTR", rdata="TV-1._googlecast._tcp.local"),
        DNSRR(rrname="tv-1.local", type="A", rdata=PHONE),
    ]))  # fmt: skip
    for device, mac in ((PHONE, PHONE_MAC), (GUEST, GUEST_MAC)):
        wire.up(udp((device, 1900), ("239.255.255.250", 1900), notify), source=mac, kind=2)
        wire.up(udp((device, 5353), ("224.0.0.251", 5353), offered), source=mac, kind=2)
    assert {(hint.kind, hint.value) for hint in wire.records("hint")} == {
        ("ssdp_server", "Linux UPnP/1.0 TV/2"), ("mdns_name", "tv-1"), ("mdns_service", "_googlecast._tcp"),
    }  # fmt: skip
    assert wire.records("transmission") == []


def test_a_device_whose_consent_ends_is_forgotten_at_once() -> None:
    wire = Wire(OPEN)
    visit(wire, "tracker.example")
    ask(wire, "api.example")
    wire.tick()
    wire.decided = directory(("phone", "off", (("ip", PHONE),)))
    wire.tick()
    told = len(wire.entries)
    assert wire.flows()[0].closed_at is not None
    wire.up(tcp((PHONE, 4000), (SERVER, 443), bytes(500), seq=2000))
    post(wire, port=4001)
    wire.tick(100)
    wire.stop()
    assert len(wire.entries) == told
    assert not wire.traffic._traffic.names._known


@pytest.mark.parametrize("answered", [False, True])
def test_a_flood_of_an_enrolled_device_costs_bounded_memory_and_every_packet_is_counted(
    answered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talks, "MAX_TALKS", 512)
    monkeypatch.setattr(talks, "MAX_ROWS", 64)
    wire = Wire(OPEN)

    def flood(first: int, count: int) -> None:
        for number in range(first, first + count):
            target = f"198.{18 + number % 2}.{number // 256 % 256}.{number % 256}"
            wire.frames(
                [ethernet(tcp((PHONE, 1024 + number % 60_000), (target, number % 1000 + 1), flags=SYN))], 0
            )
            if answered:
                wire.down(tcp((target, number % 1000 + 1), (PHONE, 1024 + number % 60_000), flags=RST | ACK))
            if number % 200 == 0:
                wire.tick(0.1)

    flood(0, 3000)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    wire.entries.clear()
    flood(3000, 6000)
    told = len(wire.entries)
    wire.entries.clear()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 1 << 20
    assert told < 500  # records of 6,000 connections that came to nothing
    wire.tick(100)
    wire.stop()
    flows = wire.flows()
    assert sum(flow.packets_out for flow in flows) == 9000
    assert max(len(flow.reason) for flow in flows) < 200
    assert any("counted together" in flow.reason and flow.host == "" for flow in flows)
    assert all(flow.addresses for flow in flows)


def test_what_many_devices_have_no_row_for_is_a_row_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talks, "MAX_TALKS", 64)
    monkeypatch.setattr(talks, "MAX_ROWS", 4)
    monkeypatch.setattr(talks, "MAX_OTHERS", 2)
    phones = [f"192.168.178.{number}" for number in range(30, 60)]
    wire = Wire(directory(*((phone, "open", (("ip", phone),)) for phone in phones)))
    for number in range(3000):
        target = f"198.18.{number // 256}.{number % 256}"
        wire.up(tcp((phones[number % 30], 1024 + number), (target, 443), flags=SYN))
    wire.tick(200)
    wire.stop()
    flows = wire.flows()
    assert sum(flow.packets_out for flow in flows) == 3000
    (others,) = [flow for flow in flows if all(address.kind == "name" for address in flow.addresses)]
    assert others.addresses == (Address(kind="name", value="various devices"),)
    assert "connections without content, counted together of various devices" in others.reason
    assert others.packets_out > 1000
    assert not account_of(FlowRow(others, "various devices", None, None)).is_total
    assert all(flow.addresses for flow in flows)  # without any it would be the total of strangers


def test_a_flood_of_datagrams_that_nobody_answers_is_counted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(talks, "MAX_TALKS", 512)
    monkeypatch.setattr(talks, "MAX_ROWS", 64)
    wire = Wire(OPEN)
    for number in range(6000):
        target = f"198.18.{number // 256}.{number % 256}"
        wire.frames([ethernet(udp((PHONE, 1024), (target, 7777), struct.pack("!Q", number)))], 0)
    assert len(wire.entries) < 100
    wire.tick(200)
    wire.stop()
    assert sum(flow.packets_out for flow in wire.flows()) == 6000


def test_a_packet_that_breaks_the_reading_does_not_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(OPEN)
    with monkeypatch.context() as patched:
        patched.setattr("proxy_addons.traffic.Traffic._udp", lambda *_: 1 / 0)
        wire.up(udp((PHONE, 6000), (OTHER, 9999), b"x"))
    visit(wire, "tracker.example")
    wire.tick()
    assert [flow.host for flow in wire.flows()] == ["tracker.example"]
    assert wire.traffic.counters()["batches_failed"] == 1


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.binary(max_size=200), st.integers(0, 4), st.sampled_from([0, 1, 512])), max_size=12)
)
def test_any_bytes_are_taken(frames: list[tuple[bytes, int, int]]) -> None:
    wire = Wire(BY_MAC)
    head = bytes.fromhex("020000000001" + PHONE_MAC.replace(":", ""))
    for content, kind, segment in frames:
        for kind_of_link in (b"\x08\0", b"\x86\xdd", b"\x08\x06", b""):
            wire.frames([head + kind_of_link + content, content], kind, segment=segment)
            wire.frames([head + b"\x08\0\x45" + content], kind, segment=segment)
    wire.tick(100)
    wire.stop()
    assert wire.traffic.counters()["batches_failed"] == 0


def test_what_a_device_asked_by_ipv4_names_where_it_goes_by_ipv6() -> None:
    both = directory(
        ("phone", "open", (("ip", PHONE), ("ip", PHONE_6))), ("tablet", "open", (("ip", GUEST),))
    )
    wire = Wire(both)
    ask(wire, "six.example", (SERVER_6,))
    wire.up(tcp((PHONE_6, 4000), (SERVER_6, 999), b"\0\1binary"))
    ask(wire, SENSITIVE, (OTHER,))
    wire.up(tcp((GUEST, 4001), (OTHER, 999), b"\0\1binary"), source=GUEST_MAC)  # it did not ask
    wire.tick(20)
    assert {flow.host for flow in wire.flows() if flow.port == 999} == {"six.example", OTHER}
    wire.decided = directory(("phone", "open", (("ip", PHONE_6),)))
    wire.tick(1)
    wire.up(tcp((PHONE_6, 4002), (SERVER_6, 998), b"\0\1binary"))
    wire.tick(20)
    assert (
        next(flow.host for flow in wire.flows() if flow.port == 998) == SERVER_6
    )  # what was asked is forgotten


def test_a_sensitive_name_that_was_asked_by_ipv4_is_its_category_by_ipv6() -> None:
    wire = Wire(directory(("phone", "open", (("ip", PHONE), ("ip", PHONE_6)))))
    ask(wire, SENSITIVE, (SERVER_6,))
    wire.up(tcp((PHONE_6, 4000), (SERVER_6, 999), b"\0\1binary"))
    wire.tick(20)
    wire.stop()
    assert [flow.host for flow in wire.flows() if flow.transport == "tcp"] == ["category:crisis_lines"]
    assert SERVER_6.encode() not in wire.everything()


def test_what_stays_in_the_house_is_marked_and_its_content_is_not_kept() -> None:
    wire = Wire(OPEN)
    ask(wire, "a.example")  # the resolver is this box
    wire.up(udp((PHONE, 5353), ("224.0.0.251", 5353), question("tv.local", 0)), kind=2)
    wire.up(udp((PHONE, 6000), ("255.255.255.255", 6000), bytes(20)), kind=1)
    printer, far = ("192.168.1.40", 80), ("192.168.20.9", 80)  # another subnet of the house
    for port, to in ((4000, printer), (4001, far)):
        wire.up(tcp((PHONE, port), to, flags=SYN, seq=0))
        wire.up(tcp((PHONE, port), to, POST))
    post(wire, port=4002)  # and one that leaves it
    wire.tick(200)
    wire.stop()
    parts = {(flow.client.remote_ip, flow.port): set(flow.reason.split("; ")) for flow in wire.flows()}
    here = {ends for ends, said in parts.items() if "to this box" in said}
    home = {ends for ends, said in parts.items() if "within the home" in said}
    assert here == {(BOX, 53)}
    assert home == {("224.0.0.251", 5353), ("255.255.255.255", 6000), printer, far}
    assert set(parts) - here - home == {(SERVER, 80)}
    assert [message.host for message in wire.records("transmission")] == ["a.example"]
    assert wire.records("transmission")[0].flow_id == next(
        f.flow_id for f in wire.flows() if f.client.remote_ip == SERVER
    )


def test_a_clock_that_is_set_back_ends_nothing_before_it_began() -> None:
    wire = Wire(OPEN)
    wire.up(tcp((PHONE, 4000), (SERVER, 999), flags=SYN, seq=0))
    wire.at -= 100
    wire.up(tcp((PHONE, 4000), (SERVER, 999), b"\0\1binary"))
    wire.stop()
    (flow,) = wire.flows()
    assert flow.closed_at == flow.opened_at


def test_a_message_in_clear_that_tells_of_a_sensitive_page_keeps_the_rest() -> None:
    wire = Wire(OPEN)
    body = b'{"lat": 52.52, "page": "https://' + SENSITIVE.encode() + b'/how-to-talk"}'
    head = b"POST /x HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n" % len(body)
    post(wire, head + body)
    wire.tick(30)
    wire.stop()
    (message,) = wire.records("transmission")
    kept = b"".join(entry.body or b"" for entry in wire.entries)
    assert (len(kept), message.body_size, message.host) == (len(body), len(body), "a.example")
    assert b"52.52" in kept
    assert b"samaritans" not in wire.everything()
    assert b"how-to-talk" not in wire.everything()
