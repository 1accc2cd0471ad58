"""The proxy as a process: nothing is lost, nothing leaks into the box, memory stays flat, the home keeps its internet."""

from __future__ import annotations

import resource
import signal
import ssl
import time
from pathlib import Path

import httpx
import pytest

from analysis.records import utc_now
from analysis.status import read_all
from tests.proxy_addons.peers import Origin, RunningProxy, memory_peak_kib, wait_until


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
