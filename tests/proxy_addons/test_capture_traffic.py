"""A file is read in place with the same result, packet for packet, as packets are read one by one."""

from __future__ import annotations

import gzip
import os
import struct
import tempfile
from collections import Counter
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proxy_addons import capture_pieces, talks, traffic
from proxy_addons.capture_file import CaptureFile
from proxy_addons.capture_traffic import CaptureTraffic
from proxy_addons.talks import Half, Talk
from proxy_addons.traffic import Item, Traffic
from tests.proxy_addons.capture_files import START, pcap, pcapng
from tests.proxy_addons.frames import ACK, FIN, RST, SYN, answer, client_hello, question, tcp, udp

SHARED = Path(
    os.environ.get("LEAKLEDGER_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
RECORDINGS = sorted(
    path for path in SHARED.rglob("*") if path.suffix in (".pcap", ".pcapng", ".gz") and path.is_file()
)
ETHERNET_4, ETHERNET_6 = b"\x02\0\0\0\0\2\x02\0\0\0\0\1\x08\0", b"\x02\0\0\0\0\2\x02\0\0\0\0\1\x86\xdd"
MAC_OTHER = b"\x02\0\0\0\0\2\x02\0\0\0\0\3\x08\0"
PHONES, SERVER = (("192.168.1.7", 4000), ("192.168.1.8", 4001)), ("198.51.100.9", 443)
PHONE_6, SERVER_6 = ("fd00::7", 4000), ("2001:db8::1", 443)
HELLO = client_hello("tracker.example", alpn=("h2",))
GET = b"GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n"
FLAGS = (ACK, ACK, SYN, SYN | ACK, FIN | ACK, RST, FIN | SYN, 0)

APART = {
    "client",
    "first",
    "into",
    "last",
    "number",
    "out",
    "state",
    "transport",
}  # told by themselves, or not at all
KNOWN = [
    name for name, value in vars(Talk).items() if name[0] != "_" and name not in APART and not callable(value)
]

# version, length, fragment, protocol, and what TCP says of its header, in IPv4; the same in IPv6
PLACES = (12, 13, 14, 16, 17, 20, 21, 23, 38, 39, 46, 47, 18, 19, 66, 67)

Seen = tuple[object, ...]


def half_of(half: Half) -> Seen:
    return half.packets, half.size, half.last, half.ended


def seen(item: Item) -> Seen:
    """All that is known of an item, so that two can be compared."""
    talk, said = (item, None) if isinstance(item, Talk) else item
    known = tuple(getattr(talk, name) for name in KNOWN)
    given_out = (half_of(talk.out), half_of(talk.into)) if said is None else (said,)
    return talk.transport, talk.number, talk.first, *known, *given_out


def one_by_one(
    path: Path, decrypted: dict[int, list[bytes]] | None = None
) -> tuple[list[Seen], Counter[str], int]:
    traffic, capture = Traffic(decrypted), CaptureFile(path)
    items = [(traffic.number, *seen(item)) for item in traffic.read(capture.packets())]
    return items, traffic.counts() + Counter({capture.trouble: 1}), traffic.number


def in_place(
    path: Path, decrypted: dict[int, list[bytes]] | None = None
) -> tuple[list[Seen], Counter[str], int]:
    traffic, capture = CaptureTraffic(decrypted), CaptureFile(path)
    items = [(traffic.number, *seen(item)) for item in traffic.read_file(capture)]
    return items, traffic.counts() + Counter({capture.trouble: 1}), traffic.number


def changed(frame: bytes, place: int, value: int) -> bytes:
    return frame[:place] + bytes([value]) + frame[place + 1 :] if place < len(frame) else frame


@st.composite
def frames(draw: st.DrawFn) -> bytes:
    """A frame of a few connections, so that they meet themselves again in every state; some of them broken."""
    payload = draw(st.sampled_from([b"", b"", GET, HELLO, HELLO[:50], HELLO[50:], b"\0" * 9]))
    phone = draw(st.sampled_from(PHONES))
    kind = draw(st.integers(0, 11))
    flags, seq = draw(st.sampled_from(FLAGS)), draw(st.sampled_from([0, 1, 51, 9000]))
    ends = (phone, SERVER) if draw(st.booleans()) else (SERVER, phone)
    if kind < 5:
        frame = ETHERNET_4 + tcp(*ends, payload, flags=flags, seq=seq)
    elif kind == 5:
        frame = ETHERNET_6 + tcp(
            *((PHONE_6, SERVER_6) if ends[0] == phone else (SERVER_6, PHONE_6)), payload, flags=flags, seq=seq
        )
    elif kind == 6:
        frame = ETHERNET_4 + udp(phone, ("192.168.1.1", 53), question("a.example", seq & 0xFFFF))
    elif kind == 7:
        frame = ETHERNET_4 + udp(("192.168.1.1", 53), phone, answer("a.example", seq & 0xFFFF, (SERVER[0],)))
    elif kind == 8:
        frame = ETHERNET_4 + udp(*ends, payload)
    elif kind == 9:
        asked = ((PHONE_6[0], 5001), (SERVER_6[0], 53))
        frame = ETHERNET_6 + udp(*asked, question(f"{seq}.example", seq & 0xFFFF))
    elif kind == 10:  # from who has no address yet: its MAC tells it from another
        frame = draw(st.sampled_from([ETHERNET_4, MAC_OTHER])) + udp(
            ("0.0.0.0", 68), ("255.255.255.255", 67), payload
        )
    else:
        frame = draw(st.sampled_from([ETHERNET_4, ETHERNET_6, b"\x02\0\0\0\0\2\x02\0\0\0\0\1\x08\6"])) + draw(
            st.binary(max_size=80)
        )
    if draw(st.integers(0, 7)) == 0:
        frame = frame[: draw(st.integers(0, len(frame)))]
    if draw(st.integers(0, 3)) == 0:
        frame = changed(
            frame, draw(st.sampled_from(PLACES)), draw(st.sampled_from([0, 1, 0x20, 0x40, 0x45, 0x50, 0xFF]))
        )
    padding = draw(st.sampled_from([0, 0, 6]))  # short frames are filled up
    return frame + bytes(padding)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.01, 1.0, 70.0, 4000.0, -5.0]), frames()), max_size=60),
    st.integers(1, 9),
    st.sets(st.integers(0, 59), max_size=3),
    st.booleans(),
    st.sampled_from([90, 300, 1000, 1 << 20]),
)
def test_in_place_is_as_one_by_one(
    packets: list[tuple[float, bytes]], sweep: int, opened: set[int], nano: bool, piece: int
) -> None:
    at, timed = START, []
    for gap, frame in packets:
        at += gap
        timed.append((at, frame))
    decrypted = {number: [GET] for number in opened}
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(traffic, "SWEEP", sweep)
        patch.setattr(capture_pieces, "PIECE", piece)
        path = Path(folder) / "c.pcap"
        path.write_bytes(pcap(timed, link=1, nano=nano))
        assert in_place(path, decrypted) == one_by_one(path, decrypted)


