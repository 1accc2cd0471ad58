"""Feeds what TCP segments carry to the readers of their connections, in order, and collects what these find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from analysis.host_names import normalise_host
from analysis.records import Visibility
from proxy_addons.dns_messages import Message
from proxy_addons.dns_over_http import dns_in
from proxy_addons.segments import Segments
from proxy_addons.server_handshake import ServerHandshake
from proxy_addons.stream_bodies import Reader, Room, Said
from proxy_addons.talks import Half, Talk, server_of
from proxy_addons.tcp_content import DnsOverTcp, TcpContent

DNS_PORT: Final = 53
MAX_GAPS: Final = 256  # of one direction that are passed over when its connection ends

Decrypted = Mapping[int, list[bytes]]
"""By packet, from 0: what the TLS records that end with it held."""
Learn = Callable[[Talk, Half, Message, float], None]


class Streams:
    """``found`` is where messages are put; ``learn`` takes DNS messages; ``unread`` counts what could not be read."""

    def __init__(
        self, found: list[Talk | tuple[Talk, Said]], learn: Learn, decrypted: Decrypted, unread: Counter[str]
    ) -> None:
        self.room = Room()
        self._found, self._learn, self._decrypted, self._unread = found, learn, decrypted, unread
        self._opened: dict[Talk, TcpContent] = {}

    def listen(self, talk: Talk, *, whole: bool) -> None:
        """Which directions of a new connection are read. ``whole``: its beginning is seen."""
        if talk.port == DNS_PORT:
            talk.protocol = "dns"
            for half in (talk.out, talk.into):
                half.reader, half.wants = DnsOverTcp(), True
            return
        for half in (talk.client,) if talk.sure else (talk.out, talk.into):
            half.reader, half.wants = TcpContent(half, self.room, Visibility.CLEARTEXT, whole=whole), True

    def add(self, half: Half, seq: int, payload: bytes, missing: int, at: float) -> None:
        """A segment of a direction that is read; ``missing`` bytes at its end were not captured."""
        reader = half.reader
        if reader is None:
            return
        segments = half.segments
        if segments is None:
            segments = half.segments = Segments(seq, self.room)
        ready = segments.add(seq, payload, missing)
        if segments.gap:
            segments.gap = False
            if missing and payload and not ready:
                reader.feed(payload, at)  # what there is of a segment that was cut
            reader.gap()
        if ready:
            reader.feed(ready, at)
        self._collect(half, reader, at)

    def decrypted(self, half: Half, number: int, at: float) -> None:
        """What the TLS records held that end with this packet, where their secrets are known."""
        talk = half.talk
        talk.opened = True
        for content in self._decrypted[number] if half is talk.client else ():
            reader = self._opened.get(talk)
            if reader is None:
                reader = self._opened[talk] = TcpContent(
                    talk.client, self.room, Visibility.OPENED, whole=True
                )
            protocol = talk.protocol
            reader.feed(content, at)
            talk.protocol = protocol or "tls"
            self._say(talk, reader, at)

    def finish(self, talk: Talk) -> None:
        """The connection has ended: what is begun is given out."""
        for half in (talk.out, talk.into):
            reader = half.reader
            if reader is not None:
                self._pass_gaps(half, reader, talk.last)
                reader.close()
                self._say(talk, reader, talk.last)
            if half.wants or half.segments is not None:
                self._let_go(half)
        if talk.opened and (opened := self._opened.pop(talk, None)) is not None:
            opened.close()
            self._say(talk, opened, talk.last)

    def _pass_gaps(self, half: Half, reader: Reader, at: float) -> None:
        segments = half.segments
        if segments is None or not segments.waiting:
            return
        self._unread["TCP streams with gaps"] += 1
        for _ in range(MAX_GAPS):
            if not segments.waiting or reader.done:
                break
            ready = segments.skip()
            reader.gap()
            reader.feed(ready, at)

    def _collect(self, half: Half, reader: Reader, at: float) -> None:
        talk = half.talk
        if isinstance(reader, DnsOverTcp):
            for message in reader.messages:
                self._learn(talk, half, message, at)
            reader.messages = []
        elif isinstance(reader, ServerHandshake):
            if reader.done:
                self._let_go(half)
            return
        elif reader.found:
            self._say(talk, reader, at)
        if talk.hello is not None and talk.protocol == "tls":
            self._let_go(talk.out)
            self._let_go(talk.into)
            if not talk.hello.sni and len(talk.asked) != 1 and normalise_host(talk.host) is None:
                self._ask(talk)
        elif reader.done:
            self._let_go(half)

    def _ask(self, talk: Talk) -> None:
        """Who a server is that nobody has named: its certificate may say it."""
        half = server_of(talk)
        half.reader, half.wants = ServerHandshake(self.room), True

    def _let_go(self, half: Half) -> None:
        """Nothing more is to be learnt of a direction, unless what it carries was decrypted."""
        if isinstance(half.reader, ServerHandshake):
            half.reader.close()
            half.talk.certificate = half.reader.certificate
        half.wants = bool(self._decrypted) and half.talk.protocol == "tls"
        half.reader = None
        if half.segments is not None:
            half.segments.close()
            half.segments = None

    def _say(self, talk: Talk, reader: Reader, at: float) -> None:
        """Give out what a reader found. DNS over HTTP in it is learnt from like any other DNS."""
        for said in reader.found:
            self._found.append((talk, said))
            message = dns_in(said)
            if message is not None:
                talk.protocol = "doh"
                self._learn(talk, talk.client, message, at)
        if reader.found:
            reader.found = []
