"""Says which network interfaces stand on others, and which belong to a bridge, so that no packet is counted twice.

Source: ``/sys/class/net`` (Documentation/ABI/testing/sysfs-class-net of the kernel): ``lower_…`` links, ``brport``.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Final, NamedTuple

_SYS: Final = Path("/sys/class/net")


class Interfaces(NamedTuple):
    """By index. ``stacked``: bridges, bonds, VLANs, whose parts show the same packets; ``bridged``: a bridge's ports."""

    stacked: frozenset[int] = frozenset()
    bridged: frozenset[int] = frozenset()


def look(folder: Path = _SYS) -> Interfaces:
    """The interfaces as they are now."""
    stacked, bridged = set(), set()
    for index, name in socket.if_nameindex():
        place = folder / name
        try:
            if any(entry.name.startswith("lower_") for entry in place.iterdir()):
                stacked.add(index)
            if (place / "brport").exists():
                bridged.add(index)
        except OSError:
            continue  # gone meanwhile
    return Interfaces(frozenset(stacked), frozenset(bridged))


def names() -> list[str]:
    """All interfaces, by name."""
    return sorted(name for _, name in socket.if_nameindex())


def index_of(name: str) -> int:
    """The index of an interface. Raises ``OSError``."""
    return socket.if_nametoindex(name)
