"""What the identifiers of a device are called, and which form the values of each have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from analysis.id_phrases import DEVICE, DEVICE_IF_RANDOM, SERIALS
from analysis.identifier_shapes import (
    is_hex,
    is_identifier,
    is_number_of_device,
    is_placeholder,
    is_plain_uuid,
    is_random,
    is_uuid,
    passes_luhn,
)
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable

_FAULTY_ANDROID_ID: Final = "9774d56d682e549c"  # the same on thousands of devices, by a fault of Android 2.2
_SERIAL: Final = lazy_pattern(r"[A-Za-z0-9][A-Za-z0-9_./:-]{5,39}")
_DATE: Final = lazy_pattern(r"\d{4}-\d{2}-\d{2}.{0,30}")


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


def is_device_id(value: str) -> bool:
    """A word of the characters of identifiers, or a UUID."""
    return is_identifier(value) or _is_vendor_id(value)


class DeviceItem(msgspec.Struct, frozen=True, kw_only=True):
    """What fields are named that hold one kind of identifier, and the form that their values have."""

    property: str
    rule: str
    phrases: tuple[str, ...]
    shape: Callable[[str], bool]
    reasoning: str
    certain: bool


ITEMS: Final = (
    DeviceItem(
        property="deviceId", rule="device_id.android_id", shape=_is_android_id, certain=True,
        phrases=("android id", "ssaid", "secure android id", "secure id", "android device id", "settings secure id"),
        reasoning="16 hexadecimal digits, as Android's own device identifier has them",
    ),
    DeviceItem(
        property="developerScopedId", rule="device_id.vendor_id", shape=_is_vendor_id, certain=True,
        phrases=("idfv", "ifv", "vendor id", "vendor identifier", "identifier for vendor", "app set id",
                 "vendor uuid", "vendor device id", "developer device id", "appset id", "appsetid", "app set.id"),
        reasoning="a UUID, as the identifier that all apps of one developer share",
    ),
    DeviceItem(
        property="developerScopedId", rule="device_id.app_set", shape=_is_vendor_id, certain=False,
        phrases=("=set id", "=asid"), reasoning="a UUID beside an advertising id, as Android's app set id",
    ),
    DeviceItem(
        property="x_imei", rule="device_id.imei", shape=_is_imei, certain=True,
        phrases=("imei", "imei 1", "imei 2", "imei number", "device imei", "imei sv", "imeis"),
        reasoning="15 digits with the right check digit, the number of a phone on the mobile network",
    ),
    DeviceItem(
        property="x_imsi", rule="device_id.imsi", shape=_is_imsi, certain=True,
        phrases=("imsi", "subscriber id", "imsi 1", "imsi 2"), reasoning="the number of the SIM's subscriber",
    ),
    DeviceItem(
        property="x_iccid", rule="device_id.iccid", shape=_is_iccid, certain=True,
        phrases=("iccid", "icc id", "sim serial", "sim serial number"),
        reasoning="19 or 20 digits from 89 with the right check digit, the number of a SIM card",
    ),
    DeviceItem(
        property="x_imei", rule="device_id.meid", shape=_is_meid, certain=True, phrases=("meid",),
        reasoning="14 hexadecimal digits, the number of a phone on the mobile network",
    ),
    DeviceItem(
        property="x_serialNumber", rule="device_id.serial_number", shape=_is_serial, certain=False,
        phrases=("serial number", "serial no", "device serial", "hardware serial", "android serial", "product serial",
                 "device.serial", "build.serial", "hardware.serial", "phone.serial", "watch serial", "watch.serial",
                 "device serial no", *SERIALS),
        reasoning="a serial number",
    ),
    DeviceItem(
        property="deviceId", rule="device_id.named", shape=is_device_id, certain=False,
        phrases=("device id", "udid", "device uuid", "device guid", "device identifier", "device.id", "device.uuid",
                 "hardware id", "duid", "device uid", "unique device id", "device unique id", "machine id", "device.guid",
                 "device fingerprint id", "device id ios", "device id android", "device info.id", "deviceinfo.uuid",
                 "terminal id", "unit id", "openudid", "anon id", "phone id", "watch id", "tracker device id", "=esn",
                 *DEVICE),
        reasoning="an identifier of the device",
    ),
    DeviceItem(
        property="deviceId", rule="device_id.named", shape=is_number_of_device, certain=False,
        phrases=("=device", "=x device"),
        reasoning="a long number or random identifier in a field named device and no more",
    ),
    DeviceItem(
        property="deviceId", rule="device_id.named", shape=is_random, certain=False, phrases=DEVICE_IF_RANDOM,
        reasoning="a random identifier of a thing in the home",
    ),
)  # fmt: skip
# The part of a thing, or the thing, before the word: ``tvmac``, ``lanMacAddr``.
_GLUED_MACS: Final = tuple(
    f"{part} {word}"
    for part in (
        "tv",
        "stb",
        "box",
        "hub",
        "cam",
        "camera",
        "dev",
        "host",
        "lan",
        "eth",
        "wlan",
        "wifi",
        "wired",
        "wireless",
        "ble",
        "bt",
        "bluetooth",
        "nic",
        "net",
        "phone",
        "client",
        "sta",
        "own",
        "my",
        "unit",
        "system",
        "base",
        "main",
        "radio",
        "zigbee",
        "printer",
        "player",
        "terminal",
        "machine",
        "pc",
        "e",
        "w",
        "hw",
        "local",
        "product",
        "module",
        "tablet",
    )
    for word in ("mac", "mac addr", "mac address", "mac id")
)
MAC_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "mac", "mac address", "mac addr", "wifi mac", "wlan mac", "bluetooth address", "bluetooth mac", "bt mac",
        "bt address", "hwaddr", "hardware address", "ethernet mac", "eth mac", "device mac", "macaddress",
        "mac wlan", "mac wifi", "mac lan", "mac eth", "mac bt", "=bt", "=bd addr", "bt addr",
        "bluetooth addr", "ble mac", "ble addr", "bd addr", "bdaddr", "bt adresse", "adres mac", "mac adresse",
        "direccion mac", "indirizzo mac", "endereco mac", *_GLUED_MACS,
    )
})  # fmt: skip
