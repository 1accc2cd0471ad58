"""Reads what one end of a TCP connection sends: finds out what it is, and hands it to the reader for that."""

from __future__ import annotations

from typing import Final

from analysis.records import Visibility
from proxy_addons import client_hello
from proxy_addons.client_hello import NotClientHello, begins_hello
from proxy_addons.datagrams import openvpn_begins, stun_kind
from proxy_addons.dns_messages import Message
from proxy_addons.dns_messages import read as read_dns
from proxy_addons.dns_records import NotDns
from proxy_addons.http2_stream import PREFACE, Http2Stream
from proxy_addons.http_stream import HttpStream, begins_request
from proxy_addons.mqtt_stream import MqttStream, begins_mqtt
from proxy_addons.neighbours import is_local
from proxy_addons.stream_bodies import Reader, Room, Said
from proxy_addons.talks import Half, Talk
from proxy_addons.websocket_stream import WebSocketStream

MAX_START: Final = 1 << 15  # bytes until it must be clear what they are
TRIES: Final = 64  # segments of a connection that was met in its middle, each of which may begin a request
# segments after a beginning of no known kind, each of which may begin one: mail turns to TLS (RFC 3207, 2595), and a SOCKS
# proxy is first told where to (RFC 1928)
LATER: Final = 8
_SHORTEST: Final = 8  # bytes of a connection's beginning that are waited for
_SIP: Final = (b"INVITE sip:", b"REGISTER sip:", b"OPTIONS sip:", b"SIP/2.0 ")
_MAX_DNS: Final = 1 << 16


