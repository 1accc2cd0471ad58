"""Reads what a client sends over MQTT 3.1, 3.1.1 and 5: connections, publications and subscriptions.

Source: OASIS, "MQTT Version 3.1.1" and "MQTT Version 5.0" (sections 2 and 3; properties: table 2-4). A password is never
given out, only that there is one.
"""

from __future__ import annotations

from typing import Final

import msgspec

__all__ = ("Connection", "Malformed", "Publication", "Subscription", "read_packets")

_NAMES: Final = ((b"\0\4MQTT", (4, 5)), (b"\0\6MQIsdp", (3,)))
_MAX_TOPIC: Final = 1_024  # bytes
_MAX_TOPICS: Final = 1_000
_FLAGS: Final = {4: 0, 5: 0, 6: 2, 7: 0, 8: 2, 10: 2, 12: 0, 14: 0, 15: 0}  # packet type to its fixed flags
_SIZES: Final = {
    0x01: 1,
    0x02: 4,
    0x11: 4,
    0x13: 2,
    0x17: 1,
    0x18: 4,
    0x19: 1,
    0x21: 2,
    0x22: 2,
    0x23: 2,
    0x24: 1,
    0x25: 1,
    0x27: 4,
    0x28: 1,
    0x29: 1,
    0x2A: 1,
}  # fmt: skip  properties of a fixed size, in bytes
_VARINT: Final = 0x0B
_TEXTS: Final = frozenset({0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F})
_PAIR: Final = 0x26
_CONTENT_TYPE: Final = 0x03
_ALIAS: Final = 0x23


class Malformed(Exception):
    """The bytes are no MQTT packets of a client."""


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """CONNECT. ``version`` is 3, 4 (3.1.1) or 5; ``will`` the payload to be sent in the client's name when it is lost."""

    version: int
    client_id: str
    keep_alive: int
    clean: bool
    username: str
    password_present: bool
    will_topic: str
    will: bytes


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """PUBLISH. ``content_type`` is what version 5 may declare, ``alias`` its number for the topic, 0 for none.

    Where the topic is "" it is the one that was sent with that number before.
    """

    topic: str
    alias: int
    payload: bytes
    qos: int
    retain: bool
    content_type: str


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """SUBSCRIBE or UNSUBSCRIBE: the topic filters."""

    topics: tuple[str, ...]


Packet = Connection | Publication | Subscription


def read_packets(data: bytes, most: int, *, cut: bool, version: int = 0) -> tuple[list[Packet], bool]:
    """The packets that say something, at most ``most``, and whether there are more. Raises ``Malformed``.

    They must fill the bytes exactly, unless ``cut``: then the last one may be incomplete and is left out. ``version`` is
    that of the protocol, 0 where it is not known.
    """
    packets: list[Packet] = []
    at = 0
    for _ in range(4 * most):
        if at == len(data):
            return packets, False
        kind, flags = data[at] >> 4, data[at] & 15
        size, start = _length(data, at + 1)
        at = start + size
        if start < 0 or at > len(data):
            if cut and packets:
                return packets, False
            raise Malformed
        packet = _packet(kind, flags, _Body(data[start:at]), version)
        if isinstance(packet, Connection):
            version = packet.version
        if packet is not None:
            packets.append(packet)
        if len(packets) == most:
            break
    return packets, at < len(data)


def _length(data: bytes, at: int) -> tuple[int, int]:
    """The remaining length (at most four bytes) and the place after it; -1 where there is none."""
    value = 0
    for count, byte in enumerate(data[at : at + 4]):
        value |= (byte & 127) << 7 * count
        if byte < 128:
            return (value, at + count + 1) if byte or not count else (0, -1)
    return 0, -1


def _packet(kind: int, flags: int, body: _Body, version: int) -> Packet | None:
    if kind == 1 and flags == 0:
        return _connection(body)
    if kind == 3 and flags & 6 != 6:
        return _publication(flags, body, version)
    if flags != _FLAGS.get(kind, -1):
        raise Malformed
    if kind in (8, 10):
        return _subscription(kind, body, version)
    if len(body.data) > (4 if version != 5 else 1024) or (kind == 12 and body.data):
        raise Malformed
    return None


