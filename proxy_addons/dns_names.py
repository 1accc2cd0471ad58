"""Remembers which name a device asked for before it went to an address, from the DNS answers that it got.

A question goes to a resolver and not to the company whose name it holds, so it is no contact and is not journalled. The
answer is kept in memory alone, to name a connection to one of its addresses that does not say its name itself.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

import msgspec

from proxy_addons.packets import UDP, Packet

PORT: Final = 53
MAX_QUESTIONS: Final = 4096
MAX_ADDRESSES: Final = 8192
MAX_NAMES: Final = 4  # of one address
ANSWER_TIME: Final = 10.0  # seconds after which an answer is no longer expected
NAME_TIME: Final = (
    3600.0  # seconds for which an answer names an address; apps keep addresses longer than they may
)
MAX_MESSAGE: Final = 4096  # bytes
MAX_RECORDS: Final = 128
MAX_RATE: Final = 200  # answers dissected in a second; scapy takes about half a millisecond for one
_A, _CNAME, _AAAA = 1, 5, 28
_HOST: Final = re.compile(r"[a-z0-9_.-]{1,253}")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer says: the ``name`` asked for, the ``aliases`` it leads to, the ``addresses`` at the end."""

    name: str
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


class DnsNames:
    """Answers by (device's address, address answered). ``reduce`` replaces a name by what may be kept of it."""

    def __init__(self, reduce: Callable[[tuple[str, ...]], str]) -> None:
        self._reduce = reduce
        self._questions: OrderedDict[tuple[int, str, int, str, bytes], float] = OrderedDict()
        self._names: OrderedDict[tuple[str, str], dict[str, float]] = OrderedDict()
        self._second, self._dissected = 0, 0
        self.answers = self.unread = self.skipped = 0

    def asked(self, packet: Packet, at: float) -> None:
        """A device's question: only what was asked may be answered."""
        message = _message(packet)
        if message is not None and len(message) >= 12:
            self._questions[(packet.protocol, *packet.ends[:3], message[:2])] = at
            while len(self._questions) > MAX_QUESTIONS:
                self._questions.popitem(last=False)

    def answered(self, packet: Packet, at: float) -> None:
        """An answer to a device; ignored unless its question was seen."""
        message = _message(packet)
        if message is None or len(message) < 12:
            return
        question = (packet.protocol, packet.target, packet.target_port, packet.source, message[:2])
        asked = self._questions.pop(question, None)
        if asked is None or at - asked > ANSWER_TIME:
            return
        if not self._affordable(message, at):
            self.skipped += 1
            return
        answer = dissect(message)
        if answer is None:
            self.unread += 1
            return
        self.answers += 1
        name = self._reduce((answer.name, *answer.aliases))
        for address in answer.addresses:
            self._remember((packet.target, address), name, at)

    def names(self, device: str, address: str, at: float) -> tuple[str, ...]:
        """The names that a device asked for and was sent to an address for, the latest last."""
        known = self._names.get((device, address), {})
        recent = [(seen, name) for name, seen in known.items() if at - seen <= NAME_TIME]
        return tuple(name for _, name in sorted(recent))

    def _remember(self, key: tuple[str, str], name: str, at: float) -> None:
        known = self._names.setdefault(key, {})
        known.pop(name, None)
        known[name] = at
        if len(known) > MAX_NAMES:
            del known[next(iter(known))]
        self._names.move_to_end(key)
        while len(self._names) > MAX_ADDRESSES:
            self._names.popitem(last=False)

    def _affordable(self, message: bytes, at: float) -> bool:
        records = sum(int.from_bytes(message[place : place + 2], "big") for place in (6, 8, 10))
        if len(message) > MAX_MESSAGE or records > MAX_RECORDS:
            return False
        if int(at) != self._second:
            self._second, self._dissected = int(at), 0
        self._dissected += 1
        return self._dissected <= MAX_RATE


def dissect(message: bytes) -> Answer | None:
    """The answer in a DNS message, without addresses where it gives none; None where it cannot be read. Never raises."""
    from scapy.layers.dns import DNS  # 40 MB; needed only once a device's answer comes by

    try:
        dns = DNS(message)
        if not dns.qr or len(dns.qd) != 1:
            return None
        name = _host(dns.qd[0].qname)
        if dns.rcode or not name:
            return Answer(name=name)
        records = [
            (_host(entry.rrname), entry.type, entry.rdata) for entry in dns.an if hasattr(entry, "rdata")
        ]
    except Exception:  # noqa: BLE001 - scapy raises whatever a malformed message leads it to; the caller counts it
        return None
    return _follow(name, records)


def _follow(name: str, records: list[tuple[str, int, Any]]) -> Answer:
    """Along the CNAMEs from the name asked for; what stands beside that chain names nothing."""
    chain = [name]
    for _ in range(16):
        following = (_host(data) for owner, kind, data in records if kind == _CNAME and owner == chain[-1])
        alias = next(following, "")
        if not alias or alias in chain:
            break
        chain.append(alias)
    addresses = tuple(
        data
        for owner, kind, data in records
        if kind in (_A, _AAAA) and owner in chain and isinstance(data, str)
    )
    return Answer(name=name, aliases=tuple(chain[1:]), addresses=addresses)


def _host(name: object) -> str:
    """A name in lower case without its final dot; "" for what is no host name."""
    text = name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
    text = text.lower().rstrip(".")
    return text if _HOST.fullmatch(text) else ""


def _message(packet: Packet) -> bytes | None:
    """The DNS message of a datagram, or of a segment that holds a whole one behind its length."""
    if packet.protocol == UDP:
        return packet.payload
    length = int.from_bytes(packet.payload[:2], "big")
    return packet.payload[2:] if len(packet.payload) == 2 + length else None
