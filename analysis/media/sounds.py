"""Sound files by their content: which container, which codec, how long. Nothing is decoded."""

from __future__ import annotations

from typing import Final

from analysis.media.integers import Truncated, number
from analysis.media.matroska import matroska
from analysis.media.movie import movie
from analysis.media.mpeg_audio import frame_sound
from analysis.media.ogg import ogg
from analysis.media.rare_sounds import rare_sound, windows_media
from analysis.media.records import Film, Sound
from analysis.media.riff import aiff, avi, caf, qcp, wav

_TAG_LIMIT: Final = 4  # ID3 tags in a row
_FRAME_LIMIT: Final = 1 << 17
_AMR_SIZES: Final = {
    "amr_nb": (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1),
    "amr_wb": (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1),
}
_OTHER_FORMATS: Final = (  # starts of what holds no bare frames, however its bytes fall
    b"RIFF", b"OggS", b"\x1a\x45\xdf\xa3", b"PK\x03\x04", b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"\x1f\x8b",
    b"MThd", b"wOFF", b"wOF2", b"SQLite format 3", b"II*\0", b"MM\0*", b"\x7fELF", b"FORM", b"caff", b"#!AMR", b"fLaC",
)  # fmt: skip


def is_known_format(data: bytes) -> bool:
    """Whether bytes begin as a file of another format does, so that they hold no bare samples or frames."""
    return data.startswith(_OTHER_FORMATS) or data[4:8] == b"ftyp"


def recognise_film(data: bytes, *, complete: bool) -> Film | None:
    """The film container that ``data`` is or begins, with video or without; None for every other content."""
    try:
        heard_or_seen = ogg(data, complete=complete) if data[:4] == b"OggS" else None
        found = movie(data) or matroska(data, complete=complete) or avi(data) or windows_media(data)
    except Truncated:
        return None
    return heard_or_seen if isinstance(heard_or_seen, Film) else found


def recognise_sound(data: bytes, *, complete: bool) -> Sound | None:
    """The sound recording that ``data`` is or begins; None for films and for every other content."""
    film = recognise_film(data, complete=complete)
    if film is not None:
        return None if film.video_codec else film.sound
    start = _behind_tags(data)
    rest = data[start:] if start else data
    try:
        return (
            _by_magic(rest, complete=complete) or _by_frames(rest, complete=complete) or _tagged(data, start)
        )
    except Truncated:
        return None


def _by_magic(data: bytes, *, complete: bool) -> Sound | None:
    if data[:4] == b"OggS":
        found = ogg(data, complete=complete)
        return found if isinstance(found, Sound) else None
    return (
        wav(data, complete=complete)
        or _flac(data)
        or _amr(data, complete=complete)
        or caf(data, complete=complete)
        or aiff(data)
        or qcp(data, complete=complete)
        or rare_sound(data)
    )


def _by_frames(data: bytes, *, complete: bool) -> Sound | None:
    if is_known_format(data):
        return None
    return frame_sound(data, complete=complete)


def _behind_tags(data: bytes) -> int:
    """The offset behind the ID3v2 tags at the start; 0 where there is none."""
    at = 0
    for _ in range(_TAG_LIMIT):
        head = data[at : at + 10]
        if len(head) < 10 or head[:3] != b"ID3" or not 2 <= head[3] <= 4 or max(head[6:10]) > 127:
            return at
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        at += 10 + size + (10 if head[5] & 0x10 else 0)
    return at


def _tagged(data: bytes, start: int) -> Sound | None:
    """An ID3v2 tag that is longer than the bytes at hand: its first frame must be one that exists."""
    first = data[10:14]
    if start <= len(data) or len(data) < 1024 or not (first.isalnum() and first.upper() == first):
        return None
    return Sound(
        container="MP3", codec="", media_type="audio/mpeg", sure=False,
        evidence="ID3v2 tag; the sound itself lies behind the bytes at hand",
    )  # fmt: skip


def _flac(data: bytes) -> Sound | None:
    """Native FLAC (RFC 9639): the stream information block comes first and tells rate, channels and samples."""
    if data[:4] != b"fLaC" or number(data, 4, 1) & 0x7F or number(data, 5, 3) != 34:
        return None
    packed = number(data, 18, 8)
    rate, samples = packed >> 44, packed & (1 << 36) - 1
    if rate == 0:
        return None
    return Sound(
        container="FLAC",
        codec="flac",
        media_type="audio/flac",
        evidence="FLAC mark and stream information block",
        seconds=samples / rate if samples else None,
        sample_rate_hz=float(rate),
        channels=(packed >> 41 & 7) + 1,
    )


def _amr(data: bytes, *, complete: bool) -> Sound | None:
    """AMR and AMR-WB files (RFC 4867, section 5): a mark, then frames of 20 ms whose first byte tells their size."""
    codec, at = "amr_nb", 6
    if data[:9] == b"#!AMR-WB\n":
        codec, at = "amr_wb", 9
    elif data[:6] != b"#!AMR\n":
        return None
    frames, sizes = 0, _AMR_SIZES[codec]
    while at < len(data) and frames < _FRAME_LIMIT:
        size = sizes[data[at] >> 3 & 15] if data[at] & 0x83 == 0 else 0
        if size == 0:
            break
        frames, at = frames + 1, at + size
    if frames == 0:
        return None
    return Sound(
        container="AMR",
        codec=codec,
        media_type="audio/amr" if codec == "amr_nb" else "audio/amr-wb",
        evidence=f"AMR mark and {frames if complete else 'whole'} frames of 20 ms",
        seconds=frames * 0.02 if complete else None,
        sample_rate_hz=8000.0 if codec == "amr_nb" else 16000.0,
        channels=1,
    )
