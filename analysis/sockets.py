"""Which process listens where, as the kernel says it (Linux: /proc)."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from pathlib import Path
from typing import Final

from analysis.lazy_patterns import lazy_pattern

_LISTEN: Final = "0A"
_SOCKET: Final = lazy_pattern(r"socket:\[(\d{1,20})\]")
_PROC: Final = Path("/proc")


def listening() -> dict[tuple[str, int], int]:
    """(address, port) of every listening TCP socket of this machine, to its inode. Raises ``OSError`` without /proc."""
    found: dict[tuple[str, int], int] = {}
    for name in ("tcp", "tcp6"):
        table = _PROC / "net" / name
        if name == "tcp6" and not table.exists():
            continue  # a machine without IPv6
        for line in table.read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTEN:
                address, _, port = fields[1].partition(":")
                found[_address(address), int(port, 16)] = int(fields[9])
    return found


def listening_of(pid: int) -> list[tuple[str, int]]:
    """Where one process of ours listens. Raises ``OSError`` where that cannot be told."""
    inodes = set()
    for entry in (_PROC / str(pid) / "fd").iterdir():
        try:
            match = _SOCKET.fullmatch(str(entry.readlink()))
        except FileNotFoundError:
            continue  # closed meanwhile
        if match is not None:
            inodes.add(int(match[1]))
    return sorted(place for place, inode in listening().items() if inode in inodes)


def _address(text: str) -> str:
    """The kernel writes each 32-bit word in its own byte order."""
    words = struct.unpack(f">{len(text) // 8}I", bytes.fromhex(text))
    packed = struct.pack(f"{'<' if sys.byteorder == 'little' else '>'}{len(words)}I", *words)
    family = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    return str(ipaddress.ip_address(socket.inet_ntop(family, packed)))
