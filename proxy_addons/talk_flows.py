"""Says what a talk was: the name of its other end and how that is known, its visibility, its reason in words."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec

from analysis.flow_reasons import TOGETHER, write_reason
from analysis.import_records import encodable
from analysis.records import HOME_CORPUS, SocketPair, Source, Transmission, Visibility
from proxy_addons.stream_bodies import Said
from proxy_addons.talks import Talk
from proxy_addons.ways_round import CALL, TUNNELLED, way_round

# the outer names under which real ECH is offered; any other name beside an ECH extension is most often a browser's GREASE
ECH_FRONTS: Final = frozenset({"cloudflare-ech.com"})
ENCRYPTED: Final = frozenset({"tls", "quic"})
_CLEAR: Final = frozenset(
    {"http/1.1", "h2", "websocket", "mqtt", "dns", "mdns", "llmnr", "ssdp", "dhcp", "dhcpv6"}
)
_TUNNELS: Final = frozenset({"wireguard", "openvpn", "ipsec"})
_SCHEMES: Final = {"websocket": ("ws", "wss"), "mqtt": ("mqtt", "mqtts")}
_CALLS: Final = frozenset({"stun", "turn", "rtp", "sip", "dtls"})


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """What a talk says of itself; ``parts`` of its reason are in order, ``protocol`` is that of the reason."""

    host: str
    sni: str
    alpn: str
    ja4: str | None
    ech: bool | None
    visibility: Visibility
    protocol: str
    parts: tuple[str, ...]

    def reason(self, names: tuple[str, ...]) -> str:
        """The flow's reason, with the names that were seen in it."""
        return encodable(write_reason(self.protocol, self.parts, names))


def describe(talk: Talk, aliases: tuple[str, ...], host: str, evidence: str) -> Described:
    """All but bytes and times. ``host`` and ``evidence`` are ``name_of``'s, ``aliases`` the host's."""
    hello = talk.hello
    alpn = hello.alpn if hello is not None else ()
    named = (hello.sni or "") if hello is not None else ""
    way, meaning = ("", "")
    if talk.protocol in ENCRYPTED or named:
        way, meaning = way_round(named or host, talk.port, alpn, talk.transport, bool(talk.asked))
    return Described(
        host=encodable(host),
        sni=encodable(named),
        alpn=",".join(alpn),
        ja4=hello.ja4 if hello is not None else None,
        ech=hello.ech if hello is not None else None,
        visibility=visibility_of(talk),
        protocol=way or talk.protocol,
        parts=tuple(part for part in (meaning, *_parts(talk, evidence, aliases)) if part),
    )


def name_of(talk: Talk) -> tuple[str, str]:
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
    address = address_text(talk.remote)
    if len(talk.asked) == 1:
        return talk.asked[0], "named by the DNS answer that led to this address"
    if talk.asked:
        return address, "DNS answers gave several names for this address"
    if talk.protocol in ENCRYPTED:
        return address, "no name was sent" if hello is not None else "the ClientHello was not seen"
    return address, ""


def _parts(talk: Talk, evidence: str, aliases: tuple[str, ...]) -> Iterator[str]:
    """What is to be said of a flow beside its protocol."""
    if talk.together != 1:
        wider = "" if talk.device else " of various devices, for which there was no room"
        yield f"{talk.together} {TOGETHER}{wider}"
    if talk.opened:
        yield "opened with the secrets that were given for this capture"
    if talk.protocol in _TUNNELS:
        yield TUNNELLED
    elif talk.protocol in _CALLS:
        yield CALL
    elif talk.protocol == "quic" and talk.hello is None:
        yield "its beginning was not seen, or is of a version that is not read"
    elif not talk.protocol and talk.transport in ("tcp", "udp") and not talk.shut:
        yield "no content was seen" if not talk.spoke else "of no protocol that is read"
    yield evidence
    if aliases:
        yield f"the name is an alias of {aliases[-1]}"
    yield talk.evidence


def visibility_of(talk: Talk) -> Visibility:
    """How much of a talk can be seen."""
    hello = talk.hello
    if talk.opened:
        return Visibility.OPENED
    if hello is not None and hello.ech and (hello.sni is None or hello.sni in ECH_FRONTS):
        return Visibility.ECH
    if talk.protocol == "quic":
        return Visibility.QUIC
    readable = talk.protocol in _CLEAR or (talk.protocol == "doh" and hello is None)
    return Visibility.CLEARTEXT if readable else Visibility.METADATA_ONLY


def pair_of(talk: Talk) -> SocketPair | None:
    """Both ends as on the wire, the device's as ``local``; None for what is counted together of many."""
    if not talk.device or not talk.remote:
        return None
    return SocketPair(
        local_ip=address_text(talk.device),
        local_port=talk.device_port,
        remote_ip=address_text(talk.remote),
        remote_port=talk.remote_port,
    )


def message_of(
    talk: Talk,
    said: Said,
    *,
    id: str,
    flow_id: str,
    writer: str,
    corpus: str = HOME_CORPUS,
    source: Source | None = None,
) -> Transmission:
    """What was said in a talk, as a record."""
    path, _, query = said.target.partition("?")
    is_mqtt = said.protocol == "mqtt"
    plain, secure = _SCHEMES.get(said.protocol, ("http", "https"))
    return Transmission(
        id=id,
        flow_id=flow_id,
        seen_at=moment(said.at),
        writer=writer,
        corpus=corpus,
        protocol=said.protocol,
        visibility=said.body.visibility,
        method=encodable(said.method),
        scheme=secure if talk.opened else plain,
        host=encodable(said.host) or name_of(talk)[0],
        port=said.port or talk.port,
        path=encodable(said.target if is_mqtt else path or "/"),
        query="" if is_mqtt else encodable(query.partition("#")[0]),
        request_headers=tuple((encodable(name), encodable(value)) for name, value in said.headers),
        body=said.body.data,
        body_size=said.body.size,
        body_sha256=said.body.sha256,
        source=source,
    )


def address_text(address: bytes) -> str:
    """A packed address as text, "" for none."""
    if not address:
        return ""
    return socket.inet_ntop(socket.AF_INET if len(address) == 4 else socket.AF_INET6, address)


def moment(at: float) -> datetime:
    """Unix seconds as UTC."""
    return datetime.fromtimestamp(max(at, 0.0), UTC)
