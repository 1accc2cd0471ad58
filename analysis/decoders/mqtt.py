"""MQTT: packets of a client, one or several in a row: who connects, what is published, to what is subscribed.

A publication's payload is a part at its topic (``mqtt:home/scale>json:$.weight``). There is no declared type and no magic
number but in CONNECT, so packets must fill the bytes exactly.
"""

from __future__ import annotations

from typing import Final

from analysis.media_class import may_be_unmarked
from analysis.mqtt_packets import Connection, Malformed, Packet, Publication, Subscription, read_packets
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_MIN_SIZE: Final = 6  # bytes of the shortest packet that says something
_FIRST: Final = frozenset({0x10, 0x82, 0xA2, *(0x30 | flags for flags in range(16) if flags & 6 != 6)})
_MAX_PACKETS: Final = 1_000


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not _MIN_SIZE <= len(data) <= limit or data[0] not in _FIRST:
        return None
    if not may_be_unmarked(part.media_type) and "mqtt" not in part.media_type:
        return None
    try:
        packets, truncated = read_packets(data, _MAX_PACKETS, cut=not part.complete)
    except Malformed:
        return None
    if not packets:
        return None
    parts = _payloads(packets)
    return Opened(label="mqtt", tree=_tree(packets), parts=tuple(parts), truncated=truncated)


def _tree(packets: list[Packet]) -> Tree:
    """What the packets say beside the payloads, by kind of packet."""
    connects: list[Tree] = []
    publishes: list[Tree] = []
    topics: list[Tree] = []
    for packet in packets:
        if isinstance(packet, Connection):
            connects.append(_connect(packet))
        elif isinstance(packet, Publication):
            publishes.append({"topic": _topic(packet), "qos": packet.qos, "retain": packet.retain})
        else:
            topics.extend(packet.topics)
    tree: dict[str, Tree] = {}
    if connects:
        tree["connect"] = connects[0] if len(connects) == 1 else connects
    if publishes:
        tree["publish"] = publishes
    if topics:
        tree["subscribe"] = topics
    return tree


def _connect(packet: Connection) -> Tree:
    said: dict[str, Tree] = {
        "client_id": packet.client_id,
        "protocol_version": packet.version,
        "keep_alive": packet.keep_alive,
        "clean": packet.clean,
        "password_present": packet.password_present,
    }
    if packet.username:
        said["username"] = packet.username
    if packet.will_topic:
        said["will_topic"] = packet.will_topic
    return said


def _topic(packet: Publication) -> str:
    return packet.topic or f"topic alias {packet.alias}"


def _payloads(packets: list[Packet]) -> list[OpenedPart]:
    """The payloads, each at its topic; from the second on at one topic with its index."""
    parts: list[OpenedPart] = []
    seen: dict[str, int] = {}
    for packet in packets:
        if isinstance(packet, Subscription):
            continue
        if isinstance(packet, Connection):
            topic, payload, media_type = packet.will_topic, packet.will, ""
        else:
            topic, payload, media_type = _topic(packet), packet.payload, packet.content_type
        if not payload:
            continue
        step = topic[:128].replace(">", "_")
        count = seen[step] = seen.get(step, -1) + 1
        parts.append(
            OpenedPart(
                data=payload,
                step=f"{step}[{count}]" if count else step,
                name=topic.rpartition("/")[2],
                media_type=media_type.partition(";")[0].strip().lower(),
            )
        )
    return parts


DECODER = Decoder(name="mqtt", order=60, open=_open, takes="bytes")
