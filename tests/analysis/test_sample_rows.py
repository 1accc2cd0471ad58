"""Samples of which nothing is said become one recording, in sockets and over raw connections; what is no sound does not."""

from __future__ import annotations

import base64
import json
import math
import random
import struct
import wave
import zlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import analyst as analyst_module
from analysis.assembler import MAX_AGE
from analysis.assembly_journal import ASSEMBLY
from analysis.importing import read_capture
from analysis.journal_reading import tail
from analysis.records import Finding, Flow, Transmission
from analysis.sample_rows import begun_by_samples, pace_of
from analysis.settings import Home
from benchmarks.sound_streams import measure_samples
from tests.analysis.test_analyst import flow, work
from tests.analysis.test_analyst_joining import (
    check,
    killed_at,
    killed_at_each_effect,
    killed_while_sent,
    media,
    write,
)
from tests.analysis.test_assembler import MEDIA, NOON, feed, frame, scanned
from tests.analysis.test_packet_streams import SPEECH, paced, telemetry

SOURCE = random.Random(11)


def samples(values: list[float]) -> bytes:
    return b"".join(struct.pack("<h", max(-32768, min(32767, round(value)))) for value in values)


def speech(seconds: float, rate: int = 16_000) -> bytes:
    """Syllables of a voice with hissing and silence between them, as somebody speaks."""
    source, values = random.Random(3), []
    for at in range(int(seconds * rate)):
        now = at / rate % 0.5
        voice = 6_000 * math.sin(2 * math.pi * 140 * at / rate) + 2_500 * math.sin(
            2 * math.pi * 700 * at / rate
        )
        values.append(
            voice * math.sin(math.pi * now / 0.3)
            if now < 0.3
            else source.gauss(0, 900)
            if now < 0.4
            else source.gauss(0, 2)
        )
    return samples(values)


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data) - size + 1, size)]


def in_json(data: bytes, name: str = "audio") -> bytes:
    return json.dumps({"type": "chunk", name: base64.b64encode(data).decode()}).encode()


def raw(bodies: list[bytes], ms: float, start: int = 0, flow: str = "s") -> list[Transmission]:
    return [
        msgspec.structs.replace(record, protocol="raw", scheme="tls", path="")
        for record in paced(bodies, ms, start, flow=flow)
    ]


def sounds(records: Sequence[Transmission | Flow]) -> list[Finding]:
    return [
        item for one in scanned(records) for item in one.event.findings if item.category.startswith("audio")
    ]


SPOKEN = speech(4.0)
HEART = samples([
    900 * math.exp(-(((at % 200) - 80) ** 2) / 30) - 200 * math.exp(-(((at % 200) - 95) ** 2) / 60) + SOURCE.gauss(0, 40)
    - 60 + 180 * math.sin(at / 25) for at in range(12_000)
])  # fmt: skip


def game() -> list[bytes]:
    """A kind, a tick and the places of sixty things, in one size."""
    places = [[SOURCE.randrange(4000), SOURCE.randrange(4000)] for _ in range(60)]
    found = []
    for tick in range(60):
        for place in places:
            place[0], place[1] = place[0] + SOURCE.randint(-9, 9), place[1] + SOURCE.randint(-9, 9)
        found.append(
            struct.pack("<BBH", 7, 60, tick)
            + b"".join(struct.pack("<HHBB", x & 0xFFFF, y & 0xFFFF, tick & 3, 100) for x, y in places)
        )
    return found


def motion() -> list[bytes]:
    """Accelerometer and gyroscope, six values of 16 bits a time, 64 times a message."""
    at, found = 0, []
    for _ in range(60):
        values: list[float] = []
        for _ in range(64):
            at += 1
            turn = 300 * math.sin(at / 30)
            values += [
                turn,
                200 + SOURCE.gauss(0, 30),
                16_384 + SOURCE.gauss(0, 60),
                3 * turn,
                SOURCE.gauss(0, 20),
                -turn,
            ]
        found.append(samples(values))
    return found


def picture(pixel: Callable[[int, int], bytes], number: int) -> bytes:
    """A picture of 64 by 32 whose gradients move."""
    return b"".join(pixel(x + number, y) for y in range(32) for x in range(64))


