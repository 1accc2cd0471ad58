"""Cayenne LPP: the readings of small radio nodes (LoRaWAN), in Base64 or hexadecimal under a name for such payloads.

Source, from memory: Cayenne Low Power Payload (docs.mydevices.com): a channel, a type, the value, and the next. Named as
The Things Stack names them (``temperature_1``). Nothing marks it, so it counts only where it reads to the last byte, with
values that can be.
"""

from __future__ import annotations

import base64
import binascii
import struct
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

# What the first field may be: a reading of the air, of light, of motion, or a position.
_HINT: Final = (
    r"\A(?:[A-P][GHIWXYmno234][c-jE-HM-PU-XYZab][A-Za-z0-9+/]{3,197}={0,2}\s{0,2}\Z"
    r"|[0-9A-Fa-f]{2}(?:6[5-8]|7[13]|8[68])(?:[0-9A-Fa-f]{2}){1,148}\s{0,2}\Z)"
)
_HEX: Final = lazy_pattern(r"(?:[0-9A-Fa-f]{2}){4,150}\Z")
_MOST: Final = 300  # characters
_STRONG: Final = frozenset(
    {"frmpayload", "payloadraw", "payloadhex", "rawpayload", "lpp", "cayenne", "cayennelpp"}
)
_WEAK: Final = frozenset({"payload", "data", "raw", "dataframe", "uplinkpayload", "hexpayload", "bytes"})
_FEWEST: Final = 2  # fields under a name that says little
# By type: the name, the form of its numbers, what one of them is worth, and what they are called where they are several.
_Kind = tuple[str, str, float, tuple[str, ...]]
_KINDS: Final[dict[int, _Kind]] = {
    0x00: ("digital_in", ">B", 1, ()), 0x01: ("digital_out", ">B", 1, ()), 0x02: ("analog_in", ">h", 0.01, ()),
    0x03: ("analog_out", ">h", 0.01, ()), 0x65: ("illuminance", ">H", 1, ()), 0x66: ("presence", ">B", 1, ()),
    0x67: ("temperature", ">h", 0.1, ()), 0x68: ("relative_humidity", ">B", 0.5, ()),
    0x71: ("accelerometer", ">3h", 0.001, ("x", "y", "z")), 0x73: ("barometric_pressure", ">H", 0.1, ()),
    0x86: ("gyroscope", ">3h", 0.01, ("x", "y", "z")),
    0x74: ("voltage", ">H", 0.01, ()), 0x88: ("gps", "", 0, ("latitude", "longitude", "altitude")),
}  # fmt: skip
_CAN_BE: Final = {
    "temperature": (-60.0, 125.0), "relative_humidity": (0.0, 100.0), "barometric_pressure": (300.0, 1100.0),
    "presence": (0.0, 1.0), "digital_in": (0.0, 1.0), "digital_out": (0.0, 1.0),
}  # fmt: skip
_AXES: Final = (-20.0, 20.0)  # g, or hundreds of degrees a second
_TELLING: Final = frozenset({0x65, 0x67, 0x68, 0x71, 0x73, 0x86, 0x88})
_OF_A_PLACE: Final = 9  # bytes


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or not 8 <= len(text) <= _MOST or not part.names:
        return None
    name = "".join(words(part.names[-1]))
    if name not in _STRONG and name not in _WEAK:
        return None
    found = _fields(_bytes_of(text.strip()))
    least = 1 if name in _STRONG else _FEWEST
    if len(found) < least or limit < len(text):
        return None
    return Opened(label="cayenne_lpp", tree=found, keeps_text=True)


def _bytes_of(text: str) -> bytes:
    if _HEX.match(text):
        return bytes.fromhex(text)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        return b""


def _fields(data: bytes) -> dict[str, Tree]:
    """The fields by name and channel; none where the bytes are anything else."""
    found: dict[str, Tree] = {}
    at = 0
    while at < len(data):
        kind = _KINDS.get(data[at + 1]) if at + 1 < len(data) else None
        if kind is None or (not found and data[at + 1] not in _TELLING):
            return {}
        name, form = kind[:2]
        size = struct.calcsize(form) if form else _OF_A_PLACE
        value = data[at + 2 : at + 2 + size]
        read = _value(value, kind) if len(value) == size else None
        called = f"{name}_{data[at]}"
        if read is None or called in found:
            return {}
        found[called] = read
        at += 2 + size
    return found


def _value(data: bytes, kind: _Kind) -> Tree:
    """One number, or several by their names; None for what cannot be."""
    name, form, unit, parts = kind
    if not form:
        degrees = [int.from_bytes(data[start : start + 3], "big", signed=True) / 1e4 for start in (0, 3)]
        if not (0 < abs(degrees[0]) <= 90 and 0 < abs(degrees[1]) <= 180):
            return None
        return dict(zip(parts, [*degrees, int.from_bytes(data[6:9], "big", signed=True) / 100], strict=True))
    numbers = [round(number * unit, 3) for number in struct.unpack(form, data)]
    low, high = _AXES if name == "accelerometer" else _CAN_BE.get(name, (-400.0, 70_000.0))
    if not all(low <= number <= high for number in numbers):
        return None
    return dict(zip(parts, numbers, strict=True)) if parts else numbers[0]


DECODER = Decoder(name="cayenne_lpp", order=47, open=_open, takes="text", hint=_HINT)
