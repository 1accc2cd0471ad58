"""Reads the values of Bluetooth characteristics and the readings that sensors advertise.

Sources, from memory where they were not at hand: Bluetooth SIG, GATT Specification Supplement (2A37, 2A1C, 2A9D, 2A35, 2A5E,
2A5F, 2A6D, 2A6E, 2A6F); docs.ruuvi.com, data formats 3 and 5; bthome.io/format (version 2, not encrypted); google/eddystone
TLM; the firmwares of ATC_MiThermometer (181A).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One value: its category, property, number as text and unit, and what it is in words."""

    category: str
    property: str
    value: str
    unit: str
    said: str


def _reading(category: str, name: str, value: float, unit: str, said: str) -> Reading:
    return Reading(category=category, property=name, value=f"{value:.6g}", unit=unit, said=said)


def _temperature(value: float) -> Reading:
    return _reading("sensor.environment", "x_temperature", value, "C", "the temperature around a sensor")


def _humidity(value: float) -> Reading:
    return _reading("sensor.environment", "x_humidity", value, "%", "the relative humidity around a sensor")


def _pressure(value: float) -> Reading:
    return _reading("sensor.environment", "x_pressure", value, "hPa", "the air pressure around a sensor")


# -- characteristics ----------------------------------------------------------------------------------------------


def _heart_rate(data: bytes) -> Iterator[Reading]:
    wide = data[0] & 1
    beats = int.from_bytes(data[1 : 3 if wide else 2], "little")
    if len(data) >= 2 + wide and 25 <= beats <= 250:
        yield _reading("health.heart_rate", "x_heartRate", beats, "bpm", "a heart rate")


def _body_temperature(data: bytes) -> Iterator[Reading]:
    degrees = _float32(data[1:5]) if len(data) >= 5 else None
    celsius = None if degrees is None else ((degrees - 32) / 1.8 if data[0] & 1 else degrees)
    if celsius is not None and 25 <= celsius <= 45:
        yield _reading(
            "health.temperature", "x_bodyTemperature", round(celsius, 2), "C", "the body's temperature"
        )


def _weight(data: bytes) -> Iterator[Reading]:
    raw = int.from_bytes(data[1:3], "little")
    kilograms = raw * 0.01 * 0.45359237 if data[0] & 1 else raw * 0.005
    if len(data) >= 3 and 5 <= kilograms <= 300:
        yield _reading("health.weight", "x_weight", round(kilograms, 2), "kg", "a body weight")


def _blood_pressure(data: bytes) -> Iterator[Reading]:
    upper, lower = (_float16(data[1:3]), _float16(data[3:5])) if len(data) >= 7 else (None, None)
    if (
        upper is not None
        and lower is not None
        and not data[0] & 1
        and 60 <= upper <= 260
        and 30 <= lower < upper
    ):
        yield _reading(
            "health.blood_pressure", "x_systolic", upper, "mmHg", "the upper value of a blood pressure"
        )
        yield _reading(
            "health.blood_pressure", "x_diastolic", lower, "mmHg", "the lower value of a blood pressure"
        )


def _oximeter(data: bytes) -> Iterator[Reading]:
    oxygen, pulse = (_float16(data[1:3]), _float16(data[3:5])) if len(data) >= 5 else (None, None)
    if oxygen is not None and pulse is not None and 50 <= oxygen <= 100:
        yield _reading("health.spo2", "x_bloodOxygen", oxygen, "%", "the oxygen in the blood")
        if 25 <= pulse <= 250:
            yield _reading("health.heart_rate", "x_heartRate", pulse, "bpm", "a pulse rate")


def _air_temperature(data: bytes) -> Iterator[Reading]:
    value = int.from_bytes(data, "little", signed=True) / 100
    if len(data) == 2 and -60 <= value <= 100:
        yield _temperature(value)


def _air_humidity(data: bytes) -> Iterator[Reading]:
    value = int.from_bytes(data, "little") / 100
    if len(data) == 2 and 0 < value <= 100:
        yield _humidity(value)


def _air_pressure(data: bytes) -> Iterator[Reading]:
    value = int.from_bytes(data, "little") / 1000
    if len(data) == 4 and 300 <= value <= 1100:
        yield _pressure(value)


CHARACTERISTICS: Final[Mapping[str, Callable[[bytes], Iterator[Reading]]]] = {
    "2a37": _heart_rate, "2a1c": _body_temperature, "2a1e": _body_temperature, "2a9d": _weight, "2a35": _blood_pressure,
    "2a36": _blood_pressure, "2a5e": _oximeter, "2a5f": _oximeter, "2a6e": _air_temperature, "2a6f": _air_humidity,
    "2a6d": _air_pressure,
}  # fmt: skip


def characteristic(uuid: str, data: bytes) -> list[Reading]:
    """The readings in a value of the characteristic with this 16-bit number (``2a37``)."""
    read = CHARACTERISTICS.get(uuid)
    return list(read(data)) if read is not None and 2 <= len(data) <= 64 else []


