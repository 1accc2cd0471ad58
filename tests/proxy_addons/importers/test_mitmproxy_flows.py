from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mitmproxy.flow import Flow as MitmFlow
from mitmproxy.http import HTTPFlow
from mitmproxy.io import FlowWriter, tnetstring
from mitmproxy.test import tflow
from mitmproxy.version import FLOW_FORMAT_VERSION
from mitmproxy.websocket import WebSocketMessage

from analysis.records import BODY_LIMIT, Address, Flow, Transmission, Visibility
from analysis.units import Notice, UnreadableFile
from proxy_addons.importers.mitmproxy_flows import IMPORTER

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "http" / "mitmproxy"


def http(**changes: Any) -> HTTPFlow:
    flow: HTTPFlow = tflow.tflow(resp=True)
    flow.request.scheme, flow.request.port = "https", 443
    flow.request.host = "api.example"
    flow.request.headers["host"] = "api.example"
    flow.request.content = b'{"lat": 1}'
    for name, value in changes.items():
        setattr(flow.request, name, value)
    return flow


def packed(flows: Iterable[MitmFlow]) -> bytes:
    stream = io.BytesIO()
    writer = FlowWriter(stream)
    for flow in flows:
        writer.add(flow)
    return stream.getvalue()


def write(folder: Path, *flows: MitmFlow) -> Path:
    path = folder / "flows"
    path.write_bytes(packed(flows))
    return path


def read(path: Path, device: str = "") -> tuple[list[Transmission], list[Flow], list[str]]:
    records = list(IMPORTER.read(path, "scan", device))
    return (
        [item for item in records if isinstance(item, Transmission)],
        [item for item in records if isinstance(item, Flow)],
        [item.text for item in records if isinstance(item, Notice)],
    )


# What is no flow file


@pytest.mark.parametrize("head", [b"", b"{}", b"\x1f\x8b", b"a,b", b"12", b"-1:x", b"1234567890123:"])
def test_does_not_take_other_files(head: bytes) -> None:
    assert not IMPORTER.sniff("flows", head)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "the file is empty"),
        (b"5:hello,", "not a mitmproxy flow file"),
        (b"0:]", "not a mitmproxy flow file"),
        (b"999999999999:abc", "the flow file is cut short or damaged in its first flow; save it again from mitmproxy"),
        (b"99:abc", "the flow file is cut short or damaged in its first flow; save it again from mitmproxy"),
        (tnetstring.dumps({"version": 99}), "flow file version 99 is newer than this mitmproxy reads "
         f"(up to {FLOW_FORMAT_VERSION}); update leakledger"),
        (tnetstring.dumps({"version": [0, 9]}), "flow file version 0.9 is not known"),
        (tnetstring.dumps({"version": 2}), "flow file version 2 is not known"),
        (tnetstring.dumps({"type": "http"}), "flow file version None is not known"),
    ],
)  # fmt: skip
def test_says_in_one_line_what_is_wrong(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "flows"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        list(IMPORTER.read(path, "scan", ""))
    assert str(error.value) == text


def test_of_a_file_that_is_cut_short_everything_before_the_cut_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, http(), http())
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[: size - 20])
    reader = IMPORTER.read(path, "scan", "")
    assert isinstance(next(reader), Flow)
    assert isinstance(next(reader), Transmission)
    with pytest.raises(
        UnreadableFile, match=r"cut short or damaged at byte \d+, after 1 flow; save it again"
    ):
        next(reader)


def test_a_broken_flow_is_left_out_and_named(tmp_path: Path) -> None:
    state = http().get_state()
    del state["request"]
    typed = http().get_state()
    typed["request"]["port"] = "many"
    path = tmp_path / "flows"
    path.write_bytes(tnetstring.dumps(state) + tnetstring.dumps(typed) + packed([http()]))
    found, _, notices = read(path)
    assert [item.source.message for item in found if item.source] == [2]
    assert [text.split(":")[0] for text in notices] == ["flow 0", "flow 1"]
    assert all(text.endswith("; left out") and "\n" not in text for text in notices)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_never_gives_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    raw = bytearray(packed([http(), http()]))
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("flows") / "flows"
    path.write_bytes(raw)
    said = ""
    try:
        read(path)
    except UnreadableFile as error:
        said = str(error)
    assert "\n" not in said


# HTTP