def test_the_comparison_sees_every_difference(tmp_path: Path) -> None:
    first, other = tmp_path / "a.pcap", tmp_path / "b.pcap"
    whole = [ETHERNET_4 + tcp(PHONES[0], SERVER, HELLO, flags=flags) for flags in (SYN, ACK, FIN)]
    first.write_bytes(pcap([(START, frame) for frame in whole], link=1))
    for changed in (whole[:2], [*whole, whole[2]], [whole[0], whole[1], whole[1]]):
        other.write_bytes(pcap([(START, frame) for frame in changed], link=1))
        assert in_place(first) != in_place(other)
    other.write_bytes(pcap([(START + 1, frame) for frame in whole], link=1))
    assert in_place(first) != in_place(other)


@pytest.mark.skipif(not RECORDINGS, reason="the shared recordings are not here")
@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: str(path.relative_to(SHARED)))
def test_a_recording_read_in_place_is_as_one_by_one(path: Path) -> None:
    assert in_place(path) == one_by_one(path)


SYN_OF = ETHERNET_4 + tcp(PHONES[0], SERVER, flags=SYN, seq=0)
FIN_OF = ETHERNET_4 + tcp(PHONES[0], SERVER, flags=FIN | ACK)
RST_OF = ETHERNET_4 + tcp(SERVER, PHONES[0], flags=RST)


@pytest.mark.parametrize(
    "last",
    [
        FIN_OF, RST_OF, ETHERNET_4 + tcp(SERVER, PHONES[0], flags=SYN | ACK), changed(FIN_OF, 46, 0x40),
        changed(FIN_OF, 17, 30), changed(FIN_OF, 20, 0x20), changed(FIN_OF, 21, 9), changed(FIN_OF, 14, 0x46), FIN_OF[:50],
        ETHERNET_4 + tcp(PHONES[0], SERVER, GET, flags=FIN), ETHERNET_4 + tcp(PHONES[0], SERVER, flags=SYN, seq=77),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [SYN_OF, FIN_OF, RST_OF])
def test_the_end_of_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bytes, last: bytes
) -> None:
    """Others are over by the time of the last packet, at which it is time to look for them."""
    other = ETHERNET_4 + udp(PHONES[1], SERVER, b"\0")
    timed = [
        (START, other),
        (START, first),
        (START + 500, last),
        (START + 501, last),
        (START + 502, other),
        (START + 1200, other),
    ]
    path = tmp_path / "c.pcap"
    path.write_bytes(pcap(timed, link=1))
    for sweep in (1, 2, 3):
        monkeypatch.setattr(traffic, "SWEEP", sweep)
        assert in_place(path) == one_by_one(path)


