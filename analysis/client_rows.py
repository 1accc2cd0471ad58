"""Finds the addresses of the devices of a home in rows that a first row, or a list beside them, names: a router's clients.

``[["mac", "name", "band"], ["5c:02:…", "Laptop", "5"], …]``, ``{"cols": ["ip", "mac", "host"], "rows": [[…], …]}``. A row
that tells the name of a network, its channel and its strength is of a router near by.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.column_names import column_names
from analysis.field_names import words
from analysis.nameless_addresses import MACS
from analysis.payload import Leaf
from analysis.surroundings import Surroundings, outer
from analysis.texts import texts_like

_MOST: Final = 64  # addresses
_WIDTHS: Final = range(2, 17)  # columns
_ADDRESSES: Final = frozenset(
    {"mac", "macaddr", "macaddress", "hwaddr", "hwaddress", "clientmac", "stamac", "devicemac", "ether"}
)
# What a table of clients tells of each, and what one of networks does.
_OF_CLIENTS: Final = frozenset({
    "ip", "ipaddr", "ipaddress", "ipv4", "host", "hostname", "name", "devicename", "client", "lease", "vendor", "os",
    "txbytes",
    "rxbytes", "tx", "rx", "uptime", "up", "ups", "model", "type", "alias", "hostnames", "online", "port",
})  # fmt: skip
_OF_NETWORKS: Final = frozenset(
    {"ssid", "essid", "bssid", "channel", "freq", "frequency", "security", "encryption", "capabilities"}
)


def addresses_of_clients(place: Surroundings) -> Iterator[Leaf]:
    """The values in a column of hardware addresses, beside one of names or of addresses in the network."""
    heads: dict[str, tuple[str, ...]] = {}
    for leaf, _ in texts_like(place.payload, MACS)[:_MOST]:
        row, at = outer(leaf.path), leaf.path[leaf.path.rfind("[") + 1 : -1]
        if leaf.context != "body" or not row.endswith("]") or not at.isdecimal():
            continue
        table = outer(row)
        if table not in heads:
            heads[table] = _head(table, len(place.lists.get(row, ())), place)
        head = heads[table]
        addressed = int(at) < len(head) and head[int(at)] in _ADDRESSES
        if addressed and not _OF_CLIENTS.isdisjoint(head) and _OF_NETWORKS.isdisjoint(head):
            yield leaf


def _head(table: str, width: int, place: Surroundings) -> tuple[str, ...]:
    """What the columns of a table are called, each in one word."""
    if width not in _WIDTHS:
        return ()
    first = [leaf.value for leaf in place.lists.get(f"{table}[0]", ())]
    names = tuple(value for value in first if isinstance(value, str) and 0 < len(value) <= 24)
    if len(names) != width or _ADDRESSES.isdisjoint("".join(words(name)) for name in names):
        names = column_names(table, width, place.lists, place.group)
    return tuple("".join(words(name)) for name in names)
