"""Sound files that phones rarely send: WavPack, Monkey's Audio, DSF, Sun's and Windows Media. By their headers.

Sources: the WavPack 5 file format; the header of Monkey's Audio 3.98 and later; Sony's DSF file format; Sun's audio file
format (au(5)); Microsoft's ASF.
"""

from __future__ import annotations

from typing import Final

from analysis.media.integers import number
from analysis.media.records import Film, Sound

_WAVPACK_RATES: Final = (
    6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000, 192000,
)  # fmt: skip
_ASF: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_FILE: Final = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_STREAM: Final = bytes.fromhex("9107dcb7b7a9cf118ee600c00c205365")
_ASF_SOUND: Final = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
_ASF_VIDEO: Final = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
_ASF_CODECS: Final = {0x160: "wmav1", 0x161: "wmav2", 0x162: "wmapro", 0x163: "wmalossless", 0x0A: "wmavoice"}
_SUN_CODES: Final = {
    1: ("pcm_mulaw", 1), 2: ("pcm_s8", 1), 3: ("pcm_s16be", 2), 4: ("pcm_s24be", 3), 5: ("pcm_s32be", 4),
    6: ("pcm_f32be", 4), 27: ("pcm_alaw", 1),
}  # fmt: skip  # encoding: codec, bytes of a sample
_RATES: Final = range(4_000, 12_000_000)


def rare_sound(data: bytes) -> Sound | None:
    """The recording that ``data`` begins, where it is of one of these formats. Raises ``Truncated``."""
    return _wavpack(data) or _monkeys(data) or _dsf(data) or _sun(data)


def windows_media(data: bytes) -> Film | None:
    """A Windows Media file, with video or only with sound. Raises ``Truncated``."""
    if data[:16] != _ASF:
        return None
    seconds, sound, video = None, None, False
    at = data.find(_ASF_FILE, 16, 1 << 16)
    if at >= 0:
        length = number(data, at + 64, 8, "little") / 1e7 - number(data, at + 80, 8, "little") / 1e3
        seconds = length if 0 < length < 1e6 else None
    at = data.find(_ASF_STREAM, 16, 1 << 16)
    for _ in range(8):
        if at < 0:
            break
        kind = data[at + 24 : at + 40]
        video = video or kind == _ASF_VIDEO
        if kind == _ASF_SOUND and sound is None:
            sound = _asf_sound(data, at + 78, seconds)
        at = data.find(_ASF_STREAM, at + 16, 1 << 16)
    if sound is None and not video:
        return None
    return Film(
        format="ASF", media_type="video/x-ms-asf", evidence="ASF header with stream properties",
        video_codec="unknown" if video else "", seconds=seconds, sound=sound,
    )  # fmt: skip


def _asf_sound(data: bytes, at: int, seconds: float | None) -> Sound:
    tag, channels, rate = (
        number(data, at + step, width, "little") for step, width in ((0, 2), (2, 2), (4, 4))
    )
    return _sound("ASF", _ASF_CODECS.get(tag, f"0x{tag:04x}"), "audio/x-ms-wma", rate, channels, seconds)


def _wavpack(data: bytes) -> Sound | None:
    if data[:4] != b"wvpk" or not 0x402 <= number(data, 8, 2, "little") <= 0x410:
        return None
    samples, flags = number(data, 12, 4, "little"), number(data, 24, 4, "little")
    index = flags >> 23 & 15
    if index >= len(_WAVPACK_RATES):
        return None
    rate = _WAVPACK_RATES[index]
    seconds = samples / rate if 0 < samples < 0xFFFFFFFF else None
    return _sound("WavPack", "wavpack", "audio/x-wavpack", rate, 1 if flags & 4 else 2, seconds)


def _monkeys(data: bytes) -> Sound | None:
    if data[:4] != b"MAC " or not 3_980 <= number(data, 4, 2, "little") <= 5_000:
        return None
    at = number(data, 8, 4, "little")
    blocks, last, frames = (number(data, at + step, 4, "little") for step in (4, 8, 12))
    channels, rate = number(data, at + 18, 2, "little"), number(data, at + 20, 4, "little")
    if rate not in _RATES or not 1 <= channels <= 32:
        return None
    samples = (frames - 1) * blocks + last if frames else 0
    return _sound("Monkey's Audio", "ape", "audio/x-ape", rate, channels, samples / rate if samples else None)


def _dsf(data: bytes) -> Sound | None:
    if data[:4] != b"DSD " or data[28:32] != b"fmt ":
        return None
    channels, rate = number(data, 52, 4, "little"), number(data, 56, 4, "little")
    samples = number(data, 64, 8, "little")
    if rate not in _RATES or not 1 <= channels <= 8:
        return None
    codec = "dsd_lsbf_planar" if number(data, 60, 4, "little") == 1 else "dsd_msbf_planar"
    return _sound("DSF", codec, "audio/x-dsf", rate, channels, samples / rate if samples else None)


def _sun(data: bytes) -> Sound | None:
    if data[:4] != b".snd":
        return None
    start, size, code, rate, channels = (number(data, at, 4) for at in (4, 8, 12, 16, 20))
    codec, width = _SUN_CODES.get(code, ("", 0))
    if not 24 <= start <= 1 << 16 or not codec or not 1 <= channels <= 8 or rate not in range(1_000, 400_000):
        return None
    held = size if 0 < size <= len(data) - start else len(data) - start
    return _sound("AU", codec, "audio/basic", rate, channels, held / (width * rate * channels))


def _sound(
    container: str, codec: str, media_type: str, rate: int, channels: int, seconds: float | None
) -> Sound:
    return Sound(
        container=container, codec=codec, media_type=media_type, evidence=f"header of {container} that fits together",
        seconds=seconds, sample_rate_hz=float(rate), channels=channels or None,
    )  # fmt: skip
