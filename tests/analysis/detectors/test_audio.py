"""Sound recordings: what must not be one, then containers, lengths and levels."""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import struct
import wave
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.decoding import open_message
from analysis.detectors.audio import DETECTOR
from analysis.media.raw_sound import linear
from analysis.media.sounds import recognise_film
from analysis.payload import Blob, Payload
from analysis.records import Confidence, Observation, Transmission

DATA = Path(__file__).resolve().parents[2] / "data/media"
SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


def found_in(
    data: bytes, content_type: str = "", *, complete: bool = True, size: int | None = None
) -> list[Observation]:
    blob = Blob(
        path="body",
        context="body",
        name="",
        names=(),
        data=data,
        media_type=content_type.partition(";")[0].strip().lower(),
        filename="",
        size=size if size is not None else len(data),
        complete=complete,
    )
    sent = Transmission(
        id="t",
        flow_id="f",
        seen_at=datetime(2026, 1, 1, tzinfo=UTC),
        writer="test",
        request_headers=(("Content-Type", content_type),),
    )
    found = list(DETECTOR.detect(Payload(transmission=sent, blobs=(blob,))))
    for item in found:
        assert item.category in DETECTOR.categories
        assert item.rule in DETECTOR.rules
        assert item.reasoning
        assert item.path == "body"
    return found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"audio": [1, 2, 3]}',
        b"<!doctype html>",
        b"#EXTM3U\nsong.mp3\n",
        b"wOFF" + bytes(2000),
        b"PK\x03\x04" + bytes(2000),
        b"%PDF-1.7" + bytes(2000),
        b"RIFF\x20\0\0\0WEBPVP8 " + bytes(40),
        b"RIFF\x20\0\0\0AVI LIST" + bytes(40),
        b"ID3 is a tag" * 200,
        b"\xff\xfb\x90\x64" + bytes(4000),
        bytes(4000),
        b"\x3c" * 320,
        bytes(range(256)) * 20,
        b"\0\1\2\3" * 500,
        random.Random(3).randbytes(5000),
        gzip.compress(b'{"level": 3}' * 300, mtime=0),
        b"".join(struct.pack("<f", 0.1 * i) for i in range(800)),
        b"".join(struct.pack("<i", 1000 * i) for i in range(800)),
        b"".join(struct.pack("<d", 1.5 + i) for i in range(400)),
        b"".join(struct.pack("<IHH", 1_700_000_000 + i, i, 7) for i in range(300)),
        bytes((i // 3) % 256 for i in range(4000)),
        b"<row>0123456789abcdef</row>\n\r.." * 20,
        ("x" * 31 + "\n").encode() * 40,
        b"SQLite format 3\0" + bytes(4000),
        b"\x0a\x10" + random.Random(9).randbytes(16) + b"\x12\x20" + random.Random(8).randbytes(900),
        b"MThd" + bytes(500),
        b"\x7fELF" + bytes(500),
        b"glTF" + bytes(2000),
        b"\x00asm\x01\0\0\0" + bytes(900),
        b"\x89HDF\r\n\x1a\n" + bytes(900),
    ],
    ids=lambda data: repr(data[:12]),
)
@pytest.mark.parametrize("content_type", ["", "audio/mpeg", "audio/l16; rate=banana"])
def test_no_recording(data: bytes, content_type: str) -> None:
    assert found_in(data, content_type) == []


@pytest.mark.parametrize(
    "name", ["fixture.mid", "fixture.gif", "fixture.webp", "cheers_1440x960.heic", "fixture-json.webp"]
)
def test_real_files_that_are_no_recording(name: str) -> None:
    assert found_in((DATA / name).read_bytes()) == []


@pytest.mark.parametrize("name", ["recorder-video.webm", "recorder-video.mp4", "fixture.mov"])
def test_the_sound_of_a_film_belongs_to_the_film(name: str) -> None:
    assert found_in((DATA / name).read_bytes()) == []


def test_random_bytes_are_no_recording() -> None:
    source = random.Random(6)
    assert not any(found_in(source.randbytes(1500)) for _ in range(2000))


