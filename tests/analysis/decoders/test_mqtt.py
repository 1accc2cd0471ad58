"""MQTT packets of a client open: topics, payloads, who connects; a password never comes out."""

from __future__ import annotations

import random
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scapy.layers.inet import TCP
from scapy.packet import Raw
from scapy.utils import PcapReader

from analysis.decoders.mqtt import DECODER
from analysis.units import Opened, Part

LEVELS = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_categories=["Cc", "Cf", "Zs"],
                               exclude_characters="#+/>"), min_size=1, max_size=12)  # fmt: skip
TOPICS = st.lists(LEVELS, min_size=1, max_size=4).map("/".join)


def part(data: bytes | str, complete: bool = True, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete, media_type=media_type)


def text(value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return struct.pack(">H", len(data)) + data


def packet(first: int, body: bytes) -> bytes:
    size, length = len(body), bytearray()
    while size > 127:
        length.append(size & 127 | 128)
        size >>= 7
    return bytes([first, *length, size]) + body


def publish(topic: str, payload: bytes, qos: int = 0, properties: bytes | None = None) -> bytes:
    body = text(topic) + (b"\x00\x07" if qos else b"")
    if properties is not None:
        body += bytes([len(properties)]) + properties
    return packet(0x30 | qos << 1, body + payload)


def connect(
    version: int, client: str, *, password: bytes = b"", user: str = "", will: tuple[str, bytes] | None = None
) -> bytes:
    flags = 2 | (0x80 if user else 0) | (0x40 if password else 0) | (4 if will else 0)
    properties = b"\x05\x11\x00\x00\x0e\x10" if version == 5 else b""
    body = (
        text("MQIsdp" if version == 3 else "MQTT")
        + bytes([version, flags])
        + b"\x00\x3c"
        + properties
        + text(client)
    )
    if will:
        body += (b"\x00" if version == 5 else b"") + text(will[0]) + text(will[1])
    return packet(0x10, body + (text(user) if user else b"") + (text(password) if password else b""))


def opened(data: bytes) -> Opened:
    found = DECODER.open(part(data), 1 << 25)
    assert found is not None
    return found


def tree(data: bytes) -> Any:
    return opened(data).tree


@given(TOPICS, st.binary(min_size=1, max_size=400).filter(lambda data: data[0] > 60), st.integers(0, 2))
def test_a_publication_gives_its_topic_and_its_payload(topic: str, payload: bytes, qos: int) -> None:
    found = opened(publish(topic, payload, qos))
    assert found.tree == {"publish": [{"topic": topic, "qos": qos, "retain": False}]}
    (child,) = found.parts
    assert (child.data, child.step, child.name) == (payload, topic[:128], topic.rpartition("/")[2])


@pytest.mark.parametrize(
    "properties", [b"", b"\x01\x01", b"\x03\x00\x10application/json", b"\x26\x00\x01a\x00\x01b\x23\x00\x05"]
)
def test_properties_of_version_5_are_no_part_of_the_payload(properties: bytes) -> None:
    (child,) = opened(publish("home/scale", b'{"weight": 81.5}', 1, properties)).parts
    assert child.data == b'{"weight": 81.5}'
    assert child.media_type == ("application/json" if b"json" in properties else "")


def test_a_topic_that_was_given_a_number_is_told_by_that() -> None:
    again = publish("", b'{"lat":1}', 1, b"\x01\x01\x23\x00\x07")
    found = opened(again)
    assert found.tree == {"publish": [{"topic": "topic alias 7", "qos": 1, "retain": False}]}
    (child,) = found.parts
    assert (child.step, child.data) == ("topic alias 7", b'{"lat":1}')
    for nothing in (None, b"", b"\x01\x01", b"\x23\x00\x00"):
        assert DECODER.open(part(publish("", b'{"lat":1}', 1, nothing)), 1 << 25) is None


@pytest.mark.parametrize("version", [3, 4, 5])
def test_who_connects_is_told_but_never_with_which_password(version: int) -> None:
    sent = connect(
        version, "phone-7", user="anna", password=b"correct horse", will=("phones/7/gone", b"lost")
    )
    found = opened(sent)
    assert found.tree == {
        "connect": {
            "client_id": "phone-7", "protocol_version": version, "keep_alive": 60, "clean": True,
            "password_present": True,
            "username": "anna", "will_topic": "phones/7/gone",
        }
    }  # fmt: skip
    assert [(child.step, child.data) for child in found.parts] == [("phones/7/gone", b"lost")]
    assert "correct horse" not in repr(found)


def test_a_whole_session_in_one_body() -> None:
    five = packet(0x82, b"\x00\x01\x00" + text("cmd/#") + b"\x01") + packet(0xC0, b"")
    sent = (
        connect(5, "watch")
        + five
        + publish("w/hr", b"61", properties=b"")
        + publish("w/hr", b"62", properties=b"")
        + packet(0xE0, b"")
    )
    found = opened(sent)
    assert found.tree["subscribe"] == ["cmd/#"]  # type: ignore[index,call-overload]
    assert [(child.step, child.data) for child in found.parts] == [("w/hr", b"61"), ("w/hr[1]", b"62")]


def test_subscriptions_name_their_topics() -> None:
    assert tree(packet(0x82, b"\x00\x01" + text("a/b") + b"\x00" + text("c/+") + b"\x01")) == {
        "subscribe": ["a/b", "c/+"]
    }
    assert tree(packet(0x82, b"\x00\x01\x00" + text("a/b") + b"\x00")) == {"subscribe": ["a/b"]}
    assert tree(packet(0xA2, b"\x00\x01" + text("a/b"))) == {"subscribe": ["a/b"]}


def test_a_sample_that_was_cut_gives_the_packets_before() -> None:
    sent = publish("a/b", b"first") + publish("a/c", b"second")
    found = DECODER.open(part(sent[:-2], complete=False), 1 << 20)
    assert found is not None
    assert [child.data for child in found.parts] == [b"first"]
    assert DECODER.open(part(sent[:-2]), 1 << 20) is None


def test_countless_packets_are_read_up_to_a_bound() -> None:
    found = opened(publish("a", b"xyz") * 5_000)
    assert (len(found.parts), found.truncated) == (1_000, True)


@pytest.mark.parametrize(
    ("name", "topics"),
    [
        ("ndpi/mqtt.pcap", {"astr/s720/02D5050223D3/99", "astr/admin/otaupd8"}),
        ("zeek/mqtt.pcap", {"SampleTopic"}),
        ("suricata-verify/mqtt311-pub-qos1/input.pcap", {"topicX"}),
        ("arkime/mqtt_synthetic.pcap", {"sensors/temperature", "sensors/humidity", "v5/telemetry"}),
    ],
)
def test_recorded_sessions_open(shared_data: Path, name: str, topics: set[str]) -> None:
    streams: dict[int, dict[int, bytes]] = {}
    with PcapReader(str(shared_data / "pcap" / name)) as packets:
        for frame in packets:
            if TCP in frame and Raw in frame and frame[TCP].dport == 1883:
                streams.setdefault(frame[TCP].sport, {})[frame[TCP].seq] = bytes(frame[Raw].load)
    found: set[str] = set()
    for stream in streams.values():
        session: Any = DECODER.open(part(b"".join(stream[number] for number in sorted(stream))), 1 << 20)
        if session is not None:
            found |= {row["topic"] for row in session.tree.get("publish", ())}
            found |= set(session.tree.get("subscribe", ()))
    assert topics <= found


# -- what must stay closed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xc0\x00", b"\xe0\x00", b"2026-11-22T12:00:00", b"0123456789", b"0x1F4D and so on",
        b'{"topic": "a/b"}', b"12,34,56\n78,90,12\n",
        publish("a/b", b"x") + b"\x00", publish("a/b", b"payload")[:-1], publish("a/#", b"payload"), publish("",
        b"payload"),
        packet(0x36, text("a/b") + b"payload"), packet(0x38, text("a/b") + b"payload"), packet(0x30,
        b"\x00\x03\xff\xfe\xfdpayload"),
        packet(0x10, text("HTTP") + b"\x04\x02\x00\x3c" + text("id")), packet(0x10,
        text("MQTT") + b"\x09\x02\x00\x3c" + text("id")),
        packet(0x82, b"\x00\x01" + text("a/b") + b"\x07"), packet(0x82, b"\x00\x01"), packet(0x30,
        b"\x00\x40short"), b"\x30" * 40,
        b"\x30\x82\x01\x0a\x02\x82\x01\x01\x00" + bytes(257), b"\x10" * 40, bytes(40), "0\x06\x00\x03a/bx",
    ],
)  # fmt: skip
def test_what_is_no_mqtt_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
    assert DECODER.open(part(data, media_type="application/octet-stream"), 1 << 20) is None


