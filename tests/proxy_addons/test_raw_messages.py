"""What devices send over opened connections that are no HTTP: to a real MQTT broker, other bytes, and what is not read."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.decoding import open_message
from analysis.event_journal import EVENT, AnalysedEvent
from analysis.journal_reading import tail
from analysis.records import Visibility
from analysis.settings import Home
from proxy_addons.raw_messages import protocol_of
from proxy_addons.raw_stream import SHOWN
from tests.proxy_addons.peers import Authority, RunningProxy, enrol, free_port, memory_peak_kib, wait_until
from tests.proxy_addons.test_mqtt_password import connect

PASSWORD = "hunter2-hunter2"


class Sink(socketserver.StreamRequestHandler):
    """Reads to the end and says how much came."""

    def handle(self) -> None:
        size = 0
        with contextlib.suppress(OSError):
            if self.server.greets:  # type: ignore[attr-defined]
                self.wfile.write(b"220 ready\r\n")
            while data := self.request.recv(1 << 16):
                size += len(data)
                if data.endswith(b"."):
                    self.wfile.write(b"got %d\n" % size)


class SinkServer(socketserver.ThreadingTCPServer):
    """Over TLS where a certificate is given."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, leaf: Path | None, *, greets: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Sink)
        self.greets = greets
        if leaf is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(leaf)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that leave."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.open(tmp_path / "home", kind="demo")
    enrol(found)
    return found


@pytest.fixture
def sinks(authority: Authority) -> Iterator[tuple[SinkServer, SinkServer, SinkServer]]:
    servers = (SinkServer(authority.leaf), SinkServer(None), SinkServer(None, greets=True))
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def running(
    home: Home, authority: Authority, sinks: tuple[SinkServer, SinkServer, SinkServer]
) -> Iterator[RunningProxy]:
    names = ("tracker.example", "plain.example", "greeting.example")
    targets = {name: sink.server_address[1] for name, sink in zip(names, sinks, strict=True)}
    targets |= {"g.whatsapp.net": sinks[0].server_address[1]}
    proxy = RunningProxy(home=home, origin_ca=authority.pem, origins=targets).start()
    yield proxy
    proxy.stop()


def tunnel(proxy: RunningProxy, host: str, port: int) -> socket.socket:
    """A CONNECT through the proxy as the enrolled device."""
    raw = socket.create_connection(("127.0.0.1", proxy.port), 10)
    user = base64.b64encode(f"{proxy.user}:x".encode()).decode()
    raw.sendall(
        f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}\r\nProxy-Authorization: Basic {user}\r\n\r\n".encode()
    )
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += raw.recv(1)
    assert b" 200 " in answer, answer
    return raw


def over_tls(proxy: RunningProxy, host: str, port: int, *, trusting: bool = True) -> ssl.SSLSocket:
    authority = proxy.home.ca_certificate if trusting else proxy.origin_ca
    context = ssl.create_default_context(cafile=str(authority))
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # the test's own authority is a plain one
    return context.wrap_socket(tunnel(proxy, host, port), server_hostname=host)


def say(peer: socket.socket, *pieces: bytes) -> bytes:
    for piece in pieces:
        peer.sendall(piece)
    answer = peer.recv(100)
    peer.close()
    return answer


def test_bytes_inside_opened_tls_are_recorded_as_they_were_sent(running: RunningProxy) -> None:
    said = b'\x01\x02{"latitude": 52.2352, "longitude": 10.564}.'
    assert say(over_tls(running, "tracker.example", 7443), said) == b"got %d\n" % len(said)
    running.wait_for(transmissions=1, closed_flows=1)
    [sent], [flow] = running.transmissions(), running.flows()
    assert (sent.body, sent.protocol, sent.scheme, sent.host, sent.port) == (
        said,
        "raw",
        "tls",
        "tracker.example",
        7443,
    )
    assert (sent.visibility, sent.body_sha256) == (Visibility.OPENED, hashlib.sha256(said).hexdigest())
    assert (flow.flow_id, flow.visibility) == (sent.flow_id, Visibility.OPENED)
    assert flow.bytes_out is not None
    assert flow.bytes_out > len(said)


