"""Recognises what describes a device: system, model, maker, memory, screen, language, network operator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.device_fields import FIELDS, HARDWARE, LOOSE, NETWORK, SCREEN, SOFTWARE, SURE, DeviceField
from analysis.device_reports import REPORTS, told_of_devices
from analysis.device_siblings import is_fingerprint, is_on_offer
from analysis.device_tables import is_of_a_table
from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.serial_things import THINGS, models_of_things
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_NAME: Final = "identifier.device"
_MODEL: Final = next(field for field in FIELDS if "model" in field.loose)
_DEVICE_WORDS: Final = frozenset({
    "device", "devices", "deviceinfo", "phone", "handset", "hardware", "client", "clientinfo", "environment", "env", "ua",
    "system", "sysinfo", "watch", "tablet", "screen", "display", "telephony",
})  # fmt: skip
# A list of screens, and what a row tells of one beside its size.
_SCREENS: Final = frozenset({"screens", "displays", "monitors"})
_OF_A_SCREEN: Final = frozenset({
    "dpi", "ratio", "refresh", "hz", "frequency", "scale", "depth", "density", "primary", "ppi",
})  # fmt: skip
# The language of a page, the least version of a system, the device of somebody else.
_OF_SOMETHING_ELSE: Final = frozenset({
    "page", "content", "in", "site", "target", "source", "programming", "default", "supported", "available", "doc",
    "document", "video", "subtitle", "audio", "min", "minimum", "max", "required", "latest", "server", "remote", "cdn",
    "image", "img", "thumbnail", "banner", "ad", "creative", "icon", "logo", "iframe", "player", "photo", "item",
    "width", "height", "translation", "course", "api", "search", "query", "hreflang", "car", "vehicle",
})  # fmt: skip
_OF_A_HIT: Final = frozenset(
    {
        "idsite",
        "urlref",
        "dl",
        "action_name",
        "tid",
        "siteid",
        "cookie",
        "referrer",
        "tna",
        "website",
        "duid",
        "hostname",
    }
)
_NUMBER: Final = lazy_pattern(r"[0-9]{2,5}")
_SIZES_OF_HITS: Final = frozenset({"res", "screen"})
_OF_A_PROGRAM: Final = frozenset({"app", "application", "heap", "jvm", "process"})  # whose memory it is
_KINDS: Final = frozenset(
    {"device", "device_status", "deviceStatus", "device_info", "deviceInfo", "device_state", "device_update"}
)
_FIRMWARE: Final = frozenset(
    {"fw", "firmware", "fwversion", "fwver", "firmwareversion", "swver", "swversion", "hwversion"}
)
_DEVICE_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in ("device name", "phone name", "computer name", "user device name", "hostname", "device host name",
                   "bluetooth name", "device.name", "watch name", "device label")
})  # fmt: skip
_PERSONAL: Final = lazy_pattern(
    r"(?i)[^\n]{1,40}(?:['’]s? |s['’] )[^\n]{2,40}|[^\n]{2,30} (?:von|de|di|van|od) [^\n]{2,40}"
)
_GENERIC_NAME: Final = lazy_pattern(
    r"(?i)(?:iphone|ipad|ipod touch|android|apple watch|pixel|galaxy|sdk_?g?phone|generic|localhost|sm-|gt-|device|mac|"
    r"garmin|fitbit|wahoo|polar |suunto|huawei|xiaomi|redmi|oneplus|samsung|nokia|moto|sony|amazfit|coros|echo |fire |oppo|"
    r"vivo|lg-)[^\n]{0,40}"
    r"|[^\n]{0,60}\.(?:com|net|org|io|local|dev|app)|[^\n]{0,60}[/:@][^\n]{0,60}"
)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    described: dict[str, bool] = {}
    told = set[str]()
    for leaf, names, value in named_in(payload, SURE, LOOSE, _DEVICE_NAMES, booleans=True):
        if len(value) > 1024 or is_of_a_table(place, leaf, names):
            continue
        if value[0] == '"' == value[-1] and len(value) > 2 and value.count('"') == 2:
            value = value[1:-1]  # the client hints of browsers are quoted
        if (found := _SURELY[(*names[-2:], value)]) is not None:
            told.add(leaf.path)
            yield from _observations(leaf, found, value, Confidence.LIKELY)
        elif (loose := _believed(LOOSE, names, value)) is not None and _is_of_a_device(
            place, leaf, names, described
        ):
            told.add(leaf.path)
            yield from _observations(leaf, loose, value, Confidence.LIKELY)
        elif _DEVICE_NAMES.find(names) and isinstance(leaf.value, str):
            yield from _device_name(leaf, names, value, place)
    for leaf in models_of_things(place):
        if leaf.path not in told:
            told.add(leaf.path)
            yield from _observations(leaf, _MODEL, text(leaf.value).strip(), Confidence.LIKELY)
    for leaf, field, value in told_of_devices(place):
        if leaf.path not in told:
            yield from _observations(leaf, field, value, Confidence.LIKELY)


def _believed_of(*told: str) -> DeviceField | None:
    """The field that one or two names (from the outside in) and the value after them are surely of."""
    return _believed(SURE, told[:-1], told[-1])


# A device says the same of itself in message after message.
_SURELY: Final[Remembered[tuple[str, ...], DeviceField | None]] = Remembered(lambda told: _believed_of(*told))


def _believed(
    table: FieldTable[tuple[DeviceField, ...]], names: tuple[str, ...], value: str
) -> DeviceField | None:
    found = table.find_with_rest(names)
    if found is None or not _OF_SOMETHING_ELSE.isdisjoint(found[1]):
        return None
    if (
        len(names) > 1
        and found[0][0].property.startswith("ram")
        and not _OF_A_PROGRAM.isdisjoint(words(names[-2]))
    ):
        return None
    return next(
        (
            field
            for field in found[0]
            if field.shape(value) and (value.strip("0.") or field.property != "osVersion")
        ),
        None,
    )


def _is_of_a_device(
    place: Surroundings, leaf: Leaf, names: tuple[str, ...], described: dict[str, bool]
) -> bool:
    """Whether the object around describes a device: by its own name, or by two fields that only devices have."""
    if leaf.context == "header":
        return False
    outer = all_words(names[:-1])
    if outer & _DEVICE_WORDS:
        return not outer & _OF_SOMETHING_ELSE
    group = place.around(leaf.path)
    if group is None:
        return False
    if group.context in ("body", "query") and is_fingerprint(group):
        return True
    if not outer.isdisjoint(_SCREENS):  # of a device, not of an app or a drawing
        return not all_words(list(group.members)[:32]).isdisjoint(_OF_A_SCREEN)
    if leaf.name in _SIZES_OF_HITS:  # of the screen in a hit of an analytics service, of a film elsewhere
        return not _OF_A_HIT.isdisjoint(group.members)
    if _is_told_a_device(group) or (group.context == "query" and _asks_with_firmware(group)):
        return True
    if group.path not in described:
        described[group.path] = _describes(group)
    return described[group.path]


def _is_told_a_device(group: Group) -> bool:
    """``{"kind": "device", …}``: a context of LaunchDarkly, an entry of a list of devices."""
    kind = group.members.get("kind") or group.members.get("type")
    return kind is not None and kind.value in _KINDS


def _asks_with_firmware(group: Group) -> bool:
    """``?model=HB55QX90&fw=4.21.07``: how televisions, boxes and toys ask for settings and updates."""
    return "model" in group.members and any("".join(words(name)) in _FIRMWARE for name in group.members)


def _describes(group: Group) -> bool:
    kinds, shaped = set[str](), set[str]()
    for name, leaf in list(group.members.items())[:200]:
        if leaf.value is None or isinstance(leaf.value, float):
            continue
        value = str(leaf.value)[:1024] if not isinstance(leaf.value, int) else "1"
        field = _SURELY[(*leaf.names[-2:-1], name, value)]
        if field is not None:
            kinds.add(field.property)
        elif (loose := _believed(LOOSE, (name,), value)) is not None and loose.property in _BY_SHAPE:
            shaped.add(loose.property)
    sure = kinds - {"userAgent", "screenWidth", "screenHeight", "networkConnectionType"}
    return len(sure) >= 2 or (bool(sure) and len(sure | shaped) > 2 and not is_on_offer(group))


# What a value tells by itself, whatever its name: a system, the size of a screen.
_BY_SHAPE: Final = frozenset({"osName", "screenWidth"})


def _observations(
    leaf: Leaf, field: DeviceField, value: str, confidence: Confidence
) -> Iterator[Observation]:
    told = [(field.property, value)]
    if field.parts:
        told = list(zip(field.parts, _NUMBER.findall(value), strict=False))
    for name, part in told:
        yield observe(
            leaf,
            category=field.category,
            name=name,
            rule=f"device_profile.{field.category.partition('.')[2]}",
            reasoning=field.reasoning,
            confidence=confidence,
            value=part,
        )


_MAKERS: Final = (
    "manufacturer",
    "brand",
    "vendor",
    "maker",
    "device_manufacturer",
    "device_brand",
    "deviceManufacturer",
)
_CODE: Final = lazy_pattern(r"[A-Z]{2,5}-?[A-Z]?[0-9]{3,5}[A-Z0-9]{0,4}")  # CPH2581, SM-A546B


def _begins_with_its_maker(leaf: Leaf, value: str, place: Surroundings) -> bool:
    """``{"deviceName": "ONEPLUS A6003", "manufacturer": "OnePlus"}``: the name is that of the model."""
    beside = place.siblings(leaf.path)
    makers = [str(beside[name]).casefold() for name in _MAKERS if name in beside]
    if makers and _CODE.fullmatch(value) is not None:
        return True
    return any(len(maker) > 1 and value.casefold().startswith(f"{maker} ") for maker in makers)


def _device_name(
    leaf: Leaf, names: tuple[str, ...], value: str, place: Surroundings
) -> Iterator[Observation]:
    if (
        not 2 <= len(value) <= 80
        or is_placeholder(value)
        or all_words(names[:-1]) & {"server", "stack", "url"}
    ):
        return
    personal = _PERSONAL.fullmatch(value) is not None
    if not personal and _begins_with_its_maker(leaf, value, place):
        model = _believed(SURE, ("device_model",), value)
        yield from _observations(leaf, model, value, Confidence.LIKELY) if model is not None else ()
        return
    if not personal and (_GENERIC_NAME.fullmatch(value) or "host" in names[-1].lower()):
        return
    yield observe(
        leaf,
        category=_NAME,
        name="deviceName",
        rule="device_profile.device_name",
        reasoning="the name that a person gave the device" if personal else "the device's own name",
        confidence=Confidence.LIKELY if personal else Confidence.POSSIBLE,
    )


_STATE: Final = Mapped(
    google="Device or other IDs / Other diagnostics",
    apple="Other Diagnostic Data",
    dpv="pd:DeviceSoftware, pd:DigitalFingerprint",
    tcf="2, 4",
)
DETECTOR: Final = Detector(
    name="device_profile",
    version=10,
    categories={
        HARDWARE: _STATE,
        SOFTWARE: _STATE,
        SCREEN: _STATE,
        NETWORK: _STATE,
        _NAME: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "device_profile.hardware": "Model, maker, processor, memory, storage, uptime or volume, by name and form; a product "
        "or type beside the serial number and the firmware of a thing.",
        "device_profile.software": "Operating system, version, language, user agent or state, by name and form.",
        "device_profile.screen": "Size, density, brightness or orientation of the screen, by name and form.",
        "device_profile.network": "Operator, kind of connection or roaming, by name and form.",
        "device_profile.device_name": "A name in a field named device name, other than the product's.",
    },
    detect=_detect,
    needs=Needs(fields=(SURE, LOOSE, _DEVICE_NAMES), objects=(THINGS, REPORTS)),
)
