"""Receives packets from the kernel through a ring in memory that both share: many a turn, with a count of losses.

Nothing is ever sent. Layout: linux/if_packet.h (TPACKET_V3) and Documentation/networking/packet_mmap.rst of the kernel;
linux/virtio_net.h for how many packets the network card, or the kernel, has put together into one.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import select
import socket
import struct
from typing import Final

from proxy_addons.interfaces import index_of, names
from proxy_addons.link_layers import ETHERNET
from proxy_addons.packet_filter import program

RING: Final = 64 << 20  # bytes; what comes in while a group is being committed waits here
BLOCK: Final = 1 << 18  # bytes handed over at a time; the largest packet fits
SMALLEST_RING: Final = 1 << 20
RETIRE_MS: Final = 50  # after which a block is handed over though it is not full
HOST, BROADCAST, MULTICAST, OTHERS, OUTGOING = range(5)  # whom a packet is for, as the kernel says it
RAW_IP: Final = 101
_ALL_PROTOCOLS: Final = 3
_SOL_PACKET: Final = 263
_ADD_MEMBERSHIP, _RX_RING, _STATISTICS, _VERSION, _VNET_HDR = 1, 5, 6, 10, 15
_PROMISCUOUS: Final = 1
_TPACKET_V3: Final = 2
_ATTACH_FILTER: Final = 26
_USER: Final = 1  # a block's status while it is ours
_LOOPBACK: Final = 772
_LINKS: Final = {1: ETHERNET, _LOOPBACK: ETHERNET, 801: 105, 802: 119, 803: 127}  # ARPHRD_… to LINKTYPE_…
_BLOCK_HEAD: Final = struct.Struct("=8xIIII")
_HEAD: Final = struct.Struct("=IIIII4xHH24xiHB")
_SEGMENT: Final = struct.Struct("=H")
_STATUS: Final = struct.Struct("=I")
_ZEROS: Final = memoryview(bytes(BLOCK))
_GONE: Final = (errno.ENETDOWN, errno.ENODEV, errno.ENXIO)

Received = tuple[bytes, float, int, int, int, int, int]
"""A packet's bytes from its link header on (as far as they were taken), Unix seconds, link type (LINKTYPE_…), its length,
the interface's index, whom it is for, and the payload of each of the packets it was put together from (0: it is one)."""


class CannotCapture(Exception):
    """Capture is not possible here; the text is one line that says why and what to do."""


class PacketSocket:
    """An open capture. ``interface`` "" stands for all but loopback; a named one takes what is addressed to others, too."""

    def __init__(self, interface: str, ring: int = RING) -> None:
        self.packets = self.lost = 0  # what came by; what of it found no room in the ring
        self._loopback = bool(interface)
        self._socket, self.buffer = _open(interface, ring)
        self._ring = mmap.mmap(self._socket.fileno(), self.buffer)
        self._blocks = self.buffer // BLOCK
        self._next = 0
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN | select.POLLERR)

    def wait(self, seconds: float) -> bool:
        """True as soon as there are packets or an error to be had."""
        return bool(self._poll.poll(seconds * 1000))

    def receive(self) -> list[Received]:
        """The packets of the next block; [] where none is ready. Raises ``CannotCapture`` where the interface is gone."""
        start = self._next * BLOCK
        status, count, first, used = _BLOCK_HEAD.unpack_from(self._ring, start)
        if not status & _USER:
            self._look_for_trouble()
            return []
        found = self._packets(start + first, count)
        if first < used <= BLOCK:  # what is nobody's business is not to lie there until it is written over
            self._ring[start + first : start + used] = _ZEROS[: used - first]
        _STATUS.pack_into(self._ring, start + 8, 0)
        self._next = (self._next + 1) % self._blocks
        return found

    def _packets(self, place: int, count: int) -> list[Received]:
        ring, unpack, links = self._ring, _HEAD.unpack_from, _LINKS
        found: list[Received] = []
        for _ in range(count):
            following, seconds, nano, taken, size, link_at, network_at, index, hardware, kind = unpack(
                ring, place
            )
            link = links.get(hardware, 0)
            if hardware != _LOOPBACK or self._loopback:
                segment = _SEGMENT.unpack_from(ring, place + link_at - 6)[0]
                start, end = place + link_at, place + link_at + taken
                if not link:  # PPP, tunnels: from the network header on
                    link, skipped = RAW_IP, network_at - link_at
                    start, size = start + skipped, size - skipped
                found.append((ring[start:end], seconds + nano / 1e9, link, size, index, kind, segment))
            if not following:
                break
            place += following
        return found

    def _look_for_trouble(self) -> None:
        code = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code in _GONE:
            raise CannotCapture("the network interface is down or gone")
        if code:
            raise CannotCapture(f"the capture has ended: {errno.errorcode.get(code, code)}")

    def count(self) -> None:
        """Bring ``packets`` and ``lost`` up to date; the kernel starts again from 0 each time."""
        seen, dropped, _ = struct.unpack("III", self._socket.getsockopt(_SOL_PACKET, _STATISTICS, 12))
        self.packets += seen
        self.lost += dropped

    def close(self) -> None:
        """End the capture."""
        self._ring.close()
        self._socket.close()


