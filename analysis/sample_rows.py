"""Notices samples of 16 bits that go over a socket or a raw connection of which nothing is said: one piece after the other.

A row begins with a piece that looks like sound by itself; what follows is only joined. Whether the whole is sound, and not
the readings of a slower sensor, is for the detector to say, by all of its bytes and by how fast they were sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from statistics import median
from typing import Final

from analysis.decoding import open_message
from analysis.lazy_patterns import lazy_pattern
from analysis.media.raw_sound import has_samples, may_be_samples
from analysis.media.sounds import is_known_format
from analysis.records import Transmission, Visibility
from analysis.stream_frames import Start, is_binary_frame, is_json, sound_field

SAMPLES: Final = "application/x-samples"  # of 16 bits, of which nothing is said
_LEAST: Final = 320  # bytes of the first piece
_STRIDE: Final = 212  # letters: the least that holds the first piece in Base64 fills one such stretch
_BASE64: Final = lazy_pattern(rb"[A-Za-z0-9+/\\]{%d}" % _STRIDE)
_NEAR: Final = 2.0  # times the size of the first piece, or one by it
_WINDOW: Final = 4  # pieces over which the pace is taken


def begun_by_samples(sent: Transmission) -> Start | None:
    """The row that a message may begin: its bytes, or the one value in Base64 that is named as sound, are samples."""
    body = sent.body or b""
    if len(body) < _LEAST or sent.visibility is Visibility.SAMPLED:
        return None
    field, data = "", body
    if is_json(body) and any(_BASE64.match(body, at) for at in range(0, len(body), _STRIDE)):
        found = sound_field(body)
        if found is not None:
            field, data = found
    if not field and not is_binary_frame(body):
        return None
    even = data[: len(data) & ~1] if sent.protocol == "raw" else data
    if len(even) < _LEAST or len(even) % 2 or is_known_format(even) or not has_samples(even):
        return None
    if not field and all(blob.path != "body" for blob in open_message(sent).blobs):
        return None  # a decoder reads it
    return Start(
        media_type="",
        reasoning="no message tells what it is; the first of them looks like samples of 16 bits",
        samples=len(even),
        field=field,
    )


def goes_on(start: Start, sent: Transmission, held: int) -> bool:
    """Whether a message is a further piece of a row of which ``held`` bytes are joined.

    Silence and hissing are no sound by themselves; between sounds they are, where they have the size and the field.
    """
    body = sent.body or b""
    if sent.protocol == "raw":  # cut anywhere
        return is_binary_frame(body) and may_be_samples(body[held & 1 :])
    data = body
    if start.field:
        found = sound_field(body) if is_json(body) else None
        if found is None or found[0] != start.field:
            return False
        data = found[1]
    elif not is_binary_frame(body):
        return False
    alike = start.samples <= _NEAR * len(data) and len(data) <= _NEAR * start.samples
    return alike and len(data) % 2 == 0 and may_be_samples(data)


def pace_of(parts: Sequence[Transmission], sizes: Sequence[int]) -> tuple[float, float, float]:
    """How long the parts took to be sent in s, how many samples a second that are, and in the usual stretch of some.

    ``sizes`` are those of the parts in bytes. A part counts for the time before it, in which it was recorded. 0 where the
    times do not tell.
    """
    times = [part.seen_at.timestamp() for part in parts]
    sent = [total / 2 for total in accumulate(sizes)]
    span = times[-1] - times[0]
    if span <= 0:
        return 0.0, 0.0, 0.0
    ahead = min(_WINDOW, len(parts) - 1)
    stretches = [
        (sent[at + ahead] - sent[at]) / gap
        for at in range(len(parts) - ahead)
        if (gap := times[at + ahead] - times[at]) > 0
    ]
    usual = median(stretches) if stretches else 0.0
    return span, (sent[-1] - sent[0]) / span, usual
