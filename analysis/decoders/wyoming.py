"""The Wyoming protocol of voice assistants: a line of JSON, perhaps further JSON, and sound behind it, event after event."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree
from analysis.voice_frames import wyoming_events

_MOST: Final = 4_000  # events of one body
_START: Final = lazy_pattern(rb'\{ ?"(?:type|version)" ?: ?"[^\n]{1,4000}\n')
_PCM: Final = 2  # bytes of a sample that the type of the sound can name


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if (
        isinstance(data, str)
        or len(data) > limit
        or not _START.match(data)
        or b'_length"' not in data[:4_096]
    ):
        return None
    events = list(islice(wyoming_events(data), _MOST + 1))
    if not any(payload for _, payload in events):
        return None  # lines of JSON, which others read
    rows: list[Tree] = [_plain(header) for header, _ in events[:_MOST]]
    sounds = [(header, payload) for header, payload in events[:_MOST] if payload]
    parts = tuple(
        OpenedPart(
            data=payload, step=f"payload[{index}]", name=str(header["type"])[:60],
            media_type="audio/pcm" if _is_pcm(header) else "",
        )
        for index, (header, payload) in enumerate(sounds)
    )  # fmt: skip
    return Opened(label="wyoming", tree=rows, parts=parts, truncated=len(events) > _MOST)


def _plain(header: dict[str, object]) -> Tree:
    told = header.get("data")
    fields = {name: value for name, value in told.items() if isinstance(value, str | int | float)} if isinstance(
        told, dict
    ) else {}  # fmt: skip
    return {"type": str(header.get("type"))[:200], **fields}


def _is_pcm(header: dict[str, object]) -> bool:
    told = header.get("data")
    return isinstance(told, dict) and told.get("width") == _PCM and "rate" in told


DECODER = Decoder(name="wyoming", order=29, open=_open, takes="bytes")
