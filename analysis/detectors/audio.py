"""Sound recordings that left the device: container, codec, length, and how steady the level is. Content decides."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from analysis import sound_rows
from analysis.cut_sounds import cut_short
from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.listed_sounds import has_listed, listed_sounds
from analysis.media.codec_names import CODEC_NAMES
from analysis.media.embedded_file import embedded_file
from analysis.media.levels import level_spread_db, modulation_depth, voiced_share
from analysis.media.pure_tone import is_of_a_program
from analysis.media.raw_sound import has_samples, is_dense, is_text, linear, smoothness
from analysis.media.records import Sound
from analysis.media.sound_frames import amr_frames
from analysis.media.sounds import is_known_format, recognise_film, recognise_sound
from analysis.needs import Needs
from analysis.payload import Blob, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.sample_rows import SAMPLES
from analysis.sound_hints import PIECE_WORDS, SoundHint, SoundHints
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_RAW_TYPES: Final = frozenset({"audio/l16", "audio/pcm", "audio/x-pcm", "audio/raw", "audio/x-raw"})
_WIDTHS: Final = {"pcm_s16le": 2, "pcm_s16be": 2, "pcm_mulaw": 1, "pcm_alaw": 1}  # bytes of a sample
_MOST_PIECES: Final = 256
_BASE64: Final = lazy_pattern(r"[A-Za-z0-9+/]{200,65536}={0,2}")
_PIECES: Final = TextShape(lambda text: 200 <= len(text) < 1 << 16 and _BASE64.fullmatch(text), shortest=200)
_LAWS: Final = ("pcm_mulaw", "pcm_alaw")
_SMOOTH: Final = 0.6
_RAW_RATES: Final = range(4_000, 192_001)
_RAW_MINIMUM: Final = 160  # bytes: 20 ms at 8 kHz and 8 bits
_SELF_NAMED: Final = frozenset(
    {"FLAC", "MP3", "MP2", "MP1", "AC-3", "AMR", "WavPack", "Monkey's Audio"}
)  # containers that say no more than the codec


def detect(payload: Payload) -> Iterator[Observation]:
    """Every sound recording among the blobs; the sound of a film belongs to the film."""
    hints = SoundHints(payload)
    joined: set[str] = set()
    for row in sound_rows.rows_of(payload):
        if (whole := _row(payload, row, hints)) is not None:
            joined |= row.paths
            yield whole
    for blob in (*payload.blobs, *islice(_pieces(payload), _MOST_PIECES), *listed_sounds(payload, hints)):
        if blob.path in joined:
            continue
        sound = recognise_sound(blob.data, complete=blob.complete)
        if sound is not None:
            if not is_of_a_program(blob.data, payload.transmission.path, blob.filename):
                yield _recording(blob, sound)
            continue
        held = embedded_file(blob)
        sound = recognise_sound(held.data, complete=blob.complete) if held is not None else None
        if held is not None and sound is not None:
            yield _recording(held, sound)
            continue
        found = _declared_film(blob) or _raw(payload, blob, hints) or cut_short(blob)
        if found is not None:
            yield found


def _row(payload: Payload, row: sound_rows.Row, hints: SoundHints) -> Observation | None:
    """What pieces in a row are together; None where each is to be looked at by itself."""
    if row.container:
        sound = recognise_sound(row.blob.data, complete=True)
        return _recording(row.blob, sound) if sound is not None else None
    if not row.bare:
        return None
    return sound_rows.packets_in_row(row, hints.of(row.blob), _category(payload)) or _raw(
        payload, row.blob, hints
    )


def _pieces(payload: Payload) -> Iterator[Blob]:
    """Short base64 values that are named as sound: too small for a decoder to know that they are base64 at all."""
    opened = {blob.path for blob in payload.blobs}
    for leaf, value in texts_like(payload, _PIECES):
        path = f"{leaf.path}>base64"
        if path in opened or all_words(leaf.names[-3:]).isdisjoint(PIECE_WORDS):
            continue
        try:
            data = base64.b64decode(value, validate=True)
        except ValueError:
            continue
        yield Blob(
            path=path, context=leaf.context, name=leaf.name, names=leaf.names, data=data, media_type="",
            filename="", size=len(data),
        )  # fmt: skip


def _recording(blob: Blob, sound: Sound) -> Observation:
    different = blob.media_type and not blob.media_type.startswith("audio/")
    declared = f", though the sender declared {blob.media_type[:60]}" if different else ""
    return Observation(
        category="audio.recording",
        property="x_audio",
        path=blob.path,
        value=_describe(sound),
        reasoning=f"The bytes have the structure of a sound recording: {sound.evidence}{declared}.",
        rule="audio.container",
        confidence=Confidence.CERTAIN if sound.sure else Confidence.LIKELY,
        measures=Measures(
            codec=sound.codec or None,
            seconds=round(sound.seconds, 4) if sound.seconds else None,
            sample_rate_hz=sound.sample_rate_hz,
            channels=sound.channels,
            size=blob.size,
            media_type=sound.media_type,
            level_spread_db=_level(blob, sound, level_spread_db),
            modulation_depth=_level(blob, sound, modulation_depth),
            voiced_share=_level(blob, sound, voiced_share),
        ),
    )


def _describe(sound: Sound) -> str:
    """``Opus in Ogg, 4.2 s, 48000 Hz, 1 channel``; what is not known is left out."""
    codec = CODEC_NAMES.get(sound.codec, sound.codec)
    parts = [f"{codec} in {sound.container}" if codec else sound.container]
    if codec and sound.container in _SELF_NAMED:
        parts = [codec]
    if sound.seconds:
        parts.append(f"{sound.seconds:.{1 if sound.seconds >= 1 else 2}f} s")
    if sound.sample_rate_hz:
        parts.append(f"{sound.sample_rate_hz:.0f} Hz")
    if sound.channels:
        parts.append(f"{sound.channels} channel{'s' if sound.channels > 1 else ''}")
    return ", ".join(parts)


def _level(blob: Blob, sound: Sound, measure: Callable[[bytes, float, int], float | None]) -> float | None:
    if sound.pcm is None or sound.sample_rate_hz is None or sound.channels is None:
        return None
    start, end = sound.pcm
    return measure(blob.data[start:end], sound.sample_rate_hz, sound.channels)


def _declared_film(blob: Blob) -> Observation | None:
    """An MP4 or 3GP whose tracks are not at hand, and that the sender calls sound."""
    if not blob.media_type.startswith("audio/"):
        return None
    film = recognise_film(blob.data, complete=blob.complete)
    if film is None or film.video_codec or film.sound is not None:
        return None
    evidence = f"{film.evidence}; declared {blob.media_type[:60]}"
    media_type = film.media_type.replace("video/", "audio/")
    return _recording(
        blob, Sound(container=film.format, codec="", media_type=media_type, evidence=evidence, sure=False)
    )


def _raw(payload: Payload, blob: Blob, hints: SoundHints) -> Observation | None:
    """Sound without a header: what the message says of it counts, and the bytes must not say otherwise."""
    data = blob.data
    if len(data) < _RAW_MINIMUM or is_text(data[:512]) or is_known_format(data):
        return None
    if blob.media_type == SAMPLES:
        return sound_rows.samples_of_stream(blob, payload, "audio.stream")
    hint = hints.of(blob)
    frames = amr_frames(data)
    if frames is not None:
        return sound_rows.frames_found(blob, _category(payload), frames, "audio.amr_frames")
    if (found := sound_rows.packets_of_stream(blob, payload, _category(payload))) is not None:
        return found
    typed = blob.media_type.startswith("audio/")
    spoken = typed or _is_stream(payload, blob) or hints.speak_of_sound(blob)
    if hint is not None and (spoken or _is_smooth(blob, hint)):
        return _hinted(blob, payload, hint)
    if spoken and not typed and has_samples(data):
        return sound_rows.samples_in(blob, _category(payload))
    return _appended(blob, payload) if hints.append_sound(blob) and is_dense(data) else None


def _hinted(blob: Blob, payload: Payload, hint: SoundHint) -> Observation | None:
    if hint.codec in sound_rows.PACKET_CODECS:
        return sound_rows.told_in(blob, hint, _category(payload))
    width = _WIDTHS.get(hint.codec or "pcm_s16le")
    if width is None or hint.rate not in _RAW_RATES or blob.size % (width * hint.channels):
        return None
    samples = _samples(blob, hint)
    seconds = blob.size / (width * hint.rate * hint.channels)
    codec = hint.codec or "pcm_s16le"
    told = has_samples(samples)
    if not hint.codec and not told:
        return None
    declared = blob.media_type in _RAW_TYPES
    return Observation(
        category=_category(payload),
        property="x_audio",
        path=blob.path,
        value=f"{CODEC_NAMES.get(codec, codec)}, {seconds:.{1 if seconds >= 1 else 2}f} s, {hint.rate} Hz, "
        f"{hint.channels} channel{'s' if hint.channels > 1 else ''}",
        reasoning=f"Headerless sound by {hint.source}, which give{'s' if declared else ''} its encoding or sample rate; the "
        f"bytes are no text{', and neighbouring samples are alike as in sound' if told else ''}.",
        rule="audio.declared_pcm",
        confidence=Confidence.LIKELY,
        measures=Measures(
            codec=codec.removesuffix("le").removesuffix("be"),
            seconds=round(seconds, 4),
            sample_rate_hz=float(hint.rate),
            channels=hint.channels,
            size=blob.size,
            media_type=blob.media_type or None,
            level_spread_db=level_spread_db(samples, hint.rate, hint.channels),
            modulation_depth=modulation_depth(samples, hint.rate, hint.channels),
            voiced_share=voiced_share(samples, hint.rate, hint.channels),
        ),
    )


def _is_smooth(blob: Blob, hint: SoundHint) -> bool:
    samples = _samples(blob, hint)
    return smoothness(samples) >= _SMOOTH if hint.codec in _LAWS else has_samples(samples)


def _samples(blob: Blob, hint: SoundHint) -> bytes:
    """The bytes as little-endian 16-bit samples."""
    if hint.codec in _LAWS:
        return linear(blob.data, hint.codec.removeprefix("pcm_"))
    even = blob.data[: len(blob.data) & ~1]
    if hint.codec == "pcm_s16be" and not has_samples(even):  # many senders declare L16 and send little-endian
        swapped = bytearray(even)
        swapped[::2], swapped[1::2] = even[1::2], even[::2]
        return bytes(swapped)
    return even


def _appended(blob: Blob, payload: Payload) -> Observation:
    return Observation(
        category=_category(payload),
        property="x_audio",
        path=blob.path,
        value=f"a piece of sound, {blob.size:,} bytes, encoding not told",
        reasoning="Bytes in a field that is named audio, in a message whose own name says that it adds sound to a stream; "
        "they are no text and of no other known format, and nothing tells their encoding.",
        rule="audio.appended",
        confidence=Confidence.LIKELY,
        measures=Measures(size=blob.size),
    )


def _is_stream(payload: Payload, blob: Blob) -> bool:
    """A binary frame of a WebSocket."""
    return payload.transmission.protocol == "websocket" and blob.path == "body"


def _category(payload: Payload) -> str:
    """A piece of a stream, or a recording of its own."""
    sent = payload.transmission
    return "audio.stream" if sent.protocol == "websocket" or sent.scheme == "udp" else "audio.recording"


_MAPPED: Final = Mapped(
    google="Voice or sound recordings",
    apple="Audio Data",
    dpv="pd:VoiceCommunicationRecording (speech) / ext:AmbientSound",
    tcf="7",
)

DETECTOR = Detector(
    name="audio",
    version=7,
    categories={"audio.recording": _MAPPED, "audio.stream": _MAPPED},
    rules={
        "audio.container": "Structure of WAV, Ogg (Opus, Vorbis, Speex, FLAC), FLAC, MP4, M4A, 3GP or WebM without a video "
        "track, AMR, CAF, AIFF, AU or QCP, also behind a head of another format that nothing read; MP3, AAC and AC-3 by "
        "three frames in a row that fit together (AC-3: or by one whose checksum is right).",
        "audio.declared_pcm": "Headerless samples (16 bit, mu-law, A-law) whose encoding or sample rate the type, the "
        "query, fields of the message or the name of where it was sent tell, and no text.",
        "audio.declared_start": "Bytes that are declared as audio and begin as Ogg, WebM, WAV, FLAC or CAF do.",
        "audio.amr_frames": "Ten AMR frames or more, each of the size that its first byte tells, that cover the bytes.",
        "audio.opus_frames": "Five Opus packets or more, each behind its length, where the message speaks of Opus.",
        "audio.speex_frames": "Five Speex frames or more, each behind its length, where the message speaks of Speex.",
        "audio.packets": "More than 0.4 s and 20 Opus packets of one length, of which nothing is said, and whose bytes are "
        "spread as that coder's are and neither records nor encrypted messages.",
        "audio.sample_shape": "A WebSocket frame, a row of frames or a value or list named as sound, whose "
        "bytes or numbers behave as 16-bit samples do; over a raw connection only where they were sent as fast "
        "as sound is recorded.",
        "audio.appended": "Bytes in a field named audio, in a message named after adding sound to a stream (append, chunk, "
        "input), that are neither text nor of a known format.",
    },
    detect=detect,
    needs=Needs(blobs=True, texts=(_PIECES,), holds=(sound_rows.has_pieces, has_listed)),
)
