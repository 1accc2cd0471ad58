"""Recognises IP addresses of the device or the home inside a message."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words
from analysis.named_fields import FieldTable, named, observe
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.texts import long_texts
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
        "local addresses", "device.address", "lan address", "ip address v4", "external ip",
    )
})  # fmt: skip
_OF_OTHERS: Final = frozenset({
    "server", "dns", "host", "gateway", "router", "destination", "dest", "dst", "remote", "proxy", "resolver", "target",
    "upstream", "download", "edge", "origin", "cdn", "peer", "netmask", "subnet", "mask", "broadcast",
})  # fmt: skip
_ADDRESS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]{3,45}(?:%[A-Za-z0-9_.-]{1,20})?")
_FIRST: Final = frozenset("0123456789abcdefABCDEF:")
_HOME: Final = ("192.168.",)
_PRIVATE: Final = tuple(
    ipaddress.ip_network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10")
)


# Where a device can be reached, told to set up a call: RFC 8839 (candidates), RFC 8866 (c=). A relay is not the device.
_CANDIDATE: Final = re.compile(
    r"candidate:[\w+/]{1,64} [0-9]{1,5} (?i:udp|tcp) [0-9]{1,10} ([0-9A-Fa-f:.]{3,45}) [0-9]{1,5} typ (host|srflx|prflx)\b"
)
_CONNECTION: Final = re.compile(r"(?m)^c=IN IP[46] ([0-9A-Fa-f:.]{3,45})(?:/[0-9/]{1,10})?\s{0,2}$")
_MOST: Final = 64  # candidates of one message


def _candidates(payload: Payload) -> Iterator[Observation]:
    seen = set[str]()
    for leaf, value in long_texts(payload):
        if not (" typ " in value or "c=IN IP" in value):
            continue
        head = value[:100_000]
        for found in (*_CANDIDATE.finditer(head), *_CONNECTION.finditer(head)):
            judged = _judge(found[1], addressed=True)
            if judged is None or found[1] in seen or len(seen) >= _MOST:
                continue
            seen.add(found[1])
            category, name, reasoning, confidence = judged
            yield observe(
                leaf, category=category, name=name, rule="network_address.candidate", confidence=confidence, value=found[1],
                reasoning=f"{reasoning}, as a place where a call may reach the device",
            )  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _candidates(payload)
    for leaf, names, value in named(payload):
        if len(value) > 400 or value[0] not in _FIRST or not (value.count(".") >= 3 or value.count(":") >= 2):
            continue
        addressed = _NAMES.find(names) is not None and not _is_of_others(names)
        if not addressed and (
            leaf.context == "header" or not value.startswith(_HOME) or _is_of_others(names)
        ):
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


def _is_of_others(names: tuple[str, ...]) -> bool:
    spoken = all_words(names[-2:])
    return bool(spoken & _OF_OTHERS) and "addr" not in spoken


def _judge(value: str, addressed: bool) -> tuple[str, str, str, Confidence] | None:
    """Category, property, reasoning and confidence of one address; None for what is none or is nobody's."""
    if len(value) > 66 or not _ADDRESS.fullmatch(value):
        return None
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return None
    if any(address.version == block.version and address in block for block in _PRIVATE):
        confidence = Confidence.CERTAIN if addressed else Confidence.LIKELY
        return _LOCAL, "localIp", "an address of the home's own network", confidence
    if address.is_global and not address.is_multicast and addressed:
        return (
            _PUBLIC,
            "publicIp",
            "an address on the internet, told as the sender's",
            Confidence.LIKELY,
        )
    return None


DETECTOR: Final = Detector(
    name="network_address",
    version=2,
    categories={
        _LOCAL: Mapped(google="Device or other IDs", apple="Other Data", dpv="pd:IPAddress", tcf="1"),
        _PUBLIC: Mapped(google="Approximate location", apple="Coarse Location", dpv="pd:IPAddress", tcf="1"),
    },
    rules={
        "network_address.named": "An IPv4 or IPv6 address in a field named for the sender's own address.",
        "network_address.candidate": "An address of the device among the candidates of a call (SDP, ICE), not of a relay.",
        "network_address.home": "An IPv4 address that begins with 192.168, which only home and office networks use.",
    },
    detect=_detect,
)