@pytest.mark.parametrize("size", [1, 3, 4, 5, 60])
@pytest.mark.parametrize("declared", [True, False])
def test_a_request_in_small_pieces(tmp_path: Path, size: int, declared: bool) -> None:
    """``declared``: whether the IPv4 header says its length, or the network card was to fill it in."""
    pieces = [
        ETHERNET_4 + tcp(PHONES[0], SERVER, GET[place : place + size], seq=1 + place)
        for place in range(0, len(GET), size)
    ]
    if not declared:
        pieces = [changed(changed(piece, 16, 0), 17, 0) for piece in pieces]
    path = tmp_path / "c.pcap"
    path.write_bytes(pcap([(START, frame) for frame in (SYN_OF, *pieces)], link=1))
    found = in_place(path)
    assert found == one_by_one(path)
    assert any("a.example" in str(item) for item in found[0])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_was_opened_may_end_with_any_packet(tmp_path: Path, number: int) -> None:
    path = tmp_path / "c.pcap"
    answer_of = ETHERNET_4 + tcp(SERVER, PHONES[0], flags=SYN | ACK)
    path.write_bytes(pcap([(START, frame) for frame in (SYN_OF, answer_of, FIN_OF)], link=1))
    found = in_place(path, {number: [GET]})
    assert found == one_by_one(path, {number: [GET]})
    assert found != in_place(path)


def test_a_connection_that_both_ends_close_is_soon_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traffic, "SWEEP", 4)
    other = ETHERNET_4 + udp(PHONES[1], SERVER, b"\0")
    closing = [SYN_OF, FIN_OF, ETHERNET_4 + tcp(SERVER, PHONES[0], flags=FIN | ACK), other, other]
    path = tmp_path / "c.pcap"
    path.write_bytes(
        pcap([(START + 20 * number, frame) for number, frame in enumerate([*closing, *closing])], link=1)
    )
    found = in_place(path)
    assert found == one_by_one(path)
    assert [item[0] for item in found[0]][:2] == [4, 8]


@pytest.mark.parametrize("many", [False, True])
def test_a_crowd_is_thinned_at_the_same_packet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    monkeypatch.setattr(talks, "MAX_TALKS", 20)
    monkeypatch.setattr(talks, "MAX_ROWS", 5 if many else 1000)
    packets = []
    for number in range(300):
        source = (f"192.168.1.{number % 200}", 1000 + number)
        packets.append((START + number / 10, ETHERNET_4 + tcp(source, SERVER, b"", flags=SYN)))
        packets.append(
            (START + number / 10, ETHERNET_4 + tcp(PHONES[0], SERVER, GET, seq=1 + number * len(GET)))
        )
    path = tmp_path / "c.pcap"
    path.write_bytes(pcap(packets, link=1))
    found = in_place(path)
    assert found == one_by_one(path)
    assert len(found[0]) > 300


MAC = bytes.fromhex("020000000001")
WIFI = b"\x08\1\0\0" + MAC + MAC + MAC + b"\0\0\xaa\xaa\x03\0\0\0\x08\0"
LINKS = {
    "Ethernet": (1, MAC + MAC + b"\x08\0"),
    "VLAN": (1, MAC + MAC + b"\x81\0\0\5\x08\0"),
    "stacked VLANs": (1, MAC + MAC + b"\x88\xa8\0\5\x81\0\0\6\x08\0"),
    "PPPoE": (1, MAC + MAC + b"\x88\x64\x11\0\0\1\0\x40\0\x21"),
    "PPP": (9, b"\xff\x03\0\x21"),
    "raw": (101, b""),
    "Linux cooked": (113, b"\0\0\0\1\0\6" + MAC + b"\0\0\x08\0"),
    "Linux cooked, version 2": (276, b"\x08\0\0\0\0\0\0\2\0\1\0\6" + MAC + b"\0\0"),
    "802.11": (105, WIFI),
    "802.11 with radiotap": (127, b"\0\0\x08\0\0\0\0\0" + WIFI),
    "loopback": (0, b"\2\0\0\0"),
    "loopback of OpenBSD": (108, b"\0\0\0\2"),
}