def yjs() -> list[bytes]:
    """Updates of Yjs: kind, length, one client with structs whose text has one length (yjs/yjs, INTERNALS.md)."""
    text = b"the quick brown fox jumps over the lazy dog and is tired afterwards. " * 6
    return [
        b"\0\2\xba\x03" + bytes([1, 1, 0xE5 + n % 9, 0x91, 0xC3, 0x07, n]) + bytes([0x84, 0xE5, 0x91, 0xC3, 0x07, n])
        + text for n in range(60)
    ]  # fmt: skip


NEGATIVE = {
    "a game's state": game(),
    "protobuf telemetry of one size": [b"".join(telemetry(16)) for _ in range(60)],
    "encrypted messages of one size": [SOURCE.randbytes(640) for _ in range(60)],
    "encrypted behind a counter": [struct.pack(">I", n) + SOURCE.randbytes(640) for n in range(60)],
    "compressed": [zlib.compress(SPOKEN[n * 900 : n * 900 + 2000], 9)[:700] for n in range(60)],
    "a heart": pieces(HEART, 400),
    "motion": motion(),
    "pictures in pieces": pieces((MEDIA / "cheers_1440x960.heic").read_bytes()[:60_000], 1000),
    "pictures": [(MEDIA / name).read_bytes() for name in ("fixture.webp", "fixture.gif", "mspaint-10x10.gif")] * 9,
    "grey pictures": [picture(lambda x, y: bytes([(2 * x + y) & 255]), n) for n in range(40)],
    "pictures of 16 bits": [
        picture(lambda x, y: struct.pack("<H", (x >> 1 & 31) << 11 | y << 5 | x & 31), n) for n in range(40)
    ],
    "pictures of 32 bits": [picture(lambda x, y: bytes([2 * x & 255, 4 * y & 255, 90, 255]), n) for n in range(40)],
    "depths": [picture(lambda x, y: struct.pack("<H", 800 + 9 * x + 5 * y), n) for n in range(40)],
    "numbers of 32 bits": [
        b"".join(struct.pack("<f", math.sin(at / 9) + SOURCE.gauss(0, 0.01)) for at in range(n, n + 160)) for n in range(40)
    ],
    "whole numbers of 32 bits": [
        b"".join(struct.pack("<i", round(3e5 * math.sin(at / 9))) for at in range(n, n + 160)) for n in range(40)
    ],
    "a shared text": yjs(),
    "pen strokes": [
        b"".join(struct.pack("<HHB", 300 + at + n, 500 + 2 * at, 128) for at in range(80)) for n in range(40)
    ],
    "what MQTT publishes": [
        b"\x30\x86\x05\x00\x04cast" + SPOKEN[n * 640 : n * 640 + 640] for n in range(40)
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", NEGATIVE)
@pytest.mark.parametrize("kind", ["frames", "Base64", "raw"])
def test_what_is_no_sound_is_not_called_so(name: str, kind: str) -> None:
    if name == "what MQTT publishes" and kind != "frames":
        pytest.skip("its sound is that of the message that names it")
    bodies = NEGATIVE[name]
    if kind == "raw":
        records = raw(bodies, 20)
    else:
        ms = 800 if name == "a heart" else 20
        records = paced(bodies if kind == "frames" else [in_json(body, "data") for body in bodies], ms)
    if name == "a heart" and kind == "raw":
        records = raw(bodies, 800)
    assert [item for item in sounds(records) if "joined" in item.reasoning] == []


@pytest.mark.parametrize("size", [640, 1280, 3200, 8192])
@pytest.mark.parametrize("kind", ["frames", "Base64", "raw"])
def test_samples_that_are_sent_as_they_are_recorded_are_one_recording(size: int, kind: str) -> None:
    bodies = pieces(SPOKEN, size)
    ms = size / 32
    records = (
        raw(bodies, ms)
        if kind == "raw"
        else paced([in_json(body) for body in bodies] if kind == "Base64" else bodies, ms)
    )
    found = sounds(records)
    assert [(item.category, item.rules, item.confidence) for item in found] == [
        ("audio.stream", ("audio.sample_shape",), "likely")
    ]
    measures = found[0].measures
    assert measures is not None
    count = len(bodies) * size // 2
    assert (measures.codec, measures.n, measures.size) == ("pcm_s16", count, 2 * count)
    assert (measures.seconds, measures.sample_rate_hz, measures.channels) == (None, None, None)
    told = f"PCM 16 bit, {count:,} samples, sample rate not told; {count / 16_000:.1f} s if taken at 16 kHz, one channel"
    assert found[0].value == told
    assert f"joined from {len(bodies)} messages" in found[0].reasoning
    assert "as fast as sound is recorded" in found[0].reasoning


def in_event(data: bytes, *before: str) -> bytes:
    return ("42" + json.dumps([*before, {"data": base64.b64encode(data).decode()}])).encode()


def test_events_of_socket_io_are_joined_too_and_what_is_none_is_not() -> None:
    bodies = pieces(SPOKEN, 1280)
    (found,) = sounds(paced([in_event(body, "mic-chunk") for body in bodies], 40))
    assert (found.measures and found.measures.n, found.confidence) == (640 * len(bodies), "likely")
    start = frame(900, b'42["start",{"encoding":"LINEAR16","sampleRateHertz":16000}]')
    (found,) = sounds([start, *paced([in_event(body, "mic-chunk") for body in bodies], 40)])
    assert found.measures is not None
    assert found.measures.seconds == pytest.approx(0.04 * len(bodies))
    assert found.measures.sample_rate_hz == 16_000
    picture = (MEDIA / "fixture.webp").read_bytes()
    for others in (
        [in_event(picture, "chunk") for _ in range(20)],
        [in_event(SOURCE.randbytes(1280), "sync") for _ in range(20)],
        [in_event(body, "a", "b") for body in bodies],
        [b"42" + body[2:] for body in NEGATIVE["encrypted messages of one size"]],
        [b"42[" + body for body in bodies],
        [b'42["a"' for _ in bodies],
        [b"42[]" for _ in bodies],
        [b'42[1,{"data":"' + base64.b64encode(body) + b'"}]' for body in bodies],
    ):
        assert [item for item in sounds(paced(others, 40)) if "joined" in item.reasoning] == []


@pytest.mark.parametrize("ms", [0, 1])
def test_samples_that_are_sent_all_at_once_are_only_possible(ms: float) -> None:
    found = sounds(paced(pieces(SPOKEN, 1280), ms))
    assert [item.confidence for item in found] == ["possible"]
    assert "recorded" not in found[0].reasoning
    assert sounds(raw(pieces(SPOKEN, 1280), ms)) == []


def test_a_raw_connection_is_cut_anywhere() -> None:
    bodies, ends, at, chance = [], [], 0, random.Random(2)
    while at < len(SPOKEN):
        size = chance.randint(600, 2100)
        bodies.append(SPOKEN[at : at + size])
        at += size
        ends.append(NOON + timedelta(seconds=at / 32_000))
    records = [
        msgspec.structs.replace(record, seen_at=end) for record, end in zip(raw(bodies, 0), ends, strict=True)
    ]
    found = sounds(records)
    assert [(item.measures and item.measures.n) for item in found] == [len(SPOKEN) // 2]


def test_a_raw_connection_that_tells_or_begins_a_file_is_a_recording_too() -> None:
    start = msgspec.structs.replace(
        frame(900, b'{"encoding":"LINEAR16","sampleRateHertz":16000}\n'), protocol="raw", scheme="tcp"
    )
    (found,) = sounds([start, *raw(pieces(SPOKEN, 1280), 1)])
    assert (found.measures and found.measures.seconds, found.confidence) == (4.0, "likely")
    film = (MEDIA / "fixture.opus").read_bytes()
    (found,) = sounds(raw([film[at : at + 1460] for at in range(0, len(film), 1460)], 5))
    assert found.measures is not None
    assert found.measures.codec == "opus"
    assert found.measures.seconds == pytest.approx(2.9, rel=0.05)


def test_sound_that_a_device_receives_is_no_leak(tmp_path: Path) -> None:
    for direction, expected in (("send", 1), ("receive", 0)):
        messages = [
            {"type": direction, "time": 1_795_348_800 + 0.04 * number, "opcode": 2,
             "data": base64.b64encode(body).decode()}
            for number, body in enumerate(pieces(SPOKEN, 1280))
        ]  # fmt: skip
        entry = {
            "startedDateTime": "2026-11-22T12:00:00Z", "_resourceType": "websocket", "_webSocketMessages": messages,
            "request": {"method": "GET", "url": "wss://voice.example/v1", "headers": []}, "response": {"status": 101},
        }  # fmt: skip
        path = tmp_path / f"{direction}.har"
        path.write_text(json.dumps({"log": {"entries": [entry]}}))
        found = sounds([*read_capture(path, "home", "", lambda _: None)])
        assert len(found) == expected


def test_messages_between_and_other_frames_do_not_disturb_it() -> None:
    bodies = pieces(SPOKEN, 1280)
    bodies[5:5] = [b'{"type":"ping"}', SOURCE.randbytes(1280), b"\x08\1", SOURCE.randbytes(90)]
    found = sounds(paced(bodies, 40))
    assert [(item.measures and item.measures.n) for item in found] == [640 * (len(bodies) - 4)]


def test_a_piece_that_begins_as_json_does_is_a_piece() -> None:
    bodies = pieces(SPOKEN, 1280)
    bodies[3] = b"{" + bodies[3][1:]
    bodies[9] = b"[" + bodies[9][1:]
    assert [(item.measures and item.measures.n) for item in sounds(paced(bodies, 40))] == [640 * len(bodies)]
    start = frame(900, b'{"encoding":"LINEAR16","sampleRateHertz":16000}')
    found = sounds([start, *paced(bodies, 40)])
    assert [(item.measures and item.measures.size) for item in found] == [1280 * len(bodies)]


def test_another_field_or_size_is_no_further_piece() -> None:
    bodies = pieces(SPOKEN, 1280)
    mixed = [in_json(body, "audio" if number % 2 else "voice") for number, body in enumerate(bodies)]
    assert {
        item.measures and item.measures.n for item in sounds(paced(mixed, 40)) if "joined" in item.reasoning
    } == {640 * len(bodies[::2])}
    _, wholes = feed(paced([bodies[0], SPOKEN[:6400], bodies[1]], 40))
    assert [whole.transmission.body_size for whole in wholes] == [2560]


def test_pauses_are_in_it_and_a_long_one_or_a_limit_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = pieces(SPOKEN, 1280)
    late = [
        msgspec.structs.replace(record, seen_at=record.seen_at + timedelta(seconds=20))
        for record in paced(bodies[:20], 40, 500)
    ]
    (found,) = sounds([*paced(bodies[:20], 40), *late])
    assert (found.measures and found.measures.n, found.confidence) == (40 * 640, "likely")
    late = [msgspec.structs.replace(record, seen_at=record.seen_at + MAX_AGE) for record in late]
    assert [len(whole.parts) for whole in feed([*paced(bodies[:20], 40), *late])[1]] == [20, 20]
    monkeypatch.setattr("analysis.assembler.MAX_PARTS", 12)
    part_of, wholes = feed(paced(bodies, 40))
    assert all(len(whole.parts) <= 12 for whole in wholes)
    assert sum(map(bool, part_of)) > 0.7 * len(bodies)  # a new one begins with a piece that looks like sound


def test_two_sockets_at_once_stay_apart() -> None:
    one, two = paced(pieces(SPOKEN, 1280), 40), paced(pieces(SPOKEN, 3200), 100, 500, flow="t")
    mixed = sorted([*one, *two], key=lambda record: record.seen_at)
    assert sorted(item.measures.n or 0 for item in sounds(mixed) if item.measures) == [64_000, 64_000]


def test_the_pace_is_that_of_what_was_recorded_between_two_pieces() -> None:
    records = paced(pieces(SPOKEN, 1280), 40)
    span, pace, usual = pace_of(records, [1280] * len(records))
    assert (span, pace, usual) == pytest.approx((0.04 * (len(records) - 1), 16_000, 16_000))
    assert pace_of(records[:1], [1280]) == (0.0, 0.0, 0.0)
    assert pace_of([*records[:2], records[0]], [2, 2, 2]) == (0.0, 0.0, 0.0)


def test_packets_may_begin_where_samples_were() -> None:
    bodies = [*pieces(SPOKEN, 1280)[:20], *SPEECH["amr-wb"]]
    found = [item.measures and item.measures.codec for item in sounds(paced(bodies, 20))]
    assert found == ["pcm_s16", "amr_wb"]


@pytest.mark.parametrize(
    "name",
    [
        "cmu_arctic_us_axb_a0006",
        "cmu_arctic_us_aew_a0001",
        "german_speech_8000",
        "singing_8000",
        "doing_the_dishes",
    ],
)
@pytest.mark.parametrize("ms", [20, 100, 250])
def test_real_sound_is_found_whole(shared_data: Path, name: str, ms: int) -> None:
    path = shared_data / "audio" / "noise-pyroom" / "examples" / "input_samples" / f"{name}.wav"
    with wave.open(str(path)) as file:
        rate, data = file.getframerate(), file.readframes(10 * file.getframerate())
    bodies = pieces(data, 2 * rate * ms // 1000)
    found = [item for item in sounds(paced(bodies, ms)) if "joined" in item.reasoning]
    joined = sum(item.measures.n or 0 for item in found if item.measures)
    assert joined >= 0.8 * len(data) // 2
    assert len(found) == 1


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(st.binary(max_size=700), st.integers(0, 90).map(lambda n: SPOKEN[n * 640 : n * 640 + 640])),
        max_size=30,
    ),
    st.sampled_from(["websocket", "raw"]),
)
def test_any_messages_are_joined_once_or_not_at_all(bodies: list[bytes], protocol: str) -> None:
    records = raw(bodies, 20) if protocol == "raw" else paced(bodies, 20)
    part_of, wholes = feed(records)
    parts = [part for whole in wholes for part in whole.transmission.parts]
    assert len(parts) == len(set(parts)) == sum(map(bool, part_of))
    for record in records:
        begun_by_samples(record)


# -- in the home --------------------------------------------------------------------------------------------------


def home_load() -> list[Flow | Transmission]:
    """A socket, one of Base64 and a raw connection of which nothing is said, with other messages and a secret between."""
    bodies = pieces(SPOKEN, 1280)
    rows: list[list[Transmission]] = [
        paced(bodies[:14], 40, flow="a"),
        paced([in_json(body) for body in bodies[:12]], 40, 300, flow="b"),
        raw(bodies[:12], 40, 600, "c"),
    ]
    records: list[Flow | Transmission] = [record for row in zip(*rows, strict=False) for record in row]
    records[8:8] = [
        frame(200, b'{"type":"ping"}', flow="a"),
        frame(201, b'{"password":"hunter2-hunter2"}', flow="a"),
    ]
    records[30:30] = [
        frame(202, SOURCE.randbytes(50), flow="a"),
        frame(203, (MEDIA / "fixture.gif").read_bytes(), flow="a"),
    ]
    records[40:40] = [
        frame(204, SPOKEN[:6400], flow="a"),
        frame(205, in_json(SPOKEN[:6400], "voice"), flow="b"),
    ]
    opened = [flow(flow_id=name, host="up.example") for name in "abc"]
    end = [flow(flow_id=name, host="up.example", closed_at=NOON + timedelta(minutes=1)) for name in "abc"]
    return [*opened, *records, *end]


LOAD = home_load()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyst_module, "BATCH", 12)
    monkeypatch.setattr("analysis.assembler.MAX_PARTS", 5)


@pytest.mark.usefixtures("short")
def test_killed_before_any_effect_the_home_ends_as_if_nothing_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, whole = Home.open(tmp_path / "source"), Home.open(tmp_path / "whole")
    work(source)  # its ledger has what the catalogue tells: each of the copies would take it in anew
    write(source, LOAD)
    write(whole, LOAD)
    work(whole)
    assert [row[0] for row in media(whole)].count("audio.stream") >= 5
    made = [item.kind for item in tail(whole.journal_dir, "analyst", limit=5000)]
    assert made.count(ASSEMBLY) >= 5
    assert killed_at_each_effect(source, whole, tmp_path, monkeypatch) >= 20


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


def test_from_a_clean_point_on_the_same_pieces_give_the_same_whole() -> None:
    records = [*paced(telemetry(3), 20, 900, flow="x"), *paced(pieces(SPOKEN, 1280), 20)]
    once, again = feed(records)[1], feed(records[3:])[1]
    assert [item.transmission for item in once] == [item.transmission for item in again]
    assert all(a <= b for a, b in pairwise(once[0].transmission.parts))


def test_streams_that_are_no_sound_are_not_taken_for_it() -> None:
    """15 of each of ten kinds here; docs/architecture.md tells of more."""
    assert sum(measure_samples(15, seed=4).values()) == 0
