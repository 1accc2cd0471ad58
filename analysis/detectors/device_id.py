"""Recognises identifiers of the device itself: Android id, vendor id, IMEI, serial number, MAC address, device id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.device_siblings import describes_a_device
from analysis.field_names import all_words, words
from analysis.id_phrases import DEVICE, DEVICE_IF_RANDOM, SERIALS
from analysis.identifier_shapes import (
    hash_name,
    is_hex,
    is_identifier,
    is_number_of_device,
    is_placeholder,
    is_plain_uuid,
    is_random,
    is_uuid,
    mac_bytes,
    passes_luhn,
)
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.device"
_FAULTY_ANDROID_ID: Final = "9774d56d682e549c"  # the same on thousands of devices, by a fault of Android 2.2
_SERIAL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:-]{5,39}")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}.{0,30}")


def _is_android_id(value: str) -> bool:
    return is_hex(value, 15, 16) and value.lower() != _FAULTY_ANDROID_ID and not is_placeholder(value)


def _is_imei(value: str) -> bool:
    digits = value.replace("-", "").replace(" ", "").replace("/", "")
    return len(digits) == 15 and passes_luhn(digits) and not is_placeholder(digits)


def _is_imsi(value: str) -> bool:
    return len(value) in (14, 15) and value.isdecimal() and value[0] != "0"


def _is_iccid(value: str) -> bool:
    return len(value) in (19, 20) and value.startswith("89") and passes_luhn(value)


def _is_meid(value: str) -> bool:
    return is_hex(value, 14) and not is_placeholder(value)


def _is_serial(value: str) -> bool:
    """A word of 6 to 40 characters with a digit, neither a date nor an all-zero number."""
    if not _SERIAL.fullmatch(value) or _DATE.fullmatch(value) or is_placeholder(value):
        return False
    return any(character.isdigit() for character in value)


def _is_vendor_id(value: str) -> bool:
    return (is_uuid(value) or is_plain_uuid(value)) and not is_placeholder(value)


def _is_device_id(value: str) -> bool:
    return is_identifier(value) or _is_vendor_id(value)


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    rule: str
    phrases: tuple[str, ...]
    shape: Callable[[str], bool]
    reasoning: str
    certain: bool


_ITEMS: Final = (
    _Item(
        property="deviceId", rule="device_id.android_id", shape=_is_android_id, certain=True,
        phrases=("android id", "ssaid", "secure android id", "secure id", "android device id", "settings secure id"),
        reasoning="16 hexadecimal digits, as Android's own device identifier has them",
    ),
    _Item(
        property="developerScopedId", rule="device_id.vendor_id", shape=_is_vendor_id, certain=True,
        phrases=("idfv", "ifv", "vendor id", "vendor identifier", "identifier for vendor", "app set id",
                 "vendor uuid", "vendor device id", "developer device id", "appset id", "appsetid", "app set.id"),
        reasoning="a UUID, as the identifier that all apps of one developer share",
    ),
    _Item(
        property="developerScopedId", rule="device_id.app_set", shape=_is_vendor_id, certain=False,
        phrases=("=set id",), reasoning="a UUID beside an advertising id, as Android's app set id",
    ),
    _Item(
        property="x_imei", rule="device_id.imei", shape=_is_imei, certain=True,
        phrases=("imei", "imei 1", "imei 2", "imei number", "device imei", "imei sv", "imeis"),
        reasoning="15 digits with the right check digit, the number of a phone on the mobile network",
    ),
    _Item(
        property="x_imsi", rule="device_id.imsi", shape=_is_imsi, certain=True,
        phrases=("imsi", "subscriber id", "imsi 1", "imsi 2"), reasoning="the number of the SIM's subscriber",
    ),
    _Item(
        property="x_iccid", rule="device_id.iccid", shape=_is_iccid, certain=True,
        phrases=("iccid", "icc id", "sim serial", "sim serial number"),
        reasoning="19 or 20 digits from 89 with the right check digit, the number of a SIM card",
    ),
    _Item(
        property="x_imei", rule="device_id.meid", shape=_is_meid, certain=True, phrases=("meid",),
        reasoning="14 hexadecimal digits, the number of a phone on the mobile network",
    ),
    _Item(
        property="x_serialNumber", rule="device_id.serial_number", shape=_is_serial, certain=False,
        phrases=("serial number", "serial no", "device serial", "hardware serial", "android serial", "product serial",
                 "device.serial", "build.serial", "hardware.serial", "phone.serial", "watch serial", "watch.serial",
                 "device serial no", *SERIALS),
        reasoning="a serial number",
    ),
    _Item(
        property="deviceId", rule="device_id.named", shape=_is_device_id, certain=False,
        phrases=("device id", "udid", "device uuid", "device guid", "device identifier", "device.id", "device.uuid",
                 "hardware id", "duid", "device uid", "unique device id", "device unique id", "machine id", "device.guid",
                 "device fingerprint id", "device id ios", "device id android", "device info.id", "deviceinfo.uuid",
                 "terminal id", "unit id", "openudid", "anon id", "phone id", "watch id", "tracker device id", *DEVICE),
        reasoning="an identifier of the device",
    ),
    _Item(
        property="deviceId", rule="device_id.named", shape=is_number_of_device, certain=False,
        phrases=("=device", "=x device"),
        reasoning="a long number or random identifier in a field named device and no more",
    ),
    _Item(
        property="deviceId", rule="device_id.named", shape=is_random, certain=False, phrases=DEVICE_IF_RANDOM,
        reasoning="a random identifier of a thing in the home",
    ),
)  # fmt: skip
_TABLE: Final = FieldTable({phrase: item for item in reversed(_ITEMS) for phrase in item.phrases})
# Names that say only that a value identifies.
_BARE_NAMES: Final = FieldTable(
    dict.fromkeys(("=id", "=key", "=uuid", "=guid", "=did", "=sn", "=serial", "=local id", "=cid", "=unique id", "=udn",
                   "=identifier", "=unique identifier", "=uid", "=serial num", "=client id"), "bare")
)  # fmt: skip
_BESIDE_DESCRIPTION: Final = _Item(
    property="deviceId", rule="device_id.beside_description", shape=_is_device_id, certain=False, phrases=(),
    reasoning="an identifier beside what describes a device",
)  # fmt: skip
_MAC_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "mac", "mac address", "mac addr", "wifi mac", "wlan mac", "bluetooth address", "bluetooth mac", "bt mac",
        "bt address", "hwaddr", "hardware address", "ethernet mac", "eth mac", "device mac", "macaddress",
        "mac wlan", "mac wifi", "mac lan", "mac eth", "mac bt",
    )
})  # fmt: skip
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
    {"gaid", "aaid", "idfa", "ifa", "advertisingid", "androidid", "idfv", "adid", "googleaid"}
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
    for leaf, names, value in named_in(payload, _TABLE, _BARE_NAMES, _MAC_NAMES, _MAC_IDS):
        if len(value) > 256:
            continue
        item = _TABLE.find(names)
        if (
            item is None
            and _BARE_NAMES.find(names)
            and _is_device_id(value)
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
        elif _MAC_NAMES.find(names) and mac_bytes(value) and not _is_of_others(names):
            yield observe(
                leaf,
                category=_CATEGORY,
                name="macAddress",
                rule="device_id.mac_address",
                reasoning="a hardware address, neither random nor a group's, in a field named for one",
                confidence=Confidence.CERTAIN,
            )


def _is_elsewhere(item: _Item, names: tuple[str, ...]) -> bool:
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
    version=7,
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
        "device_id.named": "An identifier of 8 or more characters in a field named device id.",
        "device_id.beside_description": "An identifier named only id, key or serial, beside a model, maker or firmware.",
        "device_id.mac_named_id": "A globally unique hardware address with separators in a field named id or device name.",
        "device_id.mac_address": "A globally unique hardware address in a field named MAC, not of an access point.",
    },
    detect=_detect,
    needs=Needs(fields=(_TABLE, _BARE_NAMES, _MAC_NAMES, _MAC_IDS), texts=(_MACS,)),
)
