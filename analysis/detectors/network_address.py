"""Recognises IP addresses of the device or the home inside a message."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Final

from analysis.address_ranges import is_row_of_ranges
from analysis.address_texts import WITHIN, addresses_within, is_documented
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_like, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_LOCAL: Final = "network_address.local"
_PUBLIC: Final = "network_address.public"
_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "ip", "ips", "ip address", "ip addresses", "ip addr", "ipv 4", "ipv 6", "ipv4", "ipv6", "local ip", "lan ip",
        "client ip", "public ip", "internal ip", "private ip", "wifi ip", "user ip", "device ip", "ip v4", "ip v6",
        "local address", "client ip address", "ip 4", "ip 6", "forwarded for", "real ip", "remote addr", "ipv4 address",
        "ipv6 address", "my ip", "wan ip", "current ip", "wan address", "wan ip address", "source ip", "local ips",
        "local addresses", "device.address", "lan address", "ip address v4", "external ip", "connecting ip", "remote ip",
        "observed ip", "local endpoint", "local endpoints", "public endpoint", "client address", "client addr",
        "internal ip address", "internet ip", "ipv4addr", "ipv6addr", "inet addr", "sta ip",
        "ip.address", "ip.address v4", "ip.address v6", "ip.v4", "ip.v6", "network.ip",
        "new internal client", "internal client", "new external ip address", "egress ip",
        "home ip", "my ipv6", "my ipv4", "my ip 6", "my ip 4",
        "ip 4 addr", "ip 6 addr",
        "remote end point", "remote endpoint", "client ip addr", "wifi.ip", "eth.ip", "ip local", "ip public",
        "assigned ip", "my address", "your ip", "wan 4", "wan 6", "lan 4",
        "lan 6", "connection info.client",
        "connection.client",
    )
})  # fmt: skip
_OF_OTHERS: Final = frozenset({
    "server", "dns", "host", "gateway", "router", "destination", "dest", "dst", "remote", "proxy", "resolver", "target",
    "upstream", "download", "edge", "origin", "cdn", "peer", "netmask", "subnet", "mask", "broadcast", "servers",
    "resolvers", "upstreams", "mirrors", "blocklist", "denylist", "blacklist", "allowlist", "whitelist", "proxies",
})  # fmt: skip
_OF_A_CLUSTER: Final = frozenset(
    {"clusterip", "clusterips", "podip", "podips", "loadbalancerip", "ingressip"}
)
# What a service calls the address from which it was called, and hands on.
_OF_A_CALLER: Final = frozenset(
    {"remoteip", "remoteipaddress", "remoteendpoint", "xremoteip", "cfconnectingip", "remoteclientip"}
)
_ADDRESS: Final = lazy_pattern(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]{3,45}(?:%[A-Za-z0-9_.-]{1,20})?")
_WITH_PORT: Final = lazy_pattern(
    r"([0-9]{1,3}(?:\.[0-9]{1,3}){3}):[0-9]{1,5}|\[([0-9A-Fa-f:.]{3,45})\]:[0-9]{1,5}"
)
_RECORDED: Final = frozenset({"content", "data", "value", "target", "rdata", "ip", "address"})
_AT_HOME: Final = ("src_addr", "srcAddr", "source_address", "sourceAddress")
_FIRST: Final = frozenset("0123456789abcdefABCDEF:")
_HOME: Final = ("192.168.",)
_OF_A_FLOW: Final = frozenset({"from", "to"})  # from whom to whom something was sent
_ROOT: Final = "InternetGatewayDevice."  # of all parameters of a router (Broadband Forum, TR-098)
_PRIVATE: Final = tuple(
    ipaddress.ip_network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10")
)
# Where a device can be reached, told to set up a call: RFC 8839 (candidates), RFC 8866 (c=). A relay is not the device.
_CANDIDATE: Final = lazy_pattern(
    r"candidate:[\w+/]{1,64} [0-9]{1,5} (?i:udp|tcp) [0-9]{1,10} ([0-9A-Fa-f:.]{3,45}) [0-9]{1,5} typ (?:host|srflx|prflx)\b"
    r"(?: raddr ([0-9A-Fa-f:.]{3,45}))?"
)
_CONNECTION: Final = lazy_pattern(r"(?m)^c=IN IP[46] ([0-9A-Fa-f:.]{3,45})(?:/[0-9/]{1,10})?\s{0,2}$")
_MOST: Final = 64  # candidates of one message
_SURENESS: Final = (Confidence.POSSIBLE, Confidence.LIKELY, Confidence.CERTAIN)


def _may_be_address(text: str) -> bool:
    many = text.count(".") >= 3 or text.count(":") >= 2
    return many and (text.strip()[:1] in _FIRST or (text[0] == "[" and "]:" in text[:48]))


_CANDIDATES: Final = TextShape(
    lambda text: len(text) >= 30 and (" typ " in text or "c=IN IP" in text), shortest=30
)
_ADDRESSES: Final = TextShape(_may_be_address)


def _candidates(payload: Payload) -> Iterator[Observation]:
    seen = set[str]()
    for leaf, value in texts_like(payload, _CANDIDATES):
        head = value[:100_000]
        told = [address for found in _CANDIDATE.finditer(head) for address in found.groups() if address]
        for address in (*told, *(found[1] for found in _CONNECTION.finditer(head))):
            judged = _judge(address, addressed=True)
            if judged is None or address in seen or len(seen) >= _MOST:
                continue
            seen.add(address)
            category, name, reasoning, confidence = judged
            yield observe(
                leaf, category=category, name=name, rule="network_address.candidate", confidence=confidence, value=address,
                reasoning=f"{reasoning}, as a place where a call may reach the device",
            )  # fmt: skip


def _within(payload: Payload) -> Iterator[Observation]:
    for leaf, address in addresses_within(payload):
        judged = _judge(address, addressed=True)
        if judged is not None:
            category, name, reasoning, confidence = judged
            yield observe(
                leaf, category=category, name=name, rule="network_address.within", value=address,
                confidence=min(confidence, Confidence.LIKELY, key=_SURENESS.index),
                reasoning=f"{reasoning}, within a text that says where a device can be reached",
            )  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _candidates(payload)
    told = set[str]()
    for within in _within(payload):
        told.add(within.path)
        yield within
    for leaf, names, value in named_like(payload, _ADDRESSES):
        if len(value) > 400 or leaf.path in told:
            continue
        if _is_planned(leaf.names):
            continue
        addressed = _NAMES.find(names) is not None and not _is_of_others(names)
        addressed = addressed or (leaf.name in _RECORDED and _is_record(payload, leaf))
        addressed = addressed or (leaf.name == "from" and _is_outside(payload, leaf))
        if not addressed and (
            leaf.context == "header" or not value.startswith(_HOME) or _is_of_others(names)
        ):
            continue
        if _is_end_of_a_range(payload, leaf):
            continue
        for part in value.split(",", 8) if addressed else (value,):
            found = _judge(part.strip(), addressed)
            if found is None:
                continue
            category, name, reasoning, confidence = found
            yield observe(
                leaf, category=category, name=name, rule="network_address.named" if addressed else "network_address.home",
                reasoning=reasoning, confidence=confidence, value=part.strip(),
            )  # fmt: skip


def _is_record(payload: Payload, leaf: Leaf) -> bool:
    """The content of an address record that somebody keeps up to date: how a home tells a DNS service where it is."""
    group = surroundings(payload).around(leaf.path)
    kind = group.members.get("type") if group is not None else None
    written = payload.transmission.method in ("PUT", "PATCH", "POST")
    return written and kind is not None and kind.value in ("A", "AAAA")


def _is_end_of_a_range(payload: Payload, leaf: Leaf) -> bool:
    """Whether it ends a range of a table of networks, which are those of everybody; not of a home's own pools."""
    if "]" not in leaf.path or leaf.context == "header" or leaf.name in _OF_A_FLOW:
        return False
    if str(leaf.value).startswith(_HOME) and not str(leaf.value).endswith((".0", ".255")):
        return False
    place = surroundings(payload)
    group = place.around(leaf.path)
    return group is not None and is_row_of_ranges(group, place)


