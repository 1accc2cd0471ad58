"""Says what is this machine's own: its addresses, and which of its connections are not the proxy's.

Sources: ``/proc/net/fib_trie``, ``/proc/net/if_inet6``, ``/proc/net/tcp``, ``tcp6``, ``udp`` and ``udp6`` (proc(5)).
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

from analysis.settings import Home
from analysis.status import read_all

REFRESH: Final = 5.0  # seconds
_PROC: Final = Path("/proc")
_LEAF: Final = re.compile(r"\|-- ([0-9.]{7,15})\s")
_ANY: Final = ("0" * 8, "0" * 32)
_MAX_LINES: Final = 65_536


TCP, UDP = 6, 17


class Ends(NamedTuple):
    """Both ends of what is on the wire, the sender's first."""

    protocol: int
    source: str
    source_port: int
    target: str
    target_port: int


class ThisMachine:
    """Read anew every five seconds."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._addresses: frozenset[str] = frozenset()
        self._packed: frozenset[bytes] = frozenset()
        self._read_at = float("-inf")

    def has(self, address: str) -> bool:
        """True for an address of this machine, loopback included."""
        if address.startswith("127.") or address == "::1":
            return True
        self._refresh()
        return address in self._addresses

    def packed(self) -> frozenset[bytes]:
        """All addresses of this machine but 127.0.0.0/8, packed."""
        self._refresh()
        return self._packed

    def _refresh(self) -> None:
        if time.monotonic() - self._read_at > REFRESH:
            self._addresses = addresses()
            self._packed = frozenset(ipaddress.ip_address(address).packed for address in self._addresses)
            self._read_at = time.monotonic()

    def opened(self, ends: Ends) -> bool:
        """True where a program of this machine, but not the proxy, has the socket from which that was sent.

        False where that cannot be told: a connection of a device that is forwarded under this machine's address, or the
        proxy's own on a device's behalf, must not be taken for this machine's.
        """
        inode = socket_inode(ends)
        if inode is None:
            return False
        processes = [status.pid for status in read_all(self._home) if status.name.startswith("proxy")]
        return not any(_may_hold(process, inode) for process in processes if process > 0)


def addresses() -> frozenset[str]:
    """All IP addresses of this machine but 127.0.0.0/8."""
    found: set[str] = set()
    leaf = ""
    for line in _lines(_PROC / "net" / "fib_trie"):
        if match := _LEAF.search(line + " "):
            leaf = match[1]
        elif "/32 host LOCAL" in line and leaf:
            found.add(leaf)
    for line in _lines(_PROC / "net" / "if_inet6"):
        digits = line.split(maxsplit=1)[0] if line.strip() else ""
        if len(digits) == 32:
            found.add(str(ipaddress.IPv6Address(int(digits, 16))))
    return frozenset(found)


def socket_inode(ends: Ends) -> int | None:
    """The inode of the local TCP or UDP socket that sent a packet; None where there is none."""
    locals_, remotes = [], []
    for mapped in (False, True):
        locals_.append(f"{_hexadecimal(ends.source, mapped)}:{ends.source_port:04X}")
        remotes.append(f"{_hexadecimal(ends.target, mapped)}:{ends.target_port:04X}")
    if ends.protocol == UDP:  # most are bound to no address, or to no peer
        locals_ += [f"{zeros}:{ends.source_port:04X}" for zeros in _ANY]
        remotes += [f"{zeros}:0000" for zeros in _ANY]
    wanted = {f"{local} {remote}" for local in locals_ for remote in remotes}
    for name in ("udp", "udp6") if ends.protocol == UDP else ("tcp", "tcp6"):
        for line in _lines(_PROC / "net" / name):
            fields = line.split()
            if len(fields) > 9 and f"{fields[1]} {fields[2]}" in wanted and fields[9].isdigit():
                return int(fields[9]) or None
    return None


def _may_hold(process: int, inode: int) -> bool:
    """True where a process has the socket, or where it may not be looked at."""
    folder = _PROC / str(process) / "fd"
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names alone, of many
    except FileNotFoundError:
        return False
    except OSError:
        return True
    for name in names:
        try:
            if os.readlink(folder / name) == f"socket:[{inode}]":  # noqa: PTH115
                return True
        except FileNotFoundError:
            continue  # closed meanwhile
    return False


def _hexadecimal(address: str, mapped: bool) -> str:
    """An address as ``/proc/net/tcp`` writes it: 32-bit words in the machine's byte order."""
    if ":" in address:
        packed = socket.inet_pton(socket.AF_INET6, address)
    else:
        packed = (bytes(10) + b"\xff\xff" if mapped else b"") + socket.inet_pton(socket.AF_INET, address)
    words = (packed[start : start + 4] for start in range(0, len(packed), 4))
    return "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words)


def _lines(path: Path) -> list[str]:
    try:
        with path.open(encoding="ascii", errors="replace") as stream:
            return [line for _, line in zip(range(_MAX_LINES), stream, strict=False)]
    except OSError:
        return []
