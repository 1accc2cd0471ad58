"""HTTP with real peers: every request becomes a transmission, bodies whole, sampled or hashed."""

from __future__ import annotations

import hashlib
import random
import time
from pathlib import Path

import pytest
from mitmproxy.test import tflow, tutils

from analysis.devices import DeviceState
from analysis.records import HEAD_SAMPLE, Visibility, utc_now
from analysis.settings import Home
from proxy_addons.connections import Connections, Leg
from proxy_addons.http_messages import UNANSWERED_SECONDS, HttpJob, HttpMessages, request_host
from proxy_addons.never_intercept import load
from proxy_addons.recorder import Recorder
from proxy_addons.refusals import Refusals
from proxy_addons.treatment import OPENED, Policy
from proxy_addons.unenrolled import UnenrolledTotal
from tests.proxy_addons.peers import Origin, RunningProxy, enrol


def test_a_post_over_http1_is_recorded_with_its_flow(proxy: RunningProxy, origin: Origin) -> None:
    reply = proxy.curl(
        "--http1.1", "-H", "X-App: test", "-H", "Authorization: Bearer geheim",
        "-d", '{"lat": 52.5}', "https://tracker.example/v1/e?k=1&token=geheim",
    )  # fmt: skip
    assert reply.stdout == b'{"ok": true}'
    proxy.wait_for(transmissions=1, closed_flows=1)
    (seen,) = proxy.transmissions()
    assert (seen.method, seen.scheme, seen.host, seen.port) == ("POST", "https", "tracker.example", 443)
    assert (seen.path, seen.protocol, seen.visibility) == ("/v1/e", "http/1.1", Visibility.OPENED)
    assert seen.body == b'{"lat": 52.5}'
    assert (seen.response_status, seen.response_type) == (200, "application/json")
    assert seen.header("x-app") == "test"
    assert b"geheim" not in proxy.on_disk()
    (flow,) = proxy.flows()
    assert flow.flow_id == seen.flow_id
    assert (flow.host, flow.sni, flow.alpn, flow.visibility) == (
        "tracker.example", "tracker.example", "http/1.1", Visibility.OPENED,
    )  # fmt: skip
    assert {(address.kind, address.value) for address in flow.addresses} == {
        ("proxy_user", "phone"),
        ("ip", "127.0.0.1"),
    }
    assert flow.bytes_out is not None
    assert flow.bytes_out > len(seen.body or b"")
    assert flow.upstream is not None
    assert flow.upstream.remote_port == origin.port


def test_http2_is_recorded(proxy: RunningProxy, origin: Origin) -> None:
    reply = proxy.curl(
        "--http2", "-d", "a=1", "-w", "%{http_version} %{http_code}", "https://tracker.example/h2?x=1"
    )
    assert reply.stdout == b"{}2 201"
    proxy.wait_for(transmissions=1, closed_flows=1)
    (seen,) = proxy.transmissions()
    assert (seen.protocol, seen.host, seen.path, seen.query) == ("h2", "tracker.example", "/h2", "x=1")
    assert (seen.body, seen.response_status) == (b"a=1", 201)
    assert proxy.flows()[0].alpn == "h2"


def test_a_request_without_a_body_and_one_without_an_answer(proxy: RunningProxy, origin: Origin) -> None:
    proxy.curl("--http1.1", "https://tracker.example/none")
    proxy.curl("--http1.1", "-m", "1", "-d", "x=1", "https://tracker.example/slow", check=False)
    proxy.wait_for(transmissions=2, closed_flows=2)
    first, second = proxy.transmissions()
    assert (first.method, first.body, first.body_size) == ("GET", None, 0)
    assert (second.path, second.body, second.response_status) == ("/slow", b"x=1", None)


@pytest.mark.parametrize("version", ["--http1.1", "--http2"])
def test_a_big_body_is_sampled_and_hashed_whole(
    proxy: RunningProxy, origin: Origin, tmp_path: Path, version: str
) -> None:
    content = random.Random(1).randbytes(5_000_000)
    (tmp_path / "big").write_bytes(content)
    proxy.curl(version, "-T", str(tmp_path / "big"), "https://tracker.example/upload")
    proxy.wait_for(transmissions=1)
    (seen,) = proxy.transmissions()
    assert seen.visibility == Visibility.SAMPLED
    assert seen.body == content[:HEAD_SAMPLE]
    assert seen.body_size == len(content)
    assert seen.body_sha256 == hashlib.sha256(content).hexdigest() == origin.received[0].sha256


@pytest.mark.parametrize(("size", "whole"), [(0, True), (300_000, True), (2_000_000, False)])
def test_a_body_of_unknown_length(proxy: RunningProxy, origin: Origin, size: int, whole: bool) -> None:
    content = random.Random(2).randbytes(size)
    proxy.curl("--http1.1", "-T", "-", "https://tracker.example/up", stdin=content)
    proxy.wait_for(transmissions=1)
    (seen,) = proxy.transmissions()
    assert seen.body_size == size == origin.received[0].size
    assert seen.visibility == (Visibility.OPENED if whole else Visibility.SAMPLED)
    if size:
        assert seen.body == (content if whole else content[:HEAD_SAMPLE])
        assert seen.body_sha256 == hashlib.sha256(content).hexdigest()


