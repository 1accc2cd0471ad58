"""What codecs are called before people, by ffmpeg's names of them."""

from __future__ import annotations

from typing import Final

CODEC_NAMES: Final = {
    "opus": "Opus", "vorbis": "Vorbis", "speex": "Speex", "flac": "FLAC", "aac": "AAC", "alac": "ALAC",
    "mp1": "MP1", "mp2": "MP2", "mp3": "MP3", "amr_nb": "AMR-NB", "amr_wb": "AMR-WB", "ac3": "AC-3", "eac3": "E-AC-3",
    "qcelp": "QCELP", "evrc": "EVRC", "gsm_ms": "GSM", "pcm_mulaw": "PCM mu-law", "pcm_alaw": "PCM A-law",
    "pcm_u8": "PCM 8 bit", "pcm_s16le": "PCM 16 bit", "pcm_s16be": "PCM 16 bit", "pcm_s24le": "PCM 24 bit",
    "pcm_s32le": "PCM 32 bit", "pcm_f32le": "PCM 32 bit float",
    "pcm_s8": "PCM 8 bit", "pcm_s24be": "PCM 24 bit", "pcm_s32be": "PCM 32 bit", "pcm_f32be": "PCM 32 bit float",
    "wavpack": "WavPack", "ape": "Monkey's Audio", "dsd_lsbf_planar": "DSD", "dsd_msbf_planar": "DSD",
    "wmav1": "WMA", "wmav2": "WMA", "wmapro": "WMA", "wmalossless": "WMA", "wmavoice": "WMA",
    "adpcm_ms": "ADPCM", "adpcm_ima_wav": "ADPCM", "adpcm_ima_qt": "ADPCM",
}  # fmt: skip
