"""What a device tells of itself under short names, and the form that each of it must have to be believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from analysis.device_fields import FIELDS, HARDWARE, NETWORK, SCREEN, SOFTWARE, DeviceField
from analysis.device_shapes import (
    BYTES,
    CONNECTION,
    LANGUAGE,
    SIZE,
    SYSTEM,
    between,
    is_carrier,
    is_flag,
    is_model,
    matches,
)
from analysis.identifier_shapes import is_placeholder, is_random
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Leaf
from analysis.readings import text

Told = tuple[Leaf, DeviceField, str]
_LEAST_PIXELS: Final = 160
_MODEL_NEEDS_A_NUMBER: Final = frozenset({
    "m", "hw", "hwrev", "hardware", "dev", "device", "terminal", "typ", "type", "machine", "product", "mo", "md", "mod",
    "reader", "rdr", "producttype", "player",
})  # fmt: skip
_LEVELS: Final = frozenset({"sdk", "sdkint", "api", "apilevel"})
_VERSION_ONLY: Final = lazy_pattern(r"[vV]?[0-9]{1,6}(?:[._][0-9]{1,6}){0,4}")
_VERSION: Final = lazy_pattern(r"(?=.{0,39}[0-9])[A-Za-z0-9][A-Za-z0-9._+-]{0,39}")
_NAMED_SYSTEM: Final = lazy_pattern(
    r"[A-Z][A-Za-z]{1,15}(?: [A-Z][A-Za-z]{1,15})? ?[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}"
)
_LOCALE: Final = lazy_pattern(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4}){0,2}")


def _field(property: str, category: str, reasoning: str) -> DeviceField:
    """Those of ``FIELDS``, found again by what they are: their reasoning is the same wherever they are said."""
    return next(
        field
        for field in FIELDS
        if (field.property, field.category, field.reasoning) == (property, category, reasoning)
    )


_MODEL: Final = _field("model", HARDWARE, "the model of the device")
_MAKER: Final = _field("manufacturer", HARDWARE, "who made the device")
_SYSTEM: Final = _field("osName", SOFTWARE, "the operating system")
_SYSTEM_VERSION: Final = _field("osVersion", SOFTWARE, "the version of the operating system")
_LANGUAGE: Final = _field("language", SOFTWARE, "the language that is set")
_SIZE: Final = _field("screenWidth", SCREEN, "the size of the screen")
WIDTH: Final = _field("screenWidth", SCREEN, "the width of the screen")
HEIGHT: Final = _field("screenHeight", SCREEN, "the height of the screen")
_WINDOW_WIDTH: Final = _field("browserWindowWidth", SCREEN, "the width of the window")
_WINDOW_HEIGHT: Final = _field("browserWindowHeight", SCREEN, "the height of the window")
_BRIGHTNESS: Final = _field("x_screenBrightness", SCREEN, "how bright the screen is")
_DENSITY: Final = _field("x_screenDensity", SCREEN, "how fine the screen is")
_CONNECTION: Final = _field("networkConnectionType", NETWORK, "the kind of connection")
_CARRIER: Final = _field("carrier", NETWORK, "the mobile network operator")
_SIGNAL: Final = _field("x_wifiSignal", NETWORK, "how strong the Wi-Fi is")
_MEMORY: Final = _field("ramTotal", HARDWARE, "how much memory the device has")
_FREE: Final = _field("ramFree", HARDWARE, "how much memory is free")
_UPTIME: Final = _field("uptime", HARDWARE, "how long the device has been on")
FIRMWARE: Final = DeviceField(
    property="osVersion", category=SOFTWARE, shape=matches(_VERSION),
    reasoning="the version of the program that runs in the device",
)  # fmt: skip


def shown(leaf: Leaf) -> str:
    """The text of a value; "" for yes and no, and for what stands in for one."""
    value = "" if leaf.value is None or isinstance(leaf.value, bool) else text(leaf.value)[:80].strip()
    return "" if not value or is_placeholder(value) else value


def field_of(one: str, kind: str, value: str) -> DeviceField | None:
    """The field that a value of one of the kinds is of, by its form; None where it is of another."""
    return next((field for field, fits in _FORMS.get(kind, ()) if fits(value, one)), None)


def _is_named_model(value: str, one: str) -> bool:
    if len(value) < 3 or not is_model(value) or _VERSION_ONLY.fullmatch(value) or is_random(value):
        return False
    return one not in _MODEL_NEEDS_A_NUMBER or (any(map(str.isdecimal, value)) and value != value.lower())


def _is_system(value: str, one: str) -> bool:
    return SYSTEM.fullmatch(value) is not None or (one != "p" and _NAMED_SYSTEM.fullmatch(value) is not None)


def _is_system_version(value: str, one: str) -> bool:
    if one in _LEVELS:  # of the kit that a program was made with it is a version
        return value.isdecimal() and len(value) <= 2
    head = value.partition(" ")[0]
    told = len(value) <= 40 and bool(value.strip("0.")) and any(map(str.isdecimal, head))
    return told and _VERSION.fullmatch(head) is not None


_FORMS: Final = {
    "model": ((_MODEL, _is_named_model),),
    "maker": ((_MAKER, lambda value, _: _MAKER.shape(value) and not any(map(str.isdecimal, value))),),
    "system": (
        (_SYSTEM, _is_system),
        (_SYSTEM_VERSION, lambda value, one: one == "os" and _VERSION_ONLY.fullmatch(value) is not None),
    ),
    "version": ((_SYSTEM_VERSION, _is_system_version),),
    "firmware": ((FIRMWARE, lambda value, _: FIRMWARE.shape(value)),),
    "connection": ((_CONNECTION, lambda value, _: CONNECTION.fullmatch(value) is not None),),
    "operator": ((_CARRIER, lambda value, _: is_carrier(value)),),
    "radio": ((_SIGNAL, lambda value, _: _SIGNAL.shape(value)),),
    "memory": ((_MEMORY, lambda value, _: BYTES(value)),),
    "free": ((_FREE, lambda value, _: BYTES(value)),),
    "uptime": ((_UPTIME, lambda value, _: between(1, 1e14)(value)),),
    "language": (
        (_LANGUAGE, lambda value, _: LANGUAGE.fullmatch(value) is not None and _LOCALE.fullmatch(value) is not None),
    ),
}  # fmt: skip


def is_side(leaf: Leaf) -> bool:
    """Whether a value may be a side of a screen, in its points."""
    return between(_LEAST_PIXELS, 20_000)(shown(leaf))


def of_screen(found: dict[str, Leaf]) -> Iterator[Told]:
    """A size in one text; a width only with its height."""
    for across, down, width, height in (
        ("w", "h", WIDTH, HEIGHT), ("sw", "sh", WIDTH, HEIGHT),
        ("scrw", "scrh", WIDTH, HEIGHT), ("screenw", "screenh", WIDTH, HEIGHT), ("vw", "vh", _WINDOW_WIDTH, _WINDOW_HEIGHT),
    ):  # fmt: skip
        pair = [found[one] for one in (across, down) if one in found]
        if len(pair) == 2 and all(is_side(leaf) for leaf in pair):
            yield from zip(pair, (width, height), map(shown, pair), strict=True)
    for one, leaf in found.items():
        value = shown(leaf)
        if one in ("scr", "screen", "ecr", "disp", "display", "res", "resolution") and SIZE.fullmatch(value):
            yield leaf, _SIZE, value
        elif one in ("dpi", "ppi", "density", "dpr") and between(0.5, 1000)(value):
            yield leaf, _DENSITY, value
        elif one in ("bright", "brightness", "lcd") and between(0, 255)(value):
            yield leaf, _BRIGHTNESS, value


# Of kinds that tell no field of a device themselves.
_IS_A_ZONE: Final = lazy_pattern(
    r"[A-Z][A-Za-z_]{2,20}/[A-Za-z_/]{2,30}|(?:UTC|GMT)?[+-]?[0-9]{1,4}(?::[0-9]{2})?"
)
_PLAIN: Final[dict[str, Callable[[str], object]]] = {
    "number": lambda value: len(value) >= 6 and sum(map(str.isdecimal, value)) >= 2,
    "advertising": lambda value: is_random(value) or is_flag(value),
    "token": lambda value: len(value) >= 20,
    "power": lambda value: len(value) <= 20,
    "program": lambda value: any(map(str.isdecimal, value)) or value.count(".") > 1,
    "zone": lambda value: _IS_A_ZONE.fullmatch(value) is not None,
    "supplies": lambda value: between(0, 1e9)(value),
    "pages": lambda value: between(0, 1e9)(value),
    "charge": lambda value: between(0, 100)(value),
    "agent": lambda value: value[:1].isalpha(),
    "screen": lambda value: SIZE.fullmatch(value) is not None or between(0.5, 20_000)(value),
    "radio": lambda value: between(-140, 100)(value) or not value.isdecimal(),
}


def fits(one: str, kind: str, leaf: Leaf) -> bool:
    """Whether a value has the form of its kind."""
    if kind in ("power", "advertising") and (leaf.value in (True, False) or leaf.value in ("0", "1")):
        return True
    value = shown(leaf)
    if not value:
        return False
    return bool(_PLAIN[kind](value)) if kind in _PLAIN else field_of(one, kind, value) is not None
