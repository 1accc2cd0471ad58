"""Whether the object in which a value stands describes a device, so that a bare ``id`` beside it is that device's."""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.payload import Group, Leaf, Payload
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings

# By kind, so that two names for one thing count once.
_KINDS: Final = {
    name: kind
    for kind, names in {
        "model": ("model", "devicemodel", "modelid", "modelnumber", "modelname", "hwmodel", "mdl", "devicename", "hwv",
                "productname"),
        "maker": ("manufacturer", "brand", "make", "devicemake", "devicebrand", "devicemanufacturer", "vendor", "oem"),
        "system": ("os", "osname", "osversion", "osv", "platform", "systemversion", "systemname", "androidversion",
                   "deviceos", "sdkint", "osver"),
        "firmware": ("firmware", "fw", "fwversion", "firmwareversion", "softwareversion", "swversion", "hwversion", "fwver",
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
    said = {"".join(words(name)) for name in names[:64]}
    return said.isdisjoint(_GOODS) and len({_KINDS[name] for name in said if name in _KINDS}) >= 2


_DESCRIBES: Final = Remembered(_describes)


def describes_a_device(payload: Payload, leaf: Leaf) -> bool:
    """Whether two kinds of what only devices have stand beside a value; not in a list of goods, and not in headers."""
    group = surroundings(payload).around(leaf.path)
    if group is None or group.context not in ("body", "query"):
        return False
    kind = group.members.get("kind") or group.members.get("type")
    if kind is not None and kind.value == "device":
        return True
    return _DESCRIBES[tuple(group.members)]


_HARDWARE: Final = frozenset({
    "model", "modelid", "modelname", "firmware", "firmwareversion", "firmcode", "fw", "wmac", "mac", "macaddress", "wifimac",
    "emac", "sn", "serial", "serialnumber", "tvmodel", "devicemodel", "swversion", "imei",
})  # fmt: skip
_IS_OF_HARDWARE: Final = Remembered[tuple[str, ...], bool](
    lambda names: not _HARDWARE.isdisjoint("".join(words(name)) for name in names[:64])
)


def has_hardware(place: Surroundings, leaf: Leaf) -> bool:
    """Whether a model, a firmware, a serial number or a hardware address stands beside a value: it is no browser's."""
    group = place.around(leaf.path)
    return group is not None and group.context != "header" and _IS_OF_HARDWARE[tuple(group.members)]


_PRICES: Final = frozenset({
    "price", "sku", "stock", "ean", "gtin", "preis", "prix", "precio", "prezzo", "preco", "prijs", "cena", "pris", "hinta",
    "fiyat", "pret", "价格", "価格", "가격", "lagerbestand", "artikelnummer", "msrp", "rrp", "uvp", "listprice", "saleprice",
})  # fmt: skip
_SELLS: Final = Remembered[tuple[str, ...], bool](
    lambda names: not _PRICES.isdisjoint("".join(words(name)) for name in names[:64])
)


def is_on_offer(group: Group | None) -> bool:
    """Whether an object tells of goods: with a price, a number of stock, reviews."""
    return group is not None and _SELLS[tuple(group.members)]