@pytest.mark.parametrize(
    ("name", "value", "media_type"),
    [
        ("fixture.opus", "Opus in Ogg, 2.9 s, 48000 Hz, 1 channel", "audio/ogg"),
        ("fixture.ogg", "Vorbis in Ogg, 0.77 s, 44100 Hz, 2 channels", "audio/ogg"),
        ("fixture.spx", "Speex in Ogg, 0.70 s, 16000 Hz, 1 channel", "audio/ogg"),
        ("fixture.m4a", "AAC in MP4, 0.81 s, 48000 Hz, 2 channels", "audio/mp4"),
        ("fixture.mp3", "MP3, 0.81 s, 44100 Hz, 2 channels", "audio/mpeg"),
        ("fixture-adts-mpeg4-2.aac", "AAC in ADTS, 0.33 s, 44100 Hz, 2 channels", "audio/aac"),
        ("fixture.amr", "AMR-NB, 0.84 s, 8000 Hz, 1 channel", "audio/amr"),
        ("flac1sMono.flac", "FLAC, 1.0 s, 44100 Hz, 1 channel", "audio/flac"),
        ("recorder.webm", "Opus in WebM, 3.0 s, 48000 Hz, 1 channel", "audio/webm"),
        ("recorder.mp4", "Opus in MP4, 2.8 s, 48000 Hz, 1 channel", "audio/mp4"),
    ],
)
def test_recording_by_content(name: str, value: str, media_type: str) -> None:
    (found,) = found_in((DATA / name).read_bytes(), "application/octet-stream")
    assert (found.category, found.property, found.value) == ("audio.recording", "x_audio", value)
    assert found.confidence is Confidence.CERTAIN
    assert found.measures is not None
    assert found.measures.media_type == media_type
    assert "declared application/octet-stream" in found.reasoning


def wav(samples: bytes, rate: int = 16_000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples)
    return out.getvalue()


def test_wav_has_its_level_spread() -> None:
    (found,) = found_in(wav(random.Random(1).randbytes(320_000)))
    assert found.value == "PCM 16 bit in WAV, 10.0 s, 16000 Hz, 1 channel"
    assert found.measures is not None
    assert found.measures.level_spread_db is not None
    assert found.measures.level_spread_db < 1
    assert found.measures.modulation_depth is not None
    assert found.measures.modulation_depth < 0.05


def test_of_a_short_recording_or_of_a_head_no_modulation_is_told() -> None:
    (short,) = found_in(wav(random.Random(1).randbytes(300_000)))
    assert short.measures.level_spread_db is not None
    assert short.measures.modulation_depth is None
    data = wav(random.Random(1).randbytes(3_200_000))
    (head,) = found_in(data[:65536], "audio/wav", complete=False, size=len(data))
    assert head.measures.seconds == 100.0
    assert head.measures.modulation_depth is None


def test_samples_without_a_header_have_their_modulation() -> None:
    (found,) = found_in(random.Random(2).randbytes(384_000), "audio/l16; rate=16000")
    assert found.measures.modulation_depth is not None
    assert found.measures.modulation_depth < 0.05


def test_head_sample_of_a_long_recording() -> None:
    data = wav(random.Random(1).randbytes(3_200_000))
    (found,) = found_in(data[:65536], "audio/wav", complete=False, size=len(data))
    assert found.measures is not None
    assert (found.measures.seconds, found.measures.size) == (100.0, len(data))


def test_sound_file_without_its_tracks_is_likely_when_declared() -> None:
    head = b"\0\0\0\x14ftypmp42\0\0\0\0mp42" + b"\1\0\0\0mdat" + bytes(3000)
    (found,) = found_in(head, "audio/mp4", complete=False)
    assert (found.confidence, found.value) == (Confidence.LIKELY, "MP4")
    assert found_in(head, "video/mp4", complete=False) == []
    (found,) = found_in(head.replace(b"mp42\0\0\0\0mp42", b"M4A \0\0\0\0M4A "), "", complete=False)
    assert found.confidence is Confidence.LIKELY


def test_declared_samples_without_a_header() -> None:
    samples = random.Random(2).randbytes(32_000)
    (found,) = found_in(samples, "audio/l16; rate=16000")
    assert (found.confidence, found.rule) == (Confidence.LIKELY, "audio.declared_pcm")
    assert found.value == "PCM 16 bit, 1.0 s, 16000 Hz, 1 channel"
    assert found_in(samples, "audio/l16") == []
    assert found_in(samples, "audio/l16; rate=5") == []
    assert found_in(b"Please find my voice attached. " * 50, "audio/l16; rate=16000") == []
    assert found_in(samples, "application/octet-stream; rate=16000") == []
    (law,) = found_in(samples, "audio/PCMU")
    assert law.value == "PCM mu-law, 4.0 s, 8000 Hz, 1 channel"
    (raw,) = found_in(samples, "audio/x-raw; layout=interleaved; rate=8000; format=S16LE; channels=2")
    assert raw.value == "PCM 16 bit, 1.0 s, 8000 Hz, 2 channels"


def test_every_spoken_digit() -> None:
    folder = SHARED / "audio/fsdd"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    files = sorted(folder.rglob("*.wav"))
    assert len(files) == 80
    for path in files:
        (found,) = found_in(path.read_bytes())
        assert found.value.endswith("8000 Hz, 1 channel")