def attach_filter(receiver: socket.socket) -> None:
    """Have the kernel hand over no more of a packet than ``packet_filter`` wants of it."""
    code = program()
    instructions = ctypes.create_string_buffer(code, len(code))
    descriptor = struct.pack("HL", len(code) // 8, ctypes.addressof(instructions))
    receiver.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, descriptor)


def _open(interface: str, ring: int) -> tuple[socket.socket, int]:
    if not hasattr(socket, "AF_PACKET"):
        raise CannotCapture("the sniffer needs Linux; without it only what goes through the proxy is seen")
    # with protocol 0 nothing comes in before everything is set; what comes in earlier goes when the ring is made
    protocol = 0 if interface else socket.htons(_ALL_PROTOCOLS)
    try:
        opened = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, protocol)
    except PermissionError as error:
        raise CannotCapture(
            "the sniffer may not capture here, so only what goes through the proxy is seen; run as root or give"
            " the command cap_net_raw (docs/sniffer.md says how)"
        ) from error
    except OSError as error:
        raise CannotCapture(f"the sniffer cannot capture here: {error.strerror}") from error
    try:
        attach_filter(opened)
        opened.setsockopt(_SOL_PACKET, _VERSION, _TPACKET_V3)
        opened.setsockopt(_SOL_PACKET, _VNET_HDR, 1)
        size = _make_ring(opened, ring)
        if interface:
            opened.bind((interface, _ALL_PROTOCOLS))
            membership = struct.pack("iHH8s", index_of(interface), _PROMISCUOUS, 0, b"")
            opened.setsockopt(_SOL_PACKET, _ADD_MEMBERSHIP, membership)
    except OSError as error:
        opened.close()
        raise CannotCapture(_why_not(interface, error)) from error
    return opened, size


def _make_ring(opened: socket.socket, size: int) -> int:
    """Ask for a ring; for a smaller one where memory is short. The bytes it has."""
    while True:
        frames = size // 2048
        try:
            request = struct.pack("7I", BLOCK, size // BLOCK, 2048, frames, RETIRE_MS, 0, 0)
            opened.setsockopt(_SOL_PACKET, _RX_RING, request)
        except OSError as error:
            if error.errno != errno.ENOMEM or size <= SMALLEST_RING:
                raise
            size //= 2
        else:
            return size


def _why_not(interface: str, error: OSError) -> str:
    if interface and (error.errno in _GONE or "interface name" in str(error)):
        there = ", ".join(names()) or "none"
        return f"the sniffer finds no network interface {interface!r} that is up; there are: {there}"
    return f"the sniffer cannot capture here: {error.strerror or error}"
