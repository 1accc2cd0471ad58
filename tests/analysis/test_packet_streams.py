"""Packets of a coder are noticed in a socket of which nothing is said, and joined once; other messages are not."""

from __future__ import annotations

import json
import random
import struct
import zlib
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import analyst as analyst_module
from analysis.assembler import Assembler
from analysis.assembly_journal import ASSEMBLY
from analysis.journal_reading import tail
from analysis.media.sound_frames import unframed
from analysis.packet_streams import ALIKE, PAUSE, kinds_of
from analysis.records import Flow, Transmission
from analysis.settings import Home
from tests.analysis.test_analyst import flow, work
from tests.analysis.test_analyst_joining import (
    check,
    killed_at,
    killed_at_each_effect,
    killed_while_sent,
    media,
    write,
)
from tests.analysis.test_assembler import FRAMES, MEDIA, NOON, categories, feed, frame, scanned

SPEECH = {
    name: unframed((MEDIA / f"speech-{name}.packets").read_bytes())
    for name in ("opus-20ms", "opus-60ms", "opus-48k", "amr-nb", "amr-wb", "speex-wb")
}
SOURCE = random.Random(8)


def paced(bodies: list[bytes], ms: float, start: int = 0, **fields: object) -> list[Transmission]:
    return [
        frame(start + number, body, **{"seen_at": NOON + timedelta(milliseconds=ms * number), **fields})
        for number, body in enumerate(bodies)
    ]


def telemetry(count: int) -> list[bytes]:
    """Protobuf: a kind, a time, a few floats."""
    return [
        b"\x08\x03\x15" + struct.pack("<I", 1_700_000_000 + n) + b"\x1d" + struct.pack("<f", 20 + n / 7)
        + b"\x25" + struct.pack("<f", SOURCE.gauss(0, 1)) for n in range(count)
    ]  # fmt: skip


NEGATIVE = {
    "random messages": [SOURCE.randbytes(SOURCE.randint(20, 90)) for _ in range(60)],
    "random messages of one size": [SOURCE.randbytes(64) for _ in range(60)],
    "encrypted behind a counter": [b"\x48\0" + struct.pack(">H", n) + SOURCE.randbytes(60) for n in range(60)],
    "encrypted behind a constant": [b"\x78" + SOURCE.randbytes(SOURCE.randint(40, 80)) for _ in range(120)],
    "encrypted behind one of some types": [
        b"\x48" + SOURCE.choice((b"\1", b"\2", b"\x81", b"\x90")) + SOURCE.randbytes(SOURCE.randint(40, 80))
        for _ in range(120)
    ],
    "protobuf telemetry": telemetry(60),
    "packed JSON": [zlib.compress(json.dumps({"n": n, "v": SOURCE.random()}).encode()) for n in range(60)],
    "a game's state": [struct.pack("<BHhhB", 0x48, n, 100 + n % 9, 300 - n % 7, n & 3) for n in range(80)],
    "a picture in pieces": [
        b"\x48" + bytes([n]) + (MEDIA / "cheers_1440x960.heic").read_bytes()[n * 500 : n * 500 + 500] for n in range(60)
    ],
    "a short stream": SPEECH["opus-20ms"][:15],
    "a heartbeat": [b"\x48"] * 80,
    "small counts": [bytes([0x48, n % 5, 0, 0]) for n in range(80)],
    "samples": [piece[:640] for piece in FRAMES] * 3,
}  # fmt: skip


@pytest.mark.parametrize("name", NEGATIVE)
def test_messages_that_are_no_sound_are_never_called_so(name: str) -> None:
    found = scanned(paced(NEGATIVE[name], 20))
    codecs = {item.measures.codec for one in found for item in one.event.findings if item.measures}
    assert codecs.isdisjoint({"opus", "amr_nb", "amr_wb", "speex"})


def test_what_a_decoder_reads_is_not_joined() -> None:
    named = [b"\x08\x03\x12\x13living-room/sensors\x18" + bytes([number]) for number in range(60)]
    assert all(kinds_of(body) for body in named)
    part_of, wholes = feed(paced(named, 20))
    assert set(part_of) == {""}
    assert wholes == []


