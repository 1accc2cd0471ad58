"""Whether the object in which a value stands describes a device, so that a bare ``id`` beside it is that device's."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.payload import Group, Leaf, Payload
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings

_MOST: Final = 64  # names of an object that are looked at
# By kind, so that two names for one thing count once.
_KINDS: Final = {
    name: kind
    for kind, names in {
        "model": ("model", "devicemodel", "modelid", "modelnumber", "modelname", "hwmodel", "mdl", "devicename", "hwv",
                "productname"),
        "maker": ("manufacturer", "brand", "make", "devicemake", "devicebrand", "devicemanufacturer", "vendor", "oem"),
        "system": ("os", "osname", "osversion", "osv", "platform", "systemversion", "systemname", "androidversion",
                   "deviceos", "sdkint", "osver"),
        "firmware": ("firmware", "fw", "fwversion", "firmwareversion", "softwareversion", "swversion", "hwversion",
        "fwver",
                     "swver", "hardwareversion", "fwrev", "softwarerevision"),
        "address": ("mac", "macaddress", "wifimac", "imei", "btmac", "serialnumber", "hwid"),
        "kind": ("devicetype", "deviceclass", "deviceid"),
        "advertising": ("ifatype", "lmt", "islat", "idfa", "gaid", "ifa", "adid"),
        "screen": ("screenwidth", "resolution", "screensize", "deviceresolution"),
        "radio": ("rssi", "linkquality", "lqi"),
        "battery": ("battery", "batterylevel", "batt", "batteryvoltage", "lowbattery"),
    }.items()
    for name in names
}  # fmt: skip
_GOODS: Final = frozenset({
    "price", "sku", "rating", "stock", "year", "vin", "mileage", "currency", "ean", "gtin", "availability", "description",
    "category", "storage", "imageurl", "image", "quantity", "engine", "fuel", "colour", "color", "reviews", "specs",
    "required", "minversion", "downloads", "license", "purl", "dependencies", "filename",
})  # fmt: skip


def _describes(names: tuple[str, ...]) -> bool:
    said = {"".join(words(name)) for name in names}
    return said.isdisjoint(_GOODS) and len({_KINDS[name] for name in said if name in _KINDS}) >= 2


def _names(group: Group) -> tuple[str, ...]:
    """The first names of an object: a stranger's may have many, and each of its values asks."""
    return tuple(islice(group.members, _MOST))


_DESCRIBES: Final = Remembered(_describes)


def describes_a_device(payload: Payload, leaf: Leaf) -> bool:
    """Whether two kinds of what only devices have stand beside a value; not in a list of goods, and not in headers."""
    group = surroundings(payload).around(leaf.path)
    if group is None or group.context not in ("body", "query"):
        return False
    kind = group.members.get("kind") or group.members.get("type")
    if kind is not None and kind.value == "device":
        return True
    return _DESCRIBES[_names(group)]


_HARDWARE: Final = frozenset({
    "model", "modelid", "modelname", "firmware", "firmwareversion", "firmcode", "fw", "wmac", "mac", "macaddress",
    "wifimac",
    "emac", "sn", "serial", "serialnumber", "tvmodel", "devicemodel", "swversion", "imei",
})  # fmt: skip
_IS_OF_HARDWARE: Final = Remembered[tuple[str, ...], bool](
    lambda names: not _HARDWARE.isdisjoint("".join(words(name)) for name in names)
)


def has_hardware(place: Surroundings, leaf: Leaf) -> bool:
    """Whether a model, a firmware, a serial number or a hardware address stands beside a value: it is no browser's."""
    group = place.around(leaf.path)
    return group is not None and group.context != "header" and _IS_OF_HARDWARE[_names(group)]


