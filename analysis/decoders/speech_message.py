"""Messages of Microsoft's speech service over a WebSocket: headers, then JSON, SSML or a piece of sound."""

from __future__ import annotations

from analysis.media_type import parse_media_type
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree
from analysis.voice_frames import speech_message


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or part.media_type or len(data) > limit or b"ath" not in data[:2_000]:
        return None
    message = speech_message(data)
    if message is None:
        return None
    headers: dict[str, Tree] = dict(message.headers)
    declared, parameters = parse_media_type(message.headers.get("content-type", ""))
    parts = (
        (OpenedPart(data=message.payload, step="content", media_type=declared, parameters=parameters),)
        if message.payload
        else ()
    )
    return Opened(label="speech_message", tree=headers, style="pairs", parts=parts)


DECODER = Decoder(name="speech_message", order=22, open=_open, takes="bytes")
