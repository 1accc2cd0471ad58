"""RIFF and its cousins: WAV, QCP, AVI, AIFF and CAF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from analysis.media.integers import floating, number
from analysis.media.records import Film, Sound

_CHUNK_LIMIT: Final = 1024
_WAVE_CODECS: Final = {
    0x0002: "adpcm_ms", 0x0003: "pcm_f32le", 0x0006: "pcm_alaw", 0x0007: "pcm_mulaw", 0x0011: "adpcm_ima_wav",
    0x0031: "gsm_ms", 0x0045: "adpcm_g726", 0x0050: "mp2", 0x0055: "mp3", 0x00FF: "aac",
}  # fmt: skip
_UNKNOWN_SIZES: Final = frozenset({0, 0xFFFFFFFF, 0x7FFFFFFF})
_QCELP: Final = bytes.fromhex("416d7f5e15b1d011ba9100805fb4b97e")
_QCELP_2: Final = bytes.fromhex("426d7f5e15b1d011ba9100805fb4b97e")
_EVRC: Final = bytes.fromhex("8dd489e67690b54691ef736a5100ceb4")
_CAF_CODECS: Final = {
    "aac ": "aac", "aach": "aac", "aace": "aac", "opus": "opus", "alac": "alac", "ima4": "adpcm_ima_qt", "flac": "flac",
    "ulaw": "pcm_mulaw", "alaw": "pcm_alaw", ".mp3": "mp3", "samr": "amr_nb",
}  # fmt: skip
_AIFC_CODECS: Final = {
    "alaw": "pcm_alaw", "ALAW": "pcm_alaw", "ulaw": "pcm_mulaw", "ULAW": "pcm_mulaw", "ima4": "adpcm_ima_qt",
    "fl32": "pcm_f32be", "FL32": "pcm_f32be",
}  # fmt: skip
_RATES: Final = range(1_000, 400_000)


def _chunks(
    data: bytes, at: int, order: Literal["big", "little"] = "little", *, wide: bool = False
) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start, told size) of each chunk, the last one possibly cut off; CAF has sizes of 8 bytes and no padding."""
    header = 12 if wide else 8
    for _ in range(_CHUNK_LIMIT):
        if at + header > len(data):
            return
        size = number(data, at + 4, header - 4, order)
        yield data[at : at + 4], at + header, size
        at += header + size + (0 if wide else size & 1)


