"""Recognises what belongs together in a socket: what begins a stream of sound, its frames, attachments of Socket.IO.

Sources: Google Speech, Amazon Transcribe, Deepgram, AssemblyAI, ElevenLabs, OpenAI Realtime and Twilio Media Streams on
the messages of their sockets; the protocol document of socketio/socket.io on binary events.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

import msgspec

from analysis.decoding import open_message
from analysis.field_names import all_words
from analysis.media.raw_sound import is_text
from analysis.media.sounds import is_known_format
from analysis.payload import Blob
from analysis.records import Transmission
from analysis.sound_hints import PIECE_WORDS, RATES, SoundHint, SoundHints

_START_HINT: Final = re.compile(rb"rate|encoding|codec|format|mime", re.IGNORECASE)
_START_MOST: Final = 1 << 16  # bytes of a message that may begin a stream
_TYPES: Final = {
    "pcm_s16le": "audio/pcm", "pcm_s16be": "audio/l16", "pcm_mulaw": "audio/pcmu", "pcm_alaw": "audio/pcma",
    "amr_nb": "audio/amr", "amr_wb": "audio/amr-wb",
}  # fmt: skip
_CONTAINERS: Final = (
    (b"OggS\0\x02", "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", ""),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", ""),
)  # fmt: skip  a beginning, and the type of what begins so
_ENDS: Final = re.compile(
    rb'"(?:CloseStream|stop|terminate_session|Terminate|EOS|end_of_stream|input_audio_buffer\.commit)"'
)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{64,}={0,2}\Z")
_DEEPEST: Final = 3
_MOST_MEMBERS: Final = 32
_EVENT: Final = re.compile(rb"45([1-9]\d{0,2})-(?:/[^,]{0,200},)?\d{0,9}\[")
_HOLE: Final = '{"_placeholder":true,"num":%d}'
_PLACEHOLDER: Final = re.compile(
    r'\{"_placeholder":true,"num":(\d{1,3})\}|\{"num":(\d{1,3}),"_placeholder":true\}'
)


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """A message that began a stream: the type to be given to what follows, and how it is known."""

    media_type: str
    reasoning: str


def start_of(sent: Transmission) -> Start | None:
    """What a JSON message says of the sound that is to follow; None where it speaks of none."""
    body = sent.body
    if not body or len(body) > _START_MOST or body[:1] != b"{" or not _START_HINT.search(body):
        return None
    hint = SoundHints(open_message(sent)).of(_NOTHING)
    media_type = _media_type(hint) if hint is not None else ""
    if hint is None or not media_type:
        return None
    return Start(
        media_type=media_type,
        reasoning=f"an earlier message of the socket says that {media_type} is to follow",
    )


def _media_type(hint: SoundHint) -> str:
    """Sound of a codec whose frames say nothing once they are joined (Opus) has no type here."""
    kind = _TYPES.get(hint.codec or "pcm_s16le", "")
    if not kind or (not hint.codec and hint.rate not in RATES):
        return ""
    rate = f";rate={hint.rate}" if hint.rate else ""
    return f"{kind}{rate};channels={hint.channels}" if rate else kind


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
    """Bytes that are no text, and do not begin a file of their own."""
    return body[:1] not in (b"{", b"[", b"") and not is_text(body[:512]) and not is_known_format(body)


def continues_container(body: bytes) -> bool:
    """A further frame of a container: no text, no other file, though an Ogg page looks as its first does."""
    if body.startswith(b"OggS"):
        return body[5:6] != b"\x02"
    return is_binary_frame(body)


def is_end(body: bytes) -> bool:
    """A short JSON message that ends a stream."""
    return body[:1] == b"{" and len(body) <= 512 and _ENDS.search(body) is not None


def sound_in(body: bytes) -> bytes | None:
    """The bytes of the one value in Base64 of a JSON message that is named as a piece of sound; None without one."""
    if body[:1] != b"{":
        return None
    try:
        tree = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    found = _named_texts(tree, (), _DEEPEST)
    if len(found) != 1:
        return None
    try:
        return base64.b64decode(found[0], validate=True)
    except (binascii.Error, ValueError):
        return None


def _named_texts(tree: object, names: tuple[str, ...], deeper: int) -> list[str]:
    if not isinstance(tree, dict) or len(tree) > _MOST_MEMBERS:
        return []
    found: list[str] = []
    for name, value in tree.items():
        path = (*names, name)
        if isinstance(value, str):
            if len(value) >= 64 and not all_words(path).isdisjoint(PIECE_WORDS) and _BASE64.match(value):
                found.append(value)
        elif deeper:
            found += _named_texts(value, path, deeper - 1)
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