def test_bytes_without_tls_are_recorded_too(running: RunningProxy) -> None:
    said = connect(password=PASSWORD.encode()) + b'\x30\x0c\0\5a/loc{"a"}.'
    assert say(tunnel(running, "plain.example", 1883), said).startswith(b"got")
    running.wait_for(transmissions=1, closed_flows=1)
    [sent], [flow] = running.transmissions(), running.flows()
    assert (sent.protocol, sent.scheme, sent.visibility) == ("mqtt", "mqtt", Visibility.CLEARTEXT)
    assert sent.body == said.replace(PASSWORD.encode(), b"*" * len(PASSWORD))
    assert (flow.visibility, flow.bytes_out) == (Visibility.CLEARTEXT, len(said))
    assert PASSWORD.encode() not in running.on_disk()


@pytest.mark.parametrize(
    ("host", "port", "over", "seen"),
    [
        ("g.whatsapp.net", 7443, "tls", Visibility.PASSED_BY_CHOICE),
        ("tracker.example", 993, "tls", Visibility.METADATA_ONLY),
        ("plain.example", 25, "", Visibility.METADATA_ONLY),
        ("greeting.example", 7000, "", Visibility.METADATA_ONLY),
    ],
)
def test_what_is_never_opened_mail_and_servers_that_greet_are_relayed_unread(
    running: RunningProxy, host: str, port: int, over: str, seen: Visibility
) -> None:
    passed = seen is Visibility.PASSED_BY_CHOICE
    said = b"a private word."
    if over:
        answer = say(over_tls(running, host, port, trusting=not passed), said)
    else:
        peer = tunnel(running, host, port)
        if host.startswith("greeting"):
            assert peer.recv(100).startswith(b"220")
        answer = say(peer, said)
    assert answer.startswith(b"got")
    running.wait_for(closed_flows=1)
    assert running.transmissions() == []
    assert [flow.visibility for flow in running.flows()] == [seen]
    assert b"a private word" not in running.on_disk()


def test_of_a_device_in_observe_mode_nothing_is_read(running: RunningProxy, home: Home) -> None:
    enrol(home, user="tablet", mode="observe")
    running.user = "tablet"
    wait_until(lambda: say(tunnel(running, "plain.example", 1883), b"\x10\x00 observed.").startswith(b"got"))
    running.wait_for(closed_flows=1)
    assert running.transmissions() == []
    assert {flow.visibility for flow in running.flows()} == {Visibility.NOT_OPENED}


def test_a_long_stream_is_read_at_its_beginning_and_then_counted(running: RunningProxy) -> None:
    total = 40 << 20
    assert running.process is not None
    peer = over_tls(running, "tracker.example", 7443)
    block = b"\x07" + b"z" * ((1 << 20) - 1)
    for _ in range(total >> 20):
        peer.sendall(block)
    assert say(peer, b".") == b"got %d\n" % (total + 1)
    running.wait_for(transmissions=2, closed_flows=1)
    wait_until(lambda: running.transmissions()[-1].body is None)
    *read, rest = running.transmissions()
    assert sum(len(sent.body or b"") for sent in read) == SHOWN
    assert (rest.visibility, rest.body, rest.body_size) == (Visibility.SAMPLED, None, total + 1 - SHOWN)
    assert memory_peak_kib(running.process.pid) < 400_000


def test_what_begins_like_a_connect_is_mqtt() -> None:
    assert [protocol_of(data) for data in (connect(4), connect(3), connect(5), b"\x10\x0e\0\4HTTP", b"\x16MQTT", b"")] == [
        "mqtt", "mqtt", "mqtt", "raw", "raw", "raw",
    ]  # fmt: skip


