"""What a message says about the sound in it: encoding, sample rate and channels, in fields, in the query or in the type.

Names and values: Google Speech-to-Text (RecognitionConfig), Amazon Transcribe, Deepgram, Twilio Media Streams, OpenAI
Realtime, RFC 3551 and RFC 4856 (audio/L16, PCMU, PCMA).
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import msgspec

from analysis.field_names import all_words, is_named, words
from analysis.lazy_patterns import lazy_pattern
from analysis.media_type import parse_media_type
from analysis.payload import Blob, Group, Payload, Scalar
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.sent_names import topic_steps
from analysis.surroundings import Surroundings, surroundings

RATES: Final = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000})
_BARE_RATES: Final = frozenset({8000, 16000, 22050, 24000, 44100, 48000})
_RATE_NAMES: Final = ("sample rate", "sampling rate", "sample rate hertz", "sample rate hz", "samplerate", "rate",
                      "sampling frequency", "sample frequency", "media sample rate hertz", "frame rate",
                      "sample rates", "sr", "fs", "abtastrate")  # fmt: skip
_CODE_NAMES: Final = ("encoding", "codec", "format", "audio format", "media encoding", "media type", "mime type",
                      "content type", "type", "audio encoding", "audio codec", "sample format", "enc", "fmt",
                      "kodierung")  # fmt: skip
_CHANNEL_NAMES: Final = (
    "channels",
    "channel count",
    "audio channel count",
    "num channels",
    "number of channels",
    "audio channel",
)
_WIDTH_NAMES: Final = (
    "bits per sample",
    "sample bits",
    "sample size in bits",
    "bit depth",
    "audio bits",
    "bits",
)
_AROUND: Final = frozenset(
    {"audio", "input", "media", "x", "hz", "hertz", "amz", "amzn", "transcribe", "pcm", "voice", "mic"}
)
_CODES: Final = {
    "linear16": "pcm_s16le", "pcm": "pcm_s16le", "pcm16": "pcm_s16le", "pcm_16": "pcm_s16le", "pcm_s16le": "pcm_s16le",
    "s16le": "pcm_s16le", "s16_le": "pcm_s16le", "pcm16bit": "pcm_s16le", "raw": "pcm_s16le", "lpcm": "pcm_s16le",
    "int16": "pcm_s16le", "audio/x-raw": "pcm_s16le", "audio/raw": "pcm_s16le", "audio/pcm": "pcm_s16le",
    "audio/x-pcm": "pcm_s16le", "pcm_16bit": "pcm_s16le", "linear-16": "pcm_s16le",
    "audio/l16": "pcm_s16be", "l16": "pcm_s16be", "s16be": "pcm_s16be", "pcm_s16be": "pcm_s16be",
    "mulaw": "pcm_mulaw", "ulaw": "pcm_mulaw", "g711_ulaw": "pcm_mulaw", "pcmu": "pcm_mulaw", "mu-law": "pcm_mulaw",
    "audio/x-mulaw": "pcm_mulaw", "audio/basic": "pcm_mulaw", "audio/pcmu": "pcm_mulaw", "audio/mulaw": "pcm_mulaw",
    "alaw": "pcm_alaw", "g711_alaw": "pcm_alaw", "pcma": "pcm_alaw", "audio/x-alaw": "pcm_alaw", "audio/pcma": "pcm_alaw",
    "amr": "amr_nb", "amr_nb": "amr_nb", "amr-nb": "amr_nb", "audio/amr": "amr_nb", "amr_wb": "amr_wb", "amr-wb": "amr_wb",
    "audio/amr-wb": "amr_wb", "opus": "opus", "audio/opus": "opus", "speex_with_header_byte": "speex",
    "speex": "speex", "audio/speex": "speex", "audio/x-speex": "speex", "audio/x-speex-with-header-byte": "speex",
    "audio/opus;framed": "opus",
}  # fmt: skip
_OWN_RATE: Final = {
    "pcm_mulaw": 8000,
    "pcm_alaw": 8000,
    "amr_nb": 8000,
    "amr_wb": 16000,
    "opus": 48000,
    "speex": 16000,
}
_REALTIME: Final = (
    "pcm16",
    ("input", "audio", "format"),
)  # whose rate OpenAI's realtime reference gives, and no message
_REALTIME_RATE: Final = 24_000
_PLAIN_CODES: Final = frozenset({"pcm", "raw", "type", "int16"})
SOUND_WORDS: Final = frozenset({
    "audio", "voice", "speech", "sound", "recording", "microphone", "mic", "utterance", "waveform", "pcm", "samples",
    "listen", "transcribe", "recognize", "stt", "asr", "dictation", "media",
    # the same in other languages; what is so named must have the shape of samples all the same
    "sprache", "sprachnachricht", "sprachaufnahme", "aufnahme", "aufnahmen", "mikrofon", "stimme", "gerausch", "geraeusch",
    "geluid", "opname", "microfoon", "enregistrement", "voix", "grabacion", "voz", "sonido", "microfono",
    "gravacao", "registrazione", "suono", "nagranie", "dzwiek", "glos", "zvuk", "nahravka", "hlas", "ljud",
    "inspelning", "lyd", "optagelse", "opptak", "aani", "nauhoite", "ses", "hangfelvetel", "inregistrare",
    "sunet", "голос", "звук", "запись", "микрофон", "录音", "錄音", "语音", "語音", "声音", "音声", "録音",
    "マイク", "음성", "녹음",
    "onsei", "rokuon", "luyin", "yuyin", "shengyin",
})  # fmt: skip
_ADDS: Final = frozenset({"append", "chunk", "input", "frame", "send"})
_NO_SOUND: Final = frozenset({
    "signature", "fingerprint", "hash", "key", "token", "id", "watermark", "model", "config", "settings", "image", "cover",
    "artwork", "metadata", "embedding", "url", "commit", "clear", "end", "stop", "start",
})  # fmt: skip
_SOUND_PLACES: Final = frozenset({
    "assistant", "babyfon", "babyphone", "babymonitor", "intercom", "doorphone", "voicemail", "walkie", "dictaphone",
    "answerphone",
})  # fmt: skip
_WIDE: Final = 16  # bits of a sample
_STEP: Final = lazy_pattern(r"(?i)(?:audio[_-]?)?(?:pcm|s16le|l16)[_-]?(?:16[_-])?([0-9]{1,2})k(?:hz)?")
_RTP: Final = lazy_pattern(r"(?i)(PCMA|PCMU|L16|opus|AMR|AMR-WB|speex)/([0-9]{4,6})(?:/([1-8]))?")
_LONGEST_RTP: Final = 16  # characters
_MOST_TEXTS: Final = 256
PIECE_WORDS: Final = SOUND_WORDS | {"payload", "content", "chunk", "delta", "data", "frame"}


class SoundHint(msgspec.Struct, frozen=True, kw_only=True):
    """``codec`` has ffmpeg's name, "" where none is told; ``rate`` in hertz, 0 where none is told. ``source`` says where."""

    codec: str
    rate: int
    channels: int
    source: str


