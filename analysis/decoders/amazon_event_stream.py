"""Amazon's event stream (application/vnd.amazon.eventstream): messages with headers and checksums, one within another."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.media_type import parse_media_type
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree
from analysis.voice_frames import amazon_events, is_amazon_event

_MOST: Final = 2_000  # messages of one body


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or len(data) > limit or not is_amazon_event(data):
        return None
    events = list(islice(amazon_events(data), _MOST + 1))
    if not events:
        return None
    rows: list[Tree] = []
    parts: list[OpenedPart] = []
    for index, event in enumerate(events[:_MOST]):
        rows.append({name.lstrip(":"): value for name, value in event.headers.items() if value})
        if event.payload:
            declared, parameters = parse_media_type(event.headers.get(":content-type", ""))
            step = f"[{index}]" if len(events) > 1 else ""
            parts.append(
                OpenedPart(
                    data=event.payload, step=step, name=event.headers.get(":event-type", ""), parameters=parameters,
                    media_type="" if declared == "application/octet-stream" else declared,
                )
            )  # fmt: skip
    return Opened(label="amazon_events", tree=rows, parts=tuple(parts), truncated=len(events) > _MOST)


DECODER = Decoder(name="amazon_event_stream", order=9, open=_open, takes="bytes")
