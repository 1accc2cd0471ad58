"""Recognises what the radios hear: Wi-Fi access points, cells and beacons, from which a place follows without GPS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, is_named, naming, words
from analysis.heard_rows import (
    ADDRESSES,
    BARE_ADDRESSES,
    CELL_TEXTS,
    CELLS_IN_LINES,
    STRENGTHS,
    heard_signs,
    is_heard,
)
from analysis.labels import SAYS_LITTLE
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.network_names import IS_SSID, SCAN_NAMES, SSID_NAMES, network_name
from analysis.payload import Leaf, Payload
from analysis.quantity_kinds import telling_words
from analysis.radio_signs import SIGNS, Sign, find_beacons, find_cells
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.short_beacons import BEACON_TEXTS, SHORT_BEACONS, short_beacons
from analysis.short_cells import CELL_ROWS, SHORT_CELLS, short_cells
from analysis.surroundings import Surroundings, generic, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_MAC: Final = lazy_pattern(
    r"(?i)(?<![0-9a-f:-])[0-9a-f]{1,2}(?:([:-])[0-9a-f]{1,2})(?:\1[0-9a-f]{1,2}){4}(?![0-9a-f:-])"
)
_LONGEST: Final = 65_536  # characters of a text
_BARE_MAC: Final = lazy_pattern(r"(?i)[0-9a-f]{12}")
_NAME_AFTER: Final = lazy_pattern(r"[@|,;]\s?([^\s@|,;][^@|;]{0,31})\Z")
_BSSID: Final = frozenset({"bssid", "bssids"})
_WIFI: Final = frozenset({"wifi", "wlan", "ssid", "ap", "aps", "hotspot", "router", "gateway"})
_OWN: Final = frozenset({"device", "own", "my", "self", "bluetooth", "bt", "eth", "ethernet", "p2p"})
_HEARD: Final = frozenset(
    {"ssid", "rssi", "signal", "strength", "channel", "frequency", "level", "dbm", "rss", "powrx"}
)
_LONGEST_SSID: Final = 40  # characters, with quotation marks


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _access_points(place)
    yield from _signs(payload, place)


def _says_bssid(name: str) -> bool:
    return not _BSSID.isdisjoint(words(name))


def _is_called_ssid(leaf: Leaf, place: Surroundings) -> bool:
    return any(IS_SSID[name] for name in place.callings(leaf.path, leaf.names)[:4])


_SAYS_BSSID: Final = Remembered(_says_bssid)
_SAYS_SCAN: Final = Remembered[str, bool](lambda name: is_named(name, SCAN_NAMES))
_MACS: Final = frozenset({"mac", "macaddress", "macaddr"})
_SAYS_MAC: Final = Remembered[str, bool](lambda name: "".join(words(name)) in _MACS)
_OF_NETWORKS: Final = picking(
    lambda name: _SAYS_BSSID[name] or IS_SSID[name] or _SAYS_SCAN[name] or _SAYS_MAC[name],
    _BSSID | telling_words(SSID_NAMES, SCAN_NAMES),
    _MACS,
)
_SAYING_SSID: Final = TextShape(
    lambda text: len(text) <= _LONGEST_SSID and "ssid" in text.lower(), shortest=4, longest=_LONGEST_SSID
)
_LETTERS: Final = 2  # of a name that says nothing
BARE_MACS: Final = TextShape(
    lambda text: len(text) == 12 and _BARE_MAC.fullmatch(text), headers=False, shortest=12, longest=12
)
_WITH_MACS: Final = TextShape(
    lambda text: (text.count(":") >= 5 or text.count("-") >= 5) and _MAC.search(text[:_LONGEST]), shortest=11
)


# -- Wi-Fi --------------------------------------------------------------------------------------------------------


def _access_points(place: Surroundings) -> Iterator[Observation]:
    lists: dict[str, list[tuple[Leaf, list[str], Confidence]]] = {}
    names: dict[str, list[tuple[Leaf, str]]] = {}
    labelled = bool(texts_like(place.payload, _SAYING_SSID))
    seen = texts_like(place.payload, _WITH_MACS) or texts_like(place.payload, BARE_MACS)
    if not (labelled or seen or place.picked(_OF_NETWORKS)):
        return
    for leaf, value in place.texts:
        size = len(value)
        may_hold = size >= 11 and (
            value.count(":") >= 5 or value.count("-") >= 5 or (size <= 16 and _names_bare(leaf))
        )
        found = _bssids(leaf, place) if may_hold else None
        if found is not None:
            lists.setdefault(generic(leaf.path), []).append((leaf, *found))
        elif IS_SSID[leaf.name] or (
            labelled and size <= _LONGEST_SSID and SAYS_LITTLE[leaf.name] and _is_called_ssid(leaf, place)
        ):
            if not (name := network_name(value)):
                continue
            names.setdefault(generic(leaf.path), []).append((leaf, name))
    for path, entries in lists.items():
        yield from _scan(path, entries)
    for path, networks in names.items():
        yield _ssids(path, networks, place)


def _names_bare(leaf: Leaf) -> bool:
    """Whether twelve hexadecimal digits in a field of this name are an access point's address."""
    name = leaf.name
    return (
        _SAYS_BSSID[name]
        or _SAYS_SCAN[name]
        or (
            (_SAYS_MAC[name] or len(name) <= _LETTERS) and any(map(_SAYS_SCAN.__getitem__, leaf.names[-3:-1]))
        )
    )


