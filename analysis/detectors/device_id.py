"""Recognises identifiers of the device itself: Android id, vendor id, IMEI, serial number, MAC address, device id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.device_items import ITEMS, MAC_NAMES, DeviceItem, is_device_id
from analysis.device_siblings import describes_a_device
from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_uuid, mac_bytes
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.serial_things import THINGS, serials_of_things
from analysis.surroundings import surroundings
from analysis.texts import TextShape
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.device"
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


_MAC_IN_PATH: Final = re.compile(r"(?i)(?:[0-9a-f]{2}(?::|-|%3a)){5}[0-9a-f]{2}")
_MACS: Final = TextShape(lambda text: len(text) == 17 and mac_bytes(text))


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
            and describes_a_device(payload, leaf)
        ):
            item = _BESIDE_DESCRIPTION
        if (
            item is not None
            and item.shape(value)
            and not _is_elsewhere(item, names)
            and (item.rule != "device_id.app_set" or _is_beside_ids(payload, leaf))
        ):
            certain = item.certain or (
                item.rule == "device_id.named" and (is_uuid(value) or bool(hash_name(value)))
            )
            told.add(leaf.path)
            yield observe(
                leaf,
                category=_CATEGORY,
                name=item.property,
                rule=item.rule,
                reasoning=item.reasoning,
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
    for leaf in serials_of_things(surroundings(payload)):
        if leaf.path not in told:
            yield observe(
                leaf, category=_CATEGORY, name="x_serialNumber", rule="device_id.serial_of_a_thing",
                reasoning="a serial number", confidence=Confidence.LIKELY,
            )  # fmt: skip


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
    version=8,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "device_id.android_id": "16 hexadecimal digits in a field named Android id.",
        "device_id.vendor_id": "A UUID in a field named for the vendor's identifier (IDFV, app set id).",
        "device_id.app_set": "A UUID in a field named set id, beside an advertising or device identifier.",
        "device_id.mac_in_path": "A globally unique hardware address as a segment of a path, not of an access point.",
        "device_id.imei": "15 digits with a valid check digit in a field named IMEI.",
        "device_id.imsi": "14 or 15 digits in a field named IMSI or subscriber id.",
        "device_id.iccid": "19 or 20 digits from 89 with a valid check digit in a field named ICCID or SIM serial.",
        "device_id.meid": "14 hexadecimal digits in a field named MEID.",
        "device_id.serial_number": "A word with digits in a field named serial number, not of a certificate.",
        "device_id.serial_of_a_thing": "Seven signs or more with four digits under a short word for a serial number, beside "
        "the maker, model or firmware of a thing.",
        "device_id.named": "An identifier of 8 or more characters in a field named device id.",
        "device_id.beside_description": "An identifier named only id, key or serial, beside a model, maker or firmware.",
        "device_id.mac_named_id": "A globally unique hardware address with separators in a field named id or device name.",
        "device_id.mac_address": "A globally unique hardware address in a field named MAC, not of an access point.",
    },
    detect=_detect,
    needs=Needs(fields=(_TABLE, _BARE_NAMES, MAC_NAMES, _MAC_IDS), objects=(THINGS,), texts=(_MACS,)),
)
