"""Reads the air of a room out of single letters that mean something together: ``{"t": 21.4, "h": 45, "p": 1009.2}``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import msgspec

from analysis.air_names import MEASURED_BESIDE, NO_AIR, ROOMS, WISHED
from analysis.field_names import all_words, naming, words
from analysis.labels import is_neutral
from analysis.payload import Group, Leaf
from analysis.quantities import SENSOR_WORDS
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.sensor_units import UNIT_FIELDS, UNIT_NAMES
from analysis.surroundings import Surroundings, generic
from analysis.unit_words import unit_of_text

_WARM: Final = frozenset({"t", "tmp", "temp", "ta", "tin", "tout", "tc", "t1"})
_DAMP: Final = frozenset({"rh", "hum", "rf", "hygro", "humi"})
_PRESSED: Final = frozenset({"p", "baro", "hpa", "pr", "press", "qfe"})
_BOXED: Final = frozenset(
    {"l", "w", "r", "b", "x", "y", "left", "top", "right", "bottom", "width", "height", "d", "s", "v"}
)
_PLACES: Final = (
    SENSOR_WORDS
    | ROOMS
    | MEASURED_BESIDE
    | {"klima", "wetter", "weather", "thermo", "luft", "raum", "raeume"}
)
_MOST: Final = 16  # names of such an object
_MOST_OBJECTS: Final = 8
_COLD, _HOT = -40.0, 60.0  # °C
_LOW, _HIGH = 850.0, 1090.0  # hPa


class _Room(msgspec.Struct, frozen=True, kw_only=True):
    """The names of the temperature, of the humidity and, where there is one, of the pressure; whether they tell enough."""

    warm: str
    damp: str
    pressed: str
    told: bool


def _room_of(names: tuple[str, ...]) -> _Room | None:
    if not 2 <= len(names) <= _MOST:
        return None
    small = {name.lower(): name for name in names}
    warm = next((small[name] for name in _WARM if name in small), "")
    clear = next((small[name] for name in _DAMP if name in small), "")
    damp = clear or small.get("h", "")
    if not warm or not damp or (not clear and not _BOXED.isdisjoint(small)):
        return None
    pressed = next((small[name] for name in _PRESSED if name in small), "")
    return _Room(warm=warm, damp=damp, pressed=pressed, told=bool(clear) or "co2" in small)


SHORT_ROOMS: Final = Remembered(_room_of)


def short_rooms(place: Surroundings, known: Collection[str]) -> Iterator[Observation]:
    """The temperature and the humidity of such objects, the first eight, but for the paths that are known."""
    yield from _by_unit(place)
    found = 0
    for group, names in place.shapes:
        room = SHORT_ROOMS[names]
        if room is None or group.context == "header" or not _is_air(group, room, place):
            continue
        found += 1
        if found > _MOST_OBJECTS:
            return
        warm, damp = group.members[room.warm], group.members[room.damp]
        if warm.path not in known:
            yield _reading(warm, "x_temperature", "the temperature around the device")
        if damp.path not in known and generic(damp.path) not in known:
            yield _reading(damp, "x_humidity", "the relative humidity around the device")
        if room.pressed and (leaf := group.members[room.pressed]).path not in known and _is_pressed(leaf):
            yield _reading(
                leaf, "x_pressure", "an air pressure in the range of the atmosphere, as a barometer gives it"
            )


def _is_pressed(leaf: Leaf) -> bool:
    amount = number(leaf.value)
    return amount is not None and _LOW <= amount <= _HIGH


def _by_unit(place: Surroundings) -> Iterator[Observation]:
    """``{"sensor": "kitchen", "value": 21.3, "unit": "°C"}``: the room says whose temperature, the unit that it is one."""
    for group, names in place.shapes if place.picked(UNIT_NAMES) else ():
        fields = UNIT_FIELDS[names]
        if not fields or group.context == "header" or len(names) > _MOST:
            continue
        if not any(unit_of_text(group.members[name].value) in ("C", "F") for name in fields):
            continue
        for name, leaf in group.members.items():
            amount = number(leaf.value) if is_neutral(name) else None
            if amount is None or not _COLD <= amount <= 2 * _HOT:
                continue
            label = frozenset(words(place.label(leaf.path)))
            if not label.isdisjoint(ROOMS) and label.isdisjoint(NO_AIR | WISHED):
                yield _reading(leaf, "x_temperature", "the temperature around the device")


def _is_air(group: Group, room: _Room, place: Surroundings) -> bool:
    warm, damp = number(group.members[room.warm].value), number(group.members[room.damp].value)
    if warm is None or damp is None or not _COLD <= warm <= _HOT or not 1 <= damp <= 100 or warm == int(warm):
        return False
    near = place.near_words(group.members[room.warm].path, group.members[room.warm].names)
    if not near.isdisjoint(NO_AIR) or not all_words(group.names).isdisjoint(WISHED):
        return False
    if room.told or (room.pressed and _is_pressed(group.members[room.pressed])):
        return True
    return not (near | place.sent_words).isdisjoint(_PLACES)


def _reading(leaf: Leaf, name: str, what: str) -> Observation:
    return Observation(
        category="sensor.environment",
        property=name,
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{what}{naming(leaf.name)}",
        rule="environment.short",
        confidence=Confidence.LIKELY,
    )
