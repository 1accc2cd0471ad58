"""A picture or a sound that lies in bytes of another format, which nothing could read, behind a short head.

A multimedia message, an envelope of a crash reporter, a message of a protocol of an app's own. Only marks of four bytes and
more are looked for, the readers of the formats decide; a file of a format that is known by itself holds none of its own.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.media.sounds import is_known_format
from analysis.payload import Blob

_WITHIN: Final = 4_096  # bytes of a head
_LEAST: Final = 256  # bytes of a file
_MARKS: Final = lazy_pattern(
    rb"\xff\xd8\xff[\xe0\xe1\xdb]|\x89PNG\r\n\x1a\n|RIFF.{4}(?:WAVE|WEBPVP8)|\0\0\0.ftyp(?:heic|heix|mif1|avif)|OggS\0\x02|fLaC\0|#!AMR(?:-WB)?\n|\.snd\0\0",
    re.DOTALL,
)


def embedded_file(blob: Blob) -> Blob | None:
    """The bytes from the first mark on, with the blob's path; None where there is none, or the blob is a file itself."""
    if (
        len(blob.data) < _LEAST
        or is_known_format(blob.data)
        or blob.data.startswith((b"BM", b"\x7fELF", b"dex\n"))
    ):
        return None
    found = _MARKS.search(blob.data, 1, _WITHIN)
    if found is None or len(blob.data) - found.start() < _LEAST:
        return None
    return msgspec.structs.replace(
        blob, data=blob.data[found.start() :], media_type="", size=blob.size - found.start()
    )
