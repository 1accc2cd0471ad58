"""Draws the demo's photo and computes its sound: the same bytes each time, and nobody's."""

from __future__ import annotations

import io
import math
import random
import wave
from array import array
from typing import Final

from PIL import Image, ImageDraw

from analysis.demo import person

SECONDS: Final = 12  # less than 10 would not tell a machine
RATE: Final = 8_000  # hertz
_GPS: Final = 0x8825
_EXIF: Final = 0x8769


def photo() -> bytes:
    """A JPEG of running clothes on a chair, with the EXIF data of a phone's camera (made up, with a position)."""
    image = Image.new("RGB", (800, 600), (214, 205, 190))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 420, 800, 600), fill=(150, 120, 95))  # floor
    draw.polygon(
        [(250, 150), (330, 120), (400, 150), (470, 120), (550, 150), (520, 330), (280, 330)],
        fill=(40, 90, 160),
    )
    draw.polygon(
        [(300, 340), (500, 340), (520, 560), (430, 560), (400, 400), (370, 560), (280, 560)],
        fill=(35, 35, 45),
    )
    draw.ellipse((560, 500, 700, 560), fill=(230, 80, 60))  # a shoe
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=82, exif=_exif())
    return stream.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = person.MAKER, person.PHONE_MODEL
    exif.get_ifd(_EXIF).update(
        {
            0x9003: f"{person.morning('07:52'):%Y:%m:%d %H:%M:%S}",  # DateTimeOriginal
            0xA431: person.CAMERA_SERIAL,  # BodySerialNumber
        }
    )
    exif.get_ifd(_GPS).update(
        {
            1: "S" if person.LATITUDE < 0 else "N",
            2: _degrees(abs(person.LATITUDE)),
            3: "W" if person.LONGITUDE < 0 else "E",
            4: _degrees(abs(person.LONGITUDE)),
        }
    )
    return exif


def _degrees(value: float) -> tuple[float, float, float]:
    degrees, minutes = int(value), int(value % 1 * 60)
    return float(degrees), float(minutes), round((value - degrees - minutes / 60) * 3600, 2)


def air_conditioner() -> bytes:
    """A WAV file (16 bit, mono): the hum of a compressor and its harmonics under the steady rush of a fan."""
    noise = random.Random(19)
    samples, rush = array("h"), 0.0
    for number in range(SECONDS * RATE):
        turn = 2 * math.pi * 100 * number / RATE
        hum = 0.04 * math.sin(turn) + 0.02 * math.sin(2 * turn) + 0.012 * math.sin(3 * turn)
        rush = 0.85 * rush + 0.15 * noise.uniform(-1, 1)  # a fan is not white: its rush falls with frequency
        samples.append(int(32767 * max(-1.0, min(1.0, hum + 0.6 * rush))))
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return stream.getvalue()
