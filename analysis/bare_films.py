"""Recognises moving pictures as cameras send them live: bare H.264 and H.265 in byte streams, and FLV, MPEG and ASF.

Sources: ITU-T H.264, Annex B and table 7-1 (7: sequence parameters, 8: picture parameters), and its profiles (A.2); ITU-T
H.265, Annex B and table 7-1 (32: video parameters, 33: sequence parameters). A stream begins with its parameters; in a
socket each further picture comes by itself. From memory: Adobe's FLV (flags of the head), ISO/IEC 13818-1 (packets of 188
bytes that begin with 47, streams E0 to EF are video), Microsoft's ASF (the identifier of a video stream).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.entropy import entropy_of
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Blob
from analysis.records import Confidence, Measures, Observation

_HEAD: Final = 512  # bytes in which the parameters stand
_PROFILES: Final = rb"[\x42\x4d\x58\x64\x6e\x7a\xf4\x2c]"
_STREAMS: Final = (
    (lazy_pattern(rb"\0{2,3}\x01[\x27\x47\x67]" + _PROFILES), lazy_pattern(rb"\0\0\x01[\x28\x48\x68]"), "H.264"),
    (lazy_pattern(rb"\0{2,3}\x01\x40\x01\x0c"), lazy_pattern(rb"\0\0\x01\x42\x01"), "H.265"),
)  # fmt: skip
# A picture by itself: its first macroblock is the first of all, so that a bit stands at the head of what follows.
_PICTURES: Final = (
    (lazy_pattern(rb"\0\0\0\x01(?:\x09[\x10\x30\x50\x70\x90\xb0\xd0\xf0]\0{2,3}\x01)?[\x01\x21\x41\x61\x25\x45\x65][\x88-\xff]"),
     "H.264"),
    (lazy_pattern(rb"\0\0\0\x01[\x00\x02\x26\x28\x2a]\x01[\x80-\xff]"), "H.265"),
)  # fmt: skip
_LEAST_PICTURE: Final = 256  # bytes
_PACKED: Final = 6.5  # bits a byte: nothing but a coded picture is so dense behind such a head
_SAMPLED: Final = 4_096  # bytes
_PACKET: Final = 188  # bytes
_LOOKED_AT: Final = 65_536  # bytes
_VIDEO_STREAM: Final = lazy_pattern(rb"\0\0\x01[\xe0-\xef]")
_ASF: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_VIDEO: Final = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
# First bytes of all that this recognises: other bytes are not looked at.
BEGINNINGS: Final = (b"\0\0", b"FLV\x01", b"G", _ASF[:4])


def bare_film(blob: Blob) -> Iterator[Observation]:
    """The film, or the picture of one, that the bytes begin as; nothing for other bytes."""
    head = blob.data[:_HEAD]
    codec = next((name for begin, then, name in _STREAMS if begin.match(head) and then.search(head)), "")
    if codec:
        yield _film(
            blob, codec, "film: a stream of pictures that begins with its parameters.", Confidence.CERTAIN
        )
    elif container := _container(blob.data):
        yield _film(blob, container, "film: a container that holds pictures.", Confidence.CERTAIN)
    elif codec := _picture(blob, head):
        yield _film(blob, codec, "film: a picture of a stream, sent by itself.", Confidence.LIKELY)


def _picture(blob: Blob, head: bytes) -> str:
    codec = next((name for begin, name in _PICTURES if begin.match(head)), "")
    dense = codec and blob.size >= _LEAST_PICTURE and entropy_of(blob.data[:_SAMPLED]) >= _PACKED
    return codec if dense else ""


def _container(data: bytes) -> str:
    if data.startswith(b"FLV\x01"):
        return "FLV" if data[4:5] in (b"\x01", b"\x05") and data[5:9] == b"\0\0\0\x09" else ""
    if data.startswith(_ASF):
        return "ASF" if _ASF_VIDEO in data[:_LOOKED_AT] else ""
    packets = data[:1] == b"G" and len(data) > 2 * _PACKET and data[_PACKET] == data[2 * _PACKET] == 0x47
    if packets or data.startswith(b"\0\0\x01\xba"):
        name = "MPEG transport stream" if packets else "MPEG program stream"
        return name if _VIDEO_STREAM.search(data[:_LOOKED_AT]) else ""
    return ""


def _film(blob: Blob, codec: str, structure: str, confidence: Confidence) -> Observation:
    return Observation(
        category="photo.video",
        property="x_video",
        path=blob.path,
        value=f"{codec}, {blob.size:,} bytes",
        reasoning=f"The bytes have the structure of a {structure}",
        rule="photo.video_content",
        confidence=confidence,
        measures=Measures(
            codec=codec.replace(".", "").lower(), size=blob.size, media_type=blob.media_type or None
        ),
    )
