"""MP4, MOV, M4A and 3GP: tracks, codecs, length, and where and by what it was recorded, from the moov box."""

from __future__ import annotations

import math
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.media.exif import metres
from analysis.media.fragments import fragment_ticks
from analysis.media.integers import Truncated, number
from analysis.media.isobmff import Box, boxes, brands, child
from analysis.media.records import Film, Position, Sound

_AUDIO_BRANDS: Final = frozenset({"M4A ", "M4B ", "M4P ", "F4A ", "F4B "})
_FILM_BRANDS: Final = frozenset(
    {"M4V ", "M4VH", "M4VP", "mp41", "mp42", "isom", "avc1", "dash", "MSNV", "mmp4", "F4V ", "NDSC", "hvc1"}
    | {f"iso{digit}" for digit in range(2, 10)}
)
_STILL_COVERS: Final = frozenset({"jpeg", "png "})
_TOP: Final = frozenset(
    {b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"sidx", b"uuid", b"styp", b"emsg", b"pnot"}
)
_MINIMUM_WITHOUT_TRACKS: Final = 1024  # bytes; a shorter piece holds no scene worth a finding
_TRACK_LIMIT: Final = 8
_CODECS: Final = {
    "samr": "amr_nb", "sawb": "amr_wb", "alac": "alac", "Opus": "opus", "fLaC": "flac", "ac-3": "ac3", "ec-3": "eac3",
    "raw ": "pcm_u8", "sowt": "pcm_s16le", "twos": "pcm_s16be", "ulaw": "pcm_mulaw", "alaw": "pcm_alaw", "sqcp": "qcelp",
    ".mp3": "mp3", "lpcm": "pcm", "ipcm": "pcm", "in24": "pcm_s24be", "ima4": "adpcm_ima_qt", "sevc": "evrc",
}  # fmt: skip
_VIDEO_CODECS: Final = {
    "avc1": "h264", "avc3": "h264", "hvc1": "hevc", "hev1": "hevc", "s263": "h263", "mp4v": "mpeg4", "jpeg": "mjpeg",
    "vp08": "vp8", "vp09": "vp9", "av01": "av1", "apcn": "prores", "apch": "prores",
}  # fmt: skip
_OBJECT_TYPES: Final = {0x69: "mp3", 0x6B: "mp3", 0xDD: "vorbis", 0xE1: "qcelp", 0xA5: "ac3", 0xA9: "dts"}
_ISO6709: Final = lazy_pattern(
    r"([+-]\d{1,2}(?:\.(\d{1,10}))?)([+-]\d{1,3}(?:\.(\d{1,10}))?)[+\-/\d.CRS_\w]{0,64}"
)