class _Body:
    """The bytes of one packet after its length."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = self.alias = 0

    def take(self, size: int) -> bytes:
        start, self.at = self.at, self.at + size
        if self.at > len(self.data):
            raise Malformed
        return self.data[start : self.at]

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def binary(self) -> bytes:
        return self.take(self.number(2))

    def text(self, most: int = 1 << 16) -> str:
        data = self.binary()
        if len(data) > most or b"\0" in data:
            raise Malformed
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed from None

    def properties(self) -> str:
        """Pass over the properties of version 5; the content type, if there is one. Raises ``Malformed``."""
        size, after = _length(self.data, self.at)
        if after < 0 or after + size > len(self.data):
            raise Malformed
        self.at, end, content_type = after, after + size, ""
        while self.at < end:
            kind = self.number(1)
            if kind == _ALIAS:
                self.alias = self.number(2)
            elif kind in _SIZES:
                self.take(_SIZES[kind])
            elif kind == _VARINT:
                _, self.at = _length(self.data, self.at)
                if self.at < 0:
                    raise Malformed
            elif kind == _PAIR:
                self.binary()
                self.binary()
            elif kind == _CONTENT_TYPE:
                content_type = self.text()
            elif kind in _TEXTS:
                self.binary()
            else:
                raise Malformed
        if self.at != end:
            raise Malformed
        return content_type


def _connection(body: _Body) -> Connection:
    for name, versions in _NAMES:
        if body.data.startswith(name):
            body.at = len(name)
            version = body.number(1) & 127  # the highest bit marks a bridge
            if version in versions:
                break
    else:
        raise Malformed
    flags, keep_alive = body.number(1), body.number(2)
    if flags & 1:
        raise Malformed
    if version == 5:
        body.properties()
    client_id = body.text()
    will_topic, will = "", b""
    if flags & 4:
        if version == 5:
            body.properties()
        will_topic, will = body.text(), body.binary()
    username = body.text() if flags & 0x80 else ""
    if flags & 0x40:
        body.binary()
    if body.at != len(body.data):
        raise Malformed
    return Connection(
        version=version, client_id=client_id, keep_alive=keep_alive, clean=bool(flags & 2), username=username,
        password_present=bool(flags & 0x40), will_topic=will_topic, will=will,
    )  # fmt: skip


def _publication(flags: int, body: _Body, version: int) -> Publication:
    topic = body.text(_MAX_TOPIC)
    qos = flags >> 1 & 3
    if not topic.isprintable() or "#" in topic or "+" in topic:
        raise Malformed
    version = version if topic or version else 5  # no other has a topic without its name
    if flags & 8 and not qos:
        raise Malformed
    if qos:
        body.take(2)
    content_type = ""
    if version == 5 or (version == 0 and _has_properties(body)):
        content_type = body.properties()
    if not topic and not body.alias:
        raise Malformed
    return Publication(
        topic=topic,
        alias=body.alias,
        payload=body.data[body.at :],
        qos=qos,
        retain=bool(flags & 1),
        content_type=content_type,
    )


def _has_properties(body: _Body) -> bool:
    """Whether a payload of unknown version starts with the properties of version 5: none and then text, or valid ones."""
    rest = body.data[body.at : body.at + 8]
    if rest[:1] == b"\0":
        return len(rest) > 1 and (
            rest[1:2] in (b"{", b"[") or (rest[1:].isascii() and rest[1:].decode().isprintable())
        )
    trial = _Body(body.data)
    trial.at = body.at
    try:
        trial.properties()
    except Malformed:
        return False
    return trial.at - body.at > 2


def _subscription(kind: int, body: _Body, version: int) -> Subscription:
    body.take(2)
    start = body.at
    for properties in (True,) if version == 5 else (False,) if version else (False, True):
        body.at = start
        try:
            return Subscription(topics=_filters(kind, body, properties))
        except Malformed:
            if version or properties:
                raise
    raise Malformed


def _filters(kind: int, body: _Body, properties: bool) -> tuple[str, ...]:
    if properties:
        body.properties()
    topics: list[str] = []
    while body.at < len(body.data):
        topic = body.text(_MAX_TOPIC)
        if not topic or not topic.isprintable() or len(topics) == _MAX_TOPICS:
            raise Malformed
        if kind == 8 and (body.number(1) & 3) == 3:
            raise Malformed
        topics.append(topic)
    if not topics:
        raise Malformed
    return tuple(topics)
