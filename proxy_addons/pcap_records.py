"""Turns what was read from a capture into transmissions and flows, with how each is known as its reason."""

from __future__ import annotations

import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from analysis.flow_reasons import write_reason
from analysis.import_records import ImportedFile, encodable, open_file
from analysis.records import Address, Flow, SocketPair, Transmission, Visibility
from analysis.tls_secrets import KEYLOG
from analysis.units import Notice
from proxy_addons.capture_file import CaptureFile, has_secrets, unpack_to
from proxy_addons.stream_bodies import Said
from proxy_addons.talks import Talk
from proxy_addons.tls_contacts import ECH_FRONTS
from proxy_addons.tls_opener import CannotOpen, Opened, open_tls
from proxy_addons.traffic import Traffic
from proxy_addons.ways_round import TUNNELLED, way_round

WRITER: Final = "import-pcap"
_CLEAR: Final = frozenset(
    {"http/1.1", "h2", "websocket", "mqtt", "dns", "mdns", "llmnr", "ssdp", "dhcp", "dhcpv6"}
)
_TUNNELS: Final = frozenset({"wireguard", "openvpn", "ipsec"})
_CALLS: Final = frozenset({"stun", "turn", "rtp", "sip", "dtls"})
_ENCRYPTED: Final = frozenset({"tls", "quic"})
_SCHEMES: Final = {"websocket": ("ws", "wss"), "mqtt": ("mqtt", "mqtts")}
_Records = Iterator[Transmission | Flow | Notice]


def records(path: Path, corpus: str, device: str) -> _Records:
    """Everything that devices sent; ``message`` is the packet, from 0, with which a message ended or a flow began."""
    file = open_file(path, corpus, WRITER)
    opened = Opened()
    keylog = KEYLOG.get()
    if keylog is not None or has_secrets(path):
        with tempfile.TemporaryDirectory(prefix="leakledger-") as folder:
            try:
                opened = open_tls(unpack_to(path, Path(folder)), keylog)
            except CannotOpen as error:
                yield Notice(text=str(error))
    yield from (Notice(text=text) for text in opened.notices)
    yield from _Reader(file, device, Traffic(opened.packets)).records(CaptureFile(path))