# -- without a header, in messages --------------------------------------------------------------------------------


def seen(
    body: object, *, query: str = "", path: str = "/v1", protocol: str = "h2", kind: str = ""
) -> list[Observation]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = kind or ("" if isinstance(body, bytes) else "application/json")
    sent = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", method="POST", host="voice.example",
        path=path, query=query, protocol=protocol, request_headers=(("Content-Type", kind),) if kind else (), body=data,
        body_size=len(data),
    )  # fmt: skip
    found = list(DETECTOR.detect(open_message(sent)))
    assert all(item.category in DETECTOR.categories and item.rule in DETECTOR.rules for item in found)
    return found


def speech() -> bytes:
    """Headerless 16-bit samples of a real voice, 8 kHz; of two tones where the recording is not at hand."""
    path = SHARED / "audio/webrtcvad/test-audio.raw"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    return path.read_bytes()


def mulaw(samples: bytes) -> bytes:
    """The bytes whose decoding is nearest to the samples."""
    table = struct.unpack("<256h", linear(bytes(range(256)), "mulaw"))
    nearest = {value: min(range(256), key=lambda byte: abs(table[byte] - value)) for value in
               set(struct.unpack(f"<{len(samples) // 2}h", samples))}  # fmt: skip
    return bytes(nearest[value] for value in struct.unpack(f"<{len(samples) // 2}h", samples))


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_samples_beside_their_encoding() -> None:
    body = {
        "config": {"encoding": "LINEAR16", "sampleRateHertz": 8000},
        "audio": {"content": in_base64(speech())},
    }
    (found,) = seen(body)
    assert found.path == "body>json:$.audio.content>base64"
    assert (found.value, found.confidence) == ("PCM 16 bit, 0.91 s, 8000 Hz, 1 channel", Confidence.LIKELY)
    assert (found.category, found.rule) == ("audio.recording", "audio.declared_pcm")