def wav(data: bytes, *, complete: bool) -> Sound | None:
    """A WAVE file: format chunk before data chunk. Raises ``Truncated``."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    form, fact, body = -1, 0, (0, 0)
    for kind, start, size in _chunks(data, 12):
        if kind == b"fmt " and size >= 16:
            form = start
        elif kind == b"fact" and size >= 4:
            fact = number(data, start, 4, "little")
        elif kind == b"data":
            body = (start, size)
            break
    if form < 0:
        return None
    return _wave_format(data, form, fact, body, complete=complete)


def _wave_format(data: bytes, form: int, fact: int, body: tuple[int, int], *, complete: bool) -> Sound | None:
    tag, channels = number(data, form, 2, "little"), number(data, form + 2, 2, "little")
    rate, byte_rate = number(data, form + 4, 4, "little"), number(data, form + 8, 4, "little")
    bits = number(data, form + 14, 2, "little")
    if tag == 0xFFFE:  # the extensible format has the tag at the head of a GUID
        tag = number(data, form + 24, 2, "little")
    if rate not in _RATES or not 1 <= channels <= 64 or byte_rate == 0:
        return None
    pcm = "pcm_u8" if bits <= 8 else f"pcm_s{(bits + 7) // 8 * 8}le"
    codec = (
        pcm if tag == 1 else "pcm_f64le" if tag == 3 and bits == 64 else _WAVE_CODECS.get(tag, f"0x{tag:04x}")
    )
    start, size = body
    at_hand = max(len(data) - start, 0) if start else 0
    if size in _UNKNOWN_SIZES or (complete and size > at_hand):
        size = at_hand if complete else 0
    seconds = fact / rate if fact and not codec.startswith("pcm") else size / byte_rate
    return Sound(
        container="WAV",
        codec=codec,
        media_type="audio/wav",
        evidence="RIFF file of type WAVE with a format chunk",
        seconds=seconds if start and size else None,
        sample_rate_hz=float(rate),
        channels=channels,
        pcm=(start, min(start + (size or at_hand), len(data))) if codec == "pcm_s16le" and start else None,
    )


def qcp(data: bytes, *, complete: bool) -> Sound | None:
    """Qualcomm's PureVoice (RFC 3625): a packet's first byte tells its rate, and so its size. Raises ``Truncated``."""
    if data[:4] != b"RIFF" or data[8:12] != b"QLCM" or data[12:16] != b"fmt ":
        return None
    codec = {_QCELP: "qcelp", _QCELP_2: "qcelp", _EVRC: "evrc"}.get(data[22:38])
    rate, block = number(data, 126, 2, "little"), number(data, 124, 2, "little")
    if codec is None or rate not in _RATES or block == 0:
        return None
    rates = min(number(data, 130, 4, "little"), 8)
    pairs = (number(data, 134 + 2 * index, 2) for index in range(rates))
    sizes = {pair & 255: (pair >> 8) + 1 for pair in pairs}
    packet, packets = number(data, 122, 2, "little"), 0
    for kind, start, size in _chunks(data, 12):
        if kind == b"data":
            packets = _qcp_packets(data[start : start + size], sizes, packet)
            complete = complete or start + size <= len(data)
            break
    return Sound(
        container="QCP",
        codec=codec,
        media_type="audio/qcelp",
        evidence="RIFF file of type QLCM with a codec that exists",
        seconds=packets * block / rate if packets and complete else None,
        sample_rate_hz=float(rate),
        channels=1,
    )


def _qcp_packets(body: bytes, sizes: dict[int, int], packet: int) -> int:
    if not sizes:
        return len(body) // packet if packet else 0
    at = count = 0
    while at < len(body):
        at += sizes.get(body[at], 1)
        count += 1
    return count


def avi(data: bytes) -> Film | None:
    """An AVI film by its main header, which gives size and length. Raises ``Truncated``."""
    if data[:4] != b"RIFF" or data[8:12] != b"AVI " or data[12:16] != b"LIST" or data[20:28] != b"hdrlavih":
        return None
    micros, frames = number(data, 32, 4, "little"), number(data, 48, 4, "little")
    return Film(
        format="AVI",
        media_type="video/x-msvideo",
        evidence="RIFF file of type AVI with a main header",
        video_codec="unknown",
        seconds=micros * frames / 1e6 or None,
        width=number(data, 64, 4, "little") or None,
        height=number(data, 68, 4, "little") or None,
    )


def aiff(data: bytes) -> Sound | None:
    """AIFF and AIFC by the common chunk, which gives the number of sample frames. Raises ``Truncated``."""
    if data[:4] != b"FORM" or data[8:12] not in (b"AIFF", b"AIFC"):
        return None
    for kind, start, size in _chunks(data, 12, "big"):
        if kind != b"COMM" or size < 18:
            continue
        channels, frames, bits = (
            number(data, start, 2),
            number(data, start + 2, 4),
            number(data, start + 6, 2),
        )
        exponent = (number(data, start + 8, 2) & 0x7FFF) - 16383 - 63
        rate = number(data, start + 10, 8) * 2.0**exponent if -64 < exponent < 0 else 0.0
        told = data[start + 18 : start + 22].decode("latin-1") if data[8:12] == b"AIFC" else ""
        if int(rate) not in _RATES or not 1 <= channels <= 64:
            return None
        order = "le" if told == "sowt" else "be"
        return Sound(
            container="AIFF",
            codec=_AIFC_CODECS.get(told, "pcm_s8" if bits <= 8 else f"pcm_s{(bits + 7) // 8 * 8}{order}"),
            media_type="audio/aiff",
            evidence=f"FORM file of type {data[8:12].decode()} with a common chunk",
            seconds=frames / rate if frames else None,
            sample_rate_hz=rate,
            channels=channels,
        )
    return None


def caf(data: bytes, *, complete: bool) -> Sound | None:
    """Apple's Core Audio Format: description chunk, then the packet table or the size of the data. Raises ``Truncated``."""
    if data[:8] != b"caff\0\1\0\0" or data[8:12] != b"desc" or number(data, 12, 8) != 32:
        return None
    rate, told = floating(data, 20, 8), data[28:32].decode("latin-1")
    flags, packet_bytes, packet_frames = number(data, 32, 4), number(data, 36, 4), number(data, 40, 4)
    channels, bits = number(data, 44, 4), number(data, 48, 4)
    if not 1_000 <= rate < 400_000 or not 1 <= channels <= 64:
        return None
    kind_of_pcm = f"{'f' if flags & 1 else 's'}{(bits + 7) // 8 * 8}{'le' if flags & 2 else 'be'}"
    frames = 0
    for kind, start, size in _chunks(data, 8, "big", wide=True):
        if kind == b"pakt" and size >= 24:
            frames = number(data, start + 8, 8)
        elif kind == b"data" and packet_bytes and not frames:
            unknown = size > 1 << 62
            size = (len(data) - start if complete else 0) if unknown else size
            frames = max(size - 4, 0) // packet_bytes * packet_frames
            if unknown:
                break
    return Sound(
        container="CAF",
        codec=f"pcm_{kind_of_pcm}" if told == "lpcm" else _CAF_CODECS.get(told, told.strip()),
        media_type="audio/x-caf",
        evidence="Core Audio file with a description chunk",
        seconds=frames / rate if 0 < frames < 1 << 48 else None,
        sample_rate_hz=rate,
        channels=channels,
    )
