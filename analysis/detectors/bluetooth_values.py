"""Recognises readings that stay in the bytes that Bluetooth gives: values of characteristics, advertisements of sensors."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.gatt_values import CHARACTERISTICS, Reading, advertised, characteristic
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_UUID: Final = lazy_pattern(
    r"(?i)(?:0x|0000)?(2a[0-9a-f]{2}|fcd2|181a|feaa)(?:-0000-1000-8000-00805f9b34fb)?"
)
_HEX: Final = lazy_pattern(r"(?i)(?:0x)?((?:[0-9a-f]{2}[ :-]?){2,64})")
_NAMES: Final = frozenset({
    "data", "payload", "advertisement", "advertising", "adv", "servicedata", "service", "manufacturerdata", "manufacturer",
    "mfg", "raw", "hex", "bytes", "scan", "frame", "packet", "value", "base64", "characteristic", "advdata", "rawdata",
})  # fmt: skip
_SAYS: Final = frozenset({"uuid", "characteristic", "char", "attribute", "service", "handle", "id"})
_BYTES: Final = picking(lambda name: not _NAMES.isdisjoint(words(name)) or _UUID.fullmatch(name[:40]))
_LONGEST: Final = 256  # characters


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    if not place.picked(_BYTES):
        return
    for leaf in place.leaves_of(_BYTES):
        if isinstance(leaf.value, str) and 4 <= len(leaf.value) <= _LONGEST and leaf.context != "header":
            yield from _of_text(leaf, leaf.value, place)
    for path, leaves in place.lists.items():
        if 2 <= len(leaves) <= 16 and leaves[0].name and (uuid := _uuid(leaves[0], place)):
            yield from _of_list(path, leaves, uuid)


def _of_text(leaf: Leaf, value: str, place: Surroundings) -> Iterator[Observation]:
    uuid = _uuid(leaf, place)
    data = _bytes(value, encoded=bool(uuid))
    if data is None:
        return
    if uuid in CHARACTERISTICS:
        found = characteristic(uuid, data)
    else:
        found = advertised(data, uuid)
    for reading in found:
        yield _observation(leaf.path, reading)


def _of_list(path: str, leaves: list[Leaf], uuid: str) -> Iterator[Observation]:
    values = [number(leaf.value) for leaf in leaves]
    whole = [
        int(value) for value in values if value is not None and 0 <= value <= 255 and value == int(value)
    ]
    if len(whole) == len(leaves):
        for reading in characteristic(uuid, bytes(whole)):
            yield _observation(path, reading)


def _uuid(leaf: Leaf, place: Surroundings) -> str:
    """The 16-bit number of the characteristic or service that a value is said to be of; "" where none is said."""
    if found := _UUID.fullmatch(leaf.name[:40]):
        return found[1].lower()
    return _said_by(place.around(leaf.path)) or (_number_of(leaf.names[-2]) if len(leaf.names) > 1 else "")


def _number_of(name: str) -> str:
    found = _UUID.fullmatch(name[:40])
    return found[1].lower() if found else ""


def _said_by(group: Group | None) -> str:
    members = group.members if group is not None and len(group.members) <= 64 else {}
    for name, leaf in members.items():
        told = (
            isinstance(leaf.value, str) and 4 <= len(leaf.value) <= 40 and not _SAYS.isdisjoint(words(name))
        )
        if told and (found := _UUID.fullmatch(str(leaf.value))):
            return found[1].lower()
    return ""


def _bytes(value: str, *, encoded: bool) -> bytes | None:
    """Bytes of hexadecimal text; of base64 only where a characteristic is named."""
    found = _HEX.fullmatch(value)
    digits = re.sub(r"[ :-]", "", found[1]) if found else ""
    if digits and len(digits) % 2 == 0:
        return bytes.fromhex(digits)
    try:
        return base64.b64decode(value, validate=True) if encoded else None
    except (binascii.Error, ValueError):
        return None


def _observation(path: str, reading: Reading) -> Observation:
    return Observation(
        category=reading.category,
        property=reading.property,
        path=path,
        value=reading.value,
        reasoning=f"{reading.said}, in the bytes that Bluetooth gives",
        rule="bluetooth.value",
        confidence=Confidence.LIKELY,
        measures=Measures(unit=reading.unit),
    )


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="bluetooth_values",
    version=1,
    categories={
        "sensor.environment": Mapped(apple="Other Data", dpv="ext:AirPressure < pd:Location", tcf="2"),
        "sensor.motion": Mapped(
            apple="Other Data / Fitness if exercise", dpv="ext:MotionReading < pd:Behavioural", tcf="2"
        ),
        **{
            f"health.{sub}": _HEALTH
            for sub in ("heart_rate", "temperature", "weight", "blood_pressure", "spo2")
        },
    },
    rules={
        "bluetooth.value": "Bytes of a characteristic that is named by its number (2A37), or of an advertisement whose "
        "format is known (Ruuvi, BTHome, Eddystone TLM, ATC), with a value in range.",
    },
    detect=_detect,
    needs=Needs(names=(_BYTES,)),
)
