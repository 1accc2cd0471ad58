"""From packets to flows: of enrolled devices only, each connection once, sensitive names as their category."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.devices import Device
from analysis.records import Address, Flow, SocketPair, Visibility
from proxy_addons import tls_contacts
from proxy_addons.never_intercept import Category, NeverIntercept
from proxy_addons.packets import Packet
from proxy_addons.tls_contacts import TlsContacts
from tests.proxy_addons.frames import FIN, RST, SYN, answer, client_hello, question, recorded, tcp, udp

PHONE, GUEST, BOX, SERVER, RESOLVER = "192.0.2.7", "192.0.2.66", "192.0.2.1", "198.51.100.9", "192.0.2.53"
MAC = "02:00:00:00:00:07"
SENSITIVE = Category(category="crisis", sensitive=True, hosts=("helpline.example",))
MESSENGER = Category(category="messenger", sensitive=False, hosts=("chat.example",))
ECH = b"\xfe\x0d\x00\x08" + bytes(8)


def contacts(*enrolled: str, opened_here: Callable[[Packet], bool] = lambda _: True) -> TlsContacts:
    wanted = set(enrolled or (PHONE,))

    def device_of(addresses: Iterable[Address], at: datetime) -> Device | None:
        found = any(address.value in wanted for address in addresses)
        return Device(id="device-1", name="phone") if found else None

    listed = NeverIntercept([SENSITIVE, MESSENGER])
    return TlsContacts(device_of, lambda address: address in (BOX, "127.0.0.1"), opened_here, listed)


def hello(name: str | None, source: str = PHONE, port: int = 4000, extension: bytes = b"") -> bytes:
    return tcp((source, port), (SERVER, 443), client_hello(name, alpn=("h2",), extension=extension), seq=11)


def end(flags: int = FIN, port: int = 4000) -> bytes:
    return tcp((PHONE, port), (SERVER, 443), flags=flags, seq=900)


def look_up(seen: TlsContacts, name: str, address: str = SERVER, source: str = PHONE) -> None:
    seen.take(udp((source, 5000), (RESOLVER, 53), question(name, 7)), 1.0, MAC)
    seen.take(udp((RESOLVER, 53), (source, 5000), answer(name, 7, (address,), ("edge.cdn.example",))), 1.1)


def text_of(flows: Iterable[Flow]) -> str:
    return msgspec.json.encode(list(flows)).decode()


def test_a_connection_is_one_flow_that_opens_and_closes() -> None:
    seen = contacts()
    assert seen.take(tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=10), 1.0, MAC) == []
    (opened,) = seen.take(hello("Tracker.Example"), 2.0, MAC)
    assert (opened.host, opened.sni, opened.port, opened.alpn) == (
        "tracker.example",
        "tracker.example",
        443,
        "h2",
    )
    assert opened.addresses == (Address(kind="ip", value=PHONE), Address(kind="mac", value=MAC))
    assert opened.client == SocketPair(local_ip=PHONE, local_port=4000, remote_ip=SERVER, remote_port=443)
    assert (opened.writer, opened.visibility, opened.ech) == ("sniffer", Visibility.METADATA_ONLY, False)
    assert (opened.bytes_out, opened.bytes_in, opened.closed_at) == (None, None, None)
    assert seen.take(hello("Tracker.Example"), 2.0, MAC) == []  # seen again on another interface
    (closed,) = seen.take(end(), 9.0, MAC)
    assert closed.flow_id == opened.flow_id
    assert closed.closed_at is not None
    assert closed.closed_at.timestamp() == 9.0
    assert seen.take(end(RST), 9.1, MAC) == []


def test_a_split_hello_is_one_flow() -> None:
    seen, whole = contacts(), client_hello("tracker.example")
    seen.take(tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=10), 1.0, MAC)
    late = tcp((PHONE, 4000), (SERVER, 443), whole[200:], seq=211)
    assert seen.take(late, 1.1, MAC) == []
    (flow,) = seen.take(tcp((PHONE, 4000), (SERVER, 443), whole[:200], seq=11), 1.2, MAC)
    assert flow.sni == "tracker.example"


def test_a_hello_that_stays_cut_off_is_a_contact_without_a_name() -> None:
    for ended in (True, False):
        seen, whole = contacts(), client_hello("tracker.example")
        seen.take(tcp((PHONE, 4000), (SERVER, 443), whole[:100], seq=11), 1.0, MAC)
        found = seen.take(end(RST), 2.0, MAC) if ended else seen.tick(12.0)
        assert [flow.host for flow in found] == [SERVER] * (2 if ended else 1)
        assert found[0].sni is None
        assert "not seen whole" in found[0].reason
        assert seen.counters()["hellos_partial"] == 1


def test_of_a_device_that_is_not_enrolled_nothing_is_kept() -> None:
    seen = contacts()
    look_up(seen, "secret.example", source=GUEST)
    assert seen.take(hello("secret.example", source=GUEST), 2.0, "02:00:00:00:00:66") == []
    assert [*seen.tick(60.0), *seen.stop(61.0)] == []
    assert seen.counters()["dns_answers"] == 0
    assert len(seen._hellos) == 0


def test_a_device_is_known_by_its_mac_as_well() -> None:
    seen = contacts(MAC)
    look_up(seen, "api.example")
    (flow,) = seen.take(hello(None), 2.0, MAC)
    assert flow.host == "api.example"


def test_a_name_that_was_not_sent_comes_from_the_dns_answer() -> None:
    seen = contacts()
    look_up(seen, "api.example")
    (flow,) = seen.take(hello(None), 2.0, MAC)
    assert (flow.host, flow.sni) == ("api.example", None)
    assert "DNS" in flow.reason
    (other,) = seen.take(tcp((PHONE, 4001), ("198.51.100.77", 443), client_hello(None)), 2.0, MAC)
    assert (other.host, other.reason) == ("198.51.100.77", "no name was sent")


def test_several_names_of_one_address_name_nothing() -> None:
    seen = contacts()
    look_up(seen, "one.example")
    look_up(seen, "two.example")
    (flow,) = seen.take(hello(None), 2.0, MAC)
    assert flow.host == SERVER
    assert "one.example" not in flow.reason
    (named,) = seen.take(hello("three.example", port=4001), 2.0, MAC)
    assert named.host == "three.example"


def test_a_dns_question_alone_is_no_contact() -> None:
    seen = contacts()
    look_up(seen, "tracker.example")
    assert [*seen.tick(60.0), *seen.stop(61.0)] == []


def test_ech_is_told_from_the_browsers_grease() -> None:
    seen = contacts()
    (grease,) = seen.take(hello("shop.example", extension=ECH), 2.0, MAC)
    assert (grease.ech, grease.visibility, grease.host) == (True, Visibility.METADATA_ONLY, "shop.example")
    (front,) = seen.take(hello("cloudflare-ech.com", port=4001, extension=ECH), 2.0, MAC)
    assert (front.ech, front.visibility, front.host) == (True, Visibility.ECH, "cloudflare-ech.com")
    look_up(seen, "inner.example")
    (named,) = seen.take(hello("cloudflare-ech.com", port=4002, extension=ECH), 2.0, MAC)
    assert (named.visibility, named.host, named.sni) == (
        Visibility.ECH,
        "inner.example",
        "cloudflare-ech.com",
    )


@pytest.mark.parametrize("way", ["sni", "dns", "ech", "several"])
def test_a_sensitive_name_is_reduced_to_its_category(way: str) -> None:
    seen = contacts()
    sent = {"sni": "www.helpline.example", "ech": "cloudflare-ech.com"}.get(way)
    if way != "sni":
        look_up(seen, "www.helpline.example")
    if way == "several":
        look_up(seen, "other.example")
    found = seen.take(hello(sent, extension=ECH if way == "ech" else b""), 2.0, MAC)
    found += seen.take(end(), 3.0, MAC)
    assert [flow.host for flow in found] == ["category:crisis"] * 2
    assert (found[0].sni, found[0].client, found[0].upstream, found[0].port) == (None, None, None, 0)
    assert "helpline" not in text_of(found)
    assert SERVER not in text_of(found)
    assert "helpline" not in repr(seen._names._names)


def test_a_messenger_is_named() -> None:
    (flow,) = contacts().take(hello("g.chat.example"), 2.0, MAC)
    assert flow.host == "g.chat.example"


def test_this_machine_is_recorded_only_where_it_is_enrolled_by_that_address() -> None:
    assert contacts().take(hello("a.example", source=BOX), 2.0, MAC, True) == []
    (flow,) = contacts(BOX).take(hello("a.example", source=BOX), 2.0, MAC, True)
    assert flow.addresses[0].value == BOX
    # a device's connection under this machine's address, or the proxy's own
    assert (
        contacts(BOX, opened_here=lambda _: False).take(hello("a.example", source=BOX), 2.0, MAC, True) == []
    )
    assert contacts("127.0.0.1").take(hello("a.example", source="127.0.0.1"), 2.0) == []


def test_a_connection_of_this_machine_is_known_from_its_beginning() -> None:
    asked: list[int] = []

    def opened_here(packet: Packet) -> bool:
        asked.append(packet.flags)
        return packet.flags == SYN  # its program has closed it before the hello is looked at

    seen = contacts(BOX, opened_here=opened_here)
    seen.take(tcp((BOX, 4000), (SERVER, 443), flags=SYN, seq=10), 1.0, MAC, True)
    assert len(seen.take(hello("a.example", source=BOX), 1.1, MAC, True)) == 1
    assert asked == [SYN]


def test_connections_to_this_machine_and_forwarded_copies_are_left_out() -> None:
    seen = contacts()
    to_proxy = tcp((PHONE, 4000), (BOX, 443), client_hello("box.example"))
    assert seen.take(to_proxy, 2.0, MAC) == []
    assert seen.take(hello("a.example"), 2.0, "02:00:00:00:00:01", True) == []
    assert len(seen.take(hello("a.example"), 2.0, MAC)) == 1


def test_other_protocols_on_the_port_are_counted_only() -> None:
    seen = contacts()
    seen.take(tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=10), 1.0, MAC)
    assert seen.take(tcp((PHONE, 4000), (SERVER, 443), b"SSH-2.0-x\r\n", seq=11), 1.1, MAC) == []
    assert seen.take(end(), 2.0, MAC) == []
    assert seen.counters()["not_tls"] == 1


def test_ports_used_again_are_another_flow() -> None:
    seen = contacts()
    (first,) = seen.take(hello("a.example"), 1.0, MAC)
    (closed,) = seen.take(tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=10), 5.0, MAC)
    (second,) = seen.take(hello("b.example"), 5.1, MAC)
    assert closed.flow_id == first.flow_id != second.flow_id
    assert closed.reason == tls_contacts.UNSEEN_END


def test_what_never_ends_is_closed_by_time_by_number_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls_contacts, "MAX_OPEN", 3)
    seen = contacts()
    for port in range(4000, 4003):
        assert len(seen.take(hello("a.example", port=port), 1.0, MAC)) == 1
    opened, crowded_out = seen.take(hello("a.example", port=4003), 2.0, MAC)
    assert opened.closed_at is None
    assert crowded_out.closed_at is not None
    assert seen.tick(3600.0) == []
    assert len(seen.tick(43_202.0)) == 3
    seen.take(hello("a.example", port=4010), 43_203.0, MAC)
    assert [flow.reason for flow in seen.stop(43_204.0)] == [tls_contacts.UNSEEN_END]
    assert seen.stop(43_205.0) == []


@given(
    st.binary(max_size=120),
    st.sampled_from([b"", tcp((PHONE, 4000), (SERVER, 443)), udp((PHONE, 1), (SERVER, 53))]),
)
def test_no_bytes_make_it_fail(data: bytes, start: bytes) -> None:
    seen = contacts()
    seen.take(start + data, 1.0, MAC)
    seen.take(data, 1.0)
    seen.stop(2.0)


# -- recordings ---------------------------------------------------------------------------------------------------

# TLS over TCP port 443 throughout; what else the recordings hold is named beside them
NAMED = {
    "ndpi/443-firefox.pcap": {},
    "ndpi/alexa-app.pcapng": {"mtalk.google.com": "port 5228"},
    "ndpi/android.pcap": {},
    "ndpi/dns_doh.pcap": {},
    "ndpi/facebook.pcap": {},
    "ndpi/http_ipv6.pcap": {},
    "ndpi/instagram.pcap": {},
    "ndpi/KakaoTalk_chat.pcap": {},
    "ndpi/netflix.pcap": {},
    "ndpi/no_sni.pcap": {},
    "ndpi/ocs.pcap": {},
    "ndpi/signal.pcap": {},
    "ndpi/snapchat.pcap": {},
    "ndpi/tls_ech.pcapng": {},
    "ndpi/wa_voice.pcap": {},
    "ndpi/weibo.pcap": {},
    "ndpi/zoom.pcap": {"dati.ntop.org": "port 4434"},
    "arkime/tls13.pcap": {},
    "pcapdroid/two_flows.pcap": {},
    "wireshark/tls13-20-chacha20poly1305.pcap": {},
    "zeek/tls/tls12-decryption.pcap": {},
}


@pytest.mark.parametrize("name", NAMED)
def test_the_server_names_of_a_recording_are_found_and_none_is_invented(name: str, shared_data: Path) -> None:
    truth = json.loads((shared_data / "TRUTH_pcap.json").read_text())[f"pcap/{name}"]
    seen = all_enrolled()
    flows = [flow for data, at in recorded(shared_data / "pcap" / name) for flow in seen.take(data, at)]
    found = Counter(flow.sni for flow in flows if flow.sni and flow.closed_at is None)
    assert found == {sni: count for sni, count in truth["sni"].items() if sni not in NAMED[name]}
    assert seen.counters()["dns_unread"] == 0


def test_no_recording_makes_it_fail_or_invents_a_name(shared_data: Path) -> None:
    truth = json.loads((shared_data / "TRUTH_pcap.json").read_text())
    for name, expected in truth.items():
        seen = all_enrolled()
        flows = [flow for data, at in recorded(shared_data / name) for flow in seen.take(data, at)]
        names = {flow.sni for flow in flows if flow.sni}
        assert names <= set(expected.get("sni", {})), name


def all_enrolled() -> TlsContacts:
    device = Device(id="device-1", name="phone")
    return TlsContacts(lambda *_: device, lambda _: False, lambda _: True, NeverIntercept([]))
