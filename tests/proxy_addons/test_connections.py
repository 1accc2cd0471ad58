"""Whose traffic it is decides what is kept of it; looked for in every byte on disk."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time

import httpx
import msgspec
import pytest

from analysis.devices import DeviceDirectory, decide, decisions
from analysis.records import Visibility
from tests.proxy_addons.peers import Origin, RunningProxy, enrol


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


def say(device: socket.socket, request: bytes) -> bytes:
    """One exchange as a client that keeps its connection to the proxy."""
    device.sendall(request)
    device.settimeout(10)
    said = b""
    while b"\r\n\r\n" not in said and (data := device.recv(65536)):
        said += data
    return said


def test_a_connection_made_before_a_pause_is_not_read_after_it(proxy: RunningProxy, origin: Origin) -> None:
    """A browser connects to its proxy beforehand: what it asks later is as if the device were not enrolled."""
    laptop = enrol(proxy.home, "127.0.0.1", kind="ip")
    with socket.create_connection(("127.0.0.1", proxy.port)) as device:
        time.sleep(0.5)
        decide(proxy.home, msgspec.structs.replace(laptop, mode="paused", before="open"))
        time.sleep(2.0)
        say(device, b"CONNECT tracker.example:443 HTTP/1.1\r\nHost: tracker.example:443\r\n\r\n")
        trust = ssl.create_default_context(cafile=str(proxy.home.ca_certificate))
        with pytest.raises(ssl.SSLError):  # it gets the origin's own certificate
            trust.wrap_socket(device, server_hostname="tracker.example")
    proxy.stop()
    assert proxy.transmissions() == []
    assert [flow.host for flow in proxy.flows()] == [""]
    assert b"tracker.example" not in proxy.on_disk()


def test_what_is_asked_over_a_kept_connection_after_a_pause_leaves_no_name(
    proxy: RunningProxy, plain_origin: Origin
) -> None:
    tablet = enrol(proxy.home, "127.0.0.1", "observe", kind="ip")
    with socket.create_connection(("127.0.0.1", proxy.port)) as device:
        assert b"200 OK" in say(device, b"GET http://plain.example/ HTTP/1.1\r\nHost: plain.example\r\n\r\n")
        decide(proxy.home, msgspec.structs.replace(tablet, mode="paused", before="observe"))
        time.sleep(2.0)
        with contextlib.suppress(OSError):
            say(device, b"GET http://second.example/ HTTP/1.1\r\nHost: second.example\r\n\r\n")
    proxy.stop()
    assert [flow.host for flow in proxy.flows()] == ["plain.example"]
    assert b"second.example" not in proxy.on_disk()


def test_a_damaged_list_of_devices_opens_nothing_for_strangers(proxy: RunningProxy, origin: Origin) -> None:
    """The last list holds: who is in it is still recorded, and of everybody else nothing is opened."""
    proxy.curl("https://tracker.example/before")
    proxy.home.state_path.write_bytes(b"no database" * 1000)
    proxy.home.state_path.with_name("state.sqlite-shm").write_bytes(bytes(32768))
    proxy.curl("https://tracker.example/after")
    proxy.user = "stranger"
    proxy.curl("https://tracker.example/stranger", trusting=False)  # trusts the origin's authority alone
    proxy.stop()
    assert [item.path for item in proxy.transmissions()] == ["/before", "/after"]
