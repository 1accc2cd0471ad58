"""The recording proxy with real peers: what is recorded, what is not, and that traffic goes on."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import random
import resource
import signal
import socket
import ssl
import time
from pathlib import Path

import httpx
import msgspec
import pytest
import websockets

from analysis.devices import DeviceDirectory, decide, decisions
from analysis.records import HEAD_SAMPLE, Visibility, utc_now
from analysis.status import read_all
from tests.proxy_addons.peers import Authority, Origin, RunningProxy, enrol, memory_peak_kib, wait_until


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


def test_websocket_messages_are_recorded_one_by_one(proxy: RunningProxy, origin: Origin) -> None:
    async def talk() -> list[str | bytes]:
        trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
        address = f"http://phone:x@127.0.0.1:{proxy.port}"
        async with websockets.connect("wss://tracker.example/live?v=2", ssl=trust, proxy=address) as socket:
            replies = []
            for message in ('{"hr": 61}', b"\x00\x01", "x" * 2_000_000):
                await socket.send(message)
                replies.append(await socket.recv())
            return replies

    assert asyncio.run(talk()) == ["echo 10", "echo 2", "echo 2000000"]
    proxy.wait_for(transmissions=4, closed_flows=1)
    handshake, *messages = sorted(proxy.transmissions(), key=lambda item: item.seen_at)
    assert (handshake.method, handshake.response_status) == ("GET", 101)
    assert [(item.protocol, item.scheme, item.path, item.query) for item in messages] == [
        ("websocket", "wss", "/live", "")
    ] * 3
    assert [item.body_size for item in messages] == [10, 2, 2_000_000]
    assert messages[0].body == b'{"hr": 61}'
    assert messages[2].visibility == Visibility.SAMPLED
    assert messages[2].body_sha256 == hashlib.sha256(b"x" * 2_000_000).hexdigest()
    assert {item.flow_id for item in proxy.transmissions()} == {proxy.flows()[0].flow_id}


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


def test_a_client_that_refuses_is_passed_through_from_then_on(proxy: RunningProxy, origin: Origin) -> None:
    refused = proxy.curl("https://pinned.example/secret", trusting=False, check=False)
    assert refused.returncode == 60
    for _ in range(2):
        reply = proxy.curl("--http1.1", "-d", "x" * 5000, "https://pinned.example/secret", trusting=False)
        assert reply.stdout == b'{"ok": true}'
    proxy.wait_for(closed_flows=3)
    attempt, *passed = proxy.flows()
    assert attempt.visibility == Visibility.REFUSED
    assert "unknown ca" in attempt.reason
    for flow in passed:
        assert (flow.visibility, flow.host, flow.sni) == (
            Visibility.REFUSED,
            "pinned.example",
            "pinned.example",
        )
        assert "passed through since" in flow.reason
        assert 5000 < (flow.bytes_out or 0) < 8000
        assert 500 < (flow.bytes_in or 0) < 8000
    assert proxy.transmissions() == []
    proxy.restart()  # a restart remembers
    proxy.curl("https://pinned.example/secret", trusting=False)
    proxy.curl("--http1.1", "https://tracker.example/other")  # other hosts are not affected
    proxy.wait_for(transmissions=1, closed_flows=5)
    assert [item.host for item in proxy.transmissions()] == ["tracker.example"]


def test_a_client_that_leaves_after_the_handshake_is_refused_as_well(
    proxy: RunningProxy, origin: Origin
) -> None:
    def open_tunnel(running: RunningProxy, host: str) -> socket.socket:
        raw = socket.create_connection(("127.0.0.1", running.port))
        credentials = base64.b64encode(b"phone:x").decode()
        raw.sendall(
            f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\nProxy-Authorization: Basic {credentials}\r\n\r\n".encode()
        )
        assert b"200" in raw.recv(4096)
        return raw

    trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
    with trust.wrap_socket(open_tunnel(proxy, "pinned.example"), server_hostname="pinned.example"):
        pass
    proxy.wait_for(closed_flows=1)
    (flow,) = proxy.flows()
    assert flow.visibility == Visibility.REFUSED
    assert "without a request" in flow.reason
    assert proxy.curl("https://pinned.example/", trusting=False).returncode == 0


def test_after_the_certificate_was_installed_earlier_refusals_are_tried_again(
    proxy: RunningProxy, origin: Origin
) -> None:
    proxy.curl("https://pinned.example/", trusting=False, check=False)
    proxy.curl("https://tracker.example/", trusting=True)
    proxy.curl("https://pinned.example/now", trusting=True)
    proxy.wait_for(transmissions=2)
    assert [item.host for item in proxy.transmissions()] == ["tracker.example", "pinned.example"]


def test_a_server_that_we_cannot_verify_is_left_to_the_device(
    proxy: RunningProxy, tmp_path: Path, authority: Authority
) -> None:
    folder = tmp_path / "private"
    folder.mkdir()
    private = Authority(folder)
    peer = Origin(private.leaf)
    proxy.stop()
    proxy.origins["pinned.example"] = peer.port
    proxy.start()
    try:
        proxy.curl("https://pinned.example/", check=False)
        command = proxy.curl("--cacert", str(private.pem), "-d", "x", "https://pinned.example/")
        assert command.returncode == 0
        proxy.wait_for(closed_flows=2)
    finally:
        peer.close()
    first, second = proxy.flows()
    assert first.visibility == second.visibility == Visibility.NOT_OPENED
    assert "the server could not be opened" in first.reason
    assert "passed through since" in second.reason
    assert proxy.transmissions() == []  # what never reached the server has not left


def test_in_observe_mode_host_and_bytes_are_kept_and_nothing_else(
    proxy: RunningProxy, origin: Origin
) -> None:
    enrol(proxy.home, "tablet", "observe")
    proxy.user = "tablet"
    proxy.curl("--http1.1", "-d", "inhalt", "https://tracker.example/pfad", trusting=False)
    proxy.curl("-d", "inhalt", "http://plain.example/pfad")
    proxy.wait_for(closed_flows=2)
    assert proxy.transmissions() == []
    tunnel, plain = proxy.flows()
    assert (tunnel.host, tunnel.sni, tunnel.visibility) == (
        "tracker.example",
        "tracker.example",
        Visibility.NOT_OPENED,
    )
    assert (plain.host, plain.visibility) == ("plain.example", Visibility.NOT_OPENED)
    assert (tunnel.bytes_out or 0) > 500
    assert (plain.bytes_out or 0) > 100
    assert not any(word in proxy.on_disk() for word in (b"inhalt", b"pfad"))


def test_of_a_device_that_is_not_enrolled_only_bytes_are_kept(proxy: RunningProxy, origin: Origin) -> None:
    proxy.user = "stranger"
    proxy.curl("--http1.1", "-d", "inhalt", "https://tracker.example/pfad", trusting=False)
    proxy.curl("-d", "inhalt", "http://plain.example/pfad")
    proxy.user = ""
    proxy.curl("-d", "inhalt", "http://lifeline.samaritans.org/pfad")
    said = proxy.stop()
    (flow,) = proxy.flows()
    assert flow.visibility == Visibility.NOT_OPENED
    assert flow.reason == "the device is not enrolled"
    assert (flow.host, flow.sni, flow.client, flow.upstream, flow.addresses) == ("", None, None, None, ())
    assert (flow.bytes_out or 0) > 800
    assert (flow.opened_at.astimezone(proxy.home.timezone).hour, flow.closed_at) == (0, None)
    assert proxy.transmissions() == []
    words = (b"tracker", b"plain.example", b"samaritans", b"pfad", b"inhalt", b"stranger", b"127.0.0.1")
    assert [word for word in words if word in proxy.on_disk() or word in said.encode()] == [
        b"127.0.0.1"
    ]  # listening on


def test_what_is_never_opened(proxy: RunningProxy, origin: Origin) -> None:
    """A messenger keeps its name; of a sensitive host the category is all there is."""
    proxy.curl("https://g.whatsapp.net/chat", trusting=False)
    proxy.curl("-k", "https://clinic.mayoclinic.org/patient", trusting=False)
    proxy.curl("http://lifeline.samaritans.org/help")
    proxy.curl("-H", "Host: www.988lifeline.org", "http://plain.example/help")
    proxy.wait_for(closed_flows=4)
    messenger, clinic, crisis, fronted = proxy.flows()
    assert (messenger.host, messenger.visibility) == ("g.whatsapp.net", Visibility.PASSED_BY_CHOICE)
    assert (clinic.host, clinic.sni, clinic.upstream) == ("category:health", None, None)
    assert (crisis.host, crisis.sni, crisis.upstream) == ("category:crisis_lines", None, None)
    assert (crisis.bytes_out or 0) > 50
    assert fronted.host == "plain.example"
    assert proxy.transmissions() == []
    words = (b"mayoclinic", b"samaritans", b"988lifeline", b"patient", b"help")
    assert not any(word in proxy.on_disk() for word in words)


@pytest.mark.parametrize(
    "target",
    [
        "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1", "0x7f.0.0.1",
        "[64:ff9b::7f00:1]", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]", "224.0.0.1",
    ],
)  # fmt: skip
def test_no_relay_into_the_box_or_the_local_network(
    proxy: RunningProxy, plain_origin: Origin, target: str
) -> None:
    port = plain_origin.port
    plain = proxy.curl("-o", "/dev/null", "-w", "%{http_code}", f"http://{target}:{port}/x", check=False)
    tunnel = proxy.curl("-p", "-w", "%{http_connect}", f"http://{target}:{port}/x", check=False)
    assert plain.stdout == b"502"
    assert tunnel.stdout.endswith(b"502")
    assert plain_origin.received == []


def test_not_to_itself(proxy: RunningProxy) -> None:
    reply = proxy.curl(
        "-o", "/dev/null", "-w", "%{http_code}", f"http://127.0.0.1:{proxy.port}/", check=False
    )
    assert reply.stdout == b"502"


def test_withdrawn_consent_ends_an_open_connection(proxy: RunningProxy, origin: Origin) -> None:
    trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
    with httpx.Client(proxy=f"http://phone:x@127.0.0.1:{proxy.port}", verify=trust, timeout=20) as client:
        client.get("https://tracker.example/before")
        device = DeviceDirectory(decisions(proxy.home)).named("phone")
        decide(proxy.home, msgspec.structs.replace(device, mode="observe"))
        proxy.wait_for(closed_flows=1)
        with pytest.raises(
            httpx.TransportError
        ):  # passed through now, and this client trusts only our authority
            client.get("https://tracker.example/after")
    assert [item.path for item in proxy.transmissions()] == ["/before"]


def test_sigterm_loses_nothing(proxy: RunningProxy, origin: Origin) -> None:
    trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
    with httpx.Client(proxy=f"http://phone:x@127.0.0.1:{proxy.port}", verify=trust, timeout=20) as client:
        for number in range(50):
            client.post("https://tracker.example/n", content=str(number))
        proxy.stop()
    assert proxy.exit_code == 0
    assert sorted(int(item.body or b"") for item in proxy.transmissions()) == list(range(50))
    assert all(flow.closed_at is not None for flow in proxy.flows())
    status = next(item for item in read_all(proxy.home) if item.name == "proxy-0")
    assert (status.state, status.counters["queued"]) == ("stopped", 0)


def test_ctrl_c_is_a_clean_stop(proxy: RunningProxy) -> None:
    said = proxy.stop(signal.SIGINT)
    assert proxy.exit_code == 0
    assert "Traceback" not in said


def test_an_unwritable_journal_keeps_the_internet(proxy: RunningProxy, origin: Origin) -> None:
    """The disk is full (a size limit on the process's files stands in for it), and then it is not."""
    trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
    assert proxy.process is not None
    with httpx.Client(proxy=f"http://phone:x@127.0.0.1:{proxy.port}", verify=trust, timeout=20) as client:
        client.post("https://tracker.example/first", content="1")
        proxy.wait_for(transmissions=1)
        resource.prlimit(proxy.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        client.post("https://tracker.example/second", content="2")
        wait_until(
            lambda: (
                any(item.state == "degraded" for item in read_all(proxy.home)) or not heartbeat_works(proxy)
            )
        )
        time.sleep(1)
        assert client.post("https://tracker.example/third", content="3").status_code == 200
        passed = proxy.curl(
            "https://tracker.example/fourth", trusting=False
        )  # new connections are not opened
        assert passed.returncode == 0
        resource.prlimit(
            proxy.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )
        wait_until(lambda: any(record.kind == "notice" for record in proxy.records()), 30)
        client.post("https://tracker.example/fifth", content="5")
    proxy.wait_for(transmissions=3)
    said = proxy.stop()
    assert [item.path for item in proxy.transmissions()] == ["/first", "/second", "/fifth"]
    notices = [record for record in proxy.records() if record.kind == "notice"]
    assert b"recording_stopped" in (notices[0].content or b"")
    assert "not recording" in said
    assert "recording again" in said


def heartbeat_works(proxy: RunningProxy) -> bool:
    """The heartbeat cannot be written either while the limit holds."""
    status = next(item for item in read_all(proxy.home) if item.name == "proxy-0")
    return not status.is_stale(status.updated_at) and (utc_now() - status.updated_at).total_seconds() < 2


def test_memory_stays_flat_during_a_large_upload_and_download(
    proxy: RunningProxy, origin: Origin, tmp_path: Path
) -> None:
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(100_000_000)
    proxy.curl("--http1.1", "-T", str(tmp_path / "large"), "https://tracker.example/upload")
    proxy.curl("--http1.1", "-o", "/dev/null", "https://tracker.example/big")
    assert proxy.process is not None
    assert memory_peak_kib(proxy.process.pid) < 130_000
    proxy.wait_for(transmissions=2)
    assert proxy.transmissions()[0].body_size == 100_000_000