def test_a_whole_request(tmp_path: Path) -> None:
    flow = http(path="/p?q=1#part", method="PUT", http_version="HTTP/2.0", host="203.0.113.9")
    flow.request.headers["x-raw"] = b"\xff".decode("utf-8", "surrogateescape")
    flow.request.timestamp_start = 1772359200.25
    flow.client_conn.sni = "api.example"
    flow.client_conn.alpn = b"h2"
    flow.response.headers["content-type"] = "text/html"
    flow.request.headers["host"] = "API.example"
    (found,), (opened,), notices = read(write(tmp_path, flow))
    assert (found.method, found.scheme, found.host, found.port) == ("PUT", "https", "api.example", 443)
    assert (found.path, found.query, found.protocol) == ("/p", "q=1", "h2")
    assert found.header("x-raw") == "ÿ"
    assert (found.body, found.body_size, found.visibility) == (b'{"lat": 1}', 10, Visibility.OPENED)
    assert found.body_sha256 == hashlib.sha256(b'{"lat": 1}').hexdigest()
    assert (found.response_status, found.response_type) == (200, "text/html")
    assert found.seen_at == datetime(2026, 3, 1, 10, 0, 0, 250_000, UTC)
    assert (opened.flow_id, opened.sni, opened.alpn) == (found.flow_id, "api.example", "h2")
    assert opened.addresses == (Address(kind="ip", value="127.0.0.1"),)
    assert (opened.bytes_out, opened.bytes_in) == (None, None)
    assert notices == []


def test_the_device_is_named(tmp_path: Path) -> None:
    assert read(write(tmp_path, http()), "watch")[1][0].addresses == (Address(kind="name", value="watch"),)


def test_a_body_stays_as_sent(tmp_path: Path) -> None:
    flow = http()
    flow.request.headers["content-encoding"] = "gzip"
    flow.request.raw_content = b"\x1f\x8bdamaged"
    assert read(write(tmp_path, flow))[0][0].body == b"\x1f\x8bdamaged"


@pytest.mark.parametrize(
    ("raw", "length", "method", "visibility", "size"),
    [
        (b"", None, "POST", Visibility.OPENED, 0),
        (None, None, "GET", Visibility.OPENED, 0),
        (None, "0", "POST", Visibility.OPENED, 0),
        (None, "12", "POST", Visibility.BODY_ABSENT, 12),
        (None, None, "POST", Visibility.BODY_ABSENT, None),
        (None, "many", "POST", Visibility.BODY_ABSENT, None),
    ],
)
def test_a_body_that_mitmproxy_did_not_keep_is_absent(
    tmp_path: Path,
    raw: bytes | None,
    length: str | None,
    method: str,
    visibility: Visibility,
    size: int | None,
) -> None:
    flow = http(method=method)
    flow.request.headers.pop("content-length", None)
    flow.request.raw_content = raw
    flow.request.headers.pop("content-length", None)
    if length is not None:
        flow.request.headers["content-length"] = length
    (found,), _, _ = read(write(tmp_path, flow))
    assert (found.visibility, found.body_size, found.body) == (visibility, size, None)


def test_a_big_body_is_sampled(tmp_path: Path) -> None:
    (found,), _, _ = read(write(tmp_path, http(raw_content=b"a" * (BODY_LIMIT + 1))))
    assert (found.visibility, found.body_size) == (Visibility.SAMPLED, BODY_LIMIT + 1)


def test_clear_text_is_said(tmp_path: Path) -> None:
    flow = http(scheme="http", port=80)
    flow.client_conn.tls_version = None
    flow.client_conn.timestamp_tls_setup = None
    assert read(write(tmp_path, flow))[0][0].visibility is Visibility.CLEARTEXT


def test_an_unanswered_request_counts(tmp_path: Path) -> None:
    flow = http()
    flow.response = None
    (found,), _, _ = read(write(tmp_path, flow))
    assert (found.response_status, found.response_type) == (None, None)


def test_a_replay_is_not_the_device_s(tmp_path: Path) -> None:
    flow = http()
    flow.is_replay = "request"
    found, _, notices = read(write(tmp_path, flow, http()))
    assert [item.source.message for item in found if item.source] == [1]
    assert notices == [
        "1 message left out: sent by mitmproxy (a replay or an injected message), not by the device"
    ]


def test_one_flow_a_connection_and_host(tmp_path: Path) -> None:
    first, second, third = http(), http(), http()
    second.client_conn = first.client_conn
    found, flows, _ = read(write(tmp_path, first, second, third))
    assert found[0].flow_id == found[1].flow_id != found[2].flow_id
    assert [flow.flow_id for flow in flows] == [found[0].flow_id, found[2].flow_id]


# Other kinds


def test_websocket_messages_that_the_client_sent(tmp_path: Path) -> None:
    flow = tflow.twebsocketflow()
    assert flow.websocket is not None
    flow.websocket.messages = [
        WebSocketMessage(1, False, b"down", 1772359201.0),
        WebSocketMessage(2, True, b"\xff", 1772359202.0),
        WebSocketMessage(1, True, b"injected", 1772359203.0, injected=True),
        WebSocketMessage(1, True, "ü".encode(), 1772359204.0),
    ]
    found, _, notices = read(write(tmp_path, flow))
    assert [(item.protocol, item.source.part, item.body) for item in found if item.source] == [
        ("http/1.1", None, None), ("websocket", 1, b"\xff"), ("websocket", 3, "ü".encode()),
    ]  # fmt: skip
    assert found[1].seen_at == datetime(2026, 3, 1, 10, 0, 2, tzinfo=UTC)
    assert len(notices) == 1