def _float16(data: bytes) -> float | None:
    """IEEE 11073 SFLOAT; None for its special values."""
    raw = int.from_bytes(data, "little")
    mantissa, exponent = raw & 0xFFF, raw >> 12
    if mantissa in range(0x7FE, 0x803):
        return None
    mantissa -= 0x1000 if mantissa >= 0x800 else 0
    return float(mantissa * 10.0 ** (exponent - 16 if exponent >= 8 else exponent))


def _float32(data: bytes) -> float | None:
    """IEEE 11073 FLOAT; None for its special values."""
    mantissa, exponent = (
        int.from_bytes(data[:3], "little", signed=True),
        int.from_bytes(data[3:4], "little", signed=True),
    )
    return None if abs(mantissa) >= 0x7FFFFE or abs(exponent) > 8 else float(mantissa * 10.0**exponent)


# -- advertisements -----------------------------------------------------------------------------------------------

_BTHOME: Final[Mapping[int, tuple[int, float, Callable[[float], Reading] | None]]] = {
    0x00: (1, 1, None), 0x01: (1, 1, None), 0x02: (-2, 0.01, _temperature), 0x03: (2, 0.01, _humidity),
    0x04: (3, 0.01, _pressure), 0x05: (3, 0.01, None), 0x06: (2, 0.01, None), 0x08: (-2, 0.01, None), 0x0A: (3, 0.001, None),
    0x0B: (3, 0.001, None), 0x0C: (2, 0.001, None), 0x0D: (2, 1, None), 0x0E: (2, 1, None), 0x12: (2, 1, None),
    0x13: (2, 1, None), 0x2E: (1, 1, _humidity), 0x2F: (1, 1, None), 0x45: (-2, 0.1, _temperature),
    0x57: (-1, 1, _temperature), 0x58: (-1, 0.35, _temperature),
}  # fmt: skip  # object: bytes (negative: signed), factor, what it is


def advertised(data: bytes, service: str = "") -> list[Reading]:
    """The readings in an advertisement, or in the data of one ``service`` (``fcd2``) or maker alone."""
    if service:
        return list(_of_service(service, data))
    found: list[Reading] = []
    at = 0
    while at + 2 <= len(data):
        size, kind = data[at], data[at + 1]
        body = data[at + 2 : at + 1 + size]
        if size < 3 or at + 1 + size > len(data):
            at += size + 1
            continue
        if kind == 0x16:
            found += _of_service(body[1::-1].hex(), body[2:])
        elif kind == 0xFF:
            found += _of_maker(body)
        at += size + 1
    return found or list(_of_maker(data))


def _of_service(service: str, data: bytes) -> Iterator[Reading]:
    if service == "fcd2" and len(data) >= 3 and data[0] & 0xE1 == 0x40:
        yield from _bthome(data[1:])
    elif service == "feaa" and len(data) >= 14 and data[0] == 0x20 and data[4:6] != b"\x80\0":
        yield _temperature(int.from_bytes(data[4:6], "big", signed=True) / 256)
    elif service == "181a" and len(data) in (13, 15):
        order, scale = ("big", 10) if len(data) == 13 else ("little", 100)
        degrees = int.from_bytes(data[6:8], "big" if order == "big" else "little", signed=True) / scale
        wet = float(data[8]) if len(data) == 13 else int.from_bytes(data[8:10], "little") / 100
        if -40 <= degrees <= 60 and 0 < wet <= 100:
            yield _temperature(degrees)
            yield _humidity(wet)


def _bthome(data: bytes) -> Iterator[Reading]:
    at = 0
    while at < len(data) and (known := _BTHOME.get(data[at])) is not None:
        size, factor, make = known
        raw = data[at + 1 : at + 1 + abs(size)]
        if len(raw) < abs(size):
            return
        if make is not None:
            yield make(int.from_bytes(raw, "little", signed=size < 0) * factor)
        at += 1 + abs(size)


def _of_maker(data: bytes) -> Iterator[Reading]:
    """Ruuvi Innovations, 0x0499."""
    if data[:3] == b"\x99\x04\x05" and len(data) >= 20:
        degrees, wet, pressure, x, y, z = struct.unpack(">hHHhhh", data[3:15])
        if degrees != -0x8000 and wet != 0xFFFF and pressure != 0xFFFF:
            yield _temperature(degrees * 0.005)
            yield _humidity(wet * 0.0025)
            yield _pressure((pressure + 50_000) / 100)
        if -0x8000 not in (x, y, z):
            yield from _acceleration(x, y, z)
    elif data[:3] == b"\x99\x04\x03" and len(data) >= 16:
        wet, whole, part, pressure, x, y, z = struct.unpack(">BBBHhhh", data[3:14])
        yield _temperature((-1 if whole & 0x80 else 1) * ((whole & 0x7F) + part / 100))
        yield _humidity(wet * 0.5)
        yield _pressure((pressure + 50_000) / 100)
        yield from _acceleration(x, y, z)


def _acceleration(*axes: int) -> Iterator[Reading]:
    for axis, value in zip("XYZ", axes, strict=True):
        yield _reading(
            "sensor.motion", f"accelerometer{axis}", value / 1000, "g", "one axis of a sensor's accelerometer"
        )
