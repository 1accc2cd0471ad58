"""Captures as they are imported: what becomes a message, what a flow, whose, by which evidence; and real recordings."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner

from analysis.cli import command
from analysis.flow_reasons import names_in, protocol_of
from analysis.importing import read_capture
from analysis.records import Address, Flow, Visibility
from analysis.tls_secrets import KEYLOG
from analysis.units import Notice, UnreadableFile
from proxy_addons import capture_file, tls_opener
from proxy_addons.importers.pcap import IMPORTER
from tests.proxy_addons.capture_files import START, block, interface, packet, pcap, pcapng, records, section
from tests.proxy_addons.frames import SYN, answer, client_hello, question, tcp, udp, with_extension
from tests.proxy_addons.live_wire import SERVER_6
from tests.proxy_addons.test_talk_senders import PHONE_6, asked, goes

SHARED = Path(
    os.environ.get("LEAKLEDGER_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")
)
PHONE, BOX, SERVER, REMOTE = "192.168.1.7", "192.168.1.1", "198.51.100.9", "203.0.113.5"
GET = b"GET /v1?lat=52.5 HTTP/1.1\r\nHost: api.example\r\nX-A: 1\r\n\r\n"
needs_tshark = pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared recordings are not here")


def write(folder: Path, *packets: bytes, name: str = "c.pcap") -> Path:
    path = folder / name
    path.write_bytes(pcap((START + number / 100, data) for number, data in enumerate(packets)))
    return path


def up(data: bytes, port: int = 80, **more: Any) -> bytes:
    return tcp((PHONE, 4000), (SERVER, port), data, **more)


@pytest.mark.parametrize("head", [b"", b"{}", b"PK\3\4", gzip.compress(b"{}", mtime=0), b"1234:abc"])
def test_does_not_take_other_files(head: bytes) -> None:
    assert not IMPORTER.sniff("x.pcap", head)


def test_a_request_becomes_a_message_of_its_device(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        up(b"", flags=SYN, seq=0),
        up(GET),
        tcp((SERVER, 80), (PHONE, 4000), b"HTTP/1.1 200 OK\r\n\r\n"),
    )
    (flow,), (sent,), notices = records(path)
    assert (sent.method, sent.scheme, sent.host, sent.port, sent.path, sent.query) == (
        "GET", "http", "api.example", 80, "/v1", "lat=52.5",
    )  # fmt: skip
    assert (sent.visibility, sent.protocol, sent.flow_id) == (Visibility.CLEARTEXT, "http/1.1", flow.flow_id)
    assert sent.request_headers == (("Host", "api.example"), ("X-A", "1"))
    assert sent.source is not None
    assert sent.source.message == 1
    assert (flow.host, flow.port, flow.visibility, flow.transport) == (
        "api.example",
        80,
        Visibility.CLEARTEXT,
        "tcp",
    )
    assert (flow.bytes_out, flow.packets_out, flow.bytes_in, flow.packets_in) == (80 + len(GET), 2, 59, 1)
    assert flow.addresses == (Address(kind="ip", value=PHONE),)
    assert flow.upstream is not None
    assert (flow.upstream.local_port, flow.upstream.remote_ip) == (4000, SERVER)
    assert notices == []


def test_the_same_file_gives_the_same_records(tmp_path: Path) -> None:
    path = write(
        tmp_path, up(GET), up(GET, seq=1 + len(GET)), udp((PHONE, 5), (BOX, 53), question("a.example", 1))
    )
    assert records(path) == records(path)
    _, sent, _ = records(path)
    assert len({each.id for each in sent}) == 2


def test_a_flow_is_told_before_its_messages(tmp_path: Path) -> None:
    found = list(IMPORTER.read(write(tmp_path, up(GET)), "scan", ""))
    assert [type(item).__name__ for item in found] == ["Flow", "Transmission", "Flow"]


def test_messages_are_in_the_order_of_packets(tmp_path: Path) -> None:
    packets = [tcp((PHONE, 4000 + number), (SERVER, 80), GET) for number in range(5)] * 2
    _, sent, _ = records(write(tmp_path, *packets))
    places = [each.source.message for each in sent if each.source is not None]
    assert places == sorted(places)


def test_the_device_is_named_by_the_user_or_by_itself(tmp_path: Path) -> None:
    told = udp((PHONE, 5353), ("224.0.0.251", 5353), answer("annas-phone.local", 0, (PHONE,)))
    path = write(tmp_path, told, up(GET))
    flows, _, _ = records(path)
    assert all(Address(kind="name", value="annas-phone") in flow.addresses for flow in flows)
    flows, _, _ = records(path, "Pixel")
    assert {flow.addresses for flow in flows} == {(Address(kind="name", value="Pixel"),)}


def test_aliases_of_a_name_go_with_the_flow(tmp_path: Path) -> None:
    chain = ("shop.tracker.example", "edge.cdn.example")
    dns = udp((BOX, 53), (PHONE, 5000), answer("metrics.shop.example", 1, (SERVER, REMOTE), chain))
    hello = tcp((PHONE, 4001), (REMOTE, 443), client_hello("metrics.shop.example"))
    flows, _, _ = records(
        write(
            tmp_path,
            dns,
            up(b"\0\1binary"),
            hello,
            tcp((PHONE, 4002), (REMOTE, 443), client_hello("b.example")),
        )
    )
    by_port = {flow.client.local_port: (flow.host, flow.aliases) for flow in flows if flow.client is not None}
    assert by_port[4000] == by_port[4001] == ("metrics.shop.example", chain)
    assert by_port[4002] == ("b.example", ())
    assert by_port[5000][1] == ()


def test_how_a_name_is_known_is_said(tmp_path: Path) -> None:
    dns = udp((BOX, 53), (PHONE, 5000), answer("api.example", 1, (REMOTE,), ("edge.cdn.example",)))
    path = write(
        tmp_path, dns,
        tcp((PHONE, 1), (REMOTE, 443), client_hello(None)),
        tcp((PHONE, 2), (SERVER, 443), client_hello(None)),
        tcp((PHONE, 3), (SERVER, 443), client_hello("tracker.example", alpn=("h2",))),
        tcp((PHONE, 4), (SERVER, 9), b"\0\1\2\3\4\5\6\7\x08"),
    )  # fmt: skip
    flows, _, _ = records(path)
    found = {flow.upstream.local_port: flow for flow in flows if flow.upstream is not None}
    assert found[1].host == "api.example"
    assert found[1].reason == (
        "TLS; named by the DNS answer that led to this address; the name is an alias of edge.cdn.example"
    )
    assert (found[2].host, found[2].reason) == (SERVER, "TLS; no name was sent")
    assert (found[3].host, found[3].sni, found[3].alpn, found[3].reason) == ("tracker.example",) * 2 + (
        "h2",
        "TLS",
    )
    assert found[3].ja4 is not None
    assert found[4].reason == "of no protocol that is read"
    assert {flow.visibility for port, flow in found.items() if port != 5000} == {Visibility.METADATA_ONLY}
    assert names_in(found[5000].reason) == ("api.example",)
    assert (found[5000].host, protocol_of(found[5000].reason)) == (BOX, "dns")


def test_a_hidden_name_is_said_to_be_hidden(tmp_path: Path) -> None:
    hello = with_extension(client_hello("cloudflare-ech.com"), b"\xfe\x0d\0\4\0\0\0\0")
    plain = with_extension(client_hello("a.example"), b"\xfe\x0d\0\4\0\0\0\0")  # most often noise
    path = write(tmp_path, up(hello, 443), tcp((PHONE, 4001), (SERVER, 443), plain))
    flows, _, _ = records(path)
    assert [(flow.host, flow.ech, flow.visibility) for flow in flows] == [
        ("cloudflare-ech.com", True, Visibility.ECH),
        ("a.example", True, Visibility.METADATA_ONLY),
    ]


def test_what_comes_from_outside_is_not_the_devices(tmp_path: Path) -> None:
    flows, sent, notices = records(write(tmp_path, tcp((SERVER, 4000), (PHONE, 8080), GET)))
    assert sent == []
    assert notices == ["1 messages that came from outside to a device"]
    assert (flows[0].bytes_out, flows[0].addresses) == (0, (Address(kind="ip", value=PHONE),))


@pytest.mark.parametrize("form", [pcap, pcapng])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_damage_is_told_and_what_was_read_stands(form: Any, pack: Any, tmp_path: Path) -> None:
    packets = (up(GET), b"\x45\0", up(GET, seq=1 + len(GET)))
    path = tmp_path / "c.pcap"
    path.write_bytes(pack(form((START + number, data) for number, data in enumerate(packets))[:-5]))
    found: list[Any] = []
    with pytest.raises(UnreadableFile, match=r"^the capture is cut short"):
        found.extend(IMPORTER.read(path, "test", ""))
    assert [type(record).__name__ for record in found] == ["Flow", "Transmission", "Flow", "Notice"]
    assert found[-1].text == "1 not read: broken IP packets"
    path.write_bytes(b"\xd4\xc3\xb2\xa1")
    with pytest.raises(UnreadableFile):
        records(path)


def test_a_cut_capture_counts_as_read_in_part(tmp_path: Path) -> None:
    whole = write(tmp_path, up(GET))
    cut = write(tmp_path, up(GET), up(GET, seq=1 + len(GET)), name="cut.pcap")
    cut.write_bytes(cut.read_bytes()[:-5])
    said = CliRunner().invoke(command, ["scan", str(whole), str(cut)])
    assert said.exit_code == 1
    assert "cut.pcap: the capture is cut short within a record" in said.stderr
    report = tmp_path / "report.ndjson"
    told = ["--home", str(tmp_path / "home"), "--corpus", "x", "--report", str(report), str(cut)]
    CliRunner().invoke(command, ["import", *told])
    (line,) = map(json.loads, report.read_text().splitlines())
    assert (line["status"], line["messages"], line["flows"]) == ("partly", 1, 2)
    assert line["reason"] == "the capture is cut short within a record"


@pytest.mark.parametrize("form", [pcap, pcapng])
def test_a_packed_capture_of_what_is_encrypted_is_known_for_one(form: Any, tmp_path: Path) -> None:
    """What cannot be packed any smaller comes in blocks of 128 kB, of which nothing comes out before they are whole."""
    sent = [up(b"", 443, flags=SYN, seq=0)]
    sent += [up(random.Random(place).randbytes(1400), 443, seq=1 + 1400 * place) for place in range(300)]
    for name, pack in (("c.gz", gzip.compress), ("c.zst", zstandard.ZstdCompressor().compress)):
        path = tmp_path / name
        path.write_bytes(pack(form((START + number / 100, data) for number, data in enumerate(sent))))
        (flow,) = read_capture(path, "test", "", lambda _: None)
        assert isinstance(flow, Flow)
        assert flow.packets_out == 301


def test_without_tshark_secrets_are_said_to_be_of_no_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    secrets = block(10, b"KSLT\4\0\0\0CLIE")
    path = tmp_path / "c.pcapng"
    path.write_bytes(section() + secrets + interface(101) + packet(up(GET), 1))
    _, sent, notices = records(path)
    assert len(sent) == 1
    assert notices == [tls_opener.NOT_INSTALLED]


def test_a_capture_that_is_too_big_to_be_unpacked_is_read_without_what_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_file, "MAX_UNPACKED", 64)
    path = tmp_path / "c.pcapng.gz"
    path.write_bytes(
        gzip.compress(section() + block(10, b"KSLT\4\0\0\0CLIE") + interface(101) + packet(up(GET), 1))
    )
    _, sent, (notice,) = records(path)
    assert len(sent) == 1
    assert notice.startswith("unpacked it is larger than 0 MB, so HTTPS stays unread")
    assert "\n" not in notice


@needs_tshark
def test_a_helper_that_fails_costs_only_what_it_would_have_opened(tmp_path: Path) -> None:
    path = write(tmp_path, up(GET))
    path.write_bytes(path.read_bytes()[:-3] + b"")
    keylog = tmp_path / "keys"
    keylog.write_text("CLIENT_RANDOM nonsense\n")
    token = KEYLOG.set(keylog)
    found: list[Any] = []
    try:
        with pytest.raises(UnreadableFile):
            found.extend(IMPORTER.read(path, "test", ""))
    finally:
        KEYLOG.reset(token)
    notices = [record.text for record in found if isinstance(record, Notice)]
    assert any("tshark could not read the file to its end" in notice for notice in notices)


@needs_tshark
@needs_data
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "tls12-dsb.pcapng",
            [("http/1.1", "HEAD", "example.com", "/"), ("http/1.1", "HEAD", "example.net", "/")],
        ),
        ("http2-brotli.pcapng", [("h2", "GET", "192.168.122.33", "/test.txt")]),
    ],
)
def test_https_is_opened_with_its_secrets(name: str, expected: list[tuple[str, ...]], tmp_path: Path) -> None:
    path = SHARED / "pcap" / "wireshark" / name
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for file in (path, packed):
        flows, sent, notices = records(file)
        assert [(each.protocol, each.method, each.host, each.path) for each in sent] == expected
        assert {each.visibility for each in sent} == {Visibility.OPENED}
        assert {each.scheme for each in sent} == {"https"}
        assert {flow.visibility for flow in flows} == {Visibility.OPENED}
        assert notices == []


# Recordings, held against what tshark says of them


def truth() -> dict[str, dict[str, Any]]:
    if not SHARED.is_dir():
        return {}
    found: dict[str, dict[str, Any]] = json.loads((SHARED / "TRUTH_pcap.json").read_text())
    return found


@needs_data
@pytest.mark.parametrize("name", sorted(truth()))
def test_a_recording_is_read_as_tshark_reads_it(name: str) -> None:
    expected = truth()[name]
    flows, sent, _ = records(SHARED / name)
    assert {flow.sni for flow in flows} - {None} == set(expected.get("sni", {}))
    names: dict[str, set[str]] = {"dns": set(), "dhcp": set()}
    for flow in flows:
        protocol = protocol_of(flow.reason)
        kind = (
            "dhcp"
            if protocol.startswith("dhcp")
            else "dns"
            if protocol in ("dns", "mdns", "llmnr", "doh")
            else ""
        )
        names.setdefault(kind, set()).update(names_in(flow.reason))
    assert names["dns"] == {each.lower() for each in expected.get("dns", {})}
    assert names["dhcp"] == set(expected.get("dhcp_host", {}))
    seen = {
        f"{each.method} {each.header('host') or ''}{each.path}{'?' if each.query else ''}{each.query}"
        for each in sent
    }
    wanted = {request.partition(" [")[0] for request in expected.get("req", {})}
    if shutil.which("tshark") is None and "dsb" in name:
        return
    # the list shortens long requests
    missing = {
        request for request in wanted if not any(each.startswith(request.rstrip("…")) for each in seen)
    }
    assert missing == set()
    ours = {
        f"{each.method} {each.header('host') or ''}{each.path}"
        for each in sent
        if each.protocol.startswith("http/")
    }
    assert {each for each in ours if not any(request.startswith(each) for request in wanted)} == set()
    topics = {
        topic for each in sent if each.protocol == "mqtt" and each.path for topic in each.path.split(",")
    }
    assert topics == set(expected.get("mqtt", {}))
    if expected.get("protocols", {}).keys() <= {"tcp", "udp", "dns", "tls", "mqtt", "http", "quic"}:
        assert sum((flow.bytes_out or 0) + (flow.bytes_in or 0) for flow in flows) == expected["bytes"]


def test_pcapng_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(pcapng([(START, up(GET))]))
    _, (sent,), _ = records(path)
    assert sent.host == "api.example"


@needs_tshark
@needs_data
def test_secrets_beside_the_file_open_it_as_those_within(tmp_path: Path) -> None:
    content = (SHARED / "pcap" / "wireshark" / "tls12-dsb.pcapng").read_bytes()
    kept, secrets, place = b"", b"", 0
    while place < len(content):
        kind, size = struct.unpack_from("<II", content, place)
        one = content[place : place + size]
        if kind == 10:
            secrets += one[16 : 16 + struct.unpack_from("<I", one, 12)[0]]
        else:
            kept += one
        place += size
    path, keylog = tmp_path / "c.pcapng", tmp_path / "keys"
    path.write_bytes(kept)
    keylog.write_bytes(secrets)
    assert records(path)[1] == []
    options = ["--format", "ndjson", "--all", "--keylog", str(keylog)]
    result = CliRunner().invoke(command, ["scan", *options, str(path)], catch_exceptions=False)
    assert result.exit_code == 0
    opened = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["host"] for line in opened if line["method"] == "HEAD"] == ["example.com", "example.net"]
    assert {line["visibility"] for line in opened} == {"opened"}
    KEYLOG.set(None)


def test_a_question_over_ipv4_names_a_connection_over_ipv6(tmp_path: Path) -> None:
    frames = [*asked("six.example", SERVER_6), goes(PHONE_6, SERVER_6)]
    path = tmp_path / "two-families.pcap"
    path.write_bytes(pcap(((START + number, data) for number, data in enumerate(frames)), link=1))
    flows, _, _ = records(path)
    (flow,) = (flow for flow in flows if flow.port == 999)
    assert (flow.host, flow.client and flow.client.local_ip) == ("six.example", PHONE_6)
    assert "named by the DNS answer" in flow.reason