def _is_planned(names: tuple[str, ...]) -> bool:
    """Whether containers are to have it: Compose's ``services.db.networks.back.ipv4_address``, Kubernetes' clusterIP."""
    of_a_cluster = "".join(words(names[-1])) in _OF_A_CLUSTER
    return of_a_cluster or "ipam" in names or {"services", "networks"} <= set(names)


def _is_outside(payload: Payload, leaf: Leaf) -> bool:
    """An address from which a probe was seen, beside the one that it has at home (``from`` and ``src_addr``)."""
    group = surroundings(payload).around(leaf.path)
    at_home = (
        next((group.members[name] for name in _AT_HOME if name in group.members), None) if group else None
    )
    found = _judge(str(at_home.value)[:80], addressed=False) if at_home is not None else None
    return found is not None and found[0] == _LOCAL


def _is_of_others(names: tuple[str, ...]) -> bool:
    if "".join(words(names[-1])) in _OF_A_CALLER:
        return False
    spoken = all_words((*names[-2:-1], names[-1].removeprefix(_ROOT)))
    return bool(spoken & _OF_OTHERS) and "addr" not in spoken


def _judge(value: str, addressed: bool) -> tuple[str, str, str, Confidence] | None:
    """Category, property, reasoning and confidence of one address; None for what is none or is nobody's."""
    if with_port := _WITH_PORT.fullmatch(value[:80]):
        value = with_port[1] or with_port[2]
    if len(value) > 66 or not _ADDRESS.fullmatch(value):
        return None
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return None
    if any(address.version == block.version and address in block for block in _PRIVATE):
        confidence = Confidence.CERTAIN if addressed else Confidence.LIKELY
        return _LOCAL, "localIp", "an address of the home's own network", confidence
    if (address.is_global or is_documented(address)) and not address.is_multicast and addressed:
        return (
            _PUBLIC,
            "publicIp",
            "an address on the internet, told as the sender's",
            Confidence.LIKELY,
        )
    return None


DETECTOR: Final = Detector(
    name="network_address",
    version=8,
    categories={
        _LOCAL: Mapped(google="Device or other IDs", apple="Other Data", dpv="pd:IPAddress", tcf="1"),
        _PUBLIC: Mapped(google="Approximate location", apple="Coarse Location", dpv="pd:IPAddress", tcf="1"),
    },
    rules={
        "network_address.named": "An IPv4 or IPv6 address in a field named for the sender's own or in a record of DNS.",
        "network_address.candidate": "An address of the device among the candidates of a call (SDP, ICE), not of a relay.",
        "network_address.within": "An address of the home, or the same device's on the internet, within a URL or a "
        "multiaddress of where a device can be reached, or in the Via, Contact or LOCATION of SIP and SSDP.",
        "network_address.home": "An IPv4 address that begins with 192.168, which only home and office networks use.",
    },
    detect=_detect,
    needs=WITHIN.or_else(Needs(texts=(_CANDIDATES, _ADDRESSES))),
)