class _Track(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    codec: str
    seconds: float | None
    width: int | None = None
    height: int | None = None
    sample_rate_hz: float | None = None
    channels: int | None = None


def movie(data: bytes) -> Film | None:
    """The film or sound file of this family that ``data`` is or begins; None for every other file. Never raises."""
    named = brands(data)
    family = _family(named)
    if not family and data[4:8] not in _TOP:
        return None
    moov = next((box for box in boxes(data, 0, len(data)) if box.kind == b"moov"), None)
    if moov is None or child(data, moov, b"mvhd") is None:
        return _without_tracks(data, family, named)
    tracks = _tracks(data, moov)
    if not tracks or (family != "M4A" and not moov.whole and all(track.kind == "soun" for track in tracks)):
        return _without_tracks(data, family or "MOV", named)
    return _film(data, moov, tracks, family or "MOV", named)


def _family(named: tuple[str, ...]) -> str:
    """MP4, MOV, 3GP or M4A by the first brand that is known; "" where none is."""
    for brand in named:
        if brand in _AUDIO_BRANDS:
            return "M4A"
        if brand == "qt  ":
            return "MOV"
        if brand.startswith(("3gp", "3g2", "3gr", "3gs", "3ge")):
            return "3GP"
        if brand in _FILM_BRANDS:
            return "MP4"
    return ""


def _media_type(family: str, *, video: bool) -> str:
    kind = "video" if video else "audio"
    return {"MOV": "video/quicktime" if video else "audio/mp4", "3GP": f"{kind}/3gpp"}.get(
        family, f"{kind}/mp4"
    )


def _without_tracks(data: bytes, family: str, named: tuple[str, ...]) -> Film | None:
    """What can be said where the track list comes later in the file, or in another part of the upload."""
    following = [box.kind for box in boxes(data, 0, len(data))][1:2]
    if not family or len(data) < _MINIMUM_WITHOUT_TRACKS or (named and not set(following) & _TOP):
        return None
    media_type = _media_type(family, video=family != "M4A")
    start = f"file type box with the brand {named[0].strip()!r}" if named else "moov box"
    evidence = f"{start}; the list of tracks is not, or not whole, among the bytes at hand"
    heard = None
    if family == "M4A":
        heard = Sound(container="MP4", codec="", media_type="audio/mp4", evidence=evidence, sure=False)
    return Film(format=family, media_type=media_type, evidence=evidence, sound=heard, sure=False)


def _film(data: bytes, moov: Box, tracks: list[_Track], family: str, named: tuple[str, ...]) -> Film | None:
    cover = bool(named) and named[0] in _AUDIO_BRANDS
    seen = [
        track for track in tracks if track.kind == "vide" and not (cover and track.codec in _STILL_COVERS)
    ]
    heard = [track for track in tracks if track.kind == "soun"]
    if not seen and not heard:
        return None
    codecs = " and ".join(sorted({track.codec.strip() or "unknown" for track in (*seen, *heard)}))
    evidence = f"moov box with {len(seen)} video and {len(heard)} sound tracks ({codecs})"
    picture = max(seen, key=lambda track: (track.width or 0) * (track.height or 0), default=None)
    tags = _tags(data, moov)
    return Film(
        format=family,
        media_type=_media_type(family, video=bool(seen)),
        evidence=evidence,
        video_codec=_video_codec(picture) if picture else "",
        seconds=max((track.seconds for track in seen if track.seconds), default=None),
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        sound=_sound(heard[0], family, evidence) if heard else None,
        position=_position(tags.get("location", "")),
        taken_at=tags.get("creationdate", ""),
        make=tags.get("make", ""),
        model=tags.get("model", ""),
    )


def _video_codec(track: _Track) -> str:
    code = track.codec.strip()
    return _VIDEO_CODECS.get(code, code.lower() or "unknown")


def _sound(track: _Track, family: str, evidence: str) -> Sound:
    return Sound(
        container="3GP" if family == "3GP" else "MOV" if family == "MOV" else "MP4",
        codec=track.codec,
        media_type=_media_type(family, video=False),
        evidence=evidence,
        seconds=track.seconds,
        sample_rate_hz=track.sample_rate_hz,
        channels=track.channels,
    )


def _tracks(data: bytes, moov: Box) -> list[_Track]:
    found: list[_Track] = []
    for box in boxes(data, moov.start, moov.end):
        if box.kind == b"trak" and len(found) < _TRACK_LIMIT:
            try:
                track = _track(data, moov, box)
            except Truncated:
                continue
            if track is not None:
                found.append(track)
    return found


def _track(data: bytes, moov: Box, trak: Box) -> _Track | None:
    media = child(data, trak, b"mdia")
    handler = child(data, media, b"hdlr") if media else None
    header = child(data, media, b"mdhd") if media else None
    table = child(data, media, b"minf", b"stbl", b"stsd") if media else None
    if media is None or handler is None or header is None:
        return None
    kind = data[handler.start + 8 : handler.start + 12].decode("latin-1")
    if kind not in ("vide", "soun"):
        return None
    seconds = _seconds(data, moov, trak, header)
    if table is None or table.end - table.start < 16:
        return _Track(kind=kind, codec="", seconds=seconds)
    entry = table.start + 8
    codec = data[entry + 4 : entry + 8].decode("latin-1")
    if kind == "vide":
        width, height = number(data, entry + 32, 2), number(data, entry + 34, 2)
        return _Track(kind=kind, codec=codec, seconds=seconds, width=width or None, height=height or None)
    rate, channels = number(data, entry + 32, 4) / 65536, number(data, entry + 24, 2)
    name = _CODECS.get(codec, codec.strip())
    if codec == "mp4a":
        name, configured = _decoder(data[entry : table.end])
        channels = configured or channels
    elif codec in ("samr", "sawb"):
        channels = 1  # the field is a template there (3GPP TS 26.244)
    return _Track(
        kind=kind, codec=name, seconds=seconds, sample_rate_hz=rate or None, channels=channels or None
    )


def _seconds(data: bytes, moov: Box, trak: Box, header: Box) -> float | None:
    """The length in the media header; in a fragmented file, where that tells of a part only, the sum of the fragments."""
    wide = number(data, header.start, 1) == 1
    scale = number(data, header.start + (20 if wide else 12), 4)
    length = number(data, header.start + (24 if wide else 16), 8 if wide else 4)
    if scale == 0:
        return None
    if child(data, moov, b"mvex") is not None:
        ticks = fragment_ticks(data, moov, trak)
        return ticks / scale if ticks else None
    return length / scale if 0 < length < (0xFFFFFFFFFFFFFFFF if wide else 0xFFFFFFFF) else None


def _decoder(entry: bytes) -> tuple[str, int]:
    """Codec and channels (0: not told) behind ``mp4a``, from the descriptors in its esds box (ISO/IEC 14496-1, 7.2.6)."""
    esds = entry.find(b"esds")
    at = entry.find(b"\x04", esds + 8, esds + 32) if esds >= 0 else -1
    if at < 0:
        return "aac", 0
    at = _content(entry, at)
    codec = _OBJECT_TYPES.get(int.from_bytes(entry[at : at + 1]), "aac")
    if entry[at + 13 : at + 14] != b"\x05":
        return codec, 0
    specific = int.from_bytes(entry[_content(entry, at + 13) :][:2])
    usual = specific >> 7 & 15 != 15 and specific >> 11 != 31
    return codec, {7: 8}.get(specific >> 3 & 15, specific >> 3 & 15) if codec == "aac" and usual else 0


def _content(entry: bytes, tag: int) -> int:
    """The offset behind a descriptor's tag and its length of one to four bytes."""
    at = tag + 1
    while at < tag + 4 and entry[at : at + 1] >= b"\x80":
        at += 1
    return at + 1


def _tags(data: bytes, moov: Box) -> dict[str, str]:
    """location, creationdate, make and model: from QuickTime's user data and from Apple's keyed metadata."""
    found: dict[str, str] = {}
    user = child(data, moov, b"udta")
    names = {b"\xa9xyz": "location", b"\xa9day": "creationdate", b"\xa9mak": "make", b"\xa9mod": "model"}
    for box in boxes(data, user.start, user.end) if user else ():
        if box.kind in names:
            found[names[box.kind]] = _text(data[box.start + 4 : box.end])
    meta = child(data, moov, b"meta")
    if meta is not None:
        for start in (meta.start, meta.start + 4):  # QuickTime's meta box has no version field, ISO's has
            inside = Box(kind=b"meta", start=start, end=meta.end, whole=meta.whole)
            found |= _keyed(data, inside)
    return found


def _keyed(data: bytes, meta: Box) -> dict[str, str]:
    keys, values = child(data, meta, b"keys"), child(data, meta, b"ilst")
    if keys is None or values is None:
        return {}
    names = [data[box.start : box.end].decode("latin-1") for box in boxes(data, keys.start + 8, keys.end)]
    wanted = {
        "location.ISO6709": "location",
        "creationdate": "creationdate",
        "make": "make",
        "model": "model",
    }
    found: dict[str, str] = {}
    for box in boxes(data, values.start, values.end):
        index, value = int.from_bytes(box.kind), child(data, box, b"data")
        if value is not None and 1 <= index <= len(names):
            name = wanted.get(names[index - 1].removeprefix("com.apple.quicktime."))
            if name is not None:
                found[name] = _text(data[value.start + 8 : value.end])
    return found


def _text(raw: bytes) -> str:
    text = raw[:256].decode("utf-8", "replace")
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _position(text: str) -> Position | None:
    """ISO 6709 (``+32.0929+034.8620+028.516/``); None for a placeholder or another notation."""
    match = _ISO6709.fullmatch(text)
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[3])
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    steps = [10.0 ** -len(digits or "") for digits in (match[2], match[4])]
    return Position(
        latitude=latitude,
        longitude=longitude,
        latitude_precision_m=metres(steps[0]),
        longitude_precision_m=metres(steps[1] * math.cos(math.radians(latitude))),
        tag="location.ISO6709",
    )
