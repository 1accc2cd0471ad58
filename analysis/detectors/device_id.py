"""Recognises identifiers of the device itself: Android id, vendor id, IMEI, serial number, MAC address, device id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.client_rows import addresses_of_clients
from analysis.device_items import ITEMS, MAC_NAMES, DeviceItem, is_device_id
from analysis.device_reports import ANDROID_IDS, android_ids, is_thing_with_id
from analysis.device_siblings import describes_a_device
from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_random, is_uuid, mac_bytes
from analysis.installation_items import is_stamped
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.nameless_addresses import MACS, nameless_address
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.push_tokens import is_push_token
from analysis.records import Confidence, Observation
from analysis.serial_things import THINGS, serials_of_things
from analysis.surroundings import Surroundings, surroundings
from analysis.thing_names import THING_NAMES, URNS, names_of_things
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.device"
_INSTALLATION: Final = "identifier.installation"
_LEAST_DIGITS: Final = 4
_OF_AN_ARTICLE: Final = frozenset({"headline", "author", "slug", "article", "teaser", "byline"})
_SHORTEST_TOKEN: Final = 30  # characters
_STAMPED: Final = "the time of a first start and a random number, as of one installation"
_TABLE: Final = FieldTable({phrase: item for item in reversed(ITEMS) for phrase in item.phrases})
# Names that say only that a value identifies.
_BARE_NAMES: Final = FieldTable(
    dict.fromkeys(("=id", "=key", "=uuid", "=guid", "=did", "=sn", "=serial", "=local id", "=cid", "=unique id", "=udn",
                   "=identifier", "=unique identifier", "=uid", "=serial num", "=client id"), "bare")
)  # fmt: skip
_BESIDE_DESCRIPTION: Final = DeviceItem(
    property="deviceId", rule="device_id.beside_description", shape=is_device_id, certain=False, phrases=(),
    reasoning="an identifier beside what describes a device",
)  # fmt: skip
_MAC_IDS: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "=id", "device id", "device name", "device", "dev", "deveui", "sensor", "sensor id", "node", "node id", "=addr",
        "=address", "device address", "ble address", "unit id", "=uid", "serial number", "serial", "device.name",
        "device.id",
        "client id", "=source", "hw", "hwid", "tracker id", "identifier", "=passkey",
    )
})  # fmt: skip
# Whose address it is: of the router or of somebody near by, not of this device.
_OF_OTHERS: Final = frozenset({
    "bssid", "bssids", "ap", "aps", "access", "accesspoint", "accesspoints", "accesspts", "networks", "router",
    "gateway", "scan", "scans", "scanned", "scanresults", "beacon", "beacons", "neighbor", "neighbors", "neighbours",
    "hotspot", "hotspots", "nearby", "peer", "peers", "towers", "ssid",
})  # fmt: skip
_IDS_BESIDE: Final = frozenset(
    {"gaid", "aaid", "idfa", "ifa", "advertisingid", "androidid", "idfv", "adid", "googleaid", "sdid"}
)
_NOT_DEVICES: Final = frozenset(
    {"cert", "certificate", "x", "tls", "ssl", "issuer", "invoice", "crl", "order"}
)


_MAC_IN_PATH: Final = lazy_pattern(r"(?i)(?:[0-9a-f]{2}(?::|-|%3a)){5}[0-9a-f]{2}")


def _in_path(payload: Payload) -> Iterator[Observation]:
    """A hardware address that is a segment of the URL's path, unless the one before says that it is somebody else's."""
    if _MAC_IN_PATH.search(payload.transmission.path[:2048]) is None:
        return
    before = ""
    for leaf in payload.leaves:
        if leaf.context != "path" or not isinstance(leaf.value, str):
            continue
        value = leaf.value
        if len(value) == 17 and mac_bytes(value) and _OF_OTHERS.isdisjoint(words(before)):
            yield observe(
                leaf, category=_CATEGORY, name="macAddress", rule="device_id.mac_in_path",
                reasoning="a hardware address, neither random nor a group's, in the path of the address",
                confidence=Confidence.LIKELY,
            )  # fmt: skip
        before = value


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _in_path(payload)
    told = set[str]()
    for leaf, names, value in named_in(payload, _TABLE, _BARE_NAMES, MAC_NAMES, _MAC_IDS):
        if len(value) > 256:
            continue
        item = _TABLE.find(names)
        if (
            item is None
            and _BARE_NAMES.find(names)
            and is_device_id(value)
            and (describes_a_device(payload, leaf) or _is_of_a_thing(payload, leaf, value))
        ):
            item = _BESIDE_DESCRIPTION
        if (
            item is not None
            and item.shape(value)
            and not _is_elsewhere(item, names)
            and (item.rule != "device_id.app_set" or _is_beside_ids(payload, leaf))
        ):
            if item.rule == "device_id.named" and not is_random(value) and _is_of_an_article(payload, leaf):
                continue
            if len(value) > _SHORTEST_TOKEN and is_push_token(value):
                continue  # an address of an app, that somebody else finds
            stamped = item.rule == "device_id.named" and is_stamped(value)
            certain = item.certain or (
                item.rule == "device_id.named" and (is_uuid(value) or bool(hash_name(value)))
            )
            told.add(leaf.path)
            yield observe(
                leaf,
                category=_INSTALLATION if stamped else _CATEGORY,
                name="installationId" if stamped else item.property,
                rule="device_id.stamped" if stamped else item.rule,
                reasoning=_STAMPED if stamped else item.reasoning,
                confidence=Confidence.CERTAIN if certain else Confidence.LIKELY,
            )
        elif _MAC_IDS.find(names) and len(value) == 17 and mac_bytes(value) and not _is_of_others(names):
            yield observe(
                leaf, category=_CATEGORY, name="macAddress", rule="device_id.mac_named_id",
                reasoning="a hardware address, neither random nor a group's, as the name of a device",
                confidence=Confidence.LIKELY,
            )  # fmt: skip
        elif MAC_NAMES.find(names) and mac_bytes(value) and not _is_of_others(names):
            yield observe(
                leaf,
                category=_CATEGORY,
                name="macAddress",
                rule="device_id.mac_address",
                reasoning="a hardware address, neither random nor a group's, in a field named for one",
                confidence=Confidence.CERTAIN,
            )
    yield from _beside(surroundings(payload), told)


def _beside(place: Surroundings, told: set[str]) -> Iterator[Observation]:
    """What says by its form, and by what stands beside it, that it is of a device."""
    for leaf in nameless_address(place):
        yield observe(
            leaf, category=_CATEGORY, name="macAddress", rule="device_id.mac_without_name",
            reasoning="a hardware address beside a model or a version, in a message without names",
            confidence=Confidence.POSSIBLE,
        )  # fmt: skip
    for leaf in addresses_of_clients(place):
        yield observe(
            leaf, category=_CATEGORY, name="macAddress", rule="device_id.mac_of_a_client",
            reasoning="the hardware address of a device in the home, in a table of a router's clients",
            confidence=Confidence.LIKELY,
        )  # fmt: skip
    for leaf in android_ids(place):
        if leaf.path not in told:
            told.add(leaf.path)
            yield observe(
                leaf, category=_CATEGORY, name="deviceId", rule="device_id.beside_advertising",
                reasoning="16 hexadecimal digits, as Android's own device identifier has them", confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf in names_of_things(place):
        if leaf.path not in told:
            told.add(leaf.path)
            yield observe(
                leaf, category=_CATEGORY, name="deviceId", rule="device_id.own_name",
                reasoning="what a thing calls itself: its kind or a code, and a number", confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf in serials_of_things(place):
        if leaf.path not in told:
            yield observe(
                leaf, category=_CATEGORY, name="x_serialNumber", rule="device_id.serial_of_a_thing",
                reasoning="a serial number", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_of_an_article(payload: Payload, leaf: Leaf) -> bool:
    return not _OF_AN_ARTICLE.isdisjoint(surroundings(payload).siblings(leaf.path))


def _is_of_a_thing(payload: Payload, leaf: Leaf, value: str) -> bool:
    numbered = sum(map(str.isdecimal, value)) >= _LEAST_DIGITS
    return numbered and is_thing_with_id(surroundings(payload).around(leaf.path))


def _is_elsewhere(item: DeviceItem, names: tuple[str, ...]) -> bool:
    """Serial numbers of certificates and invoices."""
    header = names[-1][:2] in ("X-", "x-")
    said = all_words(names) - {"x"} if header else all_words(names)
    return item.rule == "device_id.serial_number" and bool(said & _NOT_DEVICES)


def _is_beside_ids(payload: Payload, leaf: Leaf) -> bool:
    return not _IDS_BESIDE.isdisjoint(
        {"".join(words(name)) for name in surroundings(payload).siblings(leaf.path)}
    )


def _is_of_others(names: tuple[str, ...]) -> bool:
    outer = all_words(names[:-1])
    inner = frozenset(words(names[-1]))
    if (outer | inner) & _OF_OTHERS:
        return True
    return len(inner) == 1 and bool(outer & {"wifi", "wlan", "network"})


DETECTOR: Final = Detector(
    name="device_id",
    version=12,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
        _INSTALLATION: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "device_id.android_id": "16 hexadecimal digits in a field named Android id.",
        "device_id.vendor_id": "A UUID in a field named for the vendor's identifier (IDFV, app set id).",
        "device_id.app_set": "A UUID in a field named set id, beside an advertising or device identifier.",
        "device_id.mac_in_path": "A globally unique hardware address as a segment of a path, not of an access point.",
        "device_id.mac_without_name": "The only globally unique hardware address of a short message without names, beside a "
        "model or a version, and no strength.",
        "device_id.imei": "15 digits with a valid check digit in a field named IMEI.",
        "device_id.imsi": "14 or 15 digits in a field named IMSI or subscriber id.",
        "device_id.iccid": "19 or 20 digits from 89 with a valid check digit in a field named ICCID or SIM serial.",
        "device_id.meid": "14 hexadecimal digits in a field named MEID.",
        "device_id.serial_number": "A word with digits in a field named serial number, not of a certificate.",
        "device_id.serial_of_a_thing": "Seven signs or more with four digits under a short word for a serial number, beside "
        "the maker, model or firmware of a thing.",
        "device_id.named": "An identifier of 8 or more characters in a field named device id.",
        "device_id.stamped": "A time in seconds or milliseconds and a random number, in a field named device id.",
        "device_id.mac_of_a_client": "A globally unique hardware address in a column for such, beside names or addresses.",
        "device_id.beside_advertising": "16 hexadecimal digits under aid or andi, beside an advertising identifier and "
        "what describes a device.",
        "device_id.beside_description": "An identifier named only id, key or serial, beside a model, maker or firmware.",
        "device_id.own_name": "In a field for who sends or is meant: a kind of thing and a hardware address or hexadecimal "
        "groups, a code in such groups beside a time; or a URN of a device (RFC 9039).",
        "device_id.mac_named_id": "A globally unique hardware address with separators in a field named id or device name.",
        "device_id.mac_address": "A globally unique hardware address in a field named MAC, not of an access point.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_TABLE, _BARE_NAMES, MAC_NAMES, _MAC_IDS, THING_NAMES),
        objects=(THINGS, ANDROID_IDS),
        texts=(MACS, URNS),
    ),
)
