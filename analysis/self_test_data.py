"""The made-up messages of the self-test, and what must be found in each."""

from __future__ import annotations

import gzip
import io
import json
import math
import random
import wave
from datetime import datetime, timedelta
from typing import Final

import msgspec

from analysis.wording import N_

# Point Nemo, the place in the ocean that is farthest from land: nobody lives there
LATITUDE: Final = "-48.876712"
LONGITUDE: Final = "-123.393346"
WANTED: Final = "what the self-test sent, as an object of: recognised"  # the context of the words for it
NOTE: Final = "made up by leakledger's self-test"
_BOUNDARY: Final = "leakledger-self-test"
_SOUND_SECONDS: Final = 3
_SOUND_RATE: Final = 16_000  # Hz
_READINGS: Final = 50
_READING_RATE: Final = 25  # Hz


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that must be made. ``property`` "" stands for any of the category; ``value`` is the one that was sent, ""
    where the detector describes it in its own words."""

    words: str
    category: str
    property: str = ""
    value: str = ""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One message of the self-test. ``body`` is as it goes out, already content-encoded."""

    kind: str
    title: str
    sent: str
    content_type: str
    body: bytes
    wanted: tuple[Wanted, ...]
    content_encoding: str = ""


def samples(now: datetime) -> tuple[Sample, ...]:
    """Location, photo, sound and sensor series, all made up; the same ``now`` gives the same bytes."""
    return (_location(now), _photo(now), _sound(), _sensors(now))


def _location(now: datetime) -> Sample:
    place = {"latitude": float(LATITUDE), "longitude": float(LONGITUDE), "accuracy": 8.0}
    text = json.dumps({"note": NOTE, "event": "opened", "at": now.isoformat(), "location": place})
    return Sample(
        kind="location",
        title=N_("Location"),
        sent=f"a made-up place ({LATITUDE}, {LONGITUDE}, far out in the ocean) as gzipped JSON",
        content_type="application/json",
        content_encoding="gzip",
        body=gzip.compress(text.encode(), mtime=0),
        wanted=_place("location"),
    )


def _place(words: str) -> tuple[Wanted, ...]:
    named = (("latitude", LATITUDE), ("longitude", LONGITUDE))
    return tuple(
        Wanted(words=f"the {name} of the {words}", category="location.precise", property=name, value=value)
        for name, value in named
    )


def _photo(now: datetime) -> Sample:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="caption"\r\n\r\n{NOTE}\r\n'
    part = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="made-up.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = head.encode() + part.encode() + _jpeg(now) + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return Sample(
        kind="photo",
        title=N_("Photo"),
        sent="a drawn picture, 320 by 240 pixels, with that place in its EXIF data, in a multipart form",
        content_type=f"multipart/form-data; boundary={_BOUNDARY}",
        body=body,
        wanted=(
            Wanted(words="the picture", category="photo.image", property="x_photo"),
            *_place("place in its EXIF data"),
        ),
    )


def _jpeg(now: datetime) -> bytes:
    """A gradient of 320x240 with EXIF: time, maker, model and position."""
    from PIL import Image
    from PIL.TiffImagePlugin import IFDRational

    red, green = Image.linear_gradient("L"), Image.radial_gradient("L")
    picture = Image.merge("RGB", (red, green, red.rotate(90))).resize((320, 240))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "leakledger", "self-test"
    exif.get_ifd(0x8769)[0x9003] = f"{now:%Y:%m:%d %H:%M:%S}"
    gps = exif.get_ifd(0x8825)
    for reference, tag, text, letters in ((1, 2, LATITUDE, "NS"), (3, 4, LONGITUDE, "EW")):
        seconds = round(abs(float(text)) * 36_000_000)  # of a ten-thousandth
        gps[reference] = letters[text.startswith("-")]
        gps[tag] = (
            IFDRational(seconds // 36_000_000, 1),
            IFDRational(seconds // 600_000 % 60, 1),
            IFDRational(seconds % 600_000, 10_000),
        )
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80, exif=exif)
    return stream.getvalue()


def _sound() -> Sample:
    chance = random.Random(0)
    frames = bytearray()
    for number in range(_SOUND_SECONDS * _SOUND_RATE):
        tone = math.sin(2 * math.pi * 440 * number / _SOUND_RATE) * (1 + math.sin(number / 2_000)) / 2
        frames += int(9_000 * tone + chance.uniform(-600, 600)).to_bytes(2, "little", signed=True)
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_SOUND_RATE)
        file.writeframes(bytes(frames))
    return Sample(
        kind="audio",
        title=N_("Sound"),
        sent="a tone with noise, 3 seconds, as a WAV file; no microphone was used",
        content_type="audio/wav",
        body=stream.getvalue(),
        wanted=(Wanted(words="the recording", category="audio.recording"),),
    )


def _sensors(now: datetime) -> Sample:
    chance = random.Random(0)
    motion, light = [], []
    for number in range(_READINGS):
        at = (now + timedelta(seconds=number / _READING_RATE)).isoformat()
        x, y, z = (round(axis + chance.gauss(0, 0.05), 4) for axis in (0.31, 0.12, 9.79))
        motion.append({"timestamp": at, "x": x, "y": y, "z": z})
        light.append({"timestamp": at, "lux": round(180 + 4 * math.sin(number / 9), 1)})
    text = json.dumps({"note": NOTE, "accelerometer": motion, "ambientLight": light})
    return Sample(
        kind="sensor",
        title=N_("Sensor series"),
        sent=f"{_READINGS} made-up readings each of an accelerometer and a light sensor as JSON; no sensor was read",
        content_type="application/json",
        body=text.encode(),
        wanted=(
            Wanted(words="the accelerometer", category="sensor.motion"),
            Wanted(words="the light sensor", category="sensor.ambient_light"),
        ),
    )
