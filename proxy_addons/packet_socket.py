"""Receives packets from the kernel: a cooked packet socket, filtered there, with a large buffer and a count of losses.

Nothing is ever sent. A cooked socket (``SOCK_DGRAM``) gives packets from the network header on, whatever the link layer is
(Ethernet, Wi-Fi, WireGuard, PPP), with VLAN tags removed. Constants: linux/if_packet.h, asm-generic/socket.h.
"""

from __future__ import annotations

import ctypes
import errno
import select
import socket
import struct
import time
from typing import Final, NamedTuple

from proxy_addons.packet_filter import SNAP, program

RECEIVE_BUFFER: Final = 32 << 20  # bytes; with less, bursts are lost while a group is being committed
_ALL_PROTOCOLS: Final = 3
_SOL_PACKET: Final = 263
_ADD_MEMBERSHIP, _STATISTICS = 1, 6
_PROMISCUOUS: Final = 1
_ATTACH_FILTER, _RCVBUF_FORCE, _TIMESTAMP_NS = 26, 33, 35
_OUTGOING: Final = 4
_ETHERNET: Final = 1  # ARPHRD_ETHER; Wi-Fi in managed and access point mode as well
_GONE: Final = (errno.ENETDOWN, errno.ENODEV, errno.ENXIO)


class CannotCapture(Exception):
    """Capture is not possible here; the text is one line that says why and what to do."""


class Captured(NamedTuple):
    """A packet from its network header on. ``at``: Unix seconds; ``mac``: the sender's, "" where the link has none."""

    data: bytes
    at: float
    mac: str
    outgoing: bool


class PacketSocket:
    """An open capture. ``interface`` "" stands for all; a named one is set to receive what is addressed to others, too."""

    def __init__(self, interface: str) -> None:
        self.packets = self.lost = 0  # what passed the filter; what of it the kernel had to drop
        self._socket = _open(interface)
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN)
        self.buffer = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) // 2

    def wait(self, seconds: float) -> bool:
        """True as soon as there is a packet or an error to be had."""
        return bool(self._poll.poll(seconds * 1000))

    def receive(self) -> Captured | None:
        """The next packet; None where none waits. Raises ``CannotCapture`` where the interface is down or gone."""
        try:
            data, extra, _flags, sender = self._socket.recvmsg(SNAP, 64, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError as error:
            if error.errno in _GONE:
                raise CannotCapture("the network interface is down or gone") from error
            raise
        _name, _protocol, kind, hardware, mac = sender
        known = hardware == _ETHERNET and len(mac) == 6
        return Captured(data, _stamp(extra), mac.hex(":") if known else "", kind == _OUTGOING)

    def count(self) -> None:
        """Bring ``packets`` and ``lost`` up to date; the kernel starts again from 0 each time."""
        seen, dropped = struct.unpack("II", self._socket.getsockopt(_SOL_PACKET, _STATISTICS, 8))
        self.packets += seen
        self.lost += dropped

    def close(self) -> None:
        """End the capture."""
        self._socket.close()


def attach_filter(receiver: socket.socket) -> None:
    """Have the kernel hand over only what ``packet_filter`` takes."""
    code = program()
    instructions = ctypes.create_string_buffer(code, len(code))
    descriptor = struct.pack("HL", len(code) // 8, ctypes.addressof(instructions))
    receiver.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, descriptor)


def _open(interface: str) -> socket.socket:
    if not hasattr(socket, "AF_PACKET"):
        raise CannotCapture("the sniffer needs Linux; without it only what goes through the proxy is seen")
    try:
        # with protocol 0 nothing comes in before the filter is there and the socket is bound to its interface; what comes
        # in earlier from all interfaces is not for our ports or is what we are looking for
        opened = socket.socket(
            socket.AF_PACKET, socket.SOCK_DGRAM, 0 if interface else socket.htons(_ALL_PROTOCOLS)
        )
    except PermissionError as error:
        raise CannotCapture(
            "the sniffer may not capture here, so only what goes through the proxy is seen; run as root or give"
            " the command cap_net_raw (docs/sniffer.md says how)"
        ) from error
    except OSError as error:
        raise CannotCapture(f"the sniffer cannot capture here: {error.strerror}") from error
    try:
        attach_filter(opened)
        opened.setsockopt(socket.SOL_SOCKET, _TIMESTAMP_NS, 1)
        _enlarge(opened)
        if interface:
            opened.bind((interface, _ALL_PROTOCOLS))
            membership = struct.pack("iHH8s", socket.if_nametoindex(interface), _PROMISCUOUS, 0, b"")
            opened.setsockopt(_SOL_PACKET, _ADD_MEMBERSHIP, membership)
    except OSError as error:
        opened.close()
        raise CannotCapture(_why_not(interface, error)) from error
    return opened


def _enlarge(opened: socket.socket) -> None:
    try:
        opened.setsockopt(socket.SOL_SOCKET, _RCVBUF_FORCE, RECEIVE_BUFFER)
    except PermissionError:  # needs CAP_NET_ADMIN; without it the system's limit holds
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)


def _why_not(interface: str, error: OSError) -> str:
    if interface and (error.errno in _GONE or "interface name" in str(error)):
        there = ", ".join(sorted(name for _, name in socket.if_nameindex())) or "none"
        return f"the sniffer finds no network interface {interface!r} that is up; there are: {there}"
    return f"the sniffer cannot capture here: {error.strerror or error}"


def _stamp(extra: list[tuple[int, int, bytes]]) -> float:
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == _TIMESTAMP_NS and len(data) == struct.calcsize("@ll"):
            seconds, nanoseconds = struct.unpack("@ll", data)
            return float(seconds + nanoseconds / 1e9)
    return time.time()