@pytest.mark.parametrize("packed", ["", "gz", "zst"])
@pytest.mark.parametrize("form", ["pcap", "pcapng"])
@pytest.mark.parametrize("name", LINKS)
def test_every_link_in_every_file(tmp_path: Path, name: str, form: str, packed: str) -> None:
    link, head = LINKS[name]
    packets = [
        head + tcp(PHONES[0], SERVER, data, flags=flags, seq=seq)
        for flags, data, seq in (
            (SYN, b"", 0),
            (ACK, GET[:9], 1),
            (ACK, GET[9:], 10),
            (FIN, b"", 1 + len(GET)),
        )
    ]
    write = pcap if form == "pcap" else pcapng
    content = write([(START + number, packet) for number, packet in enumerate(packets)], link=link)
    pack = {"gz": lambda data: gzip.compress(data, mtime=0), "zst": zstandard.compress, "": bytes}[packed]
    path = tmp_path / "capture"
    path.write_bytes(pack(content))
    traffic = CaptureTraffic()
    items = list(traffic.read_file(CaptureFile(path)))
    said = [item[1] for item in items if not isinstance(item, Talk)]
    (talk,) = (item for item in items if isinstance(item, Talk))
    assert [(each.host, each.target) for each in said] == [("a.example", "/a")]
    assert (talk.out.packets, talk.out.size) == (4, sum(map(len, packets)))
    assert not traffic.counts()


@pytest.mark.parametrize("cut", range(0, 90, 7))
def test_a_file_that_is_cut_short_anywhere(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "c.pcap"
    content = pcap(
        [(START, ETHERNET_4 + tcp(PHONES[0], SERVER, GET)), (START, ETHERNET_4 + tcp(SERVER, PHONES[0]))],
        link=1,
    )
    path.write_bytes(content[: len(content) - cut])
    assert in_place(path) == one_by_one(path)


@pytest.mark.parametrize(
    "content",
    [
        pcap([(START, tcp(PHONES[0], SERVER, GET))]),
        pcap([(START, ETHERNET_4 + tcp(PHONES[0], SERVER, GET))], link=1, order=">"),
        pcapng([(START, ETHERNET_4 + tcp(PHONES[0], SERVER, GET))], link=1),
        pcap([(START, ETHERNET_4 + tcp(PHONES[0], SERVER, GET))], link=1)
        + struct.pack("<IIII", 1, 1, 1 << 30, 1 << 30) + bytes(100),
        pcap([(START, ETHERNET_4 + tcp(PHONES[0], SERVER, GET))], link=1)
        + struct.pack("<IIII", 1, 1, (1 << 18) + 1, 1) + bytes((1 << 18) + 100),
        pcap([(START, changed(changed(ETHERNET_4 + tcp(PHONES[0], SERVER, GET), 16, 0), 17, 0))], link=1),
        pcap([(START, ETHERNET_6 + tcp(PHONE_6, SERVER_6, flags=SYN)[:50])], link=1)
        + pcap([(START, ETHERNET_4 + tcp(PHONES[0], SERVER, GET))])[24:],
    ],
    ids=["raw", "big-endian", "pcapng", "impossible", "too long", "without a length", "cut"],
)  # fmt: skip
def test_files_of_other_forms(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.pcap"
    path.write_bytes(content)
    found = in_place(path)
    assert found == one_by_one(path)
    assert any("a.example" in str(item) for item in found[0])


@pytest.mark.parametrize("cut", [0, 1, 9, 60])
@pytest.mark.parametrize("length", [None, 0, 7, 8, 20, 0xFFFF])
def test_a_datagram_whose_lengths_do_not_fit(tmp_path: Path, cut: int, length: int | None) -> None:
    """``length``: what UDP says of itself; ``cut``: bytes that were not kept, or a trailer that is no content where 0."""
    frames = [
        ETHERNET_4
        + udp((PHONES[0][0], 5001 + number % 2), ("192.168.1.1", 53), question(f"{number}.example", number))
        for number in range(6)
    ]
    if length is not None:
        frames = [frame[:38] + length.to_bytes(2, "big") + frame[40:] for frame in frames]
    frames = [frame[: len(frame) - cut] if cut else frame + bytes(6) for frame in frames]
    path = tmp_path / "c.pcap"
    path.write_bytes(pcap([(START + number, frame) for number, frame in enumerate(frames)], link=1))
    found = in_place(path)
    assert found == one_by_one(path)
    assert any("5.example" in str(item) for item in found[0]) == (cut == 0 and length not in (8, 20))


def test_a_talk_that_names_too_much_begins_anew(tmp_path: Path) -> None:
    frames = [
        ETHERNET_4 + udp(PHONES[0], ("192.168.1.1", 53), question(f"{number}.example", number))
        for number in range(2 * talks.MAX_NAMES + 1)
    ]
    path = tmp_path / "c.pcap"
    path.write_bytes(pcap([(START + number, frame) for number, frame in enumerate(frames)], link=1))
    found = in_place(path)
    assert found == one_by_one(path)
    assert len(found[0]) == 3
