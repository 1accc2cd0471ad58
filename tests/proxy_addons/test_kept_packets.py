"""Which packets are kept: of opened devices alone, and none that holds a sensitive name, in whatever way it came."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from proxy_addons import kept_packets
from proxy_addons.never_intercept import load
from proxy_addons.packet_ring import Kept
from tests.proxy_addons.frames import ACK, FIN, SYN, answer, client_hello, question, tcp, udp
from tests.proxy_addons.live_wire import BOX, GUEST, GUEST_MAC, OTHER, PHONE, SERVER, Wire, directory
from tests.proxy_addons.quic_packets import crypto, initial
from tests.proxy_addons.test_live_traffic import GET, OPEN, POST, SENSITIVE, ask, post, visit

RECORD = b"\x17\3\3\0\4abcd"


def keeping(wire: Wire, seconds: float = 0.0, *, last: bool = False) -> list[Kept]:
    """What may be kept after so many seconds more."""
    if seconds:
        wire.tick(seconds)
    assert wire.traffic.kept is not None
    return list(wire.traffic.kept.ready(wire.at, last=last))


def everything(wire: Wire) -> list[Kept]:
    """All that is ever kept of a wire."""
    found = keeping(wire)
    for seconds in (1, 1, 3, 20, 70, 4000):
        found += keeping(wire, seconds)
    wire.stop()
    return found + keeping(wire, last=True)


def wired(decided: object = OPEN) -> Wire:
    return Wire(decided, keep=True)  # type: ignore[arg-type]


def test_without_being_asked_nothing_is_kept() -> None:
    assert Wire(OPEN).traffic.kept is None


def test_a_connection_is_kept_whole_and_at_once_when_its_name_is_known() -> None:
    wire = wired()
    wire.up(tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=0))
    wire.down(tcp((SERVER, 443), (PHONE, 4000), flags=SYN | ACK, seq=0))
    assert keeping(wire, 1) == []  # nobody knows yet to whom it is
    hello = client_hello("tracker.example")
    wire.up(tcp((PHONE, 4000), (SERVER, 443), hello[:100]))
    assert keeping(wire, 1) == []
    wire.up(tcp((PHONE, 4000), (SERVER, 443), hello[100:], seq=101))
    found = keeping(wire)
    assert len(found) == 4
    assert {one.device for one in found} == {"phone"}
    assert [one.at for one in found] == sorted(one.at for one in found)
    wire.up(tcp((PHONE, 4000), (SERVER, 443), RECORD, seq=900))
    (more,) = keeping(wire)
    assert more.data.endswith(RECORD)
    assert more.size == len(more.data)
    kept = wire.traffic.kept
    assert kept is not None
    assert (kept.kept, kept.left_out) == (5, 0)


def _tls(wire: Wire, name: str) -> None:
    visit(wire, name)
    wire.up(tcp((PHONE, 4000), (SERVER, 443), RECORD, seq=2000))


def _slow_tls(wire: Wire, name: str) -> None:
    wire.up(tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=0))
    wire.tick(50)
    hello = client_hello(name)
    for place in range(0, len(hello), 40):
        wire.up(tcp((PHONE, 4000), (SERVER, 443), hello[place : place + 40], seq=1 + place))
        wire.tick(0.5)


def _quic(wire: Wire, name: str) -> None:
    hello = client_hello(name)[5:]
    for number, at in enumerate(range(0, len(hello), 200)):
        data = initial(crypto(at, hello[at : at + 200]), b"conn-id1", number=number)
        wire.up(udp((PHONE, 5000), (SERVER, 443), data))


def _http(wire: Wire, name: str) -> None:
    post(wire, POST.replace(b"a.example", name.encode()))


def _second_request(wire: Wire, name: str) -> None:
    post(wire, POST)
    wire.tick(0.5)
    wire.up(tcp((PHONE, 4000), (SERVER, 80), GET.replace(b"a.example", name.encode()), seq=1 + len(POST)))


def _by_another_proxy(wire: Wire, name: str) -> None:
    post(wire, f"GET http://{name}/x HTTP/1.1\r\nHost: {name}\r\n\r\n".encode())


def _connect(wire: Wire, name: str) -> None:
    to = (BOX, 8080)
    wire.up(tcp((PHONE, 4000), to, flags=SYN, seq=0))
    wire.up(tcp((PHONE, 4000), to, f"CONNECT {name}:443 HTTP/1.1\r\nHost: {name}:443\r\n\r\n".encode()))


def _referer(wire: Wire, name: str) -> None:
    post(wire, POST.replace(b"Content-Length", f"Referer: https://{name}/x\r\nContent-Length".encode()))


def _answer_of_a_page(wire: Wire, name: str) -> None:
    post(wire, POST)
    wire.down(tcp((SERVER, 80), (PHONE, 4000), f"<a href='https%3A%2F%2F{name.upper()}'>".encode(), seq=500))


def _dns(wire: Wire, name: str) -> None:
    ask(wire, name, (OTHER,))


def _dns_outside(wire: Wire, name: str) -> None:
    wire.up(udp((PHONE, 5300), (OTHER, 53), question(name, 7)))
    wire.down(udp((OTHER, 53), (PHONE, 5300), answer(name, 7, (SERVER,))))


def _dns_alias(wire: Wire, name: str) -> None:
    ask(wire, "harmless.example", (OTHER,), aliases=(name,))
    visit(wire, "harmless.example")


def _dns_by_tcp(wire: Wire, name: str) -> None:
    data = question(name, 7)
    wire.up(tcp((PHONE, 4000), (OTHER, 53), flags=SYN, seq=0))
    wire.up(tcp((PHONE, 4000), (OTHER, 53), struct.pack("!H", len(data)) + data))


def _mdns(wire: Wire, name: str) -> None:
    wire.up(udp((PHONE, 5353), ("224.0.0.251", 5353), question(name, 0)), kind=2)


def _by_address(wire: Wire, name: str) -> None:
    ask(wire, name, (OTHER,))
    wire.up(tcp((PHONE, 4000), (OTHER, 9999), b"\0\1binary"))


def _socks(wire: Wire, name: str) -> None:
    seq = 1
    wire.up(tcp((PHONE, 4000), (OTHER, 1080), flags=SYN, seq=0))
    asked = b"\5\1\0\3" + bytes([len(name)]) + name.encode() + b"\1\xbb"
    for data in (b"\5\1\0", asked, client_hello("harmless.example")):
        wire.up(tcp((PHONE, 4000), (OTHER, 1080), data, seq=seq))
        seq += len(data)


def _unknown_protocol(wire: Wire, name: str) -> None:
    wire.up(udp((PHONE, 4000), (OTHER, 9999), b"\0\1" + name.encode() + b"\0"))


WAYS: list[Callable[[Wire, str], None]] = [
    _tls, _slow_tls, _quic, _http, _second_request, _by_another_proxy, _connect, _referer, _answer_of_a_page, _dns,
    _dns_outside, _dns_alias, _dns_by_tcp, _mdns, _by_address, _socks, _unknown_protocol,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_no_sensitive_name_is_in_what_is_kept(way: Callable[[Wire, str], None]) -> None:
    wire = wired()
    way(wire, SENSITIVE)
    found = everything(wire)
    search = load().is_in
    assert not any(search(one.data) for one in found)
    assert b"samaritans" not in b"".join(one.data for one in found).lower()
    if way not in (
        _referer,
        _answer_of_a_page,
        _socks,
    ):  # there a single packet goes, for the host itself is not sensitive
        ends = {one.data[30:34] for one in found} & {
            bytes(map(int, OTHER.split("."))),
            bytes(map(int, SERVER.split("."))),
        }
        assert not ends


@pytest.mark.parametrize(
    "way", [w for w in WAYS if w not in (_connect, _mdns)], ids=lambda way: way.__name__.strip("_")
)
def test_the_same_is_kept_of_any_other_name(way: Callable[[Wire, str], None]) -> None:
    wire = wired()
    way(wire, "weather.example")
    assert everything(wire)


def test_what_stays_in_the_house_is_not_kept_but_questions_for_names() -> None:
    wire = wired()
    _connect(wire, "a.example")
    _mdns(wire, "tv.local")
    wire.up(tcp((PHONE, 4001), ("192.168.1.40", 80), POST))
    ask(wire, "a.example")
    assert len(everything(wire)) == 2


def test_a_bank_s_packets_are_not_kept_though_its_question_is() -> None:
    wire = wired()
    ask(wire, "api.paypal.com")
    visit(wire, "api.paypal.com")
    assert len(everything(wire)) == 2


@pytest.mark.parametrize("mode", ["observe", "off"])
def test_of_a_device_that_is_not_opened_nothing_is_kept(mode: str) -> None:
    decided = directory(("phone", mode, (("ip", PHONE),)), ("tablet", "open", (("ip", GUEST),)))
    wire = wired(decided)
    visit(wire, "tracker.example")
    post(wire, port=4001)
    post(wire, port=4002, device=GUEST, mac=GUEST_MAC)
    assert {one.device for one in everything(wire)} == {"tablet"}


def test_a_decision_holds_for_what_waits_and_what_goes_on() -> None:
    wire = wired()
    _tls(wire, "tracker.example")
    assert len(keeping(wire)) == 5
    post(wire, port=4001)
    wire.decided = directory(("phone", "observe", (("ip", PHONE),)))
    wire.tick(0.1)
    wire.up(tcp((PHONE, 4000), (SERVER, 443), RECORD, seq=3000))
    assert everything(wire) == []


def test_ports_that_are_used_again_are_another_connection() -> None:
    wire = wired()
    visit(wire, SENSITIVE)
    wire.up(tcp((PHONE, 4000), (SERVER, 443), flags=FIN | ACK, seq=2000))
    wire.down(tcp((SERVER, 443), (PHONE, 4000), flags=FIN | ACK, seq=1401))
    syn = tcp((PHONE, 4000), (SERVER, 443), flags=SYN, seq=90_000)
    wire.up(syn, tcp((PHONE, 4000), (SERVER, 443), client_hello("weather.example"), seq=90_001))
    found = everything(wire)
    assert len(found) == 2
    assert found[0].data.endswith(syn)


def test_fragments_and_what_has_no_ports_are_left_out() -> None:
    wire = wired()
    whole = udp((PHONE, 5000), (OTHER, 53), question(SENSITIVE, 7))
    fragment = whole[:6] + b"\x20\0" + whole[8:36]
    icmp = whole[:9] + b"\1" + whole[10:20] + b"\3\3" + bytes(6) + whole
    wire.up(fragment, icmp)
    assert everything(wire) == []
    assert wire.traffic.kept is not None
    assert wire.traffic.kept.left_out == 2


def test_what_cannot_wait_is_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_packets, "MOST_HELD", 5000)
    wire = wired()
    for port in range(4000, 4010):
        wire.up(tcp((PHONE, port), (SERVER, 443), flags=SYN, seq=0))
        wire.up(tcp((PHONE, port), (SERVER, 443), client_hello("tracker.example")[:200]))
    kept = wire.traffic.kept
    assert kept is not None
    for _ in range(30):
        wire.up(tcp((PHONE, 4000), (SERVER, 80), b"GET /" + bytes(900)))
        list(kept.ready(wire.at))
    assert kept._held <= 5000
    assert kept.no_room > 0
    assert kept.no_room <= kept.left_out


def test_talks_that_are_over_are_forgotten() -> None:
    wire = wired()
    for port in range(4000, 4200):
        wire.up(tcp((PHONE, port), (OTHER, 25), flags=SYN))  # nobody answers
    visit(wire, "tracker.example", port=5000)
    everything(wire)
    kept = wire.traffic.kept
    assert kept is not None
    kept.sweep(wire.at + 10)
    assert kept._flows == {}
    assert not kept._waiting
    assert kept._held == 0


def test_the_search_knows_both_ways_to_write_a_name_and_no_part_of_another() -> None:
    search = load().is_in
    assert search(b"xx" + SENSITIVE.upper().encode())
    assert search(question(SENSITIVE, 1))
    assert not search(b"samaritans at the well")
    assert not search(question("weather.example", 1))
    assert not search(b"")


def test_a_long_upload_to_a_sensitive_host_is_left_out_while_it_lasts() -> None:
    wire = wired()
    head = f"POST /x HTTP/1.1\r\nHost: {SENSITIVE}\r\nContent-Length: 9000000\r\n\r\n".encode()
    wire.up(tcp((PHONE, 4000), (SERVER, 80), flags=SYN, seq=0), tcp((PHONE, 4000), (SERVER, 80), head))
    found: list[Kept] = []
    for number in range(60):
        wire.up(tcp((PHONE, 4000), (SERVER, 80), b"private" * 100, seq=1 + len(head) + number * 700))
        found += keeping(wire, 1)
    assert not any(b"private" in one.data or b"POST" in one.data for one in found + everything(wire))
