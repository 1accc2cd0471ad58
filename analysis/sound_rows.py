"""Pieces of sound that stand in a row in one message, joined: values of a list, messages of gRPC, events of a stream."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.field_names import all_words
from analysis.joining import PACKETS
from analysis.lazy_patterns import lazy_pattern
from analysis.media.raw_sound import has_samples, is_text
from analysis.media.sound_frames import Frames, told_frames, told_packets, unframed, untold_frames
from analysis.media.sounds import is_known_format
from analysis.media_type import parse_media_type
from analysis.payload import Blob, Leaf, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.row_paths import row_path
from analysis.sound_hints import PIECE_WORDS, RATES, SoundHint
from analysis.stream_frames import container_of, continues_container
from analysis.texts import TextShape, texts_like

PACKET_CODECS: Final = frozenset({"opus", "speex"})
_BASE64: Final = lazy_pattern(r"[A-Za-z0-9+/]{8,65536}={0,2}")
_PIECES: Final = TextShape(lambda text: len(text) % 4 == 0 and _BASE64.fullmatch(text), shortest=8)
_NAMES: Final = PIECE_WORDS | {"packet", "packets", "frames", "chunks", "opus", "speex", "amr"}
_MOST: Final = 5_000  # pieces of a message
_LEAST: Final = 2
_NAMED: Final = {"opus": "Opus", "amr_nb": "AMR-NB", "amr_wb": "AMR-WB", "speex": "Speex"}
_PACE: Final = (
    0.6,
    1.6,
)  # of the time that the packets took, by their length, where sound is sent as it is recorded
_PACED_FROM: Final = 1.0  # seconds
_PACES: Final = tuple(rate * channels for rate in sorted(RATES) for channels in (1, 2))  # samples a second
_OFF_PACE: Final = 0.06
_SLOWEST: Final = (
    6_000  # samples a second, below which it is no sound: the readings of a heart are alike as well
)
_TAKEN_AT: Final = 16_000  # hertz


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of one place in order; ``blob`` is what they are together, ``paths`` are theirs."""

    blob: Blob
    pieces: tuple[bytes, ...]
    paths: frozenset[str]

    @property
    def container(self) -> bool:
        """The first piece begins a file, and the others are not files of their own."""
        return container_of(self.pieces[0]) is not None and all(map(continues_container, self.pieces[1:]))

    @property
    def bare(self) -> bool:
        """No piece is a text or a file."""
        return not any(is_known_format(piece) or is_text(piece[:512]) for piece in self.pieces)


def rows_of(payload: Payload) -> Iterator[Row]:
    """Two pieces or more whose paths differ in numbers only."""
    groups: dict[str, list[Blob]] = {}
    for blob in (*payload.blobs, *_texts(payload)):
        pattern = row_path(blob.path)
        if pattern != blob.path and blob.complete:
            groups.setdefault(pattern, []).append(blob)
    for pattern, blobs in groups.items():
        if len(blobs) < _LEAST or len({blob.media_type for blob in blobs} - {""}) > 1:
            continue
        pieces = tuple(blob.data for blob in blobs)
        data = b"".join(pieces)
        joined = msgspec.structs.replace(blobs[0], path=pattern, data=data, size=len(data))
        yield Row(blob=joined, pieces=pieces, paths=frozenset(blob.path for blob in blobs))


def _texts(payload: Payload) -> Iterator[Blob]:
    """Values of a list that are base64 and named as sound; too short, one by one, for a decoder to know what they are."""
    opened = {blob.path for blob in payload.blobs}
    count = 0
    for leaf, value in texts_like(payload, _PIECES):
        path = f"{leaf.path}>base64"
        if not _is_named(leaf) or path in opened:
            continue
        count += 1
        if count > _MOST:
            return
        data = base64.b64decode(value)
        yield Blob(
            path=path, context=leaf.context, name=leaf.name, names=leaf.names, data=data, media_type="", filename="",
            size=len(data),
        )  # fmt: skip


def has_pieces(payload: Payload) -> bool:
    """Whether a list holds a text that may be a piece of sound."""
    return any(_is_named(leaf) for leaf, _ in texts_like(payload, _PIECES))


def _is_named(leaf: Leaf) -> bool:
    """Whether a value of a list is named as sound."""
    return "[" in leaf.path and not all_words(leaf.names[-3:]).isdisjoint(_NAMES)


def packets_in_row(row: Row, hint: SoundHint | None, category: str) -> Observation | None:
    """Packets of a speech coder, one to a piece."""
    if hint is not None and (hint.codec in PACKET_CODECS or hint.codec.startswith("amr")):
        told = told_packets(row.pieces, hint.codec)
        if told is not None:
            return frames_found(
                row.blob, category, told, f"audio.{_rule(told)}_frames", f", as {hint.source} say"
            )
    found = untold_frames(row.pieces)
    if found is None:
        return None
    return frames_found(
        row.blob, category, found, _rule_untold(found), _PROOF[found.codec], sure=found.codec != "opus"
    )


