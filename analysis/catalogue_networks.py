"""The networks that companies say are theirs, as a table that is asked with an address; and which of them are rented out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import msgspec

_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052: IPv4 addresses, for devices that have IPv6 alone
_BYTES: Final = (4, 16)


class Network(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Addresses in CIDR notation. ``shared``: the company's customers have their services there, or may have."""

    cidr: str
    company: str
    shared: bool = False
    source: str
    read: str


class Networks:
    """All networks of a catalogue; of nested ones the narrowest decides. The table is made when it is first asked."""

    def __init__(self, rows: Iterable[Network] = ()) -> None:
        self.rows = tuple(rows)
        self._tables: dict[int, tuple[list[int], list[Network | None]]] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Networks) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def of(self, address: str) -> Network | None:
        """The narrowest network that an address (no port) is in; None for none, and for what is no address."""
        found = address_in(address)
        if found is None:
            return None
        if self._tables is None:
            self._tables = {size: _table(self.rows, size) for size in _BYTES}
        starts, networks = self._tables[len(found.packed)]
        place = bisect_right(starts, int(found)) - 1
        return networks[place] if place >= 0 else None


def address_in(text: str) -> IPv4Address | IPv6Address | None:
    """The address that a text is; IPv4 where IPv6 only carries it. None where it is none."""
    try:
        address = ip_address(text.removeprefix("[").removesuffix("]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return IPv4Address(address.packed[12:])
        return address.ipv4_mapped or address
    return address


def _table(rows: Iterable[Network], size: int) -> tuple[list[int], list[Network | None]]:
    """Where the addresses of the narrowest network change, and to which; for addresses of so many bytes."""
    ordered = sorted(
        (int(network.network_address), -int(network.broadcast_address), row)
        for row in rows
        if len((network := ip_network(row.cidr)).network_address.packed) == size
    )
    starts: list[int] = []
    networks: list[Network | None] = []
    around: list[tuple[int, Network | None]] = [
        (1 << 8 * size, None)
    ]  # last address of each, the widest first

    def change(at: int, network: Network | None) -> None:
        if starts and starts[-1] == at:
            networks[-1] = network
        else:
            starts.append(at)
            networks.append(network)

    for first, last, row in ordered:
        while around[-1][0] < first:
            ended, _ = around.pop()
            change(ended + 1, around[-1][1])
        change(first, row)
        around.append((-last, row))
    while len(around) > 1:
        ended, _ = around.pop()
        change(ended + 1, around[-1][1])
    return starts, networks
