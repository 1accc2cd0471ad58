"""Counts who talks with whom: one entry a connection, bounded; what does not fit is counted together, never dropped.

A talk is one TCP connection, or the datagrams between two ports, or, for what has no ports, all between two addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from analysis.records import Certificate
from proxy_addons.client_hello import ClientHello
from proxy_addons.neighbours import is_local, is_shared
from proxy_addons.segments import Segments
from proxy_addons.stream_bodies import Reader

MAX_TALKS: Final = 16_384
# of talks that said nothing and are counted together; a device's last row takes all others
MAX_ROWS: Final = 4096
MAX_OTHERS: Final = 256  # devices with such a last row; the very last takes those of any further ones
MAX_NAMES: Final = 32  # of one talk; then it is told, and begins anew
TCP_IDLE, UDP_IDLE, CLOSED_IDLE = 3600.0, 120.0, 10.0  # seconds without a packet after which a talk is over
SYN_TIME: Final = 180.0  # seconds for which a SYN may be repeated
WELL_KNOWN: Final = frozenset(
    {1194, 1883, 1900, 3478, 4500, 5060, 5061, 5222, 5228, 5353, 5355, 8080, 8443, 8883, 51820}
)
_ALL: Final = b"\xff\xff\xff\xff"


class Half:
    """One direction. ``wants``: its content is to be looked at; ``size`` in bytes on the wire; ``last`` in Unix seconds."""

    __slots__ = ("ended", "last", "packets", "reader", "segments", "size", "talk", "wants")

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.packets = self.size = 0
        self.last = 0.0
        self.wants = self.ended = False
        self.reader: Reader | None = None
        self.segments: Segments | None = None

    def is_anew(self, seq: int, at: float) -> bool:
        """Whether a SYN between the same ends begins another connection, and is no repetition."""
        return self.talk.syn != seq or self.ended or abs(at - self.talk.first) > SYN_TIME


class Talk:
    """Both directions, and what is known of them. ``device`` and ``remote`` are packed addresses.

    ``out`` is the device's half, ``client`` the one that opened the talk; ``sure`` says whether that was seen.
    ``number`` is the packet with which it began, from 0. ``names`` were asked for or given in it. ``together`` is the
    number of connections that it stands for, ``syn`` the number with which TCP began. ``fixed``: it is known for certain
    which end is the device. ``shut``: its content is not to be looked at. ``turned``: it began in clear. ``flow_id``,
    ``told_at`` and ``told`` (packets) say as what, when and how far it was reported while it was open, ``told_out`` and
    ``told_into`` the bytes. Most of this is rarely set.
    """

    device = b""
    remote = b""
    mac = b""
    device_port = 0
    remote_port = 0
    port = 0
    said = 0
    sure = False
    announced = False
    spoke = False
    opened = False
    fixed = False
    shut = False
    turned = False
    syn = -1
    together = 1
    protocol = ""
    evidence = ""
    host = ""
    flow_id = ""
    told_at = 0.0
    told = 0
    told_out = 0
    told_into = 0
    hello: ClientHello | None = None
    certificate: Certificate | None = None
    asked: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    state: object = None

    def __init__(self, transport: str, number: int, at: float) -> None:
        self.transport, self.number, self.first = transport, number, at
        self.out = self.client = Half(self)
        self.into = Half(self)

    def name(self, name: str) -> None:
        """A name was asked for, or given, in this talk."""
        if name and name not in self.names and len(self.names) < MAX_NAMES:
            self.names += (name,)

    @property
    def last(self) -> float:
        """When the last packet went either way."""
        return max(self.out.last, self.into.last)

    def swap(self) -> None:
        """The other end is the device."""
        self.device, self.remote = self.remote, self.device
        self.device_port, self.remote_port = self.remote_port, self.device_port
        self.out, self.into = self.into, self.out
        self.mac = b""


def server_of(talk: Talk) -> Half:
    """The half of the one that was asked."""
    return talk.into if talk.client is talk.out else talk.out


class Talks:
    """The talks that are under way. ``tcp`` and ``udp`` lead from both addresses and ports, as sent, to a direction.

    ``is_device`` knows the devices of the house where that is known; without, addresses and ports have to tell. ``strict``:
    what nobody answered is counted together early, and so is what said nothing.
    """

    def __init__(self, is_device: Callable[[bytes], bool] | None = None, *, strict: bool = False) -> None:
        self._is_device, self._strict = is_device, strict
        self.tcp: dict[bytes, Half] = {}
        self.udp: dict[bytes, Half] = {}
        self.portless: dict[bytes, Half] = {}
        self._rows: dict[tuple[bytes, bytes, int, str], Talk] = {}
        self._others: dict[bytes, Talk] = {}
        self.crowded_out = 0
        self.crowded = False  # no room for another talk

    def begin(
        self,
        transport: str,
        key: bytes,
        number: int,
        at: float,
        *,
        asks: bool | None = None,
        protocol: int = 0,
    ) -> Half:
        """A talk of which this is the first packet. ``asks``: whether its sender opened it, None where that is unknown."""
        width = 4 if len(key) < 32 else 16
        source, target, ports = key[:width], key[width : 2 * width], key[2 * width :]
        talk = Talk(transport, number, at)
        one, two, three, four = ports
        source_port, target_port = one << 8 | two, three << 8 | four
        talk.sure = asks is not None
        if asks is None:
            asks = is_shared(target) or not _serves(source_port, target_port, source, target)
        opener, other_end = (source, target) if asks else (target, source)
        device_sends = asks == (is_local(opener) or not is_local(other_end)) and not is_shared(source)
        device_sends = device_sends or is_shared(target)
        if self._is_device is not None:
            own = self._is_device(source)
            if own != self._is_device(target):
                device_sends, talk.fixed = own, True
        talk.device, talk.remote = (source, target) if device_sends else (target, source)
        talk.device_port, talk.remote_port = (
            (source_port, target_port) if device_sends else (target_port, source_port)
        )
        talk.port = target_port if asks else source_port
        mine, other = (talk.out, talk.into) if device_sends else (talk.into, talk.out)
        talk.client = mine if asks else other
        table = self.tcp if transport == "tcp" else self.udp if transport == "udp" else self.portless
        reverse = target + source + ports[2:] + ports[:2]
        if table is self.portless:
            key, reverse = bytes([protocol]) + key, bytes([protocol]) + reverse
        table[key] = mine
        if reverse != key:
            table[reverse] = other
        self.crowded = len(self.tcp) + len(self.udp) + len(self.portless) > 2 * MAX_TALKS
        return mine

    def over(self, at: float) -> Iterator[Talk]:
        """The talks that have ended, or are the oldest where there is no room: each once, no longer in the tables."""
        crowded, self.crowded = self.crowded, False
        limit = self._oldest_half() if crowded else float("-inf")
        for table in (self.tcp, self.udp, self.portless):
            for key, half in list(table.items()):
                talk = half.talk
                if half is not talk.out or table.get(key) is not half:
                    continue
                last = talk.last
                ended = (talk.out.ended and talk.into.ended) or talk.out.last < 0
                idle = CLOSED_IDLE if ended else TCP_IDLE if talk.transport == "tcp" else UDP_IDLE
                if abs(at - last) > idle or last <= limit:
                    self._take_out(table, key, talk)
                    if self._says_nothing(talk, crowded):
                        self._together(talk)
                    else:
                        yield talk

    def rest(self) -> Iterator[Talk]:
        """Everything that is left, at the end."""
        for table in (self.tcp, self.udp, self.portless):
            for half in table.values():
                if half is half.talk.out:
                    yield half.talk
            table.clear()
        yield from self.rows()
        self.forget_rows()

    def under_way(self) -> Iterator[Talk]:
        """Every talk once. The tables must not change meanwhile."""
        for table in (self.tcp, self.udp, self.portless):
            for half in table.values():
                if half is half.talk.out:
                    yield half.talk

    def rows(self) -> Iterator[Talk]:
        """What is counted together."""
        yield from self._rows.values()
        yield from self._others.values()

    def forget_rows(self) -> None:
        """Begin anew with what is counted together."""
        self._rows, self._others = {}, {}

    def _says_nothing(self, talk: Talk, crowded: bool) -> bool:
        """Whether an ended talk is no more than a row."""
        if talk.announced or talk.names:
            return False
        silent, answered = not talk.spoke, talk.out.packets and talk.into.packets
        if self._strict:
            return (silent and talk.transport == "tcp") or (crowded and not answered)
        return silent and (crowded or (talk.transport == "tcp" and not talk.into.packets))

    def drop(self, table: dict[bytes, Half], key: bytes, half: Half) -> None:
        """Take a talk out of a table: another begins between the same ends, or it has said all that one may say."""
        self._take_out(table, key, half.talk)

    def take_out(self, talk: Talk) -> None:
        """Take a talk out of its table, whatever its ends."""
        for table in (self.tcp, self.udp, self.portless):
            key = next((key for key, half in table.items() if half is talk.out), None)
            if key is not None:
                self._take_out(table, key, talk)
                return

    def _take_out(self, table: dict[bytes, Half], key: bytes, talk: Talk) -> None:
        del table[key]
        width = 4 if len(key) < 32 else 16
        start = 1 if table is self.portless else 0
        source, target = key[start : start + width], key[start + width : start + 2 * width]
        ports = key[start + 2 * width :]
        reverse = key[:start] + target + source + ports[2:] + ports[:2]
        other = table.get(reverse)
        if other is not None and other.talk is talk:
            del table[reverse]

    def _oldest_half(self) -> float:
        """The time before which half of the talks had their last packet."""
        times = sorted(
            half.talk.last for table in (self.tcp, self.udp, self.portless) for half in table.values()
        )
        return times[len(times) // 2]

    def _together(self, talk: Talk) -> None:
        """Add a talk without content to those of its device with the same port of the same address."""
        self.crowded_out += 1
        for half in (talk.out, talk.into):
            half.reader = half.segments = None  # nothing was said, so nothing is held
            half.wants, half.talk = False, GONE  # without a circle it is freed at once, not by the collector
        row = self._rows.get((talk.device, talk.remote, talk.port, talk.transport))
        if row is None:
            if len(self._rows) < MAX_ROWS:
                self._rows[talk.device, talk.remote, talk.port, talk.transport] = talk
                return
            row = self._other(talk)
        row.together += talk.together
        for mine, more in ((row.out, talk.out), (row.into, talk.into)):
            mine.packets += more.packets
            mine.size += more.size
            mine.last = max(mine.last, more.last)

    def _other(self, talk: Talk) -> Talk:
        """The row for all that a device has no row for; only strict ones are kept by device."""
        device = talk.device if self._strict and len(self._others) < MAX_OTHERS else b""
        device = talk.device if talk.device in self._others else device
        row = self._others.get(device)
        if row is None:
            row = self._others[device] = Talk(talk.transport, talk.number, talk.first)
            row.device, row.together = device, 0
        return row


def _serves(port: int, other: int, source: bytes, target: bytes) -> bool:
    """Whether the sender of a packet is rather the one that was asked: by its port, else by its address."""
    known, unknown = port < 1024 or port in WELL_KNOWN, other < 1024 or other in WELL_KNOWN
    if known != unknown:
        return known
    if is_local(source) != is_local(target):
        return is_local(target)
    return port < other


GONE: Final = Talk("", -1, 0.0)  # what the halves of a talk belong to that is over