def test_plain_http_is_cleartext_and_each_host_has_its_own_flow(
    proxy: RunningProxy, plain_origin: Origin
) -> None:
    proxy.curl("-d", "first", "http://plain.example/a", "--next", "-x", f"http://127.0.0.1:{proxy.port}",
               "--proxy-user", "phone:x", "-d", "second" * 50, "http://second.example/b", "--next",
               "-x", f"http://127.0.0.1:{proxy.port}", "--proxy-user", "phone:x", "http://plain.example/c")  # fmt: skip
    proxy.wait_for(transmissions=3, closed_flows=2)
    seen = proxy.transmissions()
    assert [(item.host, item.path, item.visibility) for item in seen] == [
        ("plain.example", "/a", Visibility.CLEARTEXT),
        ("second.example", "/b", Visibility.CLEARTEXT),
        ("plain.example", "/c", Visibility.CLEARTEXT),
    ]
    flows = {flow.host: flow for flow in proxy.flows()}
    assert set(flows) == {"plain.example", "second.example"}
    assert 400 < (flows["second.example"].bytes_out or 0) < 800
    assert all(
        not name.lower().startswith("proxy-auth")
        for item in plain_origin.received
        for name, _ in item.headers
    )
    assert b"proxy-authorization" not in proxy.on_disk().lower()


class Bench:
    """The addon alone, with mitmproxy's own test flows and a recorder that is not started."""

    def __init__(self, folder: Path) -> None:
        home = Home.open(folder / "home")
        enrol(home, "127.0.0.1", kind="ip")
        directory = DeviceState(home).directory()
        self.recorder = Recorder(home.journal_dir, "proxy-0")
        policy = Policy(load(), Refusals(folder / "refused.json"), lambda: True)
        total = UnenrolledTotal("proxy-0", home.timezone, utc_now())
        connections = Connections(self.recorder, policy, lambda: directory, {}, total)
        self.messages = HttpMessages(self.recorder, connections)
        self.flow = tflow.tflow(req=tutils.treq(host="tracker.example", port=80, content=b"body"))
        self.flow.client_conn.peername = ("127.0.0.1", 5000)
        self.flow.client_conn.sockname = ("127.0.0.1", 8080)
        self.flow.request.headers["host"] = "tracker.example"
        connections.client_connected(self.flow.client_conn)
        self.messages.requestheaders(self.flow)

    def recorded(self) -> list[HttpJob]:
        return [job for job in self.recorder._queue if isinstance(job, HttpJob)]


def test_an_unanswered_request_is_recorded_after_half_a_minute_and_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.messages.sweep(time.monotonic() + 3600)
    assert bench.recorded() == []  # it is still being sent
    bench.messages.request(bench.flow)
    bench.messages.sweep(time.monotonic() + UNANSWERED_SECONDS - 1)
    assert bench.recorded() == []
    bench.messages.sweep(time.monotonic() + UNANSWERED_SECONDS)
    bench.flow.response = tutils.tresp()
    bench.messages.responseheaders(bench.flow)
    bench.messages.error(bench.flow)
    (job,) = bench.recorded()
    assert job.transmission("proxy-0").response_status is None


def test_an_answer_before_the_request_is_complete(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.flow.response = tutils.tresp(status_code=413)
    bench.messages.responseheaders(bench.flow)
    assert bench.recorded() == []
    bench.messages.request(bench.flow)
    (job,) = bench.recorded()
    assert job.transmission("proxy-0").response_status == 413


def test_what_reached_no_server_has_not_left(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.messages.request(bench.flow)
    bench.flow.server_conn.timestamp_tcp_setup = None
    bench.messages.error(bench.flow)
    bench.messages.client_disconnected(bench.flow.client_conn)
    assert bench.recorded() == []


def test_a_dropped_body_leaves_its_size_and_no_hash(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.messages.request(bench.flow)
    bench.messages.client_disconnected(bench.flow.client_conn)
    (job,) = bench.recorded()
    assert job.held == 4
    job.drop_body()
    seen = job.transmission("proxy-0")
    assert (job.held, seen.body, seen.body_size, seen.body_sha256) == (0, None, 4, None)
    assert seen.visibility == Visibility.CLEARTEXT
    assert seen.host == "tracker.example"


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("Tracker.Example", "tracker.example"), ("tracker.example:8443", "tracker.example"),
        ("[2606:4700::1]:443", "2606:4700::1"),
        ("", "where.example"), (":80", "where.example"), ("\xff\xfe", "��"),
    ],
)  # fmt: skip
def test_the_host_that_a_request_names(header: str, host: str) -> None:
    flow = tflow.tflow()
    flow.request.data.headers.fields = ((b"Host", header.encode("latin-1")),)
    flow.request.data.authority = b""
    leg = Leg(flow_id="", opened_at=utc_now(), host="where.example", port=443, treatment=OPENED)
    assert request_host(flow, leg) == host
