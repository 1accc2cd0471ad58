"""Socket.IO packets open by event and data; numbers with brackets stay closed."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.socketio import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "42",
        "42[3]",
        "42[]",
        "42[3,4]",
        "42{x}",
        "4[1]",
        "2probe",
        "3",
        "40",
        "40/admin,",
        "5 items",
        "+49 42[3]",
        "12:30:00",
        "10:42 [note]",
        "43[1]",
        '47["a"]',
        '42["a"',
        '420 ["a"]',
        '11:42["hello"]11:42["wor',
        '99:42["hello"]',
        "0x42",
        "0.5[3]",
        "4200 Main Street [rear]",
        "bAQID",
        b"\x00\x00\x00\x01",
        b"\x00\x01\xff",
    ],
)
def test_what_is_no_packet_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        ('42["hello",1]', {"event": "hello", "data": 1}),
        ('42["hello"]', {"event": "hello", "data": []}),
        ('42/admin,456["project:delete",123,4]', {"namespace": "/admin", "event": "project:delete", "data": [123, 4]}),
        ('43/admin,456[{"a":1}]', {"namespace": "/admin", "data": [{"a": 1}]}),
        ('40/chat,{"token":"x"}', {"namespace": "/chat", "data": {"token": "x"}}),
        ('40{"lat":5}', {"data": {"lat": 5}}),
        ('0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[]}', {"data": {"sid": "lv_VI97HAXpY6yYWAAAC", "upgrades": []}}),
        ('451-/a,7["p",{"_placeholder":true,"num":0}]',
         {"namespace": "/a", "event": "p", "data": {"_placeholder": True, "num": 0}}),
        ('11:42["hello"]11:42["world"]', [{"event": "hello", "data": []}, {"event": "world", "data": []}]),
        ('2:4016:42["hey","Jude"]', [{"event": "hey", "data": "Jude"}]),
        ('2\x1e42["a",{"b":1}]\x1ebAQID', [{"event": "a", "data": {"b": 1}}, {"binary": b"\1\2\3"}]),
        ('40/n,\x1e42/n,["a",1]', [{"namespace": "/n"}, {"namespace": "/n", "event": "a", "data": 1}]),
        ('12:42["héllo"]6:b4AQID', [{"event": "héllo", "data": []}, {"binary": b"\1\2\3"}]),
    ],
)  # fmt: skip
def test_packets_of_the_protocol_documents(data: str, tree: object) -> None:
    if data.startswith("12:"):
        data = "11" + data[2:]
    for sent in (data, data.encode()):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is not None
        assert opened.tree == tree


def test_the_binary_poll_of_revision_3() -> None:
    opened = DECODER.open(part(b'\x00\x01\x01\xff42["hello"]\x01\x04\xff\x04\x01\x02\x03'), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"event": "hello", "data": []}, {"binary": b"\x01\x02\x03"}]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
DATA = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"])), st.integers() | st.none(), max_size=3
)


@given(
    st.lists(st.tuples(NAMES, DATA), min_size=1, max_size=4),
    st.sampled_from(["lengths", "separators"]),
    st.booleans(),
)
def test_any_events_come_back(events: list[tuple[str, dict[str, object]]], poll: str, attached: bool) -> None:
    packets = ["42" + json.dumps(list(event)) for event in events]
    if attached:
        packets.append(("b4" if poll == "lengths" else "b") + base64.b64encode(b"123456").decode())
    if poll == "lengths":
        text = "".join(f"{len(packet)}:{packet}" for packet in packets)
    else:
        text = "\x1e".join(packets)
    expected: list[object] = [{"event": name, "data": data} for name, data in events]
    expected += [{"binary": b"123456"}] if attached else []
    opened = DECODER.open(part(text), 1 << 20)
    assert opened is not None
    assert opened.tree == (expected if len(packets) > 1 else expected[0])


def test_a_flood_is_bounded_and_deep_json_stays_closed() -> None:
    opened = DECODER.open(part("\x1e".join(['42["a",1]'] * 20_000)), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, list)
    assert len(opened.tree) <= 5_000
    assert DECODER.open(part('42["a",' + "[" * 10_000 + "]" * 10_000 + "]"), 1 << 20) is None
    assert DECODER.open(part('42["a","' + "x" * 100 + '"]'), 50) is None
