"""Recognises numbers of a device where no field is named for them: in prose, in a path, in what a thing announces.

An IMEI behind the word, as a URN (RFC 7254), beside the model of its phone, in the line of a tracker or in a path
behind a word for a thing; the address of 64 bits of a radio module (Zigbee, LoRaWAN), or of a gateway for Bluetooth;
the UUID in the USN of UPnP; the number of a chip as sensor.community has it; a tracker's own number beside its position
(OsmAnd's form).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.bare_imeis import BARE_NAMES, BARE_TEXTS, TRACKER_NAMES, bare_imeis, numbers_of_trackers
from analysis.field_names import words
from analysis.identifier_shapes import is_hex, is_placeholder, is_random, is_uuid, mac_bytes, passes_luhn
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import text as shown
from analysis.records import Confidence, Observation, Transmission
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.device"
_SCANNED: Final = 4096  # characters of a text
_SAMPLES: Final = frozenset(
    {"490154203237518", "356938035643809", "123456789012347", "356303489916807"}
)  # of guides
_IMEI: Final = lazy_pattern(
    r"(?i)(?<![a-z])imei(?:[ _-]?(?:nr|no|num|number|nummer|code))?[.]?[ :=#-]{0,4}"
    r"([0-9]{2}[ /-]?[0-9]{4}[ /-]?[0-9]{2}[ /-]?[0-9]{4}[ /-]?[0-9]{2}[ /-]?[0-9])(?![0-9])"
)
_URN: Final = lazy_pattern(
    r"(?i)urn:gsma:imei:([0-9]{8}-[0-9]{6}-[0-9])(?![0-9])"
)  # the last digit may be a 0 that says nothing
# ``*SCOR,OM,<IMEI>,…``, ``*HQ,<IMEI>,…``: a mark, one to three short words, the number.
_LINE: Final = lazy_pattern(r"[*$#&+]{1,2}[A-Z]{2,8}[:,](?:[A-Z0-9]{1,8},){0,2}([0-9]{15}),")
_IN_PATH: Final = lazy_pattern(r"/((?:01|35|86|99)[0-9]{13})(?=/|\Z)")
_CODE: Final = lazy_pattern(r"[;{]\s{0,8}\n|\bassert|\bdef \w|=>|\bpublic class\b")
_THINGS: Final = frozenset({
    "device", "devices", "watch", "watches", "tracker", "trackers", "terminal", "terminals", "phone", "phones", "imei",
    "unit", "units", "vehicle", "vehicles", "scooter", "scooters", "bike", "bikes", "collar", "collars", "handset",
    "handsets", "tablet", "tablets", "tag", "tags", "thing", "things", "asset", "assets", "locator", "locators",
})  # fmt: skip
_WIDE: Final = FieldTable(dict.fromkeys((
    "ieee address", "ieee addr", "ieee", "eui 64", "eui64", "dev eui", "deveui", "device eui", "extended address",
    "ext address", "mac 64", "zigbee address", "zigbee mac", "gateway eui", "join eui",
), "wide"))  # fmt: skip
_UNIQUE: Final = FieldTable(dict.fromkeys(("unique id", "device unique id", "device address"), "unique"))
_EUI_64: Final = lazy_pattern(r"(?i)(?:0x)?[0-9a-f]{16}|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){7}")
_EUI_64_WRITTEN: Final = lazy_pattern(
    r"(?i)([0-9a-f]{2}(?::[0-9a-f]{2}){7})(?:-[0-9a-f]{2}(?:-[0-9a-f]{4})?)?"
)
# What an app tells of its device in one header, part by part: ``2938f76cff50af57;GLOBAL;2;2069590016;2277x1080;a9ff…``.
_PARTS: Final = FieldTable(
    dict.fromkeys(("device info", "x device info", "l device info", "client device info"), "parts")
)
# A gateway for Bluetooth sends its own address, which may be a static random one (Bluetooth Core, volume 6, B, 1.3.2.1).
_GATEWAYS: Final = FieldTable(dict.fromkeys(("=gw mac", "=gateway mac"), "gateway"))
_EUI_48: Final = lazy_pattern(r"(?i)[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{12}")
_CHIP: Final = lazy_pattern(r"(?:esp8266|esp32)-[0-9]{5,16}")
_CHIPS: Final = TextShape(lambda text: text[:3] == "esp" and _CHIP.fullmatch(text), begins="e")
# Traccar's clients and OsmAnd: ``?id=…&lat=…&lon=…&timestamp=…`` with some of the others.
_LATITUDES: Final = FieldTable({"=lat": "latitude"})
_OF_A_FIX: Final = frozenset({"lat", "lon", "timestamp"})
_BESIDE_A_FIX: Final = frozenset({"hdop", "altitude", "speed", "bearing", "batt", "accuracy"})
_TRACKER: Final = lazy_pattern(r"[0-9]{6,20}|(?=.{0,31}[0-9])[A-Za-z0-9_-]{6,36}")
# Things in the home name their topics, and themselves to the broker, after their own address: Shelly's
# ``shellies/shellyplug-s-<MAC>/relay/0``, ESPHome's ``kitchen-<MAC>``, Zigbee2MQTT's ``zigbee2mqtt/0x<EUI-64>``.
_TOPICS: Final = FieldTable(dict.fromkeys(("publish.topic", "connect.client id", "=will topic"), "topic"))
_IN_TOPIC: Final = lazy_pattern(
    r"(?:^|[/_:.-])(?:(0x[0-9a-fA-F]{16})|([0-9a-fA-F]{12}|[0-9a-fA-F]{2}(?:[:-][0-9a-fA-F]{2}){5}))(?=$|[/_.-])"
)
_OTHERS_ADDRESSES: Final = lazy_pattern(r"(?i)bssid|beacon|/ap/|advert|scan|nearby|tracker/")
_BETWEEN: Final = lazy_pattern(r"[;|,]")
_LEAST_PARTS: Final = 4
_ANNOUNCED: Final = FieldTable(dict.fromkeys(("=usn", "=udn"), "announced"))
_UUID: Final = lazy_pattern(r"(?i)uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:::[^\s]{0,200})?")


def _digits(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


def _is_imei(digits: str) -> bool:
    return len(digits) == 15 and passes_luhn(digits) and digits not in _SAMPLES and not is_placeholder(digits)


def _imei_in(text: str) -> str:
    """The IMEI that a text says it holds, as it is written; ``""`` where there is none."""
    head = text[:_SCANNED]
    if _CODE.search(head) is not None:
        return ""  # the source of a program holds the numbers of nobody
    if (urn := _URN.search(head)) is not None:
        return "" if is_placeholder(_digits(urn[1])) else urn[1]
    return next((found[1] for found in _IMEI.finditer(head) if _is_imei(_digits(found[1]))), "")


def _imei_of_line(text: str) -> str:
    found = _LINE.match(text)
    return found[1] if found is not None and _is_imei(found[1]) else ""


# ``866104021234565|PT-4|1.8.3|71``: the number of a device, then its model and the version of its program, by position.
_ROW: Final = lazy_pattern(r"((?:01|35|86|99)[0-9]{13})([|;,])(?:[^|;,\n]{0,40}\2){1,8}[^|;,\n]{0,40}\s{0,2}")
_VERSION: Final = lazy_pattern(r"[|;,][vV]?[0-9]{1,3}\.[0-9]{1,4}\.[0-9]{1,4}(?:[|;,]|\Z)")


def _imei_of_row(text: str) -> bool:
    found = _ROW.fullmatch(text[:512]) if len(text) <= 512 else None
    return found is not None and _VERSION.search(text) is not None and _is_imei(found[1])


_ROWS: Final = TextShape(
    lambda text: text[:2] in ("01", "35", "86", "99") and len(text) >= 24 and _imei_of_row(text),
    headers=False,
    shortest=24,
    begins="0389",
)
_SAID: Final = TextShape(
    lambda text: (
        len(text) >= 19 and ("imei" in text[:_SCANNED] or "IMEI" in text[:_SCANNED]) and _imei_in(text)
    ),
    shortest=19,
)
_LINES: Final = TextShape(
    lambda text: text[:1] in "*$#&+" and len(text) >= 24 and _imei_of_line(text),
    headers=False,
    shortest=24,
    begins="*$#&+",
)


def _has_number(sent: Transmission) -> bool:
    return any(_is_imei(found[1]) for found in _IN_PATH.finditer(sent.path[:1024]))


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, text in texts_like(payload, _SAID):
        why = "a number of a phone on the mobile network, behind the word IMEI"
        yield _observation(leaf, "x_imei", "written_device.imei", why, _imei_in(text))
    for leaf, text in texts_like(payload, _LINES):
        why = "a number of a tracker on the mobile network, in the first fields of its line"
        yield _observation(leaf, "x_imei", "written_device.line", why, _imei_of_line(text))
    if _has_number(payload.transmission):
        yield from _in_path(payload)
    for leaf, text in texts_like(payload, _ROWS):
        why = "15 digits with the right check digit, the number of a phone on the mobile network"
        yield _observation(leaf, "x_imei", "written_device.beside", why, text[:15])
    for leaf in bare_imeis(payload):
        why = "15 digits with the right check digit, the number of a phone on the mobile network"
        yield _observation(leaf, "x_imei", "written_device.beside", why, shown(leaf.value))
    for leaf in numbers_of_trackers(payload):
        why = "what a tracker calls itself, beside its position and the time"
        yield _observation(leaf, "deviceId", "written_device.own", why, shown(leaf.value))
    for leaf, text in texts_like(payload, _CHIPS):
        yield _observation(
            leaf, "deviceId", "written_device.chip", "the number of a chip, behind its kind", text
        )
    for latitude, _, _ in named_in(payload, _LATITUDES):
        if (told := _number_of_a_fix(latitude, payload)) is not None:
            why = "what a tracker calls itself, beside its position and the time"
            yield _observation(told, "deviceId", "written_device.tracker", why, shown(told.value).strip())
    for leaf, _, value in named_in(payload, _GATEWAYS):
        if _EUI_48.fullmatch(value) and len(set(value.lower())) > _LEAST_PARTS:
            why = "the hardware address of the gateway that sends this"
            yield _observation(leaf, "macAddress", "written_device.gateway", why, value)
    seen = set[str]()
    for leaf, _, value in named_in(payload, _TOPICS):
        address = _address_in_topic(value)
        if address and address not in seen:
            seen.add(address)
            why = "a hardware address, neither random nor a group's, as the name of a device"
            yield _observation(leaf, "macAddress", "written_device.topic", why, address)
    yield from _named(payload)


def _address_in_topic(topic: str) -> str:
    """The address of the thing that sends to a topic; ``""`` where there is none, or it is one of those that it hears."""
    found = _IN_TOPIC.search(topic[:512])
    if found is None or _OTHERS_ADDRESSES.search(topic[:512]):
        return ""
    if found[1]:
        return found[1] if len(set(found[1].lower())) > _LEAST_PARTS else ""
    return found[2] if mac_bytes(found[2]) and not found[2].isdecimal() else ""


def _number_of_a_fix(latitude: Leaf, payload: Payload) -> Leaf | None:
    """The ``id`` beside a latitude, a longitude and a time in a query or form; None where it is none of a tracker."""
    if latitude.context != "query" and not latitude.path.startswith("body>form"):
        return None
    group = surroundings(payload).around(latitude.path)
    if group is None or not group.members.keys() >= _OF_A_FIX or _BESIDE_A_FIX.isdisjoint(group.members):
        return None
    leaf = group.members.get("id") or group.members.get("deviceid")
    value = shown(leaf.value).strip() if leaf is not None else ""
    return leaf if _TRACKER.fullmatch(value) and not is_placeholder(value) else None


def _named(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _WIDE, _UNIQUE, _ANNOUNCED, _PARTS):
        if _PARTS.find(names) is not None:
            if number := _number_among(value):
                why = "a random number among the parts of what is said of a device"
                yield _observation(leaf, "deviceId", "written_device.parts", why, number)
        elif _ANNOUNCED.find(names) is not None:
            if (told := _UUID.fullmatch(value)) is not None and not is_placeholder(told[1]):
                why = "the UUID that a thing announces (UPnP)"
                yield _observation(leaf, "deviceId", "written_device.announced", why, told[1])
        elif (address := _wide_address(names, value)) is not None:
            why = "the address of 64 bits of a radio module"
            yield _observation(leaf, "macAddress", "written_device.eui_64", why, address)


def _number_among(value: str) -> str:
    """The part of a list that is 16 hexadecimal digits, as Android's number of a device, or a UUID."""
    parts = [part.strip() for part in _BETWEEN.split(value[:1024])]
    if len(parts) < _LEAST_PARTS or not all(parts[:1]):
        return ""
    return next(
        (part for part in parts if (len(part) == 16 and is_random(part) and is_hex(part)) or is_uuid(part)),
        "",
    )