def _bssids(leaf: Leaf, place: Surroundings) -> tuple[list[str], Confidence] | None:
    """Distinct access point addresses in a text, and how sure it is that they are such."""
    value = str(leaf.value)[:_LONGEST]
    named = len(value) <= 16 and _names_bare(leaf)
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
    if SAYS_LITTLE[leaf.name]:
        spoken |= all_words(place.callings(leaf.path, leaf.names)[:4])
    if {"wi", "fi"} <= spoken:
        spoken |= {"wifi"}
    if not spoken.isdisjoint(_BSSID) or any(is_named(name, SCAN_NAMES) for name in leaf.names[-3:]):
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
    return Confidence.LIKELY if is_heard(leaf, value, place) else None


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
        reasoning=f"{len(heard)} Wi-Fi access point address{'es' if len(heard) > 1 else ''} (BSSID)"
        f"{naming(entries[0][0].name)}: public look-up services place them to metres",
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


def _ssids(path: str, networks: list[tuple[Leaf, str]], place: Surroundings) -> Observation:
    leaf, name = networks[0]
    near = all_words(place.siblings(leaf.path))
    sure = Confidence.CERTAIN if not near.isdisjoint(_BSSID | {"rssi", "mac"}) else Confidence.LIKELY
    heard = list(dict.fromkeys(name for _, name in networks))
    if len(heard) == 1:
        why = "the name of a Wi-Fi network (SSID), which look-up services may place"
        return _ssid_observation(leaf, name, sure, why)
    return Observation(
        category="location.radio_scan",
        property="x_ssid",
        path=path,
        value=", ".join(heard[:200]),
        reasoning=f"the names of {len(heard)} Wi-Fi networks (SSID) in one list, which look-up services may place",
        rule="wifi.ssid_list",
        confidence=sure,
        measures=Measures(n=len(heard)),
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


def _signs(payload: Payload, place: Surroundings) -> Iterator[Observation]:
    """Cells and beacons; those of one list are one finding."""
    lists: dict[tuple[str, str], list[Sign]] = {}
    for sign in (
        *find_cells(place),
        *find_beacons(payload, place),
        *heard_signs(place),
        *short_beacons(place),
        *short_cells(place),
    ):
        lists.setdefault((sign.rule, generic(sign.path)), []).append(sign)
    for (rule, path), signs in lists.items():
        heard = list(dict.fromkeys(sign.value for sign in signs))
        several = len(heard) > 1
        yield Observation(
            category="location.radio_scan",
            property=signs[0].property,
            path=path if several else signs[0].path,
            value=", ".join(heard[:200]),
            reasoning=f"{len(heard)} of one list: {signs[0].reasoning}" if several else signs[0].reasoning,
            rule=rule,
            confidence=signs[0].confidence,
            measures=Measures(n=len(heard)),
        )


DETECTOR: Final = Detector(
    name="radio_scan",
    version=7,
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
        "wifi.ssid_list": "The names of two or more Wi-Fi networks in one list.",
        "cell.identity": "Country, network, area and cell number of a mobile network in one object, or as one text in "
        "a field named cell global identity.",
        "cell.row": "Country, network, area and cell number in a row or text, with a strength or under a name of cells; "
        "country and network may stand beside a text of the others.",
        "ble.ibeacon": "UUID, major and minor number of a Bluetooth beacon in one object, text, row or advertisement; "
        "under short names only with the strength in which it was heard.",
        "ble.eddystone": "Namespace and instance of an Eddystone beacon in one object, or in an advertisement.",
        "ble.address_list": "Hardware addresses of Bluetooth devices nearby, in a list that is named so.",
    },
    detect=_detect,
    needs=SIGNS.or_else(
        Needs(
            names=(_OF_NETWORKS, ADDRESSES, STRENGTHS, SHORT_BEACONS, SHORT_CELLS),
            texts=(
                _WITH_MACS,
                _SAYING_SSID,
                BARE_MACS,
                CELL_TEXTS,
                CELL_ROWS,
                CELLS_IN_LINES,
                BARE_ADDRESSES,
                BEACON_TEXTS,
            ),
            lists=True,
        )
    ),
)
