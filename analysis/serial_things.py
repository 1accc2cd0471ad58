"""Finds the model of a thing in the home (a printer, a box, a machine) and its number, by what stands beside each other.

``<Product>…</Product><Serial>…</Serial><FW>…</FW>``, ``typ=…&snr=…&sw=…``: alone each name may be of anything, a product of
a shop or the season of a series. A thing that reports tells which one it is, and with which program.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.device_shapes import is_model
from analysis.field_names import words
from analysis.identifier_shapes import is_hex, is_placeholder, is_random
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import SAID_BY
from analysis.payload import Group, Leaf
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

# The number of one thing.
_NUMBERS: Final = frozenset({
    "serialnumber", "serial", "serie", "serialno", "serialnr", "serialnum", "sn", "snr", "ser", "serno", "sernr", "srl",
    "srlno",
    "deviceserial", "deviceserialnumber", "productserial", "productsn", "unitserial", "devicesn", "hwserial", "sernum",
})  # fmt: skip
_ADDRESSES: Final = frozenset(
    {"mac", "macaddress", "macaddr", "imei", "wifimac", "wlanmac", "ethmac", "btmac", "uuid", "deviceid"}
)
# What only something with a program of its own tells beside it, by kind.
_KINDS: Final = {
    name: kind
    for kind, names in {
        "program": "firmware fw fwv swv hwv fwversion fwver firmwareversion firmwarever sw swver swversion softwareversion "
        "softwarever software swstand softwarestand firmwarestand sws build buildnumber systemversion hwversion hwver hw "
        "hardwareversion hwrev bootloader fwrev micrologiciel oprogramowanie programvare ohjelmisto",
        "maker": "manufacturer maker brand make vendor oem mfr mf mfg",
        "supplies": "ink inks toner tonerlevel pages pagecount pagecounter supplies drum cartridges consumables",
        "power": "battery batterylevel batt bat voltage vbat uptime rssi ssid wifirssi ip ipaddress localip",
        "network": "mac macaddress macaddr imei wifimac wlanmac ethmac tvmac stbmac boxmac",
    }.items()
    for name in names.split()
}  # fmt: skip
_MODELS: Final = frozenset({
    "model", "modelname", "modelid", "modelno", "modelnumber", "modelcode", "mdl", "product", "productname",
    "productclass", "productmodel", "producttype", "producto", "produkt", "produit", "prodotto", "produto", "typ",
    "typename", "hwmodel", "modelltyp", "prod", "mod", "productcode", "devicemodel", "geraetetyp", "geratetyp",
    "typbezeichnung", "typenschild", "makeandmodel",
})  # fmt: skip
_SURE_MODELS: Final = frozenset(
    {"model", "modelname", "modelno", "modelnumber", "devicemodel", "geraetetyp", "mdl", "hwmodel"}
)
# Objects that are named for a thing in the home.
_OWN: Final = frozenset({
    "tv", "printer", "drucker", "robot", "device", "router", "hub", "box", "stb", "watch", "camera", "speaker", "thing",
    "machine", "gateway", "scanner", "console", "scale", "vacuum", "appliance", "unit", "hardware",
})  # fmt: skip
# Also the kind of a thing or of a message: the value must be the name of one product, with a number in it.
_LOOSE_MODELS: Final = frozenset({"type", "device", "devicetype", "tipo", "tip", "apparat"})
# Of a shop, of a list of programs to load, of documents and of animals.
_OF_LISTS: Final = frozenset({
    "price", "sku", "rating", "stock", "currency", "ean", "gtin", "availability", "description", "category", "imageurl",
    "image", "quantity", "reviews", "sha", "sha1", "sha256", "md5", "checksum", "url", "downloadurl", "size",
    "releasenotes", "changelog", "purl", "license", "invoice", "order", "issuer", "subject", "minversion", "minfw",
    "episode", "season", "ep", "preis", "prix", "precio", "prezzo", "cena", "isbn", "vin", "mileage", "breed", "crc",
    "filename", "supported",
})  # fmt: skip
_SERIAL: Final = lazy_pattern(r"[A-Z0-9][A-Za-z0-9/_.-]{6,39}")
_SPOKEN: Final = lazy_pattern(r"[A-Za-z]{1,20}(?:[-_.][A-Za-z]{1,20}){0,4}")
_PRODUCT: Final = lazy_pattern(r"(?=.{0,40}[0-9])[^\W_][^\n<>{}=|@:]{2,47}")
_VERSION_ONLY: Final = lazy_pattern(r"[vV]?[0-9]{1,6}(?:[.][0-9]{1,6}){0,4}")
_LEAST_DIGITS: Final = 4
_LEAST_OF_DATES: Final = 10  # digits: what is shorter and begins with 20 may be a day
_MOST: Final = 64  # names of an object that are looked at


_ENDINGS: Final = frozenset({
    "serialnumber", "serialno", "model", "vendor", "manufacturer", "firmwareversion", "modelname", "productname",
})  # fmt: skip


_ANY_NUMBER: Final = _NUMBERS | _ADDRESSES


class Thing(msgspec.Struct, frozen=True, gc=False):
    """The names, in an object, of what may be the model of a thing, its number, and the version of what runs in it."""

    models: tuple[str, ...]
    numbers: tuple[str, ...]
    programs: tuple[str, ...]
    sure: bool  # its number, or two kinds of what only a thing tells; else its object must be named for one
    reports: bool  # it tells more than a list of things would: its program, what is left in it


def _plain(name: str) -> str:
    """The words of a name, without those before what it ends in: ``chargePointSerialNumber`` (OCPP's BootNotification)."""
    spoken = words(name)
    endings = ("".join(spoken[at:]) for at in range(1, len(spoken)))
    return next((ending for ending in endings if ending in _ENDINGS), "".join(spoken))


def _thing(names: tuple[str, ...]) -> Thing | None:
    if _ANY_NUMBER.isdisjoint(SAID_BY[names]):
        return None  # as nearly every object
    said = {name: _plain(name) for name in names[:_MOST]}
    spoken = set(said.values())
    if not _OF_LISTS.isdisjoint(spoken):
        return None
    numbers = tuple(name for name, one in said.items() if one in _NUMBERS)
    numbered = bool(numbers) or not _ADDRESSES.isdisjoint(spoken)
    if not numbered or not any(one in _KINDS or one in _MODELS for one in spoken):
        return None
    kinds = {_KINDS[one] for one in spoken if one in _KINDS}
    models = tuple(name for name, one in said.items() if one in _MODELS or (one in _LOOSE_MODELS and kinds))
    told = bool(kinds) or any(said[name] in _SURE_MODELS for name in models)
    sure = bool(numbers and told) or len(kinds) > 1
    if not numbers and not (models and kinds):
        return None
    programs = tuple(name for name, one in said.items() if _KINDS.get(one) == "program")
    return Thing(
        models=models, numbers=numbers, programs=programs, sure=sure, reports=bool(kinds - {"maker"})
    )


THINGS: Final = Remembered[tuple[str, ...], Thing | None](_thing)


def models_of_things(place: Surroundings) -> Iterator[Leaf]:
    """The models of things that tell their own number, and what runs in them or is left in them."""
    for group, thing in _things(place):
        if thing.models and (
            not thing.numbers or any(_is_serial(group.members[name]) for name in thing.numbers)
        ):
            yield from (
                group.members[name] for name in thing.models if _is_product(name, group.members[name])
            )


def serials_of_things(place: Surroundings) -> Iterator[Leaf]:
    """The numbers of things under a short word for one, beside a maker, a model, a program."""
    for group, thing in _things(place):
        yield from (group.members[name] for name in thing.numbers if _is_serial(group.members[name]))


def _things(place: Surroundings) -> Iterator[tuple[Group, Thing]]:
    for group, names in place.shapes:
        thing = THINGS[names]
        row = group.path.endswith("]")
        if thing is None or group.context not in ("body", "query") or (row and not thing.reports):
            continue
        versions = [text(group.members[name].value)[:64] for name in thing.programs]
        numbered = not versions or any(any(map(str.isdecimal, version)) for version in versions)
        if numbered and (thing.sure or not _OWN.isdisjoint(words(group.name))):
            yield group, thing


def _is_serial(leaf: Leaf) -> bool:
    """A number as makers stamp it on a thing: seven signs and more, four or more of them digits; no date, no word."""
    told = text(leaf.value).strip()[:64] if isinstance(leaf.value, str | int) else ""
    if _SERIAL.fullmatch(told) is None or is_placeholder(told) or _SPOKEN.fullmatch(told):
        return False
    digits = sum(map(str.isdecimal, told))
    dated = told.isdecimal() and told.startswith(("19", "20")) and len(told) < _LEAST_OF_DATES
    return digits >= _LEAST_DIGITS and "." not in told and not dated


def _is_product(name: str, leaf: Leaf) -> bool:
    told = leaf.value.strip() if isinstance(leaf.value, str) else ""
    if not 3 <= len(told) <= 48 or is_placeholder(told) or _VERSION_ONLY.fullmatch(told):
        return False
    if _plain(name) in _MODELS:
        return is_model(told)
    named = _PRODUCT.fullmatch(told) is not None and told != told.lower()
    return named and is_model(told) and not is_random(told) and not is_hex(told)
