"""Parts are joined in order and within bounds, the same way whenever; and what only looks like a part is left alone."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import random
import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import assembler as module
from analysis import catalogue
from analysis.assembled import Assembled
from analysis.assembler import Assembler
from analysis.joining import WHOLE_LIMIT
from analysis.open_whole import Whole
from analysis.pipeline import Analyser, Analysis
from analysis.recorder_pieces import part_of_upload
from analysis.records import Flow, Transmission, Visibility, new_id

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MEDIA = Path(__file__).resolve().parents[1] / "data" / "media"
FILM = (MEDIA / "recorder.mp4").read_bytes()
ANALYSER = Analyser(catalogue.load())


def sent(
    number: int, body: bytes | None = b"x", *, query: str = "", flow: str = "f", **fields: object
) -> Transmission:
    at = NOON + timedelta(milliseconds=100 * number)
    headers = fields.pop("headers", ())
    values: dict[str, object] = {
        "id": new_id(at, f"{flow}{number}".encode()), "flow_id": flow, "seen_at": at, "writer": "proxy-0", "method": "PUT",
        "scheme": "https", "host": "up.example", "port": 443, "path": "/u", "query": query, "request_headers": headers,
        "body": body, "body_size": len(body) if body is not None else 10,
        "body_sha256": hashlib.sha256(body).hexdigest() if body else None,
    }  # fmt: skip
    return Transmission(**{**values, **fields})  # type: ignore[arg-type]


def frame(number: int, body: bytes, flow: str = "s", **fields: object) -> Transmission:
    return sent(
        number, body, flow=flow, method="", scheme="wss", protocol="websocket", **{"path": "/live", **fields}
    )


def form(
    number: int, fields: dict[str, object], data: bytes, name: str = "f.bin", **more: object
) -> Transmission:
    lines = b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    )
    file = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: video/mp4\r\n\r\n'
    body = lines + file.encode() + data + b"\r\n--b--\r\n"
    headers = (("Content-Type", "multipart/form-data; boundary=b"),)
    return sent(number, body, method="POST", headers=headers, **more)


def feed(
    records: Sequence[Transmission | Flow], assembler: Assembler | None = None
) -> tuple[list[str], list[Whole]]:
    """Whose part each record is, and all wholes; nothing is left open."""
    assembler = assembler or Assembler()
    part_of, wholes = [], []
    for record in records:
        at = record.seen_at if isinstance(record, Transmission) else record.opened_at
        taken = assembler.take(record, at)
        part_of.append(taken.part_of)
        wholes += taken.done
    wholes += assembler.finish()
    assert assembler.is_clean
    assert assembler._held == 0
    return part_of, wholes


def cut(data: bytes, count: int) -> list[bytes]:
    size = -(-len(data) // count)
    return [data[at : at + size] for at in range(0, len(data), size)]


def ranged(number: int, data: bytes, start: int, total: object, **fields: object) -> Transmission:
    headers = (
        ("Content-Range", f"bytes {start}-{start + len(data) - 1}/{total}"),
        ("Content-Type", "video/mp4"),
    )
    return sent(number, data, headers=headers, **fields)


def in_ranges(data: bytes, count: int, **fields: object) -> list[Transmission]:
    pieces = cut(data, count)
    starts = [sum(map(len, pieces[:index])) for index in range(len(pieces))]
    return [
        ranged(number, piece, start, len(data), **fields)
        for number, (piece, start) in enumerate(zip(pieces, starts, strict=True))
    ]


UPLOADS = {
    "content-range": in_ranges(FILM, 4, query="upload_id=abc"),
    "google": [
        sent(number, piece, method="POST", headers=(
            ("X-Goog-Upload-Command", "upload, finalize" if number == 3 else "upload"),
            ("X-Goog-Upload-Offset", str(number * len(cut(FILM, 4)[0]))),
        ))
        for number, piece in enumerate(cut(FILM, 4))
    ],
    "tus": [
        sent(number, piece, method="PATCH", path="/files/24e533e", headers=(
            ("Tus-Resumable", "1.0.0"), ("Content-Type", "application/offset+octet-stream"),
            ("Upload-Offset", str(number * len(cut(FILM, 4)[0]))),
        ))
        for number, piece in enumerate(cut(FILM, 4))
    ],
    "s3": [
        *(sent(number, piece, query=f"partNumber={number + 1}&uploadId=VXBsb2FkIElE", flow=f"f{number % 2}")
          for number, piece in enumerate(cut(FILM, 4))),
        sent(9, b"<CompleteMultipartUpload/>", method="POST", query="uploadId=VXBsb2FkIElE"),
    ],
    "azure": [
        *(sent(number, piece, query=f"comp=block&blockid={base64.b64encode(b'%06d' % number).decode()}&sig=x")
          for number, piece in enumerate(cut(FILM, 4))),
        sent(9, b"<BlockList/>", query="comp=blocklist&sig=x"),
    ],
    "dropzone": [
        form(number, {"dzuuid": "5f1c", "dzchunkindex": number, "dztotalchunkcount": 4, "dzchunkbyteoffset": 1}, piece)
        for number, piece in enumerate(cut(FILM, 4))
    ],
    "fine-uploader": [
        form(number, {"qquuid": "5f1c", "qqpartindex": number, "qqtotalparts": 4}, piece)
        for number, piece in enumerate(cut(FILM, 4))
    ],
    "plupload": [
        form(number, {"name": "a.mp4", "chunk": number, "chunks": 4}, piece) for number, piece in enumerate(cut(FILM, 4))
    ],
    "resumable": [
        form(number, {}, piece, query=f"resumableChunkNumber={number + 1}&resumableTotalChunks=4&resumableIdentifier=a")
        for number, piece in enumerate(cut(FILM, 4))
    ],
    "flow.js": [
        form(number, {"flowChunkNumber": number + 1, "flowTotalChunks": 4, "flowIdentifier": "a"}, piece)
        for number, piece in enumerate(cut(FILM, 4))
    ],
    "part of total": [
        form(number, {"part": number + 1, "total": 4, "upload_id": "a"}, piece) for number, piece in enumerate(cut(FILM, 4))
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", UPLOADS)
def test_an_upload_in_pieces_is_joined(name: str) -> None:
    records = UPLOADS[name]
    part_of, wholes = feed(records)
    assert len(wholes) == 1, part_of
    whole = wholes[0].transmission
    assert whole.body == FILM
    assert (whole.body_size, whole.body_sha256) == (len(FILM), hashlib.sha256(FILM).hexdigest())
    assert whole.parts == tuple(record.id for record in records[:4])
    assert part_of[:4] == [whole.id] * 4
    assert (whole.flow_id, whole.host, whole.seen_at, whole.visibility) == (
        records[0].flow_id, "up.example", records[0].seen_at, Visibility.OPENED,
    )  # fmt: skip
    assert whole.query == ""
    assert "joined from 4 messages" in wholes[0].notes
    assert any(
        finding.category == "photo.video" for finding in ANALYSER.analyse(whole).event.findings
    ) or any(finding.category == "audio.recording" for finding in ANALYSER.analyse(whole).event.findings)


@pytest.mark.parametrize("name", [name for name in UPLOADS if name not in ("google", "tus")])
def test_pieces_that_come_in_any_order_are_joined_in_theirs(name: str) -> None:
    first, *others = UPLOADS[name]
    ends = [others.pop()] if name in ("s3", "azure") else []
    random.Random(4).shuffle(others)
    _, wholes = feed([first, *others, *ends])
    assert [whole.transmission.body for whole in wholes] == [FILM]
    assert list(wholes[0].transmission.parts) == sorted(wholes[0].transmission.parts)


@pytest.mark.parametrize("name", [name for name in UPLOADS if name not in ("s3", "azure", "tus")])
def test_a_lost_piece_is_said_and_nothing_is_invented(name: str) -> None:
    records = list(UPLOADS[name])
    lost = cut(FILM, 4)
    del records[1]
    _, wholes = feed(records)
    whole = wholes[0].transmission
    assert whole.body == lost[0]
    assert whole.visibility is Visibility.SAMPLED
    assert whole.body_sha256 is None
    assert len(whole.parts) == 3
    assert any("was not seen: what follows is not joined" in note for note in wholes[0].notes)


def test_a_recording_that_began_in_the_middle_says_so() -> None:
    _, wholes = feed(in_ranges(FILM, 4)[1:])
    assert wholes[0].transmission.body == b"".join(cut(FILM, 4)[1:])
    assert any("what was sent before was not seen" in note for note in wholes[0].notes)
    assert wholes[0].transmission.body_sha256 is None


def test_a_piece_that_is_sent_again_is_a_part_and_not_joined_twice() -> None:
    records = in_ranges(FILM, 4)
    again = msgspec.structs.replace(records[1], id=new_id(NOON, b"again"))
    part_of, wholes = feed([*records[:2], again, *records[2:]])
    assert [whole.transmission.body for whole in wholes] == [FILM]
    assert len(set(part_of)) == 1
    assert len(wholes[0].transmission.parts) == 5


def test_two_uploads_at_once_and_two_after_another_stay_apart() -> None:
    other = bytes(reversed(FILM))
    one = in_ranges(FILM, 3, query="upload_id=1")
    two = in_ranges(other, 3, query="upload_id=2", flow="g")
    _, wholes = feed([record for pair in zip(one, two, strict=True) for record in pair])
    assert [whole.transmission.body for whole in wholes] == [FILM, other]
    again = [
        msgspec.structs.replace(record, id=new_id(NOON, b"again" + record.id.encode()))
        for record in in_ranges(other, 3)
    ]
    _, wholes = feed([*in_ranges(FILM, 3)[:2], *again])  # the first was given up
    assert [whole.transmission.body for whole in wholes] == [b"".join(cut(FILM, 3)[:2]), other]


def test_big_pieces_give_the_beginning_and_the_size() -> None:
    head = FILM[: 1 << 16]
    records = [
        msgspec.structs.replace(
            record, body=head if number == 0 else b"y" * 100, body_size=5 << 20, visibility=Visibility.SAMPLED,
            request_headers=(("Content-Range", f"bytes {number * (5 << 20)}-{(number + 1) * (5 << 20) - 1}/{15 << 20}"),),
        )
        for number, record in enumerate(in_ranges(FILM, 3))
    ]  # fmt: skip
    _, wholes = feed(records)
    whole = wholes[0].transmission
    assert (whole.body, whole.body_size, whole.visibility) == (head, 15 << 20, Visibility.SAMPLED)


NO_PARTS = {
    "a whole upload with a range": ranged(0, FILM, 0, len(FILM)),
    "a range that is not of this body": sent(0, b"abc", headers=(("Content-Range", "bytes 0-99/200"),)),
    "a question for the range": sent(0, b"x", headers=(("Content-Range", "bytes */2000"),)),
    "a range backwards": sent(0, b"x", headers=(("Content-Range", "bytes 9-2/20"),)),
    "a range in other units": sent(0, b"x", headers=(("Content-Range", "items 0-0/20"),)),
    "no body": sent(0, b"", headers=(("Content-Range", "bytes 0-9/20"),)),
    "a download": sent(0, b"x", method="GET", headers=(("Range", "bytes=0-9"),)),
    "one google request": sent(
        0, b"x", method="POST", headers=(("X-Goog-Upload-Command", "upload, finalize"), ("X-Goog-Upload-Offset", "0"))
    ),
    "google query": sent(
        0, b"x", method="POST", headers=(("X-Goog-Upload-Command", "query"), ("X-Goog-Upload-Offset", "9"))
    ),
    "a part number without upload": sent(0, b"x", query="partNumber=1"),
    "a part of a product": sent(0, b"x", query="part=12&total=3"),
    "a page of a list": form(0, {"part": 7, "total": 3}, b"x"),
    "one chunk of one": form(0, {"dzuuid": "a", "dzchunkindex": 0, "dztotalchunkcount": 1}, FILM),
    "no file in it": sent(
        0, b'--b\r\nContent-Disposition: form-data; name="chunk"\r\n\r\n1\r\n--b--', method="POST",
        headers=(("Content-Type", "multipart/form-data; boundary=b"),),
    ),
    "a photo in a form": form(0, {"total": "3 EUR", "part": "left"}, FILM),
    "a blob list": sent(0, None, method="GET", query="comp=list"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PARTS)
def test_what_only_looks_like_a_piece_is_left_alone(name: str) -> None:
    assert feed([NO_PARTS[name]]) == ([""], [])


# -- sockets ------------------------------------------------------------------------------------------------------


def tone(seconds: float, rate: int = 16_000) -> bytes:
    """A voice-like tone whose level rises and falls."""
    values = (
        int(
            9_000
            * math.sin(2 * math.pi * 180 * n / rate)
            * (0.55 + 0.45 * math.sin(2 * math.pi * 4 * n / rate))
        )
        for n in range(int(seconds * rate))
    )
    return b"".join(struct.pack("<h", value) for value in values)


START = b'{"type":"start","config":{"encoding":"LINEAR16","sampleRateHertz":16000,"audioChannelCount":1}}'
VOICE = tone(2.0)
FRAMES = cut(VOICE, 20)
NOISE = [random.Random(number).randbytes(3200) for number in range(20)]  # which no one would take for samples


def of_whole(whole: Whole) -> Analysis:
    return ANALYSER.analyse(whole.transmission)


def test_frames_after_a_message_that_tells_the_encoding_are_one_recording() -> None:
    records = [frame(0, START), *(frame(1 + number, data) for number, data in enumerate(FRAMES))]
    records.append(frame(30, b'{"type":"CloseStream"}'))
    part_of, wholes = feed([*records, frame(31, b'{"battery":0.5}')])
    assert [part_of[0], *part_of[-2:]] == ["", "", ""]
    whole = wholes[0].transmission
    assert len(wholes) == 1
    assert set(part_of[1:-2]) == {whole.id}
    assert whole.body == VOICE
    assert whole.body_sha256 == hashlib.sha256(VOICE).hexdigest()
    assert whole.request_headers == (("content-type", "audio/pcm;rate=16000;channels=1"),)
    found = [item for item in of_whole(wholes[0]).event.findings if item.category == "audio.stream"]
    assert [(item.measures and item.measures.seconds) for item in found] == [2.0]
    assert "audio/pcm" in found[0].reasoning


def test_base64_in_json_frames_is_one_recording() -> None:
    start = {
        "event": "start",
        "start": {"mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}},
    }
    data = bytes(random.Random(1).randrange(256) for _ in range(8_000))
    records = [frame(0, json.dumps(start).encode())]
    for number, piece in enumerate(cut(data, 50)):
        text = {
            "event": "media",
            "streamSid": "MZ1",
            "media": {"track": "inbound", "payload": base64.b64encode(piece).decode()},
        }
        records.append(frame(1 + number, json.dumps(text).encode()))
    records.append(frame(90, b'{"event":"stop","streamSid":"MZ1"}'))
    part_of, wholes = feed(records)
    assert [whole.transmission.body for whole in wholes] == [data]
    assert wholes[0].transmission.request_headers == (("content-type", "audio/pcmu;rate=8000;channels=1"),)
    assert part_of.count(wholes[0].transmission.id) == 50


def test_a_container_goes_on_in_the_next_frames() -> None:
    whole = (MEDIA / "recorder.webm").read_bytes()
    _, wholes = feed([frame(number, data) for number, data in enumerate(cut(whole, 5))])
    assert [item.transmission.body for item in wholes] == [whole]
    assert [item.category for item in of_whole(wholes[0]).event.findings if item.category.startswith("audio")]


def test_an_event_with_attachments_gets_them_in_their_places() -> None:
    picture = (MEDIA / "mspaint-10x10.gif").read_bytes()
    head = b'452-["upload",{"name":"a","data":{"_placeholder":true,"num":0}},{"_placeholder":true,"num":1}]'
    part_of, wholes = feed([frame(0, head), frame(1, picture), frame(2, VOICE), frame(3, b"\0\1\2")])
    body = wholes[0].transmission.body or b""
    assert part_of == [wholes[0].transmission.id] * 3 + [""]
    assert json.loads(body[2:]) == [
        "upload", {"name": "a", "data": base64.b64encode(picture).decode()}, base64.b64encode(VOICE).decode(),
    ]  # fmt: skip


PLAIN_FRAMES = {
    "no start": [frame(0, b'{"type":"hello","version":1}'), *(frame(1 + n, data) for n, data in enumerate(NOISE))],
    "another socket": [frame(0, START), *(frame(1 + n, data, flow="t") for n, data in enumerate(NOISE))],
    "text": [frame(0, START), frame(1, b'{"text":"hello"}'), frame(2, b"ping")],
    "a format that is no sound": [
        frame(0, b'{"encoding":"utf-8","format":"json","rate":44100}'), frame(1, bytes(range(256))),
    ],
    "statistics of a call": [
        frame(0, b'{"audio":{"encoding":"opus","packetsSent":120}}'), frame(1, b'{"audio":{"jitter":0.01}}'),
    ],
    "a picture a frame": [frame(n, (MEDIA / "fixture.gif").read_bytes()) for n in range(3)],
    "after the end": [frame(0, START), frame(1, b'{"event":"stop"}'), *(frame(2 + n, d) for n, d in enumerate(NOISE))],
    "an event without attachments": [frame(0, b'42["a",{"_placeholder":true,"num":0}]'), frame(1, NOISE[0])],
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN_FRAMES)
def test_frames_that_nothing_holds_together_are_left_alone(name: str) -> None:
    part_of, wholes = feed(PLAIN_FRAMES[name])
    assert set(part_of) == {""}
    assert wholes == []


def test_pictures_in_a_stream_of_sound_are_not_joined_into_it() -> None:
    picture = (MEDIA / "mspaint-10x10.gif").read_bytes()
    records = [frame(0, START), frame(1, FRAMES[0]), frame(2, picture), frame(3, FRAMES[1])]
    part_of, wholes = feed(records)
    assert part_of[2] == ""
    assert wholes[0].transmission.body == FRAMES[0] + FRAMES[1]


# -- MQTT ---------------------------------------------------------------------------------------------------------


def publish(topic: str, payload: bytes) -> bytes:
    rest = struct.pack(">H", len(topic)) + topic.encode() + payload
    size, length = len(rest), b""
    while True:
        size, digit = size >> 7, size & 127
        length += bytes([digit | (128 if size else 0)])
        if not size:
            return b"\x30" + length + rest


def packets(number: int, data: bytes, **fields: object) -> Transmission:
    return sent(number, data, flow="m", method="", scheme="mqtts", protocol="mqtt", path="", **fields)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(min_size=0, max_size=400), min_size=1, max_size=8), st.data())
def test_however_a_stream_of_packets_is_cut_every_packet_comes_whole(
    payloads: list[bytes], data: st.DataObject
) -> None:
    whole_packets = [publish(f"home/{index}", payload) for index, payload in enumerate(payloads)]
    stream = b"".join(whole_packets)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(stream) - 1), max_size=6)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    records = [packets(number, piece) for number, piece in enumerate(pieces)]
    part_of, wholes = feed(records)
    seen = [record.body or b"" for record, whole in zip(records, part_of, strict=True) if not whole]
    seen += [whole.transmission.body or b"" for whole in wholes]
    assert sum(map(len, seen)) == len(stream)
    for body in seen:
        while body:
            first = next(packet for packet in whole_packets if body.startswith(packet))
            body = body[len(first) :]


def test_what_is_no_packet_and_what_was_lost_in_between_is_left_alone() -> None:
    assert feed([packets(0, b"5 apples and a pear")])[0] == [""]
    start = publish("home/cam", b"y" * 500)
    part_of, wholes = feed([packets(0, start[:100]), packets(1, None), packets(2, start[200:])])
    assert part_of[1:] == ["", ""]
    assert wholes[0].transmission.parts == (packets(0, start[:100]).id,)


# -- bounds -------------------------------------------------------------------------------------------------------


def test_a_closed_flow_an_old_whole_and_too_many_of_them_end_it() -> None:
    assembler = Assembler()
    for number, record in enumerate([frame(0, START), frame(1, FRAMES[0])]):
        assert assembler.take(record, NOON + timedelta(seconds=number)).done == ()
    flow = Flow(flow_id="s", opened_at=NOON, closed_at=NOON, writer="proxy-0")
    assert len(assembler.take(flow, NOON).done) == 1
    assert assembler.is_clean
    assembler.take(in_ranges(FILM, 4)[0], NOON)
    late = NOON + module.MAX_AGE + timedelta(seconds=1)
    assert [item.transmission.parts for item in assembler.take(sent(5), late).done] == [
        (in_ranges(FILM, 4)[0].id,)
    ]
    assert assembler.is_clean
    for number in range(module.MAX_OPEN):
        assert assembler.take(in_ranges(FILM, 4, path=f"/{number}")[0], late).done == ()
    assert len(assembler.take(in_ranges(FILM, 4, path="/more")[0], late).done) == 1


def test_the_bytes_and_the_parts_held_are_bounded() -> None:
    block = bytes(1 << 20)
    records = [
        ranged(number, block, (number // 2) << 20, 100 << 20, path=f"/{number % 2}") for number in range(40)
    ]
    assembler = Assembler()
    for record in records:
        assembler.take(record, NOON)
        assert assembler._held <= module.MAX_HELD
    wholes = assembler.finish()
    assert [len(whole.transmission.body or b"") for whole in wholes] == [WHOLE_LIMIT] * 2
    small = [frame(0, START), *(frame(1 + number, FRAMES[0][:320]) for number in range(module.MAX_PARTS + 5))]
    _, wholes = feed(small)
    assert [len(whole.parts) for whole in wholes] == [module.MAX_PARTS, 5]
    assert wholes[1].transmission.request_headers == wholes[0].transmission.request_headers


def test_a_state_that_is_never_clean_is_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RECORDS", 50)
    assembler = Assembler()
    assembler.take(frame(0, START), NOON)
    done = [whole for number in range(60) for whole in assembler.take(frame(1 + number, NOISE[0]), NOON).done]
    assert len(done) == 1
    assert assembler.is_clean


def test_the_same_records_give_the_same_bytes_and_from_a_clean_point_on_nothing_else() -> None:
    records = [
        *UPLOADS["s3"],
        frame(0, START),
        *(frame(1 + n, data) for n, data in enumerate(FRAMES)),
        *in_ranges(FILM, 3),
    ]
    encode = msgspec.json.Encoder(order="deterministic").encode
    everything = [encode(whole.transmission) for whole in feed(records)[1]]
    assert everything == [encode(whole.transmission) for whole in feed(records)[1]]
    assert everything[1:] == [encode(whole.transmission) for whole in feed(records[5:])[1]]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.binary(max_size=80)), max_size=30))
def test_no_bytes_stop_it(steps: list[tuple[int, bytes]]) -> None:
    starts = (b"451-[", b'{"rate":8000,"encoding":"pcm","x":', b"\x30\x85\x01", b"OggS\0\x02")
    records = []
    for number, (kind, data) in enumerate(steps):
        body = starts[kind] + data
        records.append(frame(number, body, path="/mqtt") if kind % 2 else packets(number, body))
        records.append(
            sent(
                100 + number,
                body,
                query="chunk=1&chunks=3&name=a",
                headers=(("Content-Range", "bytes 1-9/x"),),
            )
        )
    part_of, wholes = feed(records)
    parts = [part for whole in wholes for part in whole.transmission.parts]
    assert len(parts) == len(set(parts)) == sum(map(bool, part_of))


# -- what counts --------------------------------------------------------------------------------------------------


def scanned(records: Sequence[Transmission | Flow]) -> list[Analysis]:
    assembled = Assembled()
    return [
        assembled.settled(ANALYSER.analyse(record), ANALYSER.analyse)
        for record in assembled.of(records)
        if isinstance(record, Transmission)
    ]


def categories(found: list[Analysis]) -> list[str]:
    return [item.category for analysis in found for item in analysis.event.findings]


def test_a_film_in_pieces_is_found_once_and_by_the_whole() -> None:
    found = scanned(in_ranges(FILM, 4))
    media = [item for item in categories(found) if item.startswith(("audio", "photo"))]
    assert len(media) == 1
    assert not any(item.startswith("opaque") for item in categories(found))
    assert "joined from 4 messages" in found[-1].event.findings[-1].reasoning
    assert len(found[-1].revealed) == len(found[-1].event.findings)
    assert "counted with that" in found[0].event.warnings[-1]


def test_what_a_part_shows_by_itself_is_not_told_again_by_the_whole() -> None:
    head = b'451-["photo",{"email":"anna.lindgren@example.org","data":{"_placeholder":true,"num":0}}]'
    found = scanned([frame(0, head), frame(1, FILM)])
    assert categories(found).count("identifier.email") == 1
    assert len([item for item in categories(found) if item.startswith(("audio", "photo"))]) == 1


def test_what_only_the_whole_shows_is_told() -> None:
    text = json.dumps({"notes": "x" * 300, "email": "anna.lindgren@example.org", "more": "y" * 300}).encode()
    at = text.index(b"lindgren")
    found = scanned([ranged(0, text[:at], 0, len(text)), ranged(1, text[at:], at, len(text))])
    assert categories(found[-1:]).count("identifier.email") == 1


def datagrams(
    numbers: Sequence[int], *, source: int = 7, kind: int = 0, scheme: str = "udp", flow: str = "u"
) -> list[Transmission]:
    """Packets of RTP with a tone of 160 samples each."""
    return [
        sent(
            at,
            struct.pack(">BBHII", 0x80, 0, number & 0xFFFF, 160 * at, source) + bytes([(number * 7) & 255]) * 160,
            flow="u", method="", scheme=scheme, protocol="raw",
        )
        for at, number in enumerate(numbers)
    ]  # fmt: skip


def test_sound_in_datagrams_is_one_message() -> None:
    records = datagrams([65_533, 65_535, 65_534, 0, 1, 2, 3])
    part_of, (whole,) = feed(records)
    assert set(part_of) == {whole.transmission.id}
    assert whole.transmission.header("content-type") == "audio/pcmu;rate=8000"
    assert len(whole.transmission.body or b"") == 7 * 160
    assert (whole.transmission.body or b"")[160:161] == bytes([(65_534 * 7) & 255])


def test_another_source_or_a_big_gap_begins_anew() -> None:
    _, wholes = feed(
        [*datagrams(range(6)), *datagrams(range(6), source=8), *datagrams(range(900, 906), source=8)]
    )
    assert [len(whole.parts) for whole in wholes] == [6, 6, 6]


def test_few_datagrams_are_as_they_came_and_of_no_type() -> None:
    records = datagrams(range(3))
    _, (whole,) = feed(records)
    assert whole.transmission.header("content-type") is None
    assert whole.transmission.body == b"".join(record.body or b"" for record in records)


def test_other_datagrams_and_connections_are_no_parts() -> None:
    others = [sent(1, b"\x80\x60" + bytes(170), scheme="udp", protocol="raw", method=""),
              sent(2, b"hello" * 30, scheme="udp", protocol="raw", method="")]  # fmt: skip
    assert feed([*others, *datagrams(range(6), scheme="tcp")]) == ([""] * 8, [])


def test_a_message_on_which_looking_for_parts_fails_stands_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its sender would else stop the analysis of all that comes after it."""
    poison = sent(99, b"poison", flow="other")

    def fails_once(record: Transmission) -> object:
        if record.id == poison.id:
            raise ValueError("what was sent")
        return part_of_upload(record)

    whole_before = feed(UPLOADS["google"])
    monkeypatch.setattr("analysis.assembler.part_of_upload", fails_once)
    first, *rest = UPLOADS["google"]
    part_of, wholes = feed([first, poison, *rest])
    assert part_of[1] == ""
    assert [part for part in part_of if part] == whole_before[0]
    assert [whole.transmission.body for whole in wholes] == [
        whole.transmission.body for whole in whole_before[1]
    ]
    assert f"{poison.id} was not looked at as a part" in caplog.text
    assert "what was sent" not in caplog.text
