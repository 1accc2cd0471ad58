"""Recognises the state of the battery: level, charging, temperature, voltage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.battery_words import (
    BESIDE_A_STORE,
    CHARGING_BESIDE,
    DEVICE,
    OF_A_RADIO_SENSOR,
    OF_A_STORE,
    OF_A_THING,
    ONE_OF_TWO,
    POSITION,
    PUBLIC,
    SOLD,
    STATES,
)
from analysis.device_siblings import is_on_offer
from analysis.field_names import all_words, is_named, naming, words
from analysis.labels import COUNTS, is_bare
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Payload, Scalar
from analysis.positions import axes_of
from analysis.quantity_kinds import telling_words
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.sensor_units import measured_in
from analysis.sent_names import topic_steps
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.units import Detector, Mapped

_AROUND: Final = frozenset({
    "device", "phone", "watch", "tablet", "tracker", "current", "last", "is", "info", "android", "ios", "x", "scale",
    "raw", "remaining", "pct", "percent", "percentage", "value", "attribute",
})  # fmt: skip
_LEAST_OF_A_RADIO, _LEAST_OF_A_THING = 3, 2
_SHORTEST: Final = 3  # letters of a name
_NOT_READ: Final = frozenset({*COUNTS, "min", "max", "minimum", "maximum"})
_YES_NO: Final = frozenset({"true", "false", "yes", "no", "0", "1"})


def _is_level(value: Scalar) -> bool:
    """A share (0..1), a percentage, or text with a per cent sign."""
    amount = number(value.rstrip("% ") if isinstance(value, str) and len(value) <= 8 else value)
    return amount is not None and 0 <= amount <= 100


def _is_flag(value: Scalar) -> bool:
    return isinstance(value, bool) or text(value).lower() in _YES_NO


def _is_state(value: Scalar) -> bool:
    return isinstance(value, str) and value.lower().removeprefix("battery_").removeprefix("status_") in STATES


def _is_temperature(value: Scalar) -> bool:
    amount = number(value)
    return amount is not None and (-30 <= amount <= 90 or 100 <= amount <= 900)  # °C, or Android's tenths


def _is_voltage(value: Scalar) -> bool:
    amount = number(value)
    return amount is not None and (2.5 <= amount <= 14 or 2500 <= amount <= 14_000)  # V or mV


def _is_written_level(value: Scalar) -> bool:
    """A percentage as a text of digits, as attributes of XML give it; a number would be the power of a battery in watts."""
    return isinstance(value, str) and value.isdecimal() and len(value) <= 3 and int(value) <= 100


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    """``phrases`` name it anywhere; ``inside`` name it within an object that is itself named battery."""

    property: str
    rule: str
    phrases: tuple[str, ...]
    inside: tuple[str, ...]
    plausible: Callable[[Scalar], bool]
    reasoning: str


_ITEMS: Final = (
    _Item(
        property="batteryLevel", rule="battery.level",
        phrases=("battery level", "battery percent", "battery percentage", "battery pct", "battery charge", "battery",
                 "bat level", "batt level", "battery remaining", "battery life", "bat pct", "batt pct", "bat percent",
                 "batt percent", "bat perc", "batt perc", "bat prc", "bat soc", "battery soc", "bat lvl", "batt lvl",
                 "battery lvl", "bat charge", "bat p", "batt p", "btry", "btry level"),
        inside=("level", "percent", "percentage", "pct", "charge level", "soc"),
        plausible=_is_level, reasoning="how full the battery is",
    ),
    _Item(
        property="isCharging", rule="battery.charging",
        phrases=("charging", "is charging", "battery charging", "plugged in", "battery is charging", "power connected"),
        inside=("charging", "is charging", "plugged", "incarcare", "se incarca", "latautuu", "toltes", "toltodik", "laddar"),
        plausible=_is_flag, reasoning="whether the device is charging",
    ),
    _Item(
        property="isCharging", rule="battery.state",
        phrases=("battery state", "battery status", "charging state", "charging status", "charge state", "battery",
                 "battery plugged", "charger type"), inside=("state", "status", "plugged"), plausible=_is_state,
        reasoning="whether the device is charging, as a word",
    ),
    _Item(
        property="x_batteryTemperature", rule="battery.temperature",
        phrases=("battery temperature", "battery temp"), inside=("temperature", "temp"), plausible=_is_temperature,
        reasoning="the temperature of the battery",
    ),
    _Item(
        property="x_batteryVoltage", rule="battery.voltage",
        phrases=("battery voltage", "vbat", "vbatt", "v bat", "v batt", "bat v", "batt v", "bat mv", "batt mv", "battery mv",
                 "battery v", "bat voltage", "batt voltage", "bat volt", "batt volt", "vbat mv", "battery volts"),
        inside=("voltage",),
        plausible=_is_voltage, reasoning="the voltage of the battery",
    ),
    _Item(
        property="x_powerSaving", rule="battery.saver",
        phrases=("battery saver", "low power mode", "power save mode", "power saver", "battery saver mode",
                 "low power mode enabled", "power save mode enabled"),
        inside=("low power mode", "saver"), plausible=_is_flag, reasoning="whether the device saves power",
    ),
    _Item(
        property="batteryLevel", rule="battery.level", phrases=(), inside=("power", "remain", "remaining"),
        plausible=_is_written_level, reasoning="how full the battery is",
    ),
)  # fmt: skip


_VOLTAGE: Final = next(item for item in _ITEMS if item.rule == "battery.voltage")


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    told: set[str] = set()
    for leaf in (*place.typed_of(_WANTED), *place.leaves_of(_WANTED)):
        if leaf.value is not None and leaf.names and leaf.path not in told and leaf.name not in _NOT_READ:
            told.add(leaf.path)
            found = _of_leaf(leaf, place)
            if found is not None:
                yield found


def _of_leaf(leaf: Leaf, place: Surroundings) -> Observation | None:
    if "]" in leaf.path and is_on_offer(place.around(leaf.path)):
        return None  # the size of what is sold
    within = leaf.names[-2] if len(leaf.names) > 1 else next(iter(topic_steps(leaf.path)[-2:-1]), "")
    callings = place.callings(leaf.path, leaf.names)
    if is_bare(leaf.name) and not callings:
        callings = (leaf.name,)
    for called in callings:
        for item in _POSSIBLE[(within, leaf.name, called)]:
            own = called in (leaf.name, within) or _is_of_device(called, leaf, place)
            if item.plausible(leaf.value) and own and not (item is _VOLTAGE and _is_public(leaf, place)):
                return _observation(leaf, item, _confidence(leaf, called))
    if _CHARGE[leaf.name] and _is_level(leaf.value) and _is_beside_charging(leaf, place):
        return _observation(leaf, _ITEMS[0], Confidence.LIKELY)
    if _SHORT[leaf.name] and _is_beside_position(leaf, place):
        item = _ITEMS[0] if _is_level(leaf.value) and _SHORT[leaf.name] != "charge" else _ITEMS[1]
        if item is _ITEMS[0] or (_SHORT[leaf.name] == "charge" and _is_flag(leaf.value)):
            return _observation(leaf, item, Confidence.CERTAIN)
    return None


def _is_public(leaf: Leaf, place: Surroundings) -> bool:
    return not PUBLIC.isdisjoint(place.near_words(leaf.path, leaf.names) | place.sent_words)


def _is_beside_charging(leaf: Leaf, place: Surroundings) -> bool:
    beside = {"".join(words(name)): value for name, value in place.siblings(leaf.path).items()}
    found = [beside[name] for name in CHARGING_BESIDE.intersection(beside)]
    stored = leaf.name.lower() in OF_A_STORE and "]" not in leaf.path
    said = all_words(place.siblings(leaf.path)) if stored else frozenset[str]()
    if not said.isdisjoint(BESIDE_A_STORE) and said.isdisjoint({"max", "min", "limit", "target"}):
        return True
    if len(leaf.name) > _SHORTEST:
        return bool(found)
    # "b" is the battery, the other its state.
    return any(_is_flag(value) or _is_state(value) for value in found)


def _is_beside_position(leaf: Leaf, place: Surroundings) -> bool:
    near = place.near_words(leaf.path, leaf.names)
    if len(leaf.names) > 1 and leaf.names[-2].lower() in ONE_OF_TWO:
        return near.isdisjoint(SOLD)
    if not near.isdisjoint(POSITION) or len(near & OF_A_RADIO_SENSOR) >= _LEAST_OF_A_RADIO:
        return True
    if len(near & OF_A_THING) >= _LEAST_OF_A_THING:
        return True
    return outer(leaf.path) in _beside_positions(place)


_last: tuple[Surroundings, frozenset[str]] | None = None


def _beside_positions(place: Surroundings) -> frozenset[str]:
    """Paths of the objects in which an object with coordinates stands; those of the last message are kept."""
    global _last
    last = _last
    if last is None or last[0] is not place:
        last = _last = place, frozenset(outer(group.path) for group, _ in axes_of(place))
    return last[1]


def _is_of_device(called: str, leaf: Leaf, place: Surroundings) -> bool:
    """Where a label says battery and no more, it may be a part or a product; a unit or a word about devices must tell."""
    if not is_named(called, ("battery",), frozenset()):
        return True
    if measured_in(place, leaf.path) == "%" or _is_state(leaf.value):
        return True
    return not place.near_words(leaf.path, leaf.names).isdisjoint(DEVICE)


def _confidence(leaf: Leaf, called: str) -> Confidence:
    """A text in a field that is named battery and no more may be a name of the battery."""
    bare = is_named(called, ("battery",), frozenset()) and isinstance(leaf.value, str)
    return Confidence.LIKELY if bare and not _is_state(leaf.value) else Confidence.CERTAIN


def _items_by_name(names: tuple[str, ...]) -> tuple[_Item, ...]:
    """The items that a value may be, by the names of its object and itself and by what it is called."""
    outer, name, called = names
    inside = is_named(outer, ("battery", "battery info", "battery status", "battery state"), _AROUND)
    return tuple(
        item
        for item in _ITEMS
        if is_named(called, item.phrases, _AROUND) or (inside and is_named(name, item.inside, _AROUND))
    )


_POSSIBLE: Final = Remembered(_items_by_name)
_PHRASES: Final = tuple(phrase for item in _ITEMS for phrase in (*item.phrases, *item.inside))


def _may_be(name: str) -> bool:
    """Whether a name may be that of an item, whatever the name of its object."""
    return is_named(name, _PHRASES, _AROUND) or bool(_SHORT[name]) or _CHARGE[name]


_SHORT_NAMES: Final = ("batt", "bat", "bat proc", "batproc", "batt level", "bat level")
_CHARGE_NAMES: Final = (
    "charge", "charge level", "soc", "state of charge", "charge state", "capacity", "b", "bl", "bat", "batt", "pil",
    "lvl",
    "b lvl", "b level", "b pct",
)  # fmt: skip


def _short(name: str) -> str:
    """``level`` or ``charge`` for the short names that trackers use beside a position (OwnTracks, OsmAnd, Traccar)."""
    if is_named(name, _SHORT_NAMES, _AROUND):
        return "level"
    return "charge" if name.lower() == "charge" else ""


_CHARGE: Final = Remembered[str, bool](lambda name: is_named(name, _CHARGE_NAMES, _AROUND))
_SHORT: Final = Remembered(_short)
_WANTED: Final = picking(_may_be, telling_words(_PHRASES, _SHORT_NAMES, _CHARGE_NAMES))


def _observation(leaf: Leaf, item: _Item, confidence: Confidence) -> Observation:
    return Observation(
        category="device_state.battery",
        property=item.property,
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{item.reasoning}{naming(leaf.name)}",
        rule=item.rule,
        confidence=confidence,
    )


DETECTOR: Final = Detector(
    name="battery",
    version=7,
    categories={
        "device_state.battery": Mapped(
            google="Device or other IDs / Other diagnostics",
            apple="Other Diagnostic Data",
            dpv="pd:DigitalFingerprint",
            tcf="2, 4",
        )
    },
    rules={
        "battery.level": "A number of 0 to 100 in a field named battery or battery level, or batt or bat beside a position "
        "or three values of a wireless sensor.",
        "battery.charging": "Yes or no in a field named charging.",
        "battery.state": "charging, discharging, full or unplugged in a field named battery state.",
        "battery.temperature": "A temperature in a field or object named battery.",
        "battery.voltage": "A voltage in a field or object named battery.",
        "battery.saver": "Yes or no in a field named low power mode or battery saver.",
    },
    detect=_detect,
    needs=Needs(names=(_WANTED,), called=(_WANTED,)),
)