def test_another_declared_type_is_believed() -> None:
    assert DECODER.open(part(publish("a/b", b"payload"), media_type="image/jpeg"), 1 << 20) is None


def test_random_bytes_stay_closed_and_hardly_open_even_where_type_and_length_are_right() -> None:
    chance = random.Random(6)
    opened_by_chance = 0
    for size in (5, 6, 7, 8, 10, 12, 16, 24, 32, 64, 127):
        for first in (0x10, 0x30, 0x31, 0x32, 0x82):
            for _ in range(400):
                data = bytes([first, size]) + chance.randbytes(size)
                opened_by_chance += DECODER.open(part(data), 1 << 20) is not None
    assert (
        opened_by_chance <= 11
    )  # of 22,000, that is 1 in 2,000 of what starts right, which 1 in 10,000 does
    for _ in range(50_000):
        assert DECODER.open(part(chance.randbytes(chance.randint(1, 200))), 1 << 20) is None


@given(st.binary(max_size=200), st.sampled_from((0x10, 0x30, 0x3B, 0x32, 0x82, 0xA2)), st.booleans())
def test_no_input_raises(data: bytes, first: int, complete: bool) -> None:
    DECODER.open(part(packet(first, data), complete), 1 << 20)
    DECODER.open(part(packet(first, b"\x00\x04MQTT\x05" + data), complete), 1 << 20)
    DECODER.open(part(bytes([first]) + data, complete), 1 << 20)
