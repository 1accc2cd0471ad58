"""Sound recordings that left the device: container, codec, length, and how steady the level is. Content decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.media.levels import level_spread_db
from analysis.media.records import Sound
from analysis.media.sounds import recognise_film, recognise_sound
from analysis.media_type import parse_media_type
from analysis.payload import Blob, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.units import Detector, Mapped

_RAW_TYPES: Final = frozenset({"audio/l16", "audio/pcm", "audio/x-pcm", "audio/raw", "audio/x-raw"})
_RAW_RATES: Final = range(4_000, 192_001)
_RAW_MINIMUM: Final = 640  # bytes: 40 ms at 8 kHz
_CODEC_NAMES: Final = {
    "opus": "Opus", "vorbis": "Vorbis", "speex": "Speex", "flac": "FLAC", "aac": "AAC", "alac": "ALAC",
    "mp1": "MP1", "mp2": "MP2", "mp3": "MP3", "amr_nb": "AMR-NB", "amr_wb": "AMR-WB", "ac3": "AC-3", "eac3": "E-AC-3",
    "qcelp": "QCELP", "evrc": "EVRC", "gsm_ms": "GSM", "pcm_mulaw": "PCM mu-law", "pcm_alaw": "PCM A-law",
    "pcm_u8": "PCM 8 bit", "pcm_s16le": "PCM 16 bit", "pcm_s16be": "PCM 16 bit", "pcm_s24le": "PCM 24 bit",
    "pcm_s32le": "PCM 32 bit", "pcm_f32le": "PCM 32 bit float",
    "adpcm_ms": "ADPCM", "adpcm_ima_wav": "ADPCM", "adpcm_ima_qt": "ADPCM",
}  # fmt: skip
_SELF_NAMED: Final = frozenset(
    {"FLAC", "MP3", "MP2", "MP1", "AC-3", "AMR"}
)  # containers that say no more than the codec


def detect(payload: Payload) -> Iterator[Observation]:
    """Every sound recording among the blobs; the sound of a film belongs to the film."""
    for blob in payload.blobs:
        sound = recognise_sound(blob.data, complete=blob.complete)
        if sound is not None:
            yield _recording(blob, sound)
            continue
        found = _declared_film(blob) or _raw(payload, blob)
        if found is not None:
            yield found


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
            level_spread_db=_spread(blob, sound),
        ),
    )


def _describe(sound: Sound) -> str:
    """``Opus in Ogg, 4.2 s, 48000 Hz, 1 channel``; what is not known is left out."""
    codec = _CODEC_NAMES.get(sound.codec, sound.codec)
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


def _spread(blob: Blob, sound: Sound) -> float | None:
    if sound.pcm is None or sound.sample_rate_hz is None or sound.channels is None:
        return None
    start, end = sound.pcm
    return level_spread_db(blob.data[start:end], sound.sample_rate_hz, sound.channels)


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


def _raw(payload: Payload, blob: Blob) -> Observation | None:
    """Headerless 16-bit samples: only the declaration tells, so it must name a rate, and the bytes must be no text."""
    if blob.media_type not in _RAW_TYPES or len(blob.data) < _RAW_MINIMUM or _is_text(blob.data[:512]):
        return None
    declared, parameters = parse_media_type(payload.transmission.header("content-type") or "")
    rate, channels = _number(parameters.get("rate", "")), _number(parameters.get("channels", "")) or 1
    if declared != blob.media_type or rate not in _RAW_RATES or channels > 8:
        return None
    seconds = blob.size / (2 * rate * channels)
    return Observation(
        category="audio.recording",
        property="x_audio",
        path=blob.path,
        value=f"PCM 16 bit, {seconds:.1f} s, {rate} Hz, {channels} channel{'s' if channels > 1 else ''}",
        reasoning=f"The sender declared headerless sound ({blob.media_type} with a sample rate), and the bytes are no text.",
        rule="audio.declared_pcm",
        confidence=Confidence.LIKELY,
        measures=Measures(
            codec="pcm_s16",
            seconds=round(seconds, 4),
            sample_rate_hz=float(rate),
            channels=channels,
            size=blob.size,
            media_type=blob.media_type,
        ),
    )


def _number(parameter: object) -> int:
    return (
        int(parameter) if isinstance(parameter, str) and parameter.isdecimal() and len(parameter) < 8 else 0
    )


def _is_text(head: bytes) -> bool:
    """Whether nearly all bytes are printable ASCII or white space."""
    printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in head)
    return printable > 0.95 * len(head)


DETECTOR = Detector(
    name="audio",
    version=1,
    categories={
        "audio.recording": Mapped(
            google="Voice or sound recordings",
            apple="Audio Data",
            dpv="pd:VoiceCommunicationRecording (speech) / ext:AmbientSound",
            tcf="7",
        ),
    },
    rules={
        "audio.container": "Structure of WAV, Ogg (Opus, Vorbis, Speex, FLAC), FLAC, MP4, M4A, 3GP or WebM without a video "
        "track, AMR, CAF, AIFF or QCP; MP3, AAC and AC-3 by three frames in a row that fit together (AC-3: or by one "
        "whose checksum is right).",
        "audio.declared_pcm": "Declared as headerless 16-bit samples with a sample rate, and no text.",
    },
    detect=detect,
)
