"""Says how a stream of sound in a socket begins, with or without a message that tells of it, and what goes on in it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from analysis.joining import How
from analysis.lazy_patterns import lazy_pattern
from analysis.packet_streams import ALIKE, kinds_of
from analysis.records import Transmission
from analysis.sample_rows import begun_by_samples, goes_on
from analysis.stream_frames import (
    Start,
    container_of,
    continues_container,
    is_binary_frame,
    is_json,
    sound_in,
    start_in_address,
    start_of,
    start_of_appended,
)

# what a message of JSON that holds sound says of it, or a file's beginning in Base64 (Ogg, WebM, FLAC, WAV, AMR)
_MAY_BEGIN: Final = lazy_pattern(
    rb"rate|encoding|codec|format|mime|input_audio_buffer|\"(?:T2dnU|GkXfo|ZkxhQ|UklGR|IyFBTV)"
)


class Stream:
    """A stream of one socket that has been begun; ``joined``: a message of it has been taken, others are to come."""

    def __init__(self, start: Start, at: datetime, *, container: bool) -> None:
        self.start, self.at, self.container, self.joined = start, at, container, False

    @property
    def is_untold(self) -> bool:
        """Samples of which nothing is said: it ends with its pieces, and begins anew with one that looks like sound."""
        return self.start.samples > 0


def begun_by(sent: Transmission, *, anew: bool) -> tuple[Start, bool] | None:
    """The stream that a message begins and belongs to, and whether it is a container.

    ``anew``: there is none yet in this socket. None where it begins nothing.
    """
    return _begun_by_word(sent, anew=anew) or (_begun_by_look(sent) if anew else None)


def _begun_by_look(sent: Transmission) -> tuple[Start, bool] | None:
    start = begun_by_samples(sent)
    return (start, False) if start is not None else None


def _begun_by_word(sent: Transmission, *, anew: bool) -> tuple[Start, bool] | None:
    body = sent.body or b""
    if is_json(body) and not sent.query and not _MAY_BEGIN.search(body):
        return None
    sound = sound_in(body)
    container = container_of(body if sound is None else sound)
    if container is not None:
        return container, True
    if not anew or not (sound or (sound is None and is_binary_frame(body))):
        return None
    start = start_of(sent) if sound else None
    start = start or (start_of_appended(body) if sound else None) or start_in_address(sent)
    return (start, False) if start is not None else None


def begun_unannounced(kinds: frozenset[str]) -> Start:
    """A stream that shows only in its packets."""
    return Start(
        media_type="",
        reasoning=f"no message tells what it is; {ALIKE - 1} packets or more before these were alike, and are not in it",
        packets=True,
        kinds=kinds,
    )


def how_it_goes_on(stream: Stream, sent: Transmission, held: int) -> How | None:
    """How a further message belongs to a stream of which ``held`` bytes are joined; None where it does not."""
    body = sent.body or b""
    if stream.is_untold:
        return ("coded" if stream.start.field else "samples") if goes_on(stream.start, sent, held) else None
    sound = sound_in(body)
    if stream.container:
        data = body if sound is None else sound
        begins = not stream.joined and container_of(data) is not None
        if not begins and not continues_container(data):
            return None
        return "frames" if sound is None else "texts"
    if stream.start.kinds:
        return None if body[:1] in (b"{", b"[") or stream.start.kinds.isdisjoint(kinds_of(body)) else "sized"
    if sound == b"" or (sound is None and not is_binary_frame(body)):
        return None
    if stream.start.packets:
        return "sized"
    return "frames" if sound is None else "texts"
