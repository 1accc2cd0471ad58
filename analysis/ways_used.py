"""Which ways round the audit a device took: what they are is known, but nobody here sees what goes through them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from analysis.flow_reasons import LABELS, protocol_of
from analysis.unread_flows import Unread

NAMES_UNSEEN: Final = frozenset({"doh", "doq", "dot"})
TUNNELS: Final = frozenset({"ipsec", "openvpn", "relay", "tor", "wireguard"})
_WAYS: Final = NAMES_UNSEEN | TUNNELS
_MAYBE: Final = "probably, "


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way of a device's day. ``recipients``: company of the catalogue and host, most bytes first.

    ``label`` is its name ("WireGuard"), ``likely`` says that it is only probably one, ``unknown`` the connections whose
    bytes nobody counted, ``first`` when it was first taken (µs UTC).
    """

    protocol: str
    label: str
    likely: bool
    recipients: tuple[tuple[str, str], ...]
    connections: int
    bytes_out: int
    unknown: int
    first: int


def ways_used(flows: Iterable[Unread]) -> list[Way]:
    """The ways that are among the connections of a day that could not be read, most bytes first. Pure."""
    found: dict[tuple[str, bool], list[Unread]] = {}
    for flow in flows:
        protocol = protocol_of(flow.reason)
        if protocol in _WAYS:
            likely = any(part.startswith(_MAYBE) for part in flow.reason.split("; "))
            found.setdefault((protocol, likely), []).append(flow)
    ways = [_way(protocol, likely, of) for (protocol, likely), of in found.items()]
    return sorted(ways, key=lambda way: (-way.bytes_out, way.protocol, way.likely))


def _way(protocol: str, likely: bool, flows: list[Unread]) -> Way:
    sent: dict[tuple[str, str], int] = {}
    for flow in flows:
        recipient = (flow.company, "" if flow.company else flow.host)
        sent[recipient] = sent.get(recipient, 0) + (flow.bytes_out or 0)
    return Way(
        protocol=protocol,
        label=LABELS[protocol],
        likely=likely,
        recipients=tuple(sorted(sent, key=lambda one: (-sent[one], one))),
        connections=len(flows),
        bytes_out=sum(sent.values()),
        unknown=sum(flow.bytes_out is None for flow in flows),
        first=min(flow.opened_at for flow in flows),
    )
