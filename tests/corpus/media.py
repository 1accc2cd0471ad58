"""Makes the sounds and pictures of corpus cases, the same bytes each time, so that none has to be kept."""

from __future__ import annotations

import io
import wave
from typing import Any

import numpy as np
from PIL import Image


def make_pcm(wanted: dict[str, Any]) -> bytes:
    """Headerless 16-bit little-endian samples. ``seconds``, ``rate`` (hertz), ``sound``: speech, noise, tone, silence."""
    rate, seconds = wanted.get("rate", 16_000), wanted["seconds"]
    time = np.arange(int(rate * seconds)) / rate
    noise = np.random.default_rng(7).standard_normal(time.size)
    match wanted.get("sound", "speech"):
        case "noise":
            signal = 0.12 * noise
        case "tone":
            signal = 0.4 * np.sin(2 * np.pi * 440 * time)
        case "silence":
            signal = 0.0005 * noise
        case _:  # a voice's harmonics, in syllables
            pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * time)
            phase = 2 * np.pi * np.cumsum(pitch) / rate
            voice = sum(np.sin(phase * k) / k for k in range(1, 18))
            signal = 0.18 * voice * np.clip(np.sin(2 * np.pi * 3.3 * time), 0, 1) + 0.004 * noise
    return bytes((np.clip(signal, -1, 1) * 32_767).astype("<i2").tobytes())


def make_wav(wanted: dict[str, Any]) -> bytes:
    """The same with a header."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as out:
        out.setnchannels(wanted.get("channels", 1))
        out.setsampwidth(2)
        out.setframerate(wanted.get("rate", 16_000))
        out.writeframes(make_pcm(wanted))
    return stream.getvalue()


def make_image(wanted: dict[str, Any], kind: str) -> bytes:
    """``size`` [width, height]; ``flat`` colour for interface art; EXIF: ``make model time serial owner gps [lat, lon]``."""
    width, height = wanted["size"]
    if "flat" in wanted:
        picture = Image.new("RGB", (width, height), wanted["flat"])
    else:
        ramp = np.add.outer(np.arange(height) * 120 / height, np.arange(width) * 120 / width)
        grain = np.random.default_rng(width).normal(0, 9, (height, width, 3))
        picture = Image.fromarray(np.clip(ramp[..., None] + grain, 0, 255).astype(np.uint8))
    stream = io.BytesIO()
    exif = _exif(wanted)
    options = {"exif": exif} if exif is not None else {}
    picture.save(stream, kind, **options)
    return stream.getvalue()


def _exif(wanted: dict[str, Any]) -> Image.Exif | None:
    exif = Image.Exif()
    for key, tag in (("make", 0x010F), ("model", 0x0110), ("time", 0x0132), ("owner", 0x013B)):
        if key in wanted:
            exif[tag] = wanted[key]
    details = exif.get_ifd(0x8769)
    for key, tag in (("time", 0x9003), ("serial", 0xA431)):
        if key in wanted:
            details[tag] = wanted[key]
    if "gps" in wanted:
        latitude, longitude = wanted["gps"]
        exif.get_ifd(0x8825).update({
            1: "N" if latitude >= 0 else "S", 2: _degrees(abs(latitude)),
            3: "E" if longitude >= 0 else "W", 4: _degrees(abs(longitude)),
        })  # fmt: skip
    return exif if len(exif) or "gps" in wanted else None


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = (value - int(value)) * 60
    return float(int(value)), float(int(minutes)), round((minutes - int(minutes)) * 60, 3)