def _fields(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    kinds = (
        ("rate", _RATE_NAMES),
        ("code", _CODE_NAMES),
        ("channels", _CHANNEL_NAMES),
        ("width", _WIDTH_NAMES),
    )
    return tuple(
        (name, kind) for name in names for kind, phrases in kinds if is_named(name, phrases, _AROUND)
    )


_FIELDS: Final = Remembered(_fields)


class SoundHints:
    """What one message says of its sounds; its fields are read once, and only where a blob asks."""

    def __init__(self, payload: Payload) -> None:
        self._payload = payload

    @cached_property
    def _fields(self) -> SoundHint | None:
        place = surroundings(self._payload)
        return _of_fields(place) or _of_texts(place) or _of_numbers(place)

    def of(self, blob: Blob) -> SoundHint | None:
        """What the message says of a blob: by its own type, then by fields; None where nothing speaks of sound."""
        typed = _of_type(blob, self._payload)
        if typed is not None and typed.rate:
            return typed
        fields = self._fields or (_of_steps(blob, self._payload) if typed is None else None)
        if fields is None or (typed is not None and fields.codec not in ("", typed.codec)):
            return typed
        if typed is not None:
            return msgspec.structs.replace(fields, codec=typed.codec)
        return fields

    def append_sound(self, blob: Blob) -> bool:
        """Whether a blob is named audio, and its message says that it adds sound to a stream.

        OpenAI and Azure ``input_audio_buffer.append``, Mistral ``input_audio.append``, Gladia ``audio_chunk``, Hume
        ``audio_input``, ElevenLabs ``user_audio_chunk``, AssemblyAI ``audio_data``.
        """
        if self._payload.transmission.protocol != "websocket":
            return False
        own = all_words(blob.names[-2:])
        if own.isdisjoint({"audio", "chunk", "data"}) or not own.isdisjoint(_NO_SOUND):
            return False
        if "audio" in own and not own.isdisjoint({"chunk", "data"}):
            return True
        said = words(surroundings(self._payload).label(blob.path.rpartition(">")[0]))
        return "audio" in said and not _ADDS.isdisjoint(said) and _NO_SOUND.isdisjoint(said)

    def speak_of_sound(self, blob: Blob) -> bool:
        """Whether the names above a blob, a label beside it or the URL say that it is sound."""
        label = surroundings(self._payload).label(blob.path.rpartition(">")[0])
        path = self._payload.transmission.path[:200]
        spoken = all_words((*blob.names[-3:], label, *topic_steps(blob.path), *path.split("/")))
        return not (SOUND_WORDS | _SOUND_PLACES).isdisjoint(spoken)


def _of_type(blob: Blob, payload: Payload) -> SoundHint | None:
    codec = _CODES.get(blob.media_type) if blob.media_type.startswith("audio/") else None
    if codec is None:
        return None
    declared, parameters = parse_media_type(payload.transmission.header("content-type") or "")
    told = parameters if declared == blob.media_type else {}
    if blob.media_type in ("audio/x-raw", "audio/raw") and told.get("format", "").lower() in _CODES:
        codec = _CODES[told["format"].lower()]
    rate = _integer(told.get("rate") or told.get("samplerate") or told.get("sample-rate")) or _OWN_RATE.get(
        codec, 0
    )
    return SoundHint(
        codec=codec, rate=rate, channels=_integer(told.get("channels")) or 1,
        source=f"the type {blob.media_type[:60]}",
    )  # fmt: skip


def _of_steps(blob: Blob, payload: Payload) -> SoundHint | None:
    """``pcm16k`` as a step of the topic, of the address, or as a name."""
    steps = (*blob.names[-2:], *topic_steps(blob.path), *payload.transmission.path.split("/")[-4:])
    found = next((found for step in steps if (found := _STEP.fullmatch(step[:40]))), None)
    rate = int(found[1]) * 1_000 if found else 0
    if rate not in RATES:
        return None
    return SoundHint(codec="pcm_s16le", rate=rate, channels=1, source="the name of where it was sent")


def _of_texts(place: Surroundings) -> SoundHint | None:
    """``PCMA/8000``: a codec as calls name it (RFC 3551, RFC 8866), in a field of any name."""
    for _, value in place.texts[:_MOST_TEXTS]:
        found = _RTP.fullmatch(value) if len(value) <= _LONGEST_RTP else None
        if found is not None:
            return SoundHint(
                codec=_CODES[found[1].lower()], rate=int(found[2]), channels=int(found[3] or 1),
                source="fields of the message",
            )  # fmt: skip
    return None


def _of_numbers(place: Surroundings) -> SoundHint | None:
    """The rate of a message without names (protobuf): a number that is a rate of sound and little else."""
    for leaf in place.by_name.get("", ())[:_MOST_TEXTS]:
        if leaf.value in _BARE_RATES and not isinstance(leaf.value, str) and ">protobuf" in leaf.path:
            return SoundHint(
                codec="", rate=int(leaf.value or 0), channels=1, source="a number of the message"
            )
    return None


def _of_fields(place: Surroundings) -> SoundHint | None:
    best: SoundHint | None = None
    for group, names in place.shapes:
        if fields := _FIELDS[names]:
            found = _of_group(group, fields)
            if found is not None and group.context == "header" and not (found.codec and found.rate):
                continue  # a type alone is that of the body
            if found is not None and (
                best is None or bool(found.codec and found.rate) > bool(best.codec and best.rate)
            ):
                best = found
    return best


def _of_group(group: Group, fields: tuple[tuple[str, str], ...]) -> SoundHint | None:
    codec, rate, channels, plain, usual, wide = "", 0, 1, False, 0, False
    counted = any(kind == "channels" for _, kind in fields)
    for name, kind in fields:
        value = group.members[name].value
        if kind == "code" and (not codec or plain) and isinstance(value, str):
            head, _, rest = value.strip().lower().partition(";")
            found = _CODES.get(head.strip(), "")
            plain = head.strip() in _PLAIN_CODES and (plain or not codec)
            codec = found or codec
            rate = rate or _integer(_parameter(rest, "rate"))
            channels = _integer(_parameter(rest, "channels")) or channels
            usual = usual or (_REALTIME_RATE if (head, words(name)) == _REALTIME else 0)
        elif kind == "rate" and (words(name) != ("rate",) or codec or counted):
            rate = rate or _integer(value)
        elif kind == "channels":
            channels = _integer(value) or 1
        elif kind == "width":
            wide = _integer(value) == _WIDE
    rate = rate or usual
    if wide and not codec and rate in RATES:
        codec = "pcm_s16le"
    if rate not in RATES:
        rate = _OWN_RATE.get(codec, 0)
    if (not codec and not rate) or (plain and not rate):
        return None
    return SoundHint(codec=codec, rate=rate, channels=min(channels, 8), source="fields of the message")


def _parameter(text: str, name: str) -> str:
    """A parameter behind a type: ``rate`` of ``layout=interleaved;rate=16000``."""
    given = (item.strip().partition("=") for item in text.split(";", 8))
    return next((value for key, _, value in given if key == name), "")


def _integer(value: Scalar) -> int:
    if isinstance(value, str):
        digits = value.strip()[:7]
        value = digits if digits.isdecimal() else None
    amount = number(value)
    return int(amount) if amount is not None and 0 < amount < 1e7 and amount == int(amount) else 0