class _Reader:
    """One pass over a capture."""

    def __init__(self, file: ImportedFile, device: str, traffic: Traffic) -> None:
        self._file, self._device, self._traffic = file, device, traffic
        self._left_out: Counter[str] = Counter()
        self._number = -1
        self._part = 0

    def records(self, capture: CaptureFile) -> _Records:
        """Flows as they end, before that once where something is said in them; messages; at last what could not be read."""
        for item in self._traffic.read(capture.packets()):
            if isinstance(item, Talk):
                yield self._flow(item, closed=True)
                continue
            talk, said = item
            if talk.client is not talk.out:
                self._left_out["messages that came from outside to a device"] += 1
                continue
            if not said.whole:
                self._left_out[
                    "messages of which bytes are missing in the capture, read as far as they go"
                ] += 1
            if not talk.announced:
                talk.announced = True
                yield self._flow(talk, closed=False)
            yield self._transmission(talk, said)
        if capture.trouble:
            yield Notice(text=capture.trouble)
        counts = self._traffic.counts() + self._left_out
        for what, count in sorted(counts.items()):
            yield Notice(
                text=f"{count} not read: {what}" if what not in self._left_out else f"{count} {what}"
            )

    def _transmission(self, talk: Talk, said: Said) -> Transmission:
        number = max(self._traffic.number, 0)
        self._part = self._part + 1 if number == self._number else 0
        self._number = number
        seen_at = _moment(said.at)
        path, _, query = said.target.partition("?")
        is_mqtt = said.protocol == "mqtt"
        plain, secure = _SCHEMES.get(said.protocol, ("http", "https"))
        return Transmission(
            id=self._file.new_id(seen_at, number, self._part or None),
            flow_id=self._flow_id(talk),
            seen_at=seen_at,
            writer=self._file.writer,
            corpus=self._file.corpus,
            protocol=said.protocol,
            visibility=said.body.visibility,
            method=encodable(said.method),
            scheme=secure if talk.opened else plain,
            host=encodable(said.host) or self._name(talk)[0],
            port=said.port or talk.port,
            path=encodable(said.target if is_mqtt else path or "/"),
            query="" if is_mqtt else encodable(query.partition("#")[0]),
            request_headers=tuple((encodable(name), encodable(value)) for name, value in said.headers),
            body=said.body.data,
            body_size=said.body.size,
            body_sha256=said.body.sha256,
            source=self._file.source(number, self._part or None),
        )

    def _flow_id(self, talk: Talk) -> str:
        return self._file.new_id(_moment(talk.first), talk.number, kind="flow")

    def _flow(self, talk: Talk, *, closed: bool) -> Flow:
        host, evidence = self._name(talk)
        hello = talk.hello
        alpn = hello.alpn if hello is not None else ()
        named = (hello.sni or "") if hello is not None else ""
        way, meaning = ("", "")
        if talk.protocol in _ENCRYPTED or named:
            way, meaning = way_round(named or host, talk.port, alpn, talk.transport, bool(talk.asked))
        known = bool(talk.device)
        parts = [meaning, *self._parts(talk, host, evidence)]
        return Flow(
            flow_id=self._flow_id(talk),
            opened_at=_moment(talk.first),
            closed_at=_moment(talk.last) if closed else None,
            writer=self._file.writer,
            corpus=self._file.corpus,
            addresses=self._addresses(talk),
            transport=talk.transport,
            client=_pair(talk) if known else None,
            upstream=_pair(talk) if known else None,
            host=encodable(host),
            port=talk.port,
            sni=encodable(named) or None,
            alpn=",".join(alpn) or None,
            ja4=hello.ja4 if hello is not None else None,
            ech=hello.ech if hello is not None else None,
            visibility=_visibility(talk),
            bytes_out=talk.out.size if closed else None,
            bytes_in=talk.into.size if closed else None,
            packets_out=talk.out.packets if closed else None,
            packets_in=talk.into.packets if closed else None,
            reason=encodable(write_reason(way or talk.protocol, parts, talk.names)),
            source=self._file.source(talk.number),
        )

    def _name(self, talk: Talk) -> tuple[str, str]:
        """What to call the other end, and how that is known where the connection did not say it."""
        hello = talk.hello
        if (
            hello is not None
            and hello.sni
            and not (hello.ech and hello.sni in ECH_FRONTS and len(talk.asked) == 1)
        ):
            return hello.sni, ""
        if talk.host:
            return talk.host, ""
        address = _text(talk.remote)
        if len(talk.asked) == 1:
            return talk.asked[0], "named by the DNS answer that led to this address"
        if talk.asked:
            return address, "DNS answers gave several names for this address"
        if talk.protocol in _ENCRYPTED:
            return address, "no name was sent" if hello is not None else "the ClientHello was not seen"
        return address, ""

    def _parts(self, talk: Talk, host: str, evidence: str) -> Iterator[str]:
        """What is to be said of a flow beside its protocol."""
        if talk.together != 1:
            wider = "" if talk.device else " of various devices, for which there was no room"
            yield f"{talk.together} connections without content, counted together{wider}"
        if talk.opened:
            yield "opened with the secrets that were given for this capture"
        if talk.protocol in _TUNNELS:
            yield TUNNELLED
        elif talk.protocol in _CALLS:
            yield "a call, or another connection from device to device: its content is not read"
        elif talk.protocol == "quic" and talk.hello is None:
            yield "its beginning was not seen, or is of a version that is not read"
        elif not talk.protocol and talk.transport in ("tcp", "udp"):
            yield "no content was seen" if not talk.spoke else "of no protocol that is read"
        yield evidence
        aliases = self._traffic.names.aliases(host)
        if aliases:
            yield f"the name is an alias of {aliases[-1]}"
        yield talk.evidence

    def _addresses(self, talk: Talk) -> tuple[Address, ...]:
        if self._device:
            return (Address(kind="name", value=self._device),)
        if not talk.device:
            return ()
        found = self._traffic.neighbours.addresses(talk.device, _text(talk.device), talk.mac)
        return tuple(Address(kind=each.kind, value=encodable(each.value)) for each in found)


def _visibility(talk: Talk) -> Visibility:
    hello = talk.hello
    if talk.opened:
        return Visibility.OPENED
    if hello is not None and hello.ech and (hello.sni is None or hello.sni in ECH_FRONTS):
        return Visibility.ECH
    if talk.protocol == "quic":
        return Visibility.QUIC
    readable = talk.protocol in _CLEAR or (talk.protocol == "doh" and hello is None)
    return Visibility.CLEARTEXT if readable else Visibility.METADATA_ONLY


def _pair(talk: Talk) -> SocketPair:
    return SocketPair(
        local_ip=_text(talk.device),
        local_port=talk.device_port,
        remote_ip=_text(talk.remote),
        remote_port=talk.remote_port,
    )


def _text(address: bytes) -> str:
    if not address:
        return ""
    return socket.inet_ntop(socket.AF_INET if len(address) == 4 else socket.AF_INET6, address)


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(max(at, 0.0), UTC)
