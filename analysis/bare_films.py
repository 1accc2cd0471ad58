"""Recognises moving pictures without a container, as cameras send them live: H.264 and H.265 in byte streams.

Source: ITU-T H.264, Annex B and table 7-1 (7: sequence parameters, 8: picture parameters), and its profiles (A.2); ITU-T
H.265, Annex B and table 7-1 (32: video parameters, 33: sequence parameters). A stream begins with its parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.payload import Blob
from analysis.records import Confidence, Measures, Observation

_HEAD: Final = 512  # bytes in which the parameters stand
_PROFILES: Final = rb"[\x42\x4d\x58\x64\x6e\x7a\xf4\x2c]"
_STREAMS: Final = (
    (re.compile(rb"\0{2,3}\x01[\x27\x47\x67]" + _PROFILES), re.compile(rb"\0\0\x01[\x28\x48\x68]"), "H.264"),
    (re.compile(rb"\0{2,3}\x01\x40\x01\x0c"), re.compile(rb"\0\0\x01\x42\x01"), "H.265"),
)  # fmt: skip


def bare_film(blob: Blob) -> Iterator[Observation]:
    """The film that the bytes begin as; nothing for other bytes."""
    head = blob.data[:_HEAD]
    codec = next((name for begin, then, name in _STREAMS if begin.match(head) and then.search(head)), "")
    if codec:
        yield Observation(
            category="photo.video",
            property="x_video",
            path=blob.path,
            value=f"{codec}, {blob.size:,} bytes",
            reasoning="The bytes have the structure of a film: a stream of pictures that begins with its parameters.",
            rule="photo.video_content",
            confidence=Confidence.CERTAIN,
            measures=Measures(
                codec=codec.replace(".", "").lower(), size=blob.size, media_type=blob.media_type or None
            ),
        )
