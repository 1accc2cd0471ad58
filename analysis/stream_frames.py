"""Recognises what belongs together in a socket: what begins a stream of sound, its frames, attachments of Socket.IO.

Sources: Google Speech, Amazon Transcribe, Deepgram, AssemblyAI, ElevenLabs, OpenAI Realtime and Twilio Media Streams on
the messages of their sockets; the protocol document of socketio/socket.io on binary events.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

import msgspec

from analysis.decoding import open_message
from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.media.raw_sound import is_text
from analysis.media.sounds import is_known_format
from analysis.payload import Blob
from analysis.records import Transmission
from analysis.sound_hints import PIECE_WORDS, RATES, SoundHint, SoundHints
from analysis.voice_frames import amazon_events, esp_packet, is_amazon_event, numbered_packet, speech_message

_START_HINT: Final = lazy_pattern(rb"rate|encoding|codec|format|mime", re.IGNORECASE)
_START_MOST: Final = 1 << 16  # bytes of a message that may begin a stream
_TYPES: Final = {
    "pcm_s16le": "audio/pcm", "pcm_s16be": "audio/l16", "pcm_mulaw": "audio/pcmu", "pcm_alaw": "audio/pcma",
    "amr_nb": "audio/amr", "amr_wb": "audio/amr-wb", "opus": "audio/opus", "speex": "audio/speex",
}  # fmt: skip
_PACKETS: Final = frozenset({"opus", "speex"})  # codecs whose packets mean nothing without their lengths
_CONTAINERS: Final = (
    (b"OggS\0\x02", "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", ""),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", ""),
)  # fmt: skip  a beginning, and the type of what begins so
_ENDS: Final = lazy_pattern(
    rb'"(?:CloseStream|stop|terminate_session|Terminate|EOS|EndOfStream|end_of_stream|input_audio_buffer\.commit)"'
    rb'|"eof" ?: ?1'
)
_BASE64: Final = lazy_pattern(r"[A-Za-z0-9+/]{22,}={0,2}\Z")
_NO_PIECE: Final = frozenset(
    {"id", "uuid", "guid", "token", "key", "hash", "nonce", "signature"}
)  # within a "payload"
_DEEPEST: Final = 3
_MOST_MEMBERS: Final = 32
_MOST_IN_LIST: Final = 2  # of which one may be sound; more are a row of their own
_EVENT: Final = lazy_pattern(rb"45([1-9]\d{0,2})-(?:/[^,]{0,200},)?\d{0,9}\[")
_TEXT_EVENT: Final = lazy_pattern(rb"42(?:/[^,]{0,200},)?\d{0,9}(?=\[)")
_HOLE: Final = '{"_placeholder":true,"num":%d}'
_PLACEHOLDER: Final = lazy_pattern(
    r'\{"_placeholder":true,"num":(\d{1,3})\}|\{"num":(\d{1,3}),"_placeholder":true\}'
)


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """A message that began a stream: the type to be given to what follows, and how it is known.

    ``packets``: each message is a packet, and its length has to be kept. ``kinds`` are what they may be; empty: anything.
    ``samples``: nothing says that it is sound, but the first message does look so; bytes in that. ``field``: the path of
    what is in Base64.
    """

    media_type: str
    reasoning: str
    packets: bool = False
    kinds: frozenset[str] = frozenset()
    samples: int = 0
    field: str = ""


def start_of(sent: Transmission) -> Start | None:
    """What a JSON message says of the sound that is to follow; None where it speaks of none."""
    body = sent.body
    if not body or len(body) > _START_MOST or not is_json(body) or not _START_HINT.search(body):
        return None
    own = "it" if sound_in(body) is not None else "an earlier message of the socket"
    return _told(SoundHints(open_message(sent)).of(_NOTHING), f"{own} says that {{}} is to follow")


def start_in_address(sent: Transmission) -> Start | None:
    """What the address of a socket says of the sound that is sent over it; None where it speaks of none."""
    if not sent.query or not _START_HINT.search(sent.query.encode("utf-8", "replace")):
        return None
    return _start_in_query(sent.query[:_START_MOST])


@lru_cache(maxsize=256)
def _start_in_query(query: str) -> Start | None:
    nothing = Transmission(id="", flow_id="", seen_at=_EPOCH, writer="", query=query)
    return _told(
        SoundHints(open_message(nothing)).of(_NOTHING), "the address of the socket says that {} is sent"
    )


def start_of_appended(body: bytes) -> Start | None:
    """A message that adds sound in the encoding that its service takes where nothing else is told."""
    if (
        not body.startswith(b"{")
        or b'"input_audio_buffer.append"' not in body[:512]
        or sound_in(body) is None
    ):
        return None
    return Start(
        media_type=_REALTIME,
        reasoning="it is added to an input_audio_buffer, which takes PCM of 16 bits and 24 kHz unless a message says "
        "otherwise (OpenAI's reference of the realtime interface)",
    )


def _told(hint: SoundHint | None, how: str) -> Start | None:
    media_type = _media_type(hint) if hint is not None else ""
    if hint is None or not media_type:
        return None
    return Start(media_type=media_type, reasoning=how.format(media_type), packets=hint.codec in _PACKETS)


def _media_type(hint: SoundHint) -> str:
    """``audio/pcm;rate=16000;channels=1``; empty where that is not enough to read what follows."""
    kind = _TYPES.get(hint.codec or "pcm_s16le", "")
    if not kind or (hint.codec in ("", "pcm_s16le", "pcm_s16be") and hint.rate not in RATES):
        return ""
    rate = f";rate={hint.rate}" if hint.rate else ""
    return f"{kind}{rate};channels={hint.channels}" if rate else kind


_REALTIME: Final = "audio/pcm;rate=24000;channels=1"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING: Final = Blob(
    path="body", context="body", name="", names=(), data=b"", media_type="", filename="", size=0
)


def container_of(body: bytes) -> Start | None:
    """Where a frame is the beginning of a container that goes on in the next ones."""
    for beginning, media_type in _CONTAINERS:
        if body.startswith(beginning):
            return Start(media_type=media_type, reasoning="its first frame begins a container")
    if body.startswith(b"RIFF") and body[8:12] == b"WAVE":
        return Start(media_type="audio/wav", reasoning="its first frame begins a container")
    return None


def is_binary_frame(body: bytes) -> bool:
    """Bytes that are no text, do not begin a file of their own, and are no message that wraps something else."""
    if body[:1] in (b"{", b"[", b"") and _is_unicode(body):
        return False  # JSON; one sample of 128 begins so as well
    if is_text(body[:512]) or is_known_format(body) or is_amazon_event(body):
        return False
    return body[:1] not in (b"\0", b"\1") or speech_message(body) is None


def is_json(body: bytes) -> bool:
    """Whether a message may be an object of JSON, or an event of Socket.IO, which holds one."""
    return body[:1] == b"{" or _TEXT_EVENT.match(body) is not None


def _tree(body: bytes) -> object:
    """The object; of an event one that holds by its name what was sent with it. Raises as ``msgspec.json.decode``."""
    event = _TEXT_EVENT.match(body)
    if event is None:
        return msgspec.json.decode(body)
    found = msgspec.json.decode(body[event.end() :])
    return {found[0]: found[1]} if len(found) == 2 and isinstance(found[0], str) else None


def _is_unicode(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def continues_container(body: bytes) -> bool:
    """A further frame of a container: no text, no other file, though an Ogg page looks as its first does."""
    if body.startswith(b"OggS"):
        return body[5:6] != b"\x02"
    return is_binary_frame(body)


def is_end(body: bytes) -> bool:
    """A short JSON message that ends a stream, or the message without sound that Microsoft's and Amazon's end with."""
    if is_json(body):
        return len(body) <= 512 and _ENDS.search(body) is not None
    return body == b"EOS" or (len(body) <= 1024 and sound_in(body) == b"")


def sound_in(body: bytes) -> bytes | None:
    """The sound that a message wraps: of JSON the one value in Base64 that is named as sound; None where there is none."""
    if not is_json(body):
        return _in_event(body)
    found = sound_field(body)
    return found[1] if found is not None else None


def _in_event(body: bytes) -> bytes | None:
    """The sound of an event of Amazon's or of a speech message of Microsoft's."""
    if is_amazon_event(body):
        events = list(amazon_events(body))
        if len(events) == 1 and events[0].headers.get(":event-type") == "AudioEvent":
            return events[0].payload
        return None
    if body[:1] in (b"\0", b"\1"):
        message = speech_message(body)
        return message.payload if message is not None and message.headers["path"].lower() == "audio" else None
    return None


def packet_in(body: bytes) -> bytes:
    """The packet of a message of which each is one: what it wraps, without the header of an ESP32 assistant or of Zello."""
    packet = sound_in(body)
    return packet if packet is not None else esp_packet(body) or numbered_packet(body) or body


def sound_field(body: bytes) -> tuple[str, bytes] | None:
    """Of JSON the path of the one value in Base64 that is named as sound, and its bytes; None where there is none."""
    try:
        tree = _tree(body)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    found = _named_texts(tree, (), _DEEPEST)
    if len(found) != 1:
        return None
    try:
        return ".".join(found[0][0]), base64.b64decode(found[0][1], validate=True)
    except (binascii.Error, ValueError):
        return None


def _named_texts(tree: object, names: tuple[str, ...], deeper: int) -> list[tuple[tuple[str, ...], str]]:
    if not isinstance(tree, dict) or len(tree) > _MOST_MEMBERS:
        return []
    found: list[tuple[tuple[str, ...], str]] = []
    for name, value in tree.items():
        path = (*names, name)
        if isinstance(value, str):
            piece = not all_words(path).isdisjoint(PIECE_WORDS) and _NO_PIECE.isdisjoint(words(name))
            if len(value) >= 24 and piece and _BASE64.match(value):
                found.append((path, value))
        elif deeper:
            for member in value[:_MOST_IN_LIST] if isinstance(value, list) else (value,):
                found += _named_texts(member, path, deeper - 1)
    return found


def attachments_of(body: bytes) -> int:
    """How many binary frames follow a Socket.IO event and belong into it; 0 where it is none."""
    found = _EVENT.match(body)
    return int(found[1]) if found is not None else 0


def fill(head: bytes, attachments: list[bytes | None]) -> bytes:
    """A Socket.IO event with its attachments in their places, in Base64, as an event without binary is written."""
    found = _EVENT.match(head)
    assert found is not None
    text = b"42" + head[2 + len(found[1]) + 1 :]

    def put(hole: re.Match[str]) -> str:
        number = int(hole[1] or hole[2])
        data = attachments[number] if number < len(attachments) else None
        return hole[0] if data is None else f'"{base64.b64encode(data).decode()}"'

    return _PLACEHOLDER.sub(put, text.decode("utf-8", "replace")).encode()