_PRICES: Final = frozenset({
    "price", "sku", "stock", "ean", "gtin", "preis", "prix", "precio", "prezzo", "preco", "prijs", "cena", "pris",
    "hinta",
    "fiyat", "pret", "价格", "価格", "가격", "lagerbestand", "artikelnummer", "msrp", "rrp", "uvp", "listprice", "saleprice",
})  # fmt: skip
_SELLS: Final = Remembered[tuple[str, ...], bool](
    lambda names: not _PRICES.isdisjoint("".join(words(name)) for name in names)
)


# What a page asks a browser for to know it again, by kind; four of them together are of no shop and no form.
_PRINT: Final = {
    name: kind
    for kind, names in {
        "cores": "cores cpucores hc hardwareconcurrency ncpu cpus threads",
        "memory": "mem ram dm devicememory memory",
        "fonts": "fonts fontcount nfonts fontlist plugins plugincount",
        "touch": "touch touchpoints maxtouch maxtouchpoints tp",
        "graphics": "gpu webgl canvas renderer canvashash glr audiohash",
        "platform": "plat platform navplatform os",
        "zone": "tz tzo timezone timezoneoffset tzoffset zone",
        "depth": "cd colordepth depth dpr pixelratio",
        "agent": "ua useragent uah dnt cookies cookieenabled langs adblock",
        "size": "res resolution screen sr scr screensize",
    }.items()
    for name in names.split()
}  # fmt: skip
_LEAST_OF_A_PRINT: Final = 4
_PRINTS: Final = Remembered[tuple[str, ...], bool](
    lambda names: (
        len({_PRINT[one] for one in ("".join(words(name)) for name in names) if one in _PRINT})
        >= _LEAST_OF_A_PRINT
    )
)


def is_fingerprint(group: Group) -> bool:
    """Whether an object holds what tells one browser from another: cores, memory, fonts, time zone, size of the screen."""
    return _PRINTS[_names(group)] and not is_on_offer(group)


def is_on_offer(group: Group | None) -> bool:
    """Whether an object tells of goods: with a price, a number of stock, reviews."""
    return group is not None and _SELLS[_names(group)]


# What only a data sheet tells: the capacity of a battery, the points of a camera, what it cost when it came out.
_OF_A_SHEET: Final = frozenset({
    "mah", "megapixel", "megapixels", "cammp", "cameramp", "maincamera", "thickness", "announced", "artnr", "msrp",
})  # fmt: skip
_SHEETS: Final = Remembered[tuple[str, ...], bool](
    lambda names: any(
        not _OF_A_SHEET.isdisjoint(said := words(name)) or "".join(said) in _OF_A_SHEET for name in names
    )
)
_LEAST_SUPPORTED: Final = 2
_OF_ONE: Final = frozenset(
    {"state", "uuid", "serial", "uptime", "up", "reasons", "location", "marker", "levels", "jobs"}
)


def is_data_sheet(group: Group | None) -> bool:
    """Whether an object is of a model rather than of one device: with the capacity of its battery, its camera's points."""
    return group is not None and _SHEETS[_names(group)]


# How one device is at a moment, or which one it is.
_LIVE: Final = frozenset({
    "level", "charging", "free", "used", "uptime", "up", "id", "uuid", "serial", "imei", "mac", "rssi", "dbm", "signal",
    "state", "status", "percent", "pct", "temperature", "temp", "voltage", "timestamp", "ts", "user", "session", "event",
    "token", "firmware", "cycles", "health", "soc", "orientation", "locale", "roaming",
})  # fmt: skip


def is_sheet_of_parts(names: tuple[str, ...]) -> bool:
    """Whether a message, by all its names, describes a model in objects of its parts, and nothing of one device."""
    return _SHEETS[names[:_MOST]] and all(_LIVE.isdisjoint(words(name)) for name in names[:_MOST])


def is_what_a_model_can(names: tuple[str, ...]) -> bool:
    """Whether a message tells what a model of printer supports (RFC 8011), and nothing of how one printer is."""
    said = [words(name) for name in islice(names, _MOST)]
    can = sum(one[-1:] == ("supported",) for one in said)
    return can >= _LEAST_SUPPORTED and all(_OF_ONE.isdisjoint(one) for one in said)