@pytest.mark.parametrize(
    ("name", "ms", "codec", "rule"),
    [
        ("opus-20ms", 20, "opus", "audio.packets"),
        ("opus-48k", 20, "opus", "audio.packets"),
        ("amr-nb", 20, "amr_nb", "audio.amr_frames"),
        ("amr-wb", 20, "amr_wb", "audio.amr_frames"),
    ],
)
def test_packets_of_real_speech_are_found_though_nothing_tells_of_them(
    name: str, ms: float, codec: str, rule: str
) -> None:
    packets = SPEECH[name]
    found = [
        item for one in scanned(paced(packets, ms)) for item in one.event.findings if "audio" in item.category
    ]
    assert [(item.category, item.rules, item.confidence) for item in found] == [
        ("audio.stream", (rule,), "likely")
    ]
    measures = found[0].measures
    assert measures is not None
    assert (measures.codec, measures.channels) == (codec, 1)
    assert measures.n == len(packets) - ALIKE + 1
    assert measures.seconds == pytest.approx(ms / 1000 * measures.n)
    assert f"joined from {measures.n} messages" in found[0].reasoning


def test_opus_that_is_sent_all_at_once_is_only_possible() -> None:
    found = [
        item
        for one in scanned(paced(SPEECH["opus-20ms"], 1))
        for item in one.event.findings
        if "audio" in item.category
    ]
    assert [item.confidence for item in found] == ["possible"]


def test_two_sockets_at_once_stay_apart_and_a_pause_begins_anew() -> None:
    one, two = paced(SPEECH["opus-20ms"], 20), paced(SPEECH["opus-48k"], 20, 500, flow="t")
    mixed = [record for pair in zip(one, two, strict=False) for record in pair]
    found = [
        item.measures and item.measures.n
        for a in scanned(mixed)
        for item in a.event.findings
        if "audio" in item.category
    ]
    assert found == [93, 93]
    assembler = Assembler()
    for record in one[: ALIKE - 1]:
        assembler.take(record, record.seen_at)
    assert not assembler.is_clean
    late = one[ALIKE].seen_at + PAUSE + timedelta(seconds=1)
    assert assembler.take(one[ALIKE], late).part_of == ""
    assert assembler.expire(late + PAUSE + timedelta(seconds=1)) == ()
    assert assembler.is_clean


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=90), st.binary(max_size=40).map(b"\x48".__add__)), max_size=40))
def test_any_messages_are_joined_once_or_not_at_all(bodies: list[bytes]) -> None:
    part_of, wholes = feed(paced(bodies, 20))
    parts = [part for whole in wholes for part in whole.transmission.parts]
    assert len(parts) == len(set(parts)) == sum(map(bool, part_of))
    for body in bodies:
        kinds_of(body)


# -- in the home --------------------------------------------------------------------------------------------------


def home_load() -> list[Flow | Transmission]:
    """A socket of AMR of which nothing is said, with other messages between, and one of them a secret."""
    packets: list[Flow | Transmission] = list(paced(SPEECH["amr-wb"][:36], 20, flow="a"))
    packets.insert(3, frame(200, b'{"type":"ping"}', flow="a"))
    packets.insert(20, frame(201, b'{"password":"hunter2-hunter2"}', flow="a"))
    packets.insert(25, frame(202, SOURCE.randbytes(50), flow="a"))
    end = flow(flow_id="a", host="up.example", closed_at=NOON + timedelta(minutes=1))
    return [flow(flow_id="a", host="up.example"), *packets, end]


LOAD = home_load()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyst_module, "BATCH", 5)
    monkeypatch.setattr("analysis.assembler.MAX_PARTS", 12)


@pytest.mark.usefixtures("short")
def test_killed_before_any_effect_the_home_ends_as_if_nothing_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, whole = Home.open(tmp_path / "source"), Home.open(tmp_path / "whole")
    work(source)  # its ledger has what the catalogue tells: each of the copies would take it in anew
    write(source, LOAD)
    write(whole, LOAD)
    work(whole)
    assert [row[0] for row in media(whole)] == ["audio.stream"] * 2
    made = [item.kind for item in tail(whole.journal_dir, "analyst", limit=5000)]
    assert made.count(ASSEMBLY) == 3  # the last is too short to be known
    assert killed_at_each_effect(source, whole, tmp_path, monkeypatch) > 15


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("seed", range(3))
def test_killed_while_it_is_sent_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    whole, home = Home.open(tmp_path / "whole"), Home.open(tmp_path / "home")
    write(whole, LOAD)
    work(whole)
    kills = killed_while_sent(home, LOAD, monkeypatch, random.Random(seed), 12)
    assert not killed_at(home, kills, -1)
    check(home, whole)


def test_from_a_clean_point_on_the_same_packets_give_the_same_whole() -> None:
    records = [*paced(telemetry(3), 20, 900, flow="x"), *paced(SPEECH["amr-nb"], 20)]
    encode = msgspec.json.Encoder(order="deterministic").encode
    once, again = feed(records)[1], feed(records[3:])[1]
    assert [encode(item.transmission) for item in once] == [encode(item.transmission) for item in again]
    assert all(a <= b for a, b in pairwise(once[0].transmission.parts))
    assert "audio.stream" in categories(scanned(records))