# -- a real broker ------------------------------------------------------------------------------------------------


@pytest.fixture
def broker(tmp_path: Path, authority: Authority) -> Iterator[int]:
    program = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None or shutil.which("mosquitto_passwd") is None:
        pytest.skip("mosquitto is not installed: sudo apt install mosquitto mosquitto-clients")
    port = free_port()
    folder = tmp_path / "broker"
    folder.mkdir()
    leaf, passwords = folder / "leaf.pem", folder / "passwords"
    leaf.write_bytes(authority.leaf.read_bytes())
    subprocess.run(
        ["mosquitto_passwd", "-b", "-c", str(passwords), "anna", PASSWORD], check=True, capture_output=True
    )
    for path in (folder, leaf, passwords):
        path.chmod(0o755 if path.is_dir() else 0o644)
    settings = folder / "broker.conf"
    settings.write_text(
        f"listener {port} 127.0.0.1\ncertfile {leaf}\nkeyfile {leaf}\npassword_file {passwords}\n"
        "allow_anonymous false\nuser root\n"
    )
    process = subprocess.Popen(
        [program, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_until(lambda: _answers(port))
    yield port
    process.terminate()
    process.wait(10)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def publish(proxy: RunningProxy, topic: str, payload: bytes) -> None:
    """mosquitto_pub by way of a local port whose connections go through the proxy, for it knows no HTTP proxy itself."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_carry, args=(proxy, listener), daemon=True).start()
    command = [
        "mosquitto_pub",
        "-h",
        "localhost",
        "-p",
        str(listener.getsockname()[1]),
        "-u",
        "anna",
        "-P",
        PASSWORD,
    ]
    command += ["-i", "scale-1", "-q", "1", "-t", topic, "-s", "--cafile", str(proxy.home.ca_certificate)]
    subprocess.run(command, input=payload, check=True, timeout=30, capture_output=True)
    listener.close()


def _carry(proxy: RunningProxy, listener: socket.socket) -> None:
    near, _ = listener.accept()
    far = tunnel(proxy, "localhost", 8883)

    def pump(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    threading.Thread(target=pump, args=(far, near), daemon=True).start()
    pump(near, far)


def test_publications_to_a_real_broker_are_read_and_joined(
    home: Home, authority: Authority, broker: int
) -> None:
    if shutil.which("mosquitto_pub") is None:
        pytest.skip("mosquitto_pub is not installed: sudo apt install mosquitto-clients")
    proxy = RunningProxy(home=home, origin_ca=authority.pem, origins={"localhost": broker}).start()
    try:
        padding = b'"' + b"x" * 150_000 + b'"'
        publish(proxy, "home/scale", b'{"latitude": 52.2352, "longitude": 10.564, "note": ' + padding + b"}")
        proxy.wait_for(transmissions=3, closed_flows=1)
    finally:
        proxy.stop()
    sent = proxy.transmissions()
    assert {item.protocol for item in sent} == {"mqtt"}
    assert {(item.scheme, item.host, item.port) for item in sent} == {("mqtts", "localhost", 8883)}
    tree = {leaf.path: leaf.value for leaf in open_message(sent[0]).leaves}
    assert (tree["body>mqtt:$.connect.client_id"], tree["body>mqtt:$.connect.username"]) == (
        "scale-1",
        "anna",
    )
    assert PASSWORD.encode() not in proxy.on_disk()
    analyst = Analyst(home, catalogue.load())
    while analyst.step():
        continue
    analyst.close()
    assert _places(home) == {"location.precise"}


def _places(home: Home) -> set[str]:
    found = set()
    for record in tail(home.journal_dir, "analyst", limit=1000):
        if record.kind == EVENT and record.content is not None:
            event = msgspec.json.decode(record.content, type=AnalysedEvent).event
            found |= {item.category for item in event.findings if item.category.startswith("location")}
    return found
