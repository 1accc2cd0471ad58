"""Cuts what a client sends over MQTT into packets; each that says something becomes a message. OASIS MQTT 3.1.1 and 5.0."""

from __future__ import annotations

from typing import Final

from analysis.import_records import Body, body_of
from analysis.mqtt_packets import Malformed, Publication, read_packets
from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Visibility
from proxy_addons.stream_bodies import Reader, Room, Said

_SAYS: Final = frozenset({1, 3, 8, 10})  # CONNECT, PUBLISH, SUBSCRIBE, UNSUBSCRIBE
_ANSWERS: Final = frozenset({4, 5, 6, 7, 12, 14, 15})
MAX_TOPICS: Final = 256  # of one subscription, and with a number of a connection
_CONNECT: Final = (b"\0\4MQTT", b"\0\6MQIsdp")


def begins_mqtt(data: bytes) -> bool | None:
    """Whether a stream begins with CONNECT; None while that cannot be told."""
    if data[:1] != b"\x10":
        return False
    for width in range(1, 5):
        if len(data) <= width:
            return None
        if data[width] < 0x80:
            name = data[1 + width : 9 + width]
            if any(name.startswith(start) for start in _CONNECT):
                return True
            return None if any(start.startswith(name) for start in _CONNECT) else False
    return False


class MqttStream:
    """Packets one after the other."""

    def __init__(self, room: Room, readable: Visibility) -> None:
        self.found: list[Said] = []
        self.done = False
        self._room, self._readable = room, readable
        self._held = b""
        self._skip = 0
        self._version = 0  # of the protocol, as CONNECT says
        self._aliases: dict[int, str] = {}  # topics by the number that they were given

    def feed(self, data: bytes, at: float) -> Reader:
        """Read on."""
        if self._skip:
            passed = min(self._skip, len(data))
            self._skip -= passed
            data = data[passed:]
        self._held = self._held + data if self._held else data
        while not self.done and self._packet(at):
            continue
        return self

    def gap(self) -> None:
        """Without the bytes that are missing no packet can be told from another."""
        self.done, self._held = True, b""

    def close(self) -> None:
        """A packet that is not whole says nothing for certain."""
        self._held = b""

    def _packet(self, at: float) -> bool:
        size = start = 0
        for width in range(1, 5):
            if len(self._held) <= width:
                return False
            size |= (self._held[width] & 127) << 7 * (width - 1)
            if self._held[width] < 0x80:
                start = 1 + width
                break
        kind = self._held[0] >> 4
        if not start or kind not in _SAYS | _ANSWERS:
            self.done, self._held = True, b""
            return False
        whole = start + size
        if whole > BODY_LIMIT:
            if len(self._held) < HEAD_SAMPLE:
                return False
            head = self._held[:HEAD_SAMPLE]
            body = Body(data=head, size=whole, sha256=None, visibility=Visibility.SAMPLED)
            self._say(at, body, "")
            self._skip, self._held = max(0, whole - len(self._held)), self._held[whole:]
            return True
        if len(self._held) < whole:
            return False
        packet, self._held = self._held[:whole], self._held[whole:]
        if kind in _SAYS:
            self._say(at, body_of(packet, self._readable), self._topics(packet))
        return True

    def _topics(self, packet: bytes) -> str:
        """The topics of a publication or subscription, separated by commas; "" for what has none or is malformed."""
        kind, start = packet[0] >> 4, 1
        while packet[start] & 0x80:
            start += 1
        start += 1
        if kind == 1:
            self._version = _protocol_level(packet[start:])
            return ""
        if kind == 3:
            return self._published(packet, _text(packet, start)[0])
        start += 2
        if self._version == 5:
            start = _after_properties(packet, start)
        topics: list[str] = []
        while start < len(packet) and len(topics) < MAX_TOPICS:
            topic, start = _text(packet, start)
            start += 1 if kind == 8 else 0
            topics.append(topic)
        return ",".join(topics)

    def _published(self, packet: bytes, topic: str) -> str:
        """The topic of a publication, which version 5 may give a number, and then leave out (3.3.2.3.4)."""
        if self._version != 5:
            return topic
        try:
            (found,) = read_packets(packet, 1, cut=False, version=5)[0]
        except (Malformed, ValueError):
            return topic
        alias = found.alias if isinstance(found, Publication) else 0
        if alias and topic and (alias in self._aliases or len(self._aliases) < MAX_TOPICS):
            self._aliases[alias] = topic
        return topic or self._aliases.get(alias, "")

    def _say(self, at: float, body: Body, topic: str) -> None:
        self.found.append(Said(protocol="mqtt", at=at, body=body, target=topic))


def _protocol_level(body: bytes) -> int:
    length = body[0] << 8 | body[1] if len(body) > 1 else 0
    return body[2 + length] & 127 if len(body) > 2 + length else 0


def _after_properties(packet: bytes, start: int) -> int:
    size = 0
    for width in range(4):
        if start >= len(packet):
            break
        size |= (packet[start] & 127) << 7 * width
        start += 1
        if packet[start - 1] < 0x80:
            break
    return start + size


def _text(packet: bytes, start: int) -> tuple[str, int]:
    """A text behind its length, and the place after it; past the end where it is cut off."""
    length = packet[start] << 8 | packet[start + 1] if start + 1 < len(packet) else len(packet)
    text = packet[start + 2 : start + 2 + length].decode("utf-8", "replace")
    return text, start + 2 + length