class TcpContent:
    """One direction. ``done`` once nothing more can be learnt; what is learnt of the connection is set on its talk."""

    def __init__(self, half: Half, room: Room, readable: Visibility, *, whole: bool) -> None:
        self.found: list[Said] = []
        self.done = False
        self._half, self._room, self._readable = half, room, readable
        self._held = b""
        self._inner: HttpStream | WebSocketStream | Http2Stream | MqttStream | None = None
        self._tries = LATER if whole else TRIES
        self._fresh = whole  # nothing was said yet, or only a part of the first thing
        self._handshake: Said | None = None

    def feed(self, data: bytes, at: float) -> Reader:
        """The next bytes."""
        if self.done:
            return self
        for _ in range(8):  # an upgrade or a tunnel hands on to another reader
            if self._inner is not None:
                self._inner.feed(data, at)
                data = self._take_over(self._inner)
                if not data:
                    return self
            else:
                self._start(data)
                if not self._has_reader() or self.done:
                    return self
                data, self._held = self._held, b""
        return self

    def _has_reader(self) -> bool:
        # asked by a call: mypy, and with it what is compiled, takes ``_inner`` for unchanged after ``_start``
        return self._inner is not None

    def gap(self) -> None:
        """Bytes are missing."""
        self._held, self._fresh = b"", False
        if self._inner is not None:
            self._inner.gap()
            self._take_over(self._inner)
        elif self._half.talk.protocol == "tls":
            self.done = True
        self._tries = max(self._tries, TRIES // 2)

    def close(self) -> None:
        """The connection has ended."""
        if self._inner is not None:
            self._inner.close()
            self.found += self._inner.found
            self._inner.found = []
        self._held, self.done = b"", True

    def _take_over(self, inner: HttpStream | WebSocketStream | Http2Stream | MqttStream) -> bytes:
        """Collect what the reader found; the bytes that are another reader's."""
        if inner.found:
            self.found += inner.found
            self._handshake = inner.found[-1]
            if not self._half.talk.host and inner.found[0].host:
                self._half.talk.host = inner.found[0].host
            inner.found = []
        self.done = inner.done
        if not isinstance(inner, HttpStream) or not inner.after:
            return b""
        after, rest = inner.after, inner.rest
        self._inner = None
        if after == "websocket" and self._handshake is not None:
            self._inner = WebSocketStream(self._room, self._readable, self._handshake)
            self._half.talk.protocol = "websocket"
        elif after == "tunnel":
            self._half.talk.host = inner.target[0] or self._half.talk.host
            self._half.talk.protocol, self._half.talk.turned = "", True
        self._tries, self._fresh = max(self._tries, 1), True
        return rest

    def _start(self, data: bytes) -> None:
        """Find out what a stream is by its first bytes."""
        held = self._held + data if self._held else data
        if self._recognise(held):
            return
        waits, self._fresh = self._fresh and len(held) < _SHORTEST, False
        if held is not data and self._recognise(data):
            return
        if waits:
            self._held, self._fresh = held, True
            return
        self._held = b""
        self._tries -= 1
        self.done = self._tries <= 0

    def _recognise(self, held: bytes) -> bool:
        """Whether a stream that begins so is of a kind that is read or named, or may be one: then ``held`` is kept."""
        talk = self._half.talk
        self._held = held
        if begins_hello(held):
            self._hello(talk, held)
        elif held.startswith(PREFACE[:16]) or PREFACE.startswith(held):
            if len(held) >= 16:
                self._begin(talk, "h2", Http2Stream(self._room, self._readable))
        elif begins_request(held):
            self._begin(talk, "http/1.1", HttpStream(self._room, self._readable))
        elif (mqtt := begins_mqtt(held)) is not False:
            if mqtt:
                self._begin(talk, "mqtt", MqttStream(self._room, self._readable))
        elif self._fresh and (named := _named(held)):
            talk.protocol, self.done = named, True
        else:
            return False
        return True

    def _begin(self, talk: Talk, protocol: str, reader: HttpStream | Http2Stream | MqttStream) -> None:
        _asks(talk, self._half)
        talk.protocol = protocol
        self._inner = reader

    def _hello(self, talk: Talk, held: bytes) -> None:
        try:
            hello = client_hello.read(held)
        except NotClientHello:
            self.done = True
            if len(held) > 5 and held[5] == 1:
                talk.protocol = talk.protocol or "tls"
            return
        if len(held) > 5:
            talk.protocol = "tls"
        if hello is not None:
            _asks(talk, self._half)
            talk.hello, talk.turned = hello, talk.turned or not self._fresh
            self.done = True
            self._held = b""
        elif len(held) > MAX_START + 1024:
            self.done = True


def _named(held: bytes) -> str:
    """What of a connection is not read but has a name: calls, tunnels; "" for anything else."""
    if held.startswith(_SIP):
        return "sip"
    length = held[0] << 8 | held[1] if len(held) > 2 else 0
    return stun_kind(held) or ("openvpn" if len(held) == 2 + length and openvpn_begins(held[2:]) else "")


def _asks(talk: Talk, half: Half) -> None:
    """What this half sends is what a client sends: it opened the connection, whatever was guessed."""
    if talk.sure:
        return
    talk.sure, talk.client = True, half
    if half is talk.into and not talk.fixed and (is_local(talk.remote) or not is_local(talk.device)):
        talk.swap()
    talk.port = talk.remote_port if half is talk.out else talk.device_port


class DnsOverTcp:
    """DNS messages behind their lengths; ``messages`` collects them."""

    def __init__(self) -> None:
        self.found: list[Said] = []
        self.messages: list[Message] = []
        self.done = False
        self.unread = 0
        self._held = b""

    def feed(self, data: bytes, _at: float, /) -> Reader:
        """The next bytes."""
        self._held += data
        while len(self._held) >= 2:
            length = self._held[0] << 8 | self._held[1]
            if len(self._held) < 2 + length:
                break
            try:
                self.messages.append(read_dns(self._held[2 : 2 + length]))
            except NotDns:
                self.unread += 1
                self.done = True  # no DNS, or no longer in step
            self._held = self._held[2 + length :]
        return self

    def gap(self) -> None:
        """Where the next message begins is not known."""
        self.done, self._held = True, b""

    def close(self) -> None:
        """Free what is held."""
        self._held = b""