@pytest.mark.parametrize(
    ("flow", "transport", "reason"),
    [
        (tflow.ttcpflow(), "tcp", "no HTTP: its content is not read"),
        (tflow.tudpflow(), "udp", "no HTTP: its content is not read"),
        (tflow.tdnsflow(), "udp", "DNS question: dns.google"),
    ],
)
def test_other_flows_are_metadata(tmp_path: Path, flow: MitmFlow, transport: str, reason: str) -> None:
    found, (opened,), _ = read(write(tmp_path, flow))
    assert found == []
    assert (opened.transport, opened.reason, opened.visibility) == (
        transport,
        reason,
        Visibility.METADATA_ONLY,
    )
    assert (opened.bytes_out, opened.bytes_in) == (None, None)


# Real files


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("dumpfile-010", "example.com"),
        ("dumpfile-011", "example.com"),
        ("dumpfile-018", "www.example.com"),
        ("dumpfile-10", "example.com"),
        ("dumpfile-7", "example.com"),
        ("corrupted_gzip_body", "127.0.0.1"),
    ],
)
def test_reads_every_version(name: str, host: str) -> None:
    path = SHIPPED / f"{name}.mitm"
    found, flows, notices = read(path)
    assert {item.host for item in found} == {host}
    assert flows
    assert notices == []
    assert list(IMPORTER.read(path, "scan", "")) == list(IMPORTER.read(path, "scan", ""))


@pytest.mark.parametrize("name", ["dumpfile-010", "dumpfile-011"])
def test_the_oldest_versions_may_hold_unanswered_requests(tmp_path: Path, name: str) -> None:
    with (SHIPPED / f"{name}.mitm").open("rb") as stream:
        state = tnetstring.load(stream)
    assert isinstance(state, dict)
    state[b"response"] = None
    path = tmp_path / "flows"
    path.write_bytes(tnetstring.dumps(state))
    (found,), _, _ = read(path)
    assert (found.host, found.response_status) == ("example.com", None)


@pytest.mark.parametrize(
    ("name", "messages", "frames"),
    [
        ("dumpfile-019.mitm", 1, 0),
        ("dumpfile-19.mitm", 1, 0),
        ("dumpfile-7-websocket.mitm", 6, 3),
        ("flows/diff_data.mitm", 5, 0),
        ("flows/error_log.mitm", 2, 0),
        ("flows/event_stream.mitm", 2, 0),
        ("flows/incomplete_log.mitm", 4, 0),
        ("flows/successful_log.mitm", 2, 0),
        ("flows/websocket.mitm", 3, 2),
    ],
)
def test_reads_the_shared_files(shared_data: Path, name: str, messages: int, frames: int) -> None:
    found, _, notices = read(shared_data / "http" / "mitmproxy" / name)
    assert sum(item.protocol != "websocket" for item in found) == messages
    assert sum(item.protocol == "websocket" for item in found) == frames
    assert notices == []


@pytest.mark.parametrize("name", ["error_log", "event_stream", "successful_log", "websocket"])
def test_a_flow_file_and_the_har_made_of_it_say_the_same(shared_data: Path, name: str) -> None:
    from analysis.importers.har import IMPORTER as HAR

    folder = shared_data / "http" / "mitmproxy" / "flows"
    ours = read(folder / f"{name}.mitm")[0]
    hars = [item for item in HAR.read(folder / f"{name}.har", "scan", "") if isinstance(item, Transmission)]
    assert [(item.method, item.host, item.path, item.query, item.body) for item in ours] == [
        (item.method, item.host, item.path, item.query, item.body) for item in hars
    ]


def test_text_of_any_bytes_can_be_written_down(tmp_path: Path) -> None:
    """Header values, hosts and methods are bytes on the wire; mitmproxy gives them as text that no UTF-8 can hold."""
    flow = http(method="P\udcffST", scheme="https", http_version="HTTP/1.1")
    flow.request.headers["host"] = "caf\udce9.example"
    assert flow.response is not None
    flow.response.headers["content-type"] = "text/\udcff"
    sent, flows, notices = read(write(tmp_path, flow, http()))
    assert [len(sent), len(flows), notices] == [2, 2, []]
    assert all(msgspec.json.encode(record) for record in (*sent, *flows))
    assert sent[0].host == "caf?.example"
    assert sent[0].response_type == "text/?"
    assert sent[1].host == "api.example"
