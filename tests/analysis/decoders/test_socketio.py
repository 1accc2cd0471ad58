"""Socket.IO packets open by event and data; numbers with brackets stay closed."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cut_values import CutBytes
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


# -- only the head of a big body is kept --------------------------------------------------------------------------


def head(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=False, size=2 << 20)


@pytest.mark.parametrize(
    "data",
    ["", "42", "42[", '42["a', "42[3,4", "42{x", "4200 Main Street [rear", "12:30:00", '42["a"]x', "43[1", "bAQID",
     b"\x00\x01\xff", b"\x00\x00\x00\x01"],
)  # fmt: skip
def test_a_head_that_is_no_packet_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(head(data), 1 << 20) is None


ROWS = [{"lat": 52.5 + number} for number in range(100)]


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("before", ["42", "42/ns,", "4217", "451-"])
def test_the_head_of_a_big_packet_opens_up_to_the_cut(before: str, as_text: bool) -> None:
    text = (before + json.dumps(["track", ROWS]))[:700]
    opened = DECODER.open(head(text if as_text else text.encode()), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert opened.tree["event"] == "track"
    data = opened.tree["data"]
    assert isinstance(data, list)
    assert data[:3] == ROWS[:3]
    assert DECODER.open(part(text), 1 << 20) is None


def test_the_last_packet_of_a_head_is_cut_and_the_others_are_whole() -> None:
    first, second = json.dumps(["a", ROWS[0]]), json.dumps(["track", ROWS])
    for text in (
        f"42{first}\x1e42{second}",
        f"{len(first) + 2}:42{first}{len(second) + 2}:42{second}",
    ):
        opened = DECODER.open(head(text[:900]), 1 << 20)
        assert opened is not None
        assert isinstance(opened.tree, list)
        one, two = opened.tree
        assert one == {"event": "a", "data": ROWS[0]}
        assert isinstance(two, dict)
        assert isinstance(two["data"], list)
        assert two["data"][:3] == ROWS[:3]
    opened = DECODER.open(head(f'42{first}\x1e42["tr'), 1 << 20)  # nothing of the second can be read
    assert opened is not None
    assert opened.tree == [{"event": "a", "data": ROWS[0]}]


def test_an_attachment_without_its_end_is_marked_so() -> None:
    data = bytes(range(256)) * 8
    text = '451-["p",{"_placeholder":true,"num":0}]\x1eb' + base64.b64encode(data).decode()
    opened = DECODER.open(head(text[:1001]), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, list)
    cut = opened.tree[1]
    assert isinstance(cut, dict)
    assert isinstance(cut["binary"], CutBytes)
    assert data.startswith(cut["binary"])
    assert len(cut["binary"]) > 600


def test_a_binary_payload_without_its_end_keeps_what_is_whole() -> None:
    packet = b'42["e",{"a":1}]'
    framed = b"\0" + bytes(int(digit) for digit in str(len(packet))) + b"\xff" + packet
    opened = DECODER.open(head(framed + framed[:9]), 1 << 20)
    assert opened is not None
    assert opened.tree == [{"event": "e", "data": {"a": 1}}]


@given(cut=st.integers(0, 300))
def test_a_head_of_any_length_opens_as_a_beginning_or_not_at_all(cut: int) -> None:
    opened = DECODER.open(head(f"42{json.dumps(['track', ROWS])}"[:cut]), 1 << 20)
    if opened is not None and isinstance(opened.tree, dict) and isinstance(opened.tree["data"], list):
        assert opened.tree["data"][:-1] == ROWS[: max(0, len(opened.tree["data"]) - 1)]