def packets_of_stream(blob: Blob, payload: Payload, category: str) -> Observation | None:
    """Packets that were joined from the messages of a socket of which nothing is said (``application/x-packets``)."""
    if blob.media_type != PACKETS:
        return None
    found = untold_frames(unframed(blob.data))
    if found is None:
        return None
    span = _seconds(parse_media_type(payload.transmission.header("content-type") or "")[1].get("seconds", ""))
    paced = found.seconds >= _PACED_FROM and _PACE[0] <= span / found.seconds <= _PACE[1]
    proof = _PROOF[found.codec] + (
        f", and they were sent over {span:.1f} s, as fast as sound of that length is recorded"
        if paced
        else ""
    )
    return frames_found(
        blob, category, found, _rule_untold(found), proof, sure=paced or found.codec != "opus"
    )


def samples_of_stream(blob: Blob, payload: Payload, category: str) -> Observation | None:
    """Samples of 16 bits that were joined from messages of which nothing is said (``application/x-samples``)."""
    sent = payload.transmission
    told = parse_media_type(sent.header("content-type") or "")[1]
    span, pace, usual = (_seconds(told.get(name, "")) for name in ("seconds", "pace", "usual"))
    live = _pace_of_sound(pace) or _pace_of_sound(usual) if span >= _PACED_FROM else 0.0
    slow = 0 < usual < _SLOWEST
    if slow or not has_samples(blob.data) or (sent.protocol == "raw" and not live):
        return None
    proof = f"; they were sent at {live:,.0f} samples a second, as fast as sound is recorded" if live else ""
    seconds = blob.size / 2 / _TAKEN_AT
    length = f"; {seconds:.{1 if seconds >= 1 else 2}f} s if taken at 16 kHz, one channel"
    return _samples(blob, category, length, proof, Confidence.LIKELY if live else Confidence.POSSIBLE)


def _pace_of_sound(pace: float) -> float:
    """The same where it is as fast as sound is recorded, else 0."""
    return pace if any(abs(pace / rate - 1) <= _OFF_PACE for rate in _PACES) else 0.0


def samples_in(blob: Blob, category: str) -> Observation:
    """Bytes of one message that look like samples of 16 bits."""
    return _samples(blob, category, "", "", Confidence.POSSIBLE)


def _samples(blob: Blob, category: str, length: str, proof: str, confidence: Confidence) -> Observation:
    return Observation(
        category=category,
        property="x_audio",
        path=blob.path,
        value=f"PCM 16 bit, {blob.size // 2:,} samples, sample rate not told{length}",
        reasoning="The bytes look like headerless 16-bit sound: neighbouring samples are alike, and only at this width; "
        f"nothing in the message tells encoding or rate{proof}.",
        rule="audio.sample_shape",
        confidence=confidence,
        measures=Measures(codec="pcm_s16", n=blob.size // 2, size=blob.size),
    )


_PROOF: Final = {
    "opus": "; nothing says so, but their first bytes, lengths and the spread of their bytes are those of that coder, and "
    "neither records nor encrypted messages behave so",
    "amr_nb": "; nothing says so, but each has the size that its first byte tells",
    "amr_wb": "; nothing says so, but each has the size that its first byte tells",
}


def told_in(blob: Blob, hint: SoundHint, category: str) -> Observation | None:
    """A blob of packets behind their lengths, of a codec that the message names."""
    frames = told_frames(blob.data, hint.codec)
    if frames is None:
        return None
    return frames_found(blob, category, frames, f"audio.{_rule(frames)}_frames", f", as {hint.source} say")


def frames_found(
    blob: Blob, category: str, frames: Frames, rule: str, proof: str = "", *, sure: bool = True
) -> Observation:
    """The finding of a row of frames; ``proof`` is how it is known, ``sure`` whether that is more than a likeness."""
    name = _NAMED[frames.codec]
    band = f" {frames.band}" if frames.band else ""
    channels = f"{frames.channels} channel{'s' if frames.channels > 1 else ''}"
    return Observation(
        category=category,
        property="x_audio",
        path=blob.path,
        value=f"{name}{band} frames, {frames.seconds:.{1 if frames.seconds >= 1 else 2}f} s, {channels}",
        reasoning=f"{frames.count} {name} frames of one kind, one behind the other, cover the bytes exactly{proof}.",
        rule=rule,
        confidence=Confidence.LIKELY if sure else Confidence.POSSIBLE,
        measures=Measures(
            codec=frames.codec, n=frames.count, seconds=round(frames.seconds, 4), size=blob.size,
            sample_rate_hz=frames.sample_rate_hz, channels=frames.channels,
            media_type=blob.media_type if blob.media_type not in ("", PACKETS) else None,
        ),
    )  # fmt: skip


def _rule(frames: Frames) -> str:
    return frames.codec.partition("_")[0]


def _rule_untold(frames: Frames) -> str:
    return "audio.packets" if frames.codec == "opus" else "audio.amr_frames"


def _seconds(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,7}\.\d{1,6}", text) else 0.0