def _wide_address(names: tuple[str, ...], value: str) -> str | None:
    named = _WIDE.find(names) is not None
    written = _EUI_64_WRITTEN.fullmatch(value)
    if not (written or (named and _EUI_64.fullmatch(value))):
        return None
    plain = value.removeprefix("0x").replace(":", "").replace("-", "")[:16]
    return None if len(set(plain.lower())) < 4 else written[1] if written else value


def _in_path(payload: Payload) -> Iterator[Observation]:
    before = ""
    for leaf in payload.leaves:
        if leaf.context != "path":
            continue
        value = str(leaf.value)
        if _IN_PATH.fullmatch(f"/{value}") and _is_imei(value) and not _THINGS.isdisjoint(words(before)):
            yield _observation(
                leaf,
                "x_imei",
                "written_device.path",
                "15 digits with the right check digit, behind a word for a thing",
                value,
            )
        before = value


def _observation(leaf: Leaf, name: str, rule: str, why: str, value: str) -> Observation:
    return observe(
        leaf,
        category=_CATEGORY,
        name=name,
        rule=rule,
        reasoning=why,
        confidence=Confidence.LIKELY,
        value=value,
    )


DETECTOR: Final = Detector(
    name="written_device",
    version=5,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "written_device.imei": "15 digits with a valid check digit behind the word IMEI, or a URN of one.",
        "written_device.line": "15 digits with a valid check digit in the first fields of a tracker's line (*SCOR,OM,…).",
        "written_device.path": "15 digits with a valid check digit, as IMEIs begin, in a path behind devices or watches.",
        "written_device.beside": "15 digits with a valid check digit, as IMEIs begin, beside two kinds of what only "
        "a device tells: model, firmware, maker, network, place; the same at the head of a row with a version.",
        "written_device.own": "15 digits, as IMEIs begin, under ident or tracker, beside a place and what a device tells.",
        "written_device.eui_64": "16 hexadecimal digits in a field named for an IEEE address or EUI, not of few digits.",
        "written_device.chip": "Five digits or more behind esp8266- or esp32-, as sensor.community names stations.",
        "written_device.gateway": "A hardware address in a field named gwmac.",
        "written_device.topic": "A hardware address, or 0x and 16 hexadecimal digits, in an MQTT topic or client id.",
        "written_device.tracker": "An id of six signs or more beside lat, lon and timestamp, in a query or form.",
        "written_device.parts": "16 hexadecimal digits or a UUID among four parts or more of a field named device info.",
        "written_device.announced": "A UUID in a field named USN or UDN.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_WIDE, _UNIQUE, _ANNOUNCED, _PARTS, _GATEWAYS, _LATITUDES, _TOPICS),
        names=(BARE_NAMES, TRACKER_NAMES),
        texts=(_SAID, _LINES, _ROWS, _CHIPS, BARE_TEXTS),
        sent=(_has_number,),
    ),
)
