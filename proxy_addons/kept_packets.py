"""Decides which packets may go into the ring: of opened devices, with no host that is sensitive or never opened.

A packet waits until it is known what its talk is about. A talk that may not be kept is left out whole; what comes without a
name waits for it, and is left out where there is no room to wait. What is not encrypted is searched for sensitive names once
more, and a talk in which one stands is left out from there on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import batched
from typing import Final

from proxy_addons.capture_file import Captured
from proxy_addons.ip_headers import read_ipv4, read_ipv6
from proxy_addons.link_layers import IPV4, IPV6, network
from proxy_addons.packet_filter import HEADERS
from proxy_addons.packet_ring import Kept
from proxy_addons.server_handshake import ServerHandshake
from proxy_addons.talk_flows import ENCRYPTED
from proxy_addons.talks import GONE, Talk, server_of

MOST_HELD: Final = 32 << 20  # bytes of packets that wait
MOST_FLOWS: Final = 40_000
MANY_NEW: Final = 8192  # packets
TOGETHER: Final = 64  # packets that are searched as one
READ_FOR: Final = 2.0  # seconds for which what is said in clear waits, so that all of a request has been read
NAMED_WITHIN: Final = 20.0  # seconds after which what has said no name is taken to have none
SILENT: Final = 60.0  # seconds that a connection without content waits for some
_TCP, _UDP = 6, 17
_HTTPS: Final = (443).to_bytes(2, "big")
_PROTOCOLS: Final = {"tcp": _TCP, "udp": _UDP}

Verdict = Callable[[Talk, float], str | None]
"""The id of the device where a talk may be kept as far as it is known, None where it may not."""
Search = Callable[[bytes], bool]
"""Whether a packet holds a sensitive name."""


class _Flow:
    """A talk, whether its packets may be kept (None: not decided yet), and those that wait."""

    __slots__ = ("barred", "device", "last", "talk", "waiting")

    def __init__(self, talk: Talk, at: float) -> None:
        self.talk, self.last = talk, at
        self.device, self.barred, self.waiting = "", False, 0


class KeptPackets:
    """``read`` passes packets on and holds them; ``ready`` gives those that may be kept.

    ``kept`` and ``left_out`` count packets, ``no_room`` those of them that could not wait.
    """

    def __init__(self, verdict: Verdict, holds_name: Search) -> None:
        self._verdict, self._holds_name = verdict, holds_name
        self._new: list[Captured] = []
        self._flows: dict[bytes, _Flow] = {}
        self._waiting: deque[tuple[_Flow, Captured]] = deque()
        self._held = 0
        self.kept = self.left_out = self.no_room = 0

    def read(self, packets: Iterator[Captured]) -> Iterator[Captured]:
        """The same packets; each is held before it is read."""
        new = self._new
        for packet in packets:
            new.append(packet)
            yield packet

    def begins(self, talk: Talk) -> None:
        """The packet at hand is the first of a talk; those before it may be of an earlier one between the same ends."""
        latest = self._new.pop() if self._new else None
        self._assign()
        if len(self._flows) < 2 * MOST_FLOWS:
            flow = _Flow(talk, talk.first)
            for key in _keys(talk):
                self._flows[key] = flow
        if latest is not None:
            self._new.append(latest)

    def bar(self, talk: Talk) -> None:
        """Something in a talk may not be kept, so nothing of it may."""
        for key in _keys(talk):
            flow = self._flows.get(key)
            if flow is not None and flow.talk is talk:
                flow.barred = True

    @property
    def presses(self) -> bool:
        """Whether there is so much that ``ready`` had better be called now."""
        return len(self._new) > MANY_NEW or self._held > MOST_HELD // 2

    def decide_anew(self) -> None:
        """The owner has decided something."""
        for flow in self._flows.values():
            flow.device = ""

    def ready(self, at: float, *, last: bool = False) -> Iterator[Kept]:
        """What may be kept by now. ``last``: nothing more will be known."""
        self._assign()
        again: deque[tuple[_Flow, Captured]] = deque()
        waiting, self._waiting = self._waiting, again
        decided: set[int] = set()
        due: list[tuple[_Flow, Captured]] = []
        for flow, packet in waiting:
            clear = _is_clear(flow.talk)
            if id(flow) not in decided and not flow.barred:
                decided.add(id(flow))
                flow.device = flow.device if flow.device and not clear else ""
                if not flow.device and (last or self._is_known(flow.talk, at)):
                    flow.device = self._verdict(flow.talk, at) or ""
                    flow.barred = not flow.device
            if (
                not flow.barred
                and not last
                and (not flow.device or (clear and 0 <= at - packet[0] < READ_FOR))
            ):
                again.append((flow, packet))
                continue
            self._held -= len(packet[2])
            flow.waiting -= 1
            due.append((flow, packet))
        for group in batched(due, TOGETHER):
            yield from self._searched(group)
        self._make_room()

    def _searched(self, group: tuple[tuple[_Flow, Captured], ...]) -> Iterator[Kept]:
        """Those whose time has come, but for what holds a sensitive name: then nothing more of that talk is kept."""
        clear = [packet[2] for flow, packet in group if _is_clear(flow.talk)]
        suspect = bool(clear) and self._holds_name(b"\0".join(clear))
        for flow, packet in group:
            if suspect and _is_clear(flow.talk) and self._holds_name(packet[2]):
                flow.barred = True
            if flow.barred:
                self.left_out += 1
            else:
                self.kept += 1
                yield Kept(*packet, flow.device)

    def sweep(self, at: float) -> None:
        """Forget talks that are over, to be called once a second."""
        for key in [
            key
            for key, flow in self._flows.items()
            if flow.talk.out.talk is GONE and not flow.waiting and abs(at - flow.last) > READ_FOR
        ]:
            del self._flows[key]

    def _assign(self) -> None:
        """Each new packet to its talk; what is of none is left out: fragments, what has no ports, what was not read."""
        for packet in self._new:
            at, link, data, size = packet
            key = _key(link, data)
            flow = self._flows.get(key)
            if flow is None or flow.barred:
                self.left_out += 1
                continue
            if key[-4:-2] == _HTTPS and key[0] == _TCP:
                data = data[:HEADERS]
                packet = (at, link, data, size)
            flow.last = at
            flow.waiting += 1
            self._held += len(data)
            self._waiting.append((flow, packet))
        self._new.clear()

    def _is_known(self, talk: Talk, at: float) -> bool:
        """Whether what a talk is about is known, or will not be known any better."""
        if talk.out.talk is GONE:
            return True
        if not talk.spoke:
            return abs(at - talk.first) > SILENT
        if talk.hello is not None:
            known = not isinstance(
                server_of(talk).reader, ServerHandshake
            )  # a certificate may hold a sensitive name
        else:
            known = bool(talk.host or talk.names or not talk.client.wants)
        return known or abs(at - talk.first) > NAMED_WITHIN

    def _make_room(self) -> None:
        while self._held > MOST_HELD:
            flow, packet = self._waiting.popleft()
            self._held -= len(packet[2])
            flow.waiting -= 1
            self.left_out += 1
            self.no_room += 1


def _is_clear(talk: Talk) -> bool:
    """Whether a name may stand in a talk as it is; in one that turned to TLS it may, before that."""
    return talk.protocol not in ENCRYPTED or talk.turned


def _key(link: int, data: bytes) -> bytes:
    """Protocol, ends and ports of a packet; b"" for a fragment, and for what has no ports."""
    start, kind, _ = network(link, data)
    header = read_ipv4(data, start) if kind == IPV4 else read_ipv6(data, start) if kind == IPV6 else None
    if header is None or header.fragment is not None:
        return b""
    if header.protocol not in (_TCP, _UDP):
        return b""
    return bytes([header.protocol]) + header.ends + data[header.start : header.start + 4]


def _keys(talk: Talk) -> tuple[bytes, ...]:
    """Both ways of a talk, as ``_key`` gives them; () for one without ports."""
    number = _PROTOCOLS.get(talk.transport)
    if number is None:
        return ()
    near, far = (port.to_bytes(2, "big") for port in (talk.device_port, talk.remote_port))
    return (
        bytes([number]) + talk.device + talk.remote + near + far,
        bytes([number]) + talk.remote + talk.device + far + near,
    )
