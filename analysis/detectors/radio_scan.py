"""Recognises what the radios hear: Wi-Fi access points, cells and beacons, from which a place follows without GPS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.field_names import all_words, is_named, words
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number, text
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import Surroundings, generic
from analysis.units import Detector, Mapped

_MAC: Final = re.compile(
    r"(?i)(?<![0-9a-f:-])[0-9a-f]{1,2}(?:([:-])[0-9a-f]{1,2})(?:\1[0-9a-f]{1,2}){4}(?![0-9a-f:-])"
)
_BARE_MAC: Final = re.compile(r"(?i)[0-9a-f]{12}")
_UUID: Final = re.compile(r"(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_NAME_AFTER: Final = re.compile(r"[@|,;]\s?([^\s@|,;][^@|;]{0,31})\Z")
_BSSID: Final = frozenset({"bssid", "bssids"})
_WIFI: Final = frozenset({"wifi", "wlan", "ssid", "ap", "aps", "hotspot", "router", "gateway"})
_OWN: Final = frozenset({"device", "own", "my", "self", "bluetooth", "bt", "eth", "ethernet", "p2p"})
_HEARD: Final = frozenset({"ssid", "rssi", "signal", "strength", "channel", "frequency", "level", "dbm"})
_SCAN_NAMES: Final = ("access points", "access point", "wifi access points", "wifi scan", "scan results", "wifi list",
                      "wifi networks", "wlan list", "nearby wifi", "wifis", "visible wifi", "wifi aps")  # fmt: skip
_SSID_NAMES: Final = ("ssid", "wifi ssid", "wifi name", "wlan ssid", "wifi network name", "wlan name")
_NO_SSID: Final = frozenset(
    {"", "unknown", "<unknown ssid>", "unknown ssid", "null", "none", "0x", "n/a", "ssid"}
)
_CELL: Final[Mapping[str, tuple[str, ...]]] = {
    "mcc": ("mcc", "mobile country code"),
    "mnc": ("mnc", "mobile network code"),
    "area": ("lac", "tac", "location area code", "tracking area code", "nid"),
    "cell": ("cid", "ci", "cell id", "eci", "nci", "cell identity", "bid", "base station id"),
}
_NO_CELL: Final = frozenset({0, -1, 65535, 0xFFFFFFF, 0x7FFFFFFF})
_UUID_NAMES: Final = ("uuid", "proximity uuid", "beacon uuid", "ibeacon uuid", "region uuid")


def _detect(payload: Payload) -> Iterator[Observation]:
    place = Surroundings(payload)
    yield from _access_points(payload, place)
    for group in payload.groups:
        yield from _cell(group, place)
        yield from _beacon(group)


# -- Wi-Fi --------------------------------------------------------------------------------------------------------


def _access_points(payload: Payload, place: Surroundings) -> Iterator[Observation]:
    lists: dict[str, list[tuple[Leaf, list[str], Confidence]]] = {}
    for leaf in payload.leaves:
        found = _bssids(leaf, place) if isinstance(leaf.value, str) else None
        if found is not None:
            lists.setdefault(generic(leaf.path), []).append((leaf, *found))
        elif isinstance(leaf.value, str) and is_named(
            leaf.name, _SSID_NAMES, frozenset({"current", "connected", "x"})
        ):
            yield from _ssid(leaf, place)
    for path, entries in lists.items():
        yield from _scan(path, entries)


def _bssids(leaf: Leaf, place: Surroundings) -> tuple[list[str], Confidence] | None:
    """Distinct access point addresses in a text, and how sure it is that they are such."""
    value = str(leaf.value)[:65_536]
    named = not _BSSID.isdisjoint(words(leaf.name))
    found = [_canonical(match.group()) for match in _MAC.finditer(value)]
    if not found and named and _BARE_MAC.fullmatch(value.strip()):
        found = [_canonical(value.strip())]
    heard = list(dict.fromkeys(mac for mac in found if mac is not None and _is_access_point(mac)))
    if not heard:
        return None
    confidence = _confidence(leaf, value, place)
    return (heard, confidence) if confidence else None


def _confidence(leaf: Leaf, value: str, place: Surroundings) -> Confidence | None:
    spoken = all_words(leaf.names[-3:])
    if not spoken.isdisjoint(_BSSID) or any(is_named(name, _SCAN_NAMES) for name in leaf.names[-3:]):
        return Confidence.CERTAIN
    if not spoken.isdisjoint(_OWN):
        return None
    if not spoken.isdisjoint({"router", "gateway", "ap"}):
        return Confidence.LIKELY
    siblings = all_words(place.siblings(leaf.path)) if leaf.context == "body" else frozenset()
    wifi = not spoken.isdisjoint(_WIFI)
    if not siblings.isdisjoint({"ssid"}) or (wifi and not siblings.isdisjoint(_HEARD)):
        return Confidence.LIKELY
    inside = frozenset(words(value[:512]))
    if not inside.isdisjoint({"wifi", "wlan", "ssid", "bssid"}):
        return Confidence.LIKELY  # "wifi_3c:…@name" in a field of another name
    return None


def _canonical(mac: str) -> str | None:
    octets = re.split(r"[:-]", mac) if len(mac) != 12 else [mac[i : i + 2] for i in range(0, 12, 2)]
    return ":".join(octet.zfill(2).lower() for octet in octets)


def _is_access_point(mac: str) -> bool:
    """Neither locally administered, nor multicast, nor a placeholder (02:00:…, 00:00:…, ff:ff:…)."""
    return not int(mac[:2], 16) & 0b11 and mac not in ("00:00:00:00:00:00", "00:11:22:33:44:55")


def _scan(path: str, entries: list[tuple[Leaf, list[str], Confidence]]) -> Iterator[Observation]:
    heard = list(dict.fromkeys(mac for _, macs, _ in entries for mac in macs))
    several = len(entries) > 1
    confidence = entries[0][2]
    yield Observation(
        category="location.radio_scan",
        property="x_wifiScan",
        path=path if several else entries[0][0].path,
        value=", ".join(heard[:200]) if len(heard) > 1 else heard[0],
        reasoning=f"{len(heard)} Wi-Fi access point address{'es' if len(heard) > 1 else ''} (BSSID) in "
        f"{entries[0][0].name[:40]!r}: public look-up services place them to metres",
        rule="wifi.bssid_list" if len(heard) > 1 else "wifi.bssid",
        confidence=confidence,
        measures=Measures(n=len(heard)),
    )
    for leaf, _, sure in entries:
        name = _NAME_AFTER.search(str(leaf.value)) if not several else None
        if name:
            yield _ssid_observation(
                leaf, name[1].strip(), sure, "a network's name beside its address in one text"
            )


def _ssid(leaf: Leaf, place: Surroundings) -> Iterator[Observation]:
    name = str(leaf.value).strip().strip('"')
    if name.lower() in _NO_SSID or len(name.encode("utf-8", "replace")) > 34:
        return
    near = all_words(place.siblings(leaf.path))
    sure = Confidence.CERTAIN if not near.isdisjoint(_BSSID | {"rssi", "mac"}) else Confidence.LIKELY
    yield _ssid_observation(
        leaf, name, sure, "the name of a Wi-Fi network (SSID), which look-up services may place"
    )


def _ssid_observation(leaf: Leaf, name: str, confidence: Confidence, reasoning: str) -> Observation:
    return Observation(
        category="location.radio_scan",
        property="x_ssid",
        path=leaf.path,
        value=name,
        reasoning=reasoning,
        rule="wifi.ssid",
        confidence=confidence,
    )


# -- cells and beacons --------------------------------------------------------------------------------------------


def _cell(group: Group, place: Surroundings) -> Iterator[Observation]:
    """Country, network, area and cell number in one object; country and network may stand in the one around."""
    own = _cell_parts(group.members)
    if "area" not in own or "cell" not in own:
        return
    outer = place.around(group.path)
    parts = {**(_cell_parts(outer.members) if outer else {}), **own}
    if len(parts) < 4 or not 200 <= parts["mcc"][1] <= 999 or parts["cell"][1] in _NO_CELL:
        return
    if parts["area"][1] in _NO_CELL:
        return
    yield Observation(
        category="location.radio_scan",
        property="x_cellScan",
        path=parts["cell"][0].path,
        value="-".join(str(parts[step][1]) for step in ("mcc", "mnc", "area", "cell")),
        reasoning="country, network, area and cell number of a mobile network cell: look-up services place it",
        rule="cell.identity",
        confidence=Confidence.CERTAIN,
        measures=Measures(n=1),
    )


def _cell_parts(members: Mapping[str, Leaf]) -> dict[str, tuple[Leaf, int]]:
    found: dict[str, tuple[Leaf, int]] = {}
    for name, leaf in members.items():
        amount = number(leaf.value)
        if amount is None or amount != int(amount):
            continue
        for part, phrases in _CELL.items():
            if is_named(
                name, phrases, frozenset({"gsm", "lte", "cell", "home", "radio", "network", "serving"})
            ):
                found.setdefault(part, (leaf, int(amount)))
    return found


def _beacon(group: Group) -> Iterator[Observation]:
    numbers = {name.lower(): number(leaf.value) for name, leaf in group.members.items()}
    major, minor = numbers.get("major"), numbers.get("minor")
    if major is None or minor is None or not (0 <= major <= 65535 and 0 <= minor <= 65535):
        return
    for name, leaf in group.members.items():
        if is_named(name, _UUID_NAMES) and _UUID.fullmatch(text(leaf.value)):
            near = all_words((*group.names[-2:], *group.members))
            if not near.isdisjoint({"version", "patch", "build", "release"}):
                return
            beacon = not near.isdisjoint(
                {"beacon", "beacons", "ibeacon", "proximity", "rssi", "ble", "region"}
            )
            yield Observation(
                category="location.radio_scan",
                property="x_bleScan",
                path=leaf.path,
                value=f"{text(leaf.value)} {int(major)} {int(minor)}",
                reasoning="a Bluetooth beacon's UUID with its major and minor number: they tell a shop or room",
                rule="ble.ibeacon",
                confidence=Confidence.CERTAIN if beacon else Confidence.LIKELY,
                measures=Measures(n=1),
            )


DETECTOR: Final = Detector(
    name="radio_scan",
    version=1,
    categories={
        "location.radio_scan": Mapped(
            google="Precise location",
            apple="Precise Location",
            dpv="ext:RadioScan < pd:CurrentLocation",
            tcf="9",
        )
    },
    rules={
        "wifi.bssid": "An access point's hardware address, named BSSID or beside a network's name or signal strength; "
        "locally administered and placeholder addresses do not count.",
        "wifi.bssid_list": "Two or more access points' hardware addresses in one list.",
        "wifi.ssid": "The name of a Wi-Fi network.",
        "cell.identity": "Country, network, area and cell number of a mobile network in one object.",
        "ble.ibeacon": "UUID, major and minor number of a Bluetooth beacon in one object.",
    },
    detect=_detect,
)