def test_pieces_of_a_stream() -> None:
    piece = {
        "event": "media",
        "streamSid": "MZ1",
        "media": {"track": "inbound", "payload": in_base64(mulaw(speech()[2000:2320]))},
    }
    hinted = piece | {"mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}}
    (found,) = seen(hinted, protocol="websocket")
    assert (found.category, found.value) == ("audio.stream", "PCM mu-law, 0.02 s, 8000 Hz, 1 channel")
    assert found.path == "body>json:$.media.payload>base64"
    appended = {"type": "input_audio_buffer.append", "audio": in_base64(speech())}
    (plain,) = seen(appended, protocol="websocket")
    assert (plain.rule, plain.confidence) == ("audio.sample_shape", Confidence.POSSIBLE)


def test_binary_frames_of_a_websocket() -> None:
    (told,) = seen(
        speech(), query="encoding=linear16&sample_rate=8000", path="/v1/listen", protocol="websocket"
    )
    assert (told.category, told.confidence, told.measures.sample_rate_hz) == (
        "audio.stream",
        Confidence.LIKELY,
        8000,
    )
    (shape,) = seen(speech(), protocol="websocket")
    assert (shape.rule, shape.confidence) == ("audio.sample_shape", Confidence.POSSIBLE)
    assert seen(speech()) == []  # a body of any other kind may be anything
    assert seen(random.Random(4).randbytes(4096), protocol="websocket") == []


def test_amr_and_opus_frames() -> None:
    amr = (DATA / "fixture.amr").read_bytes().removeprefix(b"#!AMR\n")
    (found,) = seen(amr, protocol="websocket")
    assert (found.rule, found.value, found.category) == (
        "audio.amr_frames",
        "AMR-NB frames, 0.84 s, 1 channel",
        "audio.stream",
    )
    packets = _opus_packets((DATA / "fixture.opus").read_bytes())
    framed = b"".join(len(packet).to_bytes(2, "big") + packet for packet in packets)
    (opus,) = seen(framed, query="encoding=opus&sample_rate=48000", protocol="websocket")
    assert (opus.rule, opus.measures.codec, opus.measures.n) == ("audio.opus_frames", "opus", len(packets))
    assert opus.measures.seconds == pytest.approx(2.9, abs=0.1)
    assert seen(framed[:-1], query="encoding=opus", protocol="websocket") == []


def _opus_packets(ogg: bytes) -> list[bytes]:
    """The packets of an Ogg file behind its two headers."""
    packets: list[bytes] = []
    at, open_packet = 0, b""
    while at < len(ogg):
        table = ogg[at + 27 : at + 27 + ogg[at + 26]]
        at += 27 + len(table)
        for size in table:
            open_packet += ogg[at : at + size]
            at += size
            if size < 255:
                packets.append(open_packet)
                open_packet = b""
    return packets[2:]


@pytest.mark.parametrize(
    "body",
    [
        {"format": "raw", "rate": 8000, "thumbnail": in_base64(random.Random(5).randbytes(2400))},
        {"encoding": "pcm", "audio": "none"},
        {"audio": {"volume": 0.5, "content": "https://cdn.example/a.mp3"}},
        {"sampleRate": 16000, "data": "x" * 400},
        {"sample_rate": 0.5, "trace": in_base64(random.Random(6).randbytes(2400))},
        {"codec": "opus", "sampleRate": 48000, "stats": {"packetsSent": 120}},
        {"type": "raw", "payload": in_base64(random.Random(7).randbytes(1500))},
        {"rate": 44100, "currency": "EUR", "data": in_base64(random.Random(8).randbytes(1500))},
        {"media": {"payload": in_base64(random.Random(9).randbytes(900))}},
        {
            "content": in_base64(
                zlib.compress(b"a text that says nothing. " * 200) + random.Random(1).randbytes(900)
            )
        },
    ],
    ids=str,
)
def test_other_messages_with_base64_are_no_sound(body) -> None:
    assert seen(body) == []


def test_levels_and_voice_of_real_recordings() -> None:
    folder = SHARED / "audio/noise-pyroom"
    if not folder.exists():
        pytest.skip("../shared/data is absent")
    (bike,) = found_in((folder / "notebooks/exercise_bike.wav").read_bytes())
    (voice,) = found_in((folder / "examples/input_samples/cmu_arctic_us_axb_a0004.wav").read_bytes())
    assert bike.measures.voiced_share < 0.05
    assert bike.measures.level_spread_db < 3
    assert voice.measures.voiced_share > 0.2


def test_truth_of_real_sounds() -> None:
    truth = SHARED / "TRUTH_audio.json"
    if not truth.exists():
        pytest.skip("../shared/data is absent")
    rows = [row for row in json.loads(truth.read_text()) if row.get("dur") and row.get("codec")]
    missed = []
    for row in rows:
        data = (SHARED / row["path"]).read_bytes()
        found, film = found_in(data), recognise_film(data, complete=True)
        if not found and not (film and film.video_codec):  # the sound of a film belongs to the film
            missed.append(row["path"])
        for item in found:
            if (
                row.get("rate")
                and item.measures.sample_rate_hz
                and item.measures.codec not in ("opus", "aac", "dsd_lsbf_planar")
            ):
                assert item.measures.sample_rate_hz == float(row["rate"]), row["path"]
    assert missed == []


NOISE = random.Random(11).randbytes(9600)  # as loud sound looks in any encoding


@pytest.mark.parametrize(
    "body",
    [
        {"type": "input_audio_buffer.append", "audio": in_base64(NOISE)},
        {"type": "input_audio.append", "audio": in_base64(NOISE)},
        {"type": "audio_chunk", "data": {"chunk": in_base64(NOISE)}},
        {"type": "audio_input", "data": in_base64(NOISE)},
        {"user_audio_chunk": in_base64(NOISE)},
        {"audio_data": in_base64(NOISE)},
        {"kind": "send_audio", "audio": in_base64(NOISE)},
        {"type": "audio.frame", "audio": {"data": in_base64(NOISE)}},
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_sound_that_is_added_to_a_stream_in_an_unknown_encoding(body) -> None:
    (found,) = seen(body, protocol="websocket")
    assert (found.category, found.rule, found.confidence) == (
        "audio.stream",
        "audio.appended",
        Confidence.LIKELY,
    )
    assert seen(body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"type": "input_audio_buffer.commit", "data": in_base64(NOISE)},
        {"type": "input_image.append", "data": in_base64(NOISE)},
        {"type": "audio.settings", "audio": in_base64(NOISE)},
        {"type": "append", "data": in_base64(NOISE)},
        {"type": "audio_fingerprint_input", "data": in_base64(NOISE)},
        {"audio_signature_data": in_base64(NOISE)},
        {"audio_key_data": in_base64(NOISE)},
        {"type": "input_audio.append", "audio": in_base64(bytes(range(40)) * 60)},
        {"type": "input_audio.append", "audio": in_base64(b"a text that says nothing at all. " * 60)},
        {"type": "chunk", "file": "a.zip", "chunk": in_base64(NOISE)},
        {"type": "audio_chunk", "config": in_base64(NOISE)},
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_other_bytes_in_a_stream_are_no_sound(body) -> None:
    assert seen(body, protocol="websocket") == []
